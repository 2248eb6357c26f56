//! The front matter of Markdown. In come the lines between the two --- or +++, out come the title,
//! the facts, and the lines that say nothing of either. It is the YAML or TOML that people write at
//! the top of a text: scalars, quotes, lists, one level of names inside a name, folded blocks.

use crate::article::metadata::{Facts, date};
use crate::article::space;
use crate::text::Clean;

/// How a name is written before its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `title: 渡口`
    Yaml,
    /// `title = "渡口"`
    Toml,
}

impl Syntax {
    /// What parts a name from its value.
    pub const fn sign(self) -> char {
        match self {
            Self::Yaml => ':',
            Self::Toml => '=',
        }
    }
}

/// What the front matter says.
#[derive(Debug, Default)]
pub struct Front {
    pub title: Option<String>,
    pub facts: Facts,
    /// The lines of all other names.
    pub dropped: Vec<Clean>,
}

/// Reads front matter.
pub fn read(text: &str, syntax: Syntax) -> Front {
    let mut front = Front::default();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    for entry in lines.chunk_by(|_, next| next.starts_with([' ', '\t', '-', ']'])) {
        front.state(entry, syntax);
    }
    front
}

impl Front {
    /// Takes what an entry states: a line with a name, and the lines below that belong to it.
    fn state(&mut self, entry: &[&str], syntax: Syntax) {
        let (name, value) = entry[0].split_once(syntax.sign()).unwrap_or_default();
        let name = name.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        let all = || values(value, &entry[1..]);
        let first = || all().into_iter().next();
        match name.as_str() {
            "title" | "标题" if self.title.is_none() => {
                self.title = Some(all().join(" ")).filter(|title| !title.is_empty());
                if self.title.is_some() {
                    return;
                }
            }
            // Jekyll says by the word published whether it is.
            "date" | "日期" | "published" | "created" if self.facts.date.is_none() => {
                self.facts.date = first().and_then(|value| date::normal(&value));
            }
            "source" | "来源" | "publisher" => self.facts.source = first(),
            "author" | "authors" | "作者" => {
                self.facts.author = Some(all().join("、")).filter(|names| !names.is_empty());
            }
            "url" | "link" | "链接" => self.facts.url = first(),
            _ => {}
        }
        self.dropped.extend(entry.iter().map(|line| Clean::line(line)));
    }
}

/// The values of an entry: one, or those of a list.
fn values(first: &str, below: &[&str]) -> Vec<String> {
    let first = first.trim();
    let found: Vec<String> = if first.starts_with(['|', '>']) {
        vec![space::join(below.iter().copied())]
    } else if let Some(list) = first.strip_prefix('[') {
        let whole = space::join(std::iter::once(list).chain(below.iter().copied()));
        let inside = whole.trim_end().trim_end_matches(']');
        inside.split([',', '，']).map(|value| scalar(named(value))).collect()
    } else if !first.is_empty() && !first.starts_with('#') {
        // A scalar may run on below.
        vec![scalar(&space::join(std::iter::once(first).chain(below.iter().copied())))]
    } else if below.iter().any(|line| line.trim_start().starts_with('-')) {
        let item = |line: &&str| line.trim_start().strip_prefix('-').map(|v| scalar(named(v)));
        below.iter().filter_map(item).collect()
    } else {
        let name = |line: &&&str| line.trim_start().starts_with("name:");
        below.iter().find(name).map(|line| scalar(named(line))).into_iter().collect()
    };
    found.into_iter().filter(|value| !value.is_empty()).collect()
}

/// The value of `name: value`, which is how people with more than a name are written.
fn named(value: &str) -> &str {
    let value = value.trim().trim_matches(['{', '}']).trim();
    value.strip_prefix("name:").map_or(value, str::trim)
}

/// A scalar without its quotes (YAML 1.2, section 7.3) or the comment behind it.
fn scalar(value: &str) -> String {
    let value = value.trim();
    let quoted = |quote| value.strip_prefix(quote)?.rsplit_once(quote).map(|(inside, _)| inside);
    if let Some(inside) = quoted('"') {
        return inside.replace("\\\"", "\"").replace("\\\\", "\\").trim().to_owned();
    }
    if let Some(inside) = quoted('\'') {
        return inside.replace("''", "'").trim().to_owned();
    }
    value.split(" #").next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, author: &str, url: &str) {
        let front = read(text, Syntax::Yaml);
        let or = |value: Option<String>| value.unwrap_or_default();
        let seen = (or(front.title), or(front.facts.author), or(front.facts.url));
        assert_eq!(seen, (title.to_owned(), author.to_owned(), url.to_owned()), "{text}");
    }

    #[test]
    fn values_are_read_as_people_write_them() {
        check("title: 渡口 # 初稿\nauthor: 王五", "渡口", "王五", "");
        check(
            "title: \"他说：\\\"船\\\"\"\nurl: 'http://example.org/#a'",
            "他说：\"船\"",
            "",
            "http://example.org/#a",
        );
        check("title: '渡口''记'\nauthors: [王五, \"赵六\"]", "渡口'记", "王五、赵六", "");
        check(
            "author:\n  - 王五\n  - name: 赵六\ntitle: >\n  渡口\n  记事",
            "渡口记事",
            "王五、赵六",
            "",
        );
        check("author:\n  email: a@example.org\n  name: 王五\ntags:\n- 水", "", "王五", "");
        check("title: 渡口\n  记事", "渡口记事", "", "");
        check("title:\nauthor: []", "", "", "");
        check(": \n-\n]", "", "", "");
    }

    #[test]
    fn toml_is_read_alike() {
        let text = "title = \"渡口 = 家\"\ndate = 2024-05-06T08:00:00+08:00\nauthors = [\n  \"王五\",\n  \"赵六\",\n]\n[extra]\nurl = 'http://example.org'";
        let Front { title, facts, dropped } = read(text, Syntax::Toml);
        assert_eq!(title.as_deref(), Some("渡口 = 家"));
        assert_eq!(facts.date.as_deref(), Some("2024-05-06"));
        assert_eq!(facts.author.as_deref(), Some("王五、赵六"));
        assert_eq!(facts.url.as_deref(), Some("http://example.org"));
        assert_eq!(dropped.len(), 7);
    }

    #[test]
    fn what_is_not_the_title_is_dropped() {
        let front = read("title: 渡口\ntags:\n  - 水\ndate: 2024-05-06", Syntax::Yaml);
        let dropped: Vec<&str> = front.dropped.iter().map(Clean::as_str).collect();
        assert_eq!(dropped, ["tags:", "  - 水", "date: 2024-05-06"]);
        assert_eq!(front.facts.date.as_deref(), Some("2024-05-06"));
        let front = read("date: 2024-05-06 19:30\npublished: true", Syntax::Yaml);
        assert_eq!(front.facts.date.as_deref(), Some("2024-05-06"));
    }
}
