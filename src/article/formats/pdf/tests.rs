use super::*;

#[test]
fn a_pdf_is_told_by_its_mark() {
    assert!(is_pdf(b"%PDF-1.7\n"));
    assert!(is_pdf(b"\0\0\0 junk before it %PDF-1.4"));
    assert!(!is_pdf("一篇讲 %PDF- 的文章".as_bytes()));
    assert!(!is_pdf(b""));
}

#[test]
fn glyphs_without_characters_are_told() {
    assert_eq!(warning("河口镇的老码头重新开放。"), None);
    assert_eq!(warning(""), None);
    assert!(warning("\u{fffd}\u{e001}\u{e002}河口").is_some());
}

#[test]
fn damage_gives_no_layer() {
    assert_eq!(layer(b"%PDF-1.4\nnothing of the kind"), None);
}
