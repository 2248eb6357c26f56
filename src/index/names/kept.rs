//! Names as lines of text, to be kept for another session. In come names and what they are the names
//! of, out come lines, and back. Refuses to know where they are kept.

use std::fmt::Write;

use super::{Kind, Name};

/// What the first line says besides what the names are of.
const HEAD: &str = "duben names";

/// Names as lines; `of` tells the library from others, in one word.
pub fn print(names: &[Name], of: &str) -> String {
    let mut lines = format!("{HEAD}\t{of}\t{}\n", names.len());
    for Name { text, kind, times, articles } in names {
        // A string takes everything.
        let _ = writeln!(lines, "{}\t{text}\t{times}\t{articles}", kind.name());
    }
    lines
}

/// The names that lines say, if they are all there and of the same library.
pub fn read(lines: &str, of: &str) -> Option<Vec<Name>> {
    let (head, rows) = lines.split_once('\n')?;
    let count = head.strip_prefix(&format!("{HEAD}\t{of}\t"))?.parse::<usize>().ok()?;
    let names = rows.lines().map(name).collect::<Option<Vec<Name>>>()?;
    (names.len() == count && lines.ends_with('\n')).then_some(names)
}

fn name(row: &str) -> Option<Name> {
    let mut fields = row.split('\t');
    let (kind, text) = (fields.next()?, fields.next()?.to_owned());
    let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
    let (times, articles) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Name { text, kind, times, articles })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_were_kept() {
        let name = |text: &str, kind| Name { text: text.to_owned(), kind, times: 12, articles: 3 };
        let names = vec![
            name("岳南星", Kind::Person),
            name("河口鎮", Kind::Place),
            name("阿黛尔·洛根", Kind::Person),
        ];
        let lines = print(&names, "77f0");
        assert_eq!(read(&lines, "77f0"), Some(names));
        assert_eq!(read(&lines, "77f1"), None);
        assert_eq!(read(&print(&[], "77f0"), "77f0"), Some(Vec::new()));
        for (end, _) in lines.char_indices() {
            assert_eq!(read(&lines[..end], "77f0"), None, "cut at {end}");
        }
    }
}
