//! Texts to files. In comes a path as it was typed and what is to be written, out comes what the
//! reader should know, in one sentence.

use std::path::{Path, PathBuf};

use crate::app::{Existing, Outcome, Written};
use crate::article::{self, Place};
use crate::disk::output::{self, Unwritten};
use crate::index::{self, Results};
use crate::library::{COLUMNS, Library, shown};
use crate::text::Clean;

/// Writes a file. `home` is where a path that begins with `~` begins.
pub fn write(typed: &str, what: &Written, existing: Existing, home: Option<&Path>) -> Outcome {
    let path = expanded(typed, home);
    let text = match what {
        Written::Text(text) => text.clone(),
        Written::Markdown(article) => article::markdown(article, Place::First),
        Written::Plain(article) => article::plain(article, Place::First),
        Written::Table { library, results, places } => table(library, results, places),
    };
    let written = match existing {
        Existing::Keep => output::create(&path, text.as_bytes()),
        Existing::Replace => output::replace(&path, text.as_bytes()),
    };
    match written {
        Ok(()) => {
            let chars = text.chars().count();
            Outcome::Written {
                how: Clean::line(&format!("已写入 {}（{chars} 字）", shown(&path)))
            }
        }
        Err(why) => Outcome::Failed(Clean::line(&said(&why, &path))),
    }
}

/// Characters on either side of a hit in a table, as `search --tsv` prints by default.
const TABLE_REACH: usize = 30;

fn table(library: &Library, results: &Results, places: &[index::concordance::Place]) -> String {
    let rows = places.iter().filter_map(|&place| library.tabulated(results, place, TABLE_REACH));
    std::iter::once(COLUMNS.to_owned()).chain(rows).map(|row| row + "\n").collect()
}

fn said(why: &Unwritten, path: &Path) -> String {
    let name = shown(path);
    match why {
        Unwritten::Exists => format!("已有 {name}，没有写；要覆盖用 :write!"),
        Unwritten::NoFolder => {
            let folder = path.parent().map(shown).unwrap_or_default();
            format!("没有写成 {name}：没有文件夹 {folder}")
        }
        Unwritten::NoFile => format!("没有写成 {name}：它是文件夹或设备"),
        Unwritten::Denied => format!("没有写成 {name}：没有写的权限"),
        Unwritten::Full => format!("没有写成 {name}：磁盘已满"),
        Unwritten::Other(reason) => format!("没有写成 {name}：{reason}"),
    }
}

/// The path with the home folder for its `~`.
fn expanded(typed: &str, home: Option<&Path>) -> PathBuf {
    match (typed.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with('/') => {
            home.join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_begins_at_home_where_it_says_so() {
        let home = Some(Path::new("/home/a"));
        for (typed, home, expected) in [
            ("~/夜 航.md", home, "/home/a/夜 航.md"),
            ("~//b", home, "/home/a/b"),
            ("~", home, "/home/a"),
            ("~b/c", home, "~b/c"),
            ("b/~", home, "b/~"),
            ("~/b", None, "~/b"),
        ] {
            assert_eq!(expanded(typed, home), Path::new(expected));
        }
    }
}
