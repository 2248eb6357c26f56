//! What was done to the marks, step by step, so that it can be taken back and done again. In come
//! changes and the notebook before them, out come the changes that take them back. Refuses to know
//! how they are saved.

use crate::notes::{Change, Data, Kind, Notebook};

/// What one key did to the marks: taken back, and done again, in one.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What takes it back, or does it again.
    pub changes: Vec<Change>,
    pub deed: Deed,
}

/// What was done, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Made(Kind),
    Deleted,
    /// It was said that a passage is where it was found.
    Confirmed,
    /// It was said that it is not.
    Rejected,
    /// It was said that an article is read, or that it is not.
    Read,
    Edited,
    Tagged,
    Coloured,
}

/// What can be taken back and done again, the newest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Steps {
    /// Remembers what takes a new step back. What was taken back before cannot be done again.
    pub fn add(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }

    /// The newest step, to be taken back.
    pub fn back(&mut self) -> Option<Step> {
        self.done.pop()
    }

    /// The step that was taken back last, to be done again.
    pub fn again(&mut self) -> Option<Step> {
        self.undone.pop()
    }

    /// A step was taken back: this does it again.
    pub fn took_back(&mut self, step: Step) {
        self.undone.push(step);
    }

    /// A step was done again: this takes it back.
    pub fn did_again(&mut self, step: Step) {
        self.done.push(step);
    }
}

impl Deed {
    /// What a change does.
    pub fn of(change: &Change) -> Self {
        match change {
            Change::Add(data) => Self::Made(data.kind.unwrap_or_default()),
            Change::Delete(_) => Self::Deleted,
            Change::Restore(_) => Self::Edited,
            Change::Edit(_, data) if data.read.is_some() => Self::Read,
            Change::Edit(_, data) if data.selector.is_some() => Self::Confirmed,
            Change::Edit(_, data) if data.refused.is_some() => Self::Rejected,
            Change::Edit(_, data) if data.note.is_some() => Self::Edited,
            Change::Edit(_, data) if data.tags.is_some() => Self::Tagged,
            Change::Edit(_, data) if data.color.is_some() => Self::Coloured,
            Change::Edit(..) => Self::Edited,
        }
    }

    /// The words for it, done to so many marks.
    pub fn words(self, count: usize) -> String {
        let word = match self {
            Self::Made(Kind::Bookmark) => "加书签",
            Self::Made(Kind::Highlight) => "划线",
            Self::Made(Kind::Note | Kind::Progress) => "加批注",
            Self::Deleted => "删除",
            Self::Confirmed => "确认",
            Self::Rejected => "否认",
            Self::Read => return "改已读".to_owned(),
            Self::Edited => "改批注",
            Self::Tagged => "改标签",
            Self::Coloured => "改颜色",
        };
        if count > 1 { format!("{word} {count} 条") } else { word.to_owned() }
    }
}

