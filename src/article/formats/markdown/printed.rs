//! What OCR leaves of a printed page among its paragraphs: the number of the page, and the marks of
//! short news that look like those of captions. In come pieces, out come the same without. Refuses
//! what stands inside a text.

use crate::article::piece::{Piece, Role};
use crate::article::reflow;
use crate::text::Clean;
use crate::text::han::ends_sentence;

/// Fewer items are captions below a headline.
const ITEMS: usize = 2;

/// Takes a number at the edge of the page away, and makes items of short news.
pub fn clear(pieces: &mut Vec<Piece>, dropped: &mut Vec<Clean>) {
    let is_number = |piece: &Piece| piece.role == Role::Body && reflow::is_figure(&piece.text);
    if pieces.len() > 2 {
        dropped.extend(pieces.pop_if(|last| is_number(last)).map(|last| Clean::line(&last.text)));
        if is_number(&pieces[0]) {
            dropped.push(Clean::line(&pieces.remove(0).text));
        }
    }
    let mut headed = false;
    for run in pieces.chunk_by_mut(|one, next| is_item(one) == is_item(next)) {
        if headed && run.len() >= ITEMS && is_item(&run[0]) {
            for item in run.iter_mut() {
                item.role = Role::List;
            }
        }
        headed = matches!(run.last().map(|last| last.role), Some(Role::Headline(_)));
    }
}

/// ▲河口镇图书馆昨日开放。: a whole sentence behind the mark of a caption.
fn is_item(piece: &Piece) -> bool {
    const LEAST: usize = 12;
    piece.role == Role::Caption
        && piece.text.starts_with(['▲', '△'])
        && piece.text.chars().nth(LEAST).is_some()
        && piece.text.trim_end_matches(['）', ')']).contains(ends_sentence)
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
    fn the_number_of_a_page_stands_at_its_edge() {
        let (body, number) = ((Role::Body, "船来了。"), (Role::Body, "12"));
        check(&[number, body, number, body, number], &[Role::Body; 3], &["12", "12"]);
        check(&[body, number], &[Role::Body; 2], &[]);
    }
}
