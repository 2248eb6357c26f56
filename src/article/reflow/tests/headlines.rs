//! Headlines that only the lines around them show, as PDF programs give them.

use super::{FERRY, STARS, column, outline};

/// The kinds and beginnings of the blocks that `lines` become between two texts, the second of which is
/// set in a column `ems` wide.
fn between(lines: &str, ems: usize) -> Vec<String> {
    let (above, below) = (column(&STARS, 15, ""), column(&FERRY, ems, ""));
    let mut found = outline(&format!("{above}\n{lines}\n{below}"));
    found.truncate(found.len() - FERRY.len());
    found.split_off(STARS.len())
}

#[test]
fn the_name_of_a_column_a_short_title_and_a_name_are_three_lines() {
    for (author, shown) in [("何一", "何一"), ("何 一", "何一"), ("小记者 何一", "小记者 何一")]
    {
        let found = between(&format!("街巷人物\n老船工\n{author}"), 15);
        assert_eq!(found, ["K 街巷人物", "T 老船工", &format!("A {shown}")]);
    }
}

#[test]
fn a_bracket_ends_the_words_under_a_picture() {
    let text = format!(
        "{}\n图为过江的人在码头边上等船。（河口镇）\n一架望远镜照亮山村\n{}",
        column(&FERRY, 15, ""),
        column(&STARS, 15, "")
    );
    assert_eq!(
        outline(&text)[3..5],
        ["C 图为过江的人在码头边上等船。（河口镇）", "T 一架望远镜照亮山村"]
    );
}

#[test]
fn a_credit_over_two_lines_ends_a_text() {
    let found = between("观星节上人人都是天文学家。（山村小\n学）\n老渡口又有了渡船和船工", 15);
    assert_eq!(
        found,
        ["B 观星节上人人都是天文学家。", "A （山村小学）", "T 老渡口又有了渡船和船工"]
    );
}

#[test]
fn a_headline_stands_over_a_first_line_in_another_column() {
    check_title("（山村小学）", "老渡口：渡船与船工", 24);
    check_title("（山村小学）", "“小”渡口，大日子", 21);
    check_title("夜里大家都睡着了。", "老渡口又有渡船了大家都来坐", 18);
}

/// Whether `title` is found as a headline below `last` and over a text in a column `ems` wide.
fn check_title(last: &str, title: &str, ems: usize) {
    let found = between(&format!("{last}\n{title}"), ems);
    let [.., found] = found.as_slice() else { panic!("{title} is lost") };
    assert!(*found == format!("T {title}") || *found == format!("H {title}"), "{found}");
}

#[test]
fn two_lines_over_a_first_line_are_headlines_though_the_second_is_full() {
    let found = between("老渡口又有了新渡船\n过江的人一早就在码头边上等着了", 15);
    assert_eq!(found, ["T 老渡口又有了新渡船", "S 过江的人一早就在码头边上等着了"]);
}

#[test]
fn a_quotation_may_go_over_two_lines_of_a_headline() {
    let found = between("老渡口的“最后\n一班渡船”开了", 15);
    assert_eq!(found, ["T 老渡口的“最后一班渡船”开了"]);
}

#[test]
fn all_lines_at_the_end_of_a_page_may_be_headlines() {
    let page = format!("{}\n{}", column(&FERRY, 17, ""), column(&STARS, 17, ""));
    let many =
        ["清晨的渡船靠码头", "船票月票用到年底", "镇里修旧船", "望远镜看见土星", "学校的观星节"];
    let two_clauses = ["旧船修好了，放在岸边", "渡船照开", "望远镜看见土星", "学校的观星节"];
    for headlines in [&many[..], &two_clauses[..], &["山上的小学添了一架望远镜孩子们"][..]]
    {
        let found = outline(&format!("{page}\n{}", headlines.join("\n")));
        let texts = found.iter().filter(|line| line.starts_with("B ")).count();
        assert_eq!(texts, FERRY.len() + STARS.len(), "{headlines:?}: {found:?}");
    }
}

