//! An article in the making. In come pieces, out comes the article: its credit lifted out, its facts
//! gathered, its title found or made.

use super::head;
use crate::article::metadata::credit::{self, is_credit};
use crate::article::metadata::{Facts, date, label, title};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::{Article, BlockKind, sign};
use crate::text::Clean;

/// The lines that may stand over an article: kicker, title, subtitle.
pub const HEAD_LINES: usize = 3;

/// An article in the making.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its headlines in their order on the page.
    pub head: Vec<String>,
    /// Whether its head is one line as short as the name of a column, without a level of its own.
    pub is_head_plain: bool,
    /// The level of the last line of its head, 1 to 6, where a format states one.
    pub level: Option<u8>,
    /// The name of the book that stands over it.
    pub kicker: Option<String>,
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

    /// Whether it has a title, and nothing below it that would be an article.
    pub fn waits_for_text(&self) -> bool {
        const FEW: usize = 12;
        let says = |piece: &&Piece| is_text(piece.role) && piece.text.chars().nth(FEW).is_some();
        !self.head.is_empty() && self.texts < 3 && !self.pieces.iter().any(|piece| says(&piece))
    }

    /// Adds a piece.
    pub fn push(&mut self, piece: Piece) {
        self.texts += usize::from(is_text(piece.role));
        self.pieces.push(piece);
    }

    /// Adds a line to the head, which may make a kicker of the one above.
    pub fn push_head(&mut self, rank: Rank, line: String) {
        if self.kicker.is_none() && self.is_kicker_over(rank) {
            self.kicker = self.head.pop();
        }
        self.level = if let Rank::Level(level) = rank { Some(level) } else { None };
        self.is_head_plain =
            rank == Rank::Either && self.head.is_empty() && line.chars().count() <= head::COLUMN;
        self.head.push(line);
    }

    /// Whether its only headline is the kicker of one of this rank: a short plain line, or one of a lower
    /// level.
    pub fn is_kicker_over(&self, rank: Rank) -> bool {
        let Rank::Level(level) = rank else { return false };
        self.head.len() == 1
            && (self.is_head_plain || self.level.is_some_and(|above| level < above))
    }

    /// Cuts off the pieces from `at` on.
    pub fn split_off(&mut self, at: usize) -> Self {
        let mut rest = Self::default();
        self.pieces.split_off(at).into_iter().for_each(|piece| rest.push(piece));
        self.texts -= rest.texts;
        rest
    }

    /// Whether a credit has closed it.
    pub fn is_closed(&self) -> bool {
        let last = self.pieces.iter().rev().take(3).find(|piece| piece.role != Role::Caption);
        self.has_text()
            && last.is_some_and(|piece| piece.role == Role::Attribution || ends_with_credit(piece))
    }

    /// Whether it is nothing but a name and a day, and who may read what they sign.
    pub fn is_signature(&self) -> bool {
        let name = |line: &String| line.chars().count() <= 12 || sign::is_office(line);
        self.pieces.iter().all(|piece| sign::is_release_note(&piece.text))
            && self.head.len() == 1
            && self.head.iter().all(name)
            && self.meta.len() == 1
            && self.meta.iter().all(|line| label::is_dated(line))
    }

    /// A heading stands over something: short lines that end the text are none.
    pub fn lower_last_headings(&mut self) {
        let is_last = |piece: &&mut Piece| piece.role == Role::Headline(Rank::Either);
        if self.has_text() {
            self.pieces
                .iter_mut()
                .rev()
                .take_while(is_last)
                .for_each(|piece| piece.role = Role::Body);
        }
    }

    /// Puts a signature below the text.
    pub fn sign(&mut self, signature: Self) {
        for line in signature.head.into_iter().chain(signature.meta) {
            self.push(Piece::new(Role::Attribution, line));
        }
        self.pieces.extend(signature.pieces);
    }

    /// Takes away the headings that stand last, with the bylines below them: they belong to what
    /// follows.
    pub fn take_trailing_headings(&mut self) -> Self {
        let is_open = |piece: &Piece| {
            matches!(piece.role, Role::Headline(rank) if rank != Rank::Heading) || piece.is_byline()
        };
        let count = self
            .pieces
            .iter()
            .rev()
            .take(HEAD_LINES + 1)
            .take_while(|piece| is_open(piece))
            .count();
        let tail = self.pieces.split_off(self.pieces.len() - count);
        let (bylines, head): (Vec<Piece>, Vec<Piece>) =
            tail.into_iter().partition(Piece::is_byline);
        if head.is_empty() {
            self.pieces.extend(bylines);
            return Self::default();
        }
        let mut next = Self { pieces: bylines, ..Self::default() };
        for piece in head {
            let Role::Headline(rank) = piece.role else { continue };
            next.push_head(rank, piece.text);
        }
        next
    }
}

/// Whether a piece is read as text.
pub const fn is_text(role: Role) -> bool {
    matches!(role, Role::Body | Role::Verse | Role::List | Role::Quote | Role::Code)
}

fn ends_with_credit(piece: &Piece) -> bool {
    piece.role == Role::Body && sign::split_closing_bracket(&piece.text).is_some()
}

