//! What an index finds against `str::contains`, over states of a library that follow each other.

use std::ops::ControlFlow;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index as Which;
use tantivy::TantivyDocument;
use tantivy::directory::RamDirectory;

use super::*;
use crate::article::{Article, BlockKind, Extraction};
use crate::disk::Entry;
use crate::library::{Builder, Loaded, Plan};
use crate::text::Clean;
use crate::text::fold::fold;

/// Few characters, so that small texts repeat themselves; of both scripts and widths, and newlines
/// inside a block, which folding takes out.
const BLOCK: &str = "[码碼头ab， \n]{1,12}";

type Texts = Vec<Vec<String>>;

fn library(texts: &Texts) -> Library {
    let plan = Arc::new(Plan { files: vec![Entry::given("书".as_ref())], skipped: Vec::new() });
    let article = |blocks: &Vec<String>| {
        Article::new(blocks.iter().map(|block| (BlockKind::Body, Clean::text(block))))
    };
    let articles = texts.iter().map(article).collect();
    let outcome = Ok(Extraction { articles, ..Extraction::default() });
    let mut builder = Builder::new(Arc::clone(&plan), None);
    builder.add(Loaded { file: 0, outcome }.taken(&plan));
    builder.library()
}

/// The folded blocks of the articles of a library.
fn folded(library: &Library) -> Vec<Vec<String>> {
    let articles = (0..library.len()).map(|index| library.article(index).expect("is whole"));
    let blocks = articles.map(|article| {
        let blocks = article.blocks().iter();
        blocks.map(|block| fold(article.block_text(block).as_str())).collect()
    });
    blocks.collect()
}

fn naive(folded: &[Vec<String>], literal: &str) -> Vec<u32> {
    let holds = |blocks: &Vec<String>| blocks.iter().any(|block| block.contains(literal));
    (0..).zip(folded).filter(|(_, blocks)| holds(blocks)).map(|(index, _)| index).collect()
}

/// The articles that an index names, without those that it does not know to hold the literal; up
/// to two characters it knows. Where it counts, it counts what stands there.
fn found(indexed: &Indexed, literal: &str, folded: &[Vec<String>]) -> Vec<u32> {
    let Candidates { articles, counts } = indexed.articles_with(literal).expect("can be read");
    assert_eq!(articles.len(), counts.len());
    let mut named = Vec::new();
    for (&article, &count) in articles.iter().zip(&counts) {
        let there: usize =
            folded[article as usize].iter().map(|block| block.matches(literal).count()).sum();
        assert!(count == 0 || count as usize == there, "{count} of {literal:?}, but {there}");
        let is_known = literal.chars().count() <= 2 || indexed.missing.contains(&article);
        if there > 0 || is_known {
            named.push(article);
        }
    }
    named
}

fn open(directory: &RamDirectory, library: &Library) -> Indexed {
    Indexed::open(directory.clone().into(), library, Trust::Found).expect("opens")
}

/// In parts of a few articles each.
fn bring(directory: &RamDirectory, library: &Library) -> Update {
    let go_on = |_, _| ControlFlow::Continue(());
    build::update_by(16, directory.clone().into(), library, &go_on).expect("is written")
}

fn texts() -> impl Strategy<Value = Texts> {
    prop::collection::vec(prop::collection::vec(BLOCK, 1..4), 1..8)
}

/// A part of a block, folded.
fn literal(texts: &Texts, which: Which, at: Which, length: usize) -> String {
    let text = which.get(texts).join("");
    let chars: Vec<char> = text.chars().collect();
    let from = at.index(chars.len());
    fold(&chars[from..(from + length).min(chars.len())].iter().collect::<String>())
}

proptest! {
    // Each case writes an index three times.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn it_finds_what_a_naive_search_finds(
        before in texts(), after in texts(),
        places in prop::collection::vec((any::<Which>(), any::<Which>(), 1..9_usize), 24),
    ) {
        let directory = RamDirectory::default();
        let old = library(&before);
        bring(&directory, &old);
        let mut both = after.clone();
        both.extend(before.iter().take(2).cloned());
        let new = library(&both);
        let (of_old, behind) = (open(&directory, &old), open(&directory, &new));
        bring(&directory, &new);
        let of_new = open(&directory, &new);
        prop_assert!(of_old.is_current() && of_new.is_current());
        let (old, new) = (folded(&old), folded(&new));
        for (which, at, length) in places {
            let literal = literal(&both, which, at, length);
            if literal.is_empty() {
                continue;
            }
            // What was opened before stays as it was.
            prop_assert_eq!(found(&of_old, &literal, &old), naive(&old, &literal));
            prop_assert_eq!(found(&of_new, &literal, &new), naive(&new, &literal));
            // One that is behind misses none.
            let mut expected = naive(&new, &literal);
            expected.extend(&behind.missing);
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(found(&behind, &literal, &new), expected);
        }
    }
}

