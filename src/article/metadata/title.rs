//! Titles as pages give them. In comes a title, out comes the title without the name of the site.

use crate::article::sign;

/// Takes the name of the site off a title: 标题_河口新闻网, 标题 - Site. Gives the title and what
/// was cut off.
pub fn cut_site(whole: &str) -> (&str, &str) {
    // The program that made the page is named behind its site.
    let whole = whole.trim_start();
    let title = whole.split("- Powered by ").next().unwrap_or(whole).trim_end();
    if let Some((site, title)) = part_site_before(title) {
        return (title, site);
    }
    let (title, _) = cut_name(title);
    (title, whole[title.len()..].trim())
}

/// 河口新闻网--标题: some programs put the site first.
fn part_site_before(title: &str) -> Option<(&str, &str)> {
    let (separator, at) = ["--", "_", " - "]
        .iter()
        .find_map(|separator| Some((separator, title.find(separator)?)))?;
    let tail = title[at + separator.len()..].trim();
    let fits = is_site(title[..at].trim()) && tail.chars().count() >= 5 && !is_site(tail);
    fits.then(|| (title[..at + separator.len()].trim(), tail)).filter(|_| {
        !title[..at].trim().is_empty() && !tail.contains(['_', '|']) && !tail.contains("--")
    })
}

fn cut_name(title: &str) -> (&str, &str) {
    for separator in ["_", "|", "｜", "丨", " - ", " – ", " — ", "--", "－", "-", "——"] {
        let Some(at) = title.find(separator) else { continue };
        let (head, tail) = (title[..at].trim(), title[at + separator.len()..].trim());
        // _ stands in no Chinese headline, a dash may, and before a bar there may be a column's name.
        let (before, after) = (head.chars().count(), tail.chars().count());
        let certain = match separator {
            "_" => after <= 40,
            "|" | "｜" | "丨" => {
                after <= 12 && before >= 2 * after || after <= 24 && is_site(tail)
            }
            _ => false,
        };
        if before >= 4 && !tail.is_empty() && (certain || is_site(tail)) {
            return (head, title[at..].trim());
        }
    }
    (title, "")
}

/// Makes one title of the lines over which the title of a document was broken: 某某人民法院 / 关于…… /
/// 若干问题的解释. Only the last of them names what kind of document it is.
pub fn join_official(head: &mut Vec<String>) {
    const KINDS: &str = "决议 决定 通知 意见 办法 规定 解释 批复 公告 通告 命令 函 复函 方案 条例 细则 纪要 答复 \
        報告 決議 決定 辦法 規定 報告 报告 通报 讲话 说明 规划 规则 实施细则";
    let is_kind =
        |kind: &str, line: &str| line.strip_suffix(kind).is_some_and(|of| of.ends_with('的'));
    let names_kind = |line: &String| KINDS.split_whitespace().any(|kind| is_kind(kind, line));
    let about = |line: &String| line.contains("关于") || line.contains("關於");
    let Some(last) = head.iter().position(names_kind) else { return };
    // 河口市人民政府文件 is printed in red above the title, and no part of it.
    let is_over = |line: &&String| {
        sign::is_letterhead(line) || gives_notice(line) || sign::is_of_two_parts(line)
    };
    let first = head[..last].iter().take_while(is_over).count();
    let parts = &head[first..=last];
    let is_clause = |line: &String| line.contains('，');
    if parts.len() > 1 && parts.iter().any(about) && !parts[..parts.len() - 1].iter().any(is_clause)
    {
        let whole = parts.concat();
        head.splice(first..=last, [whole]);
    }
}

/// 河口渡船公司公告: who gives notice, over what of.
pub fn gives_notice(line: &str) -> bool {
    ["公告", "通告", "启事", "公示", "啟事"].iter().any(|kind| line.ends_with(kind))
}

fn is_site(tail: &str) -> bool {
    const ENDS: &str = "网 網 新闻 新聞 频道 门户 门户网站 在线 日报 日報 晚报 早报 时报 周刊 网站 官网 \
        中心 客户端 手机版 百科 博客 论坛 社区 人民政府 政府 电视台 .com .cn .org 资讯";
    tail.chars().count() <= 24
        && !tail.contains(['，', '。', '“', '！', '？'])
        && ENDS.split(' ').any(|end| tail.to_ascii_lowercase().ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_broken_over_lines_is_made_whole() {
        let join = |lines: &[&str]| {
            let mut head: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
            join_official(&mut head);
            head
        };
        assert_eq!(join(&["河口市渡船协会", "关于停航的通知"]), ["河口市渡船协会关于停航的通知"]);
        assert_eq!(
            join(&["河口市人民政府文件", "河口市政府关于印发", "《渡口办法》的通知"]),
            ["河口市人民政府文件", "河口市政府关于印发《渡口办法》的通知"]
        );
        let notice = ["河口渡船公司公告", "关于停航的通知"];
        assert_eq!(join(&notice), notice);
        assert_eq!(join(&["关于停航的通知", "渡船停航三天"]), ["关于停航的通知", "渡船停航三天"]);
        assert_eq!(join(&["老码头重新开放", "市民交口称赞"]), ["老码头重新开放", "市民交口称赞"]);
    }

    #[test]
    fn the_site_is_cut_off_a_title() {
        for (title, expected) in [
            ("老码头重新开放_河口新闻网", "老码头重新开放"),
            ("老码头重新开放 - 河口日报", "老码头重新开放"),
            ("老码头重新开放-要闻-河口网", "老码头重新开放"),
            ("河口——一座小镇的二十年", "河口——一座小镇的二十年"),
            ("老码头重新开放 - 江边 - 河口论坛 - Powered by Discuz!", "老码头重新开放"),
            ("河口新闻网--老码头重新开放", "老码头重新开放"),
            ("河口新闻网--要闻--老码头", "河口新闻网--要闻--老码头"),
            ("2+X研讨班-开班", "2+X研讨班-开班"),
            ("新春走渡口｜江上的养路人", "新春走渡口｜江上的养路人"),
            ("深度 | 一座渡口为什么消失", "深度 | 一座渡口为什么消失"),
            ("在阳台上种番茄的一年 | 小院", "在阳台上种番茄的一年"),
            ("东城—西城：一条渡船两头住", "东城—西城：一条渡船两头住"),
        ] {
            assert_eq!(cut_site(title).0, expected);
        }
    }
}
