//! Titles as pages give them. In comes a title, out comes the title without the name of the site.

/// Takes the name of the site off a title: 标题_河口新闻网, 标题 - Site. Gives the title and what
/// was cut off.
pub fn cut_site(title: &str) -> (&str, &str) {
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
    fn the_site_is_cut_off_a_title() {
        for (title, expected) in [
            ("老码头重新开放_河口新闻网", "老码头重新开放"),
            ("老码头重新开放 - 河口日报", "老码头重新开放"),
            ("老码头重新开放-要闻-河口网", "老码头重新开放"),
            ("河口——一座小镇的二十年", "河口——一座小镇的二十年"),
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
