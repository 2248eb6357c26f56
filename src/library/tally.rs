//! The results of a search by source and by date. In come results, out they come without copies,
//! and exact counts, each with what narrows the query to it.
//!
//! A count is what is found once the query is narrowed to it: an article that stands in two sources
//! counts in both.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::sources::{full_date, name_of};
use super::{Library, RowEntry};
use crate::index::{Field, Found, Results, name_key};
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
    /// For each source, those that have nothing but copies last: its name, and the field of a query
    /// that asks for it.
    sources: Vec<(Clean, String)>,
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
        let (sources, of_each_source) = sources(library);
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
                source: of_each_source[index],
                month: months.binary_search(&month).unwrap_or_default() as u32,
            }
        };
        let articles = of_each.iter().zip(&library.rows).enumerate().map(facet).collect();
        Self { sources, months, articles }
    }
}

/// The sources by name, and which one each article says.
fn sources(library: &Library) -> (Vec<(Clean, String)>, Vec<u32>) {
    let mut of_each = vec![u32::MAX; library.len()];
    for (number, source) in (0..).zip(library.sources()) {
        for &index in &source.articles {
            of_each[index] = number;
        }
    }
    let names = library.sources().iter().map(|source| source.name.clone());
    let mut names: Vec<Clean> = names.collect();
    let mut numbers: HashMap<String, u32> =
        names.iter().map(|name| name_key(name)).zip(0..).collect();
    // The copies are in no list of sources.
    for (row, source) in library.rows().zip(&mut of_each).filter(|(_, source)| **source == u32::MAX)
    {
        let name = name_of(row);
        *source = *numbers.entry(name_key(name.as_str())).or_insert_with(|| {
            names.push(Clean::concat([name]));
            names.len() as u32 - 1
        });
    }
    let field = |name: Clean| (name.clone(), Field::Source.whole(&name));
    (names.into_iter().map(field).collect(), of_each)
}

/// An article that was found and has copies or is one.
struct Copied {
    facet: Facet,
    hits: u32,
}

/// Whether so many hits are at least so many, which is then one more than they.
fn is_more(least: &mut u32, hits: u32) -> bool {
    let is_more = hits >= *least;
    if is_more {
        *least = hits.saturating_add(1);
    }
    is_more
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

    /// The same, and counted by what the articles say.
    pub fn sift(&self, mut results: Results) -> (Results, Tally) {
        let facets = self.facets();
        let mut sources = vec![Count::default(); facets.sources.len()];
        let mut months = vec![Count::default(); facets.months.len()];
        let mut copied = Vec::new();
        // For each head: one more than the most hits of those that are listed; 0 where none is.
        let mut more_than = Vec::new();
        let mut total_hits = 0;
        // First all of them: a processor waits for many places of memory together, but not beyond
        // a question that it has yet to answer.
        let facet = |found: &Found| facets.articles.get(found.index).copied().unwrap_or(UNKNOWN);
        let of_found: Vec<Facet> = results.found.iter().map(facet).collect();
        let mut of_found = of_found.into_iter();
        results.found.retain(|found| {
            let Some(facet) = of_found.next() else { return false };
            let hits = found.hits as usize;
            if facet.head != ALONE {
                copied.push(Copied { facet, hits: found.hits });
                more_than.resize(facets.articles.len(), 0);
                let Some(least) = more_than.get_mut(facet.head as usize) else { return false };
                let is_listed = is_more(least, found.hits);
                total_hits += if is_listed { hits } else { 0 };
                return is_listed;
            }
            total_hits += hits;
            let counts =
                [sources.get_mut(facet.source as usize), months.get_mut(facet.month as usize)];
            for count in counts.into_iter().flatten() {
                count.add(hits);
            }
            true
        });
        results.total_hits = total_hits;
        add_copied(&copied, |facet| facet.source, &mut sources);
        let tally = Tally { sources: self.shares(&sources), ..self.dated(months, &copied) };
        (results, tally)
    }

    /// The sources in which something was found.
    fn shares(&self, counts: &[Count]) -> Vec<Share> {
        let met = self.facets().sources.iter().zip(counts).filter(|(_, count)| count.articles > 0);
        let share = |((name, field), &count): (&(Clean, String), &Count)| Share {
            name: name.clone(),
            field: field.clone(),
            count,
        };
        let mut shares: Vec<Share> = met.map(share).collect();
        shares.sort_by_key(|share| std::cmp::Reverse((share.count.hits, share.count.articles)));
        shares
    }

    /// The same by date, of which `counts` are those of articles without copies.
    fn dated(&self, mut counts: Vec<Count>, copied: &[Copied]) -> Tally {
        let months = &self.facets().months;
        let mut is_met: Vec<bool> = counts.iter().map(|count| count.articles > 0).collect();
        for Copied { facet, .. } in copied {
            is_met[facet.month as usize] = true;
        }
        let mut years =
            months.iter().zip(&is_met).filter(|(month, is_met)| **month > 0 && **is_met);
        let first = years.next().map(|(month, _)| month / 100);
        let is_one_year = years.next_back().is_none_or(|(month, _)| Some(month / 100) == first);
        // A year as its first month.
        let span = |month: u32| if is_one_year { month } else { month / 100 * 100 };
        let of_span = |number: u32| {
            let span = span(months[number as usize]);
            months.partition_point(|&month| month < span) as u32
        };
        add_copied(copied, |facet| of_span(facet.month), &mut counts);
        let mut met = months.iter().zip(counts).filter(|(_, count)| count.articles > 0).peekable();
        let undated = met.next_if(|(month, _)| **month == 0).map(|(_, count)| count);
        let mut dates: Vec<Span> = Vec::new();
        for (&month, count) in met {
            let (year, month) = ((month / 100) as u16, (span(month) % 100) as u8);
            match dates.last_mut() {
                Some(last) if (last.year, last.month) == (year, month) => {
                    last.count.hits += count.hits;
                    last.count.articles += count.articles;
                }
                _ => dates.push(Span { year, month, count }),
            }
        }
        Tally { dates, undated: undated.unwrap_or_default(), ..Tally::default() }
    }
}

