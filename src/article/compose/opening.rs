//! Whether a headline in the middle of a page begins an article or stands over a part of one. In come
//! the article so far, the headline and what follows; out comes a yes or no. Refuses to know how
//! the page was set.
//!
//! No sign is sure on every page, so each is worth some points, and the sum decides.

use super::cohesion;
use super::draft::Draft;
use crate::article::line::{Ending, ending};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::sign;

/// The points from which on a headline begins an article.
const ENOUGH: i32 = 2;

/// The points of a sign that only articles begin or end with.
const SURE: i32 = 4;

/// The bounds of what the subject of the text is worth.
const LEAST_SUBJECT: i32 = -2;
const MOST_SUBJECT: i32 = 2 + ANNOUNCED;

/// The points of a headline whose words come back below and did not stand above.
const ANNOUNCED: i32 = 2;

/// Whether `headline` begins an article after `draft`, where `rest` follows it. What the form of
/// the page tells is given as `prior`, in points.
pub fn begins(draft: &Draft, headline: &str, rest: &[Piece], prior: i32) -> bool {
    let is_headline =
        |piece: &&Piece| matches!(piece.role, Role::Headline(rank) if rank != Rank::Heading);
    let (more, text) = rest.split_at(rest.iter().take_while(is_headline).count());
    let sum = prior + above(draft) + words(headline, more) + subtitles(more) + below(text);
    // The words of the texts are compared only where they can turn the scales.
    sum >= ENOUGH - LEAST_SUBJECT
        || (sum >= ENOUGH - MOST_SUBJECT && is_worth(ENOUGH - sum, draft, headline, text))
}

/// A credit closes an article; a sentence cut short goes on.
fn above(draft: &Draft) -> i32 {
    if draft.is_closed() {
        return SURE;
    }
    let last = draft.pieces.iter().rev().find(|piece| piece.role == Role::Body);
    if last.is_some_and(|last| ending(&last.text) != Ending::Sentence) { -1 } else { 0 }
}

/// What a headline says of itself, or the title below a kicker: headings are short, and may be a
/// plain sentence.
fn words(headline: &str, more: &[Piece]) -> i32 {
    let mut lines = std::iter::once(headline).chain(more.iter().map(|piece| piece.text.as_str()));
    let titled = lines.any(|line| sign::is_of_two_parts(line) || sign::names_a_notice(line));
    let short = headline.chars().count() <= 6;
    2 * i32::from(titled) - i32::from(short) - i32::from(headline.contains(['，', ',']))
}

/// The headlines right below: a heading has none, but a short one may end the list of a contents.
fn subtitles(more: &[Piece]) -> i32 {
    if more.iter().any(|piece| sign::is_explanation(&piece.text)) {
        SURE
    } else {
        i32::from(more.len() == 1)
    }
}

/// The words with which the text below begins.
fn below(text: &[Piece]) -> i32 {
    let Some(first) = text.first() else { return 0 };
    let signed = text.get(1).is_some_and(|second| second.role == Role::Body);
    match first.role {
        Role::Meta => SURE,
        Role::Attribution if signed => SURE,
        Role::Body if sign::opens_report(&first.text) || sign::is_editors_note(&first.text) => SURE,
        Role::Body if sign::may_open_report(&first.text) || sign::is_address(&first.text) => 2,
        _ => 0,
    }
}

/// Whether the subject of the text is worth the points that are `missing`: an announcement has its
/// own, and the less of the text was said before, the more points it has, from 2 to -2.
fn is_worth(missing: i32, draft: &Draft, headline: &str, text: &[Piece]) -> bool {
    let announced = cohesion::announces(&draft.pieces, headline, text);
    let missing = missing - if announced { ANNOUNCED } else { 0 };
    let most = match missing {
        ..=LEAST_SUBJECT => return true,
        -1 => 60,
        0 | 1 => 32,
        2 => 16,
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
        assert_eq!(begins(&draft, line, rest, 0), expected, "{line}");
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
    }

    #[test]
    fn a_heading_goes_on_with_the_subject() {
        let more = "何老大的渡船修了又修，两岸的人说，只要老码头还在，江上就听得见他的号子。";
        check("渡船修了又修", &[body(more)], false);
        check("号子", &[body("近日，何老大的渡船停了。")], false);
        check("两岸的人", &[headline("斗笠"), body(more)], false);
    }
}
