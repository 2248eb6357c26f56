//! The furniture of a page: navigation, share buttons, hot lists, counters, licences, page numbers.
//! In come lines, out come those that are text; the others go where they can be looked up.
//!
//! A word never condemns a line: it must be short, stand by itself, and hold little else.

mod bounds;
mod furniture;
mod kin;
mod menu;
mod title;

use furniture::Mark;
pub use furniture::is_page_number;
use kin::{Kin, Kinship};

use crate::article::line::{EM, Ending, Line, Measure, Part, ending, width};
use crate::article::metadata::label::{self, Place};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::sign::{could_be_headline, opens_report};
use crate::text::Clean;
use crate::text::han::is_han;

/// The lines that are text or state facts; the rest is added to `dropped`.
pub fn sort<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let view = |line: &Line<'a>| View {
        text: line.text,
        ending: line.ending,
        wrapped: line.wrapped,
        heading: false,
    };
    let verdicts = judge_all(&lines.iter().map(view).collect::<Vec<_>>(), Made::OfLines);
    let mut kept = Vec::with_capacity(lines.len());
    for (mut line, verdict) in lines.into_iter().zip(verdicts) {
        if verdict == Verdict::Clutter {
            dropped.push(Clean::line(line.text));
        } else {
            line.part = match verdict {
                Verdict::Meta => Part::Facts,
                Verdict::Title => Part::Title,
                Verdict::Head => Part::Headline,
                Verdict::Text | Verdict::Clutter => Part::Text,
            };
            kept.push(line);
        }
    }
    kept
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
    let verdicts = judge_all(&pieces.iter().map(view_of).collect::<Vec<_>>(), made);
    // Above its title a page has no verse and no code, but tables of links.
    let title = verdicts.iter().position(|&verdict| verdict == Verdict::Title).unwrap_or(0);
    let mut kept = Vec::with_capacity(pieces.len());
    for (at, (mut piece, verdict)) in pieces.into_iter().zip(verdicts).enumerate() {
        match verdict {
            _ if at >= title && matches!(piece.role, Role::Code | Role::Meta | Role::Verse) => {
                kept.push(piece);
            }
            _ if made == Made::ByTypist && is_told(piece.role) => kept.push(piece),
            Verdict::Clutter => dropped.push(Clean::line(&piece.text)),
            Verdict::Text => kept.push(piece),
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

fn view_of(piece: &Piece) -> View<'_> {
    View {
        text: &piece.text,
        ending: ending(&piece.text),
        wrapped: false,
        heading: matches!(piece.role, Role::Headline(rank) if rank != Rank::Either),
    }
}

/// What the rules need to see of a line or piece.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub text: &'a str,
    pub ending: Ending,
    /// A line among lines that are wrapped at the edge of a column.
    pub wrapped: bool,
    /// A heading by its markup.
    pub heading: bool,
}

/// What a line is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Text,
    /// The title of a web page that holds one article.
    Title,
    /// The title of another web page, or the line below a title.
    Head,
    Meta,
    Clutter,
}

/// Judges the lines or pieces of a page, first each as it comes and then the page as a whole.
fn judge_all(items: &[View<'_>], made: Made) -> Vec<Verdict> {
    let mut sorter = Sorter { made, ..Sorter::default() };
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
        let verdict = sorter.judge(item.text, item.ending, setting);
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
        line.ending == Ending::Sentence
            && is_prose(line)
            && width(line.text, Measure::Compressed) >= 2 * SENTENCE
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
        && furniture::mark(last.text, last.ending).is_none();
    if heads {
        verdicts[above] = Verdict::Text;
    }
}

/// How a line stands among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// A line is a paragraph.
    Loose,
    /// Lines are wrapped, and the one before ended a sentence.
    Wrapped,
    /// Lines are wrapped, and this one may be the middle of a sentence.
    Running,
}

/// What has been seen of the page so far.
#[derive(Debug)]
struct Sorter {
    place: Place,
    body_seen: bool,
    /// The paragraphs so far.
    paragraphs: usize,
    /// What stands below the text has begun.
    tail: Option<Mark>,
    /// The lines that only a page of the web has.
    marks: usize,
    made: Made,
    /// Paragraphs of the text are known to follow.
    text_follows: bool,
    /// What a line in the tail is to the text above it.
    kinship: Kinship,
}

impl Default for Sorter {
    fn default() -> Self {
        Self {
            place: Place::Head,
            body_seen: false,
            paragraphs: 0,
            tail: None,
            marks: 0,
            made: Made::OfLines,
            text_follows: false,
            kinship: Kinship::Unknown,
        }
    }
}

