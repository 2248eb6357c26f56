//! Marks stay with their passages whatever becomes of the files: edited, renamed, split, gone.

use crate::fixture::Reader;

const FERRY: &str = "# 渡口的早晨\n\n\
    清早雾还没有散，老船工就把缆绳解开了，岸上一个人也没有。\n\n\
    对岸的集市逢五逢十才有，今天恰好是初十，挑菱角的人要赶头一班船。\n\n\
    他把橹摇得很慢，像在数水面上的圈，数到第三十圈就靠了岸。\n";

const LAMP: &str = "# 灯塔的夜班\n\n守塔人把一盏旧灯擦了三遍，今晚有雾，灯要多转一圈。\n";

/// A note on the paragraph about the market.
fn marked() -> Reader {
    let mut reader = Reader::open(&[("1-渡口.md", FERRY), ("2-灯塔.md", LAMP)], 64, 16);
    reader.press("}}a赶集<Esc>");
    assert!(reader.shows("+　　对岸") || reader.shows("+ "), "{}", reader.screen());
    reader
}

fn remove(reader: &Reader, name: &str) {
    std::fs::remove_file(reader.folder.path().join("河边").join(name)).expect("was there");
}

/// Goes to the only mark from the list of all; what stands at the caret then.
fn followed(reader: &mut Reader) -> String {
    reader.press("gm<CR>");
    reader.at_cursor()
}

#[test]
fn a_mark_moves_with_its_passage() {
    let mut reader = marked();
    let longer = FERRY.replace("清早", "立冬那天的清早，江面上落了一层霜，");
    reader.folder.write("河边/1-渡口.md", &longer);
    reader.press("R");
    assert!(reader.press("gm").shows("〔已移〕赶集"), "{}", reader.screen());
    reader.press("<Esc>");
    assert!(followed(&mut reader).starts_with("对岸的集市"), "{}", reader.screen());
    // It was captured anew, so that it stands where it was found.
    reader.press("R");
    assert!(reader.press("gm").shows("+ 赶集"), "{}", reader.screen());
}

#[test]
fn a_mark_follows_a_file_that_is_renamed_and_edited() {
    let mut reader = marked();
    remove(&reader, "1-渡口.md");
    reader.folder.write("河边/旧文/3-早晨.md", &FERRY.replace("很慢", "极慢"));
    reader.press("R");
    assert!(followed(&mut reader).starts_with("对岸的集市"), "{}", reader.screen());
    assert!(reader.shows("渡口的早晨"));
}

#[test]
fn a_mark_follows_its_passage_into_another_article() {
    let mut reader = marked();
    let (head, tail) = FERRY.split_at(FERRY.find("对岸").expect("is there"));
    reader.folder.write("河边/1-渡口.md", head);
    reader.folder.write("河边/9-集市.md", &format!("# 集市\n\n{tail}"));
    reader.press("R");
    assert!(followed(&mut reader).starts_with("对岸的集市"), "{}", reader.screen());
    assert!(reader.row(0).contains("集市"), "{}", reader.screen());
}

#[test]
fn a_file_that_is_gone_orphans_nothing() {
    let mut reader = marked();
    remove(&reader, "1-渡口.md");
    reader.press("Rgm");
    assert!(reader.shows("〔文件不在库中〕赶集"), "{}", reader.screen());
    reader.press("<CR>");
    assert!(reader.status().contains("批注仍保留"), "{}", reader.screen());
    reader.folder.write("河边/1-渡口.md", FERRY);
    reader.press("R");
    assert!(followed(&mut reader).starts_with("对岸的集市"), "{}", reader.screen());
    assert!(reader.press("gm").shows("+ 赶集"), "{}", reader.screen());
}

#[test]
fn a_passage_that_is_gone_is_listed() {
    let mut reader = marked();
    let market = FERRY.lines().find(|line| line.starts_with("对岸")).expect("is there");
    reader.folder.write("河边/1-渡口.md", &FERRY.replace(market, ""));
    reader.press("Rgm");
    assert!(reader.shows("〔原文已不在〕赶集"), "{}", reader.screen());
    assert!(reader.press("<CR>").status().contains("原文已不在文中"), "{}", reader.screen());
}

#[test]
fn a_link_leads_to_its_passage_after_edits() {
    let mut reader = Reader::open(&[("1-渡口.md", FERRY), ("2-灯塔.md", LAMP)], 64, 16);
    // From the lamp to the sentence about the market.
    reader.press("}}yis]}a<C-k><CR><Esc>");
    assert!(reader.press("gl").at_cursor().starts_with("对岸的集市"), "{}", reader.screen());
    reader.folder.write("河边/1-渡口.md", &FERRY.replace("清早", "立冬那天的清早，落了霜，"));
    reader.press("]R}gl");
    assert!(reader.at_cursor().starts_with("对岸的集市"), "{}", reader.screen());
    let market = FERRY.lines().find(|line| line.starts_with("对岸")).expect("is there");
    reader.folder.write("河边/1-渡口.md", &FERRY.replace(market, ""));
    reader.press("]R}gl");
    assert!(reader.status().contains("对岸的集市"), "{}", reader.screen());
    assert!(reader.row(0).contains("灯塔"), "it stays: {}", reader.screen());
}

