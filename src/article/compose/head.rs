//! Which of the lines over an article is its title. In come its headlines and what stands below, out
//! comes what each line is. Refuses to look for further headlines.
//!
//! The size of the type is lost: a column and its title, a title and its subtitle, or the two lines of a
//! title are told apart by their lengths and by what the text says of them.

use super::broken;
use super::draft::Draft;
use crate::article::BlockKind::{self, Kicker, Subtitle, Title};
use crate::article::metadata::{credit, surname, title};
use crate::article::piece::Role;
use crate::article::sign;
use crate::text::han::is_han;
use crate::text::pairs::Pairs;

/// The characters of the longest name of a column.
pub const COLUMN: usize = 8;

/// No subtitle is as short, in characters.
const SHORT: usize = 6;

/// The paragraphs below that say what an article is about.
const ASKED: usize = 6;

/// Of 71 heads of pages with a second line, brackets apart, all with so few letters in it were one title
/// over two lines, or a column and a title; all subtitles had more.
const REST: usize = 8;

/// The part of the words of the first line of a title that the text says at the least: of the name of a
/// column it says one by chance.
const TOLD: f64 = 0.34;

/// So long may the rest of a title be that opens with what its first line does.
const DEED: usize = 11;

/// Makes one of the lines that a title was set over in a narrow column.
pub fn join_lines(draft: &mut Draft) {
    // Where no text is in a column, no title is.
    if draft.head.len() < 2 || !draft.pieces.iter().any(|piece| piece.lines > 1) {
        return;
    }
    let mut at = 0;
    while let Some([first, second]) = draft.head.get(at..at + 2) {
        if goes_on(first, second, draft) {
            let rest = draft.head.remove(at + 1);
            let title = &mut draft.head[at];
            // Editors break a title between its clauses, where they leave a blank in one line, but not
            // beside a mark.
            let beside_mark =
                !title.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
            let is_cut = broken::wants_more(title) || wants_object(title) || opens_with_deed(&rest);
            if !beside_mark && !is_cut {
                title.push(' ');
            }
            title.push_str(&rest);
        } else {
            at += 1;
        }
    }
}

/// Whether `second` is the rest of the title that `first` begins.
fn goes_on(first: &str, second: &str, draft: &Draft) -> bool {
    let letters = |line: &str| line.chars().filter(|c| c.is_alphanumeric()).count();
    let is_two = second.starts_with(['—', '─', '-', '（', '('])
        || names_talk(second)
        || names_genre(second)
        || surname::is_name(second, 3)
        || credit::byline(second).is_some()
        || first.ends_with(['！', '？', '!', '?'])
        || stands_over(first)
        || sign::numbering(first).is_some()
        || sign::is_office(first) && names_document(second);
    if is_two {
        return false;
    }
    let length = letters(second);
    let fits = length <= REST || length <= DEED && opens_with_deed(second);
    let tells = |line| told(line, draft) > TOLD;
    broken::wants_more(first)
        || fits
            && (opens_with_deed(second)
                || length <= REST && wants_object(first)
                || told(second, draft) > 0.0 && (letters(first) > COLUMN || tells(first)))
        || says_across(first, second, draft)
}

/// Whether a text has these letters one after another, blanks apart.
fn says(text: &str, letters: &[char]) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(letters[0]) {
        let mut here = rest[at..].chars().filter(|c| !c.is_whitespace());
        if letters.iter().all(|&letter| here.next() == Some(letter)) {
            return true;
        }
        rest = &rest[at + letters[0].len_utf8()..];
    }
    false
}

/// 公　告, 处罚决定书: the title of a document below the office that gives it.
fn names_document(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    sign::names_a_notice(&bare) || bare.ends_with(['书', '令', '函', '書'])
}

/// 河口镇增设, 江心长出: what was done, without to whom or what. A headline may end so, as 从我做起 does,
/// but seldom over a short line.
fn wants_object(line: &str) -> bool {
    const DEEDS: &str = "发布 召开 举行 举办 开展 荣获 喜获 获 推出 打造 出台 试行 成为 迎来 开启 新增 新添 增设 夺得 完成 \
        实现 推进 启动 慰问 有了 有 出 起 当 實現 發布 召開 舉行 舉辦 開展 榮獲 獲 試行 成為 迎來 開啟 增設 奪得 推進 \
        啟動 慰問 當";
    DEEDS.split_whitespace().any(|deed| line.ends_with(deed))
}