/// From here on a paragraph is taken for real text even in the tail of a page.
const LONG: u32 = 40 * EM;
/// And from here on where only a button stood before it.
const SENTENCE: u32 = 8 * EM;

impl Sorter {
    fn judge(&mut self, text: &str, ending: Ending, setting: Setting) -> Verdict {
        let ended = ending == Ending::Sentence;
        // Most lines are too long to be anything but text; only a short head of them is measured.
        let wide = if text.len() > 2000 { LONG } else { width(text, Measure::Compressed) };
        if let Some(tail) = self.tail {
            if setting == Setting::Loose && !self.resumes(tail, text, ended, wide) {
                self.deepen_tail(text, ending);
                return Verdict::Clutter;
            }
            self.tail = None;
        }
        if text.len() <= 900
            && let Some(verdict) = self.judge_short(text, ending, setting)
        {
            return verdict;
        }
        let long = wide >= 24 * EM || ended || setting == Setting::Running;
        // A headline may be long, or a question; a full stop is in none.
        let prose = text.contains('。') || wide >= 30 * EM && text.contains(['，', ',']);
        self.paragraphs += usize::from(prose);
        self.body_seen |= prose || long && setting != Setting::Loose;
        let headline = !long && setting == Setting::Loose && could_be_headline(text);
        self.place = if headline || !self.body_seen { Place::Head } else { Place::Body };
        Verdict::Text
    }

    /// Whether the text of the page goes on with a line below furniture.
    fn resumes(&self, tail: Mark, text: &str, ended: bool, wide: u32) -> bool {
        if tail == Mark::End || furniture::is_legal(text) {
            return false;
        }
        match (tail, self.kinship) {
            (_, Kinship::Own) => return true,
            (Mark::Foot, _) => return false,
            (_, Kinship::Strange) => return opens_report(text),
            _ => {}
        }
        let prose = ended || text.matches(['，', ',']).nth(1).is_some();
        let least = if tail == Mark::Loose { SENTENCE } else { LONG };
        opens_report(text) || wide >= least && (prose && wide >= LONG || ended)
    }

    /// A list of links among buttons makes the whole tail one.
    fn deepen_tail(&mut self, text: &str, ending: Ending) {
        if text.len() <= 900 {
            let reply = label::is_reply(text).then_some(Mark::End);
            if let Some(mark) = reply.or_else(|| furniture::mark(text, ending)) {
                self.marks += 1;
                self.enter_tail(mark);
            }
        }
    }

    /// What seems to end the text after its first paragraph may stand above it.
    fn enter_tail(&mut self, mark: Mark) {
        if self.text_follows || self.made == Made::OfElements && mark == Mark::Loose {
            return;
        }
        let mark = if self.paragraphs < 2 { mark.min(Mark::List) } else { mark };
        self.tail = self.tail.max(Some(mark));
    }

    /// A line of at most a few hundred bytes.
    fn judge_short(&mut self, text: &str, ending: Ending, setting: Setting) -> Option<Verdict> {
        if is_page_number(text) || furniture::is_rule(text) {
            return Some(Verdict::Clutter);
        }
        // Above the text a line of facts is one, though the title before it ended no sentence.
        if !self.body_seen && label::is_meta(text, Place::Head) {
            self.marks = self.marks.max(1);
            return Some(Verdict::Meta);
        }
        if setting == Setting::Running {
            return furniture::is_figure(text).then_some(Verdict::Clutter);
        }
        let loose = setting == Setting::Loose;
        if let Some(mark) = furniture::mark(text, ending)
            && (loose || mark != Mark::List && ending != Ending::Sentence)
        {
            if self.body_seen && loose {
                self.enter_tail(mark);
            }
            self.marks += 1;
            return Some(Verdict::Clutter);
        }
        let place = if loose { self.place } else { Place::Body };
        let meta = label::is_meta(text, place);
        if meta && loose && self.body_seen && label::is_reply(text) {
            self.enter_tail(Mark::End);
            return Some(Verdict::Clutter);
        }
        meta.then_some(Verdict::Meta)
    }
}

/// Whether a line is text for certain.
fn is_text(item: &View<'_>, verdict: Verdict) -> bool {
    let wrapped = item.wrapped && item.text.contains(['，', '。']);
    verdict == Verdict::Text && (wrapped || is_prose(item))
}

/// A sentence or more.
pub fn is_prose(item: &View<'_>) -> bool {
    let text = item.text;
    let latin = || item.ending == Ending::Sentence && text.len() > 40 && !text.chars().any(is_han);
    !item.heading
        && text.len() > 24
        && (text.contains('。')
            || text.len() > 120 && text.contains(['，', ','])
            || opens_report(text)
            || latin())
        && !furniture::is_legal(text)
}

#[cfg(test)]
mod tests;
