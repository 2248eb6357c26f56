//! What a count narrows to is what it counted, with and without copies.

use super::*;
use crate::disk::Memory;
use crate::index::{self, Order, Query};
use crate::library::tests::load;
use crate::library::{Options, sample};

fn sifted(library: &Library, query: &str) -> (Results, Tally) {
    let query = Query::parse(query).expect("a query");
    let results = index::search(library, &query, &|| false).expect("not cancelled");
    library.sift(results, Order::Relevance)
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
