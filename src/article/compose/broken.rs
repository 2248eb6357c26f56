//! Headlines that a narrow column broke in mid-word. In come the pieces of a page, out come the same
//! pieces with such a headline made whole. Refuses to join a title and its subtitle.
//!
//! What stands on either side of the break is one word in the text below, or no word at all.

use rustc_hash::FxHashSet;

use crate::article::form::{Form, Measure};
use crate::article::metadata::credit;
use crate::article::piece::{Piece, Rank, Role};
use crate::article::sign;
use crate::text::han::is_han;

/// The characters from which on what follows a headline is no name.
const NAME: usize = 4;

/// The characters behind which a pair that stands in the text may do so by chance.
const SHORT: usize = 8;

/// How many different characters a text has at the least, and of how many of their pairs at most one
/// stands in it: where few characters come again and again, nearly any two stand side by side.
const VARIED: usize = 40;
const PAIRS: usize = 25;

/// So many characters show that.
const SAMPLE: usize = 400;

/// Two or three characters that are one word, or a part of it, if any text of the page has them: each
/// takes 21 bits, as a page has millions to be looked up.
type Word = u64;

fn word(characters: [Option<char>; 3]) -> Word {
    characters.into_iter().fold(0, |word, c| word << 21 | c.map_or(0, |c| u64::from(u32::from(c))))
}

/// Makes the headlines whole that were broken over two lines or more.
pub fn mend(pieces: Vec<Piece>) -> Vec<Piece> {
    let sought: FxHashSet<Word> = pieces
        .windows(2)
        .filter(|pair| may_go_on(&pair[0], &pair[1]))
        .flat_map(|pair| words_across(&pair[0].text, &pair[1].text))
        .collect();
    // Where no text is in a column, no headline is.
    let in_columns = pieces.iter().any(|piece| piece.lines > 1);
    let pieces = if in_columns { join_narrow(pieces) } else { pieces };
    if sought.is_empty() || !is_varied(&pieces) {
        return pieces;
    }
    let known = found_in_texts(&pieces, &sought);
    let mut mended: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match mended.last_mut() {
            Some(last) if may_go_on(last, &piece) && is_broken(&last.text, &piece.text, &known) => {
                last.text.push_str(&piece.text);
            }
            _ => mended.push(piece),
        }
    }
    mended
}

/// Joins a headline that was set beside its text in a few narrow lines: all are of one length, but for
/// the last, which may be shorter.
fn join_narrow(pieces: Vec<Piece>) -> Vec<Piece> {
    const NARROW: std::ops::RangeInclusive<usize> = 4..=8;
    const LINES: std::ops::RangeInclusive<usize> = 3..=6;
    /// So short lines are not as many headlines, though the last is as long.
    const SHORTEST: usize = 4;
    let letters = |piece: &Piece| piece.text.chars().count();
    let is_line = |piece: &Piece| {
        matches!(piece.role, Role::Headline(Rank::Headline | Rank::InColumn))
            && sign::numbering(&piece.text).is_none()
    };
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter();
    while let Some(mut first) = pieces.next() {
        let length = letters(&first);
        let rest = pieces.as_slice();
        let alike = |piece: &&Piece| is_line(piece) && letters(piece) == length;
        let same = if is_line(&first) && NARROW.contains(&length) {
            rest.iter().take(*LINES.end()).take_while(alike).count()
        } else {
            0
        };
        let is_last = |last: &Piece| is_line(last) && letters(last) < length;
        let more = match rest.get(same) {
            Some(last) if is_last(last) => same + 1,
            _ if length <= SHORTEST => same,
            _ => 0,
        };
        if LINES.contains(&(more + 1)) {
            first.text.extend(pieces.by_ref().take(more).map(|piece| piece.text));
        }
        joined.push(first);
    }
    joined
}

/// Whether the texts of a page are long enough to tell a word from a chance.
fn is_varied(pieces: &[Piece]) -> bool {
    let texts = pieces.iter().filter(|piece| piece.role == Role::Body);
    let sample: Vec<char> = texts.flat_map(|piece| piece.text.chars()).take(SAMPLE).collect();
    let characters: FxHashSet<char> = sample.iter().copied().collect();
    let pairs: FxHashSet<&[char]> = sample.windows(2).collect();
    characters.len() >= VARIED && pairs.len() * PAIRS <= characters.len().pow(2)
}

/// Whether `rest` may be the rest of a headline: no longer, and no line that says what it is.
fn may_go_on(headline: &Piece, rest: &Piece) -> bool {
    let is_marked = |piece: &Piece| matches!(piece.role, Role::Headline(Rank::Level(_)));
    if (is_marked(headline) || is_marked(rest)) && headline.role != rest.role {
        return false;
    }
    let is_line =
        |role| matches!(role, Role::Headline(Rank::Headline | Rank::InColumn | Rank::Level(_)));
    let is_rest = match rest.role {
        Role::Attribution => {
            rest.text.chars().count() <= NAME && credit::byline(&rest.text).is_none()
        }
        role => is_line(role) && sign::numbering(&rest.text).is_none(),
    };
    let width = |piece: &Piece| Form::of(&piece.text).width(Measure::Compressed);
    is_line(headline.role)
        && is_rest
        && (rest.text.starts_with(is_han) || sign::is_quotation(&rest.text))
        && headline.text.ends_with(is_han)
        && width(rest) <= width(headline)
}

