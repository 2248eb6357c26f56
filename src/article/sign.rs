//! The conventions of the press by which a line shows what it is: 本报讯, 第三章, （来源：…）, 图为….
//! In comes the text of a line or paragraph, out comes a yes or no. Refuses to look at its neighbours.

mod caption;
mod closing;
mod numbering;
mod remark;

use crate::article::line::{EM, Ending, Form, Measure, count_han, ending};
use crate::article::metadata::{credit, date, label};
use crate::article::words::{Table, Words};
use crate::text::han::{is_cjk_punctuation, is_closing, is_han, trim};

pub use caption::{is_caption, names_photographer};
pub use closing::signer;
pub use numbering::{
    Numbering, is_bare_chapter, is_number, numbering, numbers_section, opens_statute,
};
pub use remark::{
    is_letterhead, is_record_number, is_release_note, is_remark, lists_attachments,
    numbers_attachment,
};

/// 本报讯, 新华社…电: the words with which a news report begins.
pub fn opens_report(text: &str) -> bool {
    static REPORTS: Words = Words::new(|| {
        Table::new(
            [
                "本报讯",
                "本刊讯",
                "本网讯",
                "本站讯",
                "本报訊",
                "本台消息",
                "本报消息",
                "本報訊",
                "讯 ",
            ]
            .map(|word| (word, ())),
        )
    });
    let text = text.trim_start_matches(['【', '（', '(', '[']);
    if REPORTS.begins(text) {
        return true;
    }
    if !may_open_dateline(text) {
        return false;
    }
    // 本报北京 3 月 5 日电（记者……） or 电 记者王五报道, never a sentence that merely begins with the name.
    let head: Vec<char> = text.chars().take(24).collect();
    head.windows(2).enumerate().any(|(at, pair)| {
        let house = "（(】]记特本评专".contains(pair[1]) || pair[1].is_whitespace();
        let dated = head[..at].ends_with(&['日']);
        matches!(pair[0], '电' | '讯' | '電' | '訊')
            && (house || dated)
            && head[..at].iter().all(|&c| !matches!(c, '，' | '。' | '：' | '“'))
    })
}

/// 某某快讯（记者王五）今日…: who reports, in the first words of a report.
pub fn names_reporter(text: &str) -> bool {
    const REPORTERS: [&str; 5] = ["记者", "本报记者", "通讯员", "記者", "通訊員"];
    let head = &text[..floor(text, 60)];
    head.split_once(['（', '(']).is_some_and(|(house, names)| {
        !house.is_empty()
            && !house.contains(is_cjk_punctuation)
            && REPORTERS.iter().any(|word| names.starts_with(word))
    })
}

/// Whether a line begins with the name of a news house, as a dateline does.
pub fn may_open_dateline(text: &str) -> bool {
    static HOUSES: Words = Words::new(|| {
        Table::of("新华社 新华网 中新社 中新网 人民网 央视网 央广网 本报 本台 新華社 中央社")
    });
    HOUSES.begins(text.trim_start_matches(['【', '（', '(', '[', '据', '據']))
}

const RECENTLY: [&str; 6] = ["近日", "日前", "近期", "连日来", "今天", "昨天"];

/// 近日， at the start, letter-spaced or not: a report that has no dateline, or the second thought of one
/// that has.
pub fn opens_with_recently(text: &str) -> bool {
    // Of most lines of a text it is asked, and few begin so.
    text.starts_with(['近', '日', '连', '今', '昨'])
        && RECENTLY.iter().any(|word| {
            let mut letters = text.chars().filter(|c| !c.is_whitespace());
            word.chars().all(|c| letters.next() == Some(c))
                && matches!(letters.next(), Some('，' | ','))
        })
}

/// 近日，or 日前，or 3 月 5 日: words with which a report without a dateline begins.
pub fn may_open_report(text: &str) -> bool {
    opens_report(text)
        || RECENTLY.iter().any(|word| text.starts_with(word))
        || date::opening(&text[..floor(text, 40)]).is_some()
}

