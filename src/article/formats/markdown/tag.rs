//! Tags of HTML in Markdown. In comes a tag, or the line that it begins, out comes what it does to
//! the text. Refuses to take for a tag what only looks like one: `Vec<T>`.

/// What a tag inside a line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Text above the line begins, or ends.
    Raised(bool),
    /// A line end.
    Break,
    /// A picture, and what it says of itself.
    Picture(&'a str),
    /// Nothing that is seen.
    Mark,
    Comment,
    /// It is none.
    Text,
}

/// Tags that are only marks where they stand inside a line.
const MARKS: &str = " a abbr b bdi bdo big blockquote center cite code data dd del details dfn div dl \
    dt em figcaption figure font h1 h2 h3 h4 h5 h6 i iframe ins kbd label li mark nobr ol p picture \
    pre q rb rp rt ruby s samp section small source span strike strong sub summary table tbody td \
    tfoot th thead time tr tt u ul var video audio wbr ";

/// Tags that begin a block of HTML where they begin a line.
const BLOCKS: &str = " address article aside blockquote body center dd details div dl dt figcaption \
    figure footer form h1 h2 h3 h4 h5 h6 header html iframe li main nav ol p pre section summary \
    table tbody td tfoot th thead tr ul ";

/// What the tag `html` does.
pub fn inline(html: &str) -> Inline<'_> {
    if html.starts_with("<!") || html.starts_with("<?") {
        return Inline::Comment;
    }
    let name = name(html);
    match name.as_str() {
        "br" | "hr" => Inline::Break,
        "sup" => Inline::Raised(!html.starts_with("</")),
        "img" => Inline::Picture(attribute(html, "alt")),
        _ if is_among(MARKS, &name) => Inline::Mark,
        _ => Inline::Text,
    }
}

/// The name of the block of HTML that a line begins.
pub fn block(line: &str) -> Option<String> {
    let name = name(line);
    is_among(BLOCKS, &name).then_some(name)
}

/// Makes lines that end in two blanks, which is a hard break, of those that end in a tag.
pub fn with_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.bytes().take(8).position(|byte| byte == b'>').map(|end| end + 1);
        match end.filter(|&end| name(&tag[..end]) == "br") {
            Some(end) => {
                out.push_str("  \n");
                rest = tag[end..].strip_prefix('\n').unwrap_or(&tag[end..]);
            }
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out + rest
}

/// A digit above the line.
pub const fn superscript(digit: char) -> char {
    match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}

fn is_among(names: &str, name: &str) -> bool {
    !name.is_empty() && names.split_ascii_whitespace().any(|known| known == name)
}

/// The name of the tag at the start of `html` in lower case; empty where there is none.
fn name(html: &str) -> String {
    let Some(inside) = html.strip_prefix("</").or_else(|| html.strip_prefix('<')) else {
        return String::new();
    };
    let end = inside.bytes().take(16).take_while(u8::is_ascii_alphanumeric).count();
    let parted =
        matches!(inside.as_bytes().get(end), None | Some(b' ' | b'\t' | b'\n' | b'/' | b'>'));
    if parted { inside[..end].to_ascii_lowercase() } else { String::new() }
}

/// The value of a quoted attribute.
fn attribute<'a>(html: &'a str, name: &str) -> &'a str {
    let value = || {
        let rest = html.split_once(&format!(" {name}="))?.1;
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split_once(quote).map(|(value, _)| value)
    };
    value().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_text() {
        assert_eq!(inline("<BR />"), Inline::Break);
        assert_eq!(inline("<img src='a' alt='渡口'>"), Inline::Picture("渡口"));
        assert_eq!(inline("</sup>"), Inline::Raised(false));
        assert_eq!(inline("<T>"), Inline::Text);
        assert_eq!(inline("<span class='a'>"), Inline::Mark);
        assert_eq!(block("<div align=\"center\">"), Some("div".to_owned()));
        assert_eq!(block("<b>船</b>"), None);
        assert_eq!(block("<渡口>"), None);
    }

    #[test]
    fn breaks_become_line_ends() {
        assert_eq!(with_breaks("甲<br>乙<BR/>\n丙<b>丁"), "甲  \n乙  \n丙<b>丁");
        assert_eq!(with_breaks("<"), "<");
    }
}
