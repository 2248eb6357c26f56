//! What a page states of itself: its title and subtitle, and the facts in its head. In comes the page
//! and where its text lies, out come names and days. Refuses to judge the text.

use scraper::{Html, Selector};

use super::element::Kind;
use super::walk::Block;
use crate::article::metadata::label::{self, Place};
use crate::article::metadata::{Facts, date, title};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::space;

/// The headlines of a page.
#[derive(Debug, Default)]
pub struct Headlines {
    pub title: Option<String>,
    /// The block that is the title.
    pub title_at: Option<usize>,
    /// The last block of the title: official notices set theirs in several.
    title_end: usize,
    /// The block below it that is a second headline.
    pub subtitle_at: Option<usize>,
}

/// The shortest title that is looked for among the blocks, in characters, and the longest.
const TITLE_CHARS: std::ops::RangeInclusive<usize> = 4..=120;

impl Headlines {
    /// Finds them among the blocks above the first paragraph, `lead`.
    pub fn of(document: &Html, blocks: &[Block], lead: usize) -> Self {
        let said = Said {
            window: first_text(document, "title").unwrap_or_default(),
            named: meta(document, &["ArticleTitle", "og:title", "twitter:title"])
                .unwrap_or_default(),
        };
        let scored = blocks[..lead.min(blocks.len())]
            .iter()
            .enumerate()
            .filter_map(|(at, block)| Some((said.score(block, lead - at)?, at)));
        // Of two that are as good the later one stands nearer to the text.
        let title_at = scored.max().filter(|(score, _)| *score >= TITLE_SCORE).map(|(_, at)| at);
        let Some(at) = title_at else {
            let stated = if said.named.is_empty() { said.window } else { said.named };
            let title = title::cut_site(&stated).0.to_owned();
            return Self {
                title: Some(title).filter(|title| !title.is_empty() && !is_nameless(title)),
                ..Self::default()
            };
        };
        let (title, title_end) = said.whole_title(blocks, at, lead);
        let subtitle_at = Some(title_end + 1).filter(|&next| {
            next < lead
                && is_subtitle(&blocks[at], &blocks[next])
                && one_line(&blocks[next].text) != title
        });
        Self { title: Some(title), title_at, title_end, subtitle_at }
    }
}

/// What editors of pages call those that nobody has named.
fn is_nameless(title: &str) -> bool {
    const NAMES: [&str; 9] = [
        "无标题文档",
        "无标题",
        "新建网页",
        "文章内容",
        "新闻内容",
        "内容页",
        "新闻详情",
        "文章详情",
        "详情",
    ];
    NAMES.contains(&title) || title.to_ascii_lowercase().starts_with("untitled")
}

impl Headlines {
    /// The newspaper or site whose name stands by itself below the title: 河口日报, 王五/河口日报.
    pub fn house(&self, blocks: &[Block], lead: usize) -> Option<String> {
        /// How far below.
        const NEAR: usize = 6;
        self.title_at?;
        let first = self.title_end + 1;
        blocks
            .get(first..lead)?
            .iter()
            .take(NEAR)
            .filter(|block| !block.hidden && !block.is_linked())
            .find_map(|block| {
                let name = block.text.rsplit(['/', '／']).next()?.trim();
                label::is_house(name).then(|| name.to_owned())
            })
    }

    /// Whether the block `at` is one of them.
    pub fn hold(&self, at: usize) -> bool {
        self.title_at.is_some_and(|first| (first..=self.title_end).contains(&at))
            || self.subtitle_at == Some(at)
    }

    /// The pieces that stand over the article.
    pub fn pieces(&self, blocks: &[Block]) -> Vec<Piece> {
        let title = self.title.iter().map(|title| (Rank::Level(1), title.clone()));
        let subtitle =
            self.subtitle_at.iter().map(|&at| (Rank::Headline, one_line(&blocks[at].text)));
        title.chain(subtitle).map(|(rank, text)| Piece::new(Role::Headline(rank), text)).collect()
    }
}

/// From here on a block is more likely the title than what the head of the page says.
const TITLE_SCORE: u32 = 12;

/// What the head of the page calls its title, with the name of the site or without.
#[derive(Debug)]
struct Said {
    window: String,
    named: String,
}

