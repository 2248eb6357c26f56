//! Links as a browser of the terminal prints them: `[12]首页`, their addresses in a list below the page.
//! In comes clean text, out comes the same text without numbers and addresses. Refuses the notes of
//! authors: those are called more than once, or stand in no row.

use crate::article::line::split;
use crate::article::metadata::label;
use crate::text::Clean;
use crate::text::han::is_cjk_punctuation;

/// Links from which on their numbers are known to be those of a browser.
const LEAST: usize = 6;

/// Lines that are rows of links, or addresses, from which on they are.
const LEAST_SIGNS: usize = 2;

/// The longest name of a link in a row, in characters.
const NAME: usize = 16;

/// `text` without the numbers of its links but where a line is a row of them, and without their
/// addresses; `None` where no browser numbered any. What is left out is added to `dropped`.
pub fn unnumber(text: &str, dropped: &mut Vec<Clean>) -> Option<String> {
    memchr::memmem::find(text.as_bytes(), b"[1]")?;
    let (page, addresses) = text.split_at(addresses(text));
    if !is_numbered(page, addresses) {
        return None;
    }
    let mut out = String::with_capacity(page.len());
    let mut numbers = String::new();
    for line in split(page) {
        if !out.is_empty() {
            out.push('\n');
        }
        if is_row(line) && !states_facts(line) {
            out.push_str(line);
            continue;
        }
        let mut from = 0;
        for mark in marks(line) {
            out.push_str(&line[from..mark.at]);
            numbers.push_str(&line[mark.at..mark.end]);
            numbers.push(' ');
            from = mark.end;
        }
        out.push_str(&line[from..]);
    }
    let left_out = [numbers.as_str(), addresses].map(str::trim);
    dropped.extend(left_out.into_iter().filter(|text| !text.is_empty()).map(Clean::line));
    Some(out)
}

/// Whether a line is nothing but short links in a row, numbered one after the other.
pub fn is_row(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*+•-|".contains(c));
    if !line.starts_with('[') || line.contains(['。', '，', '；', '！', '？']) {
        return false;
    }
    let mut last: Option<Mark> = None;
    let mut count = 0;
    for mark in marks(line) {
        let goes_on = last.as_ref().is_none_or(|last| {
            mark.number == last.number + 1
                && line[last.end..mark.at].trim().chars().nth(NAME).is_none()
        });
        if !goes_on || count == 0 && mark.at > 0 {
            return false;
        }
        (last, count) = (Some(mark), count + 1);
    }
    count >= 2 && last.is_some_and(|last| line[last.end..].trim().chars().nth(NAME).is_none())
}

/// Whether the names in a row say when a page was published.
fn states_facts(line: &str) -> bool {
    let mut bare = line.trim().to_owned();
    for mark in marks(line.trim()).collect::<Vec<_>>().into_iter().rev() {
        bare.replace_range(mark.at..mark.end, "");
    }
    label::is_dated(&bare)
}

/// The number of a link.
#[derive(Debug)]
struct Mark {
    /// Where it begins and ends, in bytes of its line.
    at: usize,
    end: usize,
    number: usize,
}

/// The numbers in brackets that stand before a name.
fn marks(line: &str) -> impl Iterator<Item = Mark> {
    memchr::memchr_iter(b'[', line.as_bytes()).filter_map(move |at| {
        let inner = &line[at + 1..];
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let rest = inner[digits..].strip_prefix(']')?;
        let is_name =
            |c: char| !c.is_whitespace() && (!is_cjk_punctuation(c) || "《“【（".contains(c));
        let number = inner[..digits].parse().ok().filter(|_| (1..=4).contains(&digits))?;
        rest.starts_with(is_name).then(|| Mark { at, end: at + digits + 2, number })
    })
}

/// Whether the links of a page are numbered from one on, and rows of them or addresses show whose
/// numbers they are.
fn is_numbered(page: &str, addresses: &str) -> bool {
    let (mut next, mut others, mut rows) = (1, 0, 0);
    for line in split(page) {
        let before = next;
        for mark in marks(line) {
            if mark.number == next {
                next += 1;
            } else {
                others += 1;
            }
        }
        rows += usize::from(next > before + 1 && is_row(line));
    }
    let found = next - 1;
    found >= LEAST
        && others * 8 <= found
        && (rows >= LEAST_SIGNS || split(addresses).filter(|line| is_address(line)).count() > LEAST)
}

/// Where the list of the addresses begins that ends a page; its end where there is none.
fn addresses(text: &str) -> usize {
    let mut at = text.len();
    let mut found = text.len();
    for line in text.rsplit('\n') {
        let from = at - line.len();
        let trimmed = line.trim();
        if is_address(line) || is_head(trimmed) {
            found = from;
        } else if !trimmed.is_empty() {
            break;
        }
        at = from.saturating_sub(1);
    }
    found
}

/// 12. https://…
fn is_address(line: &str) -> bool {
    const SCHEMES: [&str; 6] = ["http", "file:", "mailto:", "javascript:", "ftp:", "tel:"];
    let Some((number, address)) = line.trim().split_once(". ") else { return false };
    !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && SCHEMES.iter().any(|scheme| address.starts_with(scheme))
}

/// What browsers print over such a list.
fn is_head(line: &str) -> bool {
    matches!(
        line,
        "References" | "Visible links" | "Visible links:" | "Hidden links" | "Hidden links:"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
   [1]首页 [2]新闻 [3]副刊
   [4]登录 [5]注册
   [6]河口日报 [7]2024-03-05 10:20

   渡口的早晨

   渡船从[8]河口镇出发，见注[1]。
     * [9]老码头的夜晚
     * [10]《渡船》

References

   1. file:///a/1
   2. https://example.org/2
   3. https://example.org/3
";

    #[test]
    fn numbers_and_addresses_of_links_are_left_out() {
        let mut dropped = Vec::new();
        let page = unnumber(PAGE, &mut dropped).expect("a browser numbered them");
        let lines: Vec<&str> =
            page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let expected = [
            "[1]首页 [2]新闻 [3]副刊",
            "[4]登录 [5]注册",
            "河口日报 2024-03-05 10:20",
            "渡口的早晨",
            "渡船从河口镇出发，见注[1]。",
            "* 老码头的夜晚",
            "* 《渡船》",
        ];
        assert_eq!(lines, expected);
        let ink = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let left_out: usize = dropped.iter().map(|line| ink(line.as_str())).sum();
        assert_eq!(ink(&page) + left_out, ink(PAGE));
    }

    #[test]
    fn the_notes_of_an_author_stay() {
        let note = |n| format!("[{n}]王五：《渡口志》，第{n}页。\n");
        let notes = (1..12).map(note).collect::<Vec<_>>().concat();
        assert_eq!(unnumber(&notes, &mut Vec::new()), None);
        let cited = format!("船工[1]王五[2]李四[3]赵七都来了。\n{notes}");
        assert_eq!(unnumber(&cited, &mut Vec::new()), None);
    }

    #[test]
    fn a_row_of_links_has_nothing_else() {
        for (line, expected) in [
            ("[1]首页 [2]新闻", true),
            ("* [12]首页 | [13]新闻 | [14]副刊", true),
            ("[1]首页", false),
            ("[1]首页 [3]新闻", false),
            ("[1]首页，[2]新闻。", false),
            ("渡口[1]首页 [2]新闻", false),
            ("[1]一条很长很长很长很长很长很长很长的标题 [2]新闻", false),
        ] {
            assert_eq!(is_row(line), expected, "{line}");
        }
    }
}
