//! Lines and the trees that they are read as.

use proptest::prelude::*;

use super::*;

fn check(line: &str, expected: &str) {
    let query = Query::parse(line).expect(line);
    let nodes: Vec<String> = query.all().iter().map(show).collect();
    assert_eq!(nodes.join(" "), expected, "{line}");
}

/// A tree on one line.
fn show(node: &Node) -> String {
    let join = |nodes: &[Node], sign: &str| {
        format!("({})", nodes.iter().map(show).collect::<Vec<_>>().join(sign))
    };
    match node {
        Node::All(nodes) => join(nodes, "+"),
        Node::Any(nodes) => join(nodes, "|"),
        Node::Not(node) => format!("!{}", show(node)),
        Node::Literal(literal) => format!("[{literal}]"),
        Node::Title(literal) => format!("title[{literal}]"),
        Node::Near(near) => {
            format!("{}~{}~{}", near.first.join("|"), near.chars, near.second.join("|"))
        }
        Node::Pattern(pattern) => format!("{pattern:?}").split('"').nth(1).unwrap().to_owned(),
        Node::Said(field, literal) => format!("{field:?}[{literal}]"),
        Node::Whole(field, key) => format!("{field:?}=[{key}]"),
        Node::Dated(Dates::Between(from, to)) => format!("{from}..{to}"),
        Node::Dated(Dates::EveryYear(day)) => format!("*{day}"),
        Node::Marked(marked) => format!("{:?}", marked.fact),
    }
}

#[test]
fn words_are_all_required() {
    check("", "");
    check(" \u{3000}", "");
    check("码头", "[码头]");
    check("码头\u{3000}渡船 碼頭", "[码头] [渡船]");
    check("ＡＩ 模型", "[ai] [模型]");
}

#[test]
fn quotes_keep_spaces() {
    check("\"deep learning\" 模型", "[deep learning] [模型]");
    check("“deep learning” 模型", "[deep learning] [模型]");
    check("“老 码头”", "[老码头]");
    check("“老码头”渡口 船", "[\"老码头\"渡口] [船]");
    check("在“老码头”渡口", "[在\"老码头\"渡口]");
}

#[test]
fn a_minus_leaves_out() {
    check("码头 -渡船", "[码头] ![渡船]");
    check("码头 －“deep learning”", "[码头] ![deep learning]");
    check("码头 -", "[码头] [-]");
    check("COVID-19", "[covid-19]");
    check("\"-5\"", "[-5]");
    check("码头 -渡船|客船", "[码头] !([渡船]|[客船])");
    check("-source:报 码头", "!Source[报] [码头]");
}

#[test]
fn a_bar_takes_either() {
    check("码头|渡口 船", "([码头]|[渡口]) [船]");
    check("码头 ｜ 渡口", "([码头]|[渡口])");
    check("\"a b\"|乙", "([a b]|[乙])");
    check("码头|", "[码头]");
    check("|码头||渡口", "([码头]|[渡口])");
    check("码头|碼頭", "[码头]");
    check("\"a|b\"", "[a|b]");
}

#[test]
fn parentheses_group_several_parts() {
    check("(码头 渡船)|灯塔", "(([码头]+[渡船])|[灯塔])");
    check("（码头｜渡口） 船", "([码头]|[渡口]) [船]");
    check("码头 -(渡船 客船)", "[码头] !([渡船]+[客船])");
    check("（一）加强", "[(一)加强]");
    check("(一)", "[(一)]");
    check("f(x y)z", "[f(x] [y)z]");
}

#[test]
fn near_stands_between_two_words() {
    check("码头 NEAR/5 渡船", "码头~5~渡船");
    check("码头 ＮＥＡＲ／５ 渡船", "码头~5~渡船");
    check("码头 NEAR 渡船|客船 灯塔", "码头~10~渡船|客船 [灯塔]");
    check("甲 NEAR/1 乙 NEAR/2 丙", "甲~1~乙 乙~2~丙");
    check("NEAR 码头", "[near] [码头]");
    check("码头 near 渡船", "[码头] [near] [渡船]");
}

