//! What 100,000 marks cost, on one core: `cargo bench --bench notes`. The log into a notebook that is
//! ready to be listed, as at every start beside the first frame; and the time from a key in the hub to
//! the bytes of its frame.

use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use duben::{Ledger, Notebook, Session, extract};

const MARKS: usize = 100_000;
const ARTICLES: usize = 1_000;

fn load(criterion: &mut Criterion) {
    let log = log(&articles());
    let mut group = criterion.benchmark_group("load");
    group.throughput(Throughput::Bytes(log.len() as u64)).sample_size(10);
    group.bench_function("log", |bencher| {
        bencher.iter_with_large_drop(|| {
            let mut notebook = Notebook::default();
            assert!(notebook.read("bench", log.as_bytes()).is_empty());
            notebook
        });
    });
    let mut notebook = Notebook::default();
    notebook.read("bench", log.as_bytes());
    group
        .bench_function("ledger", |bencher| bencher.iter_with_large_drop(|| Ledger::of(&notebook)));
    group.finish();
}

/// A filter is typed again and again by its last key.
fn filter(criterion: &mut Criterion) {
    let folder = std::env::temp_dir().join(format!("duben-bench-notes-{}", std::process::id()));
    let (library, data) = (folder.join("library"), folder.join("data"));
    write(&library, &data.join("notes"));
    for (cols, rows) in [(80, 24), (200, 60)] {
        let mut session = Session::at(&[PathBuf::from(&library)], cols, rows, Some(&data));
        let mut group = criterion.benchmark_group(format!("filter {cols}x{rows}"));
        group.sample_size(20);
        for (name, before, key) in [
            ("many marks", "渡", "口"),
            ("a few", "第 7 号渡", "口"),
            ("nowhere", "渡口渡", "口"),
            ("pinyin", "dengt", "a"),
            ("a field", "state:在 #渡 颜色:re", "d"),
            ("two words", "source:日报 灯", "塔"),
            ("an expression", "/第.?7/", " "),
        ] {
            session.press("<Esc><Esc>gm").expect("keys");
            session.paste(before);
            group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
                bencher.iter(|| {
                    session.paste(key);
                    black_box(session.paint());
                    session.press("<BS>").expect("keys");
                });
            });
        }
        for (name, keys) in [("open", "<Esc>gm"), ("order", "<C-o>"), ("choose all", "<C-x>")] {
            session.press("<Esc><Esc>gm").expect("keys");
            group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
                bencher.iter(|| {
                    session.press(keys).expect("keys");
                    black_box(session.paint());
                });
            });
        }
        group.finish();
    }
    std::fs::remove_dir_all(&folder).expect("the folder is there");
}

fn write(library: &Path, notes: &Path) {
    std::fs::create_dir_all(library).expect("a folder for the session");
    std::fs::create_dir_all(notes).expect("a folder for the session");
    let articles = articles();
    for (number, article) in articles.iter().enumerate() {
        std::fs::write(library.join(format!("{number:04}.md")), article).expect("a file");
    }
    std::fs::write(notes.join("bench.jsonl"), log(&articles)).expect("a file");
}

/// Articles of a thousand characters, of which no two are alike.
fn articles() -> Vec<String> {
    const PARTS: [&str; 8] = [
        "清晨的雾还没有散，渡口的老人已经把船系好。",
        "灯塔在江心的小岛上，夜里每隔七秒亮一次。",
        "他说这条河的水位比去年低了两尺。",
        "学徒把账本摊开，一行一行地对着念。",
        "镇上的人都去看新修的桥了。",
        "信是三天前寄出的，走的是水路。",
        "到了傍晚，码头边的茶馆坐满了客人。",
        "谁也不知道那口钟是什么时候停的。",
    ];
    let article = |number: usize| {
        let mut state = number as u64 * 2 + 1;
        let mut text = format!("---\nsource: 河口日报\n---\n\n# 第 {number} 篇旧闻\n");
        for _ in 0..12 {
            text.push('\n');
            for _ in 0..4 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(PARTS[(state >> 61) as usize]);
                let _ = write!(text, "第 {} 号渡口。", state >> 48);
            }
            text.push('\n');
        }
        text
    };
    (0..ARTICLES).map(article).collect()
}

/// A log of marks in these articles: passages of about thirty characters, half of them with a note.
fn log(articles: &[String]) -> String {
    const TAGS: [&str; 4] = ["渡", "灯", "待查", "人物"];
    const COLORS: [&str; 3] = ["yellow", "red", "blue"];
    let articles: Vec<_> = articles
        .iter()
        .map(|text| extract("a.md", text.as_bytes(), None).expect("text is read").articles)
        .map(|articles| articles.into_iter().next().expect("one article"))
        .collect();
    let mut log = String::new();
    for number in 0..MARKS {
        let article = &articles[number % articles.len()];
        let text: Vec<char> = article.text().chars().collect();
        let start = 20 + number * 7 % (text.len() - 120);
        let part = |from: usize, to: usize| text[from..to].iter().collect::<String>();
        let quoted = |text: String| format!("{text:?}");
        let (exact, prefix) = (part(start, start + 30), part(start - 20, start));
        let suffix = part(start + 30, start + 60);
        let (kind, note) = match number % 4 {
            0 => ("bookmark", String::new()),
            1 => ("highlight", String::new()),
            _ => ("note", format!("第 {number} 条：与 {} 号对读，查船名。", number * 31 % 997)),
        };
        let (id, tag) = (article.id, TAGS[number % 4]);
        let (color, day) = (COLORS[number % 3], number % 28 + 1);
        let _ = writeln!(
            log,
            "{{\"v\":1,\"op\":\"add\",\"id\":\"bench-{number}\",\"lamport\":{number},\
             \"writer\":\"bench\",\"wall\":\"2026-01-{day:02}T08:00:00Z\",\"data\":{{\
             \"kind\":\"{kind}\",\"document\":{{\"article\":\"{id}\",\
             \"title\":\"第 {} 篇旧闻\",\"path\":\"{:04}.md\"}},\"selector\":{{\
             \"exact\":{},\"prefix\":{},\"suffix\":{},\"start\":{start},\"end\":{},\
             \"extent\":\"passage\",\"heading\":\"\",\"count\":1,\
             \"hash\":\"0123456789abcdef\"}},\"note\":{},\"tags\":[\"{tag}\"],\
             \"color\":\"{color}\",\"created\":\"2026-01-{day:02}T08:00:00Z\"}}}}",
            number % articles.len(),
            number % articles.len(),
            quoted(exact),
            quoted(prefix),
            quoted(suffix),
            start + 30,
            quoted(note),
        );
    }
    log
}

criterion_group!(benches, load, filter);
criterion_main!(benches);
