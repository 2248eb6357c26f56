//! The page: that it keeps its place, whatever its size and settings, and how it is set.

use proptest::prelude::*;

use crate::fixture::Reader;

/// Sixty paragraphs, some long, some a line, with what Chinese text holds.
fn long_article() -> String {
    let paragraph = |n| {
        let tail = "岸上的人谁也不催，水还在慢慢地涨。".repeat(n % 4);
        format!("\n{n}号渡船靠岸，船夫说：“缆绳数了{n}遍——the rope is long。”{tail}\n")
    };
    format!("# 船夫的账\n{}", (101_usize..161).map(paragraph).collect::<String>())
}

/// One change of what the page hangs on.
#[derive(Clone, Copy, Debug)]
enum Change {
    Resize(u16, u16),
    Keys(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (1_u16..210, 1_u16..70).prop_map(|(cols, rows)| Change::Resize(cols, rows)),
        1 => prop::sample::select(vec!["z", "<Tab><Tab>"]).prop_map(Change::Keys),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_page_comes_back_after_any_change(
        changes in prop::collection::vec(change(), 1..8),
        place in prop::sample::select(vec!["", "50%", "80%", "G", "30%jjj}", "60%)", "<Space>"]),
    ) {
        let mut reader = Reader::open(&[("账.md", &long_article())], 80, 24);
        reader.press(place);
        let (screen, cursor) = (reader.screen(), reader.session.cursor());
        for change in &changes {
            match change {
                Change::Resize(cols, rows) => reader.session.resize(*cols, *rows),
                Change::Keys(keys) => {
                    reader.press(keys);
                }
            }
        }
        // Each change by keys is its own inverse.
        for change in changes.iter().rev() {
            if let Change::Keys(keys) = change {
                reader.press(keys);
            }
        }
        reader.session.resize(80, 24);
        prop_assert_eq!(screen, reader.screen());
        prop_assert_eq!(cursor, reader.session.cursor());
    }
}
