//! The search bar and its results: the query being typed, what the library answered, and which hit
//! the reader stands on.

mod before;
mod stay;

use std::ops::Range;
use std::sync::Arc;

use before::Before;
use stay::Stay;

use super::rows::Rows;
use crate::app::editor::{Editor, Lines, Touched};
use crate::app::{Asked, Command, Effect};
use crate::index::{self, BadQuery, Order, Pinyin, Query, Reason, Results, Spelt, Subject};
use crate::library::Tally;
use crate::text::Clean;

/// Whether the query is being typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// No query.
    #[default]
    Closed,
    /// The query is being typed, results appear.
    Typing,
    /// The query stands and its hits can be stepped through.
    Standing,
}

/// A hit: which of the found articles, and which of its hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub found: usize,
    pub hit: usize,
}

/// The state of the search pane.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    pub stage: Stage,
    pub input: Editor,
    /// What is looked for; the words of a phrase, where that stood nowhere.
    pub query: Query,
    /// In which order the articles found come.
    pub order: Order,
    /// Why the query cannot be run.
    pub problem: Option<Problem>,
    /// What the newest query that was answered found.
    pub results: Arc<Results>,
    /// The same by year and source.
    pub tally: Tally,
    /// What the answer took, in microseconds.
    pub micros: u64,
    /// The row of the result list that is selected: an index into `results.found`.
    pub selected: usize,
    /// The hit that the reader stands on, once one was chosen.
    pub cursor: Option<Cursor>,
    /// When words of letters are taken for pinyin.
    pub pinyin: Pinyin,
    /// What the words of the query were read as; none where they stand as they are.
    pub spelt: Vec<Spelt>,
    /// Which of the readings alone is looked for; else all.
    pub picked: Option<usize>,
    /// The query as it was typed, where its words were read.
    asked: Query,
    /// Counts the queries, so that late answers are known.
    generation: u64,
    answered: u64,
    /// What is to be done when the answer comes.
    pub then: Then,
    /// The state of the marks that was asked about last.
    marks: u64,
    /// Where the reader stays when the answer comes.
    stay: Option<Stay>,
    /// What stood when the bar was opened.
    before: Option<Before>,
}

/// Why a query cannot be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub says: Clean,
    /// The part of the query that is wrong, in code points.
    pub place: Range<usize>,
}

/// What is to be done when an answer comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// The results are listed.
    #[default]
    List,
    /// To the best hit: Enter was pressed before the answer came.
    GoToBest,
    /// To the next hit after the caret, in the article that is open.
    GoToNext,
    /// The hits are shown a line each.
    Concordance,
    /// Its years and sources are listed.
    Facets,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            stage: Stage::Closed,
            input: Editor::new(Lines::One, ""),
            query: Query::default(),
            order: Order::default(),
            problem: None,
            results: Arc::default(),
            tally: Tally::default(),
            micros: 0,
            selected: 0,
            cursor: None,
            pinyin: Pinyin::Auto,
            spelt: Vec::new(),
            picked: None,
            asked: Query::default(),
            generation: 0,
            answered: 0,
            then: Then::List,
            marks: 0,
            stay: None,
            before: None,
        }
    }
}

impl Search {
    /// Empties the bar and forgets the hits, those too that are still to come.
    pub fn close(&mut self) {
        let Self { order, pinyin, marks, .. } = *self;
        let generation = self.generation + 1;
        *self = Self { generation, answered: generation, order, pinyin, marks, ..Self::default() };
    }

    /// Puts a query into the bar.
    pub fn ask(&mut self, text: &str) -> Option<Effect> {
        self.go_on();
        self.input = Editor::new(Lines::One, text);
        self.typed()
    }

    /// What was typed has changed: asks for it, and forgets what an older query found.
    pub fn typed(&mut self) -> Option<Effect> {
        self.cursor = None;
        self.selected = 0;
        self.then = Then::List;
        self.read();
        self.ask_anew()
    }

