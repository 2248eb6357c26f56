//! Which gaps between two characters are spaces of the text and which are artefacts of the page.
//! In come pieces of lines, out comes one paragraph. Refuses to insert a space that the source lacks.
//!
//! Sources: GB/T 15834—2011 (no space beside Chinese punctuation), CSS Text 4 `line-break-transform`
//! (a line break between Han characters is nothing, elsewhere a space).

use std::borrow::Cow;

use super::line::Script;
use crate::text::fold::ideograph;
use crate::text::han::{is_cjk_punctuation, is_han, leading_han, trim};

/// Joins the lines of one paragraph.
pub fn join<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines {
        push(&mut out, line);
    }
    out
}

/// Cleans the gaps of a single line.
pub fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    push(&mut out, line);
    out
}

/// `line` with its gaps in order where stray ones stand in it. In a line without any, a blank that
/// looks out of place is one of code: `;` or `:w`.
pub fn without_strays(line: &str) -> Cow<'_, str> {
    let mut at = gap(line);
    while let Some(blank) = line[at..].chars().next() {
        if is_stray(&line[..at], blank, &line[at + blank.len_utf8()..]) {
            return tidy(line).into();
        }
        at += blank.len_utf8();
        at += gap(&line[at..]);
    }
    line.into()
}

/// Whether a blank stands beside another or beside a Chinese sign, or is a Chinese one.
fn is_stray(before: &str, blank: char, after: &str) -> bool {
    let is_blank = |c: char| c == ' ' || c == '\u{3000}';
    let Some(next) = after.chars().next().filter(|_| is_blank(blank)) else { return false };
    blank == '\u{3000}'
        || is_blank(next)
        || is_cjk_punctuation(next)
        || before.ends_with(is_cjk_punctuation)
}

/// Appends a further line to the paragraph `out`.
pub fn push(out: &mut String, line: &str) {
    let line = trim(line);
    let (Some(first), last) = (line.chars().next(), out.chars().next_back()) else { return };
    if let Some(last) = last
        && needs_space_at_wrap(last, first)
    {
        out.push(' ');
    }
    if gap(line) < line.len() {
        push_gaps(out, line);
    } else {
        push_token(out, line);
    }
}

/// Appends a stretch without gaps.
fn push_token(out: &mut String, token: &str) {
    let bytes = token.as_bytes();
    // The radicals U+2E80 to U+2FDF; quotes and dashes have the same first byte.
    let is_radical = |at: usize| bytes.get(at + 1).is_some_and(|&second| second >= 0xba);
    if memchr::memchr_iter(0xe2, bytes).any(is_radical) {
        out.extend(token.chars().map(ideograph));
    } else {
        out.push_str(token);
    }
}

/// The words of `line` between its white space.
fn tokens(line: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let (token, after) = rest.split_at(gap(rest));
        rest = after;
        Some(token).filter(|token| !token.is_empty())
    })
}

/// Where white space first stands in `line`, or its end. Nearly all of a Chinese text is passed three
/// bytes at a step: Han from U+4000 to U+9FFF, punctuation and full-width forms.
fn gap(line: &str) -> usize {
    let mut rest = line.as_bytes();
    loop {
        rest = match &rest[leading_han(rest)..] {
            [0xe3, 0x80, 0x81..=0xbf, tail @ ..]
            | [0xef, _, _, tail @ ..]
            | [b'!'..=b'~', tail @ ..] => tail,
            rest => {
                let at = line.len() - rest.len();
                match line[at..].chars().next() {
                    Some(c) if !c.is_whitespace() => &rest[c.len_utf8()..],
                    _ => return at,
                }
            }
        }
    }
}

/// At a wrap a space stands between two words of an alphabet, and nowhere else.
fn needs_space_at_wrap(last: char, first: char) -> bool {
    let latin = |c: char| !is_han(c) && !is_cjk_punctuation(c);
    if !latin(last) || !latin(first) || (last.is_ascii_digit() && first.is_ascii_digit()) {
        return false;
    }
    let opens =
        matches!(first, '(' | '[' | '{' | '"' | '\'' | '<' | '&') || first.is_alphanumeric();
    let closes = last.is_alphanumeric()
        || matches!(
            last,
            ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '"' | '\'' | '>' | '&'
        );
    opens && closes
}

