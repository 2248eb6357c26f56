use super::*;
use crate::article::BlockKind::{Body, Caption, Code, Heading, List, Title};

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
fn comments_and_what_is_hidden_are_no_text() {
    let comment = "<li class=\"c\"><p>我也在那里等过船，等了很久，船没有来，后来走回去了。</p><a>回复</a></li>";
    let page = read(&format!(
        "<title>老码头重新开放</title><body><div class=\"top\"><h2>老码头重新开放</h2><div id=\"text\">\
         <p>河口镇老码头六日重新开放，居民们沿着江边散步。</p><p>修缮用了两年时间。</p></div>\
         <div class=\"comment-list\"><ul>{}</ul></div>\
         <div style=\"display: none\"><p>{}</p></div></div>",
        comment.repeat(30),
        "买船票，上河口，便宜又快。".repeat(300)
    ));
    let [article] = page.articles.as_slice() else { panic!("{:?}", page.articles) };
    assert_eq!(
        article.text().as_str(),
        "老码头重新开放\n河口镇老码头六日重新开放，居民们沿着江边散步。\n修缮用了两年时间。"
    );
    assert!(page.dropped.iter().any(|line| line.contains("等了很久")));
}

#[test]
fn a_page_of_comments_alone_is_read() {
    let page = read(&format!(
        "<div class=\"comment\"><p>{}</p></div>",
        "等了很久，船没有来，后来走回去了。".repeat(30)
    ));
    assert_eq!(page.articles.len(), 1);
}

#[test]
fn text_with_the_name_of_furniture_is_found() {
    let text = "<p>河口镇老码头六日重新开放，居民们沿着江边散步。</p>".repeat(3);
    let page = read(&format!(
        "<p>河口新闻网，河口人的网，请多多光临，谢谢。</p><div class=\"share-pop\">{text}</div>"
    ));
    assert!(page.articles[0].text().contains("沿着江边"));
}

#[test]
fn the_title_is_not_the_name_of_a_section() {
    let page = read(
        "<title>新闻动态--河口学会</title><body><p><a>首页</a> - <a>新闻动态</a></p>\
         <h5>河口学会在下游举行年会</h5><h6>2019-05-18 河口学会</h6>\
         <p>河口学会五月在下游举行年会，三百人参加。</p>",
    );
    let article = &page.articles[0];
    assert_eq!(article.title().unwrap().as_str(), "河口学会在下游举行年会");
    assert_eq!(article.date.as_deref(), Some("2019-05-18"));
}

#[test]
fn a_title_may_be_set_in_several_blocks() {
    let page = read(
        "<title>河口镇人民政府关于重开老码头的通知_河口镇</title><p>河口镇人民政府</p>\
         <p>关于重开老码头的通知</p><p>（2024年5月6日）</p><p>老码头于今日重新开放。</p>",
    );
    let title = page.articles[0].title().unwrap();
    assert_eq!(title.as_str(), "河口镇人民政府关于重开老码头的通知");
}

#[test]
fn a_list_that_lays_out_the_page_is_none() {
    let page = read(
        "<title>一个好标题</title><ul><li><h3>一个好标题</h3><p>第一段，有一句话。</p>\
         <p>第二段，也有一句。</p></li></ul><ul><li>票价：免费，儿童也免费。</li></ul>",
    );
    let kinds: Vec<_> = page.articles[0].blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Title, Body, Body, List]);
}

#[test]
fn buttons_do_not_cling_to_what_they_stand_behind() {
    let page = read(
        "<title>老码头重新开放</title><h1>老码头重新开放</h1>\
         <div>2024-05-06 09:00 来源: <a>河口日报</a><a>举报</a></div>\
         <p>修缮用了两年时间，栏杆换成了铁制的。<a>返回首页>></a></p><p>居民们沿着江边散步。</p>",
    );
    let article = &page.articles[0];
    assert_eq!(article.source.as_deref(), Some("河口日报"));
    assert!(!article.text().contains("返回"));
}

#[test]
fn bold_lines_are_headings_and_centred_lines_below_pictures_captions() {
    let page = read(
        "<title>老码头重新开放</title><h1>老码头重新开放</h1><p>居民们沿着江边散步，很高兴。</p>\
         <p><b>两年修缮</b></p><p>修缮用了两年时间。<br><strong>票价</strong><br>票价没有变。</p>\
         <p><img></p><p align=\"center\">新的栏杆</p><p>栏杆换成了铁制的。</p>",
    );
    let kinds: Vec<_> = page.articles[0].blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Title, Body, Heading, Body, Heading, Body, Caption, Body]);
}

