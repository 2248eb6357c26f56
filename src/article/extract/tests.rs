mod properties;

use super::*;
use crate::article::{Article, BlockKind};

/// What a reader sees of a file: a letter for each block, and its text.
fn outline(name: &str, text: &str) -> String {
    let extraction = extract(name, text.as_bytes(), None).expect("is text");
    let articles: Vec<String> = extraction.articles.iter().map(outline_of).collect();
    articles.join("\n==\n")
}

fn outline_of(article: &Article) -> String {
    let letter = |kind| match kind {
        BlockKind::Title => "T",
        BlockKind::Subtitle => "S",
        BlockKind::Kicker => "K",
        BlockKind::Body => "B",
        BlockKind::Heading => "H",
        BlockKind::Verse => "V",
        BlockKind::List => "L",
        BlockKind::Quote => "Q",
        BlockKind::Code => "C",
        BlockKind::Caption => "P",
        BlockKind::Attribution => "A",
    };
    let block = |block| {
        let text: Vec<&str> = article.block_text(block).as_str().split('\n').collect();
        format!("{} {}", letter(block.kind), text.join("/"))
    };
    article.blocks().iter().map(block).collect::<Vec<_>>().join("\n")
}

fn check(text: &str, expected: &str) {
    assert_eq!(outline("page.txt", text), expected, "{text}");
}

#[test]
fn a_narrow_column_becomes_paragraphs() {
    let column = "河口镇老码头重新开放
本报讯 3 月 5 日，河口镇
老码头重新开放， 居民们沿着
江边散步， 许多人带着孩子来
看渡船。
镇长在码头上说，修缮用了
两年，石阶都按原样铺了回去，
栏杆却换成了铁的。
当天共有四百多人乘船到对
岸去， 船票一律免费。";
    let expected = "T 河口镇老码头重新开放
B 本报讯 3 月 5 日，河口镇老码头重新开放，居民们沿着江边散步，许多人带着孩子来看渡船。
B 镇长在码头上说，修缮用了两年，石阶都按原样铺了回去，栏杆却换成了铁的。
B 当天共有四百多人乘船到对岸去，船票一律免费。";
    check(column, expected);
    // Blank lines between all lines part nothing.
    check(&column.replace('\n', "\n\n"), expected);
}

#[test]
fn a_line_of_facts_over_a_narrow_column_states_them() {
    let page = "苇江大堤加高半米

发布时间：2024-03-01　来源：苇江晚报

　　本周三，苇江大堤南段的加高工
程完工，堤顶比原来高出半米，沿堤
的柳树一棵没有动。
　　负责施工的人说，最难的是桥头
那一段，活干到夜里，土只剩一半。
附近的居民送来热水和姜汤。";
    check(
        page,
        "T 苇江大堤加高半米
B 本周三，苇江大堤南段的加高工程完工，堤顶比原来高出半米，沿堤的柳树一棵没有动。
B 负责施工的人说，最难的是桥头那一段，活干到夜里，土只剩一半。附近的居民送来热水和姜汤。",
    );
    let article = &extract("page.txt", page.as_bytes(), None).expect("is text").articles[0];
    assert_eq!(article.date.as_deref(), Some("2024-03-01"));
    assert_eq!(article.source.as_deref(), Some("苇江晚报"));
}

#[test]
fn indents_that_are_kept_part_paragraphs() {
    check(
        "渡口
　　天还没有亮的时候，河口镇的人就都起来了，他们站在江边上
等着一条船。船从上游来，带着盐和布，也带着信，有的信走了
三个月。
　　老陈没有信。他只是喜欢看别人拆信的样子，看他们把信纸举
到灯笼下面去，一个字一个字地念，念完了再从头念。",
        "T 渡口
B 天还没有亮的时候，河口镇的人就都起来了，他们站在江边上等着一条船。船从上游来，带着盐和布，也带着信，有的信走了三个月。
B 老陈没有信。他只是喜欢看别人拆信的样子，看他们把信纸举到灯笼下面去，一个字一个字地念，念完了再从头念。",
    );
}