/// 开展…, 再添…: what was done, without who did it.
fn opens_with_deed(line: &str) -> bool {
    const DEEDS: &str = "开展 举行 举办 召开 启动 启用 成立 揭牌 获 荣获 喜获 再 又 将 正式 成功 顺利 圆满 全面 \
        全线 怎样 怎么 如何 为何 为什么 才 已 被 请来 成为 结成 结 预计 拟 贯通 開展 舉行 舉辦 召開 啟動 啟用 獲 將 \
        順利 圓滿 怎樣 怎麼 為何 為什麼 成為 結成 預計";
    DEEDS.split_whitespace().any(|deed| line.starts_with(deed))
}

/// Whether the text has the two characters around the break side by side, with one more on either side:
/// 增设三处 24 小时….
fn says_across(first: &str, second: &str, draft: &Draft) -> bool {
    let mut across: Vec<char> =
        first.chars().rev().filter(|c| !c.is_whitespace()).take(2).collect();
    across.reverse();
    across.extend(second.chars().filter(|c| !c.is_whitespace()).take(2));
    let bodies = draft.pieces.iter().filter(|piece| piece.role == Role::Body).take(ASKED);
    across.len() == 4
        && across.iter().all(|c| c.is_alphanumeric())
        && bodies.into_iter().any(|piece| says(&piece.text, &across))
}

/// What each of the headlines of an article is; those that follow are headings.
pub fn kinds(draft: &Draft) -> &'static [BlockKind] {
    match draft.head.as_slice() {
        // A dash opens a subtitle, whatever follows.
        [_, second, ..] if second.starts_with("——") => &[Title, Subtitle],
        [_, second] if names_talk(second) && second.chars().count() > SHORT => &[Title, Subtitle],
        [_, second] if names_genre(second) => &[Title, Subtitle],
        [_, column, _, ..] if is_labelled(column) => &[Kicker, Kicker, Title],
        [_, _, _, ..] => &[Kicker, Title, Subtitle],
        [first, _] if stands_over(first) => &[Kicker, Title],
        [first, second] if title::gives_notice(first) && second.contains(['关', '關']) => {
            &[Kicker, Title]
        }
        [first, second] if is_kicker(first, second, draft) => &[Kicker, Title],
        _ => &[Title, Subtitle],
    }
}

/// A line over a title that says itself what it is: a column, an issue, what a document comes with,
/// the red letters over it.
fn stands_over(line: &str) -> bool {
    is_labelled(line)
        || sign::numbers_attachment(line)
        || sign::is_letterhead(line)
        || names_issue(line)
        || tells_who_may_read(line)
}

/// 内部文件 注意保存, 特急: who may read a document, and how soon.
fn tells_who_may_read(line: &str) -> bool {
    const MARKS: [&str; 6] = ["内部文件", "内部资料", "机密", "秘密", "特急", "加急"];
    let mut words = line.split_whitespace();
    words.next().is_some_and(|first| MARKS.contains(&first)) && words.count() <= 2
}

/// 专栏：渡头札记: the name of a column, said to be one.
fn is_labelled(line: &str) -> bool {
    const LABELS: [&str; 6] = ["专栏", "專欄", "栏目", "欄目", "专题", "專題"];
    LABELS.iter().any(|label| {
        line.strip_prefix(label).is_some_and(|name| name.starts_with(['：', ':', '·', '|', '｜']))
    })
}

/// 河口青年 第十二期 征文选登, 河口杂志 42: a magazine with its issue or its page, over the title.
fn names_issue(line: &str) -> bool {
    let counts = |word: &str| {
        let bare = word.trim_end_matches(['期', '号', '號', '辑', '輯', '卷']);
        let (year, number) =
            bare.split_once('第').filter(|_| bare.len() < word.len()).unwrap_or_default();
        let is_year = |year: &str| year.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_year(year.trim_end_matches('年')) { number } else { "" };
        !number.is_empty() && number.chars().all(sign::is_number)
    };
    let is_page = |word: &str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = line
        .split(|c: char| c.is_whitespace() || "《》".contains(c))
        .filter(|word| !word.is_empty());
    let Some(first) = words.next().filter(|name| name.chars().count() > 2) else { return false };
    let rest: Vec<&str> = words.collect();
    first.chars().all(is_han)
        && !counts(first)
        && (rest.iter().any(|word| counts(word))
            || matches!(rest.as_slice(), [page] if is_page(page)))
}

