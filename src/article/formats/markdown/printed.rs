//! What OCR leaves of a printed page among its paragraphs: the number of the page, its running head,
//! and the marks of short news that look like those of captions. In come pieces, out come the same
//! without. Refuses what stands inside a text.

use std::collections::HashSet;

use crate::article::piece::{Piece, Rank, Role};
use crate::article::{reflow, sign};
use crate::text::Clean;
use crate::text::han::ends_sentence;

/// More lines above the title are text.
const HEAD: usize = 3;

/// The longest line of a printed head, in characters.
const LINE: usize = 30;

/// The shortest part of a line that a running head repeats, in characters.
const PART: usize = 4;

/// Takes numbers of pages and running heads away, and makes items of short news.
pub fn clear(pieces: &mut Vec<Piece>, dropped: &mut Vec<Clean>) {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let mut is_running = reflow::running(&texts).into_iter();
    let gone = pieces.extract_if(.., |_| is_running.next() == Some(true));
    dropped.extend(gone.map(|piece| Clean::line(&piece.text)));
    reflow::take_journal_heads(pieces, dropped);
    unhead_chapters(pieces, dropped);
    unnumber(pieces, dropped);
    unhead(pieces, dropped);
    let is_number = |piece: &Piece| piece.role == Role::Body && reflow::is_figure(&piece.text);
    if pieces.len() > 2 {
        dropped.extend(pieces.pop_if(|last| is_number(last)).map(|last| Clean::line(&last.text)));
        if is_number(&pieces[0]) {
            dropped.push(Clean::line(&pieces.remove(0).text));
        }
    }
    reflow::tell_items(pieces);
}

/// Takes the running heads away that say the name of a chapter of the page, beside a number.
fn unhead_chapters(pieces: &mut Vec<Piece>, dropped: &mut Vec<Clean>) {
    let is_heading = |piece: &&Piece| matches!(piece.role, Role::Headline(Rank::Level(_)));
    let names: HashSet<String> =
        pieces.iter().filter(is_heading).map(|piece| piece.text.clone()).collect();
    let runs = |piece: &Piece| {
        !is_heading(&piece)
            && reflow::numbered_head(&piece.text).is_some_and(|(head, _)| names.contains(head))
    };
    let gone = pieces.extract_if(.., |piece| runs(piece));
    dropped.extend(gone.map(|piece| Clean::line(&piece.text)));
}

/// Takes the numbers of pages away that were read as paragraphs: 87, and further down 88 and 89.
fn unnumber(pieces: &mut Vec<Piece>, dropped: &mut Vec<Clean>) {
    let numbers: Vec<u32> = pieces.iter().filter_map(page_number).collect();
    if !reflow::count_pages(&numbers) {
        return;
    }
    let gone = pieces.extract_if(.., |piece| page_number(piece).is_some());
    dropped.extend(gone.map(|piece| Clean::line(&piece.text)));
}

/// The number that a piece is.
fn page_number(piece: &Piece) -> Option<u32> {
    let is_text = !matches!(piece.role, Role::List | Role::Code | Role::Quote);
    reflow::page_number(&piece.text).filter(|_| is_text)
}

/// The name of the book and its issue stand above a title that is the only one of its level; the
/// same lines run at the heads of the pages below.
fn unhead(pieces: &mut Vec<Piece>, dropped: &mut Vec<Clean>) {
    let above = pieces.iter().take_while(|piece| is_of_head(piece)).count();
    let Some(title) = pieces.get(above) else { return };
    let is_title = |piece: &Piece| {
        piece.role == Role::Headline(Rank::Level(1)) && sign::numbering(&piece.text).is_none()
    };
    if above == 0
        || above > HEAD
        || !is_title(title)
        || pieces[above + 1..].iter().skip_while(|piece| is_title(piece)).any(is_title)
    {
        return;
    }
    let head: Vec<String> = pieces[..above].iter().map(|piece| piece.text.clone()).collect();
    let runs = |piece: &Piece| {
        is_of_head(piece)
            && piece.text.chars().nth(PART - 1).is_some()
            && head.iter().any(|line| line.starts_with(&piece.text))
    };
    let gone = pieces.extract_if(above + 1.., |piece| runs(piece));
    dropped.extend(gone.map(|piece| Clean::line(&piece.text)));
    let lines = pieces[..above].iter_mut().filter(|piece| piece.role != Role::Attribution);
    for (at, piece) in lines.enumerate() {
        piece.role = if at == 0 { Role::Headline(Rank::Kicker) } else { Role::Meta };
    }
}

