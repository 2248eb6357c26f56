//! What the elements of HTML are to a page: which begin a block, which hold an article, which are not
//! read at all. In comes an element, out comes its kind. Refuses to know the text in it.

use scraper::node::Element;

/// What a block is by its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Heading(u8),
    /// Short and bold from end to end: a heading without the markup of one.
    Bold,
    Item,
    Quote,
    Code,
    Caption,
    /// A row of a table that is one.
    Row,
}

/// How much an element could hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// A whole article.
    Article,
    /// A paragraph or a list.
    Less,
}

/// A block that the page keeps from its readers until a script shows it, or for ever. What is
/// `visibility: hidden` is not: many pages show their text so when it has loaded.
pub fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style = style.split_whitespace().collect::<String>().to_ascii_lowercase();
            style.contains("display:none")
        })
}

/// What holds no text to read.
pub fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "svg"
            | "button"
            | "select"
            | "textarea"
            | "head"
            | "object"
            | "canvas"
    )
}

/// What begins and ends a block of text.
pub fn is_block(name: &str) -> bool {
    kind(name).is_some()
        || room(name) == Room::Article
        || matches!(
            name,
            "p" | "tr"
                | "ul"
                | "ol"
                | "dl"
                | "dt"
                | "dd"
                | "hr"
                | "address"
                | "caption"
                | "figure"
                | "option"
        )
}

/// How much an element of this name could hold.
pub fn room(name: &str) -> Room {
    let article = matches!(
        name,
        "body"
            | "div"
            | "section"
            | "article"
            | "main"
            | "table"
            | "tbody"
            | "td"
            | "center"
            | "form"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "li"
    );
    if article { Room::Article } else { Room::Less }
}

/// What a block in an element of this name is, where it is more than text.
pub fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" | "h6" => Kind::Heading(5),
        "blockquote" => Kind::Quote,
        "pre" => Kind::Code,
        "figcaption" => Kind::Caption,
        _ => return None,
    })
}

/// What sets its text in the middle, as pages set what they say below a picture.
pub fn is_centred(element: &Element) -> bool {
    element.name() == "center"
        || ["align", "style", "class"].iter().any(|name| {
            element.attr(name).is_some_and(|value| {
                let value = value.split_whitespace().collect::<String>().to_ascii_lowercase();
                value == "center"
                    || value.contains("text-align:center")
                    || value.contains("_center")
            })
        })
}

/// What makes its text bold.
pub fn is_bold(name: &str) -> bool {
    matches!(name, "b" | "strong")
}
