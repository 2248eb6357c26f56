//! Who may copy a page, and who keeps its site. In comes one line, out comes a yes or no. Refuses
//! statutes and what is told of rights.

use super::View;
use crate::article::words::{Table, Words};

/// Copyright, licences, who keeps the site.
pub fn is_legal(line: &View<'_>) -> bool {
    static STARTS: Words = Words::new(|| {
        Table::of(
            "版权声明 版權聲明 免责声明 特别声明 郑重声明 凡本网 凡本站 凡注明 本网站所 本报所有内容 \
        Copyright copyright COPYRIGHT CopyRight © ⓒ 版权所有 Powered 本站所有 以上内容仅 风险提示 Processed \
        技术支持： 技术支持: 主办单位： 主办单位: 主办： 承办： 备案号 备案序号 Notice: \
        转载请注明 本文系转载",
        )
    });
    static INSIDE: Words = Words::new(|| {
        Table::of(
            "ICP备 ICP证 ICP备案 公网安备 网安备 网站标识码 新闻信息服务许可证 \
        电信业务经营许可 不良信息举报 违法和不良信息 版权所有 版權所有 未经授权 未经许可 不得转载 不得轉載 \
        本文为博主原创 存储服务 与本站立场无关 不代表本站 不代表本网 仅代表作者 \
        著作權聲明 隱私權聲明 隐私政策",
        )
    });
    let View { text, form, .. } = line;
    if text.len() > 900 {
        return false;
    }
    let one_sentence =
        || !form.holds(['。', '；']) || !text.trim_end_matches('。').contains(['。', '；']);
    STARTS.begins(text)
        || (text.len() <= 360
            && one_sentence()
            && (!text.ends_with('。') || text.contains("不代表") || text.contains("存储服务"))
            && (INSIDE.is_in(text) || form.holds(['g', 'P']) && is_english_notice(text)))
        || text.len() <= 300 && forbids_copies(text) && one_sentence()
        || text.starts_with('版')
            && text.len() <= 150
            && text.replace(' ', "").starts_with("版权所有")
}

/// 本网站之文字，非经授权，不得转载: a notice of the site, and no statute, which has numbers.
fn forbids_copies(text: &str) -> bool {
    static SUBJECTS: Words = Words::new(|| {
        Table::of(
            "本文 本网 本站 本刊 本报 本社 本作品 本页 本專 本網 本報 本內容 本内容 以上 未经 未經 非经 非經 文章 \
        如需转载 如需轉載 转载 轉載 欢迎转载",
        )
    });
    static LEAVE: Words = Words::new(|| {
        Table::of(
            "未经授权 未经许可 未经书面 未经本 未经作者 未經授權 未經許可 未經同意 未經本 非经授权 非經授權 非經許可 \
        须注明出处 请注明出处 注明来源 請註明出處 务经书面授权 请联系授权 须经授权",
        )
    });
    static COPIES: Words = Words::new(|| Table::of("转载 轉載 摘编 镜像 使用 转发 刊用"));
    SUBJECTS.begins(text) && COPIES.is_in(text) && LEAVE.is_in(text)
}

/// All rights reserved, and what programs say that make pages.
fn is_english_notice(text: &str) -> bool {
    text.contains("ights") && text.to_ascii_lowercase().contains("rights reserved")
        || text.contains("Processed in ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::Form;

    #[test]
    fn a_notice_says_who_may_copy_the_page() {
        let check = |text: &str| is_legal(&View::of(text, &Form::of(text)));
        for text in [
            "版权所有：河口镇人民政府 沪ICP备00000000号",
            "Copyright © 2024 河口网",
            "本文系河口日报原创稿件，未经授权不得转载。",
            "本網站之文字及圖片，非經授權，不得轉載。",
            "转载请联系本站，未经许可不得使用。",
        ] {
            assert!(check(text), "{text}");
        }
        for text in [
            "他把版权所有的收入捐给了学校。",
            "第五条 未经许可，任何人不得转载本志。",
            "渡船未经许可不得使用老码头。",
            "本文写的是一条渡船。未经许可，船工不得使用。转载的人很多。",
        ] {
            assert!(!check(text), "{text}");
        }
    }
}
