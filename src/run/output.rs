//! Texts to files. In comes a path as it was typed and what is to be written, out comes what the
//! reader should know, in one sentence.

use std::path::{Path, PathBuf};

use crate::app::{Existing, Exported, Outcome, Written, told};
use crate::article::{self, Place};
use crate::disk::output::{self, Unwritten};
use crate::disk::store::{self, Fault};
use crate::index::{self, Results};
use crate::library::{COLUMNS, Library, shown};
use crate::notes::exchange::{self, Articles, Entry, folder};
use crate::text::Clean;

/// Writes a file. `home` is where a path that begins with `~` begins.
pub fn write(typed: &str, what: &Written, existing: Existing, home: Option<&Path>) -> Outcome {
    let path = expanded(typed, home);
    if let Written::Marks(exported) = what
        && exported.format.is_folder()
    {
        return write_folder(exported, &path);
    }
    let text = match what {
        Written::Marks(exported) => {
            let articles = exported.articles();
            exchange::export(exported.format, &exported.entries(&articles))
        }
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
            let much = match what {
                Written::Marks(exported) => format!("{} 条", exported.marks.len()),
                _ => format!("{} 字", text.chars().count()),
            };
            Outcome::Written {
                how: Clean::line(&format!("已写入 {}（{much}）", shown(&path)))
            }
        }
        Err(why) => Outcome::Failed(Clean::line(&said(&why, &path))),
    }
}

impl Exported {
    fn articles(&self) -> Articles {
        let marks = self.marks.iter().map(|(mark, index)| (&**mark, *index));
        Articles::of(&self.library, marks, &self.day)
    }

    fn entries<'a>(&'a self, articles: &'a Articles) -> Vec<Entry<'a>> {
        self.marks.iter().map(|(mark, _)| articles.entry(mark)).collect()
    }
}

/// Writes marks into a folder, an article a file; what stands there already stays.
fn write_folder(exported: &Exported, folder: &Path) -> Outcome {
    let articles = exported.articles();
    let files = folder::files(exported.format, &exported.entries(&articles));
    let mut written = 0;
    match merge_files(&files, folder, &mut |_| written += 1) {
        Ok(()) => {
            let says = format!(
                "已写入 {}（{} 条，{written} 个文件有变）",
                shown(folder),
                exported.marks.len()
            );
            Outcome::Written { how: Clean::line(&says) }
        }
        Err((path, why)) => Outcome::Failed(Clean::line(&match why {
            Unmerged::Unreadable(fault) => {
                format!("没有写成：{}", told::in_chinese(&fault.sentence))
            }
            Unmerged::NoText => format!("没有写成 {}：里面不是 UTF-8 文字", shown(&path)),
            Unmerged::Unwritten(why) => said(&why, &path),
        })),
    }
}

/// Why a file could not be brought up to date.
pub enum Unmerged {
    Unreadable(Fault),
    /// What is there is not UTF-8.
    NoText,
    Unwritten(Unwritten),
}

/// Writes each file anew with what is there already in it, and tells which were changed. The first
/// that cannot be written stops. A folder that is not there is made.
pub fn merge_files(
    files: &[folder::File],
    to: &Path,
    wrote: &mut dyn FnMut(&Path),
) -> Result<(), (PathBuf, Unmerged)> {
    output::make_folder(to).map_err(|why| (to.to_owned(), Unmerged::Unwritten(why)))?;
    for file in files {
        let path = to.join(&file.name);
        let existing = match store::read_config(&path) {
            Ok(existing) => existing.unwrap_or_default(),
            Err(fault) => return Err((path, Unmerged::Unreadable(fault))),
        };
        let Ok(existing) = String::from_utf8(existing) else {
            return Err((path, Unmerged::NoText));
        };
        let text = file.merge(&existing);
        if text != existing {
            if let Err(why) = output::replace(&path, text.as_bytes()) {
                return Err((path, Unmerged::Unwritten(why)));
            }
            wrote(&path);
        }
    }
    Ok(())
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
        Unwritten::Exists => format!("已有 {name}，没有写；要覆盖在命令后加 !"),
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