#[test]
fn a_change_costs_what_it_changes() {
    let text = |number: usize| vec![format!("第{number}条船"), "过江".to_owned()];
    let all: Texts = (0..40).map(text).collect();
    let directory = RamDirectory::default();
    let first = bring(&directory, &library(&all));
    assert_eq!((first.added, first.removed), (40, 0));
    assert_eq!(bring(&directory, &library(&all)), Update::default());
    let changed: Texts = (1..42).map(text).collect();
    let second = bring(&directory, &library(&changed));
    assert_eq!((second.added, second.removed), (2, 1));
    assert!(open(&directory, &library(&changed)).is_current());
    assert!(!open(&directory, &library(&all)).is_current());
}

#[test]
fn parts_that_were_merged_find_the_same() {
    let text = |number: usize| vec![format!("第{number}条船"), "船船船过江".to_owned()];
    let directory = RamDirectory::default();
    // One comes and, later, one goes each time.
    for last in 1..16 {
        let texts: Texts = (last / 3..last).map(text).collect();
        let library = library(&texts);
        bring(&directory, &library);
        let indexed = open(&directory, &library);
        assert!(indexed.is_current());
        let folded = folded(&library);
        for literal in ["船", "过江", "船船", "第1条", "条船"] {
            assert_eq!(found(&indexed, literal, &folded), naive(&folded, literal), "{literal}");
        }
    }
    let (index, _) = fields::open_or_make(directory.into()).expect("is there");
    assert!(index.searchable_segments().expect("is read").len() < 8);
}

#[test]
fn what_was_told_to_stop_goes_on_where_it_stood() {
    let texts: Texts = (0..40).map(|number| vec![format!("第{number}条船过江")]).collect();
    let library = library(&texts);
    let directory = RamDirectory::default();
    let stop = |done, total| {
        assert!(done < total);
        ControlFlow::Break(())
    };
    let first = build::update_by(16, directory.clone().into(), &library, &stop);
    let first = first.expect("is written");
    assert!(0 < first.added && first.added < 40);
    let indexed = open(&directory, &library);
    assert_eq!(indexed.missing(), 40 - first.added);
    let folded = folded(&library);
    assert_eq!(found(&indexed, "过江", &folded), naive(&folded, "过江"));
    let second = bring(&directory, &library);
    assert_eq!(first.added + second.added, 40);
    assert!(open(&directory, &library).is_current());
}

#[test]
fn one_writes_at_a_time_and_others_read() {
    let library = library(&vec![vec!["过江".to_owned()]]);
    let directory = RamDirectory::default();
    let (index, _) = fields::open_or_make(directory.clone().into()).expect("is made");
    let writer = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000).expect("is free");
    let busy = update(directory.clone().into(), &library, &|_, _| ControlFlow::Continue(()));
    assert_eq!(busy, Err(Trouble::Busy));
    assert_eq!(found(&open(&directory, &library), "过江", &folded(&library)), [0]);
    drop(writer);
    bring(&directory, &library);
    assert!(open(&directory, &library).is_current());
}

#[test]
fn nothing_that_is_damaged_is_used() {
    let library = library(&vec![vec!["过江".to_owned()]]);
    let directory = RamDirectory::default();
    bring(&directory, &library);
    let (index, _) = fields::open_or_make(directory.clone().into()).expect("is there");
    let segment = index.searchable_segment_metas().expect("is read").remove(0);
    let file = segment.relative_path(tantivy::index::SegmentComponent::Postings);
    let mut bytes = directory.atomic_read(&file).expect("is there");
    bytes[0] ^= 1;
    directory.atomic_write(&file, &bytes).expect("is written");
    let opened = Indexed::open(directory.clone().into(), &library, Trust::Found);
    assert_eq!(opened.map(|_| ()), Err(Trouble::Damaged));
    directory.atomic_write("meta.json".as_ref(), b"{").expect("is written");
    let opened = Indexed::open(directory.into(), &library, Trust::Found);
    assert_eq!(opened.map(|_| ()), Err(Trouble::Damaged));
}
