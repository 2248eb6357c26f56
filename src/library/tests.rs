//! Libraries made from files in memory.

use proptest::prelude::*;

use super::*;
use crate::article::{BlockKind, Extraction};
use crate::disk::tool::Tool;
use crate::disk::{Disk, Fault, Listing, Memory, Reader};
use crate::index::{self, Order, Query};

/// Loads a library on this thread.
pub(super) fn load(disk: &dyn Disk, roots: &[PathBuf], options: Options) -> Library {
    let plan = Arc::new(plan(disk, roots));
    let mut builder = Builder::new(Arc::clone(&plan), None);
    for file in 0..plan.files.len() {
        builder.add(read_file(disk, &plan, file, options).taken(&plan));
    }
    builder.library()
}

/// An article with a title and one paragraph.
fn article(title: &str, source: &str, date: &str) -> Article {
    let text = format!("{title}的正文。");
    let blocks = [(BlockKind::Title, Clean::line(title)), (BlockKind::Body, Clean::line(&text))];
    let some = |text: &str| (!text.is_empty()).then(|| Clean::line(text));
    let mut article = Article::new(blocks);
    (article.source, article.date) = (some(source), some(date));
    article
}

fn plan_of(names: &[&str]) -> Arc<Plan> {
    let disk = Memory::new(names.iter().map(|&name| (name, "")));
    let roots: Vec<PathBuf> = ["报".into(), "书".into()].to_vec();
    let mut plan = plan(&disk, &roots);
    plan.skipped.clear();
    Arc::new(plan)
}

fn taken(plan: &Plan, file: usize, articles: Vec<Article>) -> Taken {
    Loaded { file, outcome: Ok(Extraction { articles, ..Extraction::default() }) }.taken(plan)
}

fn built(names: &[&str], files: Vec<Vec<Article>>) -> Library {
    let plan = plan_of(names);
    let mut builder = Builder::new(Arc::clone(&plan), None);
    for (file, articles) in files.into_iter().enumerate() {
        builder.add(taken(&plan, file, articles));
    }
    builder.library()
}

/// `source: title title; …`
fn sources(library: &Library) -> String {
    let line = |source: &Source| {
        let titles: Vec<_> = source.articles.iter().map(|&i| library.title(i).as_str()).collect();
        format!("{}: {}", source.name, titles.join(" "))
    };
    library.sources().iter().map(line).collect::<Vec<_>>().join("; ")
}

#[test]
fn sources_are_named_by_the_article_then_the_folder() {
    let library = built(
        &["报/1.txt", "报/2.txt", "书/1.txt"],
        vec![
            vec![article("甲", "江城日報", ""), article("乙", "", "")],
            vec![article("丙", "江城日报", "")],
            vec![article("丁", "", ""), article("戊", "江城 日报", "")],
        ],
    );
    assert_eq!(sources(&library), "江城日報: 甲 丙 戊; 报: 乙; 书: 丁");
}

#[test]
fn sources_differ_by_letters_alone_and_a_sentence_is_none() {
    let long = "江城日报".repeat(11);
    let library = built(
        &["报/1.txt", "书/1.txt"],
        vec![
            vec![article("甲", "《江城日報》", ""), article("乙", "（江城日报）", "")],
            vec![
                article("丙", "Ｒiver Daily", ""),
                article("丁", "【river daily】", ""),
                article("戊", &long, ""),
                article("己", "区江城日报", ""),
            ],
        ],
    );
    assert_eq!(
        sources(&library),
        "《江城日報》: 甲 乙; Ｒiver Daily: 丙 丁; 书: 戊; 区江城日报: 己"
    );
}