#[test]
fn a_page_holds_several_articles() {
    check(
        "老码头重新开放
本报讯 河口镇的老码头昨天重新开放，居民们沿着江边散步，许多人带着孩子来看船。
镇长说，修缮用了两年时间。（来源：河口镇政府）
小学开设天文课
本报讯 山里的小学开设了天文课，孩子们第一次从望远镜里看见了土星和它的环。
（王五）",
        "T 老码头重新开放
B 本报讯 河口镇的老码头昨天重新开放，居民们沿着江边散步，许多人带着孩子来看船。
B 镇长说，修缮用了两年时间。
A （来源：河口镇政府）
==
T 小学开设天文课
B 本报讯 山里的小学开设了天文课，孩子们第一次从望远镜里看见了土星和它的环。
A （王五）",
    );
}

#[test]
fn prose_is_not_split() {
    check(
        "渡口记事

本报记者走进河口镇，看到了新的码头。近日，这里来了很多人，他们都是来看船的。

船来船往

船每天早晨六点从这里开出去，晚上才回来。近日，船期又加了一班，坐船的人还是很多。

江上的灯

灯是老陈点的。他点了二十年，一天也没有停过，就连下大雨的晚上也是一样。",
        "T 渡口记事
B 本报记者走进河口镇，看到了新的码头。近日，这里来了很多人，他们都是来看船的。
H 船来船往
B 船每天早晨六点从这里开出去，晚上才回来。近日，船期又加了一班，坐船的人还是很多。
H 江上的灯
B 灯是老陈点的。他点了二十年，一天也没有停过，就连下大雨的晚上也是一样。",
    );
}

#[test]
fn the_lead_comes_first_and_stranded_headlines_return() {
    let body = "码头始建于清代，石阶被缆绳
磨出深深的印子， 是镇上最老
的建筑之一。
镇里从前年开始修缮码头，石
阶全部按照原样铺了回去，栏杆
则换成铁的，夜里也有灯。
居民们说，渡船停开的那几
年里，到对岸去要绕很远的路，
现在又能坐船了，孩子上学方便
多了。
码头边还留着一间小屋，里
面摆着旧船票和缆绳，还有一盏
用了六十年的马灯。";
    let text = format!(
        "{body}\n（来源：河口镇政府）\n3 月 5 日下午，河口镇的老码头重新开放，\n居民们沿着江边散步看船。\n河口镇老码头修缮后重新开放迎来游客"
    );
    check(
        &text,
        "T 河口镇老码头修缮后重新开放迎来游客
B 3 月 5 日下午，河口镇的老码头重新开放，居民们沿着江边散步看船。
B 码头始建于清代，石阶被缆绳磨出深深的印子，是镇上最老的建筑之一。
B 镇里从前年开始修缮码头，石阶全部按照原样铺了回去，栏杆则换成铁的，夜里也有灯。
B 居民们说，渡船停开的那几年里，到对岸去要绕很远的路，现在又能坐船了，孩子上学方便多了。
B 码头边还留着一间小屋，里面摆着旧船票和缆绳，还有一盏用了六十年的马灯。
A （来源：河口镇政府）",
    );
}

#[test]
fn a_lead_read_last_is_known_by_its_dateline() {
    let body = "码头的石阶被缆绳磨出深深的印
子，是镇上最老的建筑。
镇里从前年开始修缮码头，石
阶全部按照原样铺了回去，渡船
也添了夜航灯。
居民们说，渡船停开的那几
年里，到对岸去要绕很远的路，
现在又能坐船了。";
    let lead = "本报讯 3 月 5 日下午， 河口镇的老码头修缮以\n后重新开放， 停开了几年的渡船又靠上了石阶， 居\n民们一早就来看船。";
    check(
        &format!("{body}\n{lead}\n渡口今昔\n老码头修缮后重新开放\n停开了几年的渡船又靠上了石阶"),
        "K 渡口今昔
T 老码头修缮后重新开放
S 停开了几年的渡船又靠上了石阶
B 本报讯 3 月 5 日下午，河口镇的老码头修缮以后重新开放，停开了几年的渡船又靠上了石阶，居民们一早就来看船。
B 码头的石阶被缆绳磨出深深的印子，是镇上最老的建筑。
B 镇里从前年开始修缮码头，石阶全部按照原样铺了回去，渡船也添了夜航灯。
B 居民们说，渡船停开的那几年里，到对岸去要绕很远的路，现在又能坐船了。",
    );
}

