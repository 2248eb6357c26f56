//! From what was typed and what is set to what the reader starts with: the shelf of files, the
//! settings, the journal of notes.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{self, Ambiguous, Common};
use super::complain;
use super::config::{self, Config};
use super::failure::Failure;
use super::unread::Unread;
use crate::app::{MouseUse, Settings, told};
use crate::disk::cache::Cache;
use crate::disk::store::{self, Directory, Places};
use crate::disk::{Disk, Folders, Memory, Unpacked};
use crate::keys::Keymap;
use crate::layout::{Align, Columns, Gap, Indent, PageOptions, Pitch};
use crate::library::{self, Key, Library};
use crate::run::{
    Audience, Engine, INDEX_ABOVE_BYTES, Index, IndexKeeping, Keeping, Queries, Shelf, Source,
    Start, Trouble, Upkeep, load, serve,
};
use crate::text::{decode, width};
use crate::ui::Themes;

/// The name that standard input has in the library.
const STANDARD_INPUT: &str = "标准输入";

/// What is typed for every command and what is set, and what is wrong with it.
pub struct Given {
    pub common: Common,
    pub config: Config,
    pub config_path: Option<PathBuf>,
    pub places: Places,
    pub notices: Vec<String>,
}

/// Reads `config.toml`; what is wrong with it is a notice, unless the reader named the file. A theme
/// that is named and cannot be had is refused, whatever the command.
pub fn settings(common: Common) -> Result<Given, Failure> {
    let places = Places::new(|name| std::env::var_os(name), common.data_dir.as_deref());
    let usual = places.config.as_ref().map(|folder| folder.join("config.toml"));
    let config_path = common.config.clone().or(usual);
    let is_named = common.config.is_some();
    let (config, notices) = (Config::default(), Vec::new());
    let mut given = Given { common, config, config_path, places, notices };
    if let Some(name) = &given.common.theme {
        let hint = "`duben config --themes` lists the themes";
        themes(&given).0.check(name).map_err(|fault| Failure::new(fault, hint))?;
    }
    let Some(path) = given.config_path.clone() else { return Ok(given) };
    match store::read_config(&path) {
        Ok(Some(bytes)) => {
            let (config, fault) = config::parse(&decode::decode(&bytes, None).text);
            given.config = config;
            let says = |fault| format!("{}: {fault}; 用默认设置", path.display());
            given.notices.extend(fault.map(says));
        }
        Ok(None) if is_named => {
            let sentence = format!("cannot read \"{}\": no such file", path.display());
            return Err(Failure::new(sentence, "`duben config` prints a sample"));
        }
        Ok(None) => {}
        Err(fault) => given.notices.push(fault.sentence),
    }
    Ok(given)
}

/// The files to read: those named, else the library of `config.toml`, else the built-in sample.
/// Standard input is read here, to its end: ask once.
pub fn shelf(given: &Given, paths: &[PathBuf]) -> Result<Shelf, Failure> {
    let encoding = match given.common.encoding.as_deref() {
        None => None,
        Some(name) => Some(decode::by_name(name).ok_or_else(|| {
            let hint = "utf-8, gb18030, big5, utf-16le, utf-16be and shift_jis are known";
            Failure::new(format!("there is no encoding {name:?}"), hint)
        })?),
    };
    let options = library::Options { encoding };
    let paths = if paths.is_empty() { given.config.library.as_slice() } else { paths };
    let (disk, roots): (Arc<dyn Disk>, Vec<PathBuf>) = if paths.is_empty() {
        (Arc::new(library::sample()), Vec::new())
    } else if paths.iter().any(|path| path == Path::new("-")) {
        standard_input(paths)?
    } else {
        let index = index(given, paths, options);
        let disk = unpacked(Folders::default());
        return Ok(Shelf { disk, roots: paths.to_vec(), options, index });
    };
    Ok(Shelf { disk, roots, options, index: None })
}

/// Whether nothing is named that could be read, and the built-in sample is.
pub fn is_sample(given: &Given, paths: &[PathBuf]) -> bool {
    paths.is_empty() && given.config.library.is_empty()
}

/// Where what is read of these files is kept; `None` where nothing may be.
fn index(given: &Given, paths: &[PathBuf], options: library::Options) -> Option<Index> {
    let encoding = options.encoding.map_or("any", |encoding| encoding.name());
    let pdf = if is_in_path("pdftotext") { "pdftotext" } else { "own" };
    let key = Key {
        roots: paths.to_vec(),
        places: paths.iter().map(|path| path.canonicalize().unwrap_or(path.clone())).collect(),
        reading: format!("encoding {encoding}, pdf {pdf}"),
        program: env!("DUBEN_PROGRAM").to_owned(),
    };
    let folder = match &given.common.index_dir {
        _ if given.common.no_cache => None,
        Some(folder) => Some(folder.clone()),
        None => given.places.cache.as_ref().map(|folder| folder.join(key.name())),
    };
    let (keeping, engine) = (IndexKeeping::Large, engine(given));
    folder.map(|folder| Index { cache: Cache::at(folder), key, keeping, engine })
}