/// 聚焦民生实事 办好千家幼托: two clauses parted by a blank, as only titles have them.
pub fn is_of_two_parts(headline: &str) -> bool {
    let mut parts = headline.split([' ', '\u{3000}']).filter(|part| !part.is_empty());
    let is_clause = |part: &str| count_han(part, 8) >= 4;
    numbering(headline).is_none()
        && parts.next().is_some_and(is_clause)
        && parts.next().is_some_and(is_clause)
}

/// 关于…的通知, 遗失启事, 致…的一封信: titles of what is printed by itself.
pub fn names_a_notice(headline: &str) -> bool {
    const NOTICES: [&str; 12] = [
        "启事",
        "通告",
        "公告",
        "通知",
        "公示",
        "声明",
        "讣告",
        "的信",
        "一封信",
        "倡议书",
        "啟事",
        "公開信",
    ];
    NOTICES.iter().any(|notice| headline.ends_with(notice))
}

/// Whether two headlines have the same marks in the same order and nearly the same length, as the
/// headings of one article have; the blank between two clauses, which most titles have, is no mark.
pub fn are_made_alike(one: &str, other: &str) -> bool {
    fn marks(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().filter(|&c| is_mark(c))
    }
    are_as_short(one, other, 40) && has_marks(one) && marks(one).eq(marks(other))
}

/// Whether a headline has a mark.
pub fn has_marks(headline: &str) -> bool {
    headline.contains(is_mark)
}

const fn is_mark(c: char) -> bool {
    is_cjk_punctuation(c) || c.is_ascii_punctuation()
}

/// 上游：一眼泉 and 下游：一片海: two parts of one thing, each named before a colon.
pub fn are_parts_alike(one: &str, other: &str) -> bool {
    const NAME: usize = 2;
    let part = |text| {
        split_colon(text, NAME).map(|(name, _)| name).filter(|name| count_han(name, 3) == NAME)
    };
    let Some(other) = part(other) else { return false };
    let Some(one) = part(one) else { return false };
    one != other && one.chars().zip(other.chars()).any(|(one, other)| one == other)
}

/// Whether two headlines are of nearly the same length, and neither has more than `most` letters.
pub fn are_as_short(one: &str, other: &str, most: usize) -> bool {
    let (one, other) = (one.chars().count(), other.chars().count());
    one.abs_diff(other) <= 1 && one.max(other) <= most
}

/// 问：…, 王五：…: who speaks in an interview.
pub fn speaker(text: &str) -> Option<&str> {
    let (name, said) = split_colon(text, 4)?;
    let letters = name.chars().count();
    let named = letters >= 1 && count_han(name, 5) == letters;
    (named && !said.is_empty()).then_some(name)
}

/// What stands before and after the first colon, where at most `letters` stand before it.
fn split_colon(text: &str, letters: usize) -> Option<(&str, &str)> {
    let is_colon = |c: char| matches!(c, '：' | ':');
    let (at, colon) = text.char_indices().take(letters + 1).find(|&(_, c)| is_colon(c))?;
    Some((&text[..at], &text[at + colon.len_utf8()..]))
}

/// 简讯, 读者来信: the name of a column of short pieces, with no headline above it.
pub fn names_a_column(headline: &str) -> bool {
    static COLUMNS: Words = Words::new(|| {
        Table::of(
            "简讯 短讯 快讯 简明新闻 图片新闻 读者来信 来信照登 编读往来 短波 集萃 小贴士 \
             簡訊 短訊 快訊 讀者投書 讀者來函 圖片新聞 更正 启事 声明 讣告 訃告 公告 通告 更正启事 \
             失物招领 寻物启事 招领启事 招聘启事 你问我答 有问必答 天气预报 书讯",
        )
    });
    const ENDS: [&str; 11] =
        ["速递", "拾贝", "快讯", "简讯", "短讯", "行情", "速览", "快訊", "短波", "集锦", "拾零"];
    COLUMNS.has(headline)
        || (3..=5).contains(&headline.chars().count())
            && headline.chars().all(is_han)
            && ENDS.iter().any(|end| headline.ends_with(end))
}

