//! A line to a query. The bar binds more closely than NEAR, NEAR more closely than the blank.

use std::ops::Range;

use super::balance::Balance;
use super::dates::Dates;
use super::fault::{BadQuery, Reason};
use super::field::{Fact, Field, Name, State, name_key};
use super::lexer::{self, Distance, End, Token, behind, ends_part};
use super::pattern::Pattern;
use super::{Marked, Near, Node, Query, Subject, Wording};
use crate::text::{fold, han};

/// Groups within groups deeper than this are text, so that no line exhausts the stack.
const DEPTH_MAX: usize = 32;

/// The characters between the two sides of a NEAR that says none.
const NEAR_CHARS: u32 = 10;

/// Whether a line is all that will be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Whole,
    /// More is to come: quotation marks and parentheses that are not closed reach to its end, and
    /// what closes nothing is text.
    Draft,
}

/// Reads a line; see [`Query::parse`].
pub(super) fn parse(line: &str, subject: Subject, stage: Stage) -> Result<Query, BadQuery> {
    let mut parser =
        Parser { line, at: 0, end: line.len(), depth: 0, subject, stage, balance: <_>::default() };
    let whole = line.len() - line.trim_start().len()..line.trim_end().len();
    let all = parser.all().map_err(|fault| fault.in_line(line))?;
    let reason = match () {
        () if whole.is_empty() => return Ok(Query::default()),
        () if all.is_empty() => Reason::NothingToFind,
        () if subject == Subject::Articles && all.iter().all(leaves_out) => Reason::OnlyExclusions,
        () => {
            let is_loose = line[whole].chars().all(han::is_han);
            let wording = if is_loose { Wording::Loose } else { Wording::Exact };
            return Ok(Query { all, wording });
        }
    };
    Err(Fault { reason, bytes: whole }.in_line(line))
}

/// Whether a part leaves out what stands in the text: alone it asks for nothing.
fn leaves_out(node: &Node) -> bool {
    match node {
        Node::Not(node) => {
            !matches!(**node, Node::Said(..) | Node::Whole(..) | Node::Dated(_) | Node::Marked(_))
        }
        _ => false,
    }
}

/// A reason and its place in bytes.
struct Fault {
    reason: Reason,
    bytes: Range<usize>,
}

impl Fault {
    fn in_line(self, line: &str) -> BadQuery {
        let chars = |bytes: usize| line[..bytes].chars().count();
        BadQuery { reason: self.reason, place: chars(self.bytes.start)..chars(self.bytes.end) }
    }
}