#[test]
fn the_old_words_stand_beside_the_new() {
    let mut reader = marked();
    reader.folder.write("河边/1-渡口.md", &FERRY.replace("挑菱角的人", "卖菱角的妇人们"));
    reader.press("Rgn");
    assert!(reader.status().contains("~ c认可 x否认 原文已改"), "{}", reader.screen());
    reader.press("a");
    let screen = reader.screen();
    assert!(
        screen.contains("原：…是初十，挑菱角的人要赶") && screen.contains("今：…是初十，卖"),
        "{screen}"
    );
    // Read again it is still told, until it is confirmed.
    reader.press("<Esc>R");
    assert!(reader.press("gm").shows("〔已改「"), "{}", reader.screen());
    reader.press("<Esc>gncR");
    assert!(reader.press("gm").shows("+ 赶集"), "{}", reader.screen());
}

/// What is asked for by what was marked goes by where the mark is now: of a query that stands as the
/// file changes, and of one that is typed after it.
#[test]
fn a_search_finds_what_was_marked_after_edits() {
    for (keys, asked, other) in [
        ("}}a赶集<Esc>", "has:note", "-has:note"),
        ("}}m", "has:bookmark", "-has:bookmark"),
        ("}}a赶集<Esc>#水运<CR>", "#水运", "-#水运"),
        ("gr", "is:read", "is:unread"),
    ] {
        let mut reader = Reader::open(&[("1-渡口.md", FERRY), ("2-灯塔.md", LAMP)], 80, 16);
        reader.press(keys).press(&format!("/雾 {asked}<CR>"));
        remove(&reader, "1-渡口.md");
        let edited = FERRY.replace("清早", "立冬那天的清早，落了霜，").replace("很慢", "极慢");
        reader.folder.write("河边/旧文/3-早晨.md", &edited);
        let standing = reader.press("R/").screen();
        assert!(standing.contains("1 处 · 1 篇"), "{asked} stands\n{standing}");
        assert!(standing.contains("渡口的早晨"), "{asked} stands\n{standing}");
        let typed = reader.press(&format!("<Esc>/雾 {asked}")).screen();
        assert!(typed.contains("1 处 · 1 篇"), "{asked}\n{typed}");
        let other_typed = reader.press(&format!("<Esc>/雾 {other}")).screen();
        assert!(other_typed.contains("1 处 · 1 篇"), "{other}\n{other_typed}");
    }
}

/// What is asked about marks is asked again as marks change, and the reader stays where they are.
#[test]
fn a_standing_search_follows_what_is_marked_and_read() {
    // No article is seen to its end by the way.
    let mut reader = Reader::open(&[("1-渡口.md", FERRY), ("2-灯塔.md", LAMP)], 80, 6);
    reader.press("/雾 is:unread<CR>");
    assert!(reader.shows("2 处 · 2 篇"), "{}", reader.screen());
    let title = reader.row(0);
    for (keys, found) in [("gr", "1 处 · 1 篇"), ("gr", "2 处 · 2 篇"), ("gr", "1 处 · 1 篇")]
    {
        reader.press(keys);
        assert!(reader.shows(found) && reader.row(0) == title, "{}", reader.screen());
    }
    // The next hit is the one that is left, wherever the first was.
    assert!(reader.press("n").row(0) != title, "{}", reader.screen());
    reader.press("<Esc>/雾 has:note<CR>");
    assert!(reader.shows("没有找到"), "{}", reader.screen());
    reader.press("<Esc>}}a赶集<Esc>/雾 has:note");
    assert!(reader.shows("1 处 · 1 篇"), "{}", reader.screen());
}

#[test]
fn a_passage_that_is_gone_marks_no_article() {
    let mut reader = marked();
    let market = FERRY.lines().find(|line| line.starts_with("对岸")).expect("is there");
    reader.folder.write("河边/1-渡口.md", &FERRY.replace(market, ""));
    assert!(reader.press("R/雾 has:note").shows("没有找到"), "{}", reader.screen());
    // It is kept for the text that it was made in.
    reader.folder.write("河边/1-渡口.md", FERRY);
    assert!(reader.press("<Esc>R/雾 has:note").shows("1 处 · 1 篇"), "{}", reader.screen());
}

