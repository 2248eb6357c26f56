//! Passages are found again after edits elsewhere, and deleted ones are found nowhere.

use proptest::prelude::*;

use super::*;
use crate::text::fold::fold;

fn article(text: &str) -> Article {
    let paragraphs = text.lines().map(|line| (BlockKind::Body, Clean::text(line)));
    Article::new(paragraphs)
}

/// The code points of the first `quote` in `text`.
fn range_of(text: &str, quote: &str) -> Range<u32> {
    let at = text.find(quote).expect("the quote is in the text");
    let start = text[..at].chars().count() as u32;
    start..start + quote.chars().count() as u32
}

fn select(text: &str, quote: &str) -> Selector {
    let range = range_of(text, quote);
    Finder::new(&article(text)).passage(range.start, range.end)
}

/// Marks the first `quote` in `old` and finds it in `new`: the state, and the words there.
fn check(old: &str, quote: &str, new: &str, state: &str, words: &str) {
    let article = article(new);
    let found = Finder::new(&article).find(&select(old, quote));
    let there = found.range().map(|range| article.slice(range.start, range.end).as_str());
    assert_eq!((found.name(), there.unwrap_or_default()), (state, words), "{found:?}");
}

const OLD: &str = "清早雾还没有散，老船工就把缆绳解开了。\n\
    对岸的集市逢五逢十才有，今天恰好是初十。\n\
    他把橹摇得很慢，像在数水面上的圈。\n\
    “赶得上吗？”有人问。“赶得上。”他说。";

#[test]
fn what_stays_is_exact() {
    check(OLD, "集市", OLD, "exact", "集市");
    check(OLD, "圈。\n“赶得上吗", OLD, "exact", "圈。\n“赶得上吗");
    check(OLD, "集市", &OLD.replace("老船工", "小伙子"), "exact", "集市");
    check(OLD, "集市", &OLD.replace('，', ",").replace('“', "「"), "exact", "集市");
}

#[test]
fn a_word_at_an_edge_is_proved_by_what_stands_on_its_other_side() {
    let new = OLD.replace("船工就把缆绳解开", "船工就把纜繩解開").replace("有人问", "有人問");
    check(OLD, "清早", &new, "exact", "清早");
    check(OLD, "他说", &new.replace('说', "說"), "exact", "他說");
}

#[test]
fn what_moves_is_found() {
    let head = format!("渡口一日\n{OLD}");
    check(OLD, "集市", &head, "moved", "集市");
    check(OLD, "赶得上", &head, "moved", "赶得上");
    check(OLD, "对岸的集市逢五逢十", &head, "moved", "对岸的集市逢五逢十");
    let wrapped = OLD.replace("逢五逢十", "逢五\n逢 十");
    check(OLD, "初十", &wrapped, "moved", "初十");
    check(OLD, "集市逢五逢十才有", &wrapped, "exact", "集市逢五\n逢 十才有");
    let paragraphs: Vec<_> = OLD.lines().rev().collect();
    check(OLD, "他把橹摇得很慢", &paragraphs.join("\n"), "moved", "他把橹摇得很慢");
    check(
        OLD,
        "他把橹摇得很慢，像在数水面",
        &paragraphs.join("\n"),
        "moved",
        "他把橹摇得很慢，像在数水面",
    );
}

#[test]
fn the_context_tells_twins_apart() {
    let second = OLD.rfind("赶得上").expect("stands twice");
    let start = OLD[..second].chars().count() as u32;
    let selector = Finder::new(&article(OLD)).passage(start, start + 3);
    assert_eq!(selector.count, 2);
    let new = article(&format!("写给赶得上的人\n{OLD}"));
    assert_eq!(Finder::new(&new).find(&selector), Found::Moved(start + 8..start + 11));
}

#[test]
fn the_twin_beside_a_word_that_was_edited_is_not_taken_for_it() {
    let old = "灯塔下面的石头台阶被潮水泡得发亮，他扶着铁栏一级一级往下走，走到水边才停下来点烟。";
    check(old, "一级", &old.replacen("一级", "一步", 1), "uncertain", "一级");
}