#[test]
fn a_lead_below_the_credit_is_known_by_its_wider_column() {
    let body = "码头的石阶被缆绳磨出深深的印
子，是镇上最老的建筑。
镇里从前年开始修缮码头，石
阶全部按照原样铺了回去，渡船
也添了夜航灯，加开了早晚的班
次，过江的人都说方便。
居民们说，渡船停开的那几
年里，到对岸去要绕很远的路，
现在又能坐船了。
（河口镇政府）";
    let lead = "河口镇的老码头修缮以后重新开放了，停开\n了几年的渡船又靠上了石阶，居民们一早就来看\n船，孩子们坐在船头不肯下来。";
    check(
        &format!("{body}\n{lead}\n老码头修缮后重新开放\n渡船又靠上了石阶 居民一早来看船"),
        "T 老码头修缮后重新开放
S 渡船又靠上了石阶 居民一早来看船
B 河口镇的老码头修缮以后重新开放了，停开了几年的渡船又靠上了石阶，居民们一早就来看船，孩子们坐在船头不肯下来。
B 码头的石阶被缆绳磨出深深的印子，是镇上最老的建筑。
B 镇里从前年开始修缮码头，石阶全部按照原样铺了回去，渡船也添了夜航灯，加开了早晚的班次，过江的人都说方便。
B 居民们说，渡船停开的那几年里，到对岸去要绕很远的路，现在又能坐船了。
A （河口镇政府）",
    );
}

#[test]
fn stranded_headlines_tell_where_articles_begin() {
    let body = "渡船每天早晨从老码头开出，

船工何老大在江上摆了三十年渡，

两岸的人都认得他的斗笠。

何老大说，渡船修了又修，只

要老码头还在，就有人过江，他的

橹就停不下来。

山里的小学添了一架望远镜，

孩子们夜里排着队看土星，看完

的都说那像一顶草帽。

天文课的老师说，望远镜是

校友送的，往后每逢晴夜，都带孩

子们上操场看土星。";
    check(
        &format!("{body}\n\n老码头的渡船\n\n山里孩子夜里看土星\n"),
        "T 老码头的渡船
B 渡船每天早晨从老码头开出，船工何老大在江上摆了三十年渡，两岸的人都认得他的斗笠。
B 何老大说，渡船修了又修，只要老码头还在，就有人过江，他的橹就停不下来。
==
T 山里孩子夜里看土星
B 山里的小学添了一架望远镜，孩子们夜里排着队看土星，看完的都说那像一顶草帽。
B 天文课的老师说，望远镜是校友送的，往后每逢晴夜，都带孩子们上操场看土星。",
    );
}

#[test]
fn notices_on_a_page_of_them_keep_their_titles_and_their_signatures() {
    check(
        "苇江日报\n2024年3月5日 第7版 公告\n\n公告\n　　因河口镇渡口修缮，渡船自即日起停航三十天，过江的人请走苇江大桥，给大家带来的不便敬请谅解。\n　　河口镇渡口管理处\n\n遗失声明\n　　何大江不慎遗失渡船驾驶证一本，声明作废。",
        "T 公告
B 因河口镇渡口修缮，渡船自即日起停航三十天，过江的人请走苇江大桥，给大家带来的不便敬请谅解。
A 河口镇渡口管理处
==
T 遗失声明
B 何大江不慎遗失渡船驾驶证一本，声明作废。",
    );
}

#[test]
fn verse_statutes_and_chapters_keep_their_lines() {
    check(
        "渡口集\n\n春渡\n无名氏\n日落江边树，\n风吹渡口船。\n归人行欲尽，\n灯火满前川。\n\n秋渡\n〔明〕某甲\n一叶轻舟过浅滩，两三灯火照江寒。\n渔翁不管风和雨，独自垂纶到夜阑。",
        "K 渡口集\nT 春渡\nA 无名氏\nV 日落江边树，/风吹渡口船。/归人行欲尽，/灯火满前川。\n==\nT 秋渡\nA 〔明〕某甲\nV 一叶轻舟过浅滩，两三灯火照江寒。/渔翁不管风和雨，独自垂纶到夜阑。",
    );
    check(
        "河口镇渡船条例\n\n第一章　总　则\n\n第一条　为了加强渡船管理，制定本条例。\n第二条　渡船是指下列船只：\n（一）木船；\n（二）铁船。\n第二章　附　则\n第三条　本条例自公布之日起施行。",
        "T 河口镇渡船条例\nH 第一章 总 则\nB 第一条 为了加强渡船管理，制定本条例。\nB 第二条 渡船是指下列船只：\nB （一）木船；\nB （二）铁船。\nH 第二章 附 则\nB 第三条 本条例自公布之日起施行。",
    );
    check(
        "《渡口》\n\n第一章 船来了\n　　天还没亮，河口镇就醒了。\n　　“船来了！”\n第二章 雾\n　　雾散得很慢，慢得像没有散。",
        "T 《渡口》\nH 第一章 船来了\nB 天还没亮，河口镇就醒了。\nB “船来了！”\nH 第二章 雾\nB 雾散得很慢，慢得像没有散。",
    );
}

