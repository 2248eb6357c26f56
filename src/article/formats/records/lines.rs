//! One JSON record a line. In come whole lines, out come an article a line and what is wrong with the
//! others. The lines of a file may come in runs, so that the memory holds one run at a time.

use serde_json::Value;

use super::read_record;
use crate::article::compose::Page;
use crate::text::Clean;

/// The lines of one file that are told one by one, in all.
const TOLD_MAX: usize = 20;

/// What is wrong with lines that hold no record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bad {
    told: Vec<Clean>,
    lines: usize,
}

impl Bad {
    /// Tells what is wrong with a line.
    pub fn tell(&mut self, line: usize, problem: &str) {
        self.lines += 1;
        if self.told.len() < TOLD_MAX {
            self.told.push(Clean::line(&format!("line {line} {problem}")));
        }
    }

    /// Takes in what is wrong with lines further down.
    pub fn join(&mut self, later: Self) {
        let free = TOLD_MAX - self.told.len();
        self.told.extend(later.told.into_iter().take(free));
        self.lines += later.lines;
    }

    /// The warnings of the file.
    pub fn sentences(self) -> impl Iterator<Item = Clean> {
        let more = self.lines - self.told.len();
        let more = (more > 0).then(|| Clean::line(&format!("{more} more lines could not be read")));
        self.told.into_iter().chain(more)
    }
}

/// Reads lines, of which the first has the number `first`.
pub fn read(text: &str, first: usize) -> (Page, Bad) {
    let (mut page, mut bad) = (Page::default(), Bad::default());
    for (number, line) in (first..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(record)) if read_record(&record, &mut page) => continue,
            Ok(Value::Object(_)) => bad.tell(number, "has no text field"),
            Ok(_) => bad.tell(number, "is not a JSON object"),
            Err(error) => bad.tell(number, &format!("is not JSON ({error})")),
        }
        page.dropped.push(Clean::text(line));
    }
    (page, bad)
}

/// Whether a file of this extension that begins with `text` holds a record a line, without a doubt
/// that what follows could raise.
pub fn is_sure(extension: &str, text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut opens = || lines.next().filter(|line| line.trim_start().starts_with('{'));
    match extension {
        "jsonl" | "ndjson" => opens().is_some(),
        // A value that ends where its line ends and is not the last is no file of JSON.
        "json" => {
            let is_whole = |line| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
            opens().is_some_and(is_whole) && opens().is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_runs_are_told_as_lines_of_the_file_are() {
        let lines: Vec<String> = (0..60)
            .map(|n| match n % 3 {
                0 => format!(r#"{{"text":"第{n}天，船来了。"}}"#),
                1 => "no record".to_owned(),
                _ => r#"{"id":1}"#.to_owned(),
            })
            .collect();
        let (whole, all) = read(&lines.join("\n"), 1);
        let (mut articles, mut dropped, mut bad) = (0, 0, Bad::default());
        for (number, run) in lines.chunks(7).enumerate() {
            let (page, worse) = read(&run.join("\n"), number * 7 + 1);
            articles += page.articles.len();
            dropped += page.dropped.len();
            bad.join(worse);
        }
        assert_eq!((articles, dropped), (whole.articles.len(), whole.dropped.len()));
        assert_eq!(bad, all);
        let said: Vec<String> = bad.sentences().map(|one| one.to_string()).collect();
        assert_eq!(said.len(), TOLD_MAX + 1);
        assert!(said[1].starts_with("line 3 has no text"), "{said:?}");
        assert_eq!(said[TOLD_MAX], "20 more lines could not be read");
    }

    #[test]
    fn what_is_not_sure_is_read_whole() {
        let check = |extension: &str, text: &str, expected: bool| {
            assert_eq!(is_sure(extension, text), expected, "{extension} {text}");
        };
        check("jsonl", "\n {\"a\":1}\n", true);
        check("ndjson", "{", true);
        check("jsonl", "[1]\n{}", false);
        check("json", "{\"a\":1}\n{\"a\":", true);
        check("json", "{\"a\":1}\n", false);
        check("json", "{\"a\":1,\n{\"a\":2}", false);
        check("json", "{\n\"a\":1}\n{}", false);
        check("txt", "{}\n{}", false);
    }
}