#[test]
fn what_is_gone_is_an_orphan() {
    for quote in ["集市", "今天恰好是初十", "对岸的集市逢五逢十才有，今天恰好是初十。"]
    {
        let without = OLD.replace("对岸的集市逢五逢十才有，今天恰好是初十。\n", "");
        check(OLD, quote, &without, "orphan", "");
    }
    let elsewhere = OLD.replace("集市逢五逢十才有", "戏台拆了") + "\n城里的集市早就散了。";
    check(OLD, "集市", &elsewhere, "orphan", "");
    let twins =
        "先生是昨夜到的，还带着一只旧木箱子。\n与此同时，江水又涨了三寸。\n与此同时，对岸熄了灯。";
    let one = twins.replace("与此同时，江水又涨了三寸。\n", "");
    check(twins, "与此同时", &one, "uncertain", "与此同时");
    check(OLD, "集市", "", "orphan", "");
    check(OLD, "集市", "集市", "orphan", "");
}

#[test]
fn without_evidence_nothing_is_guessed() {
    let old = "甲在码头上反复地讲，明天一定要过江去看戏。\n乙听完也跟着讲，明天一定要过江去看戏。\n丙没有作声。";
    let new = "信里先问了收成，又问起屋后那棵枣树，末了写着：明天一定要过江去看戏。\n\
        他把信折好放进怀里，灯芯剪了两次，窗外有人唱道：明天一定要过江去看戏。\n夜深了，雨还在下。";
    check(old, "明天一定要过江去看戏", new, "uncertain", "明天一定要过江去看戏");
    check(old, "过江", new, "orphan", "");
    check(old, "过江去看戏", &format!("{old}\n{old}"), "exact", "过江去看戏");
    let one = new.replace("窗外有人唱道：明天一定要过江去看戏", "窗外没有声音");
    check(old, "明天一定要过江去看戏", &one, "orphan", "");
}

#[test]
fn what_is_edited_is_found_between_its_neighbours() {
    let new = OLD.replace("逢五逢十才有", "每逢五和十才有");
    check(OLD, "对岸的集市逢五逢十才有", &new, "edited", "对岸的集市每逢五和十才有");
    check(OLD, "他把橹摇得很慢", &OLD.replace("很慢", "不快"), "edited", "他把橹摇得不快");
    check(OLD, "缆绳", &OLD.replace("缆绳", "缆索"), "edited", "缆索");
    check(OLD, "缆绳", &OLD.replace("缆绳", "一只船"), "orphan", "");
    let both = new.replace("清早", "到了立冬那天的清早").replace('，', ", ");
    check(OLD, "对岸的集市逢五逢十才有", &both, "edited", "对岸的集市每逢五和十才有");
}

#[test]
fn words_that_change_bit_by_bit_stay_edited_until_little_is_left() {
    let (first, second) =
        (OLD.replace("逢五逢十", "逢五和十"), OLD.replace("逢五逢十才有", "每月开两次"));
    let was = "对岸的集市逢五逢十才有";
    let (one, two) = (article(&first), article(&second));
    let found = Finder::new(&one).find(&select(OLD, was));
    let anew = Finder::new(&one).again(&select(OLD, was), &found.range().expect("is found"));
    assert_eq!(Finder::new(&one).find(&anew).name(), "exact");
    assert_eq!(Finder::new(&one).follow(&anew, was).name(), "edited");
    assert_eq!(Finder::new(&one).follow(&anew, "").name(), "exact");
    assert!(!matches!(
        Finder::new(&two).follow(&anew, "集市上人来人往").name(),
        "exact" | "moved" | "edited"
    ));
}

