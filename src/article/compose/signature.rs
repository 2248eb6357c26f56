//! Names that stand between two texts. In come the pieces of an article, out comes whether one of them
//! signs what stands above. Refuses to know whose name it is.
//!
//! A name may as well stand over what its bearer says or did: then the text has it too.

use super::draft::{Draft, is_text};
use crate::article::metadata::surname;
use crate::article::piece::{Piece, Role};
use crate::article::sign;

/// The characters of the longest name.
const NAME: usize = 4;

/// Whether the piece at `at` is a name between two texts, or behind the last, that none of `pieces` says.
pub fn signs(pieces: &[Piece], at: usize) -> bool {
    let is_told = |at: usize| pieces.get(at).is_none_or(|piece| is_text(piece.role));
    let is_below = at.checked_sub(1).is_some_and(is_told);
    is_below
        && is_told(at + 1)
        && matches!(pieces[at].role, Role::Headline(_))
        && name(&pieces[at].text).is_some_and(|name| !is_said(&name, pieces))
}

/// Whether a line below the last text of a page is a name, where names sign the others, or a name or
/// an office where no article waits for a headline.
pub fn signs_last(line: &str, drafts: &[Draft]) -> bool {
    let is_signed = |draft: &Draft| {
        let names = |piece: &Piece| piece.role == Role::Attribution && name(&piece.text).is_some();
        (1..draft.pieces.len()).any(|at| names(&draft.pieces[at]) || signs(&draft.pieces, at))
    };
    let waits = |draft: &Draft| draft.head.is_empty();
    if sign::is_office(line) && !drafts.iter().any(waits) {
        return true;
    }
    name(line).is_some_and(|name| {
        (drafts.iter().any(is_signed) || !drafts.iter().any(waits))
            && !drafts.iter().any(|draft| is_said(&name, &draft.pieces))
    })
}

/// Whether a piece says who wrote what follows. A bracket closes what stands above it.
pub fn opens(piece: &Piece) -> bool {
    piece.is_byline() && !piece.text.starts_with(['（', '('])
}

/// The characters of a line that could be the name of a person, without the blanks between them.
fn name(line: &str) -> Option<String> {
    surname::is_name(line, NAME).then(|| line.chars().filter(|c| !c.is_whitespace()).collect())
}

/// Whether the texts say a name.
fn is_said(name: &str, pieces: &[Piece]) -> bool {
    pieces.iter().filter(|piece| is_text(piece.role)).any(|piece| piece.text.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::piece::Rank;

    /// Whether a line between two texts signs the first.
    fn check(line: &str, below: &str, expected: bool) {
        let body = |text: &str| Piece::new(Role::Body, text);
        let heading = Piece::new(Role::Headline(Rank::InColumn), line);
        let pieces = [body("渡船每天早晨开出。"), heading, body(below)];
        assert_eq!(signs(&pieces, 1), expected, "{line}");
    }

    #[test]
    fn a_name_that_no_text_says_signs_the_text_above() {
        check("何小一", "果园里的桃子熟了。", true);
        check("何 一", "果园里的桃子熟了。", true);
        check("视频截图", "果园里的桃子熟了。", false);
        check("何小一", "“桃子熟了。”何小一说。", false);
        check("果园里的桃子", "果园里的桃子熟了。", false);
        check("第2组", "果园里的桃子熟了。", false);
    }
}
