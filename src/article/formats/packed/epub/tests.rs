use proptest::prelude::*;

use super::*;
use crate::article::{Extraction, extract};
use crate::disk::archive::packed;

const CONTAINER_XML: &str =
    "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>";

/// A book of these files; the first words of a name say what it is in the spine.
fn book(nav: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let item = |(name, _): &(&str, &str)| {
        format!("<item id='{name}' href='t/{name}' media-type='application/xhtml+xml'/>")
    };
    let items: String = files.iter().map(item).collect();
    let reference = |(name, _): &(&str, &str)| format!("<itemref idref='{name}'/>");
    let refs: String = files.iter().map(reference).collect();
    let description = format!(
        "<package xmlns:dc='d'><metadata><dc:title>苇江纪事</dc:title><dc:creator>王五</dc:creator>
        <dc:creator>赵六</dc:creator><dc:date>2019-03-04T00:00:00Z</dc:date></metadata>
        <manifest><item id='nav' properties='nav' href='nav.xhtml'/>{items}</manifest>
        <spine>{refs}</spine></package>"
    );
    let nav = format!("<html><nav epub:type='toc'><ol>{nav}</ol></nav></html>");
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|(name, body)| {
            let page =
                format!("<?xml version='1.0'?><html><head><title/><script/></head>{body}</html>");
            (format!("OPS/t/{name}"), page)
        })
        .collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        (CONTAINER, CONTAINER_XML.as_bytes()),
        ("OPS/book.opf", description.as_bytes()),
        ("OPS/nav.xhtml", nav.as_bytes()),
    ];
    all.extend(texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    packed(&all)
}

fn line(title: &str, link: &str) -> String {
    format!("<li><a href='t/{link}'>{title}</a></li>")
}

/// A line for each article: its title, and its paragraphs.
fn outline(bytes: &[u8]) -> (Vec<String>, Extraction) {
    let read = extract("book", bytes, None).expect("is a book");
    let lines = read.articles.iter().map(|article| {
        let title = article.title().map_or("-", crate::text::Shown::as_str);
        let blocks = article.blocks().iter().filter(|block| !block.kind.is_head());
        let text: Vec<&str> = blocks.map(|block| article.block_text(block).as_str()).collect();
        format!("{title} | {}", text.join("/"))
    });
    (lines.collect(), read)
}

#[test]
fn a_chapter_is_an_article() {
    let nav = line("第一章 渡口", "a.xhtml") + &line("第二章 码头", "b%2Exhtml#x");
    let bytes = book(
        &nav,
        &[
            ("cover.xhtml", "<body><div><img src='c.jpg'/></div></body>"),
            ("title.xhtml", "<body epub:type='titlepage'><h1>苇江纪事</h1><p>王五。</p></body>"),
            (
                "a.xhtml",
                "<body><h2><a id='n'/>第一章</h2><h2>渡口</h2><p>船来了，人也来了。</p></body>",
            ),
            ("a2.xhtml", "<body><p>后来船走了。</p></body>"),
            ("b.xhtml", "<body><h2 id='x'>第二章　码头</h2><p>码头上没有人。</p></body>"),
        ],
    );
    let (lines, read) = outline(&bytes);
    assert_eq!(
        lines,
        ["第一章 渡口 | 船来了，人也来了。/后来船走了。", "第二章 码头 | 码头上没有人。"]
    );
    let article = &read.articles[0];
    assert_eq!(article.source.as_deref(), Some("苇江纪事"));
    assert_eq!(article.author.as_deref(), Some("王五、赵六"));
    assert_eq!(article.date.as_deref(), Some("2019-03-04"));
    let dropped: Vec<&str> = read.dropped.iter().map(Clean::as_str).collect();
    assert_eq!(dropped, ["苇江纪事", "王五。"]);
    assert!(read.warnings.is_empty());
}

#[test]
fn a_file_with_several_chapters_is_cut() {
    let nav = line("渡口", "a.xhtml#one") + &line("码头", "a.xhtml#two");
    let body = "<body><p>题记在这里。</p><section id='one'><h2>渡口</h2><p>船来了。</p></section>\
        <section id=\"two\"><h2>码头</h2><p>没有人。</p></section></body>";
    let (lines, _) = outline(&book(&nav, &[("a.xhtml", body)]));
    assert_eq!(
        lines,
        ["题记在这里。 | 题记在这里。", "渡口 | 船来了。", "码头 | 没有人。"]
            .map(|line| line.replacen("题记在这里。 |", "题记在这里 |", 1))
    );
}

#[test]
fn a_title_that_stands_alone_waits_for_its_text() {
    let nav = line("渡口", "a.xhtml");
    let bytes = book(
        &nav,
        &[("a.xhtml", "<body><h1>渡口</h1></body>"), ("b.xhtml", "<body><p>船来了。</p></body>")],
    );
    assert_eq!(outline(&bytes).0, ["渡口 | 船来了。"]);
}

