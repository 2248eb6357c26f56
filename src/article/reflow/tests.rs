//! Newspaper pages as PDF programs give them: what a reader sees of each.

mod headlines;
mod order;

use crate::article::compose::{Articles, compose};

/// Kicker, title and subtitle of each article, then a letter and the length of each block.
fn outline(text: &str) -> Vec<String> {
    let mut dropped = Vec::new();
    let (pieces, _) = super::page(text, &mut dropped);
    let page = compose(pieces, Articles::Many, dropped);
    let mut lines = Vec::new();
    for article in &page.articles {
        for block in article.blocks() {
            let text = article.block_text(block).as_str().replace('\n', "/");
            let kind = format!("{:?}", block.kind);
            let long = text.chars().count() > 20;
            let shown: String = text.chars().take(if long { 6 } else { 20 }).collect();
            lines.push(format!("{} {shown}", &kind[..1]));
        }
    }
    lines
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(outline(text), expected, "{text}");
}

/// A paragraph set in a column `ems` wide, its first line short by an indent.
fn set(paragraph: &str, ems: usize, indent: &str) -> String {
    let letters: Vec<char> = paragraph.chars().collect();
    let first = letters.len().min(ems - 2);
    let mut lines = vec![format!("{indent}{}", letters[..first].iter().collect::<String>())];
    lines.extend(letters[first..].chunks(ems).map(|line| line.iter().collect()));
    lines.join("\n")
}

const FERRY: [&str; 3] = [
    "清晨的雾还没有散尽渡船已经靠在码头边上等着第一批过江的人船工把缆绳一圈一圈地解开又看了看天色才吹响了汽笛。",
    "船票还是从前的价钱月票可以用到年底孩子和老人不用买票推着车子的菜农多付一块钱就能把菜一起带到对岸的集市上去卖。",
    "镇里打算把旧船修好放在岸边让来看江的人知道这里从前的样子船工们说只要有人过江这条船就会一直开下去不会停。",
];

const STARS: [&str; 3] = [
    "山上的小学今年添了一架望远镜孩子们第一次看见了土星的光环老师把每个人看见的样子都画在黑板上谁也不肯先回家去。",
    "望远镜是退休的物理老师送来的他说夜里没有灯光的地方才看得清星空山上的孩子比城里的孩子更有福气应当多看看。",
    "到了冬天学校要办一个观星节附近几个村子的孩子都可以来住一个晚上棉被和姜汤由村里的妇女们准备大家都盼着那天。",
];

