//! The bar over a query that stands. It is opened with that query in it, which the next text takes the
//! place of, and any other key goes on with; who cancels has it back as it stood.

use super::{Cursor, Search, Stage, Then};
use crate::app::Effect;
use crate::index::Order;
use crate::text::Clean;

/// The query that stood when the bar was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    text: String,
    order: Order,
    cursor: Option<Cursor>,
    /// Whether nothing was typed yet.
    is_offered: bool,
}

impl Search {
    /// Opens the bar.
    pub fn open(&mut self) {
        let before = || Before {
            text: self.input.text(),
            order: self.order,
            cursor: self.cursor,
            is_offered: true,
        };
        self.before = (self.stage == Stage::Standing).then(before);
        self.stage = Stage::Typing;
        self.then = Then::List;
    }

    /// Whether what is typed takes the place of what stands there.
    pub fn is_offered(&self) -> bool {
        self.before.as_ref().is_some_and(|before| before.is_offered)
    }

    /// What stands there is gone on with.
    pub(super) fn go_on(&mut self) {
        if let Some(before) = &mut self.before {
            before.is_offered = false;
        }
    }

    /// Types or pastes.
    pub fn text(&mut self, text: &str) -> Option<Effect> {
        if self.is_offered() {
            self.go_on();
            self.input.replace(&Clean::line(text));
        } else {
            self.input.insert(text);
        }
        self.typed()
    }

    /// Leaves the bar: back to the query that stood, else to none.
    pub fn cancel(&mut self) -> Option<Effect> {
        let Some(before) = self.before.take() else {
            self.close();
            return None;
        };
        self.stage = Stage::Standing;
        if self.input.text() == before.text {
            return None;
        }
        let effect = self.ask(&before.text);
        self.cursor = before.cursor.filter(|_| self.order == before.order);
        effect
    }
}
