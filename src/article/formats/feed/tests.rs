use proptest::prelude::*;

use super::*;
use crate::text::Shown;

/// A line for each article: title, date, author, source, address, and its paragraphs.
fn check(text: &str, expected: &[&str]) {
    assert!(is_feed(text));
    let mut warnings = Vec::new();
    let page = read(text, &mut warnings);
    let or = |value: &Option<Clean>| value.as_deref().unwrap_or("-").to_owned();
    let seen: Vec<String> = page
        .articles
        .iter()
        .map(|article| {
            let title = article.title().map_or("-", Shown::as_str);
            let blocks = article.blocks().iter().filter(|block| !block.kind.is_head());
            let text: Vec<&str> = blocks.map(|block| article.block_text(block).as_str()).collect();
            let facts = [&article.date, &article.author, &article.source, &article.url].map(or);
            format!("{title} | {} | {}", facts.join(" | "), text.join("/"))
        })
        .collect();
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn entries_of_rss_are_articles() {
    check(
        "<?xml version='1.0'?><rss version='2.0' xmlns:dc='d' xmlns:content='c'><channel>
        <title>河口日报</title><link>http://example.org</link><image><title>图标</title></image>
        <item><title>渡口</title><link>http://example.org/1</link><dc:creator>王五</dc:creator>
        <pubDate>Mon, 06 May 2024 00:30:00 +0800</pubDate><description>摘要。</description>
        <content:encoded><![CDATA[<p>船来了，人也来了。</p><p>后来船走了。</p>]]></content:encoded></item>
        <item><title>码头</title><guid>7</guid><description>&lt;p&gt;码头上没有人。&lt;/p&gt;</description></item>
        </channel></rss>",
        &[
            "渡口 | 2024-05-06 | 王五 | 河口日报 | http://example.org/1 | 船来了，人也来了。/后来船走了。",
            "码头 | - | - | 河口日报 | - | 码头上没有人。",
        ],
    );
}

#[test]
fn entries_of_atom_are_articles() {
    check(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>苇江博客</title>
        <entry><title type='html'>潮水</title><id>urn:x</id><link rel='edit' href='http://example.org/e'/>
        <link href='http://example.org/a'/><published>2023-01-02T00:00:00+08:00</published>
        <updated>2024-01-02T00:00:00Z</updated><author><name>赵六</name></author>
        <content type='xhtml'><div xmlns='h'><p>潮水<b>很慢</b>，一寸一寸地上来。</p><p>3 &lt; 4。</p></div></content></entry></feed>",
        &["潮水 | 2023-01-02 | 赵六 | 苇江博客 | http://example.org/a | 潮水很慢，一寸一寸地上来。/3 < 4。"],
    );
}

#[test]
fn a_cut_feed_is_read_as_far_as_it_goes() {
    let whole = "<rss><channel><title>报</title><item><title>渡口</title><description>船来了，人也来了。</description></item><item><title>码头</title><description>没有人。</description></item></channel></rss>";
    for (cut, _) in whole.char_indices() {
        let mut warnings = Vec::new();
        let page = read(&whole[..cut], &mut warnings);
        assert!(page.articles.len() <= 2);
        assert_eq!(warnings.len(), usize::from(cut > 0), "{cut}");
    }
}

#[test]
fn other_xml_is_no_feed() {
    for text in ["<opml version='2.0'><body/></opml>", "<urlset/>", "<feed/>", "", "船"] {
        assert!(!is_feed(text), "{text}");
    }
}

proptest! {
    #[test]
    fn a_feed_with_changed_bytes_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = "<?xml version='1.0'?><rss version='2.0'><channel><title>报</title><item><title>渡口</title><link>http://example.org/1</link><description><![CDATA[<p>船来了，<b>人也来了</b>。</p>]]></description></item></channel></rss>".as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let text = String::from_utf8_lossy(&bytes);
        let mut warnings = Vec::new();
        prop_assert!(read(&text, &mut warnings).articles.len() <= 1);
        let _ = crate::article::extract("a.xml", &bytes, None);
    }
}
