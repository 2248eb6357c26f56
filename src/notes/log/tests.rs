//! The laws of the merge, and what damaged segments do.

use proptest::prelude::*;

use super::*;

fn clean(text: &str) -> Clean {
    Clean::text(text)
}

fn document(title: &str) -> Document {
    let path = clean(&format!("{title}.txt"));
    Document { article: ArticleId::of(title), title: clean(title), path }
}

fn passage(start: u32, exact: &str) -> Selector {
    let end = start + exact.chars().count() as u32;
    Selector { exact: clean(exact), start, end, ..Selector::default() }
}

fn note(title: &str, start: u32, text: &str) -> Data {
    Data {
        kind: Some(Kind::Note),
        document: Some(document(title)),
        selector: Some(passage(start, "潮信")),
        note: Some(clean(text)),
        ..Data::default()
    }
}

fn edit(id: &str, text: &str) -> Change {
    Change::edit(id.to_owned(), Data { note: Some(clean(text)), ..Data::default() })
}

/// A session: its own notebook, its name, and the lines it wrote.
struct Session {
    name: &'static str,
    notebook: Notebook,
    lines: String,
}

impl Session {
    fn new(name: &'static str) -> Self {
        Self { name, notebook: Notebook::default(), lines: String::new() }
    }

    /// Does a thing and gives the id of its mark.
    fn does(&mut self, change: Change) -> String {
        let wall = format!("2026-03-01T08:00:{:02}Z", self.notebook.clock);
        let record = self.notebook.record(change, self.name, &wall);
        self.lines.push_str(&record.line());
        self.lines.push('\n');
        self.notebook.apply(record.clone());
        record.id
    }

    fn sees(&mut self, other: &Self) {
        assert_eq!(self.notebook.read(other.name, other.lines.as_bytes()), []);
    }

    fn note(&self, id: &str) -> Option<&str> {
        self.notebook.get(id).map(|mark| mark.note.as_str())
    }
}

fn meet(a: &mut Session, b: &mut Session) {
    a.sees(b);
    b.sees(a);
    assert_eq!(a.notebook, b.notebook);
}

#[test]
fn what_is_written_is_read() {
    let mut a = Session::new("a");
    let id = a.does(Change::add(note("渡口", 3, "为何？")));
    let mut b = Session::new("b");
    meet(&mut a, &mut b);
    let mark = b.notebook.get(&id).expect("is there");
    assert_eq!((mark.kind, mark.note.as_str()), (Kind::Note, "为何？"));
    assert_eq!(
        (mark.created.as_str(), mark.changed.as_str()),
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z")
    );
    assert_eq!(b.notebook.marks(), [&**mark]);
}

#[test]
fn fields_of_one_mark_merge_and_the_last_writer_of_a_field_wins() {
    let (mut a, mut b) = (Session::new("a"), Session::new("b"));
    let id = a.does(Change::add(note("渡口", 3, "一")));
    b.sees(&a);
    a.does(Change::edit(id.clone(), Data { tags: Some(vec![clean("江")]), ..Data::default() }));
    b.does(edit(&id, "二"));
    meet(&mut a, &mut b);
    let mark = a.notebook.get(&id).expect("is there");
    assert_eq!((mark.note.as_str(), mark.tags.as_slice()), ("二", &[clean("江")][..]));

    a.does(edit(&id, "三"));
    b.does(edit(&id, "四"));
    b.does(edit(&id, "五"));
    meet(&mut a, &mut b);
    assert_eq!(a.note(&id), Some("五"));
    a.does(edit(&id, ""));
    assert_eq!(a.note(&id), Some(""));
}

#[test]
fn a_delete_can_be_taken_back() {
    let mut a = Session::new("a");
    let id = a.does(Change::add(note("渡口", 3, "一")));
    a.does(Change::Delete(id.clone()));
    assert_eq!((a.note(&id), a.notebook.marks().len()), (None, 0));
    a.does(Change::edit(id.clone(), Data::default()));
    assert_eq!(a.note(&id), Some("一"));
}

#[test]
fn a_remark_that_the_deleter_had_not_seen_survives() {
    let (mut a, mut b) = (Session::new("a"), Session::new("b"));
    let id = a.does(Change::add(note("渡口", 3, "一")));
    b.sees(&a);
    b.does(edit(&id, "新"));
    for text in ["二", "三", "四"] {
        a.does(edit(&id, text));
    }
    a.does(Change::Delete(id.clone()));
    meet(&mut a, &mut b);
    assert!(a.note(&id).is_some(), "b's edit is older by the clock but was not known to a");
    a.does(Change::Delete(id.clone()));
    meet(&mut a, &mut b);
    assert_eq!(b.note(&id), None);
}

