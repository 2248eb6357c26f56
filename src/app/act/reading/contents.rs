//! The contents: the headings of the article and, where its file holds several articles, those.

use crate::app::screen::pick::{Item, Pick, Target};
use crate::app::{App, Effect, Overlay};
use crate::article::{Article, BlockKind};
use crate::layout::Pane;
use crate::library::Row;
use crate::text::{Clean, Shown};

impl App {
    /// Opens the contents, the row of the caret's place chosen.
    pub(in crate::app) fn open_contents(&mut self) {
        let (Some(article), Some(index)) = (self.article(), self.reading.article) else { return };
        let file = self.library.row(index).map(|row| row.place().file);
        let (mut items, mut here) = (Vec::new(), 0);
        for (other, row) in self.library.rows().enumerate() {
            let is_listed = Some(row.place().file) == file && row.copy_of().is_none();
            if other == index {
                let headings = headings(&article);
                let passed = headings.iter().filter(|(at, _)| *at <= self.reading.caret).count();
                here = items.len() + passed;
                items.push(item(row, Target::Heading(0)));
                items.extend(headings.into_iter().map(|(_, item)| item));
            } else if is_listed {
                items.push(item(row, Target::Article(other)));
            }
        }
        if items.len() < 2 {
            return self.say("本篇没有小标题，文件里也没有别篇");
        }
        let mut pick = Pick::new(items);
        pick.select(here);
        self.overlay = Some(Overlay::Contents(Box::new(pick)));
    }

    /// Goes to a heading of the article, which comes to the top.
    pub(in crate::app) fn go_to_heading(&mut self, offset: u32) -> Vec<Effect> {
        self.close_original();
        self.remember();
        self.keep_place(|app| app.focus = Pane::Article);
        let Some(article) = self.article() else { return Vec::new() };
        let mut reading = std::mem::take(&mut self.reading);
        reading.show_at_row(&self.sight(&article), offset, 0);
        self.reading = reading;
        Vec::new()
    }
}

fn item(row: Row<'_>, target: Target) -> Item {
    Item::new(row.label(), Clean::concat(row.date()), target)
}

/// The headings with where they begin, in code points.
fn headings(article: &Article) -> Vec<(u32, Item)> {
    const INDENT: Shown = Shown::literal("  ");
    let body = article.blocks().iter().skip_while(|block| block.kind.is_head());
    body.filter(|block| block.kind == BlockKind::Heading || block.kind.is_head())
        .map(|block| {
            let text = Clean::line(&article.block_text(block).as_str().replace('\n', " "));
            let percent = u64::from(block.start) * 100 / u64::from(article.chars().max(1));
            let label = Clean::concat([INDENT, text.shown()]);
            let detail = Clean::line(&format!("{percent}%"));
            (block.start, Item::new(label, detail, Target::Heading(block.start)))
        })
        .collect()
}
