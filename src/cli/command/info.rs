//! `duben info`: what an article is, a line a fact: where it comes from, how long it takes to read,
//! what was marked in it, what it is about, which others are like it.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;

use serde_json::{Value, json};

use super::show::one;
use super::{end, notes};
use crate::article::ArticleId;
use crate::article::pace::{self, HAN_PER_MINUTE, WORDS_PER_MINUTE};
use crate::cli::args::Info;
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, complain, start};
use crate::index::Fact;
use crate::index::gist::{Alike, Gist, Keyword};
use crate::library::{Library, Row};
use crate::notes::{Marked, Notebook, Whereabouts};
use crate::run;
use crate::text::{Clean, Shown};

/// Tells of one article, or of all that are listed.
pub fn info(given: &Given, wanted: &Info, out: &mut dyn Write) -> Result<Found, Failure> {
    let shelf = start::shelf(given, &wanted.paths)?;
    let (mut library, failure) = start::searched(&shelf)?;
    if !library.is_sound() || !library.are_whole(0..library.len()) {
        library = start::mended(&shelf);
    }
    let chosen: Vec<usize> = match &wanted.article {
        Some(which) => {
            let index = numbered(&library, which)
                .map_or_else(|| one(&library, which), |index| Ok(Some(index)))?;
            if index.is_none() {
                complain(&format!(
                    "there is no article {which:?}\nhint: `duben list` gives ids and titles"
                ));
            }
            index.into_iter().collect()
        }
        None => library.shown().to_vec(),
    };
    let notebook = notes::read(given)?;
    let places = notes::places(&library, &notebook);
    let read = notes::articles(&library, &notebook, &Fact::IsRead).into_iter().collect();
    let marks = Marks { notebook, places, read };
    let mut found = Found::Nothing;
    for (index, gist) in run::gists(&library, &chosen) {
        let Some(told) = Told::of(&library, index, gist, &marks) else { continue };
        if wanted.json {
            writeln!(out, "{}", told.value())?;
        } else {
            if found == Found::Something {
                writeln!(out)?;
            }
            told.write(out)?;
        }
        found = Found::Something;
    }
    end(found, failure)
}

/// The article with this number in the list, from 1.
fn numbered(library: &Library, which: &str) -> Option<usize> {
    let number: usize = which.parse().ok()?;
    library.shown().get(number.checked_sub(1)?).copied()
}

/// What was marked, where it is now, and which articles were read.
struct Marks {
    notebook: Notebook,
    places: BTreeMap<String, Whereabouts>,
    read: HashSet<ArticleId>,
}

/// All that is told of an article.
struct Told<'a> {
    library: &'a Library,
    row: Row<'a>,
    minutes: u32,
    marked: Marked,
    gist: Gist,
}

impl<'a> Told<'a> {
    fn of(library: &'a Library, index: usize, gist: Gist, marks: &Marks) -> Option<Self> {
        let (row, article) = (library.row(index)?, library.article(index)?);
        let is_here = |id: &str| marks.places.get(id).and_then(Whereabouts::article) == Some(index);
        let here = marks.notebook.all().filter(|mark| is_here(&mark.id));
        let is_read = marks.read.contains(&row.id());
        let marked = Marked::of(here.map(|mark| &**mark), is_read);
        let minutes = pace::minutes(article.text());
        Some(Self { library, row, minutes, marked, gist })
    }

    fn value(&self) -> Value {
        let Self { row, marked, gist, .. } = self;
        let place = row.place();
        let id = |index: usize| self.library.row(index).map(|row| row.id().to_string());
        let word = |word: &Keyword| json!({ "word": *word.shown, "times": word.times, "articles": word.articles });
        let alike = |alike: &Alike| {
            let shared: Vec<&str> = alike.shared.iter().map(Clean::as_str).collect();
            let title = self.library.title(alike.index);
            let (id, title) = (id(alike.index), title.as_str());
            json!({ "id": id, "title": title, "percent": alike.percent, "shared": shared })
        };
        json!({
            "id": row.id().to_string(),
            "title": said(row.title()),
            "title_inferred": row.is_inferred(),
            "source": said(row.source()),
            "date": said(row.date()),
            "author": said(row.author()),
            "url": said(row.url()),
            "characters": row.chars(),
            "minutes": self.minutes,
            "path": row.file().name().as_str(),
            "number": place.number + 1,
            "articles_in_file": row.file().articles(),
            "copy_of": row.copy_of().and_then(id),
            "copies": row.copies().iter().filter_map(|&copy| id(copy)).collect::<Vec<_>>(),
            "bookmarks": marked.bookmarks,
            "highlights": marked.highlights,
            "notes": marked.notes,
            "read": marked.is_read,
            "key_words": gist.words.iter().map(word).collect::<Vec<_>>(),
            "alike": gist.alike.iter().map(alike).collect::<Vec<_>>(),
        })
    }

    fn write(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let Self { library, row, marked, gist, .. } = self;
        let mut line = |name: &str, value: &str| writeln!(out, "{name:<10} {value}");
        line("title", &row.label().replace('\n', " "))?;
        line("id", &row.id().to_string())?;
        let facts = [
            ("source", row.source()),
            ("date", row.date()),
            ("author", row.author()),
            ("url", row.url()),
        ];
        for (name, value) in facts {
            if let Some(value) = value {
                line(name, value.as_str())?;
            }
        }
        let (chars, minutes) = (row.chars(), self.minutes);
        let pace = format!("{HAN_PER_MINUTE} Han or {WORDS_PER_MINUTE} words a minute");
        line("length", &format!("{chars} characters, {minutes} min at {pace}"))?;
        let (file, number) = (row.file(), row.place().number + 1);
        line(
            "file",
            &format!("{}, article {number} of {}", file.name().as_str(), file.articles()),
        )?;
        let named = |index: usize| {
            let row = library.row(index)?;
            let id = row.id().to_string();
            Some(format!(
                "{} {} {}",
                &id[..8],
                row.label().replace('\n', " "),
                row.file().name().as_str()
            ))
        };
        if let Some(head) = row.copy_of().and_then(named) {
            line("copy of", &head)?;
        }
        for copy in row.copies().iter().filter_map(|&copy| named(copy)) {
            line("copy", &copy)?;
        }
        let Marked { bookmarks, highlights, notes, is_read } = marked;
        let read = if *is_read { "read" } else { "not read to its end" };
        line(
            "marks",
            &format!("{bookmarks} bookmarks, {highlights} highlights, {notes} notes, {read}"),
        )?;
        for word in &gist.words {
            let Keyword { shown, times, articles, .. } = word;
            line("key word", &format!("{shown}\t{times}\t{articles}"))?;
        }
        for alike in &gist.alike {
            let shared: Vec<&str> = alike.shared.iter().map(Clean::as_str).collect();
            let (named, shared) = (named(alike.index).unwrap_or_default(), shared.join(" "));
            line("alike", &format!("{}%\t{named}\t{shared}", alike.percent))?;
        }
        Ok(())
    }
}

fn said(fact: Option<Shown<'_>>) -> Option<&str> {
    fact.map(Shown::as_str)
}
