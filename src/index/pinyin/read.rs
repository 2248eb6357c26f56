//! A word of letters to the strings of a library that are read so, the likeliest first: they are then
//! looked for as they are. A list of words only says which come first. Refuses to know how a query is
//! made of them.

use rustc_hash::FxHashMap;

use super::shadow::{HEAD, Shadow, Walk};
use super::table::{Sign, TABLE};
use super::ways;

/// What a word of letters is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The strings that are looked for, the likeliest first.
    pub best: Vec<Expansion>,
    /// How many strings of the library are read so.
    pub total: usize,
}

/// A string that stands in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The string, folded.
    pub text: String,
    /// How often it stands there, titles that were made for articles included; what overlaps
    /// counts once.
    pub hits: usize,
    /// The indices of the articles in which it stands, in order.
    pub articles: Vec<u32>,
}

/// As many strings as a line can tell and a scan answer at once.
const BEST: usize = 8;

/// What a folded word of letters is read as in a library: words of the language first, then what
/// stands in titles, then what is frequent. `None` where it was cancelled.
pub fn read(
    shadow: &Shadow,
    word: &str,
    is_word: &dyn Fn(&str) -> bool,
    cancelled: &dyn Fn() -> bool,
) -> Option<Reading> {
    let sign = |part| TABLE.sign(part);
    let ways = ways::ways(word);
    // A single character would be read so in nearly every article.
    let ways = ways.iter().filter(|way| way.len() > 1);
    let mut ways: Vec<Vec<Sign>> = ways.filter_map(|way| way.iter().map(sign).collect()).collect();
    let first = |way: &[Sign]| [way[0].code, way[1].code];
    ways.sort_by_key(|way| first(way));
    let mut strings = Strings::default();
    for alike in ways.chunk_by(|a, b| first(a) == first(b)) {
        let places = shadow.places(&shared(alike), cancelled)?;
        let heads = shadow.heads(&places);
        let mut walk = shadow.walk();
        for (&place, &head) in places.iter().zip(&heads) {
            for way in alike.iter().filter(|way| fits(way, head)) {
                strings.take(shadow, place, head, way, &mut walk);
            }
        }
    }
    Some(strings.rank(is_word))
}

/// The codes that all of these ways begin with.
fn shared(ways: &[Vec<Sign>]) -> Vec<u8> {
    let code = |nth: usize| {
        let code = ways[0].get(nth)?.code;
        ways.iter().all(|way| way.get(nth).is_some_and(|sign| sign.code == code)).then_some(code)
    };
    (0..HEAD).map_while(code).collect()
}

/// Whether the first characters are such as a way wants.
fn fits(way: &[Sign], head: u64) -> bool {
    way.iter().take(HEAD).enumerate().all(|(nth, sign)| sign.fits((head >> (16 * nth)) as u16))
}

/// The different strings at many places.
#[derive(Default)]
struct Strings<'a> {
    /// Those of up to [`HEAD`] characters, by these.
    short: FxHashMap<u64, u32>,
    long: FxHashMap<&'a [u16], u32>,
    met: Vec<Counted<'a>>,
    /// The number of a string and the article in which it stands, for each place.
    places: Vec<(u32, u32)>,
}

struct Counted<'a> {
    units: &'a [u16],
    hits: usize,
    in_titles: usize,
    /// The place behind the last hit.
    end: u32,
}

impl<'a> Strings<'a> {
    /// Takes in the string at a place whose first characters are such as a way wants. What overlaps
    /// the same string counts nothing. The places of one string come in order.
    fn take(
        &mut self,
        shadow: &'a Shadow,
        place: u32,
        head: u64,
        way: &[Sign],
        walk: &mut Walk<'_>,
    ) {
        let next = self.met.len() as u32;
        let length = way.len();
        let number = if length <= HEAD {
            let mask = u64::MAX >> (64 - 16 * length);
            *self.short.entry(head & mask).or_insert(next)
        } else {
            let units = shadow.units(place, length);
            if units.len() < length || !units.iter().zip(way).all(|(&unit, sign)| sign.fits(unit)) {
                return;
            }
            *self.long.entry(units).or_insert(next)
        };
        if number == next {
            let units = shadow.units(place, length);
            self.met.push(Counted { units, hits: 0, in_titles: 0, end: 0 });
        }
        let counted = &mut self.met[number as usize];
        if place < counted.end {
            return;
        }
        let spot = walk.to(place);
        counted.hits += 1;
        counted.in_titles += usize::from(spot.is_in_title);
        counted.end = place + length as u32;
        self.places.push((number, spot.article));
    }

    fn rank(self, is_word: &dyn Fn(&str) -> bool) -> Reading {
        let met = &self.met;
        let text = |number: usize| String::from_utf16_lossy(met[number].units);
        let mut order: Vec<usize> = (0..met.len()).collect();
        order.sort_by_key(|&number| std::cmp::Reverse(met[number].hits));
        // There may be thousands: the list of words is asked until enough are known.
        let mut best: Vec<usize> =
            order.iter().copied().filter(|&number| is_word(&text(number))).take(BEST).collect();
        let in_title = |number: &usize| met[*number].in_titles > 0;
        for wanted in [true, false] {
            let others = order.iter().copied().filter(|number| in_title(number) == wanted);
            let others = others.filter(|number| !best.contains(number));
            let others: Vec<usize> = others.take(BEST - best.len()).collect();
            best.extend(others);
        }
        let mut ranks: FxHashMap<u32, usize> = FxHashMap::default();
        ranks.extend(best.iter().enumerate().map(|(rank, &number)| (number as u32, rank)));
        let expansion = |&number: &usize| {
            let hits = met[number].hits;
            Expansion { text: text(number), hits, articles: Vec::new() }
        };
        let mut best: Vec<Expansion> = best.iter().map(expansion).collect();
        for (number, article) in self.places {
            if let Some(&rank) = ranks.get(&number)
                && best[rank].articles.last() != Some(&article)
            {
                best[rank].articles.push(article);
            }
        }
        Reading { best, total: self.met.len() }
    }
}

#[cfg(test)]
mod tests;
