//! A word of letters to the strings of a library that are read so, the likeliest first: they are then
//! looked for as they are. A list of words only says which come first. Refuses to know how a query is
//! made of them.

use std::borrow::Cow;

use super::pairs::{HAN_BYTES, Pair, Pairs, Place, unit};
use super::table::{Sign, TABLE};
use super::ways;
use crate::index::search::Matches;

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
}

/// As many strings as a line can tell and a scan answer at once.
const BEST: usize = 8;

/// Of so many pairs that begin a long word the one that stands least often is asked where it stands.
const LEADS: usize = 4;

/// What a folded word of letters is read as in a library: words of the language first, then what
/// stands in titles, then what is frequent; and where each of the best stands. `None` where it was
/// cancelled.
pub fn read(
    pairs: &Pairs,
    word: &str,
    is_word: &dyn Fn(&str) -> bool,
    cancelled: &dyn Fn() -> bool,
) -> Option<(Reading, Vec<Matches>)> {
    let sign = |part| TABLE.sign(part);
    let ways = ways::ways(word);
    // A single character would be read so in nearly every article.
    let ways = ways.iter().filter(|way| way.len() > 1);
    let ways: Vec<Vec<Sign>> = ways.filter_map(|way| way.iter().map(sign).collect()).collect();
    let mut strings = Vec::new();
    for (nth, way) in ways.iter().enumerate() {
        if cancelled() {
            return None;
        }
        // Heteronyms fit several ways.
        let alike = |earlier: &&Vec<Sign>| earlier.len() == way.len();
        let alike: Vec<&[Sign]> = ways[..nth].iter().filter(alike).map(Vec::as_slice).collect();
        let is_new =
            |met: &Met<'_>| !alike.iter().any(|earlier| fits(earlier, met.text(pairs).as_bytes()));
        match way.as_slice() {
            [first, second] => {
                strings.extend(pairs.fitting(first, second).map(Met::pair).filter(is_new));
            }
            way => strings.extend(longer(pairs, way).into_iter().filter(is_new)),
        }
    }
    Some(rank(pairs, &strings, is_word))
}

/// Whether characters are such as these signs want, each.
fn fits(signs: &[Sign], text: &[u8]) -> bool {
    signs.iter().zip(text.chunks_exact(HAN_BYTES)).all(|(sign, c)| sign.fits(unit(c)))
}

/// A string and its places, in order, none overlapping another.
struct Met<'a> {
    bytes: usize,
    places: Cow<'a, [Place]>,
}

impl<'a> Met<'a> {
    fn pair(pair: Pair<'a>) -> Self {
        let [first, second] = pair.units;
        let bytes = 2 * HAN_BYTES;
        if first != second {
            return Self { bytes, places: Cow::Borrowed(pair.places) };
        }
        let mut met = Self { bytes, places: Cow::default() };
        for &place in pair.places {
            met.take(place);
        }
        met
    }

    /// Takes a place in, if it does not overlap the last.
    fn take(&mut self, place: Place) {
        let end = |last: &Place| last.byte() as usize + self.bytes;
        if self.places.last().map_or(0, end) <= place.byte() as usize {
            self.places.to_mut().push(place);
        }
    }

    fn text<'b>(&self, pairs: &'b Pairs) -> &'b str {
        let text = self.places.first().map(|&place| pairs.text(place, 0, self.bytes));
        std::str::from_utf8(text.unwrap_or_default()).unwrap_or_default()
    }

    fn is_in_title(&self) -> bool {
        self.places.iter().any(|place| place.is_in_title())
    }
}

/// The strings of three characters or more that are read so.
fn longer<'a>(pairs: &'a Pairs, way: &[Sign]) -> Vec<Met<'a>> {
    let often = |lead: &usize| -> usize {
        pairs.fitting(&way[*lead], &way[lead + 1]).map(|pair| pair.places.len()).sum()
    };
    let lead = match way.len() - 2 {
        1 => 0,
        leads => (0..leads.min(LEADS)).min_by_key(often).unwrap_or_default(),
    };
    let (before, bytes) = (lead * HAN_BYTES, way.len() * HAN_BYTES);
    let (head, tail) = (&way[..lead], &way[lead + 2..]);
    let next = tail[0].code;
    let mut met = Vec::new();
    let mut here: Vec<(&[u8], Place)> = Vec::new();
    for pair in pairs.fitting(&way[lead], &way[lead + 1]) {
        let likely = pair.places.iter().zip(pair.next).filter(|(_, code)| **code & next == next);
        let texts = likely.map(|(&place, _)| (pairs.text(place, before, bytes), place));
        here.clear();
        here.extend(texts.filter(|(text, _)| {
            let behind = text.get(before + 2 * HAN_BYTES..);
            behind.is_some_and(|behind| fits(tail, behind)) && fits(head, text)
        }));
        here.sort_unstable();
        for alike in here.chunk_by(|one, other| one.0 == other.0) {
            let mut string = Met { bytes, places: Cow::default() };
            for &(_, place) in alike {
                string.take(place.back(before));
            }
            met.push(string);
        }
    }
    met
}

/// The best of the strings, and where they stand.
fn rank(pairs: &Pairs, met: &[Met<'_>], is_word: &dyn Fn(&str) -> bool) -> (Reading, Vec<Matches>) {
    let mut order: Vec<(u32, &Met<'_>)> =
        met.iter().map(|met| (met.places.len() as u32, met)).collect();
    // Most stand as often as others: they stay in the order of their characters.
    radsort::sort_by_key(&mut order, |(often, _)| !often);
    let order: Vec<&Met<'_>> = order.into_iter().map(|(_, met)| met).collect();
    // There may be thousands: the list of words is asked until enough are known.
    let words = order.iter().filter(|met| is_word(met.text(pairs))).take(BEST);
    let mut best: Vec<&Met<'_>> = words.copied().collect();
    for wanted in [true, false] {
        let others = order.iter().filter(|met| met.is_in_title() == wanted);
        let others = others.filter(|met| !best.iter().any(|best| std::ptr::eq(*best, **met)));
        let others: Vec<&Met<'_>> = others.take(BEST - best.len()).copied().collect();
        best.extend(others);
    }
    let expansion =
        |met: &&Met<'_>| Expansion { text: met.text(pairs).to_owned(), hits: met.places.len() };
    let matches = best.iter().map(|met| pairs.matches(met.bytes, &met.places)).collect();
    (Reading { best: best.iter().map(expansion).collect(), total: met.len() }, matches)
}

#[cfg(test)]
mod tests;
