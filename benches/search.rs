//! What a search costs, on one core: `cargo bench --bench search`. The time from a key of a query
//! to the bytes of its frame, over twenty megabytes of articles, for words of every frequency.
//! `duben bench search PATH` measures a library of one's own, and the index of a large one.

use std::fmt::Write;
use std::hint::black_box;
use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use duben::Session;

const MEGABYTE: usize = 1024 * 1024;

/// A word is typed again and again by its last key.
fn typing(criterion: &mut Criterion) {
    let folder = std::env::temp_dir().join(format!("duben-bench-search-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the session");
    for number in 0..40 {
        let text = articles(number, MEGABYTE / 2);
        std::fs::write(folder.join(format!("{number}.txt")), text).expect("a file for the session");
    }
    let mut session = Session::at(&[PathBuf::from(&folder)], 120, 40, None);
    let mut group = criterion.benchmark_group("typing");
    group.throughput(Throughput::Bytes(20 * MEGABYTE as u64));
    for (name, before, key) in [
        ("every article", "", "的"),
        ("many articles", "渡", "口"),
        ("two words", "渡口 灯", "塔"),
        ("a few", "第 7 号渡", "口"),
        ("nowhere", "渡口渡", "口"),
    ] {
        session.press("<Esc><Esc>/").expect("keys");
        session.paste(before);
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| {
                session.paste(key);
                black_box(session.paint());
                session.press("<BS>").expect("keys");
            });
        });
    }
    group.finish();
    std::fs::remove_dir_all(&folder).expect("the folder is there");
}

/// Articles of a few hundred characters, of which no two are alike.
fn articles(file: usize, bytes: usize) -> String {
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
    let mut state = file as u64 * 2 + 1;
    let mut text = String::with_capacity(bytes + 4096);
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        let _ = write!(text, "第 {file} 册第 {number} 篇\n\n");
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push_str(PARTS[(state >> 61) as usize]);
            let _ = write!(text, "第 {} 号渡口。", state >> 48);
        }
        text.push_str("\n\n***\n\n");
    }
    text
}

criterion_group!(benches, typing);
criterion_main!(benches);
