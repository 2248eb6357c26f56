//! What is taken out of the reader: passages to the clipboard, alone or with where they are from, and
//! texts to files. What was copied is kept, whatever became of it in the clipboard.

use std::sync::Arc;

use crate::app::screen::pick::Pick;
use crate::app::spoken::Spoken;
use crate::app::{App, Command, Effect, Existing, Mode, Overlay, Written};
use crate::article::Article;
use crate::article::cite::{Passage, Reference, Style};

/// The most characters of a title that become the name of a file.
const NAME_MAX: usize = 40;

impl App {
    /// Copies the selection, else the paragraph.
    pub(in crate::app) fn yank(&mut self, article: &Arc<Article>) -> Vec<Effect> {
        let (start, end) = self.taken(article);
        self.reading.selecting = None;
        self.remember_copied(article, (start, end));
        vec![self.copy(article.slice(start, end).as_str().to_owned())]
    }

    /// Copies the same with where it is from.
    pub(in crate::app) fn cite(&mut self, article: &Arc<Article>) -> Vec<Effect> {
        let (start, end) = self.taken(article);
        self.reading.selecting = None;
        self.remember_copied(article, (start, end));
        let passage = Passage::new(article, start, end);
        vec![self.copy(self.reference(article).quote(self.settings.cite, passage))]
    }

    /// Keeps a text and hands it to the clipboard.
    pub(in crate::app) fn copy(&mut self, text: String) -> Effect {
        self.copied.clone_from(&text);
        Effect::Copy(text)
    }

    /// Types what was copied last.
    pub(in crate::app) fn paste(&mut self) -> Vec<Effect> {
        if self.copied.is_empty() {
            self.say("还没有复制过");
            return Vec::new();
        }
        if !self.mode().takes_text() || self.mode() == Mode::Letter {
            self.say("写批注或检索时才能粘贴");
            return Vec::new();
        }
        let text = self.copied.clone();
        self.text(&text)
    }

    /// The selection, else the paragraph, in code points.
    fn taken(&self, article: &Arc<Article>) -> (u32, u32) {
        self.reading.selection(article).unwrap_or_else(|| self.paragraph(article))
    }

    fn reference(&self, article: &Article) -> Reference {
        Reference::new(article, &self.document(article).path, &self.now.day)
    }

    /// Does what was typed in the palette.
    pub(in crate::app) fn obey(&mut self, spoken: &Spoken<'_>) -> Vec<Effect> {
        if spoken.argument.is_empty() {
            return self.command(spoken.command, None);
        }
        match spoken.command {
            Command::CiteStyle => {
                match Style::by_name(spoken.argument) {
                    Some(style) => self.set_cite_style(style),
                    None => self.say(&format!(
                        "没有这种引用格式：{}；可选 {}",
                        spoken.argument,
                        Style::ALL.map(Style::name).join("、")
                    )),
                }
                Vec::new()
            }
            Command::SaveSearch => self.save_search(spoken.argument),
            Command::WriteMarks => self.export_marks(spoken.argument, spoken.existing),
            command => self.write(command, spoken.argument, spoken.existing),
        }
    }

    pub(in crate::app) fn set_cite_style(&mut self, style: Style) {
        self.settings.cite = style;
        self.say(match style {
            Style::Plain => "引用格式：纯文本",
            Style::Markdown => "引用格式：Markdown",
            Style::Gbt7714 => "引用格式：GB/T 7714-2015",
            Style::Bibtex => "引用格式：BibTeX",
        });
    }

    /// Opens the palette with the command that writes typed and a name for the file behind it.
    pub(in crate::app) fn ask_where(&mut self, command: Command) {
        let title = self.article().map(|article| file_name(article.label().as_str()));
        let name = match command {
            Command::WriteCopied if self.copied.is_empty() => return self.say("还没有复制过"),
            Command::WriteCopied => "摘录".to_owned(),
            Command::WriteConcordance if self.table().is_none() => {
                return self.say("还没有索引行：先检索，再按 K");
            }
            Command::WriteConcordance => file_name(&self.search.input.text()),
            _ => match title {
                Some(title) if self.reading.selecting.is_some() => format!("{title}-摘录"),
                Some(title) => title,
                None => return self.say("没有可写的文章"),
            },
        };
        let mut pick = Pick::commands(self.commands.to_vec());
        let ending = if command == Command::WriteConcordance { "tsv" } else { "txt" };
        pick.text(&format!("{} {name}.{ending}", command.name()));
        self.overlay = Some(Overlay::Palette(Box::new(pick)));
    }

    /// Writes what was copied, the selection or the whole article to a file; its name says whether
    /// as Markdown.
    fn write(&mut self, command: Command, path: &str, existing: Existing) -> Vec<Effect> {
        let is_markdown = [".md", ".markdown"].iter().any(|end| path.to_lowercase().ends_with(end));
        let what = if command == Command::WriteConcordance {
            let Some(table) = self.table() else {
                self.say("还没有索引行：先检索，再按 K");
                return Vec::new();
            };
            table
        } else if command == Command::WriteCopied {
            if self.copied.is_empty() {
                self.say("还没有复制过");
                return Vec::new();
            }
            Written::Text(line_ended(self.copied.clone()))
        } else {
            let Some(article) = self.article() else {
                self.say("没有可写的文章");
                return Vec::new();
            };
            match self.reading.selection(&article) {
                Some((start, end)) => {
                    let passage = Passage::new(&article, start, end);
                    let quoted = || self.reference(&article).quote(Style::Markdown, passage);
                    let plain = || passage.text.as_str().to_owned();
                    Written::Text(line_ended(if is_markdown { quoted() } else { plain() }))
                }
                None if is_markdown => Written::Markdown(article),
                None => Written::Plain(article),
            }
        };
        vec![Effect::Write { path: path.to_owned(), what, existing }]
    }
}

fn line_ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// A title as the name of a file: without what parts folders, or hides a file.
fn file_name(title: &str) -> String {
    let words =
        title.trim_start_matches(['~', '.', '-']).split(|c: char| c == '/' || c.is_whitespace());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").chars().take(NAME_MAX).collect()
}
