//! Where any two Han stand side by side in a corpus, so that what is typed by its sound is looked up
//! and not looked for. In comes folded text, out come pairs with their places, and the text there.
//! Refuses to know words.

use std::fmt;
use std::sync::Arc;

use super::table::{Sign, TABLE};
use crate::index::corpus::Corpus;
use crate::index::search::Matches;
use crate::text::han::is_han;

/// All pairs of Han side by side in a corpus, and their places: five bytes for each place, so about
/// as much as the text itself. Made at about 100 MB of text in a second.
pub struct Pairs {
    corpus: Arc<Corpus>,
    extent: Extent,
    /// For each segment the place of its first byte: places are bytes in the row of all segments.
    bases: Vec<u32>,
    /// The articles in the order in which they lie there: the first byte of each, and its index.
    articles: Vec<(u32, u32)>,
    /// The characters that begin pairs, ascending, each with the end of its pairs.
    firsts: Vec<(u16, u32)>,
    /// What stands behind each of these, ascending, and for each pair the end of its places.
    seconds: Vec<u16>,
    ends: Vec<u32>,
    places: Vec<Place>,
    /// For each place the code byte of what follows the pair there: text is fetched from all over the
    /// memory, and this lies beside the places.
    next: Vec<u8>,
}

/// Which text pairs are gathered of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    All,
    /// The titles alone, where all would take more memory than a reader should.
    Titles,
}

/// Where a pair stands: its first byte and, in the lowest bit, whether that lies in a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(u32);

/// Two characters that stand side by side somewhere.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    pub units: [u16; 2],
    /// In the order of the text.
    pub places: &'a [Place],
    /// For each place the code byte of what follows.
    pub next: &'a [u8],
}

/// What stands behind the first character of a pair, and where.
#[derive(Clone, Copy, Default)]
struct Stand {
    second: u16,
    next: u8,
    place: Place,
}

/// In so many rounds all is gathered, each about as large: what is put in order takes twice the memory.
const ROUNDS: usize = 4;

/// In UTF-8 all Han of the basic plane take as many bytes: from a place in a row of them others are
/// found without a walk.
pub const HAN_BYTES: usize = 3;

/// The characters of the basic plane.
const PLANE: usize = 1 << 16;

impl Pairs {
    /// The pairs of a corpus, those in its titles alone where it has more than `bytes_max` bytes;
    /// `None` where its places cannot be told apart.
    pub fn of(corpus: &Arc<Corpus>, bytes_max: usize) -> Option<Self> {
        let mut bases = Vec::new();
        let mut articles = Vec::new();
        let mut base = 0_usize;
        for segment in corpus.segments() {
            bases.push(base as u32);
            let lying = segment.articles.iter();
            articles.extend(lying.filter_map(|&index| {
                let article = corpus.articles().get(index as usize)?;
                // What has no text begins where the next one does.
                let start = base + article.start as usize;
                (article.length > 0).then_some((start as u32, index))
            }));
            base += segment.text.len();
        }
        // Text of articles that are no more lies between.
        if base > Place::BYTES_MAX {
            return None;
        }
        let extent = if corpus.bytes() > bytes_max { Extent::Titles } else { Extent::All };
        let (firsts, seconds, ends, places, next) = Default::default();
        let corpus = Arc::clone(corpus);
        let mut pairs =
            Self { corpus, extent, bases, articles, firsts, seconds, ends, places, next };
        let mut counts = vec![0; PLANE];
        pairs.walk(|first, _| counts[usize::from(first)] += 1);
        let all: usize = counts.iter().sum();
        pairs.places.reserve_exact(all);
        pairs.next.reserve_exact(all);
        let mut from = 0;
        while from < PLANE {
            let mut count = 0;
            let some = counts[from..].iter().take_while(|&&more| {
                count += more;
                count == more || count <= all.div_ceil(ROUNDS)
            });
            let to = from + some.count();
            pairs.gather(from, &counts[from..to]);
            from = to;
        }
        Some(pairs)
    }

    /// Gathers the pairs that begin with some characters, the `from`th of the plane and those behind
    /// it: how many there are of each.
    fn gather(&mut self, from: usize, counts: &[usize]) {
        let mut all = 0;
        // At first where those of a character begin; when all are put there, where they end.
        let mut ends: Vec<usize> = counts
            .iter()
            .map(|count| {
                all += count;
                all - count
            })
            .collect();
        let mut stands = vec![Stand::default(); all];
        self.walk(|first, stand| {
            let end = usize::from(first).checked_sub(from).and_then(|nth| ends.get_mut(nth));
            if let Some(end) = end {
                stands[*end] = stand;
                *end += 1;
            }
        });
        for ((first, end), &count) in (from..).zip(ends).zip(counts) {
            let of_first = &mut stands[end - count..end];
            radsort::sort_by_key(of_first, |stand| stand.second);
            self.places.extend(of_first.iter().map(|stand| stand.place));
            self.next.extend(of_first.iter().map(|stand| stand.next));
            for alike in of_first.chunk_by(|one, other| one.second == other.second) {
                let last = self.ends.last().copied().unwrap_or_default();
                self.ends.push(last + alike.len() as u32);
                self.seconds.push(alike[0].second);
            }
            if count > 0 {
                self.firsts.push((first as u16, self.seconds.len() as u32));
            }
        }
    }