/// A walk along a part of the line.
struct Parser<'a> {
    line: &'a str,
    /// The next byte, and the one behind the last.
    at: usize,
    end: usize,
    depth: usize,
    subject: Subject,
    stage: Stage,
    /// Of the words at this depth.
    balance: Balance,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.line[self.at..self.end]
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.at = self.end - self.rest().trim_start_matches(skipped).len();
    }

    /// The parts that are all required.
    fn all(&mut self) -> Result<Vec<Node>, Fault> {
        let mut all = Vec::new();
        self.skip(ends_part);
        while !self.rest().is_empty() {
            let (start, item) = (self.at, self.item()?);
            for node in self.chain(start, item)? {
                // What is required together may as well be required one by one.
                let nodes = if let Node::All(nodes) = node { nodes } else { vec![node] };
                for node in nodes {
                    push(node, &mut all);
                }
            }
            self.skip(ends_part);
        }
        Ok(all)
    }

    /// What stands near the part that was read last, if NEAR follows it.
    fn chain(&mut self, start: usize, first: Option<Node>) -> Result<Vec<Node>, Fault> {
        let mut last = first;
        let mut chained = Vec::new();
        loop {
            let before = self.at;
            self.skip(char::is_whitespace);
            let sign = self.at;
            let Some((distance, bytes)) = lexer::near(self.rest()).filter(|_| sign > start) else {
                self.at = before;
                break;
            };
            self.at += bytes;
            let fault = |reason| Fault { reason, bytes: sign..sign + bytes };
            let chars = match distance {
                Distance::Usual => NEAR_CHARS,
                Distance::Chars(chars) => chars,
                Distance::Unknown => return Err(fault(Reason::NearChars)),
            };
            self.skip(char::is_whitespace);
            let next = if self.rest().is_empty() { None } else { self.item()? };
            let sides = last.take().and_then(literals).zip(next.clone().and_then(literals));
            let Some((first, second)) = sides else { return Err(fault(Reason::Near)) };
            chained.push(Node::Near(Near { first, second, chars }));
            last = next;
        }
        if chained.is_empty() { Ok(last.into_iter().collect()) } else { Ok(chained) }
    }

    /// One part, perhaps left out. A minus before a blank, or at the end, stands for itself.
    fn item(&mut self) -> Result<Option<Node>, Fault> {
        let Some(after) = behind(self.rest(), '-').filter(|after| !lexer::is_at_end(after)) else {
            return self.either();
        };
        self.at = self.end - after.len();
        Ok(self.either()?.map(|node| Node::Not(Box::new(node))))
    }

    /// Parts with bars between them.
    fn either(&mut self) -> Result<Option<Node>, Fault> {
        let mut nodes = Vec::new();
        loop {
            self.part()?.into_iter().for_each(|node| push(node, &mut nodes));
            let before = self.at;
            self.skip(char::is_whitespace);
            if behind(self.rest(), '|').is_none() {
                self.at = before;
                break;
            }
            self.skip(ends_part);
            if self.rest().is_empty() {
                break;
            }
        }
        Ok(if nodes.len() > 1 { Some(Node::Any(nodes)) } else { nodes.pop() })
    }

    /// A group, an expression, a tag, a field, a phrase or a word.
    fn part(&mut self) -> Result<Option<Node>, Fault> {
        let start = self.at;
        let text = self.rest();
        if let Some(token) = self.grouped(text) {
            return self.group(token);
        }
        if let Some(pattern) = lexer::slashed(text) {
            self.at += pattern.bytes;
            let parsed = Pattern::parse(pattern.source, pattern.flags);
            let fault = |reason| Fault { reason, bytes: start..self.at };
            return parsed.map(|pattern| Some(Node::Pattern(pattern))).map_err(fault);
        }
        match field(text).filter(|(name, _)| *name != Name::State || self.subject == Subject::Marks)
        {
            Some((name, value)) => self.field(name, value),
            None => {
                let misplaced =
                    lexer::near(text).filter(|(distance, _)| *distance != Distance::Usual);
                if let Some((_, bytes)) = misplaced {
                    return Err(Fault { reason: Reason::Near, bytes: start..start + bytes });
                }
                self.literal()
            }
        }
    }

    fn grouped(&self, text: &'a str) -> Option<Token<'a>> {
        let group = (self.depth < DEPTH_MAX).then(|| lexer::group(text))?;
        group.filter(|token| token.end == End::Closed || self.has_parts())
    }

    /// Whether the line has more parts than one: a single word cannot be meant to open a group or to
    /// close anything.
    fn has_parts(&self) -> bool {
        self.line.trim().contains(ends_part)
    }

    /// The parts in parentheses.
    fn group(&mut self, token: Token<'a>) -> Result<Option<Node>, Fault> {
        let opening = self.rest().chars().next().map_or(0, char::len_utf8);
        let (at, depth) = (self.at + opening, self.depth + 1);
        let end = at + token.inside.len();
        let bytes = self.at..self.at + token.bytes;
        self.at = bytes.end;
        let balance = Balance::default();
        let mut nodes = Self { at, end, depth, balance, ..*self }.all()?;
        if token.end == End::Open {
            self.refuse(Reason::OpenGroup, bytes.start..at)?;
        } else if nodes.is_empty() {
            return Err(Fault { reason: Reason::NothingToFind, bytes });
        }
        Ok(if nodes.len() > 1 { Some(Node::All(nodes)) } else { nodes.pop() })
    }

    /// A phrase or a word in the text.
    fn literal(&mut self) -> Result<Option<Node>, Fault> {
        let start = self.at;
        let is_quoted = lexer::quoted(self.rest()).is_some();
        let (text, end) = self.text()?;
        let folded = Some(fold::fold(text)).filter(|text| !text.is_empty());
        let node = folded.map(Node::Literal);
        if is_quoted { self.needed(node, end, start) } else { Ok(node) }
    }

    /// A phrase or a word; tells what it takes.
    fn text(&mut self) -> Result<(&'a str, End), Fault> {
        let (start, text) = (self.at, self.rest());
        let token = lexer::quoted(text);
        if token.is_some_and(|token| token.end == End::Open) {
            let opening = text.chars().next().map_or(0, char::len_utf8);
            self.refuse(Reason::OpenQuote, start..start + opening)?;
        }
        let is_word = token.is_none();
        let token = token.unwrap_or_else(|| lexer::word(text));
        if is_word
            && let Some((reason, place)) = self.balance.take(token.inside)
            && self.has_parts()
        {
            self.refuse(reason, start + place.start..start + place.end)?;
        }
        self.at += token.bytes;
        Ok((token.inside, token.end))
    }

    /// What is wrong only where no more is to come.
    fn refuse(&self, reason: Reason, bytes: Range<usize>) -> Result<(), Fault> {
        match self.stage {
            Stage::Whole => Err(Fault { reason, bytes }),
            Stage::Draft => Ok(()),
        }
    }

    /// What a field asks for.
    fn field(&mut self, name: Name, value: &'a str) -> Result<Option<Node>, Fault> {
        self.at = self.end - value.len();
        let start = self.at;
        if name == Name::Title
            && let Some(token) = self.grouped(value)
        {
            return Ok(self.group(token)?.map(titled));
        }
        if let Name::Said(field @ (Field::Source | Field::Author | Field::Path)) = name
            && let Some(whole) = behind(value, '=').filter(|whole| !lexer::is_at_end(whole))
        {
            self.at = self.end - whole.len();
            let start = self.at;
            let (name, end) = self.text()?;
            let key = Some(name_key(name)).filter(|key| !key.is_empty());
            return self.needed(key.map(|key| Node::Whole(field, key)), end, start);
        }
        let (text, end) = self.text()?;
        let bytes = start..self.at;
        let fault = |reason| Fault { reason, bytes: bytes.clone() };
        let marked = |fact| Node::Marked(Marked { fact, articles: Vec::new() });
        let folded = Some(fold::fold(text)).filter(|text| !text.is_empty());
        let node = match name {
            Name::Title => folded.map(Node::Title),
            Name::Said(Field::Date) => Some(Node::Dated(Dates::parse(text).map_err(fault)?)),
            Name::Said(field) => folded.map(|text| Node::Said(field, text)),
            Name::Has => Some(marked(Fact::had(text).ok_or(Reason::Has).map_err(fault)?)),
            Name::Is => match text.to_ascii_lowercase().as_str() {
                "read" | "已读" => Some(marked(Fact::IsRead)),
                "unread" | "未读" => Some(Node::Not(Box::new(marked(Fact::IsRead)))),
                _ => return Err(fault(Reason::Is)),
            },
            Name::Tag => folded.map(|tag| marked(Fact::Tagged(tag))),
            Name::Colour => folded.map(|name| marked(Fact::Coloured(name))),
            Name::State => {
                let state = State::of(text).ok_or(Reason::State).map_err(fault)?;
                Some(marked(Fact::HasCome(state)))
            }
        };
        self.needed(node, end, start)
    }

    /// What was read from `start` on, unless nothing was, and no more is to come.
    fn needed(&self, node: Option<Node>, end: End, start: usize) -> Result<Option<Node>, Fault> {
        match node {
            None if end == End::Closed => {
                Err(Fault { reason: Reason::NothingToFind, bytes: start..self.at })
            }
            node => Ok(node),
        }
    }
}

