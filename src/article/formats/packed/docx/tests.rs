use proptest::prelude::*;

use super::*;
use crate::article::{BlockKind, Extraction, extract};
use crate::disk::archive::packed;

const STYLES: &str = "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:styleId='a'><w:basedOn w:val='1'/></w:style></w:styles>";

fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    let mut files: Vec<(&str, &[u8])> =
        vec![(DOCUMENT, body.as_bytes()), ("word/styles.xml", STYLES.as_bytes())];
    files.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    packed(&files)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn read_bytes(bytes: &[u8]) -> Extraction {
    extract("x.docx", bytes, None).expect("is a document")
}

fn check(body: &str, others: &[(&str, &str)], expected: &[(BlockKind, &str)]) {
    let read = read_bytes(&document(body, others));
    assert_eq!(read.articles.len(), 1, "one document is one article");
    let article = &read.articles[0];
    let blocks = article.blocks().iter();
    let seen: Vec<(BlockKind, &str)> =
        blocks.map(|block| (block.kind, article.block_text(block).as_str())).collect();
    assert_eq!(seen, expected, "{body}");
}

#[test]
fn styles_and_outline_levels_are_headings() {
    check(
        &[
            styled("<w:pStyle w:val='1'/>", "老码头重新开放"),
            p("河口镇的老码头昨天重新开放，居民们沿着江边散步。"),
            styled("<w:outlineLvl w:val='1'/>", "修缮"),
            p("镇长说，修缮用了两年。"),
            styled("<w:numPr><w:numId w:val='1'/></w:numPr>", "石阶"),
        ]
        .concat(),
        &[],
        &[
            (BlockKind::Title, "老码头重新开放"),
            (BlockKind::Body, "河口镇的老码头昨天重新开放，居民们沿着江边散步。"),
            (BlockKind::Heading, "修缮"),
            (BlockKind::Body, "镇长说，修缮用了两年。"),
            (BlockKind::List, "石阶"),
        ],
    );
}

#[test]
fn a_centred_line_over_the_text_is_the_title() {
    check(
        &[styled("<w:jc w:val='center'/>", "关于渡口停航的通知"), p("渡口从明天起停航三天。")]
            .concat(),
        &[],
        &[(BlockKind::Title, "关于渡口停航的通知"), (BlockKind::Body, "渡口从明天起停航三天。")],
    );
}

#[test]
fn what_was_deleted_is_left_out() {
    check(
        "<w:p><w:r><w:t>船</w:t></w:r><w:del><w:r><w:delText>没</w:delText><w:t>没</w:t></w:r></w:del>\
         <w:ins><w:r><w:t xml:space='preserve'>来</w:t></w:r></w:ins><w:r><w:t>了，人也来了。</w:t></w:r></w:p>",
        &[],
        &[(BlockKind::Body, "船来了，人也来了。")],
    );
}

#[test]
fn text_boxes_are_said_once() {
    let inner = p("船票一律免费，凭证件领取。");
    check(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{inner}</w:txbxContent></mc:Choice>\
             <mc:Fallback><w:txbxContent>{inner}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>\
             <w:r><w:t>渡船每天早晨六点出发。</w:t></w:r></w:p>"
        ),
        &[],
        &[
            (BlockKind::Body, "船票一律免费，凭证件领取。"),
            (BlockKind::Body, "渡船每天早晨六点出发。"),
        ],
    );
}

#[test]
fn tables_are_lines_and_frames_are_text() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let long = "渡船每天早晨六点从河口镇出发，".repeat(5) + "晚上回来。";
    check(
        &format!(
            "{}<w:tbl>{}{}</w:tbl><w:tbl>{}</w:tbl>",
            p("船票的价钱如下。"),
            row("木船", "3"),
            row("铁船", "5"),
            row("左", &long)
        ),
        &[],
        &[
            (BlockKind::Body, "船票的价钱如下。"),
            (BlockKind::Code, "木船 | 3\n铁船 | 5"),
            (BlockKind::Body, "左"),
            (BlockKind::Body, &long),
        ],
    );
}

#[test]
fn notes_stand_below_the_text() {
    let notes = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>见县志卷三。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    check(
        "<w:p><w:r><w:t>渡口有船一百年</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>，如今停了。</w:t></w:r></w:p>",
        &[("word/footnotes.xml", notes)],
        &[
            (BlockKind::Body, "渡口有船一百年[1]，如今停了。"),
            (BlockKind::List, "[1] 见县志卷三。"),
        ],
    );
}

#[test]
fn properties_are_believed_where_they_look_real() {
    let facts = |creator: &str| {
        let core = format!(
            "<cp:coreProperties><dc:title>文档1</dc:title><dc:creator>{creator}</dc:creator><dcterms:created>2024-05-06T01:02:03Z</dcterms:created></cp:coreProperties>"
        );
        let read = read_bytes(&document(&p("船来了，人也来了。"), &[("docProps/core.xml", &core)]));
        let article = &read.articles[0];
        (article.author.as_deref().map(str::to_owned), article.date.as_deref().map(str::to_owned))
    };
    let date = Some("2024-05-06".to_owned());
    assert_eq!(facts("王五"), (Some("王五".to_owned()), date.clone()));
    for account in ["Administrator", "微软用户", "lenovo", "WPS"] {
        assert_eq!(facts(account), (None, date.clone()), "{account}");
    }
}

#[test]
fn a_bomb_in_a_document_is_one_sentence() {
    let bytes = document(&p(&"船".repeat(2 << 20)), &[]);
    let why = extract("x.docx", &bytes, None).expect_err("is refused").to_string();
    assert_eq!(why, "it unpacks to more than 200 times its size, as bombs do");
}

#[test]
fn a_document_cut_anywhere_never_panics() {
    let whole = document(&p("船来了。"), &[]);
    for cut in 0..whole.len() {
        let _ = extract("x.docx", &whole[..cut], None);
    }
}

#[test]
fn a_title_that_is_said_twice_is_one() {
    let head = "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>渡口记事</w:t></w:r></w:p>";
    let body = format!("{head}{head}{}{head}", p("船来了，人也来了。"));
    let read = extract("x.docx", document(&body, &[]), None).expect("is a document");
    let kinds: Vec<BlockKind> = read.articles[0].blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Title, BlockKind::Body, BlockKind::Heading]);
    assert_eq!(read.dropped.len(), 1);
}

proptest! {
    #[test]
    fn no_markup_panics(tags in prop::collection::vec(
        prop::sample::select(vec!["<w:p>", "</w:p>", "<w:t>", "</w:t>", "<w:tbl>", "<w:tr>", "</w:tr>",
            "<w:tc>", "</w:tc>", "<w:del>", "</w:del>", "船来了。", "<w:footnoteReference w:id='1'/>", "<", "&", "<w:br/>"]),
        0..40,
    )) {
        let _ = extract("x.docx", document(&tags.concat(), &[]), None);
    }
}