/// 对话…, 专访…: with whom an interview was led, which is said below its title.
fn names_talk(line: &str) -> bool {
    const TALKS: [&str; 7] = ["对话", "专访", "访谈", "對話", "專訪", "访", "訪"];
    TALKS.iter().any(|talk| line.starts_with(talk))
}

/// 河口镇见闻, 老船工的摆渡人生: what kind of story it is, which is said below its title.
fn names_genre(line: &str) -> bool {
    const GENRES: &str = "侧记 纪实 小记 见闻 记事 纪事 掠影 人生 风采 剪影 写真 速写 回眸 扫描 側記 紀實 小記 見聞 記事 紀事 人生";
    line.chars().count() > SHORT && GENRES.split_whitespace().any(|genre| line.ends_with(genre))
}

/// Whether the first of two headlines is not the title.
fn is_kicker(first: &str, second: &str, draft: &Draft) -> bool {
    let length = |line: &str| line.chars().count();
    let (one, other) = (length(first), length(second));
    let mut below = draft.pieces.iter().map(|piece| piece.role);
    // A group of poems has a title of its own.
    let signed = below.next() == Some(Role::Attribution) && below.next() != Some(Role::Verse);
    let is_words = |line: &str| line.chars().all(|c| is_han(c) || c.is_whitespace());
    let names_column = signed && is_words(first);
    if names_event(first) && one <= other + 2 && is_words(second) {
        return true;
    }
    let is_short = one + 3 <= other && (one < SHORT || told(first, draft) <= TOLD);
    if one <= COLUMN && (is_short || names_column && other <= SHORT) {
        // The name of a column: a title is seldom so short beside its subtitle.
        return true;
    }
    // What stands below a title on a page of the web tells nothing of the text as often.
    let printed = draft.meta.is_empty() && other > COLUMN && is_words(second);
    let names_column = names_column && one <= COLUMN;
    let tells_why = tells_why(first);
    if !(printed || names_column || tells_why) {
        return false;
    }
    let (told, titled) = (told(first, draft), told(second, draft));
    // A kicker may tell what the title only means, name a column, or give the reason.
    (told >= 0.4 && titled <= 0.15 && printed)
        || (told == 0.0 && titled >= 0.25 && names_column)
        || (told <= 0.2 && titled >= 0.4 && tells_why)
}

/// 河口镇龙舟锦标赛: where what the title tells of took place.
fn names_event(line: &str) -> bool {
    const EVENTS: [&str; 12] = [
        "锦标赛",
        "联赛",
        "运动会",
        "大赛",
        "杯赛",
        "邀请赛",
        "公开赛",
        "艺术节",
        "文化节",
        "博览会",
        "錦標賽",
        "運動會",
    ];
    let is_told = line.contains(['举', '舉', '办', '辦', '迎', '赴', '获']);
    !is_told && EVENTS.iter().any(|event| line.ends_with(event)) && line.chars().count() > SHORT
}

/// The part of the pairs of a headline that the text below says.
fn told(headline: &str, draft: &Draft) -> f64 {
    let bodies = draft.pieces.iter().filter(|piece| piece.role == Role::Body).take(ASKED);
    Pairs::of(std::iter::once(headline)).share(bodies.map(|piece| piece.text.as_str()))
}

