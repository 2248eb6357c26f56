use encoding_rs::{BIG5, GB18030};

use super::*;

const SENTENCE: &str =
    "近日，河口镇的老码头重新开放，居民们沿着江边散步。\n“二十年了，”他说，“终于又能看到船。”\n";

fn check(bytes: &[u8], encoding: &str) {
    let decoded = decode(bytes, None);
    assert_eq!((&*decoded.text, decoded.encoding, decoded.broken), (SENTENCE, encoding, 0));
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
    let text = "老屋的窗戶朝著河，每到傍晚，風裡便有鹽的味道。祖母坐在門檻上剝豆子，一句話也不說。";
    let bytes = BIG5.encode(text).0;
    let decoded = decode(&bytes, None);
    assert_eq!((&*decoded.text, decoded.encoding), (text, "Big5"));
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
    let bytes = [b"\xff\xfe", SENTENCE.as_bytes()].concat();
    let decoded = decode(&bytes, by_name("utf-8"));
    assert_eq!((decoded.encoding, decoded.broken), ("UTF-8", 2));
    assert!(decoded.text.ends_with(SENTENCE));
}

#[test]
fn two_encodings_in_one_file_are_told_apart() {
    let half = SENTENCE.repeat(3);
    let bytes = [half.as_bytes(), &GB18030.encode(&half).0].concat();
    let decoded = decode(&bytes, None);
    assert_eq!(decoded.text, half.repeat(2));
    assert_eq!((decoded.encoding, decoded.also), ("gb18030", Some("UTF-8")));
    assert!(decoded.complaint().is_some());
}

#[test]
fn a_mark_before_another_encoding_is_no_proof() {
    let bytes = [b"\xef\xbb\xbf".as_slice(), &GB18030.encode(SENTENCE).0].concat();
    check(&bytes, "gb18030");
    let latin: Vec<u8> = "harbour\n".repeat(9).encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(decode(&latin, None).encoding, "UTF-16BE");
}

#[test]
fn short_and_cut_texts_are_read_in_their_own_encoding() {
    let simplified = "老周吐了口烟，没有说话。船从上游来，带着盐和布。";
    let traditional = "老周吐了口煙，沒有說話。船從上游來，帶著鹽和布。";
    for (text, encoding) in [(simplified, GB18030), (traditional, GB18030), (traditional, BIG5)] {
        let bytes = encoding.encode(text).0;
        for length in [bytes.len(), bytes.len() - 1, 30, 21] {
            let decoded = decode(&bytes[..length], None);
            assert_eq!(decoded.encoding, encoding.name(), "{length} of {text}");
        }
        let page = ["# Harbour\n\n".repeat(20).as_bytes(), &bytes].concat();
        assert_eq!(decode(&page, None).encoding, encoding.name(), "{text}");
    }
}

#[test]
fn other_scripts_are_left_to_their_own_encodings() {
    let japanese = "渡し場の朝は早い。霧の中から船が来るのを、みんな黙って待っていた。";
    for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
        assert_eq!(decode(&encoding.encode(japanese).0, None).encoding, encoding.name());
    }
    let korean = "나루터의 아침은 이르다. 모두 말없이 배를 기다리고 있었다.";
    assert_eq!(decode(&encoding_rs::EUC_KR.encode(korean).0, None).encoding, "EUC-KR");
}

#[test]
fn names_that_people_type_are_known() {
    for (name, expected) in [
        ("GBK", "GBK"),
        ("GB2312", "GBK"),
        ("cp936", "GBK"),
        ("ANSI", "GBK"),
        ("GB 18030", "gb18030"),
        ("utf16le", "UTF-16LE"),
        ("UTF-16 BE", "UTF-16BE"),
        ("utf8", "UTF-8"),
        ("UTF-8-SIG", "UTF-8"),
        ("cp950", "Big5"),
        ("big5_hkscs", "Big5"),
        ("sjis", "Shift_JIS"),
        ("euckr", "EUC-KR"),
    ] {
        assert_eq!(by_name(name).map(Encoding::name), Some(expected), "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_decoded(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let decoded = decode(&bytes, None);
        proptest::prop_assert!(decoded.text.len() <= bytes.len() * 3);
    }
}
