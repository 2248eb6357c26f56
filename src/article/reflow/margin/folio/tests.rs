//! Which lines are folios, and the day that they state.

use super::*;

fn check(lines: &[&str], left: &[&str], issued: Option<&str>) {
    let mut kept = lines.to_vec();
    let mut dropped = Vec::new();
    let date = take(&mut kept, |line| line, |line| line.contains(PROSE), &mut dropped);
    assert_eq!((kept.as_slice(), date.as_deref()), (left, issued), "{lines:?}");
    assert_eq!(kept.len() + dropped.len(), lines.len());
}

#[test]
fn folios_are_taken_and_date_the_issue() {
    let title = "老码头重新开放";
    for folio in [
        "第 3 版 要闻 2024 年 3 月 5 日 星期二 责任编辑：王五 版式设计：李四",
        "苇江晚报 2024.3.5 星期二",
        "2024年3月5日 星期二 A03 社会·民生",
        "2024年3月5日　星期二　第3版　苇江文艺",
        "苇江区报 2024年3月5日 星期二 甲辰年正月廿五",
        "苇江区报 2024年3月5日 农历正月廿五",
    ] {
        check(&[folio, title], &[title], Some("2024-03-05"));
    }
    check(&["责编 / 王五 美编 / 李四 校对 / 赵六", title], &[title], None);
    check(&["第3版：综合新闻", title], &[title], None);
    check(
        &["03 要闻", "2024年3月5日 星期二", "编辑：王五 电话：010-1234567", title],
        &[title],
        Some("2024-03-05"),
    );
    check(&[title, "（下转第4版）", "文化"], &[title, "文化"], None);
    check(&["（上接第一版）", title], &[title], None);
    check(
        &["03 要闻 2024年3月5日 责任编辑：", "王五 版", "式设计：", "李四", title],
        &[title],
        Some("2024-03-05"),
    );
    check(&["2024年3月5日 第3版", "星期二", title], &[title], Some("2024-03-05"));
    check(&["2024年3月5日", title, "社会 3版", title], &[title, title], Some("2024-03-05"));
    check(&[title, "主办：河口镇融媒体中心 投稿邮箱：dk@hekou.cn 2"], &[title], None);
    check(&["生活周刊 厨事 B3 2024.3.5", title], &[title], Some("2024-03-05"));
    check(&["第1版 2024年3月5日", title, "第2版 2024年3月6日"], &[title], None);
    for folio in [
        ["渡口生活", "2024年3月5日 星期二", "责任编辑 王五"],
        ["金融视点", "2024年3月5日", "B02"],
        ["理论", "苇江日报", "2024年3月5日 星期二 07"],
    ] {
        check(&[folio[0], folio[1], folio[2], title], &[title], Some("2024-03-05"));
        check(&[title, folio[0], folio[1], folio[2]], &[title], Some("2024-03-05"));
    }
    check(&["社区新闻", "双塔社区报", title], &[title], None);
    check(&["社区新闻 3", title], &[title], None);
    check(&["副刊·渡头", "2024年3月5日", "A12", title], &[title], Some("2024-03-05"));
    check(
        &["苇江机械厂党委主办 第二百一十四期 一九八七年五月六日", title],
        &[title],
        Some("1987-05-06"),
    );
    check(
        &["2024年3月5日 星期二", "责任编辑:王五 电话:66120110", "渡头潮", "社区 3", title],
        &[title],
        Some("2024-03-05"),
    );
    check(&["2024年3月5日", "渡头潮", title], &["2024年3月5日", "渡头潮", title], None);
    check(&["苇江時報電子版", "2024年3月5日 第8版", title], &[title], Some("2024-03-05"));
    check(&["2024年3月5日 A03", title, "苇江晨报", title], &[title, title], Some("2024-03-05"));
    check(&["苇江日报", "2024年3月5日", title], &[title], Some("2024-03-05"));
    check(&["2024年3月5日 A03", title, "编辑 王五", title], &[title, title], Some("2024-03-05"));
    for kept in ["编辑同志：", "编辑手记"] {
        let page = ["2024年3月5日 A03", title, kept, title];
        check(&page, &page[1..], Some("2024-03-05"));
    }
    let signed = [title, "编辑部", "2024年3月5日"];
    check(&signed, &signed, None);
    check(&["热线：66120110", title], &[title], None);
    check(&[title, "热线：66120110"], &[title, "热线：66120110"], None);
    check(&["第 1247 期", "《苇江城报》编辑部 本版责任编辑：王五", title], &[title], None);
    check(
        &["渡口镇报", "2024年3月5日 星期二 第 8 期 河口镇委员会 河口镇人民政府 主办", title],
        &[title],
        Some("2024-03-05"),
    );
    check(&["党建 · 治理", "河口通讯", title], &[title], None);
    check(&["苇江报", "总第1126 期2024 年3 月5 日本期四版", title], &[title], Some("2024-03-05"));
    check(&[title, "责任编辑 王五 版式 何 一 投稿邮箱 dk@hekou.cn"], &[title], None);
    check(
        &["苇江融媒体中心 主办", "2023年3月24日 农历癸卯年闰二月初三", "今日四版", title],
        &[title],
        Some("2023-03-24"),
    );
}

#[test]
fn other_lines_stay() {
    for line in [
        "2024年3月5日 星期二 晴",
        "要闻",
        "文化",
        "第三版图书上市",
        "2024年3月5日",
        "编辑 王五",
        "记者 王五",
        "3 月 5 日，船来了。",
        "他在第 3 版上读到了这个消息，很高兴",
        "2024年3月5日，苇江大堤加高",
        "2024年3月5日 10:20 河口日报",
        "12",
    ] {
        check(&[line, "老码头"], &[line, "老码头"], None);
    }
}