/// 问：…, 答：…: a question and its answer, which each begin a paragraph.
pub fn asks_or_answers(text: &str) -> bool {
    ["问：", "答：", "问:", "答:", "問：", "問:"].iter().any(|word| text.starts_with(word))
}

/// 市公安局: the office that signs a notice.
pub fn is_office(line: &str) -> bool {
    const BODIES: [&str; 25] = [
        "局", "委", "办", "厅", "处", "部", "院", "所", "站", "社", "司", "府", "会", "校", "馆",
        "中心", "集团", "大学", "公室", "支部", "辦", "廳", "處", "會", "館",
    ];
    let letters = line.chars().count();
    (4..=24).contains(&letters)
        && count_han(line, 25) == letters
        && BODIES.iter().any(|body| line.ends_with(body))
}

/// 河口镇 张三, 老街社区 居民, 一名司机: who wrote a letter, by the place or the trade before the
/// name or in its stead.
pub fn signs_letter(line: &str) -> bool {
    const PLACES: &str = "省市县区镇乡村道街路巷里院厂校司队组店站园苑城港湾";
    const PEOPLE: &str = "者民师工生员长友机户客";
    if ["一名", "一位", "一个", "几名", "几位"].iter().any(|some| line.starts_with(some))
    {
        return line.ends_with(|c| PEOPLE.contains(c)) && count_han(line, 13) <= 12;
    }
    let mut words = line.split_whitespace();
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return false };
    let is_name = (2..=4).contains(&last.chars().count());
    is_name
        && first.ends_with(|c| PLACES.contains(c) || PEOPLE.contains(c))
        && words.all(|word| word.ends_with(|c| PLACES.contains(c) || PEOPLE.contains(c)))
        && line.chars().all(|c| is_han(c) || c.is_whitespace())
}

/// 二〇〇三年冬, 2004年春于河口, 1956.3: when a poem was written, below it.
pub fn tells_when_written(line: &str) -> bool {
    const LETTERS: usize = 16;
    let bare = line.trim_start_matches(['（', '(', '—', '写', '作', '于', '於']);
    let year: String = bare.chars().take(4).collect();
    let behind = bare[year.len()..].trim_start();
    year.chars().count() == 4
        && year.chars().all(|c| is_number(c) || matches!(c, '○' | 'Ｏ'))
        && behind.starts_with(['年', '.', '-', '/', '．'])
        && line.chars().count() <= LETTERS
        && !line.contains(['，', '。', '！', '？'])
}

/// ——记河口镇的船工: the line that says what a title means.
pub fn is_explanation(line: &str) -> bool {
    line.starts_with("——") && could_be_headline(line)
}

/// 编者按： and the like, which stand over an article.
pub fn is_editors_note(text: &str) -> bool {
    const NOTES: [&str; 6] = ["编者按", "编者的话", "开栏的话", "开栏语", "編者按", "编前"];
    let text = text.trim_start_matches(['【', '[', '（', '(']);
    NOTES.iter().any(|note| text.starts_with(note))
}

/// 亲爱的居民朋友们：, 编辑同志：…, 各分公司、各部门：: a letter opens.
pub fn is_address(text: &str) -> bool {
    let Some((addressee, rest)) = split_colon(text, 20) else { return false };
    let ends = ["们", "們", "同志", "先生", "女士", "老师", "朋友", "編輯", "编辑"];
    addressee.chars().count() >= 3
        && !addressee.contains(['，', '。', '“'])
        && (ends.iter().any(|end| addressee.ends_with(end))
            || rest.is_empty() && addressee.starts_with(['各', '全']) && !addressee.contains('的'))
}

/// 咨询电话：…: how to reach who wrote the text.
pub fn is_contact(text: &str) -> bool {
    const WAYS: [&str; 10] =
        ["电话", "热线", "邮箱", "地址", "联系人", "传真", "电子邮件", "電話", "聯絡人", "網址"];
    split_colon(text, 8).is_some_and(|(way, _)| WAYS.iter().any(|word| way.ends_with(word)))
}

