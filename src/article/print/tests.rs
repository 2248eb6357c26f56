use crate::article::{Extraction, extract, json, markdown, plain};

const PAGE: &str = "老码头重新开放
2024-05-06 来源：河口日报
河口镇老码头六日重新开放，居民们沿着江边散步，许多人带着孩子来看船。
（王五）";

fn value(file: &str, extraction: &Extraction) -> serde_json::Value {
    serde_json::to_value(json(file, extraction)).expect("is plain data")
}

#[test]
fn json_has_the_keys_of_the_design() {
    let extraction = extract("页.txt", PAGE.as_bytes(), None).expect("is text");
    let value = value("页.txt", &extraction);
    let article = &value["articles"][0];
    assert_eq!(value["file"], "页.txt");
    assert_eq!(article["id"].as_str().map(str::len), Some(16));
    assert_eq!(article["title"], "老码头重新开放");
    assert_eq!(article["title_inferred"], false);
    assert_eq!(article["date"], "2024-05-06");
    assert_eq!(article["source"], "河口日报");
    for absent in ["subtitle", "kicker", "url"] {
        assert!(article[absent].is_null(), "{absent}");
    }
    let kinds: Vec<_> =
        article["paragraphs"].as_array().into_iter().flatten().map(|p| p["kind"].clone()).collect();
    assert_eq!(kinds, ["body", "attribution"]);
    assert_eq!(value["dropped"][0], "2024-05-06 来源：河口日报");
    assert_eq!(value["warnings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn an_inferred_title_says_so() {
    let extraction =
        extract("a", "渡船早晨六点从河口镇开出，晚上回来。".as_bytes(), None).expect("is text");
    let value = value("a", &extraction);
    assert_eq!(value["articles"][0]["title_inferred"], true);
    assert_eq!(value["articles"][0]["title"], "渡船早晨六点从河口镇开出");
}

#[test]
fn text_and_markdown_have_a_line_of_facts() {
    let extraction = extract("a", PAGE.as_bytes(), None).expect("is text");
    let facts = "发布时间：2024-05-06　来源：河口日报";
    let body = "河口镇老码头六日重新开放，居民们沿着江边散步，许多人带着孩子来看船。";
    let article = &extraction.articles[0];
    assert_eq!(plain(article), format!("老码头重新开放\n\n{facts}\n\n{body}\n\n（王五）\n"));
    assert_eq!(markdown(article), format!("# 老码头重新开放\n\n{facts}\n\n{body}\n\n（王五）\n"));
}

#[test]
fn markdown_is_read_as_it_was_written() {
    let text = "# 渡口\n\n船来了，人也来了，江边站满了人，都在等。\n\n## 两岸\n\n- 东岸\n- 西岸\n\n> 船到桥头自然直。\n\n```\nlet a = 1;\n```\n";
    let once = extract("a.md", text.as_bytes(), None).expect("is text");
    let twice = extract("a.md", markdown(&once.articles[0]).as_bytes(), None).expect("is text");
    assert_eq!(once.articles, twice.articles);
}

#[test]
fn json_is_read_as_it_was_printed() {
    macro_rules! sample {
        ($($name:literal),*) => {
            [$(($name, include_bytes!(concat!("../../../assets/sample/", $name)).as_slice())),*]
        };
    }
    let files = sample!(
        "01-苇江晚报.txt",
        "02-南门周报.txt",
        "03-街坊小报.md",
        "07-补书斋记.txt",
        "08-苇江诗草.txt",
        "09-一格有多宽.md",
        "10-便笺三则.jsonl"
    );
    let inferred = ("a", "渡船早晨六点从河口镇开出，晚上回来。".as_bytes());
    for (name, bytes) in files.into_iter().chain([("页.txt", PAGE.as_bytes()), inferred]) {
        let once = extract(name, bytes, None).expect("is text");
        let printed = value(name, &once).to_string();
        for again in ["out.jsonl", "out.json", "out"] {
            let twice = extract(again, printed.as_bytes(), None).expect("is JSON");
            assert_eq!(once.articles, twice.articles, "{name} as {again}");
            assert_eq!(once.dropped, twice.dropped, "{name} as {again}");
        }
    }
}