#[test]
fn the_furniture_of_a_page_is_dropped_and_its_facts_are_kept() {
    let text = "首页 > 新闻 > 正文
老码头重新开放_河口新闻网
发布时间：2024-05-06 09:00 来源：河口日报 浏览次数：33
河口镇老码头六日重新开放，居民们沿着江边散步，许多人带着孩子来看船。
打开微信“扫一扫”，分享给朋友
相关阅读
河口镇新桥通车
发布时间：2024-05-01访问次数：12
版权所有 河口新闻网";
    let extraction = extract("page.txt", text.as_bytes(), None).expect("is text");
    let [article] = extraction.articles.as_slice() else { panic!("{:?}", extraction.articles) };
    assert_eq!(
        outline_of(article),
        "T 老码头重新开放\nB 河口镇老码头六日重新开放，居民们沿着江边散步，许多人带着孩子来看船。"
    );
    assert_eq!(article.date.as_deref(), Some("2024-05-06"));
    assert_eq!(article.source.as_deref(), Some("河口日报"));
    assert_eq!(extraction.dropped.len(), 8);
}

#[test]
fn a_signature_stays_below_its_letter() {
    check(
        "致河口镇的信\n船已经开了，我站在船尾写这封信，岸上的灯一盏一盏地暗下去了。\n某甲\n1998年1月7日",
        "T 致河口镇的信\nB 船已经开了，我站在船尾写这封信，岸上的灯一盏一盏地暗下去了。\nA 某甲\nA 1998年1月7日",
    );
}

#[test]
fn a_title_is_made_where_there_is_none() {
    let check = |text: &str, title: &str| {
        let extraction = extract("page", text.as_bytes(), None).expect("is text");
        let article = &extraction.articles[0];
        assert_eq!(article.part(BlockKind::Title), None);
        assert_eq!(article.inferred_title.as_deref(), Some(title));
    };
    check("近日，“渡口之夜”音乐会在河口镇举行，来了许多人。", "“渡口之夜”音乐会在河口镇举行");
    check(
        "3月5日晚，两岸的人都来坐老渡口的最后一班船，一直坐到天亮。",
        "两岸的人都来坐老渡口的最后一班船",
    );
    // A clause that is too long is cut where it begins to say when and where.
    check(
        "水上人家口述史征集——柳渡口第三届船工座谈会日前在镇文化站二楼的会议室里举行，来了许多人。",
        "水上人家口述史征集——柳渡口第三届船工座谈会",
    );
    // A book of chapters without its own name is called by the first of them.
    check(
        "第一章 夜渡\n船到岸的时候天已经黑了，他站在船头数岸上的灯火。\n第二章 早渡\n天亮以后船又开了，岸上的灯一盏一盏地灭了下去。",
        "第一章 夜渡",
    );
}

#[test]
fn what_is_not_text_is_refused_with_its_reason() {
    let refused =
        |name: &str, bytes: &[u8]| extract(name, bytes, None).map_err(|error| error.to_string());
    assert_eq!(
        refused("a.pdf", b"%PDF-1.7\n"),
        Err("it is a PDF document, which duben does not read".into())
    );
    assert_eq!(
        refused("a.epub", b"PK\x03\x04"),
        Err("it is an incomplete zip archive: its end is missing".into())
    );
    assert_eq!(
        refused("feeds.opml", b"<?xml version='1.0'?><opml/>"),
        Err("it is an XML file that is no feed, which duben does not read".into())
    );
    assert!(refused("a.txt", &[1, 0, 0, 0, 255, 0, 7, 0, 0, 200]).is_err());
    let empty = refused("a.txt", b"").expect("is no error");
    assert_eq!((empty.articles.len(), empty.warnings.len()), (0, 1));
}

