//! The results of a search by source and by date. In come results, out they come without copies,
//! and exact counts, each with what narrows the query to it.

use super::sources::full_date;
use super::{Library, RowEntry};
use crate::index::{Field, Found, Results};
use crate::text::Clean;

/// How the hits of a search are spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The sources, the one with the most hits first.
    pub sources: Vec<Share>,
    /// The years in their order, or the months where all lie in one year; those without a hit are
    /// left out.
    pub dates: Vec<Span>,
    /// What has no year.
    pub undated: Count,
}

/// Hits and the articles that they are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub hits: usize,
    pub articles: usize,
}

/// A source and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub name: Clean,
    /// The field of a query that asks for it.
    pub field: String,
    pub count: Count,
}

/// A year or a month and what was found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub year: u16,
    /// 0 for a year.
    pub month: u8,
    pub count: Count,
}

impl Count {
    fn add(&mut self, hits: usize) {
        self.hits += hits;
        self.articles += 1;
    }
}

impl Span {
    /// The field of a query that asks for it.
    pub fn field(self) -> String {
        format!("date:{}", self.label())
    }

    /// `2023`, or `2023-05`.
    pub fn label(self) -> String {
        let Self { year, month, .. } = self;
        if month == 0 { format!("{year:04}") } else { format!("{year:04}-{month:02}") }
    }
}

/// What articles are counted by, so that nothing is looked up in a map or in several places: there
/// may be a million at each key that is typed.
#[derive(Debug)]
pub(super) struct Facets {
    /// For each source: the field of a query that asks for it.
    fields: Vec<String>,
    /// The months that there are, in order: year × 100 + month, 0 for none.
    months: Vec<u32>,
    articles: Vec<Facet>,
}

/// What an article is counted by.
#[derive(Clone, Copy, Debug)]
struct Facet {
    /// The index of the copy that is listed for it; [`ALONE`] where it has no copies and is none.
    head: u32,
    /// Which of the sources.
    source: u32,
    /// Which of the months.
    month: u32,
}

const ALONE: u32 = u32::MAX;

/// Of an article that is not in the library.
const UNKNOWN: Facet = Facet { head: ALONE, source: u32::MAX, month: u32::MAX };

impl Facets {
    pub(super) fn of(library: &Library) -> Self {
        let mut sources = vec![u32::MAX; library.len()];
        for (number, source) in (0..).zip(library.sources()) {
            for &index in &source.articles {
                sources[index] = number;
            }
        }
        let month = |date: &str| {
            let (year, month) = (date.get(..4)?.parse::<u32>(), date.get(5..7)?.parse::<u32>());
            Some(year.ok()? * 100 + month.ok()?)
        };
        let month = |row| full_date(row).and_then(month).unwrap_or_default();
        let of_each: Vec<u32> = library.rows().map(month).collect();
        let mut months = of_each.clone();
        months.sort_unstable();
        months.dedup();
        let facet = |(index, (&month, row)): (usize, (&u32, &RowEntry))| {
            let head = library.head_of(index);
            Facet {
                head: if row.has_no_copies() { ALONE } else { head as u32 },
                source: sources[head],
                month: months.binary_search(&month).unwrap_or_default() as u32,
            }
        };
        let articles = of_each.iter().zip(&library.rows).enumerate().map(facet).collect();
        let fields =
            library.sources().iter().map(|source| Field::Source.whole(&source.name)).collect();
        Self { fields, months, articles }
    }
}

impl Library {
    pub(super) fn facets(&self) -> &Facets {
        self.facets.get_or_init(|| Facets::of(self))
    }

    /// The results of a search without those that say the same again: of an article and its copies
    /// the first found is listed, and another only where it holds more hits.
    pub fn without_copies(&self, results: Results) -> Results {
        self.sift(results).0
    }

    /// The same, and what is left counted by what their articles say.
    pub fn sift(&self, mut results: Results) -> (Results, Tally) {
        let facets = self.facets();
        let mut sources = vec![Count::default(); self.sources().len()];
        let mut months = vec![Count::default(); facets.months.len()];
        // For each head: one more than the most hits of those that are listed; 0 where none is.
        let mut more_than = Vec::new();
        let mut total_hits = 0;
        // First all of them: a processor waits for many places of memory together, but not beyond
        // a question that it has yet to answer.
        let facet = |found: &Found| facets.articles.get(found.index).copied().unwrap_or(UNKNOWN);
        let of_found: Vec<Facet> = results.found.iter().map(facet).collect();
        let mut of_found = of_found.into_iter();
        results.found.retain(|found| {
            let Some(Facet { head, source, month }) = of_found.next() else { return false };
            if head != ALONE {
                more_than.resize(facets.articles.len(), 0);
                let Some(least) = more_than.get_mut(head as usize) else { return false };
                if found.hits < *least {
                    return false;
                }
                *least = found.hits.saturating_add(1);
            }
            let hits = found.hits as usize;
            total_hits += hits;
            let counts = [sources.get_mut(source as usize), months.get_mut(month as usize)];
            for count in counts.into_iter().flatten() {
                count.add(hits);
            }
            true
        });
        results.total_hits = total_hits;
        (results, self.told(&sources, &months))
    }

