//! The characters of a corpus side by side, so that those that are read as was typed can be found
//! at the speed of the memory. In come folded text and codes, out come places. Refuses to know
//! words.

use std::fmt;

use super::table::TABLE;
use crate::index::corpus::Corpus;

/// What the folded text of a library sounds like: for each character its code byte and itself, three
/// bytes in all. The characters of an article lie together, in the order of the library. Made at
/// about 200 MB of text in a second.
#[derive(Default)]
pub struct Shadow {
    codes: Vec<u8>,
    /// The characters; 0 for those beyond the basic plane, which nobody types by their sound.
    units: Vec<u16>,
    articles: Vec<Span>,
}

/// The characters of an article.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    /// The characters of its title.
    title: (u32, u32),
}

/// The most text that is shadowed, in bytes: what is larger would need more memory than a reader
/// should take.
const BYTES_MAX: usize = 300 << 20;

/// How many characters are compared between two questions whether to go on; a level-1 cache holds
/// them.
const STRETCH: usize = 8192;

/// As many characters as are compared at once.
pub const HEAD: usize = 4;

impl Shadow {
    /// The shadow of a corpus; `None` where that is too large.
    pub fn of(corpus: &Corpus) -> Option<Self> {
        if corpus.bytes() > BYTES_MAX {
            return None;
        }
        let count = corpus.bytes() / 2;
        let mut shadow =
            Self { codes: Vec::new(), units: Vec::with_capacity(count), ..Self::default() };
        for (index, folded) in corpus.articles().iter().enumerate() {
            let start = shadow.units.len() as u32;
            let text = std::str::from_utf8(corpus.article_text(index)).unwrap_or_default();
            shadow.units.extend(text.chars().map(|c| u16::try_from(u32::from(c)).unwrap_or(0)));
            let chars_before = |byte: u32| {
                let text = text.get(..byte as usize).unwrap_or_default();
                start + text.chars().count() as u32
            };
            let title = (chars_before(folded.title.0), chars_before(folded.title.1));
            shadow.articles.push(Span { start, title });
        }
        // The last characters have a head too.
        shadow.units.extend([0; HEAD]);
        shadow.units.shrink_to_fit();
        shadow.codes = shadow.units.iter().map(|&unit| TABLE.code(unit)).collect();
        Some(shadow)
    }

    /// The places, in order, at which such codes stand one after the other; of the first
    /// [`HEAD`] at most. `None` where it was cancelled.
    pub fn places(&self, codes: &[u8], cancelled: &dyn Fn() -> bool) -> Option<Vec<u32>> {
        let mut places = Vec::new();
        let mut fits = [0_u8; STRETCH];
        for from in (0..self.codes.len().saturating_sub(HEAD)).step_by(STRETCH) {
            if from % (STRETCH * 64) == 0 && cancelled() {
                return None;
            }
            let fits = &mut fits[..STRETCH.min(self.codes.len() - HEAD - from)];
            fits.fill(1);
            for (nth, &wanted) in codes.iter().take(HEAD).enumerate() {
                let own = &self.codes[from + nth..from + nth + fits.len()];
                for (fits, code) in fits.iter_mut().zip(own) {
                    *fits &= u8::from(code & wanted == wanted);
                }
            }
            places.extend(memchr::memchr_iter(1, fits).map(|at| (from + at) as u32));
        }
        Some(places)
    }

    /// The first characters at each of these places, the first in the lowest bits. They lie far
    /// apart: asked for together, they come at the same time.
    pub fn heads(&self, places: &[u32]) -> Vec<u64> {
        let head = |&place: &u32| {
            let units = self.units.get(place as usize..place as usize + HEAD).unwrap_or_default();
            units.iter().rev().fold(0, |head, &unit| head << 16 | u64::from(unit))
        };
        places.iter().map(head).collect()
    }

    /// So many characters from a place.
    pub fn units(&self, place: u32, count: usize) -> &[u16] {
        self.units.get(place as usize..place as usize + count).unwrap_or_default()
    }

    /// For places in order: the article of each and whether it lies in its title.
    pub fn walk(&self) -> Walk<'_> {
        Walk { shadow: self, article: 0 }
    }
}

impl fmt::Debug for Shadow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shadow({} characters)", self.units.len())
    }
}

/// A walk along the articles.
pub struct Walk<'a> {
    shadow: &'a Shadow,
    article: usize,
}

/// Where a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The index of the article.
    pub article: u32,
    pub is_in_title: bool,
}

impl Walk<'_> {
    /// Goes on to a place, which is none before the last one.
    pub fn to(&mut self, place: u32) -> Spot {
        let articles = &self.shadow.articles;
        while articles.get(self.article + 1).is_some_and(|next| next.start <= place) {
            self.article += 1;
        }
        let title = articles.get(self.article).map_or((0, 0), |article| article.title);
        let is_in_title = (title.0..title.1).contains(&place);
        Spot { article: self.article as u32, is_in_title }
    }
}