#[test]
fn sure_content_goes_before_the_name() {
    let page = "<!DOCTYPE html><title>渡口</title><body><p>船来了，人也来了。</p></body>";
    let feed = "<rss><channel><item><title>渡口</title><description>船来了，人也来了。</description></item></channel></rss>";
    for text in [page, feed] {
        for name in ["a.txt", "a.md", "a.json", "a.html", "a"] {
            if text == feed && name != "a.txt" && name != "a" {
                continue;
            }
            assert_eq!(outline(name, text), "T 渡口\nB 船来了，人也来了。", "{name}: {text}");
        }
    }
}

#[test]
fn running_heads_are_dropped_from_pages() {
    let page = |number: u32, text: &str| format!("苇江年鉴 第三卷\n{text}\n· {number} ·\n\x0c");
    let text =
        page(1, "船来了，人也来了。") + &page(2, "码头上没有人。") + &page(3, "后来船走了。");
    assert_eq!(outline("a.pdf", &text), "B 船来了，人也来了。\nB 码头上没有人。\nB 后来船走了。");
}

#[test]
fn a_running_head_dates_what_stands_below_it() {
    let page = |number: u32, text: &str| {
        format!("苇江晚报 2024年3月1日 星期五 第{number}版\n{text}\n\x0c")
    };
    let text =
        page(1, "船来了，人也来了。") + &page(2, "码头上没有人。") + &page(3, "后来船走了。");
    let read = extract("a.txt", text.as_bytes(), None).expect("is text");
    assert_eq!(read.articles[0].date.as_deref(), Some("2024-03-01"));
}

