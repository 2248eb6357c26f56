//! Roots to a library, in steps that can be spread over threads: plan what to read, read each
//! file, and give what was read to a [`super::Builder`] in any order.

mod long;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
pub use long::Long;

use super::{Because, Part, Skipped, shown};
use crate::article::{self, Extraction, Refused, pdf};
use crate::disk::{Disk, Entry};
use crate::text::Clean;

/// Files that are never text, by the end of their name. In a folder they are left out without
/// being opened; any other file is opened, and refused by its content.
const NOT_TEXT: &str = " 3gp 7z a aac apk avi avif azw3 bin bmp bz2 class cur db deb djvu dll dmg doc \
    dylib eot exe flac flv gif heic ico iso jar jpeg jpg m4a m4v mkv mobi mov mp3 mp4 mpeg \
    mpg o odp ods odt ogg opus otf png ppt pptx psd pyc rar rpm so sqlite sqlite3 tar tgz tif \
    tiff ttc ttf wasm wav webm webp wma wmv woff woff2 xls xlsx xz zst ";

/// How files are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The encoding that the reader named; else each file's own is found.
    pub encoding: Option<&'static Encoding>,
}

/// What is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The files, in the order of the library.
    pub files: Vec<Entry>,
    /// What is known beforehand not to be read.
    pub skipped: Vec<Skipped>,
}

/// What came of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its index in [`Plan::files`].
    pub file: usize,
    /// What was in it, or why nothing was.
    pub outcome: Result<Extraction, Skipped>,
}

/// One file, ready for a [`super::Builder`].
#[derive(Debug)]
pub struct Taken {
    /// Its index in [`Plan::files`].
    pub file: usize,
    /// What was in it, or why nothing was.
    pub outcome: Result<Part, Skipped>,
}

impl Loaded {
    /// Makes a library's part of what came of a file: most of the work, and on any thread.
    pub fn taken(self, plan: &Plan) -> Taken {
        let outcome = self.outcome.and_then(|extraction| {
            let Some(place) = plan.files.get(self.file) else {
                return Err(skip(Path::new(""), "it is not in the plan", None));
            };
            let mut part = Part::begin(place);
            part.take(extraction);
            part.or_nothing(place)
        });
        Taken { file: self.file, outcome }
    }
}

/// Lists what is to be read below `roots`. A file given by name is read whatever it is called.
pub fn plan(disk: &dyn Disk, roots: &[PathBuf]) -> Plan {
    let listing = disk.list(roots);
    let mut plan = Plan {
        files: Vec::with_capacity(listing.files.len()),
        skipped: listing.faults.into_iter().map(Skipped::from).collect(),
    };
    for entry in listing.files {
        match ending_not_text(entry.name()).filter(|_| !entry.is_given()) {
            Some(ending) => plan.skipped.push(skip_by_ending(&entry, &ending)),
            None => plan.files.push(entry),
        }
    }
    plan
}

/// Reads one file of the plan into a part of a library. Of a long file, what came is handed to `lay`
/// now and then, and how many of its bytes are read of how many.
pub fn take_file(
    disk: &dyn Disk,
    plan: &Plan,
    file: usize,
    options: Options,
    lay: &mut dyn FnMut(&mut Part, (u64, u64)),
) -> Taken {
    let entry = plan.files.get(file);
    match entry.and_then(|entry| Some((entry, Long::open(disk, entry, options)?))) {
        Some((entry, long)) => Taken { file, outcome: long.take(entry, lay) },
        None => read_file(disk, plan, file, options).taken(plan),
    }
}

/// Reads one file of the plan. An index beyond it is a file that is not there.
pub fn read_file(disk: &dyn Disk, plan: &Plan, file: usize, options: Options) -> Loaded {
    let outcome = plan.files.get(file).map_or_else(
        || Err(skip(Path::new(""), "it is not in the plan", None)),
        |entry| read_entry(disk, entry, options),
    );
    Loaded { file, outcome }
}

fn read_entry(disk: &dyn Disk, entry: &Entry, options: Options) -> Result<Extraction, Skipped> {
    let (name, bytes) = open(disk, entry)?;
    if bytes.is_empty() {
        return Err(skip(&entry.path, "the file is empty", None).for_good());
    }
    article::extract(&name, bytes, options.encoding)
        .map_err(|refused| skip(&entry.path, &refused.to_string(), refused.hint()).for_good())
}

/// The name and the bytes of a file as [`article::extract`] takes them: those of a PDF are the
/// text of its layer.
pub fn open(disk: &dyn Disk, entry: &Entry) -> Result<(String, Vec<u8>), Skipped> {
    let bytes = disk.read(entry)?;
    let name = shown(entry.name()).to_string();
    if !pdf::is_pdf(&bytes) {
        return Ok((name, bytes));
    }
    let refuse = |why: Refused| skip(&entry.path, &why.to_string(), why.hint());
    let layer = pdf::TOOLS.iter().find_map(|tool| disk.pipe(tool, &bytes));
    let is_blank = |layer: &Vec<u8>| layer.iter().all(u8::is_ascii_whitespace);
    match layer {
        // It is read as what it is, whatever it is called.
        Some(layer) if !is_blank(&layer) && article::extension(&name) == "pdf" => Ok((name, layer)),
        Some(layer) if !is_blank(&layer) => Ok((name + ".pdf", layer)),
        _ if pdf::is_encrypted(&bytes) => Err(refuse(Refused::Encrypted(article::PDF))),
        Some(_) => Err(refuse(Refused::Scanned)),
        None if pdf::is_cut(&bytes) => Err(refuse(Refused::Damaged(article::PDF))),
        None => Err(refuse(Refused::Unreadable)),
    }
}

fn skip(path: &Path, why: &str, hint: Option<&'static str>) -> Skipped {
    let reason = Clean::line(&sentence(path, why));
    let (path, hint) = (path.to_owned(), hint.map(Cow::Borrowed));
    Skipped { path, reason, hint, because: Because::Circumstances }
}

fn sentence(path: &Path, why: &str) -> String {
    format!("cannot read \"{}\": {why}", shown(path))
}

impl Skipped {
    /// Why, without the file that it is about.
    pub fn cause(&self) -> &str {
        let about = format!("\"{}\": ", shown(&self.path));
        self.reason.split_once(&about).map_or(&self.reason, |(_, cause)| cause)
    }

    /// Says that it hangs on the file alone.
    fn for_good(self) -> Self {
        Self { because: Because::Content, ..self }
    }
}

impl Part {
    /// The part where an article is in it; else why none is, as far as the file told.
    fn or_nothing(self, place: &Entry) -> Result<Self, Skipped> {
        if !self.is_empty() {
            return Ok(self);
        }
        // That there is no article is the last that is told of it.
        let told = self.first_warning().filter(|&told| told.as_str() != article::NO_ARTICLE);
        if let Some(told) = told {
            return Err(skip(&place.path, told.as_str(), None).for_good());
        }
        let why = format!("nothing to read in \"{}\": no article is in it", shown(&place.path));
        let (path, reason) = (place.path.clone(), Clean::line(&why));
        Err(Skipped { path, reason, hint: None, because: Because::Content })
    }
}

fn ending_not_text(name: &OsStr) -> Option<String> {
    let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    NOT_TEXT.split_ascii_whitespace().any(|known| known == ending).then_some(ending)
}

fn skip_by_ending(entry: &Entry, ending: &str) -> Skipped {
    let why = format!(".{ending} files hold no plain text");
    skip(&entry.path, &why, Some("give the file by name to read it all the same"))
}
