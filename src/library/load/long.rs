//! A file that is too long to be held in memory. In comes a file of records, out come its articles,
//! some at a time.

use encoding_rs::Encoding;

use super::{Options, shown};
use crate::article::Extraction;
use crate::article::runs::{self, Complaints};
use crate::disk::{Disk, Entry, Run, Runs};
use crate::library::{Part, Skipped};
use crate::text::Clean;

/// A long file that is read in pieces.
#[derive(Debug)]
pub struct Long {
    runs: Runs,
    forced: Option<&'static Encoding>,
    complaints: Complaints,
}

impl Long {
    /// Opens a file; `None` where it is to be read whole: it is short, or all of it must be seen
    /// before its articles are known.
    pub fn open(disk: &dyn Disk, entry: &Entry, options: Options) -> Option<Self> {
        let name = shown(entry.name());
        let mut runs = runs::may_have(&name).then(|| disk.runs(entry))??;
        let forced = options.encoding;
        let is_long = runs::has_runs(&name, runs.head().ok()?, forced);
        is_long.then(|| Self { runs, forced, complaints: Complaints::default() })
    }

    /// Reads all of it into a part of a library, and hands over what came now and then.
    pub(super) fn take(
        mut self,
        entry: &Entry,
        lay: &mut dyn FnMut(&mut Part, (u64, u64)),
    ) -> Result<Part, Skipped> {
        let mut part = Part::begin(entry);
        while let Some(piece) = self.next() {
            part.take(piece?);
            lay(&mut part, self.runs.progress());
        }
        part.warn(&self.warnings());
        part.or_nothing(entry)
    }

    /// What is to be said of the file, once all of it was read.
    pub fn warnings(self) -> Vec<Clean> {
        self.complaints.sentences(self.forced)
    }
}

impl Iterator for Long {
    type Item = Result<Extraction, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        let (read, worse) = match self.runs.next()? {
            Ok(Run::Lines { first, bytes }) => runs::run(&bytes, first, self.forced),
            Ok(Run::TooLong { line }) => (Extraction::default(), Complaints::too_long(line)),
            Err(fault) => return Some(Err(fault.into())),
        };
        self.complaints.join(worse);
        Some(Ok(read))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::disk::Memory;
    use crate::library::{Builder, Library, plan, read_file, take_file};

    /// Records of about a megabyte each, of which little is text, and a line that is none.
    fn records(count: usize) -> String {
        let blank = "-".repeat(1 << 20);
        let record = |n: usize| match n {
            3 => "第四行不是记录\n".to_owned(),
            _ => format!(
                "{{\"title\":\"第{n}班渡船\",\"text\":\"第{n}班渡船早上七点开，晚上才回来。\",\"raw\":\"{blank}\"}}\n"
            ),
        };
        (0..count).map(record).collect()
    }

    /// A library that is read from its files, as it is and whole; and how often a part was laid.
    fn libraries(disk: &dyn Disk) -> (Library, Library, usize) {
        let plan = Arc::new(plan(disk, &[]));
        let builder = || Builder::new(Arc::clone(&plan), None);
        let (mut pieces, mut whole, mut laid) = (builder(), builder(), 0);
        for file in 0..plan.files.len() {
            let options = Options::default();
            let mut lay = |part: &mut Part, (read, of): (u64, u64)| {
                assert!(0 < read && read <= of);
                laid += 1;
                pieces.lay(part);
            };
            let taken = take_file(disk, &plan, file, options, &mut lay);
            pieces.add(taken);
            whole.add(read_file(disk, &plan, file, options).taken(&plan));
        }
        (pieces.library(), whole.library(), laid)
    }

    #[test]
    fn a_long_file_gives_in_pieces_what_it_gives_whole() {
        let few = records(2);
        let disk = Memory::new([("长.jsonl", records(11)), ("短.jsonl", few)]);
        let (pieces, whole, laid) = libraries(&disk);
        assert_eq!(laid, 3, "the long file in pieces, the other at once");
        assert_eq!(pieces, whole);
        assert_eq!(pieces.len(), 10);
        let texts = |library: &Library| -> Vec<String> {
            let text = |index| library.article(index).map(|article| article.text().to_string());
            (0..library.len()).filter_map(text).collect()
        };
        assert_eq!(texts(&pieces), texts(&whole));
        let warnings: Vec<_> =
            pieces.files().flat_map(|file| file.warnings().collect::<Vec<_>>()).collect();
        assert!(warnings.iter().any(|one| one.as_str().starts_with("line 4 is not JSON")));
    }

    #[test]
    fn a_long_file_without_records_is_one_sentence() {
        let line = format!("{{\"raw\":\"{}\"}}\n", "-".repeat(1 << 20));
        let disk = Memory::new([("空.jsonl", line.repeat(6))]);
        let library = libraries(&disk).0;
        let said: Vec<&str> = library.skipped().iter().map(|one| one.reason.as_str()).collect();
        assert_eq!(said, ["cannot read \"空.jsonl\": line 1 has no text field"]);
    }
}
