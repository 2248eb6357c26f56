//! Short news below one headline, each behind a mark that captions have too: ▲. In come pieces, out come
//! the same with such items told. Refuses a single one: that is a caption.

use crate::article::piece::{Piece, Role};
use crate::text::han::ends_sentence;

/// Fewer items are captions below a headline.
const LEAST: usize = 2;

/// The least characters of an item.
const LETTERS: usize = 12;

/// Makes lists of the items that stand below a headline.
pub fn tell(pieces: &mut [Piece]) {
    let mut headed = false;
    for run in pieces.chunk_by_mut(|one, next| is_item(one) == is_item(next)) {
        if headed && run.len() >= LEAST && is_item(&run[0]) {
            for item in run.iter_mut() {
                item.role = Role::List;
            }
        }
        headed = matches!(run.last().map(|last| last.role), Some(Role::Headline(_)));
    }
}

/// ▲河口镇图书馆昨日开放。: a whole sentence behind the mark of a caption.
fn is_item(piece: &Piece) -> bool {
    piece.role == Role::Caption
        && piece.text.starts_with(['▲', '△'])
        && piece.text.chars().nth(LETTERS).is_some()
        && piece.text.trim_end_matches(['）', ')']).contains(ends_sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::piece::Rank;

    #[test]
    fn marked_sentences_below_a_headline_are_items() {
        let news = |text: &str| Piece::new(Role::Caption, text);
        let (first, second) =
            (news("▲渡口图书馆昨日开放夜间阅览。"), news("▲渡船公司昨日添了一条新船。"));
        let headline = Piece::new(Role::Headline(Rank::Either), "渡口短波");
        let roles = |mut pieces: Vec<Piece>| {
            tell(&mut pieces);
            pieces.last().map(|piece| piece.role)
        };
        let both = vec![headline.clone(), first.clone(), second.clone()];
        assert_eq!(roles(both), Some(Role::List));
        assert_eq!(roles(vec![headline, first.clone()]), Some(Role::Caption));
        let text = Piece::new(Role::Body, "渡船来了。");
        assert_eq!(roles(vec![text, first, second]), Some(Role::Caption));
    }
}