    /// Asks the same again, as after the library was read anew.
    pub fn repeat(&mut self) -> Option<Effect> {
        // The phrase may stand somewhere now.
        self.read();
        self.ask_anew()
    }

    fn read(&mut self) {
        self.spelt.clear();
        self.picked = None;
        (self.query, self.problem) = match Query::draft(&self.input.text(), Subject::Articles) {
            Ok((query, bad)) => (query, bad.map(Problem::of)),
            Err(bad) => (Query::default(), Some(Problem::of(bad))),
        };
    }

    fn ask_anew(&mut self) -> Option<Effect> {
        self.generation += 1;
        self.stay = None;
        if self.query.is_empty() {
            self.answered = self.generation;
            self.results = Arc::default();
            self.tally = Tally::default();
            return None;
        }
        let asked = Asked { query: self.query.clone(), order: self.order };
        Some(Effect::Search { generation: self.generation, asked })
    }

    /// Asks for the next order of the articles found.
    pub fn turn_order(&mut self) -> Option<Effect> {
        self.order = match self.order {
            Order::Relevance => Order::Date,
            Order::Date => Order::Source,
            Order::Source => Order::Position,
            Order::Position => Order::Relevance,
        };
        (self.cursor, self.selected) = (None, 0);
        self.repeat()
    }

