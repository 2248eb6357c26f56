//! Paragraphs that a program ran together when it took the text out of a page of the web. In come the
//! lines of a page, out come the same lines with such a one parted. Refuses pages whose paragraphs
//! are merely long.
//!
//! Where the program left blanks between the paragraphs they are known. Elsewhere nothing tells them
//! apart but the custom of the web: two or three sentences, and none that begins with what
//! was just said.

use crate::article::line::{self, EM, Line, Measure, Part};
use crate::text::han::{ends_sentence, is_closing};

/// The lines of furniture that show a text to be a page of the web.
const FURNITURE: usize = 4;

/// No paragraph of such a page is as wide: of a thousand the longest has 344 characters.
const WIDEST: u32 = 500 * EM;

/// The blanks behind full stops from which on they part paragraphs.
const BLANKS: usize = 3;

/// The width from which on a paragraph may be over.
const LEAST: u32 = 40 * EM;

/// `lines` with those parted that are several paragraphs, where so much furniture was dropped.
pub fn part(lines: Vec<Line<'_>>, furniture: usize) -> Vec<Line<'_>> {
    let is_text = |line: &&Line<'_>| line.part == Part::Text && line.form.holds(['。']);
    let widths = || lines.iter().filter(is_text).map(width);
    let widest = widths().max().unwrap_or(0);
    let sum: u64 = widths().map(u64::from).sum();
    // Where one of many paragraphs is so long they are the work of an author.
    if furniture < FURNITURE || widest < WIDEST || u64::from(widest) * 2 < sum {
        return lines;
    }
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        if line.part != Part::Text || width(&line) < WIDEST {
            parted.push(line);
            continue;
        }
        let pieces = paragraphs(line.text).into_iter().flat_map(line::lines);
        parted.extend(pieces.map(|piece| Line {
            width: piece.width_in(Measure::Compressed),
            column: line.column,
            after_blank: true,
            ..piece
        }));
    }
    parted
}

fn width(line: &Line<'_>) -> u32 {
    line.width_in(Measure::Compressed)
}

/// The paragraphs of a text that stands on one line.
fn paragraphs(text: &str) -> Vec<&str> {
    let sentences = sentences(text);
    let ends_blank = |sentence: &&&str| sentence.ends_with(char::is_whitespace);
    let known = sentences.iter().filter(ends_blank).count() >= BLANKS;
    let mut found = Vec::new();
    let (mut from, mut at, mut wide) = (0, 0, 0);
    let mut last = "";
    for sentence in sentences {
        let begins =
            if known { last.ends_with(char::is_whitespace) } else { opens(sentence, wide) };
        if at > from && begins {
            found.push(&text[from..at]);
            (from, wide) = (at, 0);
        }
        at += sentence.len();
        wide += line_width(sentence);
        last = sentence;
    }
    found.push(&text[from..]);
    found
}

fn line_width(text: &str) -> u32 {
    line::Form::of(text).width(Measure::Compressed)
}

/// Whether a paragraph begins with `sentence`, where one that is `wide` would be over.
fn opens(sentence: &str, wide: u32) -> bool {
    const COUNTED: [&str; 4] = ["一是", "二是", "三是", "四是"];
    const NEW: [&str; 9] = ["据", "今年", "去年", "近", "目前", "随后", "此外", "另外", "记者"];
    const SAME: [&str; 17] = [
        "这", "他", "她", "它", "其", "该", "那", "但", "而", "也", "同时", "不过", "因此", "所以",
        "并", "于是", "然后",
    ];
    let begins = |words: &[&str]| words.iter().any(|word| sentence.starts_with(word));
    let counted = begins(&COUNTED)
        || sentence.starts_with('第') && sentence.chars().nth(1).is_some_and(is_number)
        || sentence.starts_with(is_number) && sentence.chars().nth(1) == Some('、');
    counted
        || wide
            >= if begins(&SAME) {
                2 * LEAST
            } else if begins(&NEW) || sentence.starts_with(|c: char| c.is_ascii_digit()) {
                LEAST / 2
            } else {
                LEAST
            }
}

fn is_number(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// The sentences of a text, each with what closes it and the blanks behind; speech is not parted.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut depth, mut ended) = (0, 0_i32, false);
    for (at, c) in text.char_indices() {
        let goes_on = is_closing(c) || c.is_whitespace() || ends_sentence(c);
        if ended && !goes_on && depth <= 0 {
            found.push(&text[from..at]);
            (from, depth) = (at, 0);
        }
        ended = goes_on && ended || ends_sentence(c);
        depth += i32::from("“「『（".contains(c)) - i32::from("”」』）".contains(c));
    }
    found.push(&text[from..]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "渡船每天早晨六点从河口镇的老码头出发，傍晚六点回到这里。";

    /// The lengths of the lines of a page, in characters, once they are parted.
    fn check(page: &[&str], furniture: usize, expected: &[usize]) {
        let text = page.join("\n");
        let mut lines = line::lines(&text);
        for line in &mut lines {
            line.part = Part::Text;
        }
        let parted = part(lines, furniture);
        let lengths: Vec<usize> = parted.iter().map(|line| line.text.chars().count()).collect();
        assert_eq!(lengths, expected);
        let whole: String = parted.iter().map(|line| line.text).collect();
        assert_eq!(whole.replace(' ', ""), text.replace([' ', '\n'], ""));
    }

    #[test]
    fn a_page_on_one_line_has_paragraphs() {
        let whole = SENTENCE.repeat(20);
        check(&["渡口的早晨", &whole], FURNITURE, &[&[5][..], &[56; 10]].concat());
        check(&["渡口的早晨", &whole], FURNITURE - 1, &[5, 560]);
        check(&[&whole, &whole, &whole], FURNITURE, &[560, 560, 560]);
        let short = SENTENCE.repeat(10);
        check(&[&short], FURNITURE, &[280]);
    }

    #[test]
    fn blanks_behind_full_stops_part_paragraphs() {
        let paragraph = SENTENCE.repeat(5);
        let whole = [paragraph.as_str(); 4].join(" ");
        check(&[&whole], FURNITURE, &[140; 4]);
    }

    #[test]
    fn a_paragraph_begins_with_what_is_new() {
        for (sentence, wide, expected) in [
            ("船来了。", LEAST, true),
            ("船来了。", LEAST - 1, false),
            ("他来了。", LEAST, false),
            ("近日，船来了。", LEAST / 2, true),
            ("第二，船来了。", EM, true),
            ("二、船来了。", EM, true),
        ] {
            assert_eq!(opens(sentence, wide), expected, "{sentence}");
        }
    }

    #[test]
    fn speech_is_not_parted() {
        let found = sentences("他问：“走吗？来了。”船开了。 （不。）走！");
        assert_eq!(found, ["他问：“走吗？来了。”", "船开了。 ", "（不。）", "走！"]);
    }
}
