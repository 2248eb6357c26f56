//! Whether a headline in the middle of a page begins an article or stands over a part of one. In come
//! the article so far, the headline and what follows; out comes a yes or no. Refuses to know how
//! the page was set.
//!
//! No sign is sure on every page, so each is worth some points, and the sum decides.

use super::cohesion;
use super::draft::Draft;
use crate::article::line::{Ending, ending};
use crate::article::piece::{Piece, Rank, Role, measure_changes};
use crate::article::sign;

/// The points from which on a headline begins an article.
const ENOUGH: i32 = 2;

/// The points of a sign that only articles begin or end with.
const SURE: i32 = 7;

/// The bounds of what the subject of the text is worth.
const LEAST_SUBJECT: i32 = OF_ONE_SUBJECT - 1;
const MOST_SUBJECT: i32 = 3 + ANNOUNCED;

/// The points of a text that goes on with what was told.
const OF_ONE_SUBJECT: i32 = -4;

/// The most points of a headline whose words come back below and did not stand above.
const ANNOUNCED: i32 = 2;

/// The pieces on either side among which other headings are looked for.
const NEAR: usize = 24;

/// Whether a headline begins an article after `draft`, where `rest` follows it. What the form of
/// the page tells is given as `prior`, in points.
pub fn begins(draft: &Draft, piece: &Piece, rest: &[Piece], prior: i32) -> bool {
    let Role::Headline(rank) = piece.role else { return false };
    let headline = piece.text.as_str();
    let is_headline =
        |piece: &&Piece| matches!(piece.role, Role::Headline(rank) if rank != Rank::Heading);
    let (more, text) = rest.split_at(rest.iter().take_while(is_headline).count());
    let sum = prior
        + above(draft)
        + poem(draft, rank, text)
        + words(headline, more)
        + twins(draft, headline, text)
        + likeness(draft, headline, rank, text)
        + subtitles(more, rank, text)
        + below(text)
        + parts(draft, rank, rest)
        + unsigned(draft, rank, rest)
        + notice(headline, text)
        + reset(draft, rank, text)
        + brief(draft, rank)
        + dialogue(draft, text);
    // The words of the texts are compared only where they can turn the scales.
    sum >= ENOUGH - LEAST_SUBJECT
        || (sum >= ENOUGH - MOST_SUBJECT && is_worth(ENOUGH - sum, draft, headline, text))
}

/// What signs of parts that follow each other are worth, in points.
const PART: i32 = 3;

/// A text that says what comes goes on with it: 注意以下事项。 And where one credit stands below several
/// headlines in the column, and none between, it closes all of what they stand over.
fn parts(draft: &Draft, rank: Rank, rest: &[Piece]) -> i32 {
    const SAID: [&str; 4] = ["以下", "如下", "下列", "下述"];
    let is_head = |piece: &Piece| matches!(piece.role, Role::Headline(_));
    let last = draft.pieces.last().filter(|last| last.role == Role::Body);
    let announced = last.is_some_and(|last| {
        let tail = &last.text[sign::floor(&last.text, last.text.len().saturating_sub(42))..];
        SAID.iter().any(|word| tail.contains(word))
    });
    let near = &rest[..rest.len().min(NEAR + 1)];
    let credit = near.iter().position(|piece| piece.role == Role::Attribution);
    let ahead = credit.filter(|_| rank == Rank::InColumn).map_or(&[][..], |credit| &near[..credit]);
    let signed = ahead.iter().any(is_head)
        && !ahead.iter().any(|piece| {
            sign::split_closing_bracket(&piece.text).is_some() || sign::opens_report(&piece.text)
        });
    -PART * (i32::from(announced) + i32::from(signed))
}

/// What it is worth that a text goes without the name that opens the one above, in points.
const UNSIGNED: i32 = 5;