/// A short line that says nothing whole, or the number of a document.
fn is_of_head(piece: &Piece) -> bool {
    sign::is_record_number(&piece.text)
        || matches!(piece.role, Role::Body | Role::Headline(Rank::Either))
            && piece.text.chars().nth(LINE).is_none()
            && !piece.text.contains(ends_sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::piece::Rank;

    fn check(pieces: &[(Role, &str)], expected: &[Role], gone: &[&str]) {
        let mut pieces: Vec<Piece> =
            pieces.iter().map(|&(role, text)| Piece::new(role, text)).collect();
        let mut dropped = Vec::new();
        clear(&mut pieces, &mut dropped);
        assert_eq!(pieces.iter().map(|piece| piece.role).collect::<Vec<_>>(), expected);
        assert_eq!(dropped.iter().map(Clean::as_str).collect::<Vec<_>>(), gone);
    }

    #[test]
    fn a_chapter_with_a_number_beside_it_runs_at_the_head() {
        let chapter = Role::Headline(Rank::Level(1));
        check(
            &[(Role::Body, "第三章 修渠 37"), (chapter, "第三章 修渠"), (Role::Body, "船来了。")],
            &[chapter, Role::Body],
            &["第三章 修渠 37"],
        );
    }

    const HEAD: Role = Role::Headline(Rank::Level(1));

    #[test]
    fn short_news_below_a_headline_has_no_captions() {
        let first = (Role::Caption, "▲河口镇图书馆昨日开放，首日接待读者两千人次。");
        let second = (Role::Caption, "▲白石小学的学生昨天参观了灯塔。（林江）");
        let items = [(HEAD, "短波"), first, second];
        check(&items, &[HEAD, Role::List, Role::List], &[]);
        check(&items[..2], &[HEAD, Role::Caption], &[]);
        check(
            &[(Role::Body, "船来了。"), first, second],
            &[Role::Body, Role::Caption, Role::Caption],
            &[],
        );
    }

    #[test]
    fn the_numbers_of_pages_count_on() {
        let body = (Role::Body, "船来了。");
        let page = |text| (Role::Body, text);
        let pages = [page("87"), body, page("88"), body, body, page("90"), body];
        check(&pages, &[Role::Body; 4], &["87", "88", "90"]);
        let pages = [page("一二六"), body, body, page("一二七"), body];
        check(&pages, &[Role::Body; 3], &["一二六", "一二七"]);
        // Sections are counted from one, and a table counts as it likes.
        check(&[body, page("1"), body, page("2"), body], &[Role::Body; 5], &[]);
        check(&[body, page("40"), body, page("12"), body], &[Role::Body; 5], &[]);
    }

    #[test]
    fn the_name_of_the_book_stands_above_the_title() {
        let (book, issue) = ((Role::Body, "河口文史"), (Role::Body, "2014年第6期"));
        let (title, section) = ((HEAD, "老渡口"), (Role::Headline(Rank::Level(2)), "船工"));
        let body = (Role::Body, "船来了。");
        let kicker = Role::Headline(Rank::Kicker);
        check(
            &[book, issue, title, body, book, section, body],
            &[kicker, Role::Meta, HEAD, Role::Body, section.0, Role::Body],
            &["河口文史"],
        );
        // The headings of a text whose title bears no mark are several.
        check(
            &[book, title, body, title, body],
            &[Role::Body, HEAD, Role::Body, HEAD, Role::Body],
            &[],
        );
        check(&[body, title, body], &[Role::Body, HEAD, Role::Body], &[]);
    }

    #[test]
    fn the_number_of_a_page_stands_at_its_edge() {
        let (body, number) = ((Role::Body, "船来了。"), (Role::Body, "12"));
        check(&[number, body, number, body, number], &[Role::Body; 3], &["12", "12"]);
        check(&[body, number], &[Role::Body; 2], &[]);
    }
}