#[test]
fn a_long_quote_is_found_by_its_ends() {
    let line =
        |n: usize| format!("第{n}回说的是江边第{}户人家的旧事，说书人讲到一半就停了。", n * 7);
    let text: String = (0..200).map(line).collect::<Vec<_>>().join("\n");
    let quote: String = (40..120).map(line).collect::<Vec<_>>().join("\n");
    check(&text, &quote, &format!("楔子\n{text}"), "moved", &quote);
    let edited = |text: &str| text.replace("第80回说的是", "第80回单说");
    check(&text, &quote, &format!("楔子\n{}", edited(&text)), "edited", &edited(&quote));
    let rest = text.replace(&quote, "");
    let gone = Finder::new(&article(&rest)).find(&select(&text, &quote));
    assert!(!gone.is_sure(), "{gone:?}");
}

#[test]
fn a_passage_has_whole_graphemes() {
    let text = "cafe\u{301} 与 👍🏽 之间";
    let article = article(text);
    let finder = Finder::new(&article);
    assert_eq!(finder.passage(0, 4).exact.as_str(), "cafe\u{301}");
    assert_eq!(finder.passage(9, 10).exact.as_str(), "👍🏽");
    assert_eq!(finder.passage(50, 40).exact.as_str(), "");
    assert_eq!(finder.find(&finder.passage(50, 40)), Found::Exact(13..13));
    let marks = "e\u{301}".repeat(80) + "末";
    assert_eq!(select(&marks, "末").prefix.as_str(), "e\u{301}".repeat(32));
}

#[test]
fn a_place_is_known_by_what_follows_it() {
    let article = article(OLD);
    let finder = Finder::new(&article);
    let at = range_of(OLD, "对岸").start;
    let place = finder.place(at);
    assert_eq!((place.exact.as_str(), place.extent), ("对岸的集市逢五逢十才有", Extent::Place));
    let new = self::article(&format!("渡口一日\n{OLD}"));
    let found = Finder::new(&new).find(&place).range().expect("is found");
    assert_eq!(found.start, at + 5);
    let last = article.chars() - 1;
    assert_eq!((finder.place(last).start, finder.place(9999).start), (last, last));
    let empty = self::article("");
    assert_eq!(Finder::new(&empty).place(3).exact.as_str(), "");
}

#[test]
fn a_passage_knows_its_heading() {
    let parts =
        [(BlockKind::Title, "渡口"), (BlockKind::Heading, "初十"), (BlockKind::Body, "老船工")];
    let article = Article::new(parts.map(|(kind, text)| (kind, Clean::text(text))));
    let finder = Finder::new(&article);
    assert_eq!(finder.passage(7, 8).heading.as_str(), "初十");
    assert_eq!(finder.passage(0, 1).heading.as_str(), "");
}

/// Prose over few characters, so that words repeat; a Latin word now and then.
const PROSE: &str = "([天地人山水风云江月日年春花秋雨夜灯书信桥舟马牛田麦石火木金土声色香味衣食住行东西南北，。]{1,9}|[a-z]{2,7} ){12,24}";

/// Prose in which a passage and its contexts have room.
const LONG_PROSE: &str = "[天地人山水风云江月日年春花秋雨夜灯书信桥舟马牛田麦石火木金土声色香味衣食住行东西南北，。]{110,140}";

/// What a change elsewhere may do, given the text before and after the passage's surroundings.
#[derive(Clone, Debug)]
enum Elsewhere {
    Insert(String),
    Delete(usize),
    Wrap(usize),
    Space(usize),
    Width,
    Script,
}

fn elsewhere() -> impl Strategy<Value = Elsewhere> {
    prop_oneof![
        "[春夏秋冬雪霜露雷，。]{1,60}".prop_map(Elsewhere::Insert),
        (1..30usize).prop_map(Elsewhere::Delete),
        (5..40usize).prop_map(Elsewhere::Wrap),
        (1..9usize).prop_map(Elsewhere::Space),
        Just(Elsewhere::Width),
        Just(Elsewhere::Script),
    ]
}

