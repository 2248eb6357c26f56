use super::*;

#[test]
fn each_record_is_an_article() {
    let lines = r#"{"title":"老码头","content":"<p>老码头重新开放。</p><p>居民们沿着江边散步。</p>","date":"2024-05-06T08:00:00Z","source":"河口日报","url":"http://example.org/1","author":"王五"}
not json
{"id":3}

{"headline":"新桥","body":["第一段。","第二段。"],"publish_time":"2024/5/7"}"#;
    let (page, bad) = lines::read(lines, 1);
    let warnings: Vec<Clean> = bad.sentences().collect();
    let [first, second] = page.articles.as_slice() else { panic!("{:?}", page.articles) };
    assert_eq!(first.text().as_str(), "老码头\n老码头重新开放。\n居民们沿着江边散步。");
    assert_eq!(first.date.as_deref(), Some("2024-05-06"));
    assert_eq!(first.source.as_deref(), Some("河口日报"));
    assert_eq!(first.url.as_deref(), Some("http://example.org/1"));
    assert_eq!(second.text().as_str(), "新桥\n第一段。\n第二段。");
    assert_eq!(second.date.as_deref(), Some("2024-05-07"));
    assert_eq!(warnings.len(), 2);
    assert!(warnings[0].starts_with("line 2 is not JSON"), "{:?}", warnings[0]);
    assert_eq!(page.dropped.len(), 2);
}

#[test]
fn the_paragraphs_of_a_record_may_be_objects() {
    let line = r#"{"文件名":"a.txt","时间":"20230412","段落":[{"行号":1,"内容":"老码头重新开放"},{"行号":2,"内容":"2021-10-18"},{"行号":3,"内容":"渡船每天早晨从河口镇出发。"}]}"#;
    let (page, _) = lines::read(line, 1);
    let [article] = page.articles.as_slice() else { panic!("{:?}", page.articles) };
    assert_eq!(article.text().as_str(), "老码头重新开放\n渡船每天早晨从河口镇出发。");
    assert_eq!(article.date.as_deref(), Some("2021-10-18"));
}

#[test]
fn one_record_never_becomes_two() {
    let text = r#"{"title":"要闻","text":"本报讯 河口镇老码头重新开放，居民们沿着江边散步。\n小学开课\n本报讯 山里的小学开设了天文课，孩子们看见了土星。"}"#;
    assert_eq!(lines::read(text, 1).0.articles.len(), 1);
}

#[test]
fn a_json_file_holds_a_record_an_array_or_an_object_of_records() {
    for text in [
        r#"{"title":"船","text":"船来了。"}"#,
        r#"[{"title":"船","text":"船来了。"}]"#,
        r#"{"count":1,"items":[{"title":"船","text":"船来了。"}]}"#,
    ] {
        let mut warnings = Vec::new();
        let page = read(text, &mut warnings);
        assert_eq!(page.articles.len(), 1, "{text}");
        assert_eq!(page.articles[0].text().as_str(), "船\n船来了。");
        assert!(warnings.is_empty());
    }
    let mut warnings = Vec::new();
    assert_eq!(read("{", &mut warnings).dropped.len(), 1);
    assert_eq!(warnings.len(), 1);
}

#[test]
fn a_record_may_lie_in_another() {
    let line = r#"{"_id":7,"data":{"title":"新桥","body":"<p>新桥通车。</p><p>两岸的人走着过江。</p>","author":{"name":"王五"}},"meta":{"source":"河口晚报","crawled":"2024-05-09"}}"#;
    let (page, bad) = lines::read(line, 1);
    assert_eq!(bad, lines::Bad::default());
    let article = &page.articles[0];
    assert_eq!(article.text().as_str(), "新桥\n新桥通车。\n两岸的人走着过江。");
    assert_eq!(article.source.as_deref(), Some("河口晚报"));
    assert_eq!(article.author.as_deref(), Some("王五"));
    let whole = &read(line, &mut Vec::new()).articles[0];
    assert_eq!((whole.id, &whole.source), (article.id, &article.source), "a file of one record");
    let other = r#"{"id":5,"user":{"name":"王五","description":"河口镇的船工。"}}"#;
    assert!(lines::read(other, 1).0.articles.is_empty());
}

#[test]
fn line_ends_that_were_escaped_twice_are_line_ends() {
    let text = |content: &str| {
        let record = serde_json::json!({"title": "船", "text": content}).to_string();
        lines::read(&record, 1).0.articles[0].text().as_str().to_owned()
    };
    assert_eq!(text(r"船来了。\n　　人也来了。\r\n"), "船\n船来了。\n人也来了。");
    assert_eq!(text(r#"写作 printf("船\n") 就换行。"#), "船\n写作 printf(\"船\\n\") 就换行。");
}