    fn told(&self, sources: &[Count], months: &[Count]) -> Tally {
        let facets = self.facets();
        let is_met = |count: &Count| count.articles > 0;
        let met = facets.months.iter().copied().zip(months.iter().copied());
        let mut months: Vec<(u32, Count)> = met.filter(|(_, count)| is_met(count)).collect();
        let is_undated = months.first().is_some_and(|&(month, _)| month == 0);
        let undated = if is_undated { months.remove(0).1 } else { Count::default() };
        let counted = self.sources().iter().zip(&facets.fields).zip(sources);
        let mut sources: Vec<Share> = counted
            .filter(|(_, count)| is_met(count))
            .map(|((source, field), &count)| Share {
                name: source.name.clone(),
                field: field.clone(),
                count,
            })
            .collect();
        sources.sort_by_key(|share| std::cmp::Reverse((share.count.hits, share.count.articles)));
        Tally { sources, dates: spans(&months), undated }
    }
}

fn spans(months: &[(u32, Count)]) -> Vec<Span> {
    let year = |month: u32| (month / 100) as u16;
    let first = months.first().map(|&(month, _)| year(month));
    let last = months.last().map(|&(month, _)| year(month));
    let is_one_year = first == last;
    let mut spans: Vec<Span> = Vec::new();
    for &(month, count) in months {
        let span = Span {
            year: year(month),
            month: if is_one_year { (month % 100) as u8 } else { 0 },
            count,
        };
        match spans.last_mut() {
            Some(last) if (last.year, last.month) == (span.year, span.month) => {
                last.count.hits += count.hits;
                last.count.articles += count.articles;
            }
            _ => spans.push(span),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::Memory;
    use crate::index::{self, Order, Query};
    use crate::library::tests::load;
    use crate::library::{Options, sample};

    fn found(library: &Library, query: &str) -> Results {
        let query = Query::parse(query).expect("a query");
        let results = index::search(library, &query, Order::Relevance, &|| false);
        library.without_copies(results.expect("not cancelled"))
    }

    #[test]
    fn what_a_count_narrows_to_is_what_it_counted() {
        let library = load(&sample(), &[], Options::default());
        for query in ["的", "一个", "渡口"] {
            let (results, tally) = library.sift(found(&library, query));
            let sources = tally.sources.iter().map(|share| (share.field.clone(), share.count));
            let dates = tally.dates.iter().map(|&span| (span.field(), span.count));
            for (field, count) in sources.chain(dates) {
                let narrowed = found(&library, &format!("{query} {field}"));
                let expected = (narrowed.total_hits, narrowed.found.len());
                assert_eq!((count.hits, count.articles), expected, "{query} {field}");
            }
            let hits = |counts: &mut dyn Iterator<Item = Count>| -> usize {
                counts.map(|count| count.hits).sum()
            };
            let by_source = hits(&mut tally.sources.iter().map(|share| share.count));
            let by_date = hits(&mut tally.dates.iter().map(|span| span.count));
            assert_eq!(by_source, results.total_hits);
            assert_eq!(by_date + tally.undated.hits, results.total_hits);
        }
    }

    #[test]
    fn a_source_is_not_one_whose_name_it_is_a_part_of() {
        let article = |name: &str| format!("# 灯\n\n来源：{name}\n\n{name}的灯。\n");
        let names = ["早报", "河口早报", "河口“早报”周末版"];
        let files = names.map(|name| (format!("{name}.md"), article(name)));
        let library = load(&Memory::new(files), &[], Options::default());
        let (_, tally) = library.sift(found(&library, "灯"));
        assert_eq!(tally.sources.len(), 3);
        for share in &tally.sources {
            let narrowed = found(&library, &format!("灯 {}", share.field));
            assert_eq!(narrowed.found.len(), 1, "{}", share.field);
        }
        assert_eq!(found(&library, "灯 source:早报").found.len(), 3);
        assert_eq!(found(&library, "灯 source:=早报").found.len(), 1);
        assert_eq!(found(&library, "灯 来源：＝“《早报》”").found.len(), 1);
    }

    #[test]
    fn dates_are_years_or_the_months_of_one() {
        let article = |day: &str| format!("# 灯{day}\n\n发布时间：{day}\n\n灯。\n");
        let check = |days: &[&str], expected: &[&str]| {
            let files = days.iter().map(|day| (format!("{day}.md"), article(day)));
            let library = load(&Memory::new(files), &[], Options::default());
            let (_, tally) = library.sift(found(&library, "灯"));
            let labels: Vec<String> = tally.dates.iter().map(|span| span.label()).collect();
            assert_eq!(labels, expected, "{days:?}");
        };
        check(&["2019-05-06", "2021-01-02", "2021-03-04"], &["2019", "2021"]);
        check(&["2021-01-02", "2021-03-04", "2021-03-05"], &["2021-01", "2021-03"]);
        check(&["05-06"], &[]);
    }
}