/// Changes `head`, which lies before the surroundings, or all three where words stay the same.
fn alter(parts: [&str; 3], change: &Elsewhere) -> [String; 3] {
    let all = |alter: &dyn Fn(&str) -> String| parts.map(alter);
    match change {
        Elsewhere::Insert(text) => {
            [format!("{text}{}", parts[0]), parts[1].into(), parts[2].into()]
        }
        Elsewhere::Delete(count) => {
            let rest = parts[0].chars().skip(*count).collect();
            [rest, parts[1].into(), parts[2].into()]
        }
        Elsewhere::Wrap(columns) => all(&|part| {
            let chars: Vec<_> = part.chars().collect();
            chars
                .chunks(*columns)
                .map(|line| line.iter().collect::<String>())
                .collect::<Vec<_>>()
                .join("\n")
        }),
        Elsewhere::Space(step) => all(&|part| {
            part.char_indices()
                .flat_map(|(at, c)| {
                    let space = at / 3 % step == 0 && !c.is_ascii();
                    [Some(c), space.then_some(' ')]
                })
                .flatten()
                .collect()
        }),
        Elsewhere::Width => all(&|part| part.replace('，', ",").replace('。', "．")),
        Elsewhere::Script => all(&|part| part.replace('云', "雲").replace('风', "風")),
    }
}

proptest! {
    #[test]
    fn a_passage_is_found_after_changes_elsewhere(
        head in PROSE,
        near in LONG_PROSE,
        tail in PROSE,
        at in 35..50usize,
        length in 1..30usize,
        change in elsewhere(),
    ) {
        let quote: String = near.chars().skip(at).take(length).collect();
        let before: String = near.chars().take(at).collect();
        let old = format!("{head}\n{near}\n{tail}");
        let start = (head.chars().count() + 1 + at) as u32;
        let selector = Finder::new(&article(&old)).passage(start, start + length as u32);
        prop_assert_eq!(selector.exact.as_str(), &quote);

        let [head, near, tail] = alter([&head, &near, &tail], &change);
        let new = article(&format!("{head}\n{near}\n{tail}"));
        let found = Finder::new(&new).find(&selector);
        let is_sure = matches!(found, Found::Exact(_) | Found::Moved(_));
        prop_assert!(is_sure, "{:?} of {}", found, quote);
        let range = found.range().unwrap_or_default();
        prop_assert_eq!(fold(new.slice(range.start, range.end).as_str()), fold(&quote));
        let place = fold(new.slice(0, range.start).as_str()).chars().count();
        let expected = fold(&format!("{head}\n{before}")).chars().count();
        // A space between two Latin words may stand or fall at the seam.
        prop_assert!(place.abs_diff(expected) <= 1, "{} for {}", place, expected);
    }

    #[test]
    fn a_deleted_passage_is_never_found_elsewhere(
        head in PROSE,
        gone in PROSE,
        tail in PROSE,
        at in 0..10usize,
        length in 1..30usize,
    ) {
        let old = format!("{head}\n{gone}\n{tail}");
        let start = (head.chars().count() + 1 + at) as u32;
        let selector = Finder::new(&article(&old)).passage(start, start + length as u32);
        let found = Finder::new(&article(&format!("{head}\n{tail}"))).find(&selector);
        let is_sure = matches!(found, Found::Exact(_) | Found::Moved(_));
        prop_assert!(!is_sure, "{:?} of {:?}", found, selector.exact);
    }

    #[test]
    fn nothing_breaks_it(text in "\\PC{0,40}", other in "\\PC{0,40}", start in 0..50u32, end in 0..50u32) {
        let (text, other) = (article(&text), article(&other));
        let selector = Finder::new(&text).passage(start, end);
        prop_assert!(selector.prefix.chars().count() <= CONTEXT);
        prop_assert!(selector.suffix.chars().count() <= CONTEXT);
        let found = Finder::new(&text).find(&selector);
        prop_assert_eq!(found, Found::Exact(selector.start..selector.end));
        Finder::new(&other).find(&selector);
        Finder::new(&other).find(&Finder::new(&text).place(start));
    }
}