impl Said {
    /// The title that begins with the block `at`, as far as the window goes on with the blocks below
    /// it, and its last block.
    fn whole_title(&self, blocks: &[Block], at: usize, lead: usize) -> (String, usize) {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let whole = bare(title::cut_site(&self.window).0);
        let (mut title, mut end) = (one_line(&blocks[at].text), at);
        for (next, block) in blocks.iter().enumerate().take(lead).skip(at + 1) {
            let longer = space::join([title.as_str(), &one_line(&block.text)]);
            if block.hidden || !whole.starts_with(&bare(&longer)) {
                break;
            }
            (title, end) = (longer, next);
        }
        (title, end)
    }

    /// How likely a block that stands `above` blocks over the first paragraph is the title; `None`
    /// where it cannot be.
    fn score(&self, block: &Block, above: usize) -> Option<u32> {
        let text = one_line(&block.text);
        let chars = text.chars().count();
        if block.hidden
            || !TITLE_CHARS.contains(&chars)
            || text.ends_with(['。', '；', '，', ':', '：'])
            // A path through the site: 首页 > 要闻.
            || text.contains(['>', '»', '›'])
            || states_facts(block.facts())
        {
            return None;
        }
        let named = text == self.named || text == self.window;
        if block.is_linked() && !named {
            return None;
        }
        let level = match block.kind {
            Kind::Heading(1) => 14,
            Kind::Heading(2) => 10,
            Kind::Heading(_) => 6,
            Kind::Bold => 4,
            Kind::Text => 0,
            _ => return None,
        };
        let said = match () {
            () if named => 30,
            () if self.window.starts_with(&text) => 16,
            () if self.window.contains(&text) || self.named.contains(&text) => 10,
            () => 0,
        };
        // The name of a section is short and stands far above; a headline is neither.
        let near = 6_u32.saturating_sub(above as u32 / 2);
        Some(level + said + near + (chars as u32).min(24) / 2)
    }
}

/// Whether `next`, right below the title, is a second headline: a heading of a lower level.
fn is_subtitle(title: &Block, next: &Block) -> bool {
    let (Kind::Heading(upper), Kind::Heading(lower)) = (title.kind, next.kind) else {
        return false;
    };
    let text = one_line(&next.text);
    lower > upper
        && !states_facts(next.facts())
        && !next.hidden
        && !next.is_linked()
        && (8..=60).contains(&text.chars().count())
        && !text.contains(['。', '：', ':'])
}

/// Whether a line between the title and the first paragraph states facts: a whole date is enough.
pub fn states_facts(line: &str) -> bool {
    let short = line.chars().count() <= 60 && !line.contains(['，', '。', '“', '《']);
    label::is_meta(line, Place::Head)
        || short && date::find(line).is_some_and(|(_, date)| date.len() == 10)
}

/// The text of a block whose line ends mean nothing.
fn one_line(text: &str) -> String {
    space::join(text.split('\n'))
}

fn first_text(document: &Html, tag: &'static str) -> Option<String> {
    let selector = Selector::parse(tag).ok()?;
    let text: String = document.select(&selector).next()?.text().collect();
    let text = one_line(&text);
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
pub fn stated(document: &Html) -> Facts {
    const DATES: &str = "PubDate publishdate article:published_time og:published_time og:release_date \
        published_time date DC.date weibo:article:create_at";
    Facts {
        date: meta(document, &DATES.split(' ').collect::<Vec<_>>())
            .and_then(|date| date::normal(&date)),
        source: meta(document, &["ContentSource", "source", "og:site_name", "SiteName"])
            .map(|source| label::facts(&source).source.unwrap_or(source))
            // Where anybody may write, the name of the place says nothing, that of the account all.
            .filter(|source| !source.ends_with("平台"))
            .or_else(|| account(document)),
        author: meta(document, &["Author", "article:author"]).filter(|name| is_name(name)),
        url: meta(document, &["og:url"]).or_else(|| {
            let selector = Selector::parse("link[rel=canonical]").ok()?;
            Some(document.select(&selector).next()?.value().attr("href")?.to_owned())
        }),
        ..Facts::default()
    }
}

/// The name of the account of Weixin that published a page.
fn account(document: &Html) -> Option<String> {
    let selector = Selector::parse("#js_name, .profile_nickname").ok()?;
    let names = document.select(&selector).map(|element| element.text().collect::<String>());
    names.map(|name| one_line(&name)).find(|name| is_name(name))
}

/// Templates leave numbers and addresses where the name of an author belongs.
fn is_name(text: &str) -> bool {
    text.chars().count() <= 20 && text.chars().any(char::is_alphabetic) && !text.contains('@')
}
