//! Rows that a sentence announces: the day and the place of an event, who gave how much; and those that
//! show it themselves, the first of minutes and columns of names. In come the lines of a page, out
//! comes which of them are such rows. Refuses a single one, but for one of several names.

use crate::article::line::{EM, Ending, Line, Measure};
use crate::article::metadata::{credit, surname};
use crate::article::sign;
use crate::article::words::{Table, Words};
use crate::text::han::is_han;

/// The fewest rows that are a list.
const LEAST: usize = 2;

/// The fewest rows that are a list though nothing announces them.
const LEAST_BARE: usize = 4;

/// So many names are a list though no other row is beside them.
const MANY: usize = 4;

/// The widest row.
const WIDEST: u32 = 36 * EM;

/// Which lines are rows; empty where the page has none.
pub fn rows(lines: &[Line<'_>]) -> Vec<bool> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + LEAST <= lines.len() {
        let line = &lines[at];
        at += 1;
        if !announces(line.text, line.width_in(Measure::Compressed))
            && !ends_announcement(&lines[..at])
        {
            let count = |fits: fn(&Line<'_>) -> bool, least| {
                let count = lines[at - 1..].iter().take_while(|line| fits(line)).count();
                Some(count).filter(|&count| count >= least)
            };
            let shown = count(is_minuted, LEAST)
                .or_else(|| count(is_row_of_names, if names_in(line) >= MANY { 1 } else { LEAST }))
                .or_else(|| count(is_bare_row, LEAST_BARE));
            if let Some(count) = shown {
                found.resize(lines.len(), false);
                found[at - 1..at - 1 + count].fill(true);
                at += count - 1;
            }
            continue;
        }
        let below = &lines[at..];
        let count = |fits: fn(&str) -> bool| {
            let is_row = |line: &&Line<'_>| {
                line.ending == Ending::Open
                    && line.width <= WIDEST
                    && sign::numbering(line.text).is_none()
                    && fits(line.text)
            };
            below.iter().take_while(is_row).count()
        };
        let count = count(is_labelled).max(count(is_parted)).max(count(names_people));
        if count >= LEAST {
            found.resize(lines.len(), false);
            found[at..at + count].fill(true);
            at += count;
        }
    }
    found
}

/// 地点：二楼会议室, 主持：何一　记录：王小二: how the minutes of a meeting begin.
fn is_minuted(line: &Line<'_>) -> bool {
    static LABELS: Words = Words::new(|| {
        Table::of(
            "时间 地点 主持 主持人 记录 记录人 出席 出席人员 列席 列席人员 缺席 参加 参加人员 参会人员 与会人员 \
             议题 会议时间 会议地点 会议议题 時間 地點 主持 記錄 主席",
        )
    });
    line.form.holds(['：', ':'])
        && line.ending != Ending::Sentence
        && line.text.split_once(['：', ':']).is_some_and(|(label, value)| {
            !value.trim().is_empty() && LABELS.has(&label.split_whitespace().collect::<String>())
        })
}

/// 何大江 王 五 李小二: three names or more with blanks between them, some set apart.
pub fn is_row_of_names(line: &Line<'_>) -> bool {
    const LEAST: usize = 3;
    names_in(line) >= LEAST
}

/// How many names a line is, with blanks between them; none where it is anything else, as the byline of a
/// reporter and a correspondent.
fn names_in(line: &Line<'_>) -> usize {
    if line.ending != Ending::Open
        || !line.form.holds([' ', '\u{3000}'])
        || line.width > WIDEST
        || !line.text.chars().all(|c| is_han(c) || c.is_whitespace())
    {
        return 0;
    }
    let (mut names, mut known) = (0, 0);
    let mut words = line.text.split_whitespace();
    while let Some(word) = words.next() {
        let length = match word.chars().count() {
            // The other letter of a name that is set apart.
            1 => 1 + words.next().map_or(0, |rest| rest.chars().count()),
            length => length,
        };
        if !(2..=4).contains(&length) {
            return 0;
        }
        names += 1;
        known += usize::from(surname::begins(word));
    }
    let are_people = known * 3 >= names * 2 && credit::byline(line.text).is_none();
    if are_people { names } else { 0 }
}

/// 渡头街 何一 一户: two to four short words, and no sign. Titles of two parts are longer, and fewer.
fn is_bare_row(line: &Line<'_>) -> bool {
    const WORD: usize = 8;
    const LETTERS: usize = 18;
    if line.ending != Ending::Open || !line.form.holds([' ', '\u{3000}']) || line.text.len() > 90 {
        return false;
    }
    let words: Vec<usize> = line.text.split_whitespace().map(|word| word.chars().count()).collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|length| (1..=WORD).contains(length))
        && words.iter().any(|&length| length <= 4)
        && words.iter().sum::<usize>() <= LETTERS
        && line
            .text
            .chars()
            .all(|c| is_han(c) || c.is_whitespace() || c.is_alphanumeric() || "()（）·".contains(c))
        && line.text.chars().any(is_han)
}