#[test]
fn the_newest_come_first_and_neighbours_stay_together() {
    let library = built(
        &["报/1.txt", "报/2.txt", "报/3.txt", "报/4.txt"],
        vec![
            vec![article("甲", "", "2021-05-01"), article("乙", "", "")],
            vec![
                article("丙", "", ""),
                article("丁", "", "2023-02-03"),
                article("戊", "", "02-03"),
            ],
            vec![article("己", "", "2022-12-31"), article("庚", "", "2023-02-03")],
            vec![article("辛", "", "12-31")],
        ],
    );
    assert_eq!(sources(&library), "报: 丙 丁 戊 庚 己 甲 乙 辛");
    let book = built(
        &["书/1.txt", "书/2.txt"],
        vec![vec![article("第一章", "", "")], vec![article("第二章", "", "")]],
    );
    assert_eq!(sources(&book), "书: 第一章 第二章");
}

#[test]
fn the_same_article_is_listed_once_with_its_other_places() {
    let library = built(
        &["报/1.txt", "报/2.txt"],
        vec![vec![article("甲", "", "")], vec![article("乙", "", ""), article("甲", "", "")]],
    );
    assert_eq!(library.len(), 2);
    let row = |index| library.row(index).unwrap();
    assert_eq!(row(0).place(), Place { file: 0, number: 0 });
    assert_eq!(row(0).also(), [Place { file: 1, number: 1 }]);
    assert_eq!(row(1).also(), []);
}

/// An article of one paragraph of its own and some that may be another's too.
fn long(title: &str, paragraphs: &[&str]) -> Article {
    let body = paragraphs.iter().map(|text| (BlockKind::Body, Clean::line(text)));
    Article::new(std::iter::once((BlockKind::Title, Clean::line(title))).chain(body))
}

const FERRY: &str = "渡口的船夫数完缆绳才肯开船，岸上的人谁也不催，雾散以后对岸的货栈先亮了灯。";
const BOOK: &str = "账本上写着每一班船的人数，也写着没有坐上船的人，抄账的人换了三个。";

#[test]
fn copies_are_folded_and_stay_addressable() {
    let part = || long("甲", &[FERRY, BOOK]);
    let whole = || long("乙", &[FERRY, BOOK, "水位是后来补上的。"]);
    let library = built(&["报/1.txt", "书/1.txt"], vec![vec![part()], vec![whole()]]);
    assert_eq!(sources(&library), "书: 乙");
    assert_eq!((library.shown(), library.head_of(0), library.head_of(1)), ([1].as_slice(), 1, 1));
    assert_eq!(library.row(0).unwrap().copy_of(), Some(1));
    assert_eq!(library.row(1).unwrap().copies(), [0]);
    assert_eq!(library.by_id(part().id), Some(0));
    assert!(library.has_copies(part().id) && library.has_copies(whole().id));
}

#[test]
fn of_copies_a_search_lists_the_first_and_what_holds_more() {
    let part = long("渡口的船夫", &[FERRY, BOOK]);
    let whole = long("乙", &[FERRY, BOOK, "水位是后来补上的。"]);
    let files = vec![vec![part], vec![whole, long("丙", &["水位又涨了。"])]];
    let library = built(&["报/1.txt", "书/1.txt"], files);
    assert_eq!(library.row(0).unwrap().copy_of(), Some(1));
    let listed = |line: &str| {
        let query = Query::parse(line).unwrap();
        let results = index::search(&library, &query, &|| false).unwrap();
        let results = library.without_copies(results, Order::Relevance);
        let mut indices: Vec<usize> = results.found.iter().map(index::Found::index).collect();
        indices.sort_unstable();
        (indices, results.total_hits)
    };
    assert_eq!(listed("账本").1, 1);
    assert_eq!(listed("水位"), (vec![1, 2], 2));
    assert_eq!(listed("渡口"), (vec![0], 2), "the copy holds more, and comes first");
}