/// What libraries are searched with.
fn engine(given: &Given) -> Engine {
    let above = given.config.index_above_mb.map(|millions| millions.saturating_mul(1_000_000));
    match given.common.engine {
        Some(args::Engine::Index) => Engine::Index,
        Some(args::Engine::Scan) => Engine::Scan,
        None | Some(args::Engine::Auto) => Engine::Above(above.unwrap_or(INDEX_ABOVE_BYTES)),
    }
}

/// Whether there is a program of this name. Starting it to see would take longer than a library
/// takes to open.
fn is_in_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn standard_input(paths: &[PathBuf]) -> Result<(Arc<dyn Disk>, Vec<PathBuf>), Failure> {
    if paths.len() > 1 {
        let sentence = "standard input cannot be read together with files";
        return Err(Failure::new(sentence, "give \"-\" alone, or files and folders alone"));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot read standard input: {error}"), ""))?;
    Ok((unpacked(Memory::new([(STANDARD_INPUT, bytes)])), Vec::new()))
}

fn unpacked(disk: impl Disk + 'static) -> Arc<dyn Disk> {
    Arc::new(Unpacked::new(disk, std::env::current_exe().ok()))
}

/// Reads the whole library, for a command. What could not be read is said; a file or folder that
/// was named and could not be read is an error in the end.
pub fn library(shelf: &Shelf) -> Result<(Arc<Library>, Option<Failure>), Failure> {
    said(shelf, load(shelf, Source::Kept, &Prompt).keep(&Prompt))
}

/// The same, to be searched. At the prompt an index is worth opening only where it is asked for:
/// one scan takes less time.
pub fn searched(shelf: &Shelf) -> Result<(Arc<Library>, Option<Failure>), Failure> {
    let library = library(shelf)?;
    if let Some(index) = shelf.index.as_ref().filter(|one| one.engine == Engine::Index) {
        serve(index, &library.0, Upkeep::None, &Prompt);
    }
    Ok(library)
}

/// The library made anew from its files, where what was kept of it turned out to be damaged.
pub fn mended(shelf: &Shelf) -> Arc<Library> {
    Prompt.trouble(Trouble::Damaged);
    load(shelf, Source::Files, &Prompt).keep(&Prompt)
}

/// The reader at a prompt hears of trouble alone.
struct Prompt;

impl Audience for Prompt {
    fn trouble(&self, trouble: Trouble) {
        complain(&sentence(&trouble));
    }
}

/// What is wrong with an index, in a sentence.
pub fn sentence(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Damaged => "the index was damaged, and is built anew".to_owned(),
        Trouble::Unsearchable => {
            "the search index is damaged; all text is scanned until it is built anew".to_owned()
        }
        Trouble::Others => "the index in --index-dir is of other files; it is not used".to_owned(),
        Trouble::Busy => "another duben is writing the index".to_owned(),
        Trouble::Unwritten(fault) => fault.sentence.clone(),
    }
}

/// Says what of a library could not be read.
pub fn said(
    shelf: &Shelf,
    library: Arc<Library>,
) -> Result<(Arc<Library>, Option<Failure>), Failure> {
    let mut unread = Unread::default();
    for skipped in library.skipped() {
        if shelf.roots.contains(&skipped.path) || library.is_empty() {
            unread.hold(skipped.clone());
        } else {
            unread.say(skipped);
        }
    }
    let failure = unread.end().map(Failure::from);
    for file in library.files() {
        for warning in file.warnings() {
            complain(&format!("{}: {}", file.name().as_str(), warning.as_str()));
        }
    }
    match failure {
        Some(failure) if library.is_empty() => Err(failure),
        failure => Ok((library, failure)),
    }
}

