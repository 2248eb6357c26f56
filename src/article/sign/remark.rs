//! What offices and journals print beside a text: the number of a document, what comes with it, who may
//! read it. In comes a line, out comes a yes or no. None of it heads anything.

use super::{is_number, is_office};
use crate::article::words::{Table, Words};
use crate::text::han::is_han;

/// 附件：…, and what else stands beside a text and heads none.
pub fn is_remark(text: &str) -> bool {
    lists_attachments(text) || is_release_note(text) || is_record_number(text)
}

/// 附件：1.…: what a document comes with.
pub fn lists_attachments(text: &str) -> bool {
    text.strip_prefix("附件").is_some_and(|rest| rest.starts_with(['：', ':']))
}

/// 附件, 附件1, 附件二：: the line over a document that comes with another.
pub fn numbers_attachment(text: &str) -> bool {
    text.strip_prefix("附件")
        .is_some_and(|rest| rest.chars().all(|c| is_number(c) || matches!(c, '：' | ':' | ' ')))
}

/// 河口市人民政府文件: what an office prints in red above its documents.
pub fn is_letterhead(text: &str) -> bool {
    text.strip_suffix("文件").is_some_and(is_office)
}

/// （此件公开发布）: who may read a document, below it.
pub fn is_release_note(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| inner.starts_with("此件") && inner.len() <= 60)
}

/// 河政发〔2022〕17号, (2021)河01民初123号, 文章编号：…: by what number a document is kept, or 演唱者：… of a
/// song. It stands above a title or below it, in a line of its own.
pub fn is_record_number(text: &str) -> bool {
    static LABELS: Words = Words::new(|| {
        Table::of(
            "文章编号 文章編號 中图分类号 中圖分類號 收稿日期 文献标志码 基金项目 基金項目 通信作者 通讯作者 \
             引用格式 DOI 流传地区 流传地 演唱者 讲述者 讲述人 搜集整理 采录者 采录地点",
        )
    });
    let is_label = |label: &str| text[label.len()..].trim_start().starts_with(['：', ':']);
    text.len() <= 150 && LABELS.prefixes(text).any(is_label)
        || text.len() <= 120 && text.ends_with("日印发")
        || is_numbered_by_year(text)
        || is_affiliation(text)
}

/// (河口渡口研究所,河口 512000): where the authors of a paper work, with its postcode.
fn is_affiliation(text: &str) -> bool {
    const POSTCODE: usize = 6;
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| {
        let place = inner.trim_end_matches(|c: char| c.is_ascii_digit());
        inner.len() - place.len() == POSTCODE && place.contains(is_han) && !place.contains('。')
    })
}

/// 〔2022〕17号 behind the signs of an office.
fn is_numbered_by_year(text: &str) -> bool {
    let rest = text.strip_suffix(['号', '號']).map(str::trim_end);
    let Some(rest) = rest.filter(|rest| rest.len() <= 90) else { return false };
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    rest.split_once(['〔', '［', '[', '（', '(', '﹝', '【']).is_some_and(|(office, rest)| {
        let Some((year, number)) = rest.split_once(['〕', '］', ']', '）', ')', '﹞', '】'])
        else {
            return false;
        };
        office.chars().all(is_han)
            && is_year(year.trim().trim_end_matches('年'))
            && number.chars().all(|c| is_han(c) || c.is_ascii_digit() || c == ' ' || c == '-')
            && number.ends_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::sign::could_be_headline;

    #[test]
    fn a_number_by_which_a_document_is_kept_heads_nothing() {
        for line in [
            "流传地区：河口一带　演唱者：何一（女，七十八岁）",
            "河政办发〔2022〕17号",
            "（2021）河01民初123号",
            "文章编号：1000-0000",
        ] {
            assert!(is_record_number(line), "{line}");
            assert!(!could_be_headline(line), "{line}");
        }
        assert!(is_record_number("河口镇渡口管理所 2014年5月19日印发"));
        assert!(is_record_number("（河口渡口研究所，河口 512000）"));
        for line in ["渡船（2022年）改在七号码头", "河口渡轮（新）17号", "2022年第17号"]
        {
            assert!(!is_record_number(line), "{line}");
        }
        assert!(is_letterhead("河口市人民政府办公室文件"));
        assert!(!is_letterhead("今年的一号文件") && !is_letterhead("文件"));
        assert!(numbers_attachment("附件2：") && !numbers_attachment("附件齐全的渡船"));
        assert!(!could_be_headline("附件：渡口管理办法"));
        assert!(!could_be_headline("（此件公开发布）"));
    }
}