/// 响应…号召, 在…鼓舞下: a kicker says why or under what something was done.
fn tells_why(line: &str) -> bool {
    const WHY: [&str; 12] = [
        "响应", "贯彻", "遵照", "发扬", "为了", "根据", "随着", "在", "響應", "貫徹", "發揚",
        "根據",
    ];
    WHY.iter().any(|why| line.starts_with(why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::piece::Piece;

    /// Which of two lines is the title over an article about a ferry, by who is named above it.
    fn check(lines: [&str; 2], author: Option<&str>, expected: usize) {
        let mut draft = Draft::default();
        draft.head = lines.map(str::to_owned).into();
        draft.pieces.extend(author.map(|name| Piece::new(Role::Attribution, name)));
        draft.push(Piece::new(
            Role::Body,
            "河口镇的老渡口昨天重新开放，停了三年的渡船又开了起来，第一班坐了四十个人。",
        ));
        let title = kinds(&draft).iter().position(|&kind| kind == Title);
        assert_eq!(title, Some(expected), "{lines:?}");
    }

    #[test]
    fn a_title_over_two_lines_is_one() {
        let join = |lines: &[&str]| {
            let mut draft = Draft::default();
            draft.head = lines.iter().map(|&line| line.into()).collect();
            let text =
                "本报讯 河口镇的老渡口昨天重新开放，第一班渡船坐了四十个人，船上新添了夜航灯。";
            draft.push(Piece { lines: 3, ..Piece::new(Role::Body, text) });
            join_lines(&mut draft);
            draft.head
        };
        assert_eq!(join(&["河口镇的老渡口", "重新开放"]), ["河口镇的老渡口 重新开放"]);
        assert_eq!(join(&["河口镇渡口管理所", "公　告"]).len(), 2);
        assert_eq!(join(&["船上新添了", "夜航灯和两岸的人都爱坐的长椅"]).len(), 1);
        assert_eq!(
            join(&["河口镇修船的人们", "举行“夜航”开船仪式"]),
            ["河口镇修船的人们举行“夜航”开船仪式"]
        );
        assert_eq!(join(&["老渡口有了", "“夜航灯”"]), ["老渡口有了“夜航灯”"]);
        assert_eq!(join(&["老渡口新添", "“夜航灯”"]), ["老渡口新添“夜航灯”"]);
        assert_eq!(join(&["老渡口", "怎样开", "才好坐"]), ["老渡口怎样开才好坐"]);
        for two in [
            ["街巷人物", "老渡口"],
            ["老渡口重新开放", "——河口见闻"],
            ["老渡口重新开放", "第一班渡船坐了四十个人"],
            ["第二章", "夜航"],
            ["老渡口重新开放", "何大江"],
            ["保护渡口从我做起", "第一班渡船坐了四十个人"],
        ] {
            assert_eq!(join(&two), two);
        }
    }

    #[test]
    fn a_kicker_is_known_by_its_length_and_by_the_text() {
        let author = Some("何一");
        check(["街巷人物", "河口镇的老渡口重新开放"], None, 1);
        check(["街巷人物", "老船工"], author, 1);
        check(["专栏：何一渡头札记", "没有船的渡头"], None, 1);
        check(["街巷人物", "老船工"], None, 0);
        check(["河口市人民政府文件", "关于渡口的通知"], None, 1);
        check(["河口青年 第十二期 征文选登", "给江上的信"], None, 1);
        check(["内部文件 注意保存", "关于渡口的报告"], None, 1);
        check(["河口文艺 42", "天没亮的渡口"], None, 1);
        check(["《河口文艺》2019年第4期", "天没亮的渡口"], None, 1);
        check(["第十二期 江上的信", "给一条江"], None, 0);
        check(["中央印发今年的一号文件", "老渡口重新开放"], None, 0);
        check(["河口副刊专版", "停了的渡船"], author, 1);
        check(["河口镇老渡口重新开放", "一江春水两岸人家"], None, 0);
        check(["河口镇老渡口重新开放", "同走过江路 共看一江春"], None, 1);
        check(["响应多修少建的号召", "河口镇老渡口重新开放"], None, 1);
        check(["一江春水连两岸人家", "河口镇老渡口重新开放"], None, 0);
        check(["老渡口重新开放", "——河口镇见闻"], author, 0);
        check(["河口镇青少年龙舟锦标赛", "十六岁小将刷新纪录"], None, 1);
        check(["河口镇举办龙舟大赛", "十六岁小将刷新纪录"], None, 0);
        check(["守渡口的人", "对话河口镇最后的船工何大江"], None, 0);
    }
}
