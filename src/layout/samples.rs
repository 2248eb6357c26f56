//! Generated text for the properties of layout: Chinese paragraphs with everything mixed in that
//! articles hold, by weight of how often they do.

use proptest::prelude::*;

use crate::text::width::{Ambiguous, WidthPolicy};

/// A paragraph without line ends, of up to about 300 characters; some are of any characters at all.
pub fn paragraph() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat()),
        1 => "\\PC{0,120}",
    ]
}

/// A text of several lines, some of them empty.
pub fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(paragraph(), 1..4).prop_map(|lines| lines.join("\n"))
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出]{1,8}",
        4 => "[，。、；：？！]",
        2 => prop::sample::select(vec!["“", "”", "‘", "’", "（", "）", "《", "》", "「", "」", "【", "】"])
            .prop_map(String::from),
        2 => "[0-9０-９]{1,4}[年月日元％%万个]?",
        2 => "[A-Za-z]{1,9}( [A-Za-z]{1,6})?",
        1 => prop::sample::select(vec!["——", "……", "·", "～", "①", "※", "3.5", "GPT-4", "C++", "don’t",
            "https://example.cn/a/b?c=d&e=f", "(", ")", "[", "]", "$", "￥", "℃", "々", "ー", "〇"])
            .prop_map(String::from),
        1 => " {1,3}|\u{3000}",
        1 => prop::sample::select(vec!["é", "e\u{301}", "葛\u{308}", "😀", "🇨🇳", "🇨", "👍🏽", "𠮷", "한", "क्ष", "ไทย", "α", "я", " \u{301}", "カ\u{3099}"])
            .prop_map(String::from),
    ]
}

/// Every kind of terminal.
pub fn policy() -> impl Strategy<Value = WidthPolicy> {
    prop::sample::select(vec![Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Safe])
        .prop_map(WidthPolicy::all)
}