/// The field at the front of a text and its value. The value follows the colon at once: what only
/// looks like a field is text.
fn field(text: &str) -> Option<(Name, &str)> {
    if let Some(tag) = behind(text, '#').filter(|tag| !lexer::is_at_end(tag)) {
        return Some((Name::Tag, tag));
    }
    let mut front = text.char_indices().take(Name::CHARS_MAX + 1);
    let (colon, sign) = front.find(|&(_, c)| fold::narrow(c) == ':')?;
    let name = Name::of(&text[..colon])?;
    let value = &text[colon + sign.len_utf8()..];
    (!lexer::is_at_end(value)).then_some((name, value))
}

/// Adds what does not stand there yet.
fn push(node: Node, nodes: &mut Vec<Node>) {
    if !nodes.contains(&node) {
        nodes.push(node);
    }
}

/// The same asked of the title.
fn titled(node: Node) -> Node {
    match node {
        Node::Literal(text) => Node::Title(text),
        Node::All(nodes) => Node::All(nodes.into_iter().map(titled).collect()),
        Node::Any(nodes) => Node::Any(nodes.into_iter().map(titled).collect()),
        Node::Not(node) => Node::Not(Box::new(titled(*node))),
        node => node,
    }
}

/// The strings of which one is asked for, if nothing else is.
fn literals(node: Node) -> Option<Vec<String>> {
    match node {
        Node::Literal(text) => Some(vec![text]),
        Node::Any(nodes) => {
            nodes.into_iter().map(literals).collect::<Option<Vec<_>>>().map(|all| all.concat())
        }
        _ => None,
    }
}
