//! Small libraries in folders of their own, and a reader pressed on them. In come file names and
//! texts, out come screens; the folders go with the value.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use duben::Session;
use unicode_segmentation::UnicodeSegmentation;

/// A folder of its own, removed when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name =
            format!("duben-it-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("inside")).expect("a folder for the test");
        std::fs::write(path, text).expect("a file for the test");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What terminals do with the East Asian Ambiguous class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    Narrow,
    Wide,
}

/// The characters of the class (UAX #11) that the fixtures, the typed texts and the screen have.
const AMBIGUOUS: &str = "“”‘’—–…·①②③※αяéü→×°─│┌┐└┘├┤┬┴█\u{e000}\u{fffd}";

pub fn is_ambiguous(c: char) -> bool {
    AMBIGUOUS.contains(c)
}

/// The cells of a grapheme, told without the program's own tables. A character that is not
/// known here stops the test, so that none is judged by a guess.
pub fn cells(grapheme: &str, ambiguous: Ambiguous) -> u16 {
    let first = grapheme.chars().next().expect("a grapheme is not empty");
    match first {
        _ if is_ambiguous(first) => 1 + u16::from(ambiguous == Ambiguous::Wide),
        ' '..='~' | '\u{2400}'..='\u{2426}' => 1,
        '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => 2,
        '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1f9ff}' | '\u{20000}'..='\u{2ffff}' => 2,
        _ => panic!("{first:?} U+{:04X} is new here: which width has it?", first as u32),
    }
}

/// A reader on a screen, and the files that it reads.
pub struct Reader {
    pub session: Session,
    pub folder: Folder,
    /// Whatever the screen is laid out for.
    pub ambiguous: Ambiguous,
}

impl Reader {
    /// Opens files in a folder named 河边; `cols` and `rows` in cells.
    pub fn open(files: &[(&str, &str)], cols: u16, rows: u16) -> Self {
        let folder = Folder::new();
        for (name, text) in files {
            folder.write(&format!("河边/{name}"), text);
        }
        let session = Session::at(&[folder.path().join("河边")], cols, rows, None);
        Self { session, folder, ambiguous: Ambiguous::Narrow }
    }

    /// Opens the built-in library.
    pub fn sample(cols: u16, rows: u16) -> Self {
        let session = Session::at(&[], cols, rows, None);
        Self { session, folder: Folder::new(), ambiguous: Ambiguous::Narrow }
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.session.press(keys).expect("keys");
        self
    }

    pub fn screen(&self) -> String {
        self.session.screen()
    }

    /// A row of the screen, from 0.
    pub fn row(&self, y: usize) -> String {
        self.screen().lines().nth(y).unwrap_or_default().to_owned()
    }

    /// The text of the article pane in a row: what stands between the lines around it.
    pub fn text(&self, y: usize) -> String {
        let row = self.row(y);
        let inside = row.trim_end_matches(['│', '█']);
        inside.rsplit('│').next().unwrap_or_default().trim().to_owned()
    }

    /// The last row: mode, keys, what is said.
    pub fn status(&self) -> String {
        self.screen().lines().last().unwrap_or_default().to_owned()
    }

    pub fn shows(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// The row from the cursor on.
    pub fn at_cursor(&self) -> String {
        let (x, y) = self.session.cursor().expect("a cursor");
        let row = self.row(usize::from(y));
        let mut column = 0;
        for (at, grapheme) in row.grapheme_indices(true) {
            if column == x {
                return row[at..].to_owned();
            }
            column += cells(grapheme, self.ambiguous);
        }
        String::new()
    }

    /// The style of the first place where `text` stands on the screen, in the words of a theme.
    pub fn style_of(&self, text: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().zip(0u16..).find_map(|(row, y)| Some((row, y, row.find(text)?)));
        let Some((row, y, at)) = found else { panic!("no {text} on\n{screen}") };
        let x = row[..at].graphemes(true).map(|g| cells(g, self.ambiguous)).sum();
        self.style_at(x, y)
    }

    /// The style of a cell, column and row from 0.
    pub fn style_at(&self, x: u16, y: u16) -> String {
        let runs = self.runs();
        let run = runs.into_iter().find(|run| run.row == y && run.columns.contains(&x));
        run.map(|run| run.words).unwrap_or_default()
    }

    /// What is not plain text on the screen.
    pub fn runs(&self) -> Vec<Run> {
        self.session.styles().lines().filter_map(Run::parse).collect()
    }
}

/// Cells of a row that look alike.
pub struct Run {
    pub row: u16,
    pub columns: Range<u16>,
    /// The style in the words of a theme.
    pub words: String,
}

impl Run {
    /// Reads `row:from-to words`.
    fn parse(line: &str) -> Option<Self> {
        let (place, words) = line.split_once(' ')?;
        let (row, columns) = place.split_once(':')?;
        let (from, to) = columns.split_once('-')?;
        let number = |text: &str| text.parse().ok();
        let columns = number(from)?..number(to)?;
        Some(Self { row: number(row)?, columns, words: words.to_owned() })
    }
}
