//! Pieces to articles. In come the pieces of a page in their order, out come articles with title,
//! lead, credits and facts. Refuses to look at lines again.
//!
//! An article begins at a text frame, at 本报讯, at a headline, and after a closing credit.

mod borders;
mod broken;
mod cohesion;
mod displaced;
mod draft;
mod head;
mod opening;
mod signature;
mod stranded;

use draft::{Draft, HEAD_LINES, finish};
use stranded::Setting;

use super::metadata::{dynasty, surname};
use super::piece::{Frame, Piece, Rank, Role};
use super::{Article, sign};
use crate::text::Clean;

/// How many articles a page may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Articles {
    /// One: a record, a web page.
    One,
    /// As many as there are.
    Many,
}

/// What a page gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The articles in reading order.
    pub articles: Vec<Article>,
    /// The lines that are no article's.
    pub dropped: Vec<Clean>,
}

impl Page {
    /// Dates the articles by the issue they stand in. A day that a lead tells, without its year, is
    /// when something happened; one with its year stands over the article itself.
    pub fn date(&mut self, issued: Option<&str>) {
        let Some(issued) = issued else { return };
        for article in &mut self.articles {
            if article.date.as_ref().is_none_or(|date| date.len() < issued.len()) {
                article.date = Some(Clean::line(issued));
            }
        }
    }
}

/// Puts articles together. What is dropped on the way is added to `dropped`.
pub fn compose(pieces: Vec<Piece>, articles: Articles, mut dropped: Vec<Clean>) -> Page {
    let pieces = broken::mend(pieces);
    let is_title = |piece: &Piece| piece.role == Role::Headline(Rank::Title);
    let articles = if pieces.iter().any(is_title) { Articles::One } else { articles };
    let setting = Setting::of(&pieces);
    let mut drafts = rejoin_signatures(split(pieces, articles));
    if articles == Articles::Many {
        displaced::part_below_titles(&mut drafts);
        displaced::raise_heads(&mut drafts);
        displaced::part_stacked(&mut drafts);
        displaced::deal_stacks(&mut drafts);
        stranded::give_back(&mut drafts, setting);
    }
    let is_page = |draft: &&mut Draft| articles == Articles::One || !draft.meta.is_empty();
    drafts.iter_mut().filter(is_page).for_each(Draft::lower_last_headings);
    let mut page = Page::default();
    for draft in drafts {
        if draft.has_text() || (articles == Articles::One || draft.meta.is_empty()) {
            page.articles.extend(finish(draft, &mut dropped));
        } else {
            // A headline with a date and no text is an item of a list of links.
            let lines = draft
                .kicker
                .iter()
                .chain(&draft.head)
                .chain(&draft.meta)
                .chain(draft.pieces.iter().map(|piece| &piece.text));
            dropped.extend(lines.map(|line| Clean::text(line)));
        }
    }
    page.dropped = dropped;
    page
}

/// A name and a day with no text below them are the signature of the text above.
fn rejoin_signatures(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match joined.last_mut() {
            Some(last) if last.has_text() && draft.is_signature() => last.sign(draft),
            _ => joined.push(draft),
        }
    }
    joined
}

/// Cuts the pieces where articles begin.
fn split(pieces: Vec<Piece>, articles: Articles) -> Vec<Draft> {
    let levels = Levels::of(&pieces);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut draft = Draft::default();
    let mut pieces = pieces.into_iter();
    while let Some(piece) = pieces.next() {
        if articles == Articles::Many && begins_article(&draft, &piece, pieces.as_slice(), levels) {
            let next = if piece.frame == Frame::Begins {
                Draft::default()
            } else {
                draft.take_trailing_headings()
            };
            drafts.push(std::mem::replace(&mut draft, next));
        }
        match piece.role {
            Role::Meta => draft.meta.push(piece.text),
            Role::Headline(Rank::Kicker) if draft.kicker.is_none() && !draft.has_text() => {
                draft.kicker = Some(piece.text);
            }
            Role::Headline(rank) if is_author(&piece.text, rank, &draft, pieces.as_slice()) => {
                draft.push(Piece { role: Role::Attribution, ..piece });
            }
            Role::Headline(rank)
                if !draft.has_text()
                    && draft.head.len() < HEAD_LINES
                    && is_title(rank, &draft, levels) =>
            {
                draft.push_head(rank, piece.text);
            }
            _ => draft.push(piece),
        }
    }
    drafts.push(draft);
    drafts.retain(|draft| {
        !draft.head.is_empty()
            || !draft.pieces.is_empty()
            || !draft.meta.is_empty()
            || draft.kicker.is_some()
    });
    drafts
}