/// Appends the tokens of `line` with the spaces that belong between them.
fn push_gaps(out: &mut String, line: &str) {
    // Typographic quotes and dashes belong to Latin text too, where spaces around them are meant.
    let script = if line.chars().any(is_han) { Script::Han } else { Script::Latin };
    let mut tokens = tokens(line);
    let mut last_is_spaced = false;
    let mut is_first = true;
    while let Some(token) = tokens.next() {
        // Letter-spaced characters: three alone in a row (徐 汇 区), or two that are the whole
        // line (目 录). One that follows the run is a part of it.
        let mut ahead = tokens.clone();
        let spaced = lone_han(token)
            && (last_is_spaced
                || match (ahead.next(), ahead.next()) {
                    (Some(second), Some(third)) => lone_han(second) && lone_han(third),
                    (Some(second), None) => is_first && lone_han(second),
                    _ => false,
                });
        if !(is_first || spaced && last_is_spaced)
            && let (Some(a), Some(b)) = (out.chars().next_back(), token.chars().next())
            && keeps_space(out, a, b, token, script)
        {
            out.push(' ');
        }
        push_token(out, token);
        last_is_spaced = spaced;
        is_first = false;
    }
}

/// Whether a token is one Han character, with the punctuation that clings to it, or a sign alone.
fn lone_han(token: &str) -> bool {
    let mut chars = token.chars();
    chars.next().is_some_and(|c| is_han(c) || is_cjk_punctuation(c))
        && chars.all(is_cjk_punctuation)
}

/// Whether the gap between `a` and `b` inside a line is a space of the text.
fn keeps_space(before: &str, a: char, b: char, after: &str, script: Script) -> bool {
    if script == Script::Latin {
        return !(is_fullwidth(a) || is_fullwidth(b));
    }
    if is_cjk_punctuation(a) || is_cjk_punctuation(b) {
        return false;
    }
    // A hyphen, slash, tilde or colon between Han, and the ASCII punctuation that OCR puts for
    // Chinese: the gap goes with the sign.
    let han_before = |n: usize| before.chars().rev().nth(n).is_some_and(is_han);
    let han_after = |n: usize| {
        let mut rest = after.chars();
        rest.nth(n).is_some_and(is_han) || (n > 0 && rest.next().is_none())
    };
    match (a, b) {
        ('-' | '/' | '~' | ':', _) if is_han(b) => !han_before(1),
        (_, '-' | '/' | '~' | ':') if is_han(a) => !han_after(1),
        (',' | ';' | '!' | '?' | ')' | '.', _) if is_han(b) => !han_before(1),
        (_, ',' | ';' | '!' | '?' | ')' | '.') if is_han(a) => false,
        ('(', _) | (_, '(') if is_han(a) || is_han(b) => false,
        _ => true,
    }
}

/// Signs that are Chinese whatever stands beside them.
fn is_fullwidth(c: char) -> bool {
    is_cjk_punctuation(c) && !matches!(c, '—' | '…' | '·' | '“' | '”' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: &str) {
        assert_eq!(join(lines.iter().copied()), expected, "{lines:?}");
    }

    #[test]
    fn gaps_inside_a_line() {
        check(&["江边， 老人 、孩子。 船 “远去” 了"], "江边，老人、孩子。船“远去”了");
        check(&["山水有相逢 江湖再会"], "山水有相逢 江湖再会");
        check(&["河 口 镇 志"], "河口镇志");
        check(&["近 日 ， 船 来 了 。"], "近日，船来了。");
        check(&["上游在 河 口 镇 附近"], "上游在 河口镇 附近");
        check(&["3 月 5 日 有 40 余人"], "3 月 5 日 有 40 余人");
        check(&["甲区 -乙区- 丙区 / 丁区"], "甲区-乙区-丙区/丁区");
        check(&["会上, 有人问: 怎么办 (如下)"], "会上,有人问:怎么办(如下)");
        check(&["deep  learning 模型"], "deep learning 模型");
        check(&["He said “hello” to me — twice"], "He said “hello” to me — twice");
        check(&["第一条　船只靠岸"], "第一条 船只靠岸");
    }

    #[test]
    fn only_a_line_with_strays_is_tidied() {
        for (line, expected) in [
            ("写完按 ; 再按 :w 存。", "写完按 ; 再按 :w 存。"),
            ("写完， 按 ; 存。", "写完，按;存。"),
            ("日落　江边", "日落 江边"),
            ("日落  江边", "日落 江边"),
            ("船 。", "船。"),
            ("", ""),
        ] {
            assert_eq!(without_strays(line), expected, "{line}");
        }
    }

    #[test]
    fn gaps_at_a_wrap() {
        check(&["老码", "头"], "老码头");
        check(&["共有 20", "23 人"], "共有 2023 人");
        check(&["the old", "harbour"], "the old harbour");
        check(&["It rained,", "then (late)", "stopped."], "It rained, then (late) stopped.");
        check(&["使用", "Rust", "语言"], "使用Rust语言");
        check(&["，", "（甲）", "\"乙"], "，（甲）\"乙");
    }

    #[test]
    fn radicals_become_characters() {
        check(&["⽉⽇ ⼀⻢"], "月日 一马");
    }
}
