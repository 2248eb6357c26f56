//! The furniture of a page: navigation, share buttons, hot lists, counters, licences, page numbers.
//! In come lines, out come those that are text; the others go where they can be looked up.
//!
//! A word never condemns a line: it must be short, stand by itself, and hold little else.

mod bounds;
mod furniture;
mod kin;
mod legal;
mod menu;
mod sorter;
mod title;

use furniture::Mark;
pub use furniture::{is_figure, is_page_number};
use kin::{Kin, Kinship};
use sorter::{SENTENCE, Setting, Sorter};

use crate::article::line::{Ending, Form, Line, Measure, Part, ending};
use crate::article::metadata::label::{self, Place};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::sign::{could_be_headline, opens_report};
use crate::text::Clean;
use crate::text::han::is_han;

/// The lines that are text or state facts; the rest is added to `dropped`.
pub fn sort<'a>(mut lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let verdicts = judge_all(&lines.iter().map(View::of_line).collect::<Vec<_>>(), Made::OfLines);
    let mut verdicts = verdicts.into_iter();
    // Where a box names the headlines of the page there are several.
    let are_named = lines.iter().any(|line| line.part == Part::Headline);
    lines.retain_mut(|line| {
        let verdict = verdicts.next();
        if verdict != Some(Verdict::Clutter)
            && let Some((bare, button)) = furniture::part_button(line.text)
        {
            dropped.push(Clean::line(button));
            line.text = bare;
        }
        line.part = match verdict {
            Some(Verdict::Clutter) => {
                dropped.push(Clean::line(line.text));
                return false;
            }
            Some(Verdict::Meta) => Part::Facts,
            Some(verdict @ (Verdict::Title | Verdict::Head)) => {
                let bare = title::bare(line.text);
                let sign = line.text[..line.text.len() - bare.len()].trim_end();
                if !sign.is_empty() {
                    dropped.push(Clean::line(sign));
                }
                line.text = bare;
                let is_only = verdict == Verdict::Title && !are_named;
                if is_only { Part::Title } else { Part::Headline }
            }
            Some(Verdict::Plain | Verdict::Text) if line.part == Part::Headline => Part::Headline,
            Some(Verdict::Plain) => Part::Plain,
            Some(Verdict::Text) | None => Part::Text,
        };
        true
    });
    lines
}

/// What the pieces of a page were made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Of lines: only what they say tells the text from what stands around it.
    OfLines,
    /// By a typist, whose blanks tell headings and credits from all else.
    ByTypist,
    /// Of the element that holds the text: there is little else in it.
    OfElements,
}

/// The same for pieces that a format has told apart.
pub fn sort_pieces(pieces: Vec<Piece>, made: Made, dropped: &mut Vec<Clean>) -> Vec<Piece> {
    let forms: Vec<Form> = pieces.iter().map(|piece| Form::of(&piece.text)).collect();
    let views: Vec<View<'_>> = pieces.iter().zip(&forms).map(view_of).collect();
    let verdicts = judge_all(&views, made);
    // Above its title a page has no verse and no code, but tables of links.
    let title = verdicts.iter().position(|&verdict| verdict == Verdict::Title).unwrap_or(0);
    let mut kept = Vec::with_capacity(pieces.len());
    for (at, (mut piece, verdict)) in pieces.into_iter().zip(verdicts).enumerate() {
        if verdict != Verdict::Clutter
            && let Some((bare, button)) = furniture::part_button(&piece.text)
        {
            dropped.push(Clean::line(button));
            piece.text.truncate(bare.len());
        }
        match verdict {
            _ if at >= title && matches!(piece.role, Role::Code | Role::Meta | Role::Verse) => {
                kept.push(piece);
            }
            _ if made == Made::ByTypist && is_told(piece.role) => kept.push(piece),
            Verdict::Clutter => dropped.push(Clean::line(&piece.text)),
            Verdict::Text => kept.push(piece),
            Verdict::Plain => {
                if matches!(piece.role, Role::Headline(_)) {
                    piece.role = Role::Body;
                }
                kept.push(piece);
            }
            Verdict::Title | Verdict::Head if made == Made::ByTypist => kept.push(piece),
            Verdict::Title if made == Made::OfLines => {
                piece.role = Role::Headline(Rank::Title);
                kept.push(piece);
            }
            Verdict::Title | Verdict::Head => {
                if !matches!(piece.role, Role::Headline(_)) {
                    piece.role = Role::Headline(Rank::Either);
                }
                kept.push(piece);
            }
            Verdict::Meta => {
                piece.role = Role::Meta;
                kept.push(piece);
            }
        }
    }
    kept
}

const fn is_told(role: Role) -> bool {
    matches!(role, Role::Attribution | Role::Headline(Rank::Heading))
}

fn view_of<'a>((piece, form): (&'a Piece, &'a Form)) -> View<'a> {
    let heading = matches!(piece.role, Role::Headline(rank) if rank != Rank::Either);
    View { heading, ..View::of(&piece.text, form) }
}

/// What the rules need to see of a line or piece.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub text: &'a str,
    pub form: &'a Form,
    pub ending: Ending,
    /// A line among lines that are wrapped at the edge of a column.
    pub wrapped: bool,
    /// A heading by its markup.
    pub heading: bool,
    /// The blank before it in quarter ems.
    pub indent: u32,
}

impl<'a> View<'a> {
    /// A paragraph of running text, and its form.
    pub fn of(text: &'a str, form: &'a Form) -> Self {
        Self { text, form, ending: ending(text), wrapped: false, heading: false, indent: 0 }
    }

