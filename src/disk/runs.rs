//! A long file in runs of whole lines. In comes an open file, out come its bytes some megabytes at a
//! time, so that the memory never holds more. Knows nothing of what the lines say.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::{Fault, Reader};

/// How many bytes are read at a time.
const RUN_BYTES: u64 = 4 << 20;

/// The longest line that is handed on, in bytes: ten times the longest novel.
const LINE_BYTES_MAX: usize = 128 << 20;

/// A part of a file that ends where a line ends. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Whole lines, and the number of the first.
    Lines { first: usize, bytes: Vec<u8> },
    /// A line that is too long to be held in memory, and its number.
    TooLong { line: usize },
}

/// The runs of a file, in their order.
#[derive(Debug)]
pub struct Runs {
    reader: Reader,
    path: PathBuf,
    /// The bytes of the file when it was opened: what is written behind them meanwhile is for the
    /// next time.
    total: u64,
    done: u64,
    /// The begin of a line whose end has not been read.
    begun: Vec<u8>,
    next_line: usize,
    longest: usize,
}

impl Runs {
    /// Begins to read the file at `path`; `None` where one run would hold all of it.
    pub(super) fn new(mut reader: Reader, path: &Path) -> Option<Self> {
        let total = reader.seek(SeekFrom::End(0)).ok()?;
        reader.seek(SeekFrom::Start(0)).ok()?;
        let (path, longest) = (path.to_owned(), LINE_BYTES_MAX);
        let runs = Self { reader, path, total, done: 0, begun: Vec::new(), next_line: 1, longest };
        (total > RUN_BYTES).then_some(runs)
    }

    /// So many bytes of so many were handed on or are at hand.
    pub fn progress(&self) -> (u64, u64) {
        (self.done, self.total)
    }

    /// The first bytes of the file: as many as are read at a time. Asked for before the first run.
    pub fn head(&mut self) -> Result<&[u8], Fault> {
        if self.begun.is_empty() {
            self.read_on().map_err(|error| Fault::of_system(&self.path, &error))?;
        }
        Ok(&self.begun)
    }

    /// Reads some bytes more; gives how many.
    fn read_on(&mut self) -> io::Result<u64> {
        let wanted = RUN_BYTES.min(self.total - self.done);
        let read = self.reader.by_ref().take(wanted).read_to_end(&mut self.begun)? as u64;
        self.done += read;
        Ok(read)
    }

    fn read_run(&mut self) -> io::Result<Option<Run>> {
        // What stands before this holds no end of a line.
        let mut searched = 0;
        loop {
            if let Some(end) = memchr::memrchr(b'\n', &self.begun[searched..]) {
                let rest = self.begun.split_off(searched + end + 1);
                return Ok(Some(self.lines(rest)));
            }
            searched = self.begun.len();
            if searched > self.longest {
                return self.pass_line().map(Some);
            }
            if self.read_on()? == 0 {
                return Ok((!self.begun.is_empty()).then(|| self.lines(Vec::new())));
            }
        }
    }

    /// Hands on what was read; `rest` begins a line.
    fn lines(&mut self, rest: Vec<u8>) -> Run {
        let (first, bytes) = (self.next_line, std::mem::replace(&mut self.begun, rest));
        self.next_line += memchr::memchr_iter(b'\n', &bytes).count();
        Run::Lines { first, bytes }
    }

    /// Reads to the end of a line, and holds nothing of it.
    fn pass_line(&mut self) -> io::Result<Run> {
        self.begun = Vec::new();
        while self.read_on()? > 0 {
            if let Some(end) = memchr::memchr(b'\n', &self.begun) {
                self.begun.drain(..=end);
                break;
            }
            self.begun.clear();
        }
        self.next_line += 1;
        Ok(Run::TooLong { line: self.next_line - 1 })
    }
}

impl Iterator for Runs {
    type Item = Result<Run, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read_run().map_err(|error| Fault::of_system(&self.path, &error)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The runs of a file of any length, lines longer than `longest` bytes apart.
    fn runs(bytes: &[u8], longest: usize) -> Runs {
        let reader = Reader::of_bytes(bytes.into());
        let (path, total) = (PathBuf::new(), bytes.len() as u64);
        Runs { reader, path, total, done: 0, begun: Vec::new(), next_line: 1, longest }
    }

    #[test]
    fn a_short_file_has_no_runs() {
        let of = |length: usize| {
            let reader = Reader::of_bytes(vec![b'a'; length].into());
            Runs::new(reader, Path::new("a")).is_some()
        };
        assert!(!of(RUN_BYTES as usize) && of(RUN_BYTES as usize + 1));
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_counted() {
        let long = "a".repeat(3 * RUN_BYTES as usize);
        let text = format!("one\n{long}\ntwo\n{long}");
        let read: Vec<Run> =
            runs(text.as_bytes(), RUN_BYTES as usize).map(Result::unwrap).collect();
        let lines = |first, text: &str| Run::Lines { first, bytes: text.into() };
        let expected = [
            lines(1, "one\n"),
            Run::TooLong { line: 2 },
            lines(3, "two\n"),
            Run::TooLong { line: 4 },
        ];
        assert!(read == expected, "{} runs", read.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn the_runs_are_the_file(lengths in prop::collection::vec(0..(3_usize << 20), 0..6)) {
            let text: String = lengths.iter().map(|&length| "a".repeat(length) + "\n").collect();
            let (mut joined, mut line) = (Vec::new(), 1);
            for run in runs(text.trim_end_matches('\n').as_bytes(), LINE_BYTES_MAX) {
                let Ok(Run::Lines { first, bytes }) = run else { panic!("no line is too long") };
                prop_assert_eq!(first, line);
                prop_assert!(bytes.len() <= 8 << 20);
                line += memchr::memchr_iter(b'\n', &bytes).count();
                joined.extend(bytes);
            }
            prop_assert!(joined == text.trim_end_matches('\n').as_bytes());
        }
    }
}
