//! When, where and by whom: dates, sources, authors and titles out of the lines that state them. In
//! come lines, out come [`Facts`] in one form. Never invents: a day without a year stays without one.

pub mod credit;
pub mod date;
pub mod dynasty;
pub mod house;
pub mod label;
pub mod surname;
pub mod title;

/// What is known of an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// YYYY-MM-DD, YYYY-MM or MM-DD.
    pub date: Option<String>,
    /// Newspaper, site, office.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// What the date is, which another may be better than.
    pub day: Day,
}

/// Which day of an article a date is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Day {
    /// It came out.
    #[default]
    Published,
    /// It was written or last changed.
    Other,
}

impl Facts {
    /// Takes from `other` what is not known yet.
    pub fn fill(&mut self, other: Self) {
        let is_better = self.day == Day::Other && other.day == Day::Published;
        if other.date.is_some() && (self.date.is_none() || is_better) {
            (self.date, self.day) = (other.date, other.day);
        }
        self.source = self.source.take().or(other.source);
        self.author = self.author.take().or(other.author);
        self.url = self.url.take().or(other.url);
    }
}
