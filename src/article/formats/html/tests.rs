use super::*;

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>老码头重新开放_河口新闻网</title>
<meta name="PubDate" content="2024-05-06 09:00"><style>p{}</style></head><body>
<div class="nav"><a href="/">首页</a> <a href="/n">新闻</a> <a href="/z">政务</a></div>
<div class="main"><h1>老码头重新开放</h1><div>2024-05-06 09:00 来源：河口日报 作者：王五</div>
<div id="content"><p>　　河口镇老码头六日重新开放，居民们沿着
江边散步，许多人带着孩子来看船。</p><h2>两年修缮</h2>
<p>镇长表示，修缮用了两年时间。<br>　　栏杆换成了铁制的，<b>夜里</b>有灯。</p>
<ul><li>票价：免费</li></ul><p>（责任编辑：某丙）</p></div></div>
<div class="side"><h3>热门新闻</h3><ul><li><a href="1">河口镇新桥通车</a></li></ul></div>
<div class="footer">版权所有 河口新闻网<script>var a="x";</script></div></body></html>"#;

#[test]
fn the_prose_of_a_page_is_found() {
    let page = read(PAGE);
    let [article] = page.articles.as_slice() else { panic!("{:?}", page.articles) };
    assert_eq!(
        article.text().as_str(),
        "老码头重新开放\n河口镇老码头六日重新开放，居民们沿着江边散步，许多人带着孩子来看船。\n两年修缮\n镇长表示，修缮用了两年时间。\n栏杆换成了铁制的，夜里有灯。\n票价：免费"
    );
    assert_eq!(article.date.as_deref(), Some("2024-05-06"));
    assert_eq!(article.source.as_deref(), Some("河口日报"));
    assert_eq!(article.author.as_deref(), Some("王五"));
    assert!(page.dropped.iter().any(|line| line.contains("河口镇新桥通车")));
    assert!(!page.dropped.iter().any(|line| line.contains("var a")));
}

#[test]
fn a_page_may_nest_as_deep_as_it_likes() {
    let deep = format!("{}船来了，人也来了。{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let page = read(&deep);
    assert_eq!(page.articles[0].text().as_str(), "船来了，人也来了。");
}

#[test]
fn marks_are_told_from_signs() {
    assert!(has_tags("船<br>来了"));
    assert!(!has_tags("a < b > c，<船>"));
}
