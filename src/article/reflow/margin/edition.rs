//! What electronic editions put around a text: the licence of Project Gutenberg, the frame of a wiki.
//! In come the lines of a page, out come those of the text. Refuses pages that do not say what they are.

use super::folio;
use crate::article::line::Line;
use crate::text::Clean;

/// Takes the frame of an edition off a page; its lines are added to `dropped`.
pub fn unframe<'a>(text: &str, lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if has("PROJECT GUTENBERG") || has("Project Gutenberg") {
        take_licence(lines, dropped)
    } else if has("自由的图书馆") || has("自由的圖書館") {
        take_wiki(lines, dropped)
    } else {
        lines
    }
}

/// The licence stands above *** START OF … and below *** END OF …, with who produced the text.
fn take_licence<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let marked = |line: &Line<'_>, word: &str| {
        let upper = line.text.to_ascii_uppercase();
        line.text.starts_with("***") && upper.contains(word) && upper.contains("GUTENBERG")
    };
    let start = lines.iter().position(|line| marked(line, "START OF"));
    let end = lines.iter().position(|line| marked(line, "END OF"));
    let body = start.map_or(0, |at| at + 1)..end.unwrap_or(lines.len());
    let credit = |line: &Line<'_>| {
        ["Produced by", "End of Project Gutenberg", "End of the Project Gutenberg"]
            .iter()
            .any(|words| line.text.starts_with(words))
    };
    let near_edge = |at: usize| at < body.start + 3 || at + 3 >= body.end;
    keep(lines, dropped, |at, line| body.contains(&at) && !(near_edge(at) && credit(line)))
}

/// The frame of a wiki: above the text where one is, below it what it was taken from.
fn take_wiki<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    const FRAME: [&str; 18] = [
        "跳转到导航",
        "跳轉到導覽",
        "跳至导航",
        "跳至導覽",
        "跳至搜索",
        "跳至搜尋",
        "姊妹计划",
        "姊妹計劃",
        "取自“http",
        "取自「http",
        "检索自“http",
        "检索自\"http",
        "本页面最后修订于",
        "本頁面最後修訂於",
        "本页面最后编辑于",
        "本頁面最後編輯於",
        "此页面最后编辑于",
        "此頁面最後編輯於",
    ];
    const SECTIONS: [&str; 4] = ["分类：", "分類：", "隐私政策", "隱私政策"];
    let half = lines.len() / 2;
    keep(lines, dropped, |at, line| {
        let framed = FRAME.iter().any(|words| line.text.starts_with(words))
            || names_library(line.text)
            || leads_elsewhere(line.text);
        let section = at >= half && SECTIONS.iter().any(|words| line.text.starts_with(words));
        !(framed || section) || line.text.len() > 400
    })
}

/// 维基文库，自由的图书馆: the name of the library, whatever sign stands in it.
fn names_library(text: &str) -> bool {
    text.len() <= 60 && ["自由的图书馆", "自由的圖書館"].iter().any(|words| text.ends_with(words))
}

/// < 河口志, ←卷二 河口志 卷四→: the whole that a page is a part of, and the parts beside it.
fn leads_elsewhere(text: &str) -> bool {
    let parent = text.strip_prefix('<').is_some_and(|name| name.starts_with([' ', '\u{a0}']));
    let arrows = text.starts_with('←') || text.ends_with('→');
    text.len() <= 150 && (parent || arrows) && !text.contains(['，', '。'])
}

fn keep<'a>(
    lines: Vec<Line<'a>>,
    dropped: &mut Vec<Clean>,
    is_text: impl Fn(usize, &Line<'a>) -> bool,
) -> Vec<Line<'a>> {
    let mut kept = Vec::with_capacity(lines.len());
    for (at, line) in lines.into_iter().enumerate() {
        if is_text(at, &line) {
            kept.push(line);
        } else {
            dropped.push(Clean::line(line.text));
        }
    }
    kept
}

/// The pages of an edition that were copied one below another: each begins with the line that the first
/// begins with, a folio with its day and page. Empty where it is one page.
pub fn pages(text: &str) -> Vec<&str> {
    let Some(head) = text.lines().map(str::trim).find(|line| !line.is_empty()) else {
        return Vec::new();
    };
    if !folio::is_dated_page(head) {
        return Vec::new();
    }
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim() == head {
            starts.push(at);
        }
        at += line.len();
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    starts.push(at);
    starts.windows(2).map(|two| &text[two[0]..two[1]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line;

    fn check(text: &str, expected: &[&str]) {
        let mut dropped = Vec::new();
        let kept = unframe(text, line::lines(text), &mut dropped);
        assert_eq!(kept.iter().map(|line| line.text).collect::<Vec<_>>(), expected, "{text}");
        assert_eq!(dropped.len() + kept.len(), line::lines(text).len());
    }

    #[test]
    fn the_licence_of_an_edition_is_taken_off() {
        check(
            "The Project Gutenberg EBook of Ferry\n\n*** START OF THIS PROJECT GUTENBERG EBOOK FERRY ***\n\
            Produced by Somebody\n\n渡口\n　　船来了。\n\nEnd of the Project Gutenberg EBook of Ferry\n\
            *** END OF THIS PROJECT GUTENBERG EBOOK FERRY ***\nUpdated editions will replace it.",
            &["渡口", "船来了。"],
        );
        check("渡口\n船来了。", &["渡口", "船来了。"]);
    }

    #[test]
    fn the_frame_of_a_wiki_is_taken_off() {
        check(
            "渡口志\n维库,自由的图书馆\n< 河口志\n跳至導覽 跳至搜尋\n←卷二　河口志　卷四→\n渡口在河之南。\n本頁面最後編輯於 2019年",
            &["渡口志", "渡口在河之南。"],
        );
        check(
            "渡口志\n维基文库，自由的图书馆\n跳转到导航 跳转到搜索\n渡口在河之南。\n其水甚急。\n分类：方志\n隐私政策",
            &["渡口志", "渡口在河之南。", "其水甚急。"],
        );
    }
}