/// Everything that a session starts with.
pub fn start(given: &Given, paths: &[PathBuf]) -> Result<Start, Failure> {
    let shelf = shelf(given, paths)?;
    let Given { common, config, places, .. } = given;
    let mut notices = given.notices.clone();
    let (keymap, faults) = Keymap::with_overrides(&config.keys);
    notices.extend(faults.into_iter().map(|fault| format!("config.toml {}", fault.0)));
    let (themes, faults) = themes(given);
    notices.extend(faults);
    let defaults = Settings::default();
    let settings = Settings {
        page: page(config, defaults.page),
        indent: choose(config.indent, Indent::TwoHan, Indent::Flush, defaults.indent),
        gap: choose(config.gap, Gap::EmptyLine, Gap::None, defaults.gap),
        align: config.align.map_or(defaults.align, |align| match align {
            config::Align::Ragged => Align::Ragged,
            config::Align::Justified => Align::Justified,
        }),
        cite: config.cite.map_or(defaults.cite, Into::into),
        mouse: choose(
            config.mouse.filter(|_| !common.no_mouse).or(common.no_mouse.then_some(false)),
            MouseUse::Reader,
            MouseUse::Terminal,
            defaults.mouse,
        ),
        theme: theme(given, &themes, &mut notices),
        key_timeout_ms: config.key_timeout.unwrap_or(defaults.key_timeout_ms),
    };
    let session = store::session_name();
    Ok(Start {
        shelf,
        settings,
        themes,
        keymap,
        journal: journal(places, &session),
        queries: queries(places),
        session,
        notices: notices.iter().map(|notice| told::in_chinese(notice)).collect(),
        ambiguous: ambiguous(common, config),
    })
}

/// The page as it is set.
fn page(config: &Config, defaults: PageOptions) -> PageOptions {
    PageOptions {
        measure_cells: config.measure.unwrap_or(defaults.measure_cells),
        margin_cells: config.margin.unwrap_or(defaults.margin_cells),
        columns: config.columns.map_or(defaults.columns, |columns| match columns {
            config::Columns::One => Columns::One,
            config::Columns::Two => Columns::Two,
            config::Columns::Auto => Columns::Auto,
        }),
        pitch: config.line_spacing.map_or(defaults.pitch, |spacing| match spacing {
            config::Spacing::Single => Pitch::Single,
            config::Spacing::Double => Pitch::Double,
        }),
    }
}

/// Where queries are kept: those with a name beside the notes, the others with what is worth keeping
/// but not moving to another machine.
pub fn queries(places: &Places) -> Queries {
    Queries::in_folders(places.state.as_deref(), places.data.as_deref().ok())
}

/// The directory of the notes, or why there is none.
pub fn journal(places: &Places, session: &str) -> Keeping {
    match places.notes() {
        Ok(path) => Ok(Box::new(Directory::new(path, places.backup(), session))),
        Err(fault) => Err(told::in_chinese(&fault.sentence)),
    }
}

/// What the reader said of ambiguous characters; `None` where the terminal is to be asked.
pub fn ambiguous(common: &Common, config: &Config) -> Option<width::Ambiguous> {
    match common.ambiguous.or(config.ambiguous).unwrap_or(Ambiguous::Auto) {
        Ambiguous::Auto => None,
        Ambiguous::Narrow => Some(width::Ambiguous::Narrow),
        Ambiguous::Wide => Some(width::Ambiguous::Wide),
        Ambiguous::Safe => Some(width::Ambiguous::Safe),
    }
}

fn choose<T>(set: Option<bool>, yes: T, no: T, default: T) -> T {
    match set {
        Some(true) => yes,
        Some(false) => no,
        None => default,
    }
}

/// The themes: those built in, and the files of the reader beside `config.toml`. With them comes
/// what could not be read.
pub fn themes(given: &Given) -> (Themes, Vec<String>) {
    let (mut themes, mut faults) = (Themes::default(), Vec::new());
    let folder = given.places.config.as_ref().map(|folder| folder.join("themes"));
    for (name, path) in folder.iter().flat_map(|folder| store::theme_files(folder)) {
        match store::read_config(&path) {
            Ok(Some(bytes)) => {
                let text = decode::decode(&bytes, None).text;
                themes.add(&name, &path.display().to_string(), &text);
            }
            Ok(None) => {}
            Err(fault) => faults.push(fault.sentence),
        }
    }
    (themes, faults)
}

/// The name of the theme: as typed, else without colours where NO_COLOR asks for that, else as set,
/// else what suits the terminal.
fn theme(given: &Given, themes: &Themes, notices: &mut Vec<String>) -> String {
    if let Some(name) = &given.common.theme {
        return name.clone();
    }
    if std::env::var_os("NO_COLOR").is_some_and(|value: OsString| !value.is_empty()) {
        return "mono".to_owned();
    }
    let set = given.config.theme.as_deref().unwrap_or(Themes::AUTO);
    match themes.check(set) {
        Ok(()) => set.to_owned(),
        Err(fault) => {
            notices.push(fault);
            Themes::AUTO.to_owned()
        }
    }
}