/// Counts articles with copies: each part of them as if it were all.
fn add_copied(copied: &[Copied], part: impl Fn(Facet) -> u32, counts: &mut [Count]) {
    let mut more_than: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for Copied { facet, hits } in copied {
        let part = part(*facet);
        if is_more(more_than.entry((facet.head, part)).or_default(), *hits)
            && let Some(count) = counts.get_mut(part as usize)
        {
            count.add(*hits as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::Memory;
    use crate::index::{self, Order, Query};
    use crate::library::tests::load;
    use crate::library::{Options, sample};

    fn sifted(library: &Library, query: &str) -> (Results, Tally) {
        let query = Query::parse(query).expect("a query");
        let results = index::search(library, &query, Order::Relevance, &|| false);
        library.sift(results.expect("not cancelled"))
    }

    fn found(library: &Library, query: &str) -> Results {
        sifted(library, query).0
    }

    #[test]
    fn what_a_count_narrows_to_is_what_it_counted() {
        let library = load(&sample(), &[], Options::default());
        for query in ["的", "一个", "渡口"] {
            let (results, tally) = sifted(&library, query);
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

    /// One text in several papers, with and without a day, and with more in it: each paper and the day
    /// have it, and where the query is narrowed to one there is as much as was counted.
    #[test]
    fn what_stands_in_several_sources_counts_in_each() {
        let text = "渡口的船工天不亮就把缆绳解开，雾还没有散，江面上只听得见桨声。茶馆的老板说，他们每天要过江\
                    十二趟，风大的日子也不停。\n\n告示牌上的字是去年秋天描的，红漆掉了一半，下半截顺着木头往下\
                    淌。等船的人站在牌子前面看了又看，谁也说不出是几点。\n\n学徒想重新描一遍，老板不让，说要走的\
                    人自己会来，不走的人看了钟点也不走。账房先生把票根一张一张压平，夹在旧历书里，说将来总有人问起。";
        let article = |(number, (folder, day, more)): (usize, (&str, &str, &str))| {
            let text = format!("# 渡口的早晨\n\n{day}\n\n{text}\n\n{more}\n");
            (format!("{folder}/{number}.md"), text)
        };
        let check = |parts: &[(&str, &str, &str)]| {
            let files = parts.iter().copied().enumerate().map(article);
            let library = load(&Memory::new(files), &[], Options::default());
            assert!(library.shown().len() < library.len(), "there are copies");
            let (_, tally) = sifted(&library, "江");
            let sources = tally.sources.iter().map(|share| (share.field.clone(), share.count));
            let dates = tally.dates.iter().map(|&span| (span.field(), span.count));
            for (field, count) in sources.chain(dates) {
                let narrowed = found(&library, &format!("江 {field}"));
                let expected = (narrowed.total_hits, narrowed.found.len());
                assert_eq!((count.hits, count.articles), expected, "{field} {parts:?}");
            }
            let names = |tally: &Tally| -> Vec<String> {
                tally.sources.iter().map(|share| share.name.to_string()).collect()
            };
            names(&tally).join(" ")
        };
        let (day, none) = ("发布时间：2021-05-04", "");
        let more = "过江的人都认得他们。过江的船只有一条，江水再大也要过江。";
        assert_eq!(check(&[("早报", none, ""), ("晚报", none, "船修好了。")]), "晚报 早报");
        check(&[("早报", none, ""), ("晚报", day, more)]);
        check(&[("早报", none, more), ("晚报", day, "船修好了。"), ("晚报", none, "")]);
        check(&[("早报", day, ""), ("晚报", none, more), ("早报", none, "船修好了。")]);
    }

    #[test]
    fn a_source_is_not_one_whose_name_it_is_a_part_of() {
        let article = |name: &str| format!("# 灯\n\n来源：{name}\n\n{name}的灯。\n");
        let names = ["早报", "河口早报", "河口“早报”周末版"];
        let files = names.map(|name| (format!("{name}.md"), article(name)));
        let library = load(&Memory::new(files), &[], Options::default());
        let (_, tally) = sifted(&library, "灯");
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
            let (_, tally) = sifted(&library, "灯");
            let labels: Vec<String> = tally.dates.iter().map(|span| span.label()).collect();
            assert_eq!(labels, expected, "{days:?}");
        };
        check(&["2019-05-06", "2021-01-02", "2021-03-04"], &["2019", "2021"]);
        check(&["2021-01-02", "2021-03-04", "2021-03-05"], &["2021-01", "2021-03"]);
        check(&["05-06"], &[]);
    }
}