    /// The order in words.
    pub const fn order_name(&self) -> &'static str {
        match self.order {
            Order::Relevance => "按相关",
            Order::Date => "按日期",
            Order::Source => "按来源",
            Order::Position => "按文件",
        }
    }

    /// Goes on with the words that were found instead of the phrase, if it was so; what the reader
    /// is to know.
    pub fn search_by_words(&mut self, words: &[String]) -> Option<String> {
        if words.is_empty() {
            return None;
        }
        self.query = Query::all_of(words.iter().map(String::as_str));
        Some(format!("没有“{}”，改按词检索：{}", self.input.text().trim(), words.join(" ")))
    }

    /// After an answer: asks for what the words of letters may be read as, if they stand nowhere or
    /// are always to be read.
    pub fn spell(&mut self) -> Option<Effect> {
        let pinyin = self.pinyin;
        let is_wanted = match pinyin {
            Pinyin::Auto => self.results.found.is_empty(),
            Pinyin::On => true,
            Pinyin::Off => false,
        };
        let is_read = !self.spelt.is_empty();
        if is_read || !is_wanted || !self.may_be_pinyin() {
            return None;
        }
        // It is not answered yet.
        self.answered = self.generation.wrapping_sub(1);
        let asked = Asked { query: self.query.clone(), order: self.order };
        Some(Effect::Spell { generation: self.generation, asked, pinyin })
    }

    /// Whether some word of the query may be read as pinyin, and is to be.
    pub fn may_be_pinyin(&self) -> bool {
        self.pinyin != Pinyin::Off && self.query.literals().any(index::is_pinyin)
    }

    /// Takes what the words of the query were read as; it is what is looked for from now on.
    pub fn take_spelling(&mut self, spelt: Vec<Spelt>) {
        self.asked = std::mem::take(&mut self.query);
        self.spelt = spelt;
        self.query = index::spelt_query(&self.asked, &self.spelt, self.pinyin, None);
    }

    /// Looks for the next of the readings alone; after the last for all of them again.
    pub fn next_reading(&mut self) -> Option<Effect> {
        let count = self.spelt.iter().map(|spelt| spelt.reading.best.len()).max()?;
        self.picked = match self.picked {
            None => Some(0),
            Some(last) if last + 1 >= count => None,
            Some(picked) => Some(picked + 1),
        };
        self.query = index::spelt_query(&self.asked, &self.spelt, self.pinyin, self.picked);
        (self.cursor, self.selected) = (None, 0);
        self.ask_anew()
    }

    /// Takes words of letters for pinyin at other times than before, and tells when.
    pub fn turn_pinyin(&mut self) -> (&'static str, Option<Effect>) {
        self.pinyin = self.pinyin.next();
        let says = match self.pinyin {
            Pinyin::Auto => "拼音：字母没有原样出现时按拼音检索",
            Pinyin::On => "拼音：字母总是也按拼音检索",
            Pinyin::Off => "拼音：关",
        };
        let effect = if self.stage == Stage::Closed { None } else { self.typed() };
        (says, effect)
    }

    /// Takes an answer; whether it was the newest.
    pub fn answer(
        &mut self,
        generation: u64,
        (results, tally): (Results, Tally),
        micros: u64,
    ) -> bool {
        if generation != self.generation {
            return false;
        }
        self.answered = generation;
        self.results = Arc::new(results);
        self.tally = tally;
        self.micros = micros;
        self.keep_place();
        let is_there = |cursor: &Cursor| {
            let found = self.results.found.get(cursor.found);
            found.is_some_and(|found| cursor.hit < found.hits as usize)
        };
        self.cursor = self.cursor.filter(is_there);
        self.selected = self.selected.min(self.results.found.len().saturating_sub(1));
        true
    }

    /// Whether an answer is still awaited.
    pub fn is_waiting(&self) -> bool {
        self.answered != self.generation
    }

    /// Takes a command while the query is being typed.
    pub fn on(&mut self, command: Command, page_rows: usize) -> Option<Effect> {
        if command == Command::NextReading {
            return self.next_reading();
        }
        let count = self.results.found.len();
        let rows = Rows { selected: self.selected, count, page: page_rows };
        if let Some(row) = rows.on(command, None) {
            self.selected = row;
            return None;
        }
        let touched = self.input.on(command)?;
        self.go_on();
        match touched {
            Touched::Text => self.typed(),
            Touched::Caret => None,
        }
    }

    /// The hit that comes `by` hits after (before, where negative) the one the reader stands on,
    /// and whether the step went over the end. Found articles without hits are passed.
    pub fn step(&self, by: i64) -> Option<(Cursor, bool)> {
        let total = self.results.total_hits as i64;
        if total == 0 {
            return None;
        }
        let to = match self.cursor {
            Some(cursor) => self.rank(cursor) as i64 + by,
            None if by > 0 => by - 1,
            None => by,
        };
        let around = !(0..total).contains(&to);
        self.nth(to.rem_euclid(total) as usize).map(|cursor| (cursor, around))
    }

    /// How many hits come before this one.
    pub fn rank(&self, cursor: Cursor) -> usize {
        let before = self.results.found.iter().take(cursor.found);
        before.map(|found| found.hits as usize).sum::<usize>() + cursor.hit
    }

    fn nth(&self, mut rank: usize) -> Option<Cursor> {
        for (index, found) in self.results.found.iter().enumerate() {
            let hits = found.hits as usize;
            if rank < hits {
                return Some(Cursor { found: index, hit: rank });
            }
            rank -= hits;
        }
        None
    }
}

impl Problem {
    /// What is wrong, as a Chinese reader sees it.
    pub fn of(bad: BadQuery) -> Self {
        let says = match &bad.reason {
            Reason::OnlyExclusions => "只有不要的词，还缺要找的词",
            Reason::NothingToFind => "没有可以检索的字",
            Reason::Date => "日期写作 2022、2022-06、06-30、2022..2023",
            Reason::BackwardDates => "日期的终点早于起点",
            Reason::Has => "has: 后写 note、bookmark、highlight",
            Reason::Is => "is: 后写 read、unread",
            Reason::State => "state: 后写 在、移、改、疑、孤、缺",
            Reason::Near => "NEAR 的两边各要一个词",
            Reason::NearChars => "NEAR/ 后写字数，如 NEAR/5",
            Reason::OpenQuote => "引号还没有合上",
            Reason::UnopenedQuote => "引号没有开头",
            Reason::OpenGroup => "括号还没有合上",
            Reason::UnopenedGroup => "括号没有开头",
            Reason::Pattern(_) => "正则表达式有误",
            Reason::LargePattern => "正则表达式太大",
        };
        Self { says: Clean::line(says), place: bad.place }
    }
}
