//! HTML pages. In comes decoded text, out comes a page: the element that holds most of the prose,
//! what the page states of itself, and as dropped all the rest. Scripts and styles are no text.

mod shallow;

use scraper::{Html, Node, Selector};

use crate::article::compose::{Articles, Page, compose};
use crate::article::metadata::label::{self, Place};
use crate::article::metadata::{Facts, date, title};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::{reflow, space};
use crate::text::Clean;
use shallow::shallow;

/// Stands for `<br>` while a block is gathered: a line end that is meant.
const LINE_BREAK: char = '\u{2028}';

/// Reads a whole HTML page.
pub fn read(text: &str) -> Page {
    let document = Html::parse_document(&shallow(text));
    let page = Walk::of(&document);
    let content = page.content();
    let title = title_of(&document, &page.blocks);
    let mut pieces: Vec<Piece> = Vec::new();
    pieces.extend(
        title.iter().map(|title| Piece::new(Role::Headline(Rank::Level(1)), title.clone())),
    );
    let mut dropped = Vec::new();
    for (at, block) in page.blocks.iter().enumerate() {
        if content.contains(&at) {
            continue;
        }
        let text = block.text.trim();
        let is_title = title.as_deref() == Some(text);
        if at < content.start && label::is_meta(text, Place::Head) && !block.is_linked() {
            pieces.push(Piece::new(Role::Meta, text));
        } else if !is_title {
            dropped.push(Clean::line(text));
        }
    }
    let (linked, blocks): (Vec<&Block>, Vec<&Block>) = page.blocks[content]
        .iter()
        .filter(|block| title.as_deref() != Some(block.text.trim()))
        .partition(|block| block.is_linked());
    dropped.extend(linked.iter().map(|block| Clean::line(&block.text)));
    pieces.extend(pieces_of(&blocks));
    let pieces = reflow::sort_pieces(pieces, &mut dropped);
    let mut read = compose(pieces, Articles::One, dropped);
    if let Some(article) = read.articles.first_mut() {
        let stated = stated(&document);
        article.date = stated.date.map(|date| Clean::line(&date)).or(article.date.take());
        for (slot, fact) in [
            (&mut article.source, stated.source),
            (&mut article.author, stated.author),
            (&mut article.url, stated.url),
        ] {
            *slot = slot.take().or(fact.map(|fact| Clean::line(&fact)));
        }
    }
    read
}

/// The lines of text on a page, in its order, whatever becomes of them.
pub fn lines(text: &str) -> Clean {
    let walk = Walk::of(&Html::parse_document(&shallow(text)));
    Clean::text(
        &walk.blocks.iter().map(|block| block.text.trim_end()).collect::<Vec<_>>().join("\n"),
    )
}

/// The pieces of a fragment, such as the text field of a crawl.
pub fn pieces(fragment: &str) -> Vec<Piece> {
    let walk = Walk::of(&Html::parse_fragment(&shallow(fragment)));
    pieces_of(&walk.blocks.iter().collect::<Vec<_>>())
}

/// Whether `text` is marked up, and does not merely hold a sign that HTML uses.
pub fn has_tags(text: &str) -> bool {
    const TAGS: [&str; 12] = [
        "<p>", "<p ", "<br", "<div", "</p>", "<strong>", "<b>", "<span", "<img", "<a ", "<h2",
        "<em>",
    ];
    text.contains('<') && TAGS.iter().any(|tag| text.contains(tag))
}

/// Whether a text that is not marked up has the entities of one that was.
pub fn has_entities(text: &str) -> bool {
    ["&nbsp;", "&amp;", "&quot;", "&lt;", "&gt;", "&#", "&ldquo;", "&rdquo;", "&mdash;", "&hellip;"]
        .iter()
        .any(|entity| text.contains(entity))
}

/// The same text with the characters that entities stand for; its lines stay.
pub fn without_entities(text: &str) -> String {
    if !has_entities(text) {
        return text.to_owned();
    }
    let escaped = text.replace('<', "&lt;");
    Html::parse_fragment(&escaped).root_element().text().collect()
}

/// What a block is by its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Heading(u8),
    Item,
    Quote,
    Code,
    Caption,
}

/// A stretch of text between the edges of block elements.
#[derive(Debug)]
struct Block {
    kind: Kind,
    text: String,
    /// Bytes of `text` that are links.
    linked: usize,
}

impl Block {
    /// Navigation: mostly links, and no sentence.
    fn is_linked(&self) -> bool {
        self.linked * 10 > self.text.trim().len() * 6 && !self.text.contains('。')
    }