/// The last character boundary at or before byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a line by itself could be a headline or a heading: short, and not a sentence.
pub fn could_be_headline(text: &str) -> bool {
    if text.len() > 300 {
        return false;
    }
    let form = Form::of(text);
    if !(2 * EM..=40 * EM).contains(&form.width(Measure::Compressed))
        || form.holds(['。', '；', ';'])
    {
        return false;
    }
    let trimmed = text.trim_end_matches(is_closing);
    if matches!(trimmed.chars().next_back(), Some('，' | '、' | '：' | ',' | ':' | '.'))
        || text.ends_with("……")
        || form.holds(['.']) && text.contains(". ")
        || form.holds(['，', ',']) && text.chars().filter(|c| matches!(c, '，' | ',')).count() > 1
    {
        return false;
    }
    has_letters(text)
        && !is_code(text)
        && !is_quotation(text)
        && !is_caption(text)
        && (!is_editors_note(text) || !text.contains(['：', ':']))
        && !(form.holds(['（', '(']) && names_reporter(text))
        && !opens_report(text)
        && !(form.holds(['：', ':'])
            && (is_contact(text) || asks_or_answers(text) || label::states_source(text)))
        && !greets(text)
        && credit::byline(text).is_none()
        && closing_bracket(text).is_none()
        && !is_remark(text)
        && matches!(numbering(text), None | Some(Numbering::Chapter | Numbering::Item))
}

/// 尊敬的…: whom a speech or a letter is addressed to.
fn greets(text: &str) -> bool {
    text.starts_with(['尊', '敬', '亲', '親'])
        && ["尊敬的", "敬爱的", "亲爱的", "敬愛的", "親愛的"]
            .iter()
            .any(|word| text.starts_with(word))
}

/// Whether a text has letters, and more than half as many as solid punctuation.
fn has_letters(text: &str) -> bool {
    let (mut letters, mut signs) = (0, 0);
    for c in text.chars() {
        if matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphabetic() {
            letters += 1;
        }
        signs += usize::from(is_cjk_punctuation(c) || c.is_ascii_punctuation());
    }
    letters >= 2 && letters * 2 > signs
}

/// A line of a program, or the number of a picture: `handler.insert_one(`, `IMG003ednc20190925`.
fn is_code(text: &str) -> bool {
    let figures = || text.bytes().filter(u8::is_ascii_digit).count() >= 6;
    text.is_ascii()
        && (text.contains(['=', '(', ')', '{', '}', '_', '<']) || !text.contains(' ') && figures())
}

/// A line that somebody says.
pub fn is_quotation(text: &str) -> bool {
    let inner = text.strip_prefix(['“', '「', '"']).and_then(|t| t.strip_suffix(['”', '」', '"']));
    inner.is_some_and(|inner| !inner.contains(['”', '」', '"']))
}

/// What the brackets hold where a line is nothing but a bracket that may close an article:
/// （来源：区金融办）, (王梓瑄), （记者 张三）.
pub fn closing_bracket(text: &str) -> Option<&str> {
    let inner = trim(text)
        .strip_prefix(['（', '(', '【', '['])
        .and_then(|t| t.strip_suffix(['）', ')', '】', ']']))?;
    let chars = inner.chars().count();
    let plain = !inner.contains(['。', '；', '！', '？', '（', '(', '“', '，', ',']);
    (plain && (2..=40).contains(&chars) && !is_aside(inner)).then_some(inner)
}