    fn of_line(line: &'a Line<'_>) -> Self {
        let Line { text, form, ending, wrapped, indent, .. } = line;
        Self { text, form, ending: *ending, wrapped: *wrapped, heading: false, indent: *indent }
    }

    /// The width in quarter ems.
    pub const fn width(&self) -> u32 {
        self.form.width(Measure::Compressed)
    }
}

/// What a line is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Text,
    /// Text that is no headline, as it stands over nothing.
    Plain,
    /// The title of a web page that holds one article.
    Title,
    /// The title of another web page, or the line below a title.
    Head,
    Meta,
    Clutter,
}

/// Judges the lines or pieces of a page, first each as it comes and then the page as a whole.
fn judge_all(items: &[View<'_>], made: Made) -> Vec<Verdict> {
    let mut sorter = Sorter::new(made);
    // Where elements hold paragraphs below furniture, the text goes on there.
    let last = match made {
        Made::OfLines | Made::ByTypist => None,
        Made::OfElements => (0..items.len()).rev().find(|&at| goes_on(&items[at..])),
    };
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(items.len());
    let mut sentence_runs = false;
    let mut before_tail = None;
    for (at, item) in items.iter().enumerate() {
        let setting = match (item.wrapped, sentence_runs) {
            (false, _) => Setting::Loose,
            (true, false) => Setting::Wrapped,
            (true, true) => Setting::Running,
        };
        sorter.text_follows = last.is_some_and(|last| at < last);
        let tail = sorter.tail;
        if tail >= Some(Mark::Foot) && at >= 2 && begins_again(&items[at - 2..=at]) {
            sorter.tail = Some(Mark::List);
        }
        if tail == Some(Mark::List) && goes_on(&items[at..]) {
            sorter.tail = Some(Mark::Loose);
        }
        sorter.kinship = match tail {
            Some(Mark::List | Mark::Foot) if item.ending == Ending::Sentence => {
                let before = || Kin::of(&items[..at], &verdicts);
                before_tail.get_or_insert_with(before).of_line(item)
            }
            Some(_) => Kinship::Unknown,
            None => {
                before_tail = None;
                Kinship::Unknown
            }
        };
        let verdict = sorter.judge(item, setting);
        if tail.is_some() && sorter.tail.is_none() && at > 0 {
            resume(&mut verdicts, items, at, tail);
        }
        if verdict != Verdict::Clutter {
            sentence_runs = item.wrapped && item.ending != Ending::Sentence;
        }
        verdicts.push(verdict);
    }
    if made == Made::OfElements {
        drop_buttons_below(items, &mut verdicts);
    }
    // In a column the lines of the text are as short as those around it.
    let wrapped = items.iter().filter(|item| item.wrapped).count();
    if sorter.marks >= bounds::LEAST_MARKS && wrapped * 3 < items.len() {
        bounds::cut(items, &mut verdicts, made);
    }
    verdicts
}

/// Below the last sentence a line that is nothing but a button is one: 收藏, 举报.
fn drop_buttons_below(items: &[View<'_>], verdicts: &mut [Verdict]) {
    let below = items.iter().rposition(is_prose).map_or(items.len(), |last| last + 1);
    for (item, verdict) in items.iter().zip(verdicts).skip(below) {
        if *verdict == Verdict::Text && menu::is_button(item.text) {
            *verdict = Verdict::Clutter;
        }
    }
}

/// Whether the last of three lines is the first paragraph of another article: a headline and its
/// facts stand over it.
fn begins_again(lines: &[View<'_>]) -> bool {
    let [title, facts, lead] = lines else { return false };
    is_prose(lead) && could_be_headline(title.text) && label::is_meta(facts.text, Place::Head)
}

/// Whether two paragraphs follow each other: links have none, and what they announce has one.
fn goes_on(lines: &[View<'_>]) -> bool {
    let paragraph = |line: &View<'_>| {
        line.ending == Ending::Sentence && is_prose(line) && line.width() >= 2 * SENTENCE
    };
    matches!(lines, [first, second, ..] if paragraph(first) && paragraph(second))
}

/// Gives back what stood over the line `at`, where text goes on below furniture.
fn resume(verdicts: &mut [Verdict], items: &[View<'_>], at: usize, tail: Option<Mark>) {
    if at >= 2 && begins_again(&items[at - 2..=at]) {
        (verdicts[at - 2], verdicts[at - 1]) = (Verdict::Text, Verdict::Meta);
        return;
    }
    // A picture may stand between a heading and its text.
    let above = (0..at).rfind(|&above| !furniture::is_placeholder(items[above].text));
    let Some(above) = above else { return };
    let last = &items[above];
    let heads = tail == Some(Mark::Loose)
        && could_be_headline(last.text)
        && !menu::is_button(last.text)
        && furniture::mark(last).is_none();
    if heads {
        verdicts[above] = Verdict::Text;
    }
}

/// Whether a line is text for certain.
fn is_text(item: &View<'_>, verdict: Verdict) -> bool {
    let wrapped = item.wrapped && item.form.holds(['，', '。']);
    verdict == Verdict::Text && (wrapped || is_prose(item))
}

/// A sentence or more.
pub fn is_prose(item: &View<'_>) -> bool {
    let text = item.text;
    let latin = || item.ending == Ending::Sentence && text.len() > 40 && !text.chars().any(is_han);
    !item.heading
        && text.len() > 24
        && (item.form.holds(['。'])
            || text.len() > 120 && item.form.holds(['，', ','])
            || opens_report(text)
            || latin())
        && !legal::is_legal(item)
}

#[cfg(test)]
mod tests;
