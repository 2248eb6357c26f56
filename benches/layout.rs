//! What the page costs, on one core: `cargo bench --bench layout`. Bytes of text set to lines a
//! second, and the time from a key to the bytes of its frame on a large screen.

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use duben::{Align, Flow, Gap, Indent, Measure, Session, WidthPolicy};

const MEGABYTE: usize = 1024 * 1024;

/// All lines of ten megabytes, 76 cells wide.
fn lines(criterion: &mut Criterion) {
    let text = prose(10 * MEGABYTE);
    let extraction = duben::extract("prose.txt", text.as_bytes(), None).expect("text is read");
    let article = extraction.articles.first().expect("one article");
    let mut group = criterion.benchmark_group("layout");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(article.text().len() as u64));
    for (name, align) in [("ragged", Align::Ragged), ("justified", Align::Justified)] {
        let (indent, gap, policy) = (Indent::TwoHan, Gap::None, WidthPolicy::NARROW);
        let flow = Flow::new(article, Measure { width_cells: 76, policy, indent, gap, align });
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| black_box(flow.lines_from(flow.first(), usize::MAX)).len());
        });
    }
    group.finish();
}

/// From a key to the bytes of its frame, at 200x60.
fn keys(criterion: &mut Criterion) {
    let path = std::env::temp_dir().join(format!("duben-bench-{}.txt", std::process::id()));
    let mut group = criterion.benchmark_group("key");
    for (name, text) in
        [("1MB", prose(MEGABYTE)), ("10MB", prose(10 * MEGABYTE)), ("10MB-line", one_line())]
    {
        std::fs::write(&path, text).expect("a file for the session");
        let mut session = Session::at(&[PathBuf::from(&path)], 200, 60, None);
        for (key, there, back) in [
            ("line", "j", "k"),
            ("page", "<Space>", "<PgUp>"),
            ("end", "G", "gg"),
            ("half", "50%", "30%"),
        ] {
            session.press("50%").expect("keys");
            session.paint();
            let mut forth = false;
            group.bench_function(BenchmarkId::new(key, name), |bencher| {
                bencher.iter(|| {
                    forth = !forth;
                    session.press(if forth { there } else { back }).expect("keys");
                    black_box(session.paint())
                });
            });
        }
    }
    group.finish();
    std::fs::remove_file(&path).expect("the file is there");
}

/// Paragraphs of everyday Chinese, of a few lines each, with the numbers, quotes and Latin words
/// that newspapers hold.
fn prose(bytes: usize) -> String {
    const SENTENCES: [&str; 8] = [
        "清早的渡口还没有人，江面上只有一层薄雾。",
        "老船工说：“水位比去年高了3.5米，不急着开船。”",
        "镇上的图书馆2019年搬到了河对岸，",
        "每逢周末有120多个孩子坐船来借书——有的一借就是5本。",
        "馆里新到的《江河志》分上、下两册，价格38元；",
        "管理员用GPS记下每一班船的到岸时间，误差不到2%。",
        "雨停以后，石阶上留着一排湿脚印……谁也不知道是谁的。",
        "他们约好明年（也许是后年）再来看那棵树，",
    ];
    let mut text = String::with_capacity(bytes + 4096);
    for number in 0_usize.. {
        if text.len() > bytes {
            break;
        }
        for step in 0..6 + number % 5 {
            text.push_str(SENTENCES[(number * 3 + step * (1 + number % 7)) % SENTENCES.len()]);
        }
        text.push_str("说完就散了。\n");
    }
    text
}

/// Ten megabytes in one paragraph.
fn one_line() -> String {
    prose(10 * MEGABYTE).replace('\n', "")
}

criterion_group!(benches, lines, keys);
criterion_main!(benches);