/// Whether a plain line between a longer headline and the text is the bare name of its author: no
/// subtitle is as short.
fn is_author(line: &str, rank: Rank, draft: &Draft, rest: &[Piece]) -> bool {
    const TITLE: usize = 4;
    let mut names = line.split(['，', ',', '、']).map(str::trim);
    let follows = |next: &Piece| matches!(next.role, Role::Body | Role::Attribution | Role::Meta);
    rank == Rank::Either
        && !draft.has_text()
        && draft.pieces.is_empty()
        && draft.head.last().is_some_and(|title| title.chars().nth(TITLE - 1).is_some())
        && (names.all(|name| surname::is_name(name, 3)) || dynasty::author(line).is_some())
        && !sign::names_a_notice(line)
        && rest.first().is_some_and(follows)
}

/// Whether a headline that stands before any text is the title, and not the first heading.
fn is_title(rank: Rank, draft: &Draft, levels: Levels) -> bool {
    let stands_over = |piece: &Piece| matches!(piece.role, Role::Attribution | Role::Caption);
    let bare = draft.pieces.iter().take(8).all(stands_over);
    match rank {
        Rank::Heading => draft.head.is_empty() && bare && levels.numbered < 2,
        // Where all headings have one level, a second with no text before it is the subtitle.
        Rank::Level(level) => {
            let over_column =
                draft.is_kicker_over(rank) && (level == levels.top || draft.level.is_some());
            draft.head.is_empty() || (bare && (!levels.differ || over_column))
        }
        Rank::Title | Rank::Either | Rank::InColumn | Rank::Headline => bare,
        Rank::Kicker => false,
    }
}

/// What the headings of a whole page are like.
#[derive(Clone, Copy, Debug)]
struct Levels {
    /// The headings that are numbered.
    numbered: usize,
    /// Whether the levels of its headings differ.
    differ: bool,
    /// The highest of them.
    top: u8,
    /// Whether one heading, the first, stands above all others: the title of a whole.
    titled: bool,
}

impl Levels {
    fn of(pieces: &[Piece]) -> Self {
        let mut levels = [0_usize; 7];
        let mut numbered = 0;
        for piece in pieces {
            match piece.role {
                Role::Headline(Rank::Level(level)) => levels[usize::from(level.min(6))] += 1,
                Role::Headline(Rank::Heading) => numbered += 1,
                _ => {}
            }
        }
        let top = levels.iter().position(|&count| count > 0).unwrap_or_default() as u8;
        let differ = levels.iter().filter(|&&count| count > 0).count() > 1;
        let first = pieces.iter().find_map(|piece| match piece.role {
            Role::Headline(Rank::Level(level)) => Some(level.min(6)),
            _ => None,
        });
        let titled = differ && first == Some(top) && levels[usize::from(top)] == 1;
        Self { numbered, differ, top, titled }
    }

    /// What a level is worth as evidence: OCR gives all headlines the first level or any.
    const fn prior(self, level: u8) -> i32 {
        if self.titled {
            -2
        } else if level == 1 && self.differ {
            3
        } else if level == self.top {
            1
        } else {
            0
        }
    }
}

