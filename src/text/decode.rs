//! Bytes to a string. In come the bytes of a file, out comes text that is always there, the name
//! of its encoding, and how much of it was broken. Never fails.
//!
//! Order: a byte order mark, then UTF-8, then what chardetng makes of it. UTF-16 without a mark
//! is told by its zero bytes and by which reading makes sense.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text and what is to be said of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; U+FFFD stands where bytes were broken. A byte order mark is removed.
    pub text: String,
    /// The name of the encoding in the WHATWG standard.
    pub encoding: &'static str,
    /// How many U+FFFD the decoder put in.
    pub broken: usize,
}

/// The bytes that the guess is made from; more does not change it and costs time.
const SAMPLE: usize = 64 * 1024;

/// Decodes `bytes`, in `forced` where the reader named an encoding.
pub fn decode(bytes: &[u8], forced: Option<&'static Encoding>) -> Decoded {
    if let Some(encoding) = forced {
        return with(bytes, encoding);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return with(bytes, encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), encoding: UTF_8.name(), broken: 0 },
        Err(error) => with(bytes, guess(bytes, error.valid_up_to())),
    }
}

/// Decodes the name of a file. It is too short for a guess by frequency, so what is not UTF-8 is
/// taken for GB18030, the encoding of names in the archives of Chinese Windows, where that fits.
pub fn name(bytes: &[u8]) -> String {
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        _ if std::str::from_utf8(bytes).is_ok() => String::from_utf8_lossy(bytes).into_owned(),
        Some(name) => name.into_owned(),
        None => decode(bytes, None).text,
    }
}

/// The encoding that the reader named, by any label of the WHATWG standard.
pub fn by_name(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

fn with(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    // GB18030 is a superset of what is called GB2312 and GBK in the wild.
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    // Not `decode`, which lets a mark of another encoding overrule the reader.
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    let broken = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), broken }
}

fn guess(bytes: &[u8], valid_up_to: usize) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf16(sample) {
        return encoding;
    }
    // Mostly UTF-8 with a few broken bytes: a cut at the end of a download, a mended disk.
    let lossy = String::from_utf8_lossy(sample);
    let bad = lossy.matches('\u{fffd}').count();
    let multibyte = lossy.chars().filter(|c| !c.is_ascii()).count();
    if bad * 10 < multibyte || bytes.len() - valid_up_to < 4 {
        return UTF_8;
    }
    // The sample is taken from the first byte that is not UTF-8: plain ASCII tells nothing.
    let start = valid_up_to.saturating_sub(SAMPLE / 4);
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..bytes.len().min(start + SAMPLE)], bytes.len() <= start + SAMPLE);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// UTF-16 without a mark. Zero bytes stand in no other text; which half comes first is told by
/// how much of either reading is Han, CJK punctuation or ASCII.
fn utf16(sample: &[u8]) -> Option<&'static Encoding> {
    if !sample.contains(&0) {
        return None;
    }
    let plausible = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(&sample[..sample.len() & !1]).0;
        let good = text
            .chars()
            .filter(|c| matches!(c, '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303f}'
                | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'))
            .count();
        good * 100 / text.chars().count().max(1)
    };
    let (little, big) = (plausible(UTF_16LE), plausible(UTF_16BE));
    match little.max(big) {
        ..70 => None,
        best if best == little => Some(UTF_16LE),
        _ => Some(UTF_16BE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "近日，河口镇的老码头重新开放，居民们沿着江边散步。\n“二十年了，”他说，“终于又能看到船。”\n";

    fn check(bytes: &[u8], encoding: &str) {
        let decoded = decode(bytes, None);
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding, decoded.broken),
            (SENTENCE, encoding, 0)
        );
    }

    #[test]
    fn names_are_decoded_though_they_are_short() {
        assert_eq!(name("三月/渡口.txt".as_bytes()), "三月/渡口.txt");
        assert_eq!(name(&GB18030.encode("渡口.txt").0), "渡口.txt");
        assert!(name(b"\xff\xff.txt").contains(".txt"));
    }

    #[test]
    fn finds_the_encodings_of_chinese_text() {
        check(SENTENCE.as_bytes(), "UTF-8");
        check(&[b"\xef\xbb\xbf", SENTENCE.as_bytes()].concat(), "UTF-8");
        check(&GB18030.encode(SENTENCE).0, "gb18030");
        let utf16: Vec<u8> = SENTENCE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, "UTF-16LE");
        check(&[b"\xff\xfe".as_slice(), &utf16].concat(), "UTF-16LE");
        let utf16: Vec<u8> = SENTENCE.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&utf16, "UTF-16BE");
    }

    #[test]
    fn finds_big5() {
        let text =
            "老屋的窗戶朝著河，每到傍晚，風裡便有鹽的味道。祖母坐在門檻上剝豆子，一句話也不說。";
        let decoded = decode(&encoding_rs::BIG5.encode(text).0, None);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "Big5"));
    }

    #[test]
    fn broken_bytes_are_counted_and_lose_nothing_else() {
        let mut bytes = SENTENCE.repeat(4).into_bytes();
        bytes[30] = 0xff;
        bytes.truncate(bytes.len() - 2);
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.broken >= 1 && decoded.text.contains("居民们沿着江边散步"));
    }

    #[test]
    fn a_forced_encoding_is_obeyed() {
        let bytes = GB18030.encode(SENTENCE).0;
        assert_eq!(decode(&bytes, by_name("gbk")).text, SENTENCE);
        assert_eq!(by_name("klingon"), None);
        // A stray mark of UTF-16 does not overrule the reader; it is two broken bytes.
        let decoded = decode(&[b"\xff\xfe", SENTENCE.as_bytes()].concat(), by_name("utf-8"));
        assert_eq!((decoded.encoding, decoded.broken), ("UTF-8", 2));
        assert!(decoded.text.ends_with(SENTENCE));
    }
}
