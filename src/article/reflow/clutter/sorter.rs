//! What a line is to the page by what was seen above it. In come lines one by one, out comes a verdict
//! on each. Refuses to look ahead.

use super::furniture::{self, Mark, is_page_number};
use super::kin::Kinship;
use super::legal::is_legal;
use super::{Made, Verdict, View};
use crate::article::line::{EM, Ending};
use crate::article::metadata::label::{self, Place};
use crate::article::reflow::rows;
use crate::article::sign::{could_be_headline, opens_report};

/// How a line stands among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A line is a paragraph.
    Loose,
    /// Lines are wrapped, and the one before ended a sentence.
    Wrapped,
    /// Lines are wrapped, and this one may be the middle of a sentence.
    Running,
}

/// What has been seen of the page so far.
#[derive(Debug)]
pub struct Sorter {
    pub place: Place,
    pub body_seen: bool,
    /// The paragraphs so far.
    paragraphs: usize,
    /// What stands below the text has begun.
    pub tail: Option<Mark>,
    /// The lines that only a page of the web has.
    pub marks: usize,
    made: Made,
    /// Paragraphs of the text are known to follow.
    pub text_follows: bool,
    /// What a line in the tail is to the text above it.
    pub kinship: Kinship,
    genre: Genre,
    above: Above,
}

/// What the page has shown itself to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Genre {
    Any,
    /// It says what it is about, and below that in which words.
    Paper,
    /// A button to edit stands behind a heading.
    Encyclopedia,
}

/// What the lines above the next one lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    /// A sentence with a colon, and nothing but what it announces.
    Announced,
    Else,
}

/// From here on a paragraph is taken for real text even in the tail of a page.
const LONG: u32 = 40 * EM;
/// And from here on where only a button stood before it.
pub const SENTENCE: u32 = 8 * EM;

impl Sorter {
    /// At the top of a page.
    pub const fn new(made: Made) -> Self {
        Self {
            place: Place::Head,
            body_seen: false,
            paragraphs: 0,
            tail: None,
            marks: 0,
            made,
            text_follows: false,
            kinship: Kinship::Unknown,
            genre: Genre::Any,
            above: Above::Else,
        }
    }

    /// Judges the next line.
    pub fn judge(&mut self, line: &View<'_>, setting: Setting) -> Verdict {
        let View { text, form, .. } = line;
        let ended = line.ending == Ending::Sentence;
        // Most lines are too long to be anything but text.
        let wide = if text.len() > 2000 { LONG } else { line.width() };
        if let Some(tail) = self.tail {
            if setting == Setting::Loose && !self.resumes(tail, line, wide) {
                self.deepen_tail(line);
                return Verdict::Clutter;
            }
            self.tail = None;
        }
        // What a sentence announces is text: 时间：, 地点：.
        if self.above == Above::Announced && rows::is_labelled(text) {
            return Verdict::Text;
        }
        self.above = Above::Else;
        if text.len() <= 900
            && let Some(verdict) = self.judge_short(line, setting)
        {
            return verdict;
        }
        let long = wide >= 24 * EM || ended || setting == Setting::Running;
        // A headline may be long, or a question; a full stop is in none.
        let prose =
            !line.heading && (form.holds(['。']) || wide >= 30 * EM && form.holds(['，', ',']));
        self.paragraphs += usize::from(prose);
        self.body_seen |= prose || long && setting != Setting::Loose;
        if rows::announces(text, wide) {
            self.above = Above::Announced;
        }
        let headline = !long && setting == Setting::Loose && could_be_headline(text);
        self.place = if headline || !self.body_seen { Place::Head } else { Place::Body };
        Verdict::Text
    }

    /// Whether the text of the page goes on with a line below furniture.
    fn resumes(&self, tail: Mark, line: &View<'_>, wide: u32) -> bool {
        let text = line.text;
        if tail == Mark::End || is_legal(line) {
            return false;
        }
        match (tail, self.kinship) {
            (_, Kinship::Own) => return true,
            (Mark::Foot, _) => return false,
            (_, Kinship::Strange) => return opens_report(text),
            _ => {}
        }
        let ended = line.ending == Ending::Sentence;
        let prose = ended || text.matches(['，', ',']).nth(1).is_some();
        let least = if tail == Mark::Loose { SENTENCE } else { LONG };
        opens_report(text) || wide >= least && (prose && wide >= LONG || ended)
    }

    /// A list of links among buttons makes the whole tail one.
    fn deepen_tail(&mut self, line: &View<'_>) {
        if line.text.len() <= 900 {
            let reply = label::is_reply(line.text).then_some(Mark::End);
            if let Some(mark) = reply.or_else(|| furniture::mark(line)) {
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
    fn judge_short(&mut self, line: &View<'_>, setting: Setting) -> Option<Verdict> {
        let text = line.text;
        if line.form.holds_figure() && is_page_number(text) || furniture::is_rule(text) {
            return Some(Verdict::Clutter);
        }
        // Above the text a line of facts is one, though the title before it ended no sentence.
        if !self.body_seen && label::is_meta(text, Place::Head) {
            self.marks = self.marks.max(1);
            return Some(Verdict::Meta);
        }
        if furniture::opens_abstract(text) {
            self.genre = Genre::Paper;
        }
        if self.genre == Genre::Paper && furniture::states_key_words(text) {
            return None;
        }
        if setting == Setting::Running {
            return furniture::is_figure(text).then_some(Verdict::Clutter);
        }
        let loose = setting == Setting::Loose;
        if loose && furniture::part_button(text).is_some() {
            self.genre = Genre::Encyclopedia;
        }
        let of_encyclopedia = self.genre == Genre::Encyclopedia;
        if of_encyclopedia && self.body_seen && furniture::names_appendix(text) {
            self.enter_tail(Mark::List);
            self.marks += 1;
            return Some(Verdict::Clutter);
        }
        if (loose || line.ending != Ending::Sentence)
            && let Some(mark) = furniture::mark(line)
            && (loose || mark != Mark::List)
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
