use proptest::prelude::*;

use super::*;
use crate::layout::samples;

/// The byte offsets at which a line may begin.
fn breaks(text: &str) -> Vec<usize> {
    atoms(text).filter(|atom| atom.before == Break::Allowed).map(|atom| atom.start).collect()
}

/// Whether a line may break at the `|` of `case`, which is set between two words so that the edges
/// of the text do not interfere.
fn may_break(case: &str) -> bool {
    let (before, after) = case.split_once('|').expect("every case has a boundary");
    breaks(&format!("前文{before}{after}后文")).contains(&("前文".len() + before.len()))
}

#[test]
fn breaks_are_allowed_where_chinese_wants_them() {
    const ALLOWED: [&str; 45] = [
        "汉|字",
        "汉|A",
        "A|汉",
        "汉|1",
        "中文|English",
        "汉|——",
        "——|汉",
        "……|汉",
        "”|——",
        "汉|“字”",
        "，|“字”",
        "。|“字”",
        "：|“字”",
        "“字”|的",
        "”|的是",
        "“一”|“二”",
        "、|“二”",
        "的|‘字’",
        "’|的是",
        "汉|“AI”模型",
        "用“AI”|模型",
        "汉|“3D”",
        "，|（",
        "）|汉",
        "汉|（",
        "》|《",
        "，|《",
        "”|（",
        "路易·|威登",
        "汉|•字",
        "第|3章",
        "约|3%",
        "https://a.b/c|?d=e",
        "①|汉",
        "汉|①",
        "※|汉",
        "AI|（",
        "汉|(",
        "😀|汉",
        "汉|😀",
        "，|汉",
        "A |B",
        "汉 |B",
        "汉|〇",
        "\u{3000}|汉",
    ];
    let missed: Vec<&str> = ALLOWED.into_iter().filter(|case| !may_break(case)).collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn an_address_breaks_before_its_query() {
    for case in ["http://a.b/c?d|=e", "http://a.b/c?d=e|&f=g", "http://a.b/c|#d"] {
        assert!(may_break(case), "{case}");
    }
    for case in ["http://a.b c|?d", "http://a.b，c|#d", "a//b|?c", "x|=y", "http:/|/a.b"] {
        assert!(!may_break(case), "{case}");
    }
}

#[test]
fn breaks_are_forbidden_where_chinese_forbids_them() {
    const FORBIDDEN: [&str; 83] = [
        "汉|。",
        "汉|，",
        "汉|、",
        "汉|；",
        "汉|：",
        "汉|？",
        "汉|！",
        "汉|）",
        "汉|》",
        "汉|」",
        "汉|』",
        "汉|】",
        "汉|〉",
        "汉|〕",
        "汉|”",
        "汉|’",
        "汉|…",
        "（|汉",
        "《|汉",
        "“|汉",
        "‘|汉",
        "「|汉",
        "『|汉",
        "【|汉",
        "〈|汉",
        "—|—",
        "…|…",
        "“|AI”",
        "“AI|”",
        "”|，",
        "”|。",
        "。|”",
        "。|）",
        "（|“字",
        "”|）",
        "don|’t",
        "don’|t",
        "user|’s",
        "汉|·字",
        "1|～2",
        "10|—20",
        "2020|-2024",
        "2020-|2024",
        "50|%",
        "50|％",
        "￥|100",
        "$|100",
        "¥|100",
        "100|元",
        "2024|年",
        "3.5|万",
        "3|.5",
        "1|,000",
        "100|℃",
        "10|km",
        "37|°C",
        "5|G",
        "±|5",
        "Eng|lish",
        "GPT-|4",
        "C|++",
        "C|#",
        "a@b|.com",
        "汉|〜",
        "汉|々",
        "ア|ー",
        "汉|～",
        "AI|、",
        "(|汉",
        "汉|)",
        "汉|,",
        "汉|!",
        "汉|:",
        "汉|;",
        "汉|?",
        "汉|.",
        "汉|/字",
        "！|？",
        "汉|‼",
        "汉|\u{fe00}",
        "e|\u{301}",
        "汉|\u{3000}",
        "\u{a0}|汉",
    ];
    let wrong: Vec<&str> = FORBIDDEN.into_iter().filter(|case| may_break(case)).collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn full_width_numbers_stay_whole() {
    for case in ["２０|２４年", "２０２４|年", "５０|％"] {
        assert!(!may_break(case), "{case}");
    }
}

#[test]
fn an_opening_mark_keeps_what_follows_its_spaces() {
    for case in ["「\u{3000}|①", "（ \u{3000} |汉", "“ |汉"] {
        assert!(!may_break(case), "{case}");
    }
}

#[test]
fn a_mark_after_a_space_is_no_break() {
    // UAX #14 (LB10) would break inside this grapheme.
    assert_eq!(breaks("a \u{301}汉"), [4]);
}

/// What UAX #14 and the Chinese rules give without the short cut for Han and by characters.
fn plain_breaks(text: &str) -> Vec<usize> {
    let offered: Vec<usize> = SEGMENTER.segment_str(text).collect();
    let graphemes: Vec<(usize, char)> = grapheme::graphemes(text)
        .map(|(at, grapheme)| (at, grapheme.chars().next().expect("a grapheme is not empty")))
        .collect();
    let base = |index: usize| graphemes.get(index).map(|&(_, base)| base);
    (1..graphemes.len())
        .filter(|&index| {
            let (at, b) = graphemes[index];
            if is_in_address(&text[..at]) && matches!(b, '?' | '&' | '#' | '=') {
                return true;
            }
            let a = graphemes[index - 1].1;
            let offer = offered.contains(&at);
            let a2 = index.checked_sub(2).and_then(base);
            // A mark that combines with a sign or a blank does not hide the one, and makes the other a
            // sign.
            let is_blank = |index: usize| {
                let end = graphemes.get(index + 1).map_or(text.len(), |&(at, _)| at);
                let (at, base) = graphemes[index];
                base.is_whitespace() && end - at == base.len_utf8()
            };
            let ink = (0..index).rev().find(|&index| !is_blank(index)).and_then(base);
            (offer || may_allow(a, b))
                && !(text[..at].ends_with(char::is_whitespace) && ink.is_some_and(is_opening_mark))
                && verdict(a2, a, b, base(index + 1))
                    .map_or(offer, |verdict| verdict == Break::Allowed)
        })
        .map(|index| graphemes[index].0)
        .collect()
}

fn is_in_address(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_ascii_graphic()).next();
    word.is_some_and(|word| word.contains("://"))
}

proptest! {
    #[test]
    fn the_short_cut_changes_nothing(text in samples::paragraph()) {
        prop_assert_eq!(breaks(&text), plain_breaks(&text));
    }

    #[test]
    fn the_atoms_are_the_graphemes(text in "[^\n]{0,80}") {
        let atoms: Vec<(usize, usize)> = atoms(&text).map(|atom| (atom.start, atom.end)).collect();
        let graphemes: Vec<(usize, usize)> =
            grapheme::graphemes(&text).map(|(at, grapheme)| (at, at + grapheme.len())).collect();
        prop_assert_eq!(atoms, graphemes);
    }
}
