//! What stands close together. In come the places of two sides in one text, out come those that
//! have one of the other side near enough.

use crate::index::places::Hit;

/// The places of either side with one of the other before or behind it and at most `chars`
/// characters between, in the same line of `text`, in order. Both sides come in order.
pub fn near(first: &[Hit], second: &[Hit], chars: u32, text: &[u8]) -> Vec<Hit> {
    let mut close = Vec::new();
    if !first.is_empty() && !second.is_empty() {
        add_followers(first, second, chars, text, &mut close);
        add_followers(second, first, chars, text, &mut close);
        close.sort_unstable();
        close.dedup();
    }
    close
}

/// Adds each place that one of `later` follows closely, and each of those.
fn add_followers(earlier: &[Hit], later: &[Hit], chars: u32, text: &[u8], close: &mut Vec<Hit>) {
    let is_close = |from: u32, to: u32| {
        let between = text.get(from as usize..to as usize).unwrap_or_default();
        let is_char = |byte: &&u8| **byte & 0xc0 != 0x80;
        // A character takes four bytes at most.
        between.len() / 4 <= chars as usize
            && !between.contains(&b'\n')
            && between.iter().filter(is_char).count() <= chars as usize
    };
    // The nearest tells: if it is too far, so are the others.
    for hit in earlier {
        let next = later.get(later.partition_point(|other| other.start < hit.end));
        close.extend(next.filter(|next| is_close(hit.end, next.start)).map(|_| *hit));
    }
    let mut ends: Vec<u32> = earlier.iter().map(|hit| hit.end).collect();
    ends.sort_unstable();
    for hit in later {
        let before = ends.partition_point(|&end| end <= hit.start).checked_sub(1);
        close.extend(before.filter(|&at| is_close(ends[at], hit.start)).map(|_| *hit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, literal: &str) -> Vec<Hit> {
        let hit = |(at, _)| Hit { start: at as u32, end: (at + literal.len()) as u32 };
        text.match_indices(literal).map(hit).collect()
    }

    #[test]
    fn only_what_is_close_is_taken() {
        let check = |text: &str, chars, expected: &[usize]| {
            let found = near(&places(text, "船"), &places(text, "灯塔"), chars, text.as_bytes());
            let starts: Vec<usize> =
                found.iter().map(|hit| text[..hit.start as usize].chars().count()).collect();
            assert_eq!(starts, expected, "{text} {chars}");
        };
        check("船灯塔", 0, &[0, 1]);
        check("灯塔船", 0, &[0, 2]);
        check("船在灯塔", 0, &[]);
        check("船在灯塔", 1, &[0, 2]);
        check("船a灯塔b船cd灯塔", 1, &[0, 2, 5]);
        check("船。\n灯塔", 9, &[]);
        check("船", 9, &[]);
        let text = "江边江";
        let (one, two) = (places(text, "江边"), places(text, "边江"));
        assert_eq!(near(&one, &two, 9, text.as_bytes()), []);
        assert_eq!(near(&one, &one, 9, text.as_bytes()), []);
    }
}