#[test]
fn the_contents_of_epub_2_give_titles() {
    let ncx = "<ncx><docTitle><text>书</text></docTitle><navMap><navPoint><navLabel><text>渡口</text>\
        </navLabel><content src='a.html'/></navPoint></navMap></ncx>";
    let description = "<package><manifest><item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/>\
        <item id='a' href='a.html'/></manifest><spine toc='n'><itemref idref='a'/><itemref idref='gone'/></spine></package>";
    let container = CONTAINER_XML.replace("OPS/", "");
    let bytes = packed(&[
        (CONTAINER, container.as_bytes()),
        ("book.opf", description.as_bytes()),
        ("toc.ncx", ncx.as_bytes()),
        ("A.html", "<html><body><p>船来了。</p></body></html>".as_bytes()),
    ]);
    assert_eq!(outline(&bytes).0, ["渡口 | 船来了。"]);
}

#[test]
fn a_missing_chapter_is_a_warning_and_the_rest_is_read() {
    let description = "<package><manifest><item id='a' href='a.html'/><item id='b' href='b.html'/></manifest>\
        <spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let container = CONTAINER_XML.replace("OPS/", "");
    let bytes = packed(&[
        (CONTAINER, container.as_bytes()),
        ("book.opf", description.as_bytes()),
        ("b.html", "<html><body><p>船来了。</p></body></html>".as_bytes()),
    ]);
    let (lines, read) = outline(&bytes);
    assert_eq!(lines, ["船来了 | 船来了。"]);
    assert_eq!(read.warnings.len(), 1);
}

#[test]
fn locked_and_broken_books_are_one_sentence() {
    let why = |files: &[(&str, &str)]| {
        let files: Vec<(&str, &[u8])> =
            files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        extract("book.epub", packed(&files), None).expect_err("is refused").to_string()
    };
    assert_eq!(why(&[(CONTAINER, "")]), "it is an EPUB book that is damaged or incomplete");
    let description = "<package><manifest><item id='a' href='a.html'/></manifest><spine><itemref idref='a'/></spine></package>";
    let lock = "<encryption><EncryptedData><CipherData><CipherReference URI='OPS/a.html'/></CipherData></EncryptedData></encryption>";
    assert_eq!(
        why(&[
            (CONTAINER, CONTAINER_XML),
            ("OPS/book.opf", description),
            ("META-INF/encryption.xml", lock),
        ]),
        "it is an EPUB book that is encrypted"
    );
}

#[test]
fn a_bomb_in_a_book_is_a_warning() {
    let body = format!("<body>{}</body>", " ".repeat(4 << 20));
    let (lines, read) =
        outline(&book("", &[("a.xhtml", "<body><p>船来了。</p></body>"), ("b.xhtml", &body)]));
    assert_eq!(lines, ["船来了 | 船来了。"]);
    assert!(read.warnings[0].contains("bombs"), "{:?}", read.warnings);
}

#[test]
fn a_book_cut_anywhere_never_panics() {
    let whole = book(&line("渡口", "a.xhtml"), &[("a.xhtml", "<body><p>船来了。</p></body>")]);
    for cut in 0..whole.len() {
        let _ = extract("book.epub", &whole[..cut], None);
    }
}

#[test]
fn nobody_is_no_author() {
    for (name, is) in [("Unknown Author", true), ("未知", true), ("佚名", false), ("王五", false)]
    {
        assert_eq!(is_nobody(name), is, "{name}");
    }
}

#[test]
fn links_lead_where_they_say() {
    for (from, link, file, place) in [
        ("OPS/a/b.opf", "../c.html#x", "OPS/c.html", "x"),
        ("b.opf", "%E7%AB%A0.html", "章.html", ""),
        ("b.opf", "../../../etc/passwd", "etc/passwd", ""),
        ("OPS/b.html", "#x%zz%", "OPS/b.html", "x%zz%"),
    ] {
        assert_eq!(resolve(from, link), (file.to_owned(), place.to_owned()), "{link}");
    }
}

/// The parts of a small book, one after the other.
fn parts() -> (Vec<(&'static str, &'static str)>, usize) {
    let parts = vec![
        ("META-INF/container.xml", CONTAINER_XML),
        (
            "OPS/book.opf",
            "<package><metadata><dc:title>苇江纪事</dc:title></metadata><manifest><item id='n' properties='nav' href='n.xhtml'/><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        (
            "OPS/n.xhtml",
            "<html><nav epub:type='toc'><ol><li><a href='a.xhtml#b'>渡口</a></li></ol></nav></html>",
        ),
        ("OPS/a.xhtml", "<html><body><h1 id='b'>渡口</h1><p>船来了，人也来了。</p></body></html>"),
    ];
    let bytes = parts.iter().map(|(_, text)| text.len()).sum();
    (parts, bytes)
}

proptest! {
    // The bytes of the archive are guarded by sums; what is in it is changed before it is packed.
    #[test]
    fn a_book_with_changed_bytes_never_panics(at in 0..parts().1, byte in any::<u8>(), outside in any::<bool>()) {
        let mut left = at;
        let changed: Vec<(&str, Vec<u8>)> = parts().0.into_iter().map(|(name, text)| {
            let mut bytes = text.as_bytes().to_vec();
            if let Some(slot) = bytes.get_mut(left).filter(|_| !outside) {
                *slot = byte;
            }
            left = left.wrapping_sub(text.len());
            (name, bytes)
        }).collect();
        let files: Vec<(&str, &[u8])> = changed.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        let mut book = packed(&files);
        if outside {
            let at = at % book.len();
            book[at] = byte;
        }
        if let Ok(Extraction { articles, warnings, .. }) = extract("a.epub", &book, None) {
            prop_assert!(!articles.is_empty() || !warnings.is_empty());
        }
    }
}
