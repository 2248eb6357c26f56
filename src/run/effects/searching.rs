//! Searches on a thread, the newest first, in the library that was shown last.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::{send, spawn};
use crate::app::{Asked, Outcome};
use crate::index::Pinyin;
use crate::library::Library;
use crate::run::answers::spelling;
use crate::run::{Event, work};
use crate::text::Clean;

/// What the thread is asked or told.
pub(super) enum Question {
    Library(Arc<Library>),
    Search {
        generation: u64,
        asked: Asked,
    },
    Spell {
        generation: u64,
        asked: Asked,
        pinyin: Pinyin,
    },
    /// What spelling needs is there.
    Prepared,
}

/// Answers until nobody is left to ask.
pub(super) fn answer_searches(
    questions: &Receiver<Question>,
    searches: &Sender<Question>,
    events: &Sender<Event>,
    newest: &AtomicU64,
) {
    let mut library = None::<Arc<Library>>;
    // A question that came before what it needs.
    let mut waiting = None;
    while let Ok(question) = questions.recv() {
        match question {
            Question::Library(newer) => {
                // The first key has enough to do.
                newer.prepare_search();
                library = Some(newer);
            }
            Question::Prepared => {}
            question => waiting = Some(question),
        }
        let Some(library) = &library else { continue };
        let Some(question) = waiting.take() else { continue };
        if matches!(question, Question::Spell { .. }) && !library.has_pairs() {
            prepare_spelling(library, searches);
            waiting = Some(question);
            continue;
        }
        match catch_unwind(AssertUnwindSafe(|| answer_search(library, &question, newest))) {
            Ok(Some(outcome)) => send(events, outcome),
            Ok(None) => {}
            Err(_) => send(events, Outcome::Failed(Clean::line("检索出错了，请换一个词"))),
        }
    }
}

/// `None` where the question is no longer the newest.
fn answer_search(library: &Library, question: &Question, newest: &AtomicU64) -> Option<Outcome> {
    let is_old = |generation| newest.load(Ordering::Relaxed) != generation;
    match question {
        Question::Search { generation, asked } if !is_old(*generation) => {
            work::search(library, *generation, asked, &|| is_old(*generation))
        }
        Question::Spell { generation, asked, pinyin } if !is_old(*generation) => {
            spelling::answer(library, *generation, asked, *pinyin, &|| is_old(*generation))
        }
        _ => None,
    }
}

/// On a thread of its own: what is typed meanwhile is searched.
fn prepare_spelling(library: &Arc<Library>, searches: &Sender<Question>) {
    let (library, searches) = (Arc::clone(library), searches.clone());
    spawn("pinyin", move || {
        spelling::prepare(&library);
        let _ = searches.send(Question::Prepared);
    });
}
