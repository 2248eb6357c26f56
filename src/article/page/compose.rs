//! Pieces to articles. In come the pieces of a page in their order, out come articles with title,
//! lead, credits and facts. Refuses to look at lines again.
//!
//! An article begins at a text frame, at 本报讯, at a headline, and after a closing credit.

use super::cohesion;
use super::sign;
use super::stranded;
use super::{Articles, Frame, Page, Piece, Rank, Role};
use crate::article::metadata::{self, Facts};
use crate::article::{Article, BlockKind};
use crate::text::Clean;

/// The lines that may stand over an article: kicker, title, subtitle.
const HEAD_LINES: usize = 3;

/// An article in the making.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its headlines in their order on the page.
    pub head: Vec<String>,
    /// Everything below.
    pub pieces: Vec<Piece>,
    /// The lines that state facts.
    pub meta: Vec<String>,
    /// Facts that a format states itself.
    pub facts: Facts,
    /// How many of the pieces are text.
    texts: usize,
}

impl Draft {
    /// Whether it has more than headlines and credits.
    pub const fn has_text(&self) -> bool {
        self.texts > 0
    }

    fn push(&mut self, piece: Piece) {
        self.texts += usize::from(is_text(piece.role));
        self.pieces.push(piece);
    }

    /// Whether a credit has closed it.
    fn is_closed(&self) -> bool {
        let last = self.pieces.iter().rev().take(3).find(|piece| piece.role != Role::Caption);
        self.has_text()
            && last.is_some_and(|piece| piece.role == Role::Attribution || ends_with_credit(piece))
    }

    /// Takes away the headings that stand last: they belong to what follows.
    fn take_trailing_headings(&mut self) -> Vec<String> {
        let is_open =
            |piece: &Piece| matches!(piece.role, Role::Headline(rank) if rank != Rank::Heading);
        let count =
            self.pieces.iter().rev().take_while(|piece| is_open(piece)).count().min(HEAD_LINES);
        self.pieces
            .split_off(self.pieces.len() - count)
            .into_iter()
            .map(|piece| piece.text)
            .collect()
    }
}

const fn is_text(role: Role) -> bool {
    matches!(role, Role::Body | Role::Verse | Role::List | Role::Quote | Role::Code)
}

fn ends_with_credit(piece: &Piece) -> bool {
    piece.role == Role::Body && sign::split_closing_bracket(&piece.text).is_some()
}

/// Puts articles together. What is dropped on the way is added to `dropped`.
pub fn compose(pieces: Vec<Piece>, articles: Articles, mut dropped: Vec<Clean>) -> Page {
    let mut drafts = split(pieces, articles);
    if articles == Articles::Many {
        stranded::give_back(&mut drafts);
    }
    let mut page = Page::default();
    for draft in drafts {
        if draft.has_text() || (articles == Articles::One || draft.meta.is_empty()) {
            page.articles.extend(finish(draft, &mut dropped));
        } else {
            // A headline with a date and no text is an item of a list of links.
            let lines = draft
                .head
                .iter()
                .chain(&draft.meta)
                .chain(draft.pieces.iter().map(|piece| &piece.text));
            dropped.extend(lines.map(|line| Clean::text(line)));
        }
    }
    page.dropped = dropped;
    page
}

/// Cuts the pieces where articles begin.
fn split(pieces: Vec<Piece>, articles: Articles) -> Vec<Draft> {
    let levels = Levels::of(&pieces);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut draft = Draft::default();
    let mut pieces = pieces.into_iter();
    while let Some(piece) = pieces.next() {
        if articles == Articles::Many && begins_article(&draft, &piece, pieces.as_slice(), levels) {
            let head = if piece.frame == Frame::Begins {
                Vec::new()
            } else {
                draft.take_trailing_headings()
            };
            drafts.push(std::mem::replace(&mut draft, Draft { head, ..Draft::default() }));
        }
        match piece.role {
            Role::Meta => draft.meta.push(piece.text),
            Role::Headline(rank)
                if !draft.has_text()
                    && draft.head.len() < HEAD_LINES
                    && is_title(rank, &draft, levels) =>
            {
                draft.head.push(piece.text);
            }
            _ => draft.push(piece),
        }
    }
    drafts.push(draft);
    drafts.retain(|draft| {
        !draft.head.is_empty() || !draft.pieces.is_empty() || !draft.meta.is_empty()
    });
    drafts
}