fn column(paragraphs: &[&str], ems: usize, indent: &str) -> String {
    paragraphs.iter().map(|text| set(text, ems, indent)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_poem_as_long_as_the_prose_below_leaves_it_its_column() {
    let verse = "夜渡\n何一\n船慢慢地走\n像一个想起往事的人\n岸上有灯\n灯下没有人\n只有我\n数着台阶\n等一条船\n\
                 它从雾里来\n载着昨天\n和一盏灯";
    let prose = "外公的老屋临着江水，门前有一棵树，\n树下放着一张矮凳，他常常坐在那里补网，我\n\
                 坐在旁边，听他讲船上的旧事，讲着讲着天就\n黑了，他才收起网来，牵着我的手慢慢走回家\n\
                 去吃晚饭。\n去年我又回去，老屋还在，矮凳也还在\n那里，只是江上有了大桥，渡口的船都收起来\n\
                 了，外公坐在门口，看着江水，说船是老了，\n他也老了，只有江水没有老，它还是从前那个\n\
                 样子，一天到晚往东流。";
    let found = outline(&format!("{verse}\n外公的渡口\n林小满\n{prose}"));
    assert_eq!(
        found,
        [
            "T 夜渡",
            "A 何一",
            "V 船慢慢地走/",
            "T 外公的渡口",
            "A 林小满",
            "B 外公的老屋临",
            "B 去年我又回去"
        ]
    );
}

#[test]
fn verse_between_prose_keeps_its_lines_and_its_title() {
    let verse = "夜渡\n何一\n船慢慢地走\n像一个想起往事的人\n岸上有灯\n灯下没有人";
    let text = format!(
        "渡船照开\n{}\n{verse}\n看星星的人\n{}",
        column(&FERRY, 15, ""),
        column(&STARS, 15, "")
    );
    check(
        &text,
        &[
            "T 渡船照开",
            "B 清晨的雾还没",
            "B 船票还是从前",
            "B 镇里打算把旧",
            "T 夜渡",
            "A 何一",
            "V 船慢慢地走/",
            "T 看星星的人",
            "B 山上的小学今",
            "B 望远镜是退休",
            "B 到了冬天学校",
        ],
    );
}

#[test]
fn what_is_set_across_columns_is_a_headline_whatever_its_signs() {
    for title in
        ["山上的小学添了一架望远镜孩子们都来看星星！", "山上的小学添了望远镜，孩子们夜里都来看星星"]
    {
        for last in ["。", ""] {
            let ferry = column(&FERRY[..2], 15, "");
            let ferry = format!("{}\n一直开到年底{last}", ferry.trim_end_matches('。'));
            let text = format!("渡船照开\n{ferry}\n{title}\n{}", column(&STARS, 15, ""));
            let found = outline(&text);
            assert_eq!(found.iter().filter(|line| line.starts_with('T')).count(), 2, "{found:?}");
        }
    }
}

#[test]
fn the_name_of_a_series_stands_over_a_title() {
    let text = format!("江城足球超级联赛\n河口镇队苦战三局逆转取胜\n{}", column(&STARS, 15, ""));
    assert_eq!(outline(&text)[..2], ["K 江城足球超级联赛", "T 河口镇队苦战三局逆转取胜"]);
}

#[test]
fn the_name_of_a_photographer_ends_the_words_under_a_picture() {
    let text = format!(
        "图片新闻\n3月5日，船工们在老码头修补缆绳。据了解，渡\n船下周照开。何大江 摄\n\
         山里看见土星\n望远镜进了小学\n{}",
        column(&[&format!("本报讯 {}", STARS[0]), STARS[1]], 15, "")
    );
    let titles: Vec<String> =
        outline(&text).into_iter().filter(|line| line.starts_with('T')).collect();
    assert_eq!(titles, ["T 图片新闻", "T 山里看见土星 望远镜进了小学"]);
}

#[test]
fn who_wrote_a_letter_is_no_headline() {
    let text = format!(
        "渡口该有盏灯\n{}\n河口镇 何大江\n码头少了把椅子\n{}\n一名船工\n谢谢摆渡人\n{}",
        set(FERRY[0], 15, ""),
        set(FERRY[1], 15, ""),
        column(&STARS, 15, "")
    );
    check(
        &text,
        &[
            "T 渡口该有盏灯",
            "B 清晨的雾还没",
            "A 河口镇 何大江",
            "T 码头少了把椅子",
            "B 船票还是从前",
            "A 一名船工",
            "T 谢谢摆渡人",
            "B 山上的小学今",
            "B 望远镜是退休",
            "B 到了冬天学校",
        ],
    );
}

#[test]
fn a_headline_as_wide_as_its_column_stands() {
    let title = "山里小学的孩子们看见了土星光环";
    let text = format!("渡船照开\n{}\n{title}\n{}", column(&FERRY, 15, ""), column(&STARS, 15, ""));
    let titles: Vec<String> =
        outline(&text).into_iter().filter(|line| line.starts_with('T')).collect();
    assert_eq!(titles, ["T 渡船照开", &format!("T {title}")]);
}

#[test]
fn what_somebody_says_is_the_title_over_an_author() {
    let text = format!("“渡船不会停”\n访老船工\n本报记者 王五\n{}", column(&FERRY, 15, ""));
    assert_eq!(outline(&text)[..2], ["T “渡船不会停”", "S 访老船工"]);
}

#[test]
fn a_headline_shorter_than_its_column_stands() {
    for (ems, indent) in [(15, ""), (15, "　　"), (20, ""), (11, "　　")] {
        let text = format!(
            "{}\n渡船照开\n{}\n小学来了望远镜\n本报记者 王五\n{}",
            "渡口纪事",
            column(&FERRY, ems, indent),
            column(&STARS, ems, indent)
        );
        let body = ["B 清晨的雾还没", "B 船票还是从前", "B 镇里打算把旧"];
        let next = [
            "T 小学来了望远镜",
            "A 本报记者 王五",
            "B 山上的小学今",
            "B 望远镜是退休",
            "B 到了冬天学校",
        ];
        let expected: Vec<&str> =
            ["T 渡口纪事", "S 渡船照开"].into_iter().chain(body).chain(next).collect();
        check(&text, &expected);
        check(&text.replace('\n', "\n\n"), &expected);
    }
}

#[test]
fn columns_of_two_widths_meet() {
    let text = format!(
        "渡船照开\n{}\n{}\n（来源：河口镇）\n小学来了望远镜\n{}",
        column(&FERRY[..2], 20, ""),
        column(&FERRY[2..], 13, ""),
        column(&STARS, 11, "")
    );
    check(
        &text,
        &[
            "T 渡船照开",
            "B 清晨的雾还没",
            "B 船票还是从前",
            "B 镇里打算把旧",
            "A （来源：河口镇）",
            "T 小学来了望远镜",
            "B 山上的小学今",
            "B 望远镜是退休",
            "B 到了冬天学校",
        ],
    );
}

#[test]
fn headings_of_two_clauses_stay_inside() {
    let text = format!(
        "老渡船的一年\n{}\n头一班，开在雾里\n{}",
        column(&FERRY[..2], 16, "　　"),
        column(&FERRY[2..], 16, "　　")
    );
    check(
        &text,
        &[
            "T 老渡船的一年",
            "B 清晨的雾还没",
            "B 船票还是从前",
            "H 头一班，开在雾里",
            "B 镇里打算把旧",
        ],
    );
}

#[test]
fn a_column_has_a_name_an_author_and_a_signature() {
    let text = format!(
        "江边随笔\n渡船的汽笛声里\n王五\n{}\n河口镇渡运所\n2024年3月5日\n小学来了望远镜\n{}",
        column(&FERRY, 15, ""),
        column(&STARS, 15, "")
    );
    check(
        &text,
        &[
            "K 江边随笔",
            "T 渡船的汽笛声里",
            "A 王五",
            "B 清晨的雾还没",
            "B 船票还是从前",
            "B 镇里打算把旧",
            "A 河口镇渡运所",
            "A 2024年3月5日",
            "T 小学来了望远镜",
            "B 山上的小学今",
            "B 望远镜是退休",
            "B 到了冬天学校",
        ],
    );
}

#[test]
fn the_folio_is_no_headline_and_dates_the_page() {
    let text = format!(
        "苇江晚报\n2024 年 3 月 5 日 星期二 第 3 版\n责任编辑：王五 版式：李四\n渡船照开\n{}",
        column(&FERRY, 15, "")
    );
    check(&text, &["T 渡船照开", "B 清晨的雾还没", "B 船票还是从前", "B 镇里打算把旧"]);
    let extraction = crate::article::extract("page.txt", text.as_bytes(), None).expect("is text");
    assert_eq!(extraction.articles[0].date.as_deref(), Some("2024-03-05"));
    assert_eq!(extraction.dropped.len(), 3);
}

/// A page of the web as a browser of the terminal prints it, 76 cells wide.
#[test]
fn a_printed_page_of_the_web_gives_its_article_alone() {
    let wrap = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        letters.chunks(38).map(|line| line.iter().collect()).collect::<Vec<String>>().join("\n")
    };
    let menu = "  • 渡口\n  • 江上\n  • 码头\n  • 船工\n  • 集市\n";
    let slogan = "河口人的早晨，从一条船开始。";
    let text = FERRY.map(wrap).join("\n\n");
    let page = format!(
        "[logo]\n\n{menu}\n{slogan}\n\n{menu}\n首页 > 渡口 > 正文\n\n老码头的渡船又开航了\n\n\
         2024-03-05 09:21 来源：河口日报举报\n\n[0a1b2c3d]\n{text}\n\n分享到： 微信 微博 QQ空间\n\n\
         相关阅读\n\n新码头的栏杆漆成了红色\n\n{}\n\n{menu}",
        wrap(&FERRY[1].replace('。', "，今年也是一样。"))
    );
    check(&page, &["T 老码头的渡船又开航了", "B 清晨的雾还没", "B 船票还是从前", "B 镇里打算把旧"]);
}

#[test]
fn a_page_of_the_web_is_one_article() {
    let page = "河口网\n登录 注册\n老码头的渡船\n来源：河口日报 2024-03-05 10:20\n分享到： 微信 微博\n\
        渡船每天早晨六点从河口镇的老码头出发，坐船的人都带着孩子，晚上才回到河口镇来。\n\
        船工与斗笠\n本报讯 何老大在老码头上摆了三十年渡，两岸的人都认得他的斗笠。\n\
        望远镜进了小学\n本报讯 山里的小学添了望远镜，孩子们夜里排着队看土星。\n\
        船工的其他故事\n【打印】【关闭】\n上一篇：渡口的早晨\n";
    let lines = outline(page);
    assert_eq!(
        lines.last().map(String::as_str),
        Some("B 船工的其他故事"),
        "a heading stands over text"
    );
    assert_eq!(lines.iter().filter(|line| line.starts_with('T')).count(), 1, "{lines:?}");
}

#[test]
fn no_character_may_fit_in_the_rest_of_a_first_line() {
    // Set in fifteen ems and a half: the first line has thirteen, and a comma may hang out.
    let first = |text: &str| text.replacen('，', "，\n", 1);
    let story = "镇里的老人都说这条江\n上的船比桥还早清晨的雾还没散\n尽船就靠在码头边上等着第一批\n\
                 过江的人。";
    let text = format!("{}。\n老渡口的清晨和黄昏\n{story}\n{story}", column(&FERRY, 14, ""));
    check(
        &first(&text),
        &[
            "B 清晨的雾还没",
            "B 船票还是从前",
            "B 镇里打算把旧",
            "H 老渡口的清晨和黄昏",
            "B 镇里的老人都",
            "B 镇里的老人都",
        ],
    );
}

#[test]
fn a_bracket_by_itself_closes_a_text() {
    let text = format!(
        "渡船照开\n{}\n（河口镇 夏至）\n看星星的人\n\n何一\n{}",
        column(&FERRY, 15, "　　"),
        column(&STARS, 15, "　　")
    );
    let stories = ["B 清晨的雾还没", "B 船票还是从前", "B 镇里打算把旧"];
    let stars = ["B 山上的小学今", "B 望远镜是退休", "B 到了冬天学校"];
    let expected = [
        &["T 渡船照开"],
        &stories[..],
        &["A （河口镇 夏至）", "T 看星星的人", "A 何一"],
        &stars[..],
    ];
    check(&text, &expected.concat());
}

#[test]
fn a_photographer_in_brackets_ends_the_words_under_a_picture() {
    let text = format!(
        "{}\n图为清晨第一班渡船靠上老\n码头。（何一 摄）\n看星星的人今晚又上山去\n{}",
        column(&FERRY, 15, ""),
        column(&STARS, 15, "")
    );
    let found = outline(&text);
    assert!(found.contains(&"C 图为清晨第一".to_owned()), "{found:?}");
    assert!(found.contains(&"H 看星星的人今晚又上山去".to_owned()), "{found:?}");
}

#[test]
fn a_title_may_ask() {
    let (ferry, stars) = (column(&FERRY, 15, ""), column(&STARS, 15, ""));
    let all = |ferry: &[&str], title: &[&str]| {
        let stars = ["B 山上的小学今", "B 望远镜是退休", "B 到了冬天学校"];
        let story = ["B 清晨的雾还没", "B 船票还是从前", "B 镇里打算把旧"];
        [ferry, &story[..], title, &stars[..]]
            .concat()
            .iter()
            .map(|&line| line.to_owned())
            .collect::<Vec<_>>()
    };
    for (between, title) in [
        ("渡口随笔\n谁来看星星？", &["H 渡口随笔", "H 谁来看星星？"][..]),
        ("（河口镇 何一）\n谁来看星星？", &["A （河口镇 何一）", "T 谁来看星星？"]),
        (
            "山里的孩子，谁来看星星？\n本报记者 何一",
            &["T 山里的孩子，谁来看星星？", "A 本报记者 何一"],
        ),
    ] {
        let text = format!("渡船照开\n{ferry}\n{between}\n{stars}");
        assert_eq!(outline(&text), all(&["T 渡船照开"], title), "{text}");
    }
    let asked = format!("渡船照开\n{ferry}\n谁来看星星？\n{stars}");
    assert_eq!(outline(&asked), all(&["T 渡船照开"], &["B 谁来看星星？"]), "{asked}");
}

#[test]
fn questions_and_answers_are_paragraphs_and_no_headlines() {
    let text = format!(
        "你问我答\n问：渡船几点开\n呢？（读者何一）\n答：{}\n问：票价是多少\n答：{}\n",
        column(&[FERRY[0]], 15, ""),
        column(&[FERRY[1]], 15, "")
    );
    check(
        &text,
        &[
            "T 你问我答",
            "B 问：渡船几点开呢？（读者何一）",
            "B 答：清晨的雾",
            "B 问：票价是多少",
            "B 答：船票还是",
        ],
    );
}

#[test]
fn pages_of_an_edition_one_below_another_are_read_each() {
    let head = "苇江日报 2019年05月26日 星期日 第08版：文学副刊·渡头\n标题导航 上一篇 下一篇\n";
    let verse = "船在水上写一个字\n写到对岸\n又擦掉\n摆渡人不识字\n他只认得水深\n和每个人的鞋";
    let text = format!(
        "{head}\n渡口的一天\n　　何一\n　　{}\n　　{}\n----\n{head}\n夜渡的人（外一首）\n　　胥江\n　　{}\n\n",
        FERRY[0],
        FERRY[1],
        verse.replace('\n', "\n　　")
    );
    let found = outline(&text);
    assert!(found.contains(&"T 渡口的一天".to_owned()), "{found:?}");
    // What the second page begins with is an article of its own, and none of its lines is furniture.
    assert!(found.iter().any(|line| line.contains("夜渡")), "{found:?}");
}