proptest! {
    #[test]
    fn articles_come_back_as_they_were_taken_in(
        files in prop::collection::vec(prop::collection::vec("[甲乙丙丁a ]{0,4}", 0..4), 3),
    ) {
        let articles = |file: &Vec<String>| -> Vec<Article> {
            file.iter().map(|title| article(title, title, "")).collect()
        };
        let library = built(&["报/1", "报/2", "书/1"], files.iter().map(articles).collect());
        for (index, row) in library.rows().enumerate() {
            let Place { file, number } = row.place();
            let names = ["报/1", "报/2", "书/1"];
            let at = names.iter().position(|name| *name == row.file().name().as_str()).unwrap();
            let expected = articles(&files[at]).swap_remove(number);
            let read = library.article(index).unwrap();
            prop_assert_eq!(&*read, &expected);
            prop_assert_eq!(row.title().map(Shown::as_str), expected.title().map(Shown::as_str));
            prop_assert_eq!(row.label(), expected.label());
            prop_assert_eq!(row.source().map(Shown::as_str), expected.source.as_deref());
            prop_assert_eq!((row.id(), row.chars()), (expected.id, expected.chars()));
            prop_assert!(library.files().len() > file);
        }
    }
}

/// A disk that is full after so many files.
#[derive(Default)]
struct Full {
    files_left: usize,
    packed: Vec<u8>,
    folded: Vec<u8>,
}

impl Sink for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn append(&mut self, packed: &[u8], folded: &[u8]) -> Result<(), Fault> {
        // A write that fails may have written a part.
        let (packed, is_whole) = match self.files_left.checked_sub(1) {
            Some(left) => {
                self.files_left = left;
                (packed, true)
            }
            None => (&packed[..packed.len() / 2], false),
        };
        self.packed.extend_from_slice(packed);
        self.folded.extend_from_slice(folded);
        let fault = || Fault { path: "full".into(), sentence: "it is full".into(), hint: None };
        is_whole.then_some(()).ok_or_else(fault)
    }

    fn read(&self) -> Option<(bytes::Bytes, bytes::Bytes)> {
        Some((self.packed.clone().into(), self.folded.clone().into()))
    }
}

#[test]
fn a_disk_that_is_full_loses_nothing() {
    let names = ["报/1.txt", "报/2.txt", "书/1.txt"];
    let articles = || ["甲", "乙", "丙"].map(|title| vec![article(title, "", "")]);
    let plan = plan_of(&names);
    for files_left in 0..4 {
        let sink = Full { files_left, ..Full::default() };
        let mut builder = Builder::new(Arc::clone(&plan), Some(Box::new(sink)));
        for (file, articles) in articles().into_iter().enumerate() {
            builder.add(taken(&plan, file, articles));
        }
        let library = builder.library();
        assert_eq!(library, built(&names, articles().to_vec()));
        assert!(library.is_sound() && library.are_whole(0..3));
        let is_full = files_left < 3;
        assert_eq!((builder.fault().is_some(), library.packs().is_none()), (is_full, is_full));
    }
}

#[test]
fn articles_are_found_by_id() {
    let titles = ["甲", "乙", "丙", "丁"];
    let library = built(&["书/1.txt"], vec![titles.map(|title| article(title, "", "")).to_vec()]);
    for (index, row) in library.rows().enumerate() {
        let id = row.id().to_string();
        assert_eq!(library.by_id(row.id()), Some(index));
        for digits in 1..=16 {
            let shared: Vec<usize> = (0..4)
                .filter(|&i| library.row(i).unwrap().id().to_string().starts_with(&id[..digits]))
                .collect();
            let mut found = library.by_prefix(&id[..digits]).to_vec();
            found.sort_unstable();
            assert_eq!(found, shared);
            assert!(found.contains(&index));
        }
        assert_eq!(library.by_prefix(&format!("{id}0")), [0; 0]);
    }
    assert_eq!(library.by_id(ArticleId::of("没有")), None);
    assert_eq!(ArticleId::parse("+123456789abcdef"), None);
    for no_number in ["", "甲", "+1", "xyz", "12345678901234567"] {
        assert_eq!(library.by_prefix(no_number), [0; 0], "{no_number}");
    }
}

#[test]
fn titles_are_filtered_folded() {
    let titles = ["江城碼頭", "江邊的船", "ＡＩ 与江城"];
    let library = built(&["书/1.txt"], vec![titles.map(|title| article(title, "", "")).to_vec()]);
    let filtered = |line: &str| library.titled(&Query::parse(line).unwrap());
    assert_eq!(filtered("码头"), [0]);
    assert_eq!(filtered("江"), [0, 1, 2]);
    assert_eq!(filtered("江城 ai"), [2]);
    assert_eq!(filtered("江 -江城"), [1]);
    assert_eq!(filtered(""), [0, 1, 2]);
    assert_eq!(filtered("正文"), [0; 0]);
}