/// Below a text that a byline opens, another article would have one as well, or a dateline.
fn unsigned(draft: &Draft, rank: Rank, rest: &[Piece]) -> i32 {
    let first = draft.pieces.iter().find(|piece| piece.role != Role::Caption);
    let is_signed = first.is_some_and(Piece::is_byline);
    let opens = |piece: &Piece| {
        piece.role == Role::Attribution
            || piece.role == Role::Meta
            || sign::opens_report(&piece.text)
    };
    let printed = matches!(rank, Rank::InColumn | Rank::Level(_));
    // The article that follows may be signed, where it begins for sure.
    let begins = |piece: &Piece| matches!(piece.role, Role::Headline(Rank::Headline));
    let mut own =
        rest.iter().take(NEAR).skip_while(|piece| begins(piece)).take_while(|piece| !begins(piece));
    -UNSIGNED * i32::from(is_signed && printed && !own.any(opens))
}

/// What it is worth that the text below is set in another measure, in points.
const RESET: i32 = 2;

/// A text is set in one measure, if no picture stands beside it.
fn reset(draft: &Draft, rank: Rank, text: &[Piece]) -> i32 {
    let measure = |piece: &Piece| Some(piece.measure).filter(|&measure| measure > 0);
    let above = draft.pieces.iter().rev().take(NEAR).find_map(measure);
    let below = text.iter().take(NEAR).find_map(measure);
    let is_reset = above.zip(below).is_some_and(|(above, below)| measure_changes(above, below));
    RESET * i32::from(rank == Rank::InColumn && is_reset)
}

/// What it is worth that the text above is a report of one paragraph, in points.
const BRIEF: i32 = 2;

/// News in brief has one paragraph, and no headings; its column may have a name: 简讯.
fn brief(draft: &Draft, rank: Rank) -> i32 {
    let mut bodies = draft.pieces.iter().filter(|piece| piece.role == Role::Body);
    let says_so = || draft.head.iter().chain(&draft.kicker).any(|line| sign::names_a_column(line));
    let is_brief = rank == Rank::InColumn
        && bodies.next().is_some_and(|first| sign::opens_report(&first.text) || says_so())
        && bodies.next().is_none();
    BRIEF * i32::from(is_brief)
}

/// A notice that an office signs stands by itself: 停电通知, and below it 河口镇供电所.
fn notice(headline: &str, text: &[Piece]) -> i32 {
    // Below the text a bare name looks like a headline too.
    let is_line = |piece: &&Piece| matches!(piece.role, Role::Attribution | Role::Headline(_));
    let last = || text.iter().take(NEAR).find(is_line);
    let is_office = |line: &Piece| sign::is_office(sign::signer(&line.text).unwrap_or(&line.text));
    SURE * i32::from(sign::names_a_notice(headline) && last().is_some_and(is_office))
}

/// A credit closes an article; a sentence cut short goes on.
fn above(draft: &Draft) -> i32 {
    if draft.is_closed() {
        return SURE;
    }
    let last = draft.pieces.iter().rev().find(|piece| piece.role == Role::Body);
    if last.is_some_and(|last| ending(&last.text) != Ending::Sentence) { -1 } else { 0 }
}

/// On a printed page a poem stands by itself.
fn poem(draft: &Draft, rank: Rank, text: &[Piece]) -> i32 {
    let is_text = |piece: &&Piece| matches!(piece.role, Role::Body | Role::Verse);
    let above = draft.pieces.iter().filter(is_text).all(|piece| piece.role == Role::Verse);
    let below = text.iter().find(is_text).is_some_and(|piece| piece.role == Role::Verse);
    3 * i32::from(rank == Rank::InColumn && above != below)
}

