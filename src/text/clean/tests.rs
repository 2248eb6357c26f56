use proptest::prelude::*;

use super::*;

fn check(raw: &str, expected: &str) {
    assert_eq!(Clean::text(raw).as_str(), expected, "raw: {raw:?}");
}

#[test]
fn plain_text_stays() {
    check("徐汇 2 月\n“学习”——AI……", "徐汇 2 月\n“学习”——AI……");
    check("e\u{301}葛\u{e0100}", "e\u{301}葛\u{e0100}");
}

#[test]
fn every_line_end_is_one_newline() {
    check("a\r\nb\rc\u{2028}d\u{2029}e\x0cf\x0bg\u{85}h", "a\nb\nc\nd\ne\nf\ng\nh");
}

#[test]
fn an_escape_sequence_is_one_mark() {
    check("a\x1b[31mred\x1b[0m", "a␛red␛");
    check("\x1b]0;title\x07x", "␛x");
    check("\x1b]52;c;QUJD\x1b\\x", "␛x");
    check("\x1bPdata\x1b\\x", "␛x");
    check("\u{9b}6nx\u{9d}0;t\u{9c}y", "␛x␛y");
    check("\x1bc汉\x1b(B字\x1b汉", "␛汉␛字␛汉");
}

#[test]
fn an_unterminated_string_swallows_nothing() {
    check("\x1b]0;标题\n正文", "␛]0;标题\n正文");
    check("\x1b[12", "␛[12");
    check("\x1b", "␛");
}

#[test]
fn controls_and_bidi_are_visible() {
    check("a\0b\x07c\x7f\u{81}", "a␀b␇c␡\u{fffd}");
    check("x\u{202e}y\u{2066}z", "x<RLO>y<LRI>z");
    check("a\tb\u{a0}c", "a    b c");
}

#[test]
fn invisible_characters_are_dropped() {
    check("汉\u{200b}字\u{feff}\u{ad}\u{fe0f}\u{2060}。", "汉字。");
}

#[test]
fn a_flood_of_combining_marks_is_capped() {
    let flood = format!("a{}b", "\u{301}".repeat(10_000));
    check(&flood, &format!("a{}b", "\u{301}".repeat(8)));
}

#[test]
fn a_label_has_no_line_end() {
    assert_eq!(Clean::line("一\r\n二\n三").as_str(), "一 二 三");
}

proptest! {
    #[test]
    fn clean_text_is_safe_and_stays_so(raw in ".*") {
        let clean = Clean::text(&raw);
        prop_assert!(clean.chars().all(|c| c == '\n' || !c.is_control()));
        prop_assert_eq!(&Clean::text(&clean), &clean);
        prop_assert_eq!(Clean::checked(&clean), Some(clean));
    }

    #[test]
    fn what_comes_back_is_taken_only_where_it_is_clean(
        parts in prop::collection::vec("[a汉e\u{301}\u{200b}\u{1b}\u{202e}\n]{0,12}", 0..4),
    ) {
        let pieces: Vec<Clean> = parts.iter().map(|part| Clean::text(part)).collect();
        let joined = Clean::concat(pieces.iter().map(Clean::shown));
        prop_assert_eq!(Clean::checked(&joined), Some(joined));
        let raw = parts.concat();
        let hostile = ['\u{1b}', '\u{202e}', '\u{200b}'].iter().any(|&c| raw.contains(c));
        prop_assert_eq!(Clean::checked(&raw).is_none(), hostile);
    }

    #[test]
    fn escapes_between_anything_are_safe(parts in prop::collection::vec("[\\x1b\\x07\\[\\]P;0-9mA\u{90}-\u{9f}汉 \n]*", 0..8)) {
        let clean = Clean::text(&parts.concat());
        prop_assert!(clean.chars().all(|c| c == '\n' || !c.is_control()));
    }
}
