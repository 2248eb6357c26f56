//! The words under a picture or over a table. In comes a line or paragraph, out comes a yes or no.
//! Refuses to look at its neighbours.

use super::is_number;
use crate::article::words::{Table, Words};
use crate::text::han::is_closing;

/// 图为…, ▲…, （张三 摄）, 表2-1 渡口一览: the words under a picture or over a table.
pub fn is_caption(text: &str) -> bool {
    static STARTS: Words = Words::new(|| {
        Table::of("图为 图： 图: 图① 图② 图③ 上图 下图 左图 右图 ▲ △ 资料图 題圖 题图 圖為")
    });
    text.len() <= 600 && (STARTS.begins(text) || names_photographer(text) || is_numbered(text))
}

/// 图 3 老码头, 表2-1 渡口一览: the name of a figure behind its number, and no sentence about it.
fn is_numbered(text: &str) -> bool {
    const LONGEST: usize = 120;
    let Some(rest) = text.strip_prefix(['图', '圖', '表']) else { return false };
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    let name = rest.trim_start_matches(|c| is_number(c) || matches!(c, '-' | '–' | '.' | '—'));
    let numbered = rest.starts_with(is_number) && name.len() < rest.len();
    numbered
        && text.len() <= LONGEST
        && name.starts_with([' ', '\u{3000}', '：', ':'])
        && !text.contains(['，', '。', '；', '？', '！'])
}

/// 张三 摄, （张三 摄）, 渡船公司 供图: the end of the words under a picture.
pub fn names_photographer(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| is_closing(c) || matches!(c, '。' | ' '));
    ["摄", "攝", "供图", "供圖"].iter().any(|word| {
        bare.strip_suffix(word).is_some_and(|rest| {
            rest.ends_with([' ', '/', '／'])
                || (bare.len() < text.len() && rest.contains(['（', '(']))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_named_behind_their_number() {
        for text in ["表2-1 河口镇渡口一览", "图 3　老码头", "图1.2：渡船的结构", "表一 票价"]
        {
            assert!(is_caption(text), "{text}");
        }
        for text in ["图1 是老码头，船都停在那里。", "表1", "表彰 一批船工", "图3的船", "一表 人才"]
        {
            assert!(!is_caption(text), "{text}");
        }
    }
}