#[test]
fn marks_are_told_from_signs() {
    assert!(has_tags("船<br>来了"));
    assert!(!has_tags("a < b > c，<船>"));
}

#[test]
fn short_paragraphs_of_a_notice_stay_apart() {
    let page = read(
        "<html><head><title>关于渡口检修的通知</title></head><body><div><h1>关于渡口检修的通知</h1>\
         <p>各渡口，各船家：</p>\
         <p>为保汛期平安，定于三月下旬检修各渡口的缆桩和跳板，现将有关事项通知如下：</p>\
         <p>一、检修范围</p><p>全镇七个渡口的缆桩、跳板、灯杆和候船亭，以及两处临时码头。</p>\
         <p>二、检修时间</p><p>三月二十日起，每处两天，当天下午四点以后照常开船。</p></div></body></html>",
    );
    let texts: Vec<_> =
        page.articles[0].blocks().iter().map(|b| page.articles[0].block_text(b).as_str()).collect();
    assert_eq!(texts.len(), 7, "{texts:?}");
    assert_eq!(texts[3], "一、检修范围");
}

#[test]
fn the_cells_of_a_table_stand_apart() {
    let prose = "<p>渡船每天早晨六点从河口镇出发，晚上回来，风雨无阻，船票一律免费。</p>";
    for (open, close) in [("", ""), ("<p>", "</p>")] {
        let cell = |text: &str| format!("<td>{open}{text}{close}</td>");
        let row = |cells: [&str; 2]| format!("<tr>{}{}</tr>", cell(cells[0]), cell(cells[1]));
        let rows = row(["船", "数"]) + &row(["木船", "3"]) + &row(["铁船", ""]);
        let page = read(&format!(
            "<title>渡口的船有几条</title>{prose}<table>{rows}</table><table><tr>{}</tr></table>{prose}",
            cell("后来船走了，人没有走。")
        ));
        let article = &page.articles[0];
        let texts: Vec<_> =
            article.blocks().iter().map(|block| article.block_text(block).as_str()).collect();
        assert!(texts.contains(&"船 | 数\n木船 | 3\n铁船"), "{texts:?}");
        assert!(texts.contains(&"后来船走了，人没有走。"), "{texts:?}");
    }
}

#[test]
fn a_table_that_lays_out_the_page_is_none() {
    let page = read(
        "<title>一个好标题</title><table><tr><td>目录</td><td><p>第一段，有一句话。</p><p>第二段，也有一句。</p></td></tr>\
         <tr><td>地址</td><td>河口镇一号</td></tr></table>",
    );
    let kinds: Vec<_> = page.articles[0].blocks().iter().map(|block| block.kind).collect();
    assert!(!kinds.contains(&Code), "{kinds:?}");
}

#[test]
fn a_line_by_itself_above_the_text_is_no_heading() {
    let page = read(
        "<title>老码头重新开放</title><div><h1>老码头重新开放</h1><p>江边闲人</p>\
         <p>渡船每天早晨六点从河口镇出发，晚上回来。</p><p>票价</p>\
         <p>船票一律免费，孩子和老人都坐得安稳。</p></div>",
    );
    let kinds: Vec<_> = page.articles[0].blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Title, Body, Body, Heading, Body]);
}

#[test]
fn the_name_that_an_editor_gives_is_no_title() {
    let page = read(
        "<title>无标题文档</title><p>渡船每天早晨六点从河口镇的老码头出发，晚上回来。</p>\
         <p>船票一律免费，孩子和老人都坐得安稳。</p>",
    );
    assert!(page.articles[0].blocks().iter().all(|block| block.kind != Title));
}

#[test]
fn a_page_of_weixin_is_of_its_account() {
    let page = read(
        "<meta property='og:site_name' content='微信公众平台'><h1>老渡口的最后一班船</h1>\
         <a id='js_name'> 河口记忆 </a><em>2021-03-05</em>\
         <div><p>老渡口停航的消息，是在一个雾天传来的。</p><p>江上的雾很厚，厚得看不见对岸的灯塔。</p></div>",
    );
    let article = &page.articles[0];
    assert_eq!(article.source.as_deref(), Some("河口记忆"));
    assert_eq!(article.date.as_deref(), Some("2021-03-05"));
}