/// Whether `piece` is the first of another article than `draft`.
fn begins_article(draft: &Draft, piece: &Piece, rest: &[Piece], levels: Levels) -> bool {
    let next = rest.first();
    if !draft.has_text() {
        // A second headline with facts of its own: the first was an item of a list.
        let lists = matches!(piece.role, Role::Headline(_))
            && !draft.meta.is_empty()
            && !draft.head.is_empty();
        // Headlines with their bylines at the end of a page belong to different articles.
        let is_tail = |piece: &Piece| matches!(piece.role, Role::Headline(_)) || piece.is_byline();
        if matches!(piece.role, Role::Headline(_))
            && draft.pieces.last().is_some_and(Piece::is_byline)
            && draft.meta.is_empty()
            && rest.len() < HEAD_LINES * 4
            && rest.iter().all(is_tail)
        {
            return true;
        }
        // The title of the text above, and the title of the one below.
        if matches!(piece.role, Role::Headline(_))
            && draft.pieces.last().is_some_and(Piece::names_author)
            && next.is_some_and(Piece::names_author)
        {
            return true;
        }
        // Last, as it looks at all pieces: there may be a hundred thousand headings and no text.
        let is_pictured = || draft.pieces.iter().any(|piece| piece.role == Role::Caption);
        let follows_a_head = piece.role == Role::Headline(Rank::Headline) && !draft.head.is_empty();
        if follows_a_head && is_pictured() {
            return true;
        }
        let signed = || draft.is_signature() && draft.head.iter().any(|line| sign::is_office(line));
        return lists && (signed() || next.is_some_and(|next| next.role == Role::Meta));
    }
    if piece.frame == Frame::Begins {
        return true;
    }
    if matches!(piece.role, Role::Headline(_)) && begins_statute(draft, piece, rest) {
        return true;
    }
    match piece.role {
        Role::Headline(Rank::Title | Rank::Headline | Rank::Kicker) => true,
        Role::Headline(rank @ (Rank::Either | Rank::InColumn)) => {
            let printed = i32::from(rank == Rank::InColumn);
            // A page with a date line of its own is one article: the next has one as well.
            let prior = printed - if draft.meta.is_empty() { 0 } else { 2 };
            opening::begins(draft, piece, rest, prior)
        }
        Role::Headline(Rank::Level(level)) => {
            sign::numbering(&piece.text).is_none()
                && !sign::numbers_section(&piece.text)
                && opening::begins(draft, piece, rest, levels.prior(level))
        }
        Role::Headline(Rank::Heading)
        | Role::Code
        | Role::List
        | Role::Quote
        | Role::Caption
        | Role::Attribution => false,
        Role::Meta => false,
        Role::Body => {
            (sign::opens_report(&piece.text) && !draft.waits_for_text())
                || (draft.is_closed() && sign::may_open_report(&piece.text))
                || (piece.frame == Frame::MayBegin && breaks_off(&draft.pieces, piece, rest))
        }
        Role::Verse => false,
    }
}

/// Whether a title stands over the first article of a statute, where one went before: the numbers
/// begin again.
fn begins_statute(draft: &Draft, title: &Piece, rest: &[Piece]) -> bool {
    let over = |piece: &&Piece| {
        piece.role == Role::Attribution || piece.role == Role::Meta || piece.text.starts_with('（')
    };
    sign::numbering(&title.text).is_none()
        && rest
            .iter()
            .find(|piece| !over(piece))
            .is_some_and(|first| sign::opens_statute(&first.text))
        && draft.pieces.iter().any(|piece| sign::opens_statute(&piece.text))
}

fn breaks_off(before: &[Piece], piece: &Piece, rest: &[Piece]) -> bool {
    let after: Vec<Piece> = std::iter::once(piece).chain(rest.iter().take(2)).cloned().collect();
    cohesion::breaks_off(before, &after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_over_a_title_without_a_text_is_dropped_with_it() {
        let pieces = vec![
            Piece::new(Role::Headline(Rank::Kicker), "河口文史"),
            Piece::new(Role::Meta, "2014年第6期"),
            Piece::new(Role::Headline(Rank::Level(1)), "老渡口"),
        ];
        let page = compose(pieces, Articles::Many, Vec::new());
        assert!(page.articles.is_empty());
        assert_eq!(page.dropped.len(), 3);
    }

    #[test]
    fn a_dateline_begins_no_second_article_under_a_title_that_has_no_text() {
        let body = |text: &str| Piece::new(Role::Body, text);
        let title = Piece::new(Role::Headline(Rank::Either), "老渡口重新开放");
        let report = body("本报讯 3月5日，河口镇的老渡口重新开放，两岸的人都来坐船。");
        for (between, articles) in [("Scan me!", 1), ("渡船每天早晨从河口镇出发。", 2)]
        {
            let pieces = vec![title.clone(), body(between), report.clone()];
            let page = compose(pieces, Articles::Many, Vec::new());
            assert_eq!(page.articles.len(), articles, "{between}");
        }
    }
}
