//! Every command, pressed on the screen: one test a command, under its name.

mod marking;
mod mouse;
mod moving;
mod screen;
mod searching;
mod typing;

use duben::Session;
use unicode_segmentation::UnicodeSegmentation;

use crate::fixture::{Ambiguous, Folder, Reader, cells};

const NUMBERS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十",
];

const LAMP: &str = "# 灯塔的夜班\n\n守塔人把缆绳挂在门后。“今晚有雾，”他说，“灯要多转一圈。”\n";
const TEA: &str = "# 茶馆的午后\n\n说书人拍了一下木板。\n\n没有人问后来怎样。\n";

fn ferry() -> String {
    let paragraph = |n| {
        format!("\n第{n}段写渡口。船夫数完缆绳才肯开船，岸上的人谁也不催。水涨到第{n}级台阶。\n")
    };
    format!("# 渡口的早晨\n{}", NUMBERS.map(paragraph).concat())
}

/// Three articles on 60x16; the first has twenty paragraphs of three lines each.
fn open() -> Reader {
    Reader::open(&[("1-渡口.md", &ferry()), ("2-灯塔.md", LAMP), ("3-茶馆.md", TEA)], 60, 16)
}

/// The reader after some keys.
fn after(keys: &str) -> Reader {
    let mut reader = open();
    reader.press(keys);
    reader
}

/// Whether both show the same, the cursor included.
fn same(one: &Reader, other: &Reader) -> bool {
    one.screen() == other.screen() && one.session.cursor() == other.session.cursor()
}

/// The rows of the article on the screen: rows 1 to 14.
const FIRST_ROW: usize = 1;
