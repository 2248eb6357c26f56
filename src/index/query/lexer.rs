//! The smallest parts of a query: quoted phrases, words, groups, expressions, signs. Each is taken
//! off the front of a text, or is not there. Refuses to know what they mean.

use crate::text::fold::narrow;

/// Something at the front of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What stands in it, without its signs.
    pub(super) inside: &'a str,
    /// The bytes that it takes, signs and all.
    pub(super) bytes: usize,
    /// Whether the sign that ends it is there.
    pub(super) end: End,
}

/// How something ends that a sign begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Closed,
    /// It reaches to the end of the text.
    Open,
}

/// A pattern between slashes and the flags behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slashed<'a> {
    pub(super) source: &'a str,
    pub(super) flags: &'a str,
    pub(super) bytes: usize,
}

/// Whether a text stands at the end of a part: at a blank, a bar or nothing.
pub(super) fn is_at_end(text: &str) -> bool {
    text.chars().next().is_none_or(ends_part)
}

pub(super) fn ends_part(c: char) -> bool {
    c.is_whitespace() || narrow(c) == '|'
}

/// The sign at the front, its full-width twin too: what stands behind it.
pub(super) fn behind(text: &str, sign: char) -> Option<&str> {
    text.strip_prefix(|c| narrow(c) == sign)
}

/// A phrase in quotes.
pub(super) fn quoted(text: &str) -> Option<Token<'_>> {
    let inside = text.strip_prefix(is_quote)?;
    let opening = text.len() - inside.len();
    // A quote closes only before the end of a part: in “共学”活动 the marks are the article's own.
    let mut closing = inside.match_indices(is_quote).map(|(at, mark)| (at, at + mark.len()));
    let is_open = closing.clone().next().is_none();
    match closing.find(|&(_, after)| is_at_end(&inside[after..])) {
        Some((at, after)) => {
            Some(Token { inside: &inside[..at], bytes: opening + after, end: End::Closed })
        }
        None => is_open.then_some(Token { inside, bytes: text.len(), end: End::Open }),
    }
}

/// A word: all up to the end of a part.
pub(super) fn word(text: &str) -> Token<'_> {
    let bytes = text.find(ends_part).unwrap_or(text.len());
    Token { inside: &text[..bytes], bytes, end: End::Closed }
}

/// Several parts in parentheses. Those around a single word are its own, as in （一）.
pub(super) fn group(text: &str) -> Option<Token<'_>> {
    let inside = behind(text, '(')?;
    let opening = text.len() - inside.len();
    let (mut depth, mut is_quoted, mut has_parts) = (1_usize, false, false);
    let mut end = None;
    for (at, c) in inside.char_indices() {
        let after = &inside[at + c.len_utf8()..];
        match narrow(c) {
            _ if is_quote(c) => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => has_parts |= ends_part(c),
        }
        if depth == 0 {
            end = is_at_end(after).then_some((at, at + c.len_utf8()));
            end?;
            break;
        }
    }
    let ((at, after), end) = match end {
        Some(end) => (end, End::Closed),
        None => ((inside.len(), inside.len()), End::Open),
    };
    (has_parts || end == End::Open).then_some(Token {
        inside: &inside[..at],
        bytes: opening + after,
        end,
    })
}

/// A regular expression. The slash that closes it stands before the end of a part, perhaps with
/// flags between; a text such as /usr/bin has none.
pub(super) fn slashed(text: &str) -> Option<Slashed<'_>> {
    let inside = behind(text, '/')?;
    let opening = text.len() - inside.len();
    let mut is_escaped = false;
    for (at, c) in inside.char_indices() {
        let is_slash = narrow(c) == '/' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        if !is_slash || at == 0 {
            continue;
        }
        let after = &inside[at + c.len_utf8()..];
        let flags =
            after.find(|c: char| !matches!(c, 'i' | 'm' | 's' | 'x')).unwrap_or(after.len());
        if is_at_end(&after[flags..]) {
            let bytes = opening + at + c.len_utf8() + flags;
            return Some(Slashed { source: &inside[..at], flags: &after[..flags], bytes });
        }
    }
    None
}

/// How far apart the two sides of a NEAR may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distance {
    /// None is said.
    Usual,
    Chars(u32),
    /// What is said is no number of characters.
    Unknown,
}

/// `NEAR` or `NEAR/5` as a word of its own: the distance, and its bytes.
pub(super) fn near(text: &str) -> Option<(Distance, usize)> {
    let word: String = text.chars().take_while(|c| !c.is_whitespace()).map(narrow).collect();
    let bytes = text.find(char::is_whitespace).unwrap_or(text.len());
    let count = word.strip_prefix("NEAR")?;
    if count.is_empty() {
        return Some((Distance::Usual, bytes));
    }
    let count = count.strip_prefix('/')?;
    // A sign before a number is none of ours.
    let count = count.parse().ok().filter(|_| count.starts_with(|c: char| c.is_ascii_digit()));
    Some((count.map_or(Distance::Unknown, Distance::Chars), bytes))
}

pub(super) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂')
}
