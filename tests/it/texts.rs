//! A library of texts that are hard on a screen, written for these tests, and a reader opened on it.

use crate::fixture::Reader;

pub const LONG: &str = "# 会说“早”的桥\n\n河上有一座桥——木头的——每天清早自己先响三声……\
老渡工说：“那是桥在说‘早’。”\n\n## 一、听见的人\n\n① 卖豆腐的；② 上早班的；③ 睡不着的。\n\n\
他们互不相识·只在雾里点一点头。α、я 两班船都停了，café 还没开门。\n\n> 雾散了，桥也就不说话了。\n";
pub const LATER: &str =
    "\n后来换成水泥桥，40×3 米，宽得很，也安静得很，走上去只听得见自己的鞋——没有人再起早了。\n";
pub const VERSE: &str = "# 夜航\n\n船过七里，\n灯火三两。\n\n水声不问，\n谁在船上。\n";
pub const ENGLISH: &str = "# The Ferry House\n\nThe keeper doesn't sleep; see \
https://example.org/a/very/long/path/that/never/seems/to/end?with=a&long=query for the timetable \
(winter). Antidisestablishmentarianism.\n";
pub const EMOJI: &str = "# 表情😀与怪字\n\n旗🇨🇳、👩\u{200d}🔬、e\u{301}、𠮷野家、葛\u{e0100}城、\
一\u{200b}二、三\u{202e}四、\x1b[31m红\x07。\n";

/// Long, short, verse, English, ambiguous and odd characters, one line without end.
pub fn library() -> Vec<(&'static str, String)> {
    vec![
        ("1-长.md", format!("{LONG}{}", LATER.repeat(6))),
        ("2-短.md", "# 短\n\n短。\n".to_owned()),
        ("3-诗.md", VERSE.to_owned()),
        ("4-english.md", ENGLISH.to_owned()),
        ("5-表情.md", EMOJI.to_owned()),
        ("6-一行.txt", format!("水位记录\n\n{}\n", "水位涨了又落".repeat(60))),
    ]
}

pub fn open(cols: u16, rows: u16) -> Reader {
    let files = library();
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Reader::open(&files, cols, rows)
}

pub fn after(keys: &str, cols: u16, rows: u16) -> Reader {
    let mut reader = open(cols, rows);
    reader.press(keys);
    reader
}