/// What takes a change back; `None` for one that makes a mark, whose id is not known yet.
pub fn inverse(notebook: &Notebook, change: &Change) -> Option<Change> {
    match change {
        Change::Add(_) => None,
        Change::Delete(id) => Some(Change::Restore(id.clone())),
        Change::Restore(id) => Some(Change::Delete(id.clone())),
        Change::Edit(id, set) => {
            // What is deleted comes back by an edit.
            let Some(before) = notebook.get(id) else { return Some(Change::Delete(id.clone())) };
            let data = Data {
                note: set.note.as_ref().map(|_| before.note.clone()),
                name: set.name.as_ref().map(|_| before.name.clone()),
                tags: set.tags.as_ref().map(|_| before.tags.clone()),
                kind: set.kind.map(|_| before.kind),
                read: set.read.map(|_| before.read),
                color: set.color.as_ref().map(|_| before.color.clone()),
                selector: set.selector.as_ref().map(|_| before.selector.clone()),
                document: set.document.as_ref().map(|_| before.document.clone()),
                was: set.was.as_ref().map(|_| before.was.clone()),
                refused: set.refused.as_ref().map(|_| before.refused.clone()),
                ..Data::default()
            };
            Some(Change::edit(id.clone(), data))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Marks;
    use super::*;
    use crate::app::Moment;
    use crate::article::ArticleId;
    use crate::notes::{Document, Selector};
    use crate::text::Clean;

    fn added(number: usize) -> Change {
        let document = Document {
            article: ArticleId::of("渡口"),
            title: Clean::text("渡口"),
            path: Clean::default(),
        };
        let text = |text: String| Some(Clean::text(&text));
        Change::add(Data {
            kind: Some(Kind::Note),
            document: Some(document),
            selector: Some(Selector { start: number as u32, ..Selector::default() }),
            note: text(format!("初{number}")),
            ..Data::default()
        })
    }

    /// All that a reader sees of the marks.
    fn seen(marks: &Marks) -> Vec<(String, String, String)> {
        let notes = marks.notebook.marks().into_iter();
        notes.map(|mark| (mark.id.clone(), mark.note.to_string(), mark.color.to_string())).collect()
    }

    fn does(marks: &mut Marks, number: usize, (what, which): (u8, usize)) {
        let now = Moment::default();
        let ids: Vec<String> = marks.notebook.all().map(|mark| mark.id.clone()).collect();
        let id = ids.get(which % ids.len().max(1)).cloned();
        let text = Some(Clean::text(&format!("改{number}")));
        match (what, id) {
            (1, Some(id)) => {
                marks.change(Change::edit(id, Data { note: text, ..Data::default() }), &now);
            }
            (2, Some(id)) => {
                marks.change(Change::edit(id, Data { color: text, ..Data::default() }), &now);
            }
            (3, Some(_)) => {
                let some = ids.iter().skip(which % ids.len()).cloned().map(Change::Delete);
                marks.change_all(some.collect(), &now);
            }
            _ => {
                marks.change(added(number), &now);
            }
        }
    }

    #[test]
    fn a_new_step_ends_what_could_be_done_again() {
        let mut marks = Marks::new("w");
        let now = Moment::default();
        marks.change(added(1), &now);
        assert!(marks.undo(&now).is_some() && marks.undo(&now).is_none());
        marks.change(added(2), &now);
        assert!(marks.redo(&now).is_none());
        assert_eq!(seen(&marks).len(), 1);
    }

    #[test]
    fn a_step_is_told_in_words() {
        let check = |change: &Change, count, says| {
            assert_eq!(Deed::of(change).words(count), says);
        };
        check(&added(1), 1, "加批注");
        check(&Change::Delete("a".into()), 37, "删除 37 条");
        let tags = Data { tags: Some(Vec::new()), ..Data::default() };
        check(&Change::edit("a".into(), tags), 1, "改标签");
        let refused = Data { refused: Some(String::new()), ..Data::default() };
        check(&Change::edit("a".into(), refused), 1, "否认");
    }

    proptest! {
        #[test]
        fn every_step_is_taken_back_and_done_again(
            steps in proptest::collection::vec((0_u8..4, 0_usize..9), 1..20),
            walk in proptest::collection::vec(any::<bool>(), 0..40),
        ) {
            let mut marks = Marks::new("w");
            let now = Moment::default();
            let mut states = vec![seen(&marks)];
            for (number, &step) in steps.iter().enumerate() {
                does(&mut marks, number, step);
                states.push(seen(&marks));
            }
            let mut at = steps.len();
            for back in walk {
                if back {
                    prop_assert_eq!(marks.undo(&now).is_some(), at > 0);
                    at = at.saturating_sub(1);
                } else {
                    prop_assert_eq!(marks.redo(&now).is_some(), at < steps.len());
                    at = steps.len().min(at + 1);
                }
                prop_assert_eq!(&seen(&marks), &states[at]);
            }
        }
    }
}
