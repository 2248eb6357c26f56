//! An article to bytes and back, as it is kept beside its library. In comes an article, out come
//! bytes that are read again in the time that copying its text takes.

use super::{Article, ArticleId, Block, BlockKind, Ruler};
use crate::text::wire::{Wire, put_bytes, put_u32, put_u64};
use crate::text::{Clean, Shown};

/// The kinds by their numbers in files: one is added at the end, none is ever moved.
const KINDS: [BlockKind; 11] = [
    BlockKind::Title,
    BlockKind::Subtitle,
    BlockKind::Kicker,
    BlockKind::Body,
    BlockKind::Heading,
    BlockKind::Verse,
    BlockKind::List,
    BlockKind::Quote,
    BlockKind::Code,
    BlockKind::Caption,
    BlockKind::Attribution,
];

/// The bytes of a block besides its text: its kind and its length.
const BLOCK_BYTES: usize = 5;

impl Article {
    /// Appends the article to `out`, as [`Article::restore`] reads it.
    pub fn store(&self, out: &mut Vec<u8>) {
        put_u64(out, self.id.number());
        put_u32(out, self.blocks.len() as u32);
        for block in &self.blocks {
            out.push(KINDS.iter().position(|kind| *kind == block.kind).unwrap_or(0) as u8);
            put_u32(out, block.bytes.len() as u32);
        }
        for fact in self.facts() {
            out.push(u8::from(fact.is_some()));
            put_bytes(out, fact.as_ref().map_or(&[], |fact| fact.as_bytes()));
        }
        out.extend_from_slice(self.text.as_bytes());
    }

    /// Reads what [`Article::store`] wrote, all of `bytes`; `None` where that is damaged. The id is
    /// believed: to make it anew would cost more than all the rest.
    pub fn restore(bytes: &[u8]) -> Option<Self> {
        let mut wire = Wire(bytes);
        let id = ArticleId::of_number(wire.u64()?);
        let count = wire.count(BLOCK_BYTES)?;
        let mut parts = Vec::with_capacity(count);
        for _ in 0..count {
            parts.push((*KINDS.get(usize::from(wire.u8()?))?, wire.u32()? as usize));
        }
        let mut fact = || {
            let is_there = wire.u8()? == 1;
            let text = wire.clean()?;
            Some(is_there.then_some(text))
        };
        let (inferred_title, date, source) = (fact()?, fact()?, fact()?);
        let (author, url) = (fact()?, fact()?);
        let text = Clean::checked(std::str::from_utf8(wire.0).ok()?)?;
        let (blocks, chars) = blocks(&parts, text.shown())?;
        let ruler = Ruler::of(&text);
        Some(Self { id, text, blocks, chars, ruler, inferred_title, date, source, author, url })
    }

    fn facts(&self) -> [&Option<Clean>; 5] {
        [&self.inferred_title, &self.date, &self.source, &self.author, &self.url]
    }
}

/// The blocks of these kinds and lengths, which must fill the text, and its code points.
fn blocks(parts: &[(BlockKind, usize)], text: Shown<'_>) -> Option<(Vec<Block>, u32)> {
    let text = text.as_str();
    let (mut from, mut start) = (0_usize, 0);
    let mut blocks = Vec::with_capacity(parts.len());
    for &(kind, length) in parts {
        if from > 0 {
            text.get(from..)?.strip_prefix('\n')?;
            (from, start) = (from + 1, start + 1);
        }
        let bytes = from..from.checked_add(length).filter(|_| length > 0)?;
        let chars = text.get(bytes.clone())?.chars().count() as u32;
        from = bytes.end;
        blocks.push(Block { kind, bytes, start });
        start += chars;
    }
    (from == text.len()).then_some((blocks, start))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn article(parts: &[(usize, String)], facts: &[Option<String>; 5]) -> Article {
        let parts = parts.iter().map(|(kind, text)| (KINDS[*kind], Clean::text(text)));
        let mut article = Article::new(parts);
        let [inferred, date, source, author, url] =
            facts.clone().map(|fact| fact.map(|fact| Clean::line(&fact)));
        (article.inferred_title, article.date, article.source) = (inferred, date, source);
        (article.author, article.url) = (author, url);
        article
    }

    fn any_article() -> impl Strategy<Value = Article> {
        let part = (0..KINDS.len(), "[汉a 。\n\u{301}]{0,12}");
        let facts = prop::array::uniform5(prop::option::of("[汉a-]{0,6}"));
        (prop::collection::vec(part, 0..6), facts)
            .prop_map(|(parts, facts)| article(&parts, &facts))
    }

    #[test]
    fn every_kind_has_a_number() {
        for kind in KINDS {
            let article = Article::new([(kind, Clean::line("渡口"))]);
            let mut bytes = Vec::new();
            article.store(&mut bytes);
            assert_eq!(Article::restore(&bytes).map(|a| a.blocks()[0].kind), Some(kind));
        }
    }

    proptest! {
        #[test]
        fn what_is_stored_comes_back(article in any_article()) {
            let mut bytes = Vec::new();
            article.store(&mut bytes);
            prop_assert_eq!(Article::restore(&bytes), Some(article));
        }

        #[test]
        fn whatever_comes_back_can_be_read(
            article in any_article(), at: prop::sample::Index, byte: u8, cut: prop::sample::Index,
        ) {
            let mut bytes = Vec::new();
            article.store(&mut bytes);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(cut.index(bytes.len() * 2).max(1));
            if let Some(article) = Article::restore(&bytes) {
                prop_assert_eq!(article.chars() as usize, article.text().chars().count());
                for block in article.blocks() {
                    let _ = article.block_text(block);
                    prop_assert_eq!(article.offset_of(article.byte_of(block.start)), block.start);
                }
            }
        }
    }
}