#[test]
fn what_was_read_is_read_after_edits() {
    let mut reader = Reader::open(&[("1-渡口.md", FERRY), ("2-灯塔.md", LAMP)], 80, 16);
    reader.press("gr}}a赶集<Esc>");
    reader.folder.write("河边/1-渡口.md", &FERRY.replace("清早", "立冬那天的清早，落了霜，"));
    assert!(reader.press("R").shows(" v> 渡口"), "{}", reader.screen());
    assert!(reader.press("gi").shows("已读完"), "{}", reader.screen());
    assert!(reader.press("<Esc>gmis:read").shows("赶集"), "{}", reader.screen());
    assert!(!reader.press("<C-w>is:unread").shows("赶集"), "{}", reader.screen());
    // Whoever says that it is not read is believed, and may take that back.
    assert!(reader.press("<Esc>gr").shows("  > 渡口"), "{}", reader.screen());
    assert!(reader.press("/雾 is:unread").shows("2 处 · 2 篇"), "{}", reader.screen());
    assert!(reader.press("<Esc>u").shows(" v> 渡口"), "{}", reader.screen());
    assert!(reader.press("/雾 is:read").shows("1 处 · 1 篇"), "{}", reader.screen());
    // Another text in the file is another article.
    reader
        .press("<Esc>")
        .folder
        .write("河边/1-渡口.md", "# 渡口的早晨\n\n桥修好以后，渡口就停了。\n");
    assert!(reader.press("R").shows("  > 渡口"), "{}", reader.screen());
}

/// A text of many paragraphs that differ, under a title.
fn long(first: &str) -> String {
    let paragraphs = (1..=40).map(|number| format!("第 {number} 夜，守塔人记下 {number} 条船名。"));
    let paragraphs: Vec<String> = paragraphs.collect();
    format!("# 灯塔日记\n\n{first}\n\n{}\n", paragraphs.join("\n\n"))
}

#[test]
fn an_edited_article_is_open_where_it_was_left() {
    let before = long("起头。");
    let after = long("起头改了，又添上好几句话。\n\n还多出整整一段，说的是那一年的风。");
    let mut reader = Reader::open(&[("1-日记.md", &before), ("2-渡口.md", FERRY)], 64, 12);
    let top = reader.press("<PgDn><PgDn>").text(1);
    assert!(top.contains("夜，守塔人"), "{}", reader.screen());
    // Another article is open while it is edited, and then the article itself.
    reader.press("]");
    reader.folder.write("河边/1-日记.md", &after);
    assert_eq!(reader.press("R[").text(1), top, "{}", reader.screen());
    reader.folder.write("河边/1-日记.md", &before);
    assert_eq!(reader.press("R").text(1), top, "{}", reader.screen());
    // The file has another name too.
    reader.press("]");
    remove(&reader, "1-日记.md");
    reader.folder.write("河边/旧文/1-灯塔.md", &after);
    assert_eq!(reader.press("R]").text(1), top, "{}", reader.screen());
    remove(&reader, "旧文/1-灯塔.md");
    reader.folder.write("河边/1-日记.md", &before);
    assert_eq!(reader.press("R").text(1), top, "{}", reader.screen());
    // What was read is not in it any more.
    reader.press("]");
    let other = "油要省着用。\n\n梯子第三级松了，明天修。\n\n".repeat(20);
    reader.folder.write("河边/1-日记.md", &format!("# 灯塔日记\n\n起头。\n\n{other}"));
    assert!(reader.press("R[").shows("起头"), "{}", reader.screen());
}

#[test]
fn reading_goes_on_in_an_article_that_was_edited_meanwhile() {
    let folder = crate::fixture::Folder::new();
    let data = folder.path().join("data");
    folder.write("库/1-渡口.md", FERRY);
    folder.write("库/2-日记.md", &long("起头。"));
    let open = || {
        let library = folder.path().join("库");
        duben::Session::at(&[library], 64, 12, Some(&data))
    };
    let mut session = open();
    session.press("]<PgDn><PgDn>").expect("keys");
    let top = session.screen().lines().nth(1).expect("a row").to_owned();
    session.press("q").expect("keys");
    folder.write("库/2-日记.md", &long("起头改了，又添上好几句话。"));
    let again = open().screen();
    let row = again.lines().nth(1).expect("a row");
    let inside = |row: &str| row.rsplit('│').nth(1).map(|text| text.trim().to_owned());
    assert_eq!(inside(row), inside(&top), "{again}");
    assert!(again.contains("灯塔日记"), "{again}");
    // It is told from another of its title, and found under another name.
    std::fs::remove_file(folder.path().join("库/2-日记.md")).expect("was there");
    folder.write("库/0-灯塔.md", "# 灯塔日记\n\n只有一句。\n");
    folder.write("库/3-灯塔.md", &long("起头又改了，仍旧添上好几句话。"));
    let again = open().screen();
    assert_eq!(again.lines().nth(1).and_then(inside), inside(&top), "{again}");
}