/// What a headline says of itself, or the title below a kicker: headings are short, and may be a
/// plain sentence.
fn words(headline: &str, more: &[Piece]) -> i32 {
    let mut lines = std::iter::once(headline).chain(more.iter().map(|piece| piece.text.as_str()));
    let titled = lines.any(|line| sign::is_of_two_parts(line) || sign::names_a_notice(line));
    if sign::names_a_column(headline) {
        return SURE;
    }
    if sign::is_explanation(headline) {
        // It says more of the line above.
        return -SURE;
    }
    let length = match headline.chars().count() {
        // Names stand over what each of them says.
        0..=3 => -3,
        4..=6 => -1,
        _ => 0,
    };
    let of_two_clauses = headline.contains(['，', ',']);
    2 * i32::from(titled) + length - 3 * i32::from(of_two_clauses)
}

/// Headings of one article are made alike: 长出“牙齿”，才有威慑 and 算好“收益”，才有动力. What is
/// much longer than those above is no further one.
fn likeness(draft: &Draft, headline: &str, rank: Rank, rest: &[Piece]) -> i32 {
    const SHORT: usize = 8;
    const LONG: usize = 12;
    let headings = |piece: &&Piece| matches!(piece.role, Role::Headline(_));
    let above = || draft.pieces.iter().rev().take(NEAR).filter(headings).map(|piece| &piece.text);
    let below = || rest.iter().take(NEAR).filter(headings).map(|piece| &piece.text);
    let others = || below().chain(above());
    // A headline tells by itself which of the others could be like it.
    if headline.contains(['：', ':'])
        && others().any(|other| sign::are_parts_alike(other, headline))
    {
        return -SURE;
    }
    if sign::has_marks(headline)
        && others().chain(&draft.head).any(|other| sign::are_made_alike(other, headline))
    {
        return -3;
    }
    let length = |text: &str| text.chars().count();
    let letters = length(headline);
    if letters <= SHORT + 1 && others().any(|other| sign::are_as_short(other, headline, SHORT)) {
        // The short titles of a printed page are no less alike.
        return if rank == Rank::InColumn { -1 } else { -2 };
    }
    if letters < LONG {
        return 0;
    }
    let longest = above().map(|heading| length(heading)).max();
    2 * i32::from(longest.is_some_and(|longest| letters >= longest + 5))
}

/// Two clauses are worth nothing where another headline of two, and as long, stands near: the headings
/// of one article are made so as often.
fn twins(draft: &Draft, headline: &str, rest: &[Piece]) -> i32 {
    let length = |text: &str| text.chars().count();
    let is_twin = |piece: &Piece| {
        matches!(piece.role, Role::Headline(_))
            && length(&piece.text).abs_diff(length(headline)) <= 4
            && sign::is_of_two_parts(&piece.text)
    };
    let near = || draft.pieces.iter().rev().take(NEAR).chain(rest.iter().take(NEAR));
    -2 * i32::from(sign::is_of_two_parts(headline) && near().any(is_twin))
}

/// An interview, in which somebody speaks twice, is over where nobody asks and nobody answers.
fn dialogue(draft: &Draft, text: &[Piece]) -> i32 {
    fn speakers<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Vec<&'a str> {
        let bodies = pieces.filter(|piece| piece.role == Role::Body).take(4);
        bodies.filter_map(|piece| sign::speaker(&piece.text)).collect()
    }
    let above = speakers(draft.pieces.iter().rev());
    let again = |(at, name): (usize, &&str)| above[..at].contains(name);
    2 * i32::from(above.iter().enumerate().any(again) && speakers(text.iter()).is_empty())
}

/// The headlines right below: a heading has none, but a short one may end the list of a contents. Many
/// stand together where a program printed those of several articles.
fn subtitles(more: &[Piece], rank: Rank, text: &[Piece]) -> i32 {
    const MANY: usize = 3;
    let over_text = text.first().is_some_and(|first| first.role == Role::Body);
    if rank == Rank::InColumn && more.len() >= MANY && over_text {
        return SURE;
    }
    if more.iter().any(|piece| sign::is_explanation(&piece.text)) {
        SURE
    } else {
        i32::from(more.len() == 1)
    }
}