#[test]
fn one_bad_file_never_stops_a_load() {
    let disk = Memory::new([
        ("报/1.txt", b"\xe6\xb1\x9f\xe8\xbe\xb9".as_slice()),
        ("报/2.txt", b"\0\0\x01"),
        ("报/照片.JPG", b"not asked"),
        ("报/3.txt", b""),
        ("报/\x1b[31m4.txt", b" \n"),
    ]);
    let roots = ["报".into(), "无".into()];
    let library = load(&disk, &roots, Options::default());
    assert_eq!(library.len(), 1);
    assert_eq!(library.row(0).unwrap().file().name().as_str(), "报/1.txt");
    let reasons: Vec<&str> = library.skipped().iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(reasons[0], "cannot open \"无\": no such file or folder");
    assert_eq!(reasons[1], "cannot read \"报/照片.JPG\": .jpg files hold no plain text");
    assert!(reasons[2].starts_with("cannot read \"报/2.txt\": "), "{reasons:?}");
    assert_eq!(reasons[3], "cannot read \"报/3.txt\": the file is empty");
    assert!(reasons[4].contains("报/␛4.txt"), "{reasons:?}");
    assert_eq!(reasons.len(), 5);
}

#[test]
fn a_file_given_by_name_is_read_whatever_it_is_called() {
    let disk = Memory::new([("照片.jpg", "江边")]);
    let given = load(&disk, &["照片.jpg".into()], Options::default());
    assert_eq!((given.len(), given.skipped()), (1, [].as_slice()));
}

#[test]
fn a_builder_gives_what_has_come_and_counts_it() {
    let plan = plan_of(&["报/1.txt", "报/2.txt"]);
    let mut builder = Builder::new(Arc::clone(&plan), None);
    assert_eq!(builder.library(), Library::default());
    builder.add(taken(&plan, 1, vec![article("乙", "", "")]));
    assert_eq!((builder.done(), builder.library().len()), (1, 1));
    builder.add(taken(&plan, 1, vec![article("丙", "", "")]));
    builder.add(taken(&plan, 7, vec![article("丁", "", "")]));
    assert_eq!((builder.done(), sources(&builder.library())), (1, "报: 丙".to_owned()));
}

proptest! {
    #[test]
    fn the_order_in_which_files_come_does_not_matter(
        files in prop::collection::vec(
            prop::collection::vec(("[甲乙丙丁]{1,2}", "(|报|書|书)", "(|2021-01-0[12]|01-02)"), 0..4),
            6,
        ),
        order in Just([0, 1, 2, 3, 4, 5]).prop_shuffle(),
    ) {
        let names = ["报/1", "报/2", "报/3", "书/1", "书/2", "书/3"];
        let articles = |file: usize| -> Vec<Article> {
            files[file].iter().map(|(title, source, date)| article(title, source, date)).collect()
        };
        let plan = plan_of(&names);
        let mut builder = Builder::new(Arc::clone(&plan), None);
        for file in order {
            builder.add(taken(&plan, file, articles(file)));
        }
        let library = builder.library();
        prop_assert_eq!(&library, &built(&names, (0..6).map(articles).collect()));
        let mut listed: Vec<usize> =
            library.sources().iter().flat_map(|source| source.articles.clone()).collect();
        listed.sort_unstable();
        prop_assert_eq!(listed, (0..library.len()).collect::<Vec<_>>());
    }
}

