//! Where lines are cut, and that the hit is always in them.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::index::{Query, hits_in};

fn show(snippet: &Snippet) -> String {
    let mut shown = String::new();
    let mut from = 0;
    for mark in &snippet.marks {
        let brackets = if *mark == snippet.hit { ['【', '】'] } else { ['[', ']'] };
        shown += &snippet.text[from..mark.start];
        shown.push(brackets[0]);
        shown += &snippet.text[mark.clone()];
        shown.push(brackets[1]);
        from = mark.end;
    }
    shown + &snippet.text[from..]
}

fn check(text: &str, query: &str, which: usize, reach: usize, expected: &str) {
    let blocks = text.split('|').map(|part| (BlockKind::Body, Clean::text(part)));
    let article = Article::new(blocks);
    let hits = hits_in(&article, &Query::parse(query).unwrap());
    assert_eq!(show(&snippet(&article, &hits, which, reach)), expected);
}

#[test]
fn lines_are_cut_at_sentences_then_clauses() {
    let text = "清晨有雾。“开船吧！”老人说，渡船离开码头，慢慢过江。对岸是山。";
    check(
        text,
        "渡船",
        0,
        40,
        "清晨有雾。“开船吧！”老人说，【渡船】离开码头，慢慢过江。对岸是山。",
    );
    check(text, "渡船", 0, 12, "“开船吧！”老人说，【渡船】离开码头，慢慢过江。");
    check(text, "渡船", 0, 5, "老人说，【渡船】离开码头，…");
    check(text, "渡船", 0, 3, "…人说，【渡船】离开码…");
    check(text, "对岸", 0, 6, "…慢慢过江。【对岸】是山。");
    check(text, "渡船", 0, 0, "…【渡船】…");
}

#[test]
fn paragraphs_are_not_crossed_and_lines_are_joined() {
    check("第一段。|第二段有渡\n船。|第三段。", "渡船", 0, 20, "第二段有【渡 船】。");
}

#[test]
fn every_hit_in_the_line_is_marked() {
    check(
        "江水。渡船过江，江上有船。|江",
        "江 渡船",
        2,
        20,
        "[江]水。[渡船]过【江】，[江]上有船。",
    );
    check("江水。渡船过江，江上有船。|江", "江 渡船", 1, 3, "[江]水。【渡船】过[江]，…");
}

#[test]
fn without_a_hit_it_is_the_beginning() {
    check("河水很静，小镇也静。", "海", 0, 3, "河水很静，…");
    let empty = Article::new([]);
    assert_eq!(snippet(&empty, &[], 0, 10), Snippet::default());
}

proptest! {
    #[test]
    fn the_hit_is_in_the_line(
        blocks in prop::collection::vec("[江水渡船。，”！\n e\u{301}👨]{1,30}", 1..4),
        at: Index, length in 1..4_u32, reach in 0..12_usize,
    ) {
        let article = Article::new(blocks.iter().map(|block| (BlockKind::Body, Clean::text(block))));
        prop_assume!(!article.blocks().is_empty());
        let block = at.get(article.blocks());
        let chars = article.block_text(block).as_str().chars().count() as u32;
        let from = block.start + at.index(chars as usize) as u32;
        let to = (from + length).min(block.start + chars);
        let line = snippet(&article, &[(from, to)], 0, reach);
        let expected = article.slice(from, to).as_str().replace('\n', " ");
        prop_assert_eq!(&line.text[line.hit.clone()], expected);
        prop_assert_eq!(&line.marks, &vec![line.hit.clone()]);
        prop_assert!(line.text.chars().count() <= 2 * reach + length as usize + 12);
        prop_assert!(!line.text.contains('\n'));
    }
}
