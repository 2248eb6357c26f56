//! What was set of an article last. In come the lines of its pieces, out they come again when they
//! are asked for, within a key and from one key to the next. Refuses to set anything.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::Stack;
use crate::article::Article;
use crate::layout::Measure;

/// The pieces of one article in one measure that were set last, for the next [`Flow`](super::Flow)
/// over it: a key is followed by a frame that asks for the same lines. It changes how long an
/// answer takes and never the answer, so all are equal.
#[derive(Clone, Default)]
pub struct Kept(RefCell<Option<Setting>>);

#[derive(Clone)]
struct Setting {
    /// Held, so that no other article comes to lie where it lies.
    article: Arc<Article>,
    measure: Measure,
    stacks: Stacks,
}

impl Kept {
    /// What is kept of `article` in `measure`; from now on that is what is kept.
    pub(super) fn stacks(&self, article: &Arc<Article>, measure: Measure) -> Stacks {
        let mut kept = self.0.borrow_mut();
        if let Some(setting) = &*kept
            && Arc::ptr_eq(&setting.article, article)
            && setting.measure == measure
        {
            return setting.stacks.clone();
        }
        let (article, stacks) = (Arc::clone(article), Stacks::default());
        *kept = Some(Setting { article, measure, stacks: stacks.clone() });
        stacks
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

/// The lines of pieces, those that were set last at the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Stacks(Rc<RefCell<Vec<Rc<Stack>>>>);

/// How many pieces are kept: those of two pages of short paragraphs on a large screen.
const KEPT: usize = 128;

impl Stacks {
    /// The stack that holds the code point `offset`, if it is kept.
    pub(super) fn holding(&self, offset: u32) -> Option<Rc<Stack>> {
        self.0.borrow().iter().rev().find(|stack| stack.holds(offset)).map(Rc::clone)
    }

    /// Keeps one more, and forgets the oldest where there are too many.
    pub(super) fn keep(&self, stack: &Rc<Stack>) {
        let mut stacks = self.0.borrow_mut();
        if stacks.len() == KEPT {
            stacks.remove(0);
        }
        stacks.push(Rc::clone(stack));
    }
}