/// The words with which the text below begins.
fn below(text: &[Piece]) -> i32 {
    let Some(first) = text.first() else { return 0 };
    let signed = match text.get(1..) {
        // Two titles with their names below a text.
        Some([title, name, ..]) if matches!(title.role, Role::Headline(_)) => name.names_author(),
        Some([text, ..]) => matches!(text.role, Role::Body | Role::Verse),
        _ => false,
    };
    match first.role {
        Role::Meta => SURE,
        Role::Attribution if signed => SURE,
        Role::Body if sign::opens_report(&first.text) || sign::is_editors_note(&first.text) => SURE,
        Role::Body if sign::may_open_report(&first.text) || sign::is_address(&first.text) => 2,
        _ => 0,
    }
}

/// Whether the subject of the text is worth the points that are `missing`: the words of the headline
/// have their own, and the less of the text was said before, the more points it has, from 3 to -4.
fn is_worth(missing: i32, draft: &Draft, headline: &str, text: &[Piece]) -> bool {
    const LEAST: f64 = 0.1;
    let announced = match cohesion::announcement(&draft.pieces, headline, text, LEAST) {
        None => 0,
        Some(share) if share >= 0.4 => ANNOUNCED,
        Some(share) if share >= 0.25 => 1,
        Some(share) if share >= LEAST => 0,
        Some(_) => -1,
    };
    let missing = missing - announced;
    let most = match missing {
        ..=OF_ONE_SUBJECT => return true,
        -3 | -2 => 80,
        -1 => 60,
        0 | 1 => 44,
        2 | 3 => 24,
        _ => return false,
    };
    // Texts that are too short to tell are worth nothing.
    cohesion::is_kin(&draft.pieces, text, most).map_or(missing <= 0, |is_kin| !is_kin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Piece {
        Piece::new(Role::Body, text)
    }

    fn headline(text: &str) -> Piece {
        Piece::new(Role::Headline(Rank::Either), text)
    }

    const FERRY: &str =
        "渡船从老码头开出，船工何老大在江上摆了三十年渡，两岸的人都认得他的斗笠和号子。";

    /// Whether a headline begins an article after one about a ferry.
    fn check(line: &str, rest: &[Piece], expected: bool) {
        let mut draft = Draft::default();
        draft.push(body(FERRY));
        assert_eq!(begins(&draft, &headline(line), rest, 0), expected, "{line}");
    }

    #[test]
    fn the_press_shows_where_articles_begin() {
        let stars = "山里的小学添了望远镜，孩子们夜里排着队看土星，看完的都说像一顶草帽。";
        let name = Piece::new(Role::Attribution, "本报记者 王五");
        check("山里看见土星环", &[name, body(stars)], true);
        check("山里看见土星环", &[headline("——记河口小学的天文课"), body(stars)], true);
        check("山里看见土星环", &[body("本报讯 3月5日，山里的小学添了望远镜。")], true);
        check("山村小学添设备 孩子夜里看土星", &[body("老师说这是头一回。")], true);
        check("关于停水的通知", &[body("因管道检修，明日停水。")], true);
        check("写给山里的孩子们", &[body("亲爱的同学们：")], true);
        check("山里看见土星环", &[body(stars)], false);
        let office = Piece::new(Role::Attribution, "河口镇渡口管理所");
        let stop = "渡船从明天起停开，两岸的人请从大桥过江。";
        check("渡船停航通知", &[body(FERRY), body(stop), office], true);
        check("渡船停航通知", &[body(FERRY), body(stop)], false);
    }

    #[test]
    fn a_heading_goes_on_with_the_subject() {
        let more = "何老大的渡船修了又修，两岸的人说，只要老码头还在，江上就听得见他的号子。";
        check("渡船修了又修", &[body(more)], false);
        check("号子", &[body("近日，何老大的渡船停了。")], false);
        check("两岸的人", &[headline("斗笠"), body(more)], false);
    }

    #[test]
    fn news_in_brief_and_another_measure_have_no_headings() {
        let printed = Piece::new(Role::Headline(Rank::InColumn), "山里看见土星环");
        // Too short to tell of what it is.
        let more = "孩子们夜里排着队。";
        let begins_below = |head: &str, text: &str, below: u32| {
            let mut draft = Draft::default();
            draft.head.push(head.to_owned());
            draft.push(Piece { measure: 60, ..body(text) });
            begins(&draft, &printed, &[Piece { measure: below, ..body(more) }], 0)
        };
        let report = format!("本报讯 {FERRY}");
        assert!(!begins_below("老渡口", FERRY, 60));
        assert!(begins_below("老渡口", &report, 60), "a report of one paragraph");
        assert!(begins_below("简讯", FERRY, 60), "a column of short pieces");
        assert!(begins_below("老渡口", FERRY, 48), "a narrower column");
    }

    #[test]
    fn headings_of_two_clauses_are_no_titles() {
        let more = "何老大的渡船修了又修，两岸的人说，只要老码头还在，江上就听得见他的号子。";
        let twin = headline("两岸认得斗笠 江上听见号子");
        let alone = [body(more)];
        let two = [body(more), twin, body(more)];
        check("岸边人来人往 远山云卷云舒", &alone, true);
        check("岸边人来人往 远山云卷云舒", &two, false);
    }

    #[test]
    fn another_subject_is_another_article() {
        let orchard = "果园里的桃子熟了，合作社请来县里的技术员，教大家分级装箱，再用冷链车发往外省，\
                       每斤比往年多卖八毛钱，种了半辈子桃树的徐大娘笑得合不拢嘴。";
        let mut draft = Draft::default();
        draft.push(body(FERRY));
        draft.push(body("他说，只要江上还有人等船，他的橹就不会停，哪怕一天只有一个人过江。"));
        let is_new = |line: &str, rest: &[Piece]| begins(&draft, &headline(line), rest, 0);
        assert!(is_new("桃子发往外省", &[body(orchard)]));
        assert!(is_new("“秋收”发往山外", &[body(orchard)]));
        let alike = headline("“渡船”开往对岸");
        assert!(
            !is_new("“秋收”发往山外", &[body(orchard), alike, body(FERRY)]),
            "one of two headings"
        );
        assert!(is_new("简讯", &[body(FERRY)]));
        assert!(!is_new("——徐大娘的桃园", &[body(orchard)]));
    }

    #[test]
    fn the_parts_of_one_thing_are_headings() {
        let orchard = "果园里的桃子熟了，合作社请来县里的技术员，教大家分级装箱，再用冷链车发往外省，\
                       每斤比往年多卖八毛钱，种了半辈子桃树的徐大娘笑得合不拢嘴。";
        let mut draft = Draft::default();
        draft.push(body(FERRY));
        draft.push(body("他说，只要江上还有人等船，他的橹就不会停，哪怕一天只有一个人过江。"));
        let is_new = |line: &str, other: &str| {
            let rest = [body(orchard), headline(other), body(FERRY)];
            begins(&draft, &headline(line), &rest, 0)
        };
        assert!(is_new("上游：桃子发往外省的那一天", "老渡口"));
        assert!(!is_new("上游：桃子发往外省的那一天", "下游：老渡口"));
    }

    #[test]
    fn an_interview_ends_where_nobody_speaks() {
        let mut draft = Draft::default();
        let speeches =
            ["记者：您还要摆渡多久？", "何老大：摆到没有人过江。", "记者：儿子愿意接橹吗？"];
        for speech in speeches {
            draft.push(body(speech));
        }
        let goes_on = [body("记者：江上冷不冷？")];
        assert!(begins(&draft, &headline("桃子熟了的时候"), &[body(FERRY)], 0));
        assert!(!begins(&draft, &headline("桃子熟了的时候"), &goes_on, 0));
    }
}