    /// Gives the first character of every pair, and what stands behind it, in the order of the text.
    fn walk(&self, mut give: impl FnMut(u16, Stand)) {
        for &(start, index) in &self.articles {
            let Some(article) = self.corpus.articles().get(index as usize) else { continue };
            let all = self.corpus.article_text(index as usize);
            let (text, mut at) = match self.extent {
                Extent::All => (all, 0),
                Extent::Titles => {
                    let (from, to) = (article.title.0 as usize, article.title.1 as usize);
                    (all.get(..to).unwrap_or_default(), from)
                }
            };
            let (mut first, mut second) = (0, 0);
            // Behind the last line there is nothing.
            while at <= text.len() {
                let rest = &text[at..];
                let third = han(rest);
                if first != 0 && second != 0 {
                    let begin = (at - 2 * HAN_BYTES) as u32;
                    let is_in_title = (article.title.0..article.title.1).contains(&begin);
                    let place = Place::new(start + begin, is_in_title);
                    give(first, Stand { second, next: TABLE.code(third), place });
                }
                (first, second) = (second, third);
                at += rest.first().map_or(1, |&byte| length(byte));
            }
        }
    }

    /// Which text they were gathered of.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The pairs whose characters fit, each with its places.
    pub fn fitting<'a>(
        &'a self,
        first: &'a Sign,
        second: &'a Sign,
    ) -> impl Iterator<Item = Pair<'a>> {
        let begin = (0..self.firsts.len()).filter(|&at| first.fits(self.firsts[at].0));
        begin.flat_map(move |begins| {
            let (first, end) = self.firsts[begins];
            let from = begins.checked_sub(1).map_or(0, |last| self.firsts[last].1) as usize;
            let seconds = self.seconds[from..end as usize].iter().enumerate();
            seconds.filter(|&(_, &unit)| second.fits(unit)).map(move |(nth, &second)| {
                let pair = from + nth;
                let from = pair.checked_sub(1).map_or(0, |last| self.ends[last]);
                let range = from as usize..self.ends[pair] as usize;
                let (places, next) = (&self.places[range.clone()], &self.next[range]);
                Pair { units: [first, second], places, next }
            })
        })
    }

    /// So many bytes of the text that begin so many before a place; none where there are fewer.
    pub fn text(&self, place: Place, before: usize, bytes: usize) -> &[u8] {
        let segment = self.bases.partition_point(|&base| base <= place.byte()).saturating_sub(1);
        let (Some(&base), Some(segment)) =
            (self.bases.get(segment), self.corpus.segments().get(segment))
        else {
            return &[];
        };
        let from = ((place.byte() - base) as usize).checked_sub(before);
        from.and_then(|from| segment.text.get(from..from + bytes)).unwrap_or_default()
    }

    /// The articles of a string of so many bytes that begins at these places, which are in order.
    pub fn matches(&self, bytes: usize, places: &[Place]) -> Matches {
        let mut nth = 0;
        Matches::at(
            bytes as u32,
            places.iter().filter_map(|place| {
                let rest = self.articles.get(nth + 1..).unwrap_or_default();
                nth += rest.iter().take_while(|(start, _)| *start <= place.byte()).count();
                let &(start, index) = self.articles.get(nth)?;
                Some((index, place.byte() - start))
            }),
        )
    }
}

impl Place {
    /// The most bytes that can be told apart.
    const BYTES_MAX: usize = 1 << 31;

    const fn new(byte: u32, is_in_title: bool) -> Self {
        Self(byte << 1 | is_in_title as u32)
    }

    /// The first byte.
    pub const fn byte(self) -> u32 {
        self.0 >> 1
    }

    pub const fn is_in_title(self) -> bool {
        self.0 & 1 == 1
    }

    /// A place so many bytes before, in the same line.
    #[must_use]
    pub const fn back(self, bytes: usize) -> Self {
        Self(self.0.saturating_sub((bytes as u32) << 1))
    }
}

/// A character of [`HAN_BYTES`] bytes; 0 where there is another.
pub fn unit(bytes: &[u8]) -> u16 {
    match *bytes {
        [first @ 0xe0..=0xef, second, third, ..] => {
            u16::from(first & 15) << 12 | u16::from(second & 63) << 6 | u16::from(third & 63)
        }
        _ => 0,
    }
}

/// The Han of the basic plane that a text begins with; 0 where it begins with another character.
fn han(text: &[u8]) -> u16 {
    let unit = unit(text);
    if char::from_u32(u32::from(unit)).is_some_and(is_han) { unit } else { 0 }
}

/// How many bytes a character has in UTF-8, by its first.
const fn length(byte: u8) -> usize {
    match byte {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

impl fmt::Debug for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pairs({} at {} places)", self.seconds.len(), self.places.len())
    }
}
