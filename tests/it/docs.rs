//! The pictures of `docs/`: each mode of the reader, taken by the program itself. They are checked
//! against what it shows today; `UPDATE_DOCS=1 cargo test --test it docs` takes them anew.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A picture: its name, what `duben screen` is asked for, what is to be seen.
type Picture = (&'static str, &'static [&'static str], &'static str);

const PICTURES: &[Picture] = &[
    (
        "reading",
        &["--size", "100x30", "--keys", "gp末班<CR>"],
        "Reading: the sources and their articles, the article, its place in the list.",
    ),
    (
        "search",
        &["--size", "100x30", "--keys", "/渡口"],
        "Searching the library: results come while one types, the best passage of each article below \
         its title.",
    ),
    (
        "facets",
        &["--size", "100x30", "--keys", "/一个<Tab>"],
        "The years and sources of the hits: `<Tab>`. Enter narrows the query to one.",
    ),
    (
        "info",
        &["--size", "100x30", "--keys", "gp末班<CR>gi"],
        "What an article is: its source and length, its key words, and the articles that are like it: \
         `gi`. Enter searches or opens, a number opens one that is alike.",
    ),
    (
        "hits",
        &["--size", "100x30", "--keys", "/渡口<CR>"],
        "Stepping through the hits with `n`: they are marked in the text and on the bar at its side.",
    ),
    (
        "concordance",
        &["--size", "100x30", "--keys", "/一个<C-k>l4j"],
        "Every hit on a line of its own, ordered by what stands behind it: `K`, then `l`.",
    ),
    ("select", &["--size", "100x30", "--keys", "gp末班<CR>}}vis"], "Selecting a sentence: `vis`."),
    (
        "note",
        &["--size", "100x30", "--keys", "gp末班<CR>}}visa两条船的时代，对照第五段。"],
        "Writing a note on it: `a`.",
    ),
    (
        "notes",
        &[
            "--size",
            "100x30",
            "--keys",
            "gp末班<CR>}m}visa两条船的时代。<Esc>gp数鸟<CR>}Mb}}visa数法与去年不同。<Esc>gm<C-o><Tab><Tab>",
        ],
        "All bookmarks and notes: `gm`. They are narrowed as one types, in the language of the search; \
         `<C-o>` turns the order, `<Tab>` chooses what is written to a file, or deleted, together.",
    ),
    (
        "contents",
        &["--size", "100x30", "--keys", "gp入门<CR>t"],
        "The headings of the article and the articles of its file: `t`.",
    ),
    (
        "original",
        &["--size", "100x30", "--keys", "gp石桥<CR>\\"],
        "The file as it stands at the same place: `\\`. A `:` signs lines of other articles, a `-` \
         lines that were dropped.",
    ),
    (
        "palette",
        &["--size", "100x30", "--keys", ":复制"],
        "All commands, by what they do or by their names: `:`.",
    ),
    ("help", &["--size", "100x30", "--keys", "?"], "The keys: `?`."),
    ("zen", &["--size", "80x24", "--keys", "gp末班<CR>}z"], "The article alone: `z`."),
    (
        "columns",
        &["--size", "120x20", "--keys", "gp末班<CR>z:columns<CR>"],
        "Two columns: `:columns`.",
    ),
    ("phone", &["--size", "36x20", "--keys", "gp末班<CR>}"], "On a telephone, one pane at a time."),
    (
        "wide",
        &["--size", "80x24", "--ambiguous", "wide", "--keys", "gp末班<CR>}"],
        "A terminal in which “ ” — … are two cells wide, or one that does not say how wide they are: \
         what it shows reads well either way.",
    ),
    (
        "light",
        &["--size", "80x24", "--theme", "light", "--keys", "/渡轮<CR>"],
        "On a light screen.",
    ),
    (
        "mono",
        &["--size", "80x24", "--theme", "mono", "--keys", "/渡轮<CR>"],
        "Without colours: nothing hangs on them.",
    ),
];

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Takes a picture, with no settings and no notes of anyone.
fn take(arguments: &[&str]) -> String {
    let has_theme = arguments.contains(&"--theme");
    let output = Command::new(env!("CARGO_BIN_EXE_duben"))
        .args(["screen", "--format", "svg"])
        .args(arguments)
        .args(if has_theme { &[][..] } else { &["--theme", "dark"] })
        .env_clear()
        .env("HOME", std::env::temp_dir().join("duben-docs-has-no-home"))
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("is UTF-8")
}

/// What `docs/README.md` says.
fn page() -> String {
    let mut page = "# duben in pictures\n\nThe built-in library, as the program draws it: \
         `duben screen --format svg --keys KEYS` takes such a\npicture of any library. \
         `UPDATE_DOCS=1 cargo test --test it docs` takes these anew.\n"
        .to_owned();
    page.extend(
        PICTURES.iter().flat_map(|(name, _, says)| {
            ["\n", says, "\n\n![", name, "](screens/", name, ".svg)\n"]
        }),
    );
    page
}

#[test]
fn the_pictures_are_of_today() {
    let taken = PICTURES
        .iter()
        .map(|(name, arguments, _)| (docs().join(format!("screens/{name}.svg")), take(arguments)));
    let files: Vec<(PathBuf, String)> = taken.chain([(docs().join("README.md"), page())]).collect();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(docs().join("screens")).expect("made");
        for (path, text) in &files {
            std::fs::write(path, text).expect("written");
        }
    }
    let is_stale = |(path, text): &&(PathBuf, String)| {
        std::fs::read(path).map_or(true, |bytes| bytes != text.as_bytes())
    };
    let stale: Vec<_> = files.iter().filter(is_stale).map(|(path, _)| path).collect();
    assert!(stale.is_empty(), "UPDATE_DOCS=1 cargo test --test it docs\n{stale:#?}");
    let kept = std::fs::read_dir(docs().join("screens")).expect("there").count();
    assert_eq!(kept, PICTURES.len(), "a picture that no page shows");
}
