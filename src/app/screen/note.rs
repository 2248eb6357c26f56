//! A note being written: the passage it belongs to, and the text with its caret.

use crate::app::Command;
use crate::app::editor::{Editor, Lines};
use crate::layout::wrap;
use crate::text::Clean;
use crate::text::width::WidthPolicy;

/// What the note will be saved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A new note on a passage of the article, in code points.
    Passage { article: usize, start: u32, end: u32 },
    /// The mark with this id.
    Mark(String),
}

/// The state of the overlay.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub target: Target,
    /// The passage, for the reader to see.
    pub quote: Clean,
    pub editor: Editor,
}

/// One screen line of the text being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteLine {
    /// The line of the text.
    pub row: usize,
    /// The bytes of it that are shown.
    pub bytes: std::ops::Range<usize>,
    pub text: Clean,
}

impl Note {
    /// An empty note, or one to go on with.
    pub fn new(target: Target, quote: Clean, text: &str) -> Self {
        Self { target, quote, editor: Editor::new(Lines::Many, text) }
    }

    /// The text wrapped at `width_cells`, and the screen line and byte of the caret.
    pub fn lines(&self, width_cells: u16, policy: WidthPolicy) -> (Vec<NoteLine>, usize) {
        let (caret_row, caret_byte) = self.editor.caret();
        let mut lines = Vec::new();
        let mut caret_line = 0;
        for (row, text) in self.editor.lines().enumerate() {
            let mut pieces: Vec<_> = wrap(text.shown(), width_cells, 0, policy)
                .into_iter()
                .map(|row| row.bytes)
                .collect();
            if pieces.is_empty() {
                pieces.push(0..0);
            }
            // The blanks that wrapping drops at a line's end stay with it, or the caret could
            // stand nowhere.
            for index in 0..pieces.len() {
                pieces[index].end = pieces.get(index + 1).map_or(text.len(), |next| next.start);
            }
            for bytes in pieces {
                if row == caret_row && bytes.start <= caret_byte {
                    caret_line = lines.len();
                }
                let text = Clean::concat([text.slice(bytes.clone())]);
                lines.push(NoteLine { row, bytes, text });
            }
        }
        (lines, caret_line)
    }

    /// Takes a command that moves or edits; `width_cells` and `rows` are those of the text.
    pub fn on(&mut self, command: Command, width_cells: u16, rows: usize, policy: WidthPolicy) {
        match command {
            Command::Down => self.move_lines(1, width_cells, policy),
            Command::Up => self.move_lines(-1, width_cells, policy),
            Command::PageDown => self.move_lines(rows as isize, width_cells, policy),
            Command::PageUp => self.move_lines(-(rows as isize), width_cells, policy),
            Command::NewLine => self.editor.new_line(),
            _ => {
                self.editor.on(command);
            }
        }
    }

    /// Moves the caret over screen lines and keeps its cell.
    fn move_lines(&mut self, by: isize, width_cells: u16, policy: WidthPolicy) {
        let (lines, at) = self.lines(width_cells, policy);
        let (_, byte) = self.editor.caret();
        let line = &lines[at];
        let before = line.text.slice(0..byte.saturating_sub(line.bytes.start));
        let cell = policy.text(before.as_str());
        let to = at.saturating_add_signed(by).min(lines.len() - 1);
        let target = &lines[to];
        let mut cells = 0;
        let mut offset = 0;
        for (start, grapheme) in crate::text::grapheme::graphemes(&target.text) {
            cells += usize::from(policy.grapheme(grapheme));
            if cells > cell {
                break;
            }
            offset = start + grapheme.len();
        }
        // The end of a wrapped line is the start of the next one; stay on this one.
        if offset == target.text.len()
            && lines.get(to + 1).is_some_and(|next| next.row == target.row)
        {
            offset -= crate::text::grapheme::last_len(&target.text);
        }
        self.editor.place(target.row, target.bytes.start + offset);
    }
}