#[test]
fn an_article_has_one_reading_position() {
    let (mut a, mut b) = (Session::new("a"), Session::new("b"));
    a.does(Change::progress(document("渡口"), passage(10, "潮信"), false, "2026-03-01"));
    b.sees(&a);
    b.does(Change::progress(document("渡口"), passage(90, "潮信"), true, "2026-03-01"));
    meet(&mut a, &mut b);
    let mark = a.notebook.progress(document("渡口").article).expect("is there");
    assert_eq!((mark.selector.start, mark.read), (90, true));
    assert_eq!(a.notebook.positions().count(), 1);
    assert_eq!(a.notebook.marks().len(), 0);
    assert_eq!(a.notebook.progress(document("别处").article), None);
}

#[test]
fn the_position_that_was_left_last_comes_last_within_a_second_too() {
    let mut notebook = Notebook::default();
    for title in ["渡口", "集市", "渡口"] {
        let change = Change::progress(document(title), passage(10, "潮信"), false, "2026-03-01");
        let record = notebook.record(change, "a", "2026-03-01T08:00:00Z");
        notebook.apply(record);
        let last = notebook.last_read(|_| true).map(|mark| mark.document.title.to_string());
        assert_eq!(last.as_deref(), Some(title));
    }
}

#[test]
fn a_letter_is_the_last_bookmark_that_got_it() {
    let mut a = Session::new("a");
    let named = |start, name| Data { name: Some(clean(name)), ..note("渡口", start, "") };
    let first = a.does(Change::add(named(1, "a")));
    let second = a.does(Change::add(named(2, "a")));
    a.does(Change::add(named(3, "ab")));
    a.does(Change::add(named(4, "A")));
    a.does(edit(&first, "later, but not its letter"));
    assert_eq!(a.notebook.named('a').map(|mark| &mark.id), Some(&second));
    a.does(Change::Delete(second));
    assert_eq!(a.notebook.named('a').map(|mark| &mark.id), Some(&first));
    assert_eq!(a.notebook.named('A'), None);
}

#[test]
fn marks_stand_in_the_order_of_reading() {
    let mut a = Session::new("a");
    for (title, start) in [("乙", 9), ("甲", 5), ("乙", 2), ("甲", 1)] {
        a.does(Change::add(note(title, start, "")));
    }
    let marks = a.notebook.marks();
    let order: Vec<_> =
        marks.iter().map(|mark| (mark.document.title.as_str(), mark.selector.start)).collect();
    assert_eq!(order, [("乙", 2), ("乙", 9), ("甲", 1), ("甲", 5)]);
}

/// Reads `bytes` as one segment: how many marks there are, and the faults as `line reason`.
fn check(bytes: &[u8], marks: usize, faults: &[(usize, Reason)]) {
    let mut notebook = Notebook::default();
    let found: Vec<_> =
        notebook.read("s", bytes).into_iter().map(|fault| (fault.line, fault.reason)).collect();
    assert_eq!(notebook.marks().len(), marks, "{}", String::from_utf8_lossy(bytes));
    for (fault, expected) in found.iter().zip(faults) {
        match (fault, expected) {
            ((line, Reason::Broken(_)), (at, Reason::Broken(_))) => assert_eq!(line, at),
            _ => assert_eq!(fault, expected),
        }
    }
    assert_eq!(found.len(), faults.len(), "{found:?}");
}

#[test]
fn damaged_segments_lose_only_the_damaged_lines() {
    let mut a = Session::new("a");
    a.does(Change::add(note("渡口", 3, "一")));
    a.does(Change::add(note("渡口", 5, "二")));
    let good = a.lines.as_bytes();
    let first = a.lines.lines().next().expect("there are two").as_bytes();
    let broken = || Reason::Broken(String::new());

    check(good, 2, &[]);
    check(&[b"\xef\xbb\xbf", good].concat(), 2, &[]);
    check(a.lines.replace('\n', "\r\n").as_bytes(), 2, &[]);
    check(a.lines.trim_end().as_bytes(), 2, &[]);
    check(&[b"\n\n", good, b"\n"].concat(), 2, &[]);
    check(&[good, good].concat(), 2, &[]);
    check(&[good, b"{\"v\":1,\"note\":\"\xe6\xb1"].concat(), 2, &[(3, Reason::Torn)]);
    check(&[b"{\"v\":1,\"note\":\"\xe6\xb1\n", good].concat(), 2, &[(1, broken())]);
    check(&[first, b"\n", &[0; 40], b"\n", good].concat(), 2, &[(2, broken())]);
    check(
        &[b"<<<<<<< HEAD\n", good, b"=======\n>>>>>>> x\n"].concat(),
        2,
        &[(1, broken()), (4, broken()), (5, broken())],
    );
    check(&[b"{\"v\":3}\n", good].concat(), 2, &[(1, Reason::Newer(3))]);
    check(b"", 0, &[]);
}