#[test]
fn a_subtitle_stands_over_a_first_line_though_it_does_not_stop_early() {
    let found =
        outline(&format!("渡船照开 人人欢喜\n老渡口今年又有了新渡船\n{}", column(&FERRY, 14, "")));
    assert_eq!(found[..2], ["T 渡船照开 人人欢喜", "S 老渡口今年又有了新渡船"]);
}

#[test]
fn names_sign_the_texts_of_headlines_that_stand_elsewhere() {
    let page = format!("{}\n何小一\n{}\n王小二", column(&FERRY, 17, ""), column(&STARS, 17, ""));
    let found = outline(&format!("{page}\n渡船月票照旧\n孩子们的望远镜"));
    assert_eq!(found[0], "T 渡船月票照旧");
    assert_eq!(found[4..6], ["A 何小一", "T 孩子们的望远镜"]);
    assert_eq!(found[9], "A 王小二");
}

#[test]
fn a_headline_stands_below_a_credit_at_the_end_of_a_line() {
    let found = between("大家都说好看。（山村小学）\n老渡口有了\n“夜航灯”", 15);
    assert_eq!(found.last().map(String::as_str), Some("T 老渡口有了“夜航灯”"));
}

#[test]
fn the_headline_that_ends_a_page_may_have_a_comma() {
    let texts = [FERRY, STARS].concat();
    let text = format!("{}\n渡船开了，两岸的人都来坐第一班船\n", column(&texts, 16, ""));
    let found = outline(&text);
    assert_eq!(found.first().map(String::as_str), Some("T 渡船开了，两岸的人都来坐第一班船"));
}

#[test]
fn a_byline_at_the_end_of_a_page_goes_with_its_headline() {
    let found = outline(&format!("{}\n渡口的一天\n□ 何一\n", column(&FERRY, 15, "")));
    assert_eq!(found[..2], ["T 渡口的一天", "A □ 何一"]);
    assert_eq!(found.len(), 2 + FERRY.len());
}

#[test]
fn a_headline_stands_between_two_letters() {
    let found = between("就快开了。\n读者 何一\n码头上的灯\n编辑同志：", 15);
    assert_eq!(found[1..], ["A 读者 何一", "T 码头上的灯", "B 编辑同志："]);
}

#[test]
fn a_headline_of_two_clauses_stands_below_the_name_of_a_photographer() {
    let text = column(&FERRY, 15, "");
    let headline = "渡船开了，大家都来坐第一班船";
    let found = outline(&format!(
        "{text}\n清晨，渡船靠在码头边。 何一 摄\n{headline}\n清晨的渡船靠在码头边上"
    ));
    assert_eq!(found[..2], [format!("T {headline}"), "S 清晨的渡船靠在码头边上".into()]);
}

#[test]
fn what_stands_over_recently_is_a_headline() {
    let [first, ..] = STARS;
    for recently in ["近日，", "近 日 ， "] {
        let text = column(&[&format!("{recently}{first}")], 15, "");
        let found =
            outline(&format!("{}\n山村小学添了一架“望远镜”\n{text}", column(&FERRY, 15, "")));
        assert!(found[3].ends_with("山村小学添了一架“望远镜”"), "{found:?}");
    }
}

#[test]
fn two_titles_with_their_names_are_two_heads() {
    let whole = outline(&format!(
        "{}\n山村小学的望远镜\n何一\n老渡口又有渡船\n王二\n{}",
        column(&STARS, 15, ""),
        column(&FERRY, 15, "")
    ));
    assert_eq!(whole[..2], ["T 山村小学的望远镜", "A 何一"]);
    assert_eq!(whole[5..7], ["T 老渡口又有渡船", "A 王二"]);
}

#[test]
fn the_last_line_of_an_indented_page_is_a_headline_below_another() {
    let texts = format!("{}\n{}", column(&FERRY, 15, "　　"), column(&STARS, 15, "　　"));
    let found = outline(&format!("{texts}\n老渡口又有渡船\n山村小学，望远镜照见土星"));
    assert_eq!(found[0], "T 老渡口又有渡船");
    assert_eq!(found[4], "T 山村小学，望远镜照见土星");
}
