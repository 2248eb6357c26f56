//! Bytes of text turned into articles a second, on one core: `cargo bench --bench extraction`.
//! The text is that of the built-in sample, over and over, set as the real files are.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Bytes of each input.
const SIZE: usize = 8 * 1024 * 1024;

fn extraction(criterion: &mut Criterion) {
    let paragraphs = paragraphs();
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    for (name, text) in [
        ("paragraphs.txt", loose(&paragraphs)),
        ("column.txt", set(&paragraphs, 18, "", "\n")),
        ("indented.txt", set(&paragraphs, 40, "　　", "\n")),
        ("spread.txt", set(&paragraphs, 16, "", "\n\n")),
        ("traditional.txt", repeat(include_str!("../assets/sample/06-收攤以後.txt"))),
        ("crawl.jsonl", records(&paragraphs)),
        ("page.md", repeat(include_str!("../assets/sample/09-一格有多宽.md"))),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bencher, text| {
            bencher.iter(|| duben::extract(black_box(name), black_box(text.as_bytes()), None));
        });
    }
    group.finish();
}

/// The paragraphs of prose in the sample.
fn paragraphs() -> Vec<&'static str> {
    [
        include_str!("../assets/sample/04-雾台气象站.txt"),
        include_str!("../assets/sample/11-山洞里的四万只信封.md"),
        include_str!("../assets/sample/12-反着认字的人.txt"),
    ]
    .iter()
    .flat_map(|text| text.lines())
    .filter(|line| line.chars().count() > 40)
    .collect()
}

/// A paragraph a line, as web pages are dumped.
fn loose(paragraphs: &[&str]) -> String {
    repeat(&(paragraphs.join("\n") + "\n"))
}

/// Lines of at most `measure` characters, as a typesetter breaks them, parted by `end`.
fn set(paragraphs: &[&str], measure: usize, indent: &str, end: &str) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        // Without an indent in the file, the room that it took is still missing in the first line.
        let mut room = measure - 2;
        text.push_str(indent);
        for (at, c) in paragraph.chars().enumerate() {
            if at > 0 && room == 0 && !"，。、；：？！”’）》".contains(c) {
                text.push_str(end);
                room = measure;
            }
            room = room.saturating_sub(1);
            text.push(c);
        }
        text.push_str(end);
    }
    repeat(&text)
}

/// A record of four paragraphs a line, as crawls are kept.
fn records(paragraphs: &[&str]) -> String {
    let lines: Vec<String> = paragraphs
        .chunks(4)
        .zip(1..)
        .map(|(chunk, number)| {
            let record = serde_json::json!({
                "title": format!("第{number}号记录"),
                "date": "2023-02-15",
                "source": "苇江晚报",
                "text": chunk.join("\n"),
            });
            format!("{record}\n")
        })
        .collect();
    repeat(&lines.concat())
}

fn repeat(text: &str) -> String {
    text.repeat(SIZE / text.len() + 1)
}

criterion_group!(benches, extraction);
criterion_main!(benches);