/// Whether a headline that stands before any text is the title, and not the first heading.
fn is_title(rank: Rank, draft: &Draft, levels: Levels) -> bool {
    let bare = draft.pieces.iter().take(8).all(|piece| piece.role == Role::Attribution);
    match rank {
        Rank::Heading => draft.head.is_empty() && bare && levels.numbered < 2,
        Rank::Level(_) => draft.head.is_empty(),
        Rank::Either | Rank::Headline => bare,
    }
}

/// What the headings of a whole page are like.
#[derive(Clone, Copy, Debug)]
struct Levels {
    /// The headings that are numbered.
    numbered: usize,
    /// Whether the levels of its headings differ.
    differ: bool,
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
        Self { numbered, differ: levels.iter().filter(|&&count| count > 0).count() > 1 }
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
        return lists && next.is_some_and(|next| next.role == Role::Meta);
    }
    if piece.frame == Frame::Begins {
        return true;
    }
    match piece.role {
        Role::Headline(Rank::Headline) => true,
        Role::Headline(Rank::Either) => {
            draft.is_closed()
                || next.is_some_and(|next| next.role == Role::Meta)
                || cohesion::announces(&draft.pieces, &piece.text, rest)
        }

        Role::Headline(Rank::Level(level)) => level_begins(draft, piece, level, next, levels),
        Role::Headline(Rank::Heading)
        | Role::Code
        | Role::List
        | Role::Quote
        | Role::Caption
        | Role::Attribution => false,
        Role::Meta => false,
        Role::Body => {
            sign::opens_report(&piece.text)
                || (draft.is_closed() && sign::may_open_report(&piece.text))
                || (piece.frame == Frame::MayBegin && breaks_off(&draft.pieces, piece, rest))
        }
        Role::Verse => false,
    }
}

fn breaks_off(before: &[Piece], piece: &Piece, rest: &[Piece]) -> bool {
    let after: Vec<Piece> = std::iter::once(piece).chain(rest.iter().take(2)).cloned().collect();
    cohesion::breaks_off(before, &after)
}

/// OCR gives all headlines the first level or any: what surrounds a heading tells more.
fn level_begins(
    draft: &Draft,
    piece: &Piece,
    level: u8,
    next: Option<&Piece>,
    levels: Levels,
) -> bool {
    let plain = sign::numbering(&piece.text).is_none();
    let report =
        next.is_some_and(|next| next.role == Role::Body && sign::may_open_report(&next.text));
    let long = piece.text.chars().count() >= 8;
    plain
        && (draft.is_closed()
            || report
            || next.is_some_and(|next| next.role == Role::Meta)
            || (level == 1 && (levels.differ || long)))
}

/// A draft made into an article; `None` where nothing is in it.
fn finish(mut draft: Draft, dropped: &mut Vec<Clean>) -> Option<Article> {
    cut_furniture_of_head(&mut draft.head, dropped);
    lift_credit(&mut draft);
    let mut facts = std::mem::take(&mut draft.facts);
    for line in &draft.meta {
        facts.fill(metadata::facts(line));
    }
    dropped.extend(draft.meta.iter().map(|line| Clean::text(line)));
    let last = draft.pieces.len();
    for (at, piece) in draft.pieces.iter_mut().enumerate() {
        match piece.role {
            Role::Attribution => {
                let inner = sign::closing_bracket(&piece.text);
                let credit = inner.is_none_or(metadata::is_credit) || at == 0 || at + 2 >= last;
                if credit {
                    facts.fill(metadata::credit(&piece.text));
                } else {
                    piece.role = Role::Body;
                }
            }
            _ => {}
        }
    }
    if facts.date.is_none() {
        facts.date = lead_date(&draft);
    }
    let inferred = if draft.head.is_empty() { infer_title(&draft) } else { None };
    let mut article = Article::new(parts(draft));
    if article.blocks().is_empty() {
        return None;
    }
    let line = |text: Option<String>| text.map(|text| Clean::line(&text));
    article.inferred_title = line(inferred);
    (article.date, article.source) = (line(facts.date), line(facts.source));
    (article.author, article.url) = (line(facts.author), line(facts.url));
    Some(article)
}

