//! A folder with one of every hostile file: each is one sentence, and the good ones are all read.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::{FERRY, Home};

/// An archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Bytes without any order, as of a file that is encrypted, by a linear congruence (Knuth, MMIX).
fn noise(length: usize) -> Vec<u8> {
    let next = |state: &u64| {
        Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    };
    let states = std::iter::successors(Some(1), next).skip(1);
    states.take(length).map(|state: u64| (state >> 56) as u8).collect()
}

/// Puts `name` where `placeholder` stands, which is as long: names of old archives are in the
/// encoding of their maker, without a mark that says so.
fn renamed(mut archive: Vec<u8>, placeholder: &str, name: &[u8]) -> Vec<u8> {
    let at =
        |bytes: &[u8]| bytes.windows(name.len()).position(|part| part == placeholder.as_bytes());
    while let Some(at) = at(&archive) {
        archive[at..at + name.len()].copy_from_slice(name);
    }
    archive
}

/// What is said of each file that cannot be read, by the start of its name.
const SAID: [(&str, &str); 13] = [
    ("bomb.gz", "it unpacks to more than 200 times its size, as bombs do"),
    ("bomb.zip/zeros.txt", "it unpacks to more than 200 times its size, as bombs do"),
    ("cut.docx", "it is an incomplete zip archive: its end is missing"),
    ("cut.epub", "it is an incomplete zip archive: its end is missing"),
    ("cut.txt.gz", "its compressed data is cut short"),
    ("cut.zip", "it is an incomplete zip archive: its end is missing"),
    ("deep.zip/inner.zip", "it is an archive inside an archive"),
    ("disk.txt", "it is a tar archive, which duben does not read"),
    ("empty.zip", "the archive holds no files"),
    ("feeds.xml", "it is an XML file that is no feed, which duben does not read"),
    ("noise.txt", "it is not text"),
    ("program.txt", "it is a program, which duben does not read"),
    ("zeros.txt", "it is not text"),
];

fn fill(home: &Home) {
    let zeros = vec![b'0'; 4 << 20];
    let inner = archive(&[("a.txt", FERRY.as_bytes())]);
    let cut = &inner[..inner.len() - 30];
    let mut tar = vec![b'a'; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let laughs = "<!DOCTYPE x [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;&a;&a;\">]><opml>&b;</opml>";
    for (name, bytes) in [
        ("bomb.gz", gzip(&zeros)),
        ("bomb.zip", archive(&[("zeros.txt", &zeros)])),
        ("cut.docx", cut.to_vec()),
        ("cut.epub", cut.to_vec()),
        ("cut.txt.gz", gzip(FERRY.as_bytes())[..40].to_vec()),
        ("cut.zip", cut.to_vec()),
        ("deep.zip", archive(&[("inner.zip", &inner)])),
        ("disk.txt", tar),
        ("empty.zip", archive(&[])),
        ("feeds.xml", format!("<?xml version=\"1.0\"?>{laughs}").into_bytes()),
        ("program.txt", b"\x7fELF\x02\x01\x01\0\0".to_vec()),
        ("noise.txt", noise(9_000)),
        ("zeros.txt", vec![0; 4096]),
        ("good.txt", FERRY.as_bytes().to_vec()),
        ("good.zip", archive(&[("../../../good.txt", FERRY.as_bytes())])),
        ("deep.html", "<div>".repeat(10_000).into_bytes()),
        ("line.txt", "船".repeat(1 << 20).into_bytes()),
    ] {
        home.write(&format!("books/{name}"), bytes);
    }
}

#[test]
fn each_hostile_file_is_one_sentence_and_the_good_ones_are_read() {
    let home = Home::new();
    fill(&home);
    for command in ["list", "extract"] {
        let ran = home.run_here(&[command, "books"]);
        assert_eq!(ran.code, Some(0), "{command}: {}", ran.err);
        for (name, why) in SAID {
            let lines: Vec<&str> =
                ran.err.lines().filter(|line| line.contains(&format!("books/{name}\""))).collect();
            assert_eq!(lines.len(), 1, "{command} {name}: {}", ran.err);
            assert!(lines[0].contains(why), "{command} {name}: {}", lines[0]);
        }
        let sentences = ran.err.lines().filter(|line| line.contains("cannot read")).count();
        // The empty archive has nothing to read, and is not unreadable.
        assert_eq!(sentences, SAID.len() - 1, "{command}: {}", ran.err);
        assert!(ran.out.contains("渡口的告示牌"), "{command}: {}", ran.err);
    }
}

#[test]
fn the_list_of_files_left_out_is_in_chinese() {
    let home = Home::new();
    fill(&home);
    let seen = home.run_here(&["screen", "books", "--size", "160x50", "--keys", "ge"]).done();
    assert!(seen.contains("cut.txt.gz：压缩数据不完整"), "{seen}");
    assert!(seen.contains("disk.txt：它是 tar 压缩包，duben 不读"), "{seen}");
    for english in ["cannot", "it is", "damaged", "archive"] {
        assert!(!seen.contains(english), "{english}: {seen}");
    }
}

#[test]
fn why_a_file_gives_nothing_is_told() {
    let home = Home::new();
    home.write("deep.json", "[".repeat(100_000));
    home.write("notes.jsonl", "这不是记录。\n");
    let ran = home.run_here(&["list", "."]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    for why in [
        "cannot read \"./deep.json\": the file is not JSON (recursion limit exceeded",
        "cannot read \"./notes.jsonl\": line 1 is not JSON",
    ] {
        assert_eq!(ran.err.matches(why).count(), 1, "{}", ran.err);
    }
}

#[test]
fn names_of_old_archives_are_read_as_they_are_meant() {
    let home = Home::new();
    let packed = archive(&[("xxxx/yyyy.txt", FERRY.as_bytes())]);
    // 旧报 and 渡口 in GBK.
    let packed = renamed(packed, "xxxx", b"\xbe\xc9\xb1\xa8");
    home.write("old.zip", renamed(packed, "yyyy", b"\xb6\xc9\xbf\xda"));
    let listed = home.run_here(&["list", "--json", "old.zip"]).done();
    assert!(listed.contains("old.zip/旧报/渡口.txt"), "{listed}");
    let shown = home.run_here(&["show", "渡口", "old.zip"]).done();
    assert!(shown.contains("摆渡的老简不识字"), "{shown}");
}