#[test]
fn depth_and_length_are_borne() {
    // On the stack of a worker, which is smaller than that of the program.
    let work = || {
        let deep =
            format!("{}船来了，人也来了。{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
        assert_eq!(outline("a.html", &deep), "B 船来了，人也来了。");
        let line = "船".repeat(3 << 20);
        let read = extract("a.txt", line.as_bytes(), None).expect("is text");
        assert_eq!(read.articles[0].chars(), 3 << 20);
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work).expect("starts");
    thread.join().expect("bears it");
}

#[test]
fn broken_bytes_are_a_warning() {
    let mut bytes = "河口镇的老码头重新开放，居民们沿着江边散步。".repeat(3).into_bytes();
    bytes[10] = 0xff;
    let extraction = extract("a.txt", &bytes, None).expect("is text");
    assert_eq!(extraction.articles.len(), 1);
    assert!(extraction.warnings[0].contains("broken byte"), "{:?}", extraction.warnings);
}

#[test]
fn a_document_of_an_office_keeps_its_number_and_what_comes_with_it() {
    let page = "河口市人民政府办公室文件

河政办发〔2022〕17号

河口市人民政府办公室关于印发
《河口市老码头保护方案》的通知

各县（区）人民政府，市政府各部门：
　　《河口市老码头保护方案》已经市政府同意，现印发给你们，请认真组织实施。

　　附件：1.河口市老码头保护方案
　　　　　2.重点任务分工表

　　　　　　　　　　　　　　河口市人民政府办公室
　　　　　　　　　　　　　　　　2022年5月9日
　　（此件公开发布）

附件1

河口市老码头保护方案

　　为保护和利用好全市老码头，制定本方案。
　　坚持保护第一、合理利用，到2024年，全市二十三处老码头全部完成测绘和挂牌。
";
    check(
        page,
        "K 河口市人民政府办公室文件
T 河口市人民政府办公室关于印发《河口市老码头保护方案》的通知
A 河政办发〔2022〕17号
B 各县（区）人民政府，市政府各部门：
B 《河口市老码头保护方案》已经市政府同意，现印发给你们，请认真组织实施。
B 附件：1.河口市老码头保护方案
L 2.重点任务分工表
A 河口市人民政府办公室
A 2022年5月9日
A （此件公开发布）
==
K 附件1
T 河口市老码头保护方案
B 为保护和利用好全市老码头，制定本方案。
B 坚持保护第一、合理利用，到2024年，全市二十三处老码头全部完成测绘和挂牌。",
    );
    let article = &extract("page.txt", page.as_bytes(), None).expect("is text").articles[0];
    assert_eq!((article.date.as_deref(), article.source.as_deref()), (Some("2022-05-09"), None));
}

#[test]
fn a_saved_web_page_keeps_its_title_and_its_text() {
    let page = "河口网
时政
社会
登录
您的位置：首页 > 社会 > 正文
浮桥拆了，老渡口还在
2021-04-02 08:15
河口晚报
收藏 3
清明前一天，用了三十年的浮桥拆了。船工老林把缆绳一圈一圈收好，挂在墙上。
推荐阅读：江上的灯
“桥会老，江不会。”老林说，新桥通车以后，他打算去当桥工。
新桥离渡口有两里路，走过去要一刻钟，赶集的人还是愿意坐他的船。
（责任编辑：王五）
分享到：
全部评论（2）
江边人
我小时候天天坐这条船，那时候船票才两分钱，一转眼都四十年了，真想再坐一次。
版权所有 河口网 沪ICP备00000000号
";
    check(
        page,
        "T 浮桥拆了，老渡口还在
B 清明前一天，用了三十年的浮桥拆了。船工老林把缆绳一圈一圈收好，挂在墙上。
B “桥会老，江不会。”老林说，新桥通车以后，他打算去当桥工。
B 新桥离渡口有两里路，走过去要一刻钟，赶集的人还是愿意坐他的船。",
    );
    let article = &extract("page.txt", page.as_bytes(), None).expect("is text").articles[0];
    assert_eq!(article.date.as_deref(), Some("2021-04-02"));
    assert_eq!(article.source.as_deref(), Some("河口晚报"));
}

#[test]
fn below_the_text_a_forum_has_replies() {
    check(
        "城南论坛 › 杂谈
查看: 52 | 回复: 1
城南的豆浆铺
发表于 2015-3-4 07:40:12 | 只看该作者
豆浆铺在桥头，门口一口大锅，天不亮就冒热气，半条街都闻得见。
老板姓何，舀豆浆从来不看碗，一勺下去不多不少。
发表于 2015-3-4 08:01:55 | 只看该作者
我也常去，他家的油条要早一点才买得到，晚了就没有了，真的很好吃。
",
        "T 城南的豆浆铺
B 豆浆铺在桥头，门口一口大锅，天不亮就冒热气，半条街都闻得见。
B 老板姓何，舀豆浆从来不看碗，一勺下去不多不少。",
    );
}

#[test]
fn a_menu_of_short_lines_is_no_column() {
    let menu = "往期回顾\n一碗头汤面\n城南的钟声\n船上的晚饭\n写给江水的\n老街的邮筒\n旧书摊的雨\n";
    let page = format!(
        "巷子尽头的井
原创 江边人
井在巷子尽头，井圈上有一道一道的绳痕，深的能放进一根手指，谁也说不清是哪一年留下的。
住在井边的阿婆说，小时候一到夏天，孩子们就把西瓜吊下去，傍晚再捞上来，全巷子的人都来分。
后来通了自来水，井就没有人用了，只有一只猫，每天中午要到井圈上睡一觉，睡到太阳偏西才走。
{menu}"
    );
    let seen = outline("page.txt", &page);
    assert!(seen.starts_with("T 巷子尽头的井\n"), "{seen}");
    assert_eq!(seen.lines().filter(|line| line.starts_with("B ")).count(), 3, "{seen}");
}

#[test]
fn the_poems_of_the_sample_keep_their_lines() {
    let file = include_bytes!("../../../assets/sample/08-苇江诗草.txt");
    let read = extract("08-苇江诗草.txt", file, None).expect("is text");
    let verse = read.articles.iter().flat_map(Article::blocks);
    let stanzas = verse.filter(|block| block.kind == BlockKind::Verse).count();
    assert!(stanzas >= 8, "{stanzas} stanzas, eight poems");
    let first = "一棹斜阳送客舟，\n芦花如雪覆寒流。\n篙师不问归何处，\n只道前滩又入秋。";
    assert!(read.articles.iter().any(|article| article.text().contains(first)));
}

#[test]
fn a_large_text_is_its_own_bytes_without_their_mark() {
    let bytes = "\u{feff}渡口".as_bytes();
    for bytes in [Cow::Borrowed(bytes), Cow::Owned(bytes.to_vec())] {
        assert_eq!(end_of(bytes, "渡口".len()), "渡口");
    }
}