#[test]
fn a_fault_says_where() {
    let mut notebook = Notebook::default();
    let faults = notebook.read("lin-01.jsonl", b"{}\n{\"v\":3}\n{");
    let said: Vec<_> = faults.iter().map(Fault::to_string).collect();
    assert!(said[0].starts_with("lin-01.jsonl:1: not a record: missing field"), "{}", said[0]);
    assert_eq!(said[1], "lin-01.jsonl:2: written by a newer version (format 3)");
    assert_eq!(said[2], "lin-01.jsonl:3: the last line is cut short");
}

/// Any record over few ids, writers and times, so that they collide.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let data = prop_oneof![
        (0..3u32, "[甲乙丙]").prop_map(|(start, title)| note(&title, start, &title)),
        "[一二三]".prop_map(|text| Data { note: Some(clean(&text)), ..Data::default() }),
        "[a-c]".prop_map(|name| Data { name: Some(clean(&name)), ..Data::default() }),
        any::<bool>().prop_map(|read| Data { read: Some(read), ..Data::default() }),
    ];
    let seen = prop::collection::btree_map("[ab]", 0..6u64, 0..3);
    let record = (0..6u8, "[xyz]", 0..6u64, "[ab]", data, seen).prop_map(
        |(op, id, lamport, writer, data, seen)| {
            let (op, data) = match op {
                0 => (Op::Delete, Data { seen: Some(seen), ..Data::default() }),
                1 => (Op::Other("weave".into()), data),
                2 => (Op::Edit, data),
                _ => (Op::Add, data),
            };
            let unknown = serde_json::Map::default();
            Record { v: VERSION, op, id, lamport, writer, wall: clean("t"), data, unknown }
        },
    );
    prop::collection::vec(record, 0..30)
}

fn fold(records: &[Record]) -> Notebook {
    let mut notebook = Notebook::default();
    for record in records {
        notebook.apply(record.clone());
    }
    notebook
}

fn with_repeats() -> impl Strategy<Value = (Vec<Record>, Vec<Record>)> {
    records().prop_flat_map(|records| {
        let again = prop::sample::subsequence(records.clone(), 0..=records.len());
        let shuffled = again.prop_flat_map({
            let records = records.clone();
            move |again| Just([records.clone(), again].concat()).prop_shuffle()
        });
        (Just(records), shuffled)
    })
}

proptest! {
    /// Commutative, associative and idempotent: the state is a function of the set of records.
    #[test]
    fn order_and_repetition_make_no_difference((records, shuffled) in with_repeats()) {
        prop_assert_eq!(fold(&records), fold(&shuffled));
    }

    #[test]
    fn a_record_survives_its_line(records in records()) {
        for record in records {
            prop_assert_eq!(Record::parse(record.line().as_bytes()), Ok(record));
        }
    }

    #[test]
    fn a_change_of_a_session_takes_effect(records in records(), id in "[xyz]") {
        let mut notebook = fold(&records);
        let edit = Change::edit(id.clone(), note("丁", 7, "新"));
        let record = notebook.record(edit, "c", "t");
        notebook.apply(record);
        prop_assert_eq!(notebook.get(&id).map(|mark| mark.note.as_str()), Some("新"));
        let record = notebook.record(Change::Delete(id.clone()), "c", "t");
        notebook.apply(record);
        prop_assert_eq!(notebook.get(&id), None);
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        Notebook::default().read("s", &bytes);
    }
}

#[test]
fn a_position_tells_the_day_of_its_reading() {
    let mut notebook = Notebook::default();
    let mut does = |change, wall: &str| {
        let record = notebook.record(change, "w", wall);
        notebook.apply(record);
    };
    let progress = |title, day| Change::progress(document(title), passage(10, "潮信"), false, day);
    does(progress("渡口", "2026-03-02"), "2026-03-01T22:00:00Z");
    does(progress("渡口", "2026-03-02"), "2026-03-01T23:00:00Z");
    // Of versions that did not write the day, the day of the time.
    let Change::Edit(id, data) = progress("灯塔", "") else { panic!("an edit") };
    does(Change::edit(id, Data { day: None, ..*data }), "2026-02-27T08:00:00Z");
    assert_eq!(notebook.days_read().collect::<Vec<_>>().len(), 2);
    // Who says that an article is read has not read it that day.
    let change = notebook.set_read(document("渡口"), Selector::default, true);
    let record = notebook.record(change, "w", "2026-03-09T08:00:00Z");
    notebook.apply(record);
    let change = notebook.set_read(document("茶馆"), Selector::default, true);
    let record = notebook.record(change, "w", "2026-03-09T08:00:00Z");
    notebook.apply(record);
    let mut days: Vec<&str> = notebook.days_read().collect();
    days.sort_unstable();
    assert_eq!(days, ["2026-02-27", "2026-03-02"]);
    assert!(["渡口", "茶馆"].iter().all(|title| notebook.is_read(document(title).article)));
    assert!(!notebook.is_read(document("灯塔").article));
}