/// A draft made into an article; `None` where nothing is in it.
pub fn finish(mut draft: Draft, dropped: &mut Vec<Clean>) -> Option<Article> {
    head::join_lines(&mut draft);
    cut_furniture_of_head(&mut draft.head, dropped);
    title::join_official(&mut draft.head);
    lift_credit(&mut draft);
    let mut facts = std::mem::take(&mut draft.facts);
    for (at, line) in draft.meta.iter().enumerate() {
        facts.fill(label::facts(line));
        if label::is_open(line)
            && let Some(next) = draft.meta.get(at + 1)
        {
            facts.fill(label::facts(&format!("{line} {next}")));
        } else if facts.source.is_none() && label::is_house(line.trim()) {
            facts.source = Some(line.trim().to_owned());
        }
    }
    dropped.extend(draft.meta.iter().map(|line| Clean::text(line)));
    let last = draft.pieces.len();
    let credits = draft.pieces.iter_mut().enumerate();
    for (at, piece) in credits.filter(|(_, piece)| piece.role == Role::Attribution) {
        let inner = sign::closing_bracket(&piece.text);
        if inner.is_none_or(is_credit) || at == 0 || at + 2 >= last {
            facts.fill(credit::credit(&piece.text));
        } else {
            // A bracket in the middle of a text is a part of it.
            piece.role = Role::Body;
        }
    }
    if facts.source.is_none() {
        facts.source = signing_office(&draft.pieces);
    }
    if facts.date.is_none() {
        facts.date = head_date(&draft).or_else(|| lead_date(&draft));
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
        let (kept, cut) = title::cut_site(title);
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

/// The office that signs a notice, above its day: 河口镇人民政府, 河口花园管理处 谨启.
fn signing_office(pieces: &[Piece]) -> Option<String> {
    let is_credit = |piece: &Piece| piece.role == Role::Attribution;
    let [.., office, day] = pieces else { return None };
    let bare = sign::signer(&office.text).unwrap_or(&office.text).trim();
    let signs = is_credit(office) && is_credit(day) && label::is_dated(&day.text);
    (signs && sign::is_office(bare)).then(|| bare.to_owned())
}

/// The day in a subtitle: ——2023年1月10日在…会议上.
fn head_date(draft: &Draft) -> Option<String> {
    let is_subtitle = |line: &&String| line.starts_with(['—', '（', '(']);
    draft.head.iter().skip(1).filter(is_subtitle).find_map(|line| date::normal(line))
}

/// The day that the lead states, where the page states none.
fn lead_date(draft: &Draft) -> Option<String> {
    let lead = draft.pieces.iter().find(|piece| piece.role == Role::Body)?;
    let head = &lead.text[..sign::floor(&lead.text, 900)];
    date::normal(head)
}

/// A title made from the first clause of the text, or from the chapter that it opens with.
fn infer_title(draft: &Draft) -> Option<String> {
    const LONGEST: usize = 30;
    let first = draft.pieces.first().filter(|piece| matches!(piece.role, Role::Headline(_)));
    let is_chapter = |text: &&str| {
        sign::numbering(text) == Some(sign::Numbering::Chapter)
            && text.chars().nth(LONGEST).is_none()
    };
    if let Some(chapter) = first.map(|piece| piece.text.trim()).filter(is_chapter) {
        return Some(chapter.to_owned());
    }
    let lead = draft.pieces.iter().find(|piece| is_text(piece.role))?;
    let mut text = lead.text.trim();
    for word in ["本报讯", "近日", "日前", "近期", "连日来"] {
        if let Some(rest) = text.strip_prefix(word) {
            text = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '，' | ','));
        }
    }
    text = without_day(text);
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
    if title.chars().count() == LONGEST {
        title.truncate(what_happened(&title).len());
    }
    let title = title.trim().trim_end_matches(['，', '：', '、', ',']);
    (!title.is_empty()).then(|| title.to_owned())
}

/// A text without the day that its first clause is: 3月5日上午，….
fn without_day(text: &str) -> &str {
    const LONGEST: usize = 16;
    let clause = text.split_once(['，', ',']).filter(|(day, rest)| {
        day.chars().nth(LONGEST).is_none()
            && date::opening(day).is_some()
            && rest.chars().nth(LONGEST).is_some()
    });
    clause.map_or(text, |(_, rest)| rest.trim_start())
}

/// What stands before the words that say when, in a clause that is too long for a title: 座谈会日前在….
fn what_happened(clause: &str) -> &str {
    const LEAST: usize = 8;
    let places = ["日前", "近日", "近期", "昨日", "昨天", "今天"].map(|when| clause.find(when));
    let before = places.into_iter().flatten().min().map(|at| &clause[..at]);
    before.filter(|before| before.chars().count() >= LEAST).unwrap_or(clause)
}

/// The blocks of an article in reading order.
fn parts(draft: Draft) -> Vec<(BlockKind, Clean)> {
    let kinds = head::kinds(&draft);
    let kicker = draft.kicker.map(|line| (BlockKind::Kicker, Clean::line(&line)));
    let more = std::iter::repeat(BlockKind::Heading);
    let head =
        kinds.iter().copied().chain(more).zip(draft.head.iter().map(|line| Clean::line(line)));
    let mut parts: Vec<_> = kicker.into_iter().chain(head).collect();
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
