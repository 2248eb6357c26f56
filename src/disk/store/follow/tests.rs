use std::io::Write;

use super::super::journal::Journal;
use super::super::tests::{Scratch, extents};
use super::*;

fn texts(news: Vec<Segment>) -> Vec<(String, String)> {
    news.into_iter()
        .map(|Segment { name, bytes }| (name, String::from_utf8(bytes).expect("is UTF-8")))
        .collect()
}

fn check(follower: &mut Follower, expected: &[(&str, &str)]) {
    let pairs: Vec<_> =
        expected.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
    assert_eq!(texts(follower.news()), pairs);
}

#[test]
fn only_what_others_added_is_news() {
    let scratch = Scratch::new();
    let (mut own, mut other) = (scratch.journal("own"), scratch.journal("other"));
    own.append("1").expect("can be written");
    other.append("2").expect("can be written");
    let mut follower = own.follow(extents(&own)).expect("a folder can be followed");
    check(&mut follower, &[]);
    own.append("3").expect("can be written");
    other.append("4").expect("can be written");
    other.append("5").expect("can be written");
    scratch.journal("third").append("6").expect("can be written");
    check(&mut follower, &[("other.jsonl", "4\n5\n"), ("third.jsonl", "6\n")]);
    check(&mut follower, &[]);
}

#[test]
fn a_line_is_news_once_it_is_whole() {
    let scratch = Scratch::new();
    let mut other = scratch.journal("other");
    other.append("1").expect("can be written");
    let path = scratch.notes().join("other.jsonl");
    let write = |text: &str| {
        let mut file = fs::OpenOptions::new().append(true).open(&path).expect("is there");
        file.write_all(text.as_bytes()).expect("can be written");
    };
    write("2 is not");
    let own = scratch.journal("own");
    let mut follower = own.follow(extents(&own)).expect("a folder can be followed");
    check(&mut follower, &[]);
    write(" whole\n3");
    check(&mut follower, &[("other.jsonl", "2 is not whole\n")]);
    fs::write(&path, "anew\n").expect("can be written");
    check(&mut follower, &[("other.jsonl", "anew\n")]);
}

#[test]
fn a_folder_may_come_later_and_waiting_ends_when_something_is_written() {
    let scratch = Scratch::new();
    let own = scratch.journal("own");
    let mut follower = own.follow(Extents::new()).expect("a folder can be followed");
    check(&mut follower, &[]);
    let mut other = scratch.journal("other");
    other.append("1").expect("can be written");
    check(&mut follower, &[("other.jsonl", "1\n")]);
    // Whatever is written before the folder is watched: without news it would wait for ever.
    let writer = std::thread::spawn(move || {
        for line in 2..=50 {
            other.append(&line.to_string()).expect("can be written");
        }
    });
    let mut read = String::new();
    while !read.ends_with("50\n") {
        follower.wait();
        read.extend(texts(follower.news()).into_iter().map(|(_, text)| text));
    }
    writer.join().expect("wrote all");
    let lines: Vec<_> = read.lines().map(str::parse).collect();
    assert_eq!(lines, (2..=50).map(Ok).collect::<Vec<Result<i32, _>>>());
}
