//! The names of encodings. In comes what a reader typed, out comes the encoding. Knows the labels of
//! the WHATWG standard and what Windows and Python call the same.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

/// The encoding that the reader named, in any spelling: gbk, cp936, `UTF16LE`, ansi.
pub fn by_name(label: &str) -> Option<&'static Encoding> {
    let label = label.trim();
    Encoding::for_label(label.as_bytes()).or_else(|| {
        let bare: String = label
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        Encoding::for_label(bare.as_bytes()).or_else(|| alias(&bare))
    })
}

/// Names without blanks and signs that the standard does not have.
fn alias(bare: &str) -> Option<&'static Encoding> {
    let encoding = match bare {
        "utf8sig" | "utf8bom" | "65001" | "cp65001" => UTF_8,
        // What an editor on a Chinese Windows saves as ANSI.
        "ansi" | "936" | "cp936" | "ms936" | "windows936" | "euccn" | "gb" => GBK,
        "54936" | "cp54936" | "gb180302000" | "gb180302005" | "gb180302022" => GB18030,
        "950" | "cp950" | "ms950" | "windows950" | "big5hk" | "big5eten" | "big5hkscs" => BIG5,
        "utf16" | "utf16le" | "ucs2" | "ucs2le" | "1200" | "cp1200" => UTF_16LE,
        "utf16be" | "ucs2be" | "1201" | "cp1201" => UTF_16BE,
        "932" | "cp932" | "ms932" => SHIFT_JIS,
        "eucjp" | "ujis" => EUC_JP,
        "euckr" | "949" | "cp949" | "uhc" => EUC_KR,
        _ => return None,
    };
    Some(encoding)
}
