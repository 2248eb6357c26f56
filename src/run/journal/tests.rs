use super::*;
use crate::disk::store::{Directory, Memory};

#[test]
fn copies_of_a_week_of_days_and_of_four_weeks_are_kept() {
    let day = |number: i32| {
        let first: jiff::civil::Date = "2026-01-01".parse().expect("a day");
        first.checked_add(jiff::Span::new().days(number)).expect("a day").to_string()
    };
    let mut days: Vec<String> = Vec::new();
    for number in 0..100 {
        days.push(day(number));
        let gone: Vec<String> = expendable(&days).into_iter().map(str::to_owned).collect();
        days.retain(|day| !gone.contains(day));
        assert!(days.len() <= DAYS_KEPT + WEEKS_KEPT);
    }
    // 10 April is a Friday: the seven days to it, and the Fridays, as they came, of four weeks.
    assert_eq!(days[WEEKS_KEPT..], (93..100).map(day).collect::<Vec<_>>());
    let weeks: Vec<_> = days[..WEEKS_KEPT].iter().map(|day| week(day)).collect();
    assert!(weeks.windows(2).all(|pair| pair[0] < pair[1]), "{days:?}");
    assert_eq!(expendable(&["not a day".to_owned()]), Vec::<&str>::new());
}

#[test]
fn a_copy_is_made_once_a_day_and_where_something_was_written() {
    let folder = std::env::temp_dir().join(format!("duben-test-{}", ulid::Ulid::generate()));
    let (notes, copies) = (folder.join("notes"), folder.join("backup"));
    let mut journal = Directory::new(notes, Some(copies), "a");
    let attic = journal.attic().expect("it lasts");
    let mut after = |line: Option<&str>, day: &str| {
        if let Some(line) = line {
            journal.append(line).expect("can be written");
        }
        let today = Moment { day: day.to_owned(), ..Moment::default() };
        back_up(&attic, &journal.load().0, &today).expect("can be copied");
        attic.copies()
    };
    assert_eq!(after(None, "2026-03-01"), Vec::<String>::new());
    assert_eq!(after(Some("1"), "2026-03-01"), ["2026-03-01"]);
    assert_eq!(after(Some("2"), "2026-03-01"), ["2026-03-01"]);
    assert_eq!(after(None, "2026-03-02"), ["2026-03-01", "2026-03-02"]);
    assert_eq!(after(None, "2026-03-03"), ["2026-03-01", "2026-03-02"]);
    // The clock went back.
    assert_eq!(after(Some("3"), "2026-01-01"), ["2026-03-01", "2026-03-02"]);
    assert_eq!(attic.read_copy("2026-03-02").as_deref(), Some(&b"1\n2\n"[..]));
    assert!(attic.copies_folder().is_some_and(|copies| copies.starts_with(&folder)));
    std::fs::remove_dir_all(&folder).expect("is there");
}

#[test]
fn a_large_segment_is_read_as_a_small_one_is() {
    let line = |number: usize| match number % 50_000 {
        7 => "not a record".to_owned(),
        8 => String::new(),
        _ => format!(
            r#"{{"v":1,"op":"edit","id":"m{}","lamport":{number},"writer":"w","wall":"","data":{{"kind":"note","note":"第 {number} 次","document":{{"article":"00ff00ff00ff00ff"}},"selector":{{"exact":"船","start":1,"end":2}}}}}}"#,
            number % 900
        ),
    };
    let mut text = (1..=40_000).map(line).collect::<Vec<_>>().join("\n");
    text.push_str("\n{\"v\":1,");
    assert!(text.len() > LARGE);
    let segment = Segment { name: "a".into(), bytes: text.into_bytes() };
    let (mut whole, mut in_pieces) = (Notebook::default(), Notebook::default());
    let faults = whole.read(&segment.name, &segment.bytes);
    assert_eq!(read(&mut in_pieces, &segment), faults);
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [7, 40_001]);
    assert!(whole == in_pieces);
}

#[test]
fn pieces_are_whole_lines() {
    let check = |text: &str, count, expected: &[(usize, &str)]| {
        let found = pieces(text.as_bytes(), count);
        let found: Vec<(usize, &str)> = found
            .into_iter()
            .map(|(first, piece)| (first, std::str::from_utf8(piece).expect("is UTF-8")))
            .collect();
        assert_eq!(found, expected);
    };
    check("", 2, &[]);
    check("1\n2\n3", 2, &[(1, "1\n2\n"), (3, "3")]);
    check("1\n2\n3", 9, &[(1, "1\n"), (2, "2\n"), (3, "3")]);
    check("11111\n2\n", 3, &[(1, "11111\n"), (2, "2\n")]);
    check("1", 0, &[(1, "1")]);
}

#[test]
fn a_line_that_was_read_is_no_news_in_another_segment() {
    let segment = |text: &str| Segment { name: "a".into(), bytes: text.as_bytes().to_vec() };
    let mut known = Known::of(&[segment("1\n2\r\n"), segment("3")]);
    let news: Vec<&[u8]> =
        [&b"2"[..], b"3\r", b"4", b"1", b"4"].into_iter().filter(|line| known.add(line)).collect();
    assert_eq!(news, [b"4"]);
}

#[test]
fn what_is_in_memory_is_nobody_elses() {
    let journal = Memory::default();
    assert!(journal.follow(&[]).is_none() && journal.attic().is_none());
}
