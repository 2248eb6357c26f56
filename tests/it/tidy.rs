//! The house rules. The order of the modules is read from `src/lib.rs`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FILE_LINES_MAX: usize = 800;

/// What only some modules may use: the word, and the modules that may.
const DOORS: &[(&str, &[&str])] = &[
    ("std::fs", &["disk"]),
    ("std::env", &["run", "cli"]),
    ("std::thread", &["run"]),
    // Programs turn the bytes of a file into text, which is reading it.
    ("std::process", &["disk", "run", "cli"]),
    ("std::net", &[]),
    ("SystemTime", &["run"]),
    ("Instant", &["run"]),
    ("jiff::", &["run"]),
    ("ratatui", &["ui", "run"]),
    ("crossterm", &["run"]),
    ("rustix", &["disk", "run"]),
    ("tui_textarea", &["app"]),
    ("unicode_width", &["text"]),
    ("icu_segmenter", &["layout"]),
    ("jieba_rs", &["run"]),
    ("clap", &["cli"]),
    // Disk opens its folder, the library says what is written there; queries know nothing of it.
    ("tantivy", &["disk", "library"]),
    ("encoding_rs", &["text", "article", "library", "run", "cli"]),
];

struct Source {
    path: PathBuf,
    /// The folder or file directly under src/: the module whose rules hold.
    module: String,
    text: String,
    /// Without comments and without what stands under #[cfg(test)].
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut |path| {
        let relative = path.strip_prefix(&root).expect("inside").to_path_buf();
        let first = relative.components().next().expect("named").as_os_str();
        let module = first.to_string_lossy().trim_end_matches(".rs").to_owned();
        let text = std::fs::read_to_string(path).expect("source is UTF-8");
        let is_test = relative.ends_with("tests.rs");
        let code = if is_test { String::new() } else { strip(&text) };
        found.push(Source { path: relative, module, text, code });
    });
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            walk(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path);
        }
    }
}

fn strip(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

fn order() -> Vec<String> {
    let lib =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs")).expect("there");
    lib.lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "))
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect()
}

/// The modules that a file names by `crate::`, groups in braces included.
fn uses(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for part in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match part.strip_prefix('{') {
            Some(group) => {
                let group = group.split(';').next().unwrap_or_default();
                used.extend(group.split(',').map(|name| word(name.trim())));
            }
            None => used.push(word(part)),
        }
    }
    used.retain(|name| !name.is_empty());
    used
}

#[test]
fn a_module_uses_only_those_above_it() {
    let order = order();
    assert_eq!(
        order,
        [
            "disk", "text", "article", "index", "library", "notes", "layout", "app", "keys", "ui",
            "run", "cli"
        ],
        "the modules of lib.rs in the order of the design"
    );
    let rank: BTreeMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
    let mut breaches = Vec::new();
    for source in sources() {
        let Some(&own) = rank.get(source.module.as_str()) else { continue };
        for used in uses(&source.code) {
            if rank.get(used.as_str()).is_some_and(|&there| there > own) {
                breaches.push(format!("src/{} uses {used}", source.path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn the_world_is_touched_only_where_it_may_be() {
    let mut breaches = Vec::new();
    for source in sources() {
        if matches!(source.module.as_str(), "lib" | "main") {
            continue;
        }
        for (word, allowed) in DOORS {
            if source.code.contains(word) && !allowed.contains(&source.module.as_str()) {
                breaches.push(format!("src/{}: {word}", source.path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn files_are_small_and_open_with_their_purpose() {
    let mut breaches = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > FILE_LINES_MAX && !source.path.ends_with("tests.rs") {
            breaches.push(format!("src/{}: {lines} lines", source.path.display()));
        }
        let is_module = !source.path.ends_with("tests.rs") && !source.path.ends_with("main.rs");
        if is_module && !source.text.starts_with("//!") {
            breaches.push(format!("src/{}: no //! at the top", source.path.display()));
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn no_colour_outside_the_theme() {
    let breaches: Vec<_> = sources()
        .into_iter()
        .filter(|source| source.module == "ui" && !source.path.starts_with("ui/theme"))
        .filter(|source| !source.path.ends_with("theme.rs"))
        .filter(|source| source.code.contains("Color::") || source.code.contains("Modifier::"))
        .map(|source| source.path)
        .collect();
    assert!(breaches.is_empty(), "{breaches:#?}");
}

/// A command is pressed when one of its keys stands in a test of the screen, or its name does
/// (chosen from the palette).
#[test]
fn every_command_is_pressed_in_a_test() {
    #[derive(serde::Deserialize)]
    struct Table {
        group: Vec<Group>,
    }
    #[derive(serde::Deserialize)]
    struct Group {
        command: Vec<Listed>,
    }
    #[derive(serde::Deserialize)]
    struct Listed {
        name: String,
        help: String,
        english: String,
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(root.join("assets/keymap.toml")).expect("there");
    let table: Table = toml::from_str(&table).expect("parses");
    let tests: String = std::fs::read_dir(root.join("tests/it/commands"))
        .expect("there")
        .map(|file| std::fs::read_to_string(file.expect("there").path()).expect("there"))
        .collect();
    let mut missing = Vec::new();
    for listed in table.group.iter().flat_map(|group| &group.command) {
        assert!(!listed.help.is_empty() && !listed.english.is_empty(), "{}", listed.name);
        let name = format!("fn {}()", listed.name.replace('-', "_"));
        if !tests.contains(&name) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "tests/it/commands has no {missing:#?}");
}

/// Compares what stands between two marks of README.md, or puts it there when asked to.
#[test]
fn what_is_said_in_chinese_is_said_in_english() {
    let code: String = sources().iter().map(|source| source.code.replace("\\\"", "\"")).collect();
    // A long sentence goes on in the next line.
    let code = code.split("\\\n").map(str::trim_start).collect::<String>();
    let table = include_str!("../../assets/sentences.txt");
    let (ours, _) = table.split_once("# words of the system").expect("they come last");
    for (english, _) in ours.lines().filter_map(|line| line.split_once(" ⇒ ")) {
        // Where a verb and a path stand, the sentence is put together.
        let english = english.trim_start_matches("cannot ").trim_start_matches("config.toml ");
        let parts = english.split("{}").map(|part| part.trim_matches(['"', ':', ' ']));
        let longest = parts.max_by_key(|part| part.len()).unwrap_or_default();
        assert!(code.contains(longest), "nobody says {longest:?} any more");
    }
}

fn check_readme(mark: &str, expected: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("there");
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = readme.split_once(&open).expect("has the mark");
    let (shown, after) = rest.split_once(&close).expect("closes the mark");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(path, format!("{before}{open}{expected}{close}{after}")).expect("written");
    } else {
        assert_eq!(shown, expected, "UPDATE_README=1 cargo test --test it readme");
    }
}

fn duben(arguments: &[&str]) -> String {
    let home = std::env::temp_dir().join("duben-tidy-has-no-home");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_duben"))
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .output()
        .expect("runs");
    String::from_utf8(output.stdout).expect("is UTF-8")
}

#[test]
fn the_readme_is_of_today() {
    check_readme("keys", &duben(&["keys"]));
    let screen = duben(&["screen", "--size", "80x20", "--keys", "/两条木船<CR>"]);
    check_readme("screen", &format!("```text\n{screen}```\n"));
}
