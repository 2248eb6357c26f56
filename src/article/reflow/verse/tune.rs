//! The tunes of 词 and 曲. In comes a title, out comes whether it names one, so that the uneven lines
//! below it are known for verse. Refuses to count syllables.

use crate::article::words::{Table, Words};

/// The tunes to which most poems are written, in simplified and, where it differs, traditional script.
static TUNES: Words = Words::new(|| {
    Table::of(
        "浣溪沙 鹧鸪天 鷓鴣天 虞美人 忆江南 憶江南 望江南 水调歌头 水調歌頭 念奴娇 念奴嬌 满江红 滿江紅 \
    沁园春 沁園春 蝶恋花 蝶戀花 菩萨蛮 菩薩蠻 临江仙 臨江仙 如梦令 如夢令 西江月 清平乐 清平樂 卜算子 \
    渔家傲 漁家傲 江城子 江神子 点绛唇 點絳唇 减字木兰花 減字木蘭花 木兰花 木蘭花 玉楼春 玉樓春 贺新郎 \
    賀新郎 水龙吟 水龍吟 摸鱼儿 摸魚兒 永遇乐 永遇樂 声声慢 聲聲慢 雨霖铃 雨霖鈴 青玉案 破阵子 破陣子 \
    定风波 定風波 踏莎行 南乡子 南鄉子 阮郎归 阮郎歸 采桑子 丑奴儿 醜奴兒 醉花阴 醉花陰 一剪梅 武陵春 \
    苏幕遮 蘇幕遮 御街行 生查子 诉衷情 訴衷情 长相思 長相思 相见欢 相見歡 乌夜啼 烏夜啼 浪淘沙 渔歌子 \
    漁歌子 忆秦娥 憶秦娥 鹊桥仙 鵲橋仙 眼儿媚 眼兒媚 画堂春 畫堂春 满庭芳 滿庭芳 八声甘州 八聲甘州 \
    扬州慢 揚州慢 暗香 疏影 齐天乐 齊天樂 瑞龙吟 瑞龍吟 兰陵王 蘭陵王 六州歌头 六州歌頭 桂枝香 望海潮 \
    好事近 朝中措 小重山 谒金门 謁金門 更漏子 酒泉子 南歌子 柳梢青 太常引 霜天晓角 霜天曉角 昭君怨 \
    天净沙 天淨沙 山坡羊 水仙子 折桂令 殿前欢 殿前歡 普天乐 普天樂 满庭芳 寿阳曲 壽陽曲 四块玉 四塊玉 \
    滚绣球 滾繡球 端正好 叨叨令 一枝花 调笑令 調笑令 捣练子 搗練子 巫山一段云 少年游 少年遊 洞仙歌 行香子 \
    瑞鹤仙 瑞鶴仙 千秋岁 千秋歲 风入松 風入松 解连环 解連環 夜游宫 夜遊宮 忆王孙 憶王孫 喜迁莺 喜遷鶯",
    )
});

/// Whether a title is a tune, by itself or with a subject: 浣溪沙·渡口, 【越调·天净沙】秋.
pub fn names_one(title: &str) -> bool {
    if title.len() > 120 {
        return false;
    }
    let bare = title.trim_start_matches(|c: char| "《【［[〈".contains(c));
    let parts = |c: char| {
        matches!(c, '·' | '・' | '•' | '．' | '.' | '，' | '（' | '(' | '：' | ':')
            || matches!(c, '》' | '】' | '］' | ']' | '〉' | '—')
            || c.is_whitespace()
    };
    bare.split(parts).filter(|part| !part.is_empty()).take(3).any(|part| TUNES.has(part))
}

#[cfg(test)]
mod tests {
    use super::names_one;

    #[test]
    fn tunes_are_known_with_their_subjects() {
        for title in
            ["浣溪沙", "浣溪沙·渡口", "《浣溪沙》", "【越调·天净沙】渡口", "鷓鴣天（河口）"]
        {
            assert!(names_one(title), "{title}");
        }
        for title in ["浣溪沙词牌的来历", "渡口", ""] {
            assert!(!names_one(title), "{title}");
        }
    }
}