/// The words that a break between two lines would have cut: the pair around it alone where the second
/// is short, else with one more character.
fn words_across(headline: &str, rest: &str) -> Vec<Word> {
    let mut before = headline.chars().rev();
    let mut after = rest.chars();
    let (last, first) = (before.next(), after.next());
    if rest.chars().count() <= SHORT {
        return vec![word([last, first, None])];
    }
    vec![word([before.next(), last, first]), word([last, first, after.next()])]
}

/// Those of the `sought` words that stand in some text of the page.
fn found_in_texts(pieces: &[Piece], sought: &FxHashSet<Word>) -> FxHashSet<Word> {
    let mut found = FxHashSet::default();
    for piece in pieces.iter().filter(|piece| piece.role == Role::Body) {
        let mut last = [None; 2];
        for c in piece.text.chars().map(Some) {
            let words = [word([last[0], last[1], c]), word([last[1], c, None])];
            found.extend(words.into_iter().filter(|word| sought.contains(word)));
            last = [last[1], c];
        }
    }
    found
}

/// 把渡口修到村民的: a line ends with a word that wants another, as no headline does.
pub fn wants_more(line: &str) -> bool {
    line.ends_with(|c| "的和与與及在将將把被让讓受为為从從".contains(c))
}

/// Whether a headline goes on in the next line.
fn is_broken(headline: &str, rest: &str, known: &FxHashSet<Word>) -> bool {
    /// Words that another goes before.
    const JOINED: &str = "的了和与與及";
    let is_open = |open, close| headline.matches(open).count() > headline.matches(close).count();
    let quotes = sign::is_quotation(rest) && headline.ends_with(|c| "了的有是成".contains(c));
    quotes
        || rest.chars().nth(1).is_none()
        || wants_more(headline)
        || rest.starts_with(|c| JOINED.contains(c))
        || [('“', '”'), ('《', '》'), ('「', '」')]
            .into_iter()
            .any(|(open, close)| is_open(open, close))
        || words_across(headline, rest).iter().any(|word| known.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a headline and the line below it over a text about a ferry.
    fn check(lines: [&str; 2], expected: &[&str]) {
        let text = "本次渡口摄影评选共收到作品三百件，渡船上的幸福院也在其中，获奖者将于明年春天随\
                    第一班轮渡游览江心小岛。";
        let mut pieces: Vec<Piece> =
            lines.iter().map(|&line| Piece::new(Role::Headline(Rank::InColumn), line)).collect();
        pieces.push(Piece::new(Role::Body, text));
        let mended = mend(pieces);
        let left: Vec<&str> =
            mended.iter().take(mended.len() - 1).map(|piece| piece.text.as_str()).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn what_was_broken_in_a_word_is_made_whole() {
        for lines in [
            ["寻找渡口的人影评", "选揭晓"],
            ["老有所依：家门口的幸", "福院"],
            ["渡船公司苦战三天争", "先"],
            ["把过江的路修到村民的", "家门口"],
            ["河口镇举办“摆渡", "人”讲述会"],
        ] {
            check(lines, &[lines.concat().as_str()]);
        }
    }

    #[test]
    fn narrow_lines_of_one_length_are_one_headline() {
        let headlines = |lines: &[&str]| {
            let role = Role::Headline(Rank::InColumn);
            let text = Piece { lines: 3, ..Piece::new(Role::Body, "渡船每天早晨开出。") };
            let pieces = lines.iter().map(|&line| Piece::new(role, line)).chain([text]);
            mend(pieces.collect()).len() - 1
        };
        assert_eq!(headlines(&["老船工当", "上“渡口", "讲师”"]), 1);
        assert_eq!(headlines(&["老渡口", "新码头", "夜航"]), 3);
        assert_eq!(headlines(&["渡船公司", "试行二十", "四时开船"]), 1);
        assert_eq!(headlines(&["渡口有要闻", "河口出副刊", "江边好人家"]), 3);
    }

    #[test]
    fn a_title_and_what_stands_below_it_are_two() {
        for lines in [
            ["寻找渡口的人", "摄影作品展揭晓"],
            ["老码头重新开放", "两岸的人都来坐船看江景"],
            ["老码头重新开放", "——记河口镇的船工"],
            ["怀念秦先生", "顾昭"],
        ] {
            check(lines, &lines);
        }
    }

    #[test]
    fn a_name_that_is_a_part_of_a_word_is_none() {
        let pieces = vec![
            Piece::new(Role::Headline(Rank::Headline), "图书馆夜间开放受"),
            Piece::new(Role::Attribution, "欢迎"),
            Piece::new(
                Role::Body,
                "一到晚上七点，自习室就坐满了人。自从夜间开放以来，接待读者一千二百多名，馆方将根据\
                 大家意见增设插座和热水。",
            ),
        ];
        assert_eq!(mend(pieces)[0].text, "图书馆夜间开放受欢迎");
    }

    #[test]
    fn what_any_text_of_a_few_characters_has_is_no_word() {
        let few = "渡在船水渡船江灯江去水的人来江水江在船口的江水的在水渡去灯人去来灯水江船渡灯人口来\
                   水的江灯在水灯在去来灯水去来船的在灯去江的的江去的渡在在人江的人来水船水去渡的口船\
                   的来船去在水灯船人灯口的的水船口水在船在江船船灯来来的江口人在人来人渡渡渡的来水去";
        let others = "早报服务搜索首页新闻本月三日作者王五责任编辑文字摄影图片转载";
        let lines = ["船船渡水口渡", "在水口在江水"];
        let mut pieces: Vec<Piece> =
            lines.iter().map(|&line| Piece::new(Role::Headline(Rank::InColumn), line)).collect();
        pieces.push(Piece::new(Role::Body, format!("{few}{others}")));
        assert_eq!(mend(pieces).len(), 3);
    }
}