#[test]
fn fields_have_a_name_and_a_value() {
    check("title:码头 标题：“老 渡口”", "title[码头] title[老渡口]");
    check("title:(码头|渡口 船)", "(title[码头]|title[渡口]) title[船]");
    check("source:河口报 来源：河口报 AUTHOR:张", "Source[河口报] Author[张]");
    check(
        "source:=《河口报》 来源：＝“老 报”|author:=张",
        "Source=[河口报] (Source=[老报]|Author=[张])",
    );
    check("title:=甲 source:=", "title[=甲] Source[=]");
    check("in:2022/ 路径：a.txt", "Path[2022/] Path[a.txt]");
    check("日期：2022..2023-06", "20220000..20230699");
    check("date:05-01", "*501");
    check("has:note has:书签 is:read", "HasNote HasBookmark IsRead");
    check("is:unread", "!IsRead");
    check("#渡口 标签：船 ＃Ａ", "Tagged(\"渡口\") Tagged(\"船\") Tagged(\"a\")");
    check("source:甲|title:乙", "(Source[甲]|title[乙])");
}

#[test]
fn marks_are_asked_for_by_what_has_become_of_them() {
    let marks = |line: &str| {
        let query = Query::draft(line, Subject::Marks).unwrap().0;
        query.all().iter().map(show).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(marks("state:孤|状态：EXACT"), "(HasCome(Orphan)|HasCome(Exact))");
    assert_eq!(marks("-码头"), "![码头]");
    assert_eq!(marks("(state:疑 船)|灯"), "((HasCome(Uncertain)+[船])|[灯])");
    let bad = Query::draft("船 state:飞", Subject::Marks).unwrap_err();
    assert_eq!((bad.reason, bad.place), (Reason::State, 8..9));
    // Articles have no state.
    check("state:孤", "[state:孤]");
    check("color:黄 颜色：Red", "Coloured(\"黄\") Coloured(\"red\")");
}

#[test]
fn what_only_looks_like_a_sign_is_text() {
    check("http://x 10:30 C# # 来源： 新华社", "[http://x] [10:30] [c#] [#] [来源:] [新华社]");
    check("/usr/bin a/b", "[/usr/bin] [a/b]");
    check("//", "[//]");
    check("5月1日", "[5月1日]");
}

#[test]
fn a_pattern_stands_between_slashes() {
    check("/码头.{1,3}船/ 渡口", "码头.{1,3}船 [渡口]");
    check("／a b／i", "(?i)a b");
    check("/a\\/b/|丙", "(a\\\\/b|[丙])");
}

#[test]
fn what_a_pattern_needs_is_known() {
    let needs = |line: &str| match Query::parse(line).unwrap().all() {
        [Node::Pattern(pattern)] => pattern.needs().iter().map(show).collect::<String>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(needs("/碼頭.*渡船?/"), "[码头][渡]");
    assert_eq!(needs("/(码头|渡口+)船/"), "(([码头])|([渡]+[口]))[船]");
    assert_eq!(needs("/a(码头)?|.b/"), "(([a])|([b]))");
    assert_eq!(needs("/[码头]*/"), "");
    assert_eq!(needs("/ab/i"), "");
}

#[test]
fn a_query_that_finds_nothing_says_why_and_where() {
    let check = |line: &str, reason: Reason, place: std::ops::Range<usize>| {
        assert_eq!(Query::parse(line), Err(BadQuery { reason, place }), "{line}");
    };
    check(" -渡船", Reason::OnlyExclusions, 1..4);
    check("\u{301}", Reason::NothingToFind, 0..1);
    check("\"\"", Reason::NothingToFind, 0..2);
    check("码头 date:五月", Reason::Date, 8..10);
    check("date:“五月”", Reason::Date, 5..9);
    check("日期：2023..2022", Reason::BackwardDates, 3..13);
    check("has:船", Reason::Has, 4..5);
    check("is:船", Reason::Is, 3..4);
    check("码头 NEAR/5", Reason::Near, 3..9);
    check("码头 NEAR source:报", Reason::Near, 3..7);
    check("(码头 date:五月)", Reason::Date, 9..11);
    check("/\\p{Han}{1,9999}{1,9999}/", Reason::LargePattern, 0..25);
    let bad = Query::parse("渡口 /码头(/").unwrap_err();
    assert_eq!(bad.place, 3..8);
    assert_eq!(bad.to_string(), "the regular expression cannot be read: unclosed group");
}

#[test]
fn a_sign_with_a_wrong_value_says_so() {
    let check = |line: &str, reason: Reason, place: std::ops::Range<usize>| {
        assert_eq!(Query::parse(line), Err(BadQuery { reason, place }), "{line}");
    };
    for distance in ["x", "", "-1", "+5", "5字", "1.5", "4294967296", "五"] {
        let end = 3 + 5 + distance.chars().count();
        check(&format!("码头 NEAR/{distance} 渡船"), Reason::NearChars, 3..end);
        check(&format!("码头 NEAR/{distance}"), Reason::NearChars, 3..end);
    }
    check("码头 ＮＥＡＲ／五 渡船", Reason::NearChars, 3..9);
    check("NEAR/5 码头", Reason::Near, 0..6);
    check("码头 NEAR/5 NEAR/3 渡船", Reason::Near, 10..16);
    check("码头|NEAR/5 渡船", Reason::Near, 3..9);
    check("码头 NEAR/5 -渡船", Reason::Near, 3..9);
    check("码头 NEAR (渡船 灯)", Reason::Near, 3..7);
    check("\"deep learn", Reason::OpenQuote, 0..1);
    check("码头 “渡 船", Reason::OpenQuote, 3..4);
    check("date:“", Reason::OpenQuote, 5..6);
    check("码头 #＂水 运", Reason::OpenQuote, 4..5);
    check("source:=“老 报", Reason::OpenQuote, 8..9);
    check("码头 -“渡 船", Reason::OpenQuote, 4..5);
    check("(码头 “渡 船)", Reason::OpenQuote, 4..5);
    check("(码头 (渡船|客船", Reason::OpenGroup, 4..5);
    check("灯 title:（码头 渡口", Reason::OpenGroup, 8..9);
    check("(码头 渡船))", Reason::UnopenedGroup, 7..8);
    check("码头 渡船）", Reason::UnopenedGroup, 5..6);
    check("码头 渡船”", Reason::UnopenedQuote, 5..6);
    check("码头\" 渡船", Reason::UnopenedQuote, 2..3);
    for empty in ["\"\"", "“ ”"] {
        let end = empty.chars().count();
        for name in ["", "title:", "source:", "作者：", "in:=", "#", "color:", "-"] {
            let start = name.chars().count();
            let start = if name == "-" { 1 } else { start };
            check(&format!("{name}{empty} 灯"), Reason::NothingToFind, start..start + end);
        }
    }
    check("码头 ( )", Reason::NothingToFind, 3..6);
    check("码头 date:2022-13..", Reason::Date, 8..17);
}

#[test]
fn a_sign_within_a_text_is_no_fault() {
    check("(一)船 f(x y)z 在“老 码头”边", "[(一)船] [f(x] [y)z] [在\"老] [码头\"边]");
    check("1) 船 甲） 12\" 宽 :)", "[1)] [船] [甲)] [12\"] [宽] [:)]");
    check("渡船)", "[渡船)]");
    check("（渡船", "[(渡船]");
    check("渡船”", "[渡船\"]");
    check("(一 二)三", "[(一] [二)三]");
    check("NEAR THE RIVER", "[near] [the] [river]");
    check("“NEAR/5” 码头", "[near/5] [码头]");
}

#[test]
fn what_is_being_typed_may_be_open() {
    let check = |line: &str, expected: &str, reason: Reason| {
        let (query, bad) = Query::draft(line, Subject::Articles).expect(line);
        assert_eq!(query.all().iter().map(show).collect::<Vec<_>>().join(" "), expected);
        assert_eq!(bad.map(|bad| bad.reason), Some(reason), "{line}");
    };
    check("\"deep learn", "[deep learn]", Reason::OpenQuote);
    check("码头 \"", "[码头]", Reason::OpenQuote);
    check("码头 title:\"", "[码头]", Reason::OpenQuote);
    check("(码头 (渡船|客船", "[码头] ([渡船]|[客船])", Reason::OpenGroup);
    check("码头 (", "[码头]", Reason::OpenGroup);
    check("码头 -(渡", "[码头] ![渡]", Reason::OpenGroup);
    check("码头 渡船)", "[码头] [渡船)]", Reason::UnopenedGroup);
    let whole = Query::draft("码头 \"river side\"", Subject::Articles);
    assert_eq!(whole.map(|(_, bad)| bad), Ok(None));
    let bad = Query::draft("“甲 date:五", Subject::Articles).unwrap().1.unwrap();
    assert_eq!(bad.reason, Reason::OpenQuote);
    assert_eq!(Query::draft("\"", Subject::Articles).unwrap_err().reason, Reason::OpenQuote);
}

#[test]
fn a_query_can_be_made_without_a_line() {
    let check = |query: &Query, expected: &str| {
        assert_eq!(query.all().iter().map(show).collect::<Vec<_>>().join(" "), expected);
    };
    check(&Query::exactly("-渡 “船”"), "[-渡\"船\"]");
    assert!(Query::exactly(" ").is_empty());
    check(&Query::any_of(["码头", "碼頭", "", "渡口"]), "([码头]|[渡口])");
    let query = Query::parse("xhq 船|xhq -xhq").unwrap();
    check(
        &query.instead_of("xhq", ["徐汇区", "献花圈"]),
        "([徐汇区]|[献花圈]) ([船]|([徐汇区]|[献花圈])) ![xhq]",
    );
    check(&query.instead_of("xhq", []), "[xhq] ([船]|[xhq]) ![xhq]");
}

#[test]
fn a_passage_is_asked_for_as_it_is() {
    for text in [
        "渡口",
        " 在“老 码头” 渡口 ",
        "“老码头” 渡口",
        "说：“好” “不好”",
        "a “river” side",
        "5\" 宽\n下一行",
        "“渡口",
        "-甲 (乙 丙",
    ] {
        let asked = Query::parse(&Query::phrase(text)).expect(text);
        assert_eq!(asked.all(), Query::exactly(text).all(), "{text}");
    }
}

#[test]
fn only_a_bare_phrase_of_han_may_be_cut() {
    let check = |line: &str, phrase| {
        assert_eq!(Query::parse(line).unwrap().loose_phrase(), phrase, "{line}");
    };
    check(" 渡口碼頭 ", Some("渡口码头"));
    check("“渡口码头”", None);
    check("渡口 码头", None);
    check("渡口ab", None);
    check("", None);
    assert_eq!(Query::exactly("渡口码头").loose_phrase(), None);
    assert_eq!(show(&Query::all_of(["渡口", "码头", "渡口", " "]).all()[1]), "[码头]");
}

#[test]
fn deep_nesting_does_no_harm() {
    let deep = "(a ".repeat(20_000);
    assert_eq!(Query::parse(&deep).unwrap_err().reason, Reason::OpenGroup);
    assert!(Query::draft(&deep, Subject::Articles).is_ok());
    assert!(Query::parse(&format!("{deep}{}", ")".repeat(20_000))).is_ok());
    assert!(Query::parse(&"-".repeat(20_000)).is_err());
    assert!(Query::parse(&format!("/{}/", "(".repeat(20_000))).is_err());
}

proptest! {
    #[test]
    fn any_line_can_be_read(
        line in "([-－\"“” 　\u{301}a码ＡＢ|｜()（）/:：#.]|NEAR/1 |title:|date:|is:){0,12}|\\PC{0,20}",
    ) {
        match Query::parse(&line) {
            Ok(query) => prop_assert_eq!(query.is_empty(), line.trim().is_empty()),
            Err(bad) => {
                prop_assert!(bad.place.start < bad.place.end, "{:?}", bad);
                prop_assert!(bad.place.end <= line.chars().count(), "{:?}", bad);
            }
        }
    }
}
