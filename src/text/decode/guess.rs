//! Which encoding bytes are in that are not UTF-8. In come bytes, out comes the encoding in which they
//! are most like Chinese. Refuses to decode more than a sample.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::common;

/// The bytes that the guess is made from; more does not change it and costs time.
const SAMPLE: usize = 64 * 1024;

/// Text in its own encoding has at least this share of common characters, in thousandths; ten
/// characters in a wrong one have less.
const CHINESE: usize = 200;

/// The encoding of `bytes`, which are not UTF-8.
pub fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    // The sample is taken from the first byte that is not UTF-8: plain ASCII tells nothing.
    let start = Encoding::utf8_valid_up_to(bytes).saturating_sub(SAMPLE / 4);
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    if is_broken_utf8(sample) {
        return UTF_8;
    }
    let is_all = start + sample.len() == bytes.len();
    if is_japanese(&GB18030.decode_without_bom_handling(sample).0) {
        return foreign(sample, is_all);
    }
    let head = &bytes[..bytes.len().min(SAMPLE) & !1];
    // The last of equals: GB18030 is what most files are in.
    let candidates =
        [(UTF_16BE, head), (UTF_16LE, head), (UTF_8, sample), (BIG5, sample), (GB18030, sample)];
    let likeness = |(encoding, sample): (&'static Encoding, &[u8])| {
        (common::share(&encoding.decode_without_bom_handling(sample).0).0, encoding)
    };
    match candidates.into_iter().map(likeness).max_by_key(|(share, _)| *share) {
        Some((share, encoding)) if share >= CHINESE => encoding,
        _ => foreign(sample, is_all),
    }
}

/// What chardetng makes of bytes that are no Chinese to speak of.
fn foreign(sample: &[u8], is_all: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, is_all);
    let found = detector.guess(None, Utf8Detection::Deny);
    // The bytes of a few rare characters are good Latin too; in a Chinese library they are not that.
    let rare = found.is_single_byte() && sample.iter().filter(|byte| !byte.is_ascii()).count() > 3;
    if rare { detector.guess(Some(b"cn"), Utf8Detection::Deny) } else { found }
}

/// EUC-JP has its kana where GB18030 has them, and where Big5 has its commonest characters.
fn is_japanese(text: &str) -> bool {
    let (mut kana, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        kana += usize::from(matches!(c, '\u{3041}'..='\u{30ff}'));
    }
    kana * 3 > all
}

/// Mostly UTF-8 with a few broken bytes: a cut at the end of a download, a mended disk.
fn is_broken_utf8(sample: &[u8]) -> bool {
    let lossy = String::from_utf8_lossy(sample);
    let bad = lossy.matches('\u{fffd}').count();
    let multibyte = lossy.chars().filter(|c| !c.is_ascii()).count();
    bad * 10 < multibyte
}

/// UTF-16 without a mark, told by its zero bytes, which stand in no other text; which half comes
/// first is told by how much of either reading is ASCII or common Chinese.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if !sample.contains(&0) {
        return None;
    }
    let plausible = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let letters = |c: &char| matches!(c, '\n' | '\r' | '\t' | ' '..='~');
        let ascii = text.chars().filter(letters).count();
        let han = |c: &char| {
            matches!(c, '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303f}'
                | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
        };
        let good = ascii + text.chars().filter(han).count();
        let all = text.chars().count().max(1);
        (good * 100 / all, ascii * 1000 / all + common::share(&text).0)
    };
    let (little, big) = (plausible(UTF_16LE), plausible(UTF_16BE));
    let best = if little.1 >= big.1 { (UTF_16LE, little.0) } else { (UTF_16BE, big.0) };
    (best.1 >= 70).then_some(best.0)
}