    /// How much it says for being the text of the page: its bytes, where it reads as prose.
    fn weight(&self) -> usize {
        let prose = self.text.contains(['。', '，', '！', '？', '、', ',', '.']);
        let len = self.text.trim().len();
        if self.is_linked() || (!prose && len < 60) { 0 } else { len - self.linked.min(len) }
    }
}

/// An element that may hold the text of a page.
#[derive(Debug)]
struct Container {
    parent: usize,
    weight: usize,
    first: usize,
    end: usize,
}

/// A page as a row of blocks, and the containers around them.
#[derive(Debug, Default)]
struct Walk {
    blocks: Vec<Block>,
    containers: Vec<Container>,
    open: Vec<usize>,
    kinds: Vec<Kind>,
    text: String,
    linked: usize,
    in_link: usize,
    skipped: usize,
}

impl Walk {
    /// Walks without recursion: pages nest as deep as they like.
    fn of(document: &Html) -> Self {
        let mut walk = Self::default();
        walk.enter_container();
        let root = document.tree.root();
        let mut node = root;
        'tree: loop {
            walk.enter(node.value());
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                walk.leave(node.value());
                if node == root {
                    break 'tree;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => break 'tree,
                }
            }
        }
        walk.flush();
        walk.leave_container();
        walk
    }

    fn enter(&mut self, node: &Node) {
        match node {
            Node::Text(text) if self.skipped == 0 => self.push_text(text),
            Node::Element(element) => match element.name() {
                name if is_skipped(name) => self.skipped += 1,
                "a" => self.in_link += 1,
                "br" => self.text.push(LINE_BREAK),
                "td" | "th" => {
                    self.push_text(" ");
                    self.enter_container();
                }
                name if is_block(name) => {
                    self.flush();
                    self.kinds.extend(kind(name));
                    if is_container(name) {
                        self.enter_container();
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn leave(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        match element.name() {
            name if is_skipped(name) => self.skipped = self.skipped.saturating_sub(1),
            "a" => self.in_link = self.in_link.saturating_sub(1),
            "td" | "th" => self.leave_container(),
            name if is_block(name) => {
                self.flush();
                if kind(name).is_some() {
                    self.kinds.pop();
                }
                if is_container(name) {
                    self.leave_container();
                }
            }
            _ => {}
        }
    }

    fn push_text(&mut self, text: &str) {
        let from = self.text.len();
        if self.kinds.last() == Some(&Kind::Code) {
            self.text.extend(text.chars().map(|c| if c == '\n' { LINE_BREAK } else { c }));
        } else {
            self.text.push_str(text);
        }
        if self.in_link > 0 {
            self.linked += self.text[from..].trim().len();
        }
    }

    fn enter_container(&mut self) {
        let parent = self.open.last().copied().unwrap_or(0);
        self.open.push(self.containers.len());
        self.containers.push(Container { parent, weight: 0, first: self.blocks.len(), end: 0 });
    }

    fn leave_container(&mut self) {
        let Some(at) = self.open.pop() else { return };
        self.containers[at].end = self.blocks.len();
        let weight = self.containers[at].weight;
        if let Some(&parent) = self.open.last() {
            self.containers[parent].weight += weight;
        }
    }

    fn flush(&mut self) {
        let raw = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        if raw.trim().is_empty() {
            return;
        }
        let kind = self.kinds.last().copied().unwrap_or(Kind::Text);
        let lines = raw.split(LINE_BREAK);
        let lines: Vec<String> = if kind == Kind::Code {
            lines.map(str::to_owned).collect()
        } else {
            lines.map(|line| keep_indent(line, space::join(line.split('\n')))).collect()
        };
        let block = Block { kind, text: lines.join("\n"), linked };
        if let Some(&open) = self.open.last() {
            self.containers[open].weight += block.weight();
        }
        self.blocks.push(block);
    }

    /// The blocks of the deepest container that holds most of the prose.
    fn content(&self) -> std::ops::Range<usize> {
        let Some(root) = self.containers.first() else { return 0..0 };
        let mut best = 0;
        // A container follows its parent, so one pass descends all the way.
        for (at, container) in self.containers.iter().enumerate().skip(1) {
            if container.parent == best && container.weight * 10 > root.weight * 7 {
                best = at;
            }
        }
        self.containers[best].first..self.containers[best].end
    }
}

/// The indent of typed text stays, as it tells paragraphs apart.
fn keep_indent(raw: &str, line: String) -> String {
    if raw.trim_start_matches('\n').starts_with("\u{3000}\u{3000}") {
        format!("\u{3000}\u{3000}{line}")
    } else {
        line
    }
}

fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "svg"
            | "button"
            | "select"
            | "textarea"
            | "head"
            | "object"
            | "canvas"
    )
}

fn is_block(name: &str) -> bool {
    kind(name).is_some()
        || is_container(name)
        || matches!(
            name,
            "p" | "tr"
                | "ul"
                | "ol"
                | "dl"
                | "dt"
                | "dd"
                | "hr"
                | "address"
                | "caption"
                | "figure"
                | "option"
        )
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "div"
            | "section"
            | "article"
            | "main"
            | "table"
            | "tbody"
            | "center"
            | "form"
            | "header"
            | "footer"
            | "nav"
            | "aside"
    )
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" | "h6" => Kind::Heading(5),
        "li" => Kind::Item,
        "blockquote" => Kind::Quote,
        "pre" => Kind::Code,
        "figcaption" => Kind::Caption,
        _ => return None,
    })
}