#[test]
fn the_sample_reads_as_it_was_written() {
    let library = load(&sample(), &[], Options::default());
    let counts: Vec<(String, usize)> = library
        .files()
        .enumerate()
        .map(|(index, file)| {
            let name = file.name().as_str().split('/').next_back().unwrap_or_default().to_owned();
            (name, library.rows().filter(|row| row.place().file == index).count())
        })
        .collect();
    let expected = [
        ("00-读本使用入门.md", 1),
        ("01-苇江晚报.txt", 3),
        ("02-南门周报.txt", 3),
        ("03-街坊小报.md", 4),
        ("04-雾台气象站.txt", 1),
        ("05-圖書館搬家.txt", 1),
        ("06-收攤以後.txt", 1),
        ("07-补书斋记.txt", 1),
        ("08-苇江诗草.txt", 1),
        ("09-一格有多宽.md", 1),
        ("10-便笺三则.jsonl", 3),
        ("11-山洞里的四万只信封.md", 1),
        ("12-反着认字的人.txt", 1),
    ];
    assert_eq!(counts, expected.map(|(name, count)| (name.to_owned(), count)));
    assert_eq!(library.skipped(), []);
    assert!(library.rows().all(|row| !row.is_inferred()));
}

/// A disk with one PDF, and a program that gives this for its text layer.
struct Press(Memory, Option<Vec<u8>>);

impl Press {
    fn new(pdf: &[u8], layer: Option<Vec<u8>>) -> Self {
        Self(Memory::new([("a.pdf", pdf)]), layer)
    }

    /// The text that is read, or why none is.
    fn outcome(&self) -> Result<String, String> {
        let plan = plan(self, &[]);
        let outcome = read_file(self, &plan, 0, Options::default()).outcome;
        let text = |article: &Article| article.text().as_str().to_owned();
        outcome
            .map(|read| read.articles.iter().map(text).collect())
            .map_err(|skipped| skipped.reason.as_str().to_owned())
    }
}

impl Disk for Press {
    fn list(&self, roots: &[PathBuf]) -> Listing {
        self.0.list(roots)
    }

    fn read(&self, entry: &crate::disk::Entry) -> Result<Vec<u8>, Fault> {
        self.0.read(entry)
    }

    fn open(&self, path: &Path) -> Result<Reader, Fault> {
        self.0.open(path)
    }

    fn pipe(&self, _tool: &Tool, _input: &[u8]) -> Option<Vec<u8>> {
        self.1.clone()
    }
}

#[test]
fn a_pdf_is_what_a_program_makes_of_it() {
    let outcome = |pdf: &[u8], layer: Option<&str>| {
        Press::new(pdf, layer.map(|text| text.as_bytes().to_vec())).outcome()
    };
    assert_eq!(outcome(b"%PDF-1.7", Some("船来了。\x0c")), Ok("船来了。".to_owned()));
    let why = |why: &str| Err(format!("cannot read \"a.pdf\": {why}"));
    let locked = b"%PDF-1.7 trailer << /Encrypt 5 0 R >> %%EOF";
    for layer in [None, Some("\x0c")] {
        assert_eq!(outcome(locked, layer), why("it is a PDF document that is encrypted"));
    }
    // One that only its owner has locked opens without a password.
    assert_eq!(outcome(locked, Some("船来了。\x0c")), Ok("船来了。".to_owned()));
    let scanned = why("it has no text layer: its pages are pictures");
    assert_eq!(outcome(b"%PDF-1.7 %%EOF", Some("\x0c\x0c")), scanned);
    let cut = why("it is a PDF document that is damaged or incomplete");
    assert_eq!(outcome(b"%PDF-1.7 1 0 obj", None), cut);
}

proptest! {
    #[test]
    fn whatever_a_program_says_of_a_pdf_is_read(layer in prop::collection::vec(any::<u8>(), 0..200)) {
        // Any outcome is fine but a panic.
        let _ = Press::new(b"%PDF-1.7", Some(layer)).outcome();
    }
}

#[test]
fn what_holds_a_string_that_stands_nowhere_is_not_looked_for() {
    let library = load(&sample(), &[], Options::default());
    let finds = |literal: &str| {
        let query = Query::any_of([literal]);
        !index::search(&library, &query, &|| false).expect("not cancelled").found.is_empty()
    };
    assert!(finds("渡口") && finds("口"));
    library.remember_absent("渡口");
    library.remember_absent("老渡口");
    assert!(!finds("渡口") && finds("口"));
}
