//! Pages of the web that were turned into Markdown. In comes a text, out comes whether its links show
//! it to be one, and the text with the links made whole that were broken over lines.

/// Links to other pages from which on a text is taken for a page of the web.
const LEAST: usize = 8;

/// The most lines over which a link is broken.
const LINES: usize = 6;

/// Whether `text` has as many links as a page with menus.
pub fn abound(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "](").nth(LEAST - 1).is_some()
}

/// `text` with each link on one line.
pub fn join(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    let mut taken = 0;
    for line in text.split('\n') {
        if taken > 0 && taken < LINES && !line.trim().is_empty() && is_open(&out[start..]) {
            if line.trim_start().starts_with('"') {
                out.push(' ');
            }
            out.push_str(line.trim_start());
            taken += 1;
            continue;
        }
        if taken > 0 {
            out.push('\n');
        }
        start = out.len();
        out.push_str(line);
        taken = 1;
    }
    out
}

/// Whether the last link of a line has no end.
fn is_open(line: &str) -> bool {
    line.rfind("](").is_some_and(|at| !line[at..].contains(')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_whole() {
        let text = "  * [渡口](http://a.example/b-\nc.html\n\"渡口\")\n\n[船](a.html)\n江";
        assert_eq!(
            join(text),
            "  * [渡口](http://a.example/b-c.html \"渡口\")\n\n[船](a.html)\n江"
        );
        assert_eq!(join("[船](a\n\n江"), "[船](a\n\n江");
        assert!(abound(&"[船](a.html)\n".repeat(8)) && !abound("[船](a.html)"));
    }
}