/// Brackets that are part of what is told, name the parts of a classical text and its commentary, or say
/// below a title of what kind it is: 朗诵诗.
fn is_aside(inner: &str) -> bool {
    static WHOLE: Words = Words::new(|| {
        Table::of(
            "完 全文完 待续 未完待续 掌声 热烈鼓掌 鼓掌 笑 笑声 略 待續 全剧终 续 原文 译文 今译 注释 \
             注解 校注 集注 题解 赏析 简析 评析 按语 大意 背景 譯文 今譯 註釋 注釋 註解 題解 賞析 \
             朗诵诗 散文诗 组诗 诗歌 歌词 散文 随笔 杂文 小说 小小说 微型小说 童话 寓言 独幕剧 小品 相声 \
             快板 快板书 三句半 外一首 外二首 外三首 外四首 二首 三首 四首 五首 连载 节选",
        )
    });
    static STARTS: Words = Words::new(|| Table::of("下转 上接 附 见 注 此件 本件"));
    inner.chars().all(is_number) || WHOLE.has(inner) || STARTS.begins(inner)
}

/// The closing bracket at the end of a paragraph, with what stands before it.
pub fn split_closing_bracket(text: &str) -> Option<(&str, &str)> {
    // Most paragraphs end with no bracket, and are not searched for one.
    if !text.trim_end().ends_with(['）', ')', '】', ']']) {
        return None;
    }
    let open = text.rfind(['（', '(', '【'])?;
    let (body, bracket) = (text[..open].trim_end(), &text[open..]);
    let inner = closing_bracket(bracket)?;
    let after_sentence = ending(body) == Ending::Sentence;
    let labelled = credit::is_credit(inner);
    let named = count_han(inner, 64) * 10
        >= inner.chars().filter(|c| !c.is_whitespace()).count() * 8
        && inner.chars().count() <= 20;
    (after_sentence && (labelled || named)).then_some((body, bracket))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_signed_with_a_place_or_a_trade() {
        for line in ["河口镇 何大江", "老街社区 居民", "一名船工", "河口镇 退休教师 何大江"]
        {
            assert!(signs_letter(line), "{line}");
        }
        for line in ["渡船照开", "河口镇 渡船明天起照常开行", "一名船工的早晨", "一条船"]
        {
            assert!(!signs_letter(line), "{line}");
        }
    }

    #[test]
    fn reports_open_with_their_dateline() {
        assert!(opens_report("本报讯 3 月 5 日，"));
        assert!(opens_report("新华社上海3月5日电（记者 李四）河口镇"));
        assert!(names_reporter("江城客户端快讯（记者 李四）今日"));
        assert!(!names_reporter("（记者 李四）"));
        assert!(!names_reporter("他说，河口镇（记者的故乡）"));
        assert!(!could_be_headline("江城客户端快讯（记者 李四）今日"));
        assert!(opens_report("据新华社河口1月5日电河口镇的船"));
        assert!(!opens_report("本报记者走进河口镇，看到了新的码头。"));
        assert!(may_open_report("3 月 5 日下午，镇里"));
        assert!(!may_open_report("码头上3月5日很热闹"));
    }

    #[test]
    fn a_poem_says_when_it_was_written() {
        for line in ["二〇〇三年冬", "2004年春于河口", "（1956.3.12）", "写于2019年5月"]
        {
            assert!(tells_when_written(line), "{line}");
        }
        for line in
            ["三年冬", "二〇〇三年的冬天，我走了", "一九五六", "2004年春天江边的树都发了新的嫩芽"]
        {
            assert!(!tells_when_written(line), "{line}");
        }
    }

    #[test]
    fn names_are_not_headlines() {
        assert!(!could_be_headline("本报记者 张三"));
        assert!(!could_be_headline("图为渡轮靠岸。李四 摄"));
        assert!(could_be_headline("记者走进河口镇老码头"));
        assert!(could_be_headline("【译文】"));
        assert!(!could_be_headline("他说他明天再来，"));
    }

    #[test]
    fn closing_brackets_are_split_from_their_paragraph() {
        assert_eq!(
            split_closing_bracket("船开了。 （来源：河口镇）"),
            Some(("船开了。", "（来源：河口镇）"))
        );
        assert_eq!(split_closing_bracket("船开了。(王五)"), Some(("船开了。", "(王五)")));
        assert_eq!(split_closing_bracket("船开了。（全文完）"), None);
        assert_eq!(split_closing_bracket("船（渡轮）"), None);
    }
}