/// Whether a sentence ends with a colon, and is no address; or the last line of one that says so of a
/// list: 名单如下（排名不分先后）：
pub fn announces(text: &str, width: u32) -> bool {
    text.ends_with(['：', ':'])
        && (width >= 12 * EM && text.contains(['，', ','])
            || text.ends_with("如下：")
            || text.ends_with("）："))
}

/// Whether the last of `lines` is the end of a sentence with a colon that was wrapped.
fn ends_announcement(lines: &[Line<'_>]) -> bool {
    let [.., above, last] = lines else { return false };
    last.text.ends_with(['：', ':'])
        && above.wrapped
        && above.is_full()
        && !above.ended()
        && above.form.holds(['，'])
}

/// 时间：上午十时至下午四时: a word, a colon and what it is.
pub fn is_labelled(text: &str) -> bool {
    const LABEL: usize = 6;
    let label = text.split_once(['：', ':']).filter(|(_, value)| !value.trim().is_empty());
    text.len() <= 240
        && !text.contains('。')
        && label.is_some_and(|(label, _)| {
            label.chars().filter(|c| !c.is_whitespace()).count() <= LABEL
                && !label.is_empty()
                && label.chars().all(|c| is_han(c) || c.is_whitespace())
        })
}

/// 河口饭店　一千元: what stands in the first column, and in the last a sum or a number.
fn is_parted(text: &str) -> bool {
    const UNITS: &str = "元角分圆圓斤担石件人名户亩株条双套";
    let parts = text.rsplit_once(char::is_whitespace);
    parts.is_some_and(|(_, sum)| {
        let bare = sum.trim_start_matches('各').trim_end_matches(|c| UNITS.contains(c));
        sum.ends_with(|c: char| UNITS.contains(c) || c.is_ascii_digit())
            && !bare.is_empty()
            && bare.chars().all(|c| sign::is_number(c) || "百千万萬亿,.".contains(c))
    })
}

/// 东街：何一 王小二 李三: names with blanks between them, behind where they are from or without.
fn names_people(text: &str) -> bool {
    let names = text.split_once(['：', ':']).map_or(text, |(_, names)| names);
    let mut words = names.split_whitespace().peekable();
    let is_name = |word: &str| {
        (2..=4).contains(&word.chars().count()) && word.chars().all(|c| is_han(c) || c == '·')
    };
    text.len() <= 240
        && words.peek().is_some()
        && names.trim().contains([' ', '\u{3000}'])
        && words.all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line;
    use crate::article::reflow::column;

    fn check(text: &str, expected: usize) {
        let mut lines = line::lines(text);
        column::set(&mut lines);
        assert_eq!(rows(&lines).iter().filter(|&&row| row).count(), expected, "{text}");
    }

    #[test]
    fn rows_stand_below_a_sentence_with_a_colon() {
        let notice = "因渡船检修，河口镇渡口将于下列时间停航：";
        check(&format!("{notice}\n日期：3月5日\n時間：上午九时\n请乘客改走大桥。"), 2);
        let gifts = "渡口重修，收到各界捐款，现将名单公布如下：";
        check(&format!("{gifts}\n河口饭店　　一千元\n何一　王二　各五百元\n以上款项已入账。"), 2);
        let named = "本镇有四人获奖，名单如下：";
        check(&format!("{named}\n东街：何一 王小二\n西街：李三 赵四\n祝贺他们。"), 2);
        check("渡头街 何一 一户\n老街 王小二 一户\n渡头街 李三\n老街 赵四\n何家渡 钱五\n", 5);
        check("渡头街 何一\n老街 王小二\n渡头街 李三\n", 0);
        check("河口镇的先进个人\n何大江 王 五 李小二\n赵 四 孙大河 钱 六\n向他们学习。", 2);
        let wrapped = "渡口今年评出一批先进的船工，经大家推荐，决\n定由镇里给下列几位同志授予“河口船工”的称\n号，全镇的船工都要学习他们，授予“河口船\n工”称号的有：\n东街：何一 王小二\n西街：李三 赵四\n祝贺他们，也祝他们一帆风顺，年年平安地把\n人送过江去。";
        check(wrapped, 2);
        check("老渡口开船\n本报记者 何大江 通讯员 王五\n渡船开了。", 0);
        check("今 天 下 午\n渡 船 又 开 了 起 来\n", 0);
        check(
            "渡口管理所会议纪要\n地 点：二楼会议室\n主持：何一 记录：王小二\n会议听取了汇报。",
            2,
        );
        check("日期：3月5日\n時間：上午九时\n请乘客改走大桥。", 0);
        check(&format!("{notice}\n渡船修了又修\n老码头\n请乘客改走大桥。"), 0);
    }
}