/// The name of the site behind a title, and the same title said twice.
fn cut_furniture_of_head(head: &mut Vec<String>, dropped: &mut Vec<Clean>) {
    for title in head.iter_mut() {
        let (kept, cut) = metadata::cut_site(title);
        if !cut.is_empty() {
            dropped.push(Clean::line(cut));
            *title = kept.to_owned();
        }
    }
    let mut seen: Vec<String> = Vec::new();
    head.retain(|line| {
        let new = !seen.contains(line);
        if new {
            seen.push(line.clone());
        } else {
            dropped.push(Clean::line(line));
        }
        new
    });
}

/// A credit that stands inside the last paragraph becomes a piece of its own.
fn lift_credit(draft: &mut Draft) {
    let Some(at) = draft.pieces.iter().rposition(|piece| piece.role == Role::Body) else { return };
    if draft.pieces[at + 1..]
        .iter()
        .any(|piece| is_text(piece.role) || piece.role == Role::Attribution)
    {
        return;
    }
    let Some((body, credit)) = sign::split_closing_bracket(&draft.pieces[at].text) else { return };
    let (body, credit) = (body.to_owned(), credit.to_owned());
    draft.pieces[at].text = body;
    draft.pieces.insert(at + 1, Piece::new(Role::Attribution, credit));
}

/// The day that the lead states, where the page states none.
fn lead_date(draft: &Draft) -> Option<String> {
    let lead = draft.pieces.iter().find(|piece| piece.role == Role::Body)?;
    let head = &lead.text[..sign::floor(&lead.text, 900)];
    metadata::date_in(head)
}

/// A title made from the first clause of the text.
fn infer_title(draft: &Draft) -> Option<String> {
    const LONGEST: usize = 30;
    let lead = draft.pieces.iter().find(|piece| is_text(piece.role))?;
    let mut text = lead.text.trim();
    for word in ["本报讯", "近日", "日前", "近期", "连日来"] {
        if let Some(rest) = text.strip_prefix(word) {
            text = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '，' | ','));
        }
    }
    let mut depth = 0_i32;
    let mut title = String::new();
    for c in text.chars().take(LONGEST) {
        match c {
            '“' | '《' | '（' | '「' => depth += 1,
            '”' | '》' | '）' | '」' => depth -= 1,
            '\n' => break,
            '，' | '。' | '；' | '！' | '？' | ',' if depth <= 0 && title.chars().count() >= 4 =>
            {
                break;
            }
            '。' => break,
            _ => {}
        }
        title.push(c);
    }
    let title = title.trim().trim_end_matches(['，', '：', '、', ',']);
    (!title.is_empty()).then(|| title.to_owned())
}

/// The blocks of an article in reading order.
fn parts(draft: Draft) -> Vec<(BlockKind, Clean)> {
    let kinds: &[BlockKind] = match draft.head.len() {
        3 => &[BlockKind::Kicker, BlockKind::Title, BlockKind::Subtitle],
        _ => &[BlockKind::Title, BlockKind::Subtitle],
    };
    let head = kinds.iter().copied().zip(draft.head.iter().map(|line| Clean::line(line)));
    let mut parts: Vec<_> = head.collect();
    parts.extend(
        draft.pieces.into_iter().map(|piece| (kind(piece.role), Clean::from_owned(piece.text))),
    );
    parts
}

const fn kind(role: Role) -> BlockKind {
    match role {
        Role::Body | Role::Meta => BlockKind::Body,
        Role::Headline(_) => BlockKind::Heading,
        Role::Verse => BlockKind::Verse,
        Role::List => BlockKind::List,
        Role::Quote => BlockKind::Quote,
        Role::Code => BlockKind::Code,
        Role::Caption => BlockKind::Caption,
        Role::Attribution => BlockKind::Attribution,
    }
}
