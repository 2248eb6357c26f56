//! What an element says of itself by its name, its class and its id. In comes an element, out comes
//! whether it calls itself furniture. A hint only: who follows it checks what would be left.

use scraper::node::Element;

/// What an element is by its own account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hint {
    #[default]
    None,
    /// A menu, links to other pages, the foot of the page. It is less than the text.
    Furniture,
    /// What readers said, which may be much more than the text.
    Comments,
}

impl Hint {
    /// What stands in furniture is furniture.
    pub const fn inside(self, inner: Self) -> Self {
        match (self, inner) {
            (Self::Comments, _) | (_, Self::Comments) => Self::Comments,
            (Self::Furniture, _) | (_, Self::Furniture) => Self::Furniture,
            (Self::None, Self::None) => Self::None,
        }
    }
}

/// Parts of the class names and ids of comments, in English and in pinyin.
const COMMENTS: [&str; 5] = ["comment", "cmt-", "pinglun", "gentie", "tie-area"];

/// The same of other furniture.
const FURNITURE: [&str; 19] = [
    "sidebar",
    "breadcrumb",
    "crumbs",
    "recommend",
    "tuijian",
    "related",
    "relevant",
    "xiangguan",
    "copyright",
    "disclaimer",
    "shengming",
    "shenming",
    "footer",
    "share",
    "login",
    "popup",
    "toolbar",
    "author-bio",
    "feedback",
];

/// What `element` calls itself.
pub fn of(element: &Element) -> Hint {
    match element.name() {
        "nav" | "footer" | "aside" => return Hint::Furniture,
        // What a class says of the whole page says nothing of its parts.
        "html" | "body" | "article" | "main" => return Hint::None,
        _ => {}
    }
    let says = |parts: &[&str]| {
        ["id", "class"].iter().filter_map(|name| element.attr(name)).any(|name| {
            let name = name.to_ascii_lowercase();
            !name.contains("article") && parts.iter().any(|part| name.contains(part))
        })
    };
    if says(&COMMENTS) {
        Hint::Comments
    } else if says(&FURNITURE) {
        Hint::Furniture
    } else {
        Hint::None
    }
}