/// Runs of plain blocks are read as a page is, since many pages mark lines and not paragraphs.
fn pieces_of(blocks: &[&Block]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for run in blocks.chunk_by(|a, b| a.kind == Kind::Text && b.kind == Kind::Text) {
        match run[0].kind {
            Kind::Text => {
                let text: Vec<&str> = run.iter().map(|block| block.text.as_str()).collect();
                pieces.extend(reflow::stretch(&Clean::text(&text.join("\n\n"))));
            }
            Kind::Heading(level) => pieces.push(piece(Role::Headline(Rank::Level(level)), run[0])),
            Kind::Item => pieces.push(piece(Role::List, run[0])),
            Kind::Quote => pieces.push(piece(Role::Quote, run[0])),
            Kind::Code => pieces.push(Piece::new(Role::Code, run[0].text.trim_end())),
            Kind::Caption => pieces.push(piece(Role::Caption, run[0])),
        }
    }
    pieces
}

fn piece(role: Role, block: &Block) -> Piece {
    Piece::new(role, block.text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n").trim())
}

/// The title: a line of the page that `<title>` begins with, else what the page states.
fn title_of(document: &Html, blocks: &[Block]) -> Option<String> {
    let whole = first_text(document, "title");
    let named = meta(document, &["ArticleTitle", "og:title", "twitter:title"]);
    let headings = || blocks.iter().filter(|block| matches!(block.kind, Kind::Heading(_)));
    let is_said = |block: &&Block| {
        let text = block.text.trim();
        text.chars().count() >= 4 && whole.as_deref().is_some_and(|whole| whole.starts_with(text))
    };
    let only = headings().filter(|block| block.kind == Kind::Heading(1)).count() == 1;
    let first = headings().find(|block| block.kind == Kind::Heading(1) && only);
    let said = headings().find(is_said).or_else(|| blocks.iter().find(is_said));
    let found = said.or(first).map(|block| block.text.trim().replace('\n', ""));
    let cut = |title: String| title::cut_site(&title).0.to_owned();
    found.or_else(|| named.map(cut)).or_else(|| whole.map(cut)).filter(|title| !title.is_empty())
}

fn first_text(document: &Html, tag: &'static str) -> Option<String> {
    let selector = Selector::parse(tag).ok()?;
    let text: String = document.select(&selector).next()?.text().collect();
    let text = space::join(text.split('\n'));
    (!text.is_empty()).then_some(text)
}

/// The content of the first `<meta>` of one of these names.
fn meta(document: &Html, names: &[&str]) -> Option<String> {
    let selector = Selector::parse("meta").ok()?;
    names.iter().find_map(|wanted| {
        document.select(&selector).take(200).find_map(|element| {
            let element = element.value();
            let name = element.attr("name").or_else(|| element.attr("property"))?;
            let content = element.attr("content")?.trim();
            (name.eq_ignore_ascii_case(wanted) && !content.is_empty()).then(|| content.to_owned())
        })
    })
}

/// What the head of the page states.
fn stated(document: &Html) -> Facts {
    const DATES: &str = "PubDate publishdate article:published_time og:published_time og:release_date \
        published_time date DC.date weibo:article:create_at";
    Facts {
        date: meta(document, &DATES.split(' ').collect::<Vec<_>>())
            .and_then(|date| date::normal(&date)),
        source: meta(document, &["ContentSource", "source", "og:site_name", "SiteName"]),
        author: meta(document, &["Author", "article:author"])
            .filter(|name| name.chars().count() <= 20),
        url: meta(document, &["og:url"]).or_else(|| {
            let selector = Selector::parse("link[rel=canonical]").ok()?;
            Some(document.select(&selector).next()?.value().attr("href")?.to_owned())
        }),
    }
}

#[cfg(test)]
mod tests;
