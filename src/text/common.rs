//! The characters that Chinese texts are mostly made of. In comes decoded text, out comes how much of
//! it they are: half of any real text, next to nothing of one read in the wrong encoding.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The commonest characters of modern and classical prose in both scripts, and the punctuation that
/// no text is without. Three hundred cover half of a text; a longer list would only blunt the test.
static COMMON: LazyLock<HashSet<char>> = LazyLock::new(|| {
    "的一是不了在人有我他这这個们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里\
     用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实\
     日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政\
     美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员\
     解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件\
     计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象\
     完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运\
     這個們來為國說時會對發後過著裡學現當沒動還進樣開從實軍無與長機經點業將兩間問並應戰頭體見產話內門\
     兒東聲員論處義幾條係氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規萬覺術領\
     確傳師觀讓識帶導爭運種麼於\
     曰矣焉哉乎夫兮亦吾汝余君臣公侯子孫母父兄弟士卒馬車風雨花春秋夜江河雲云酒詩诗歸归故遂乃若皆未復复\
     無使居左右死食飛落青紅红白黃黄玉客愁夢梦\
     ，。、；：？！“”「」（）《》"
        .chars()
        .collect()
});

/// Whether a character is one of them.
pub fn is_common(c: char) -> bool {
    COMMON.contains(&c)
}

/// How much of `text` is common Chinese, in parts of a thousand of what is not ASCII; with how many
/// characters there are to judge by.
pub fn share(text: &str) -> (usize, usize) {
    let (mut common, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        common += usize::from(is_common(c));
    }
    (common * 1000 / all.max(1), all)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn real_text_is_common_in_either_script() {
        for text in [
            "近日，河口镇的老码头重新开放，居民们沿着江边散步。",
            "老屋的窗戶朝著河，每到傍晚，風裡便有鹽的味道。",
            "河口之民，其居也临水，其行也以舟，不知有陆之远也。",
        ] {
            assert!(share(text).0 >= 350, "{text} {:?}", share(text));
        }
        assert!(share("锟斤拷烫烫烫屯屯屯").0 < 150);
        assert_eq!(share("harbour"), (0, 0));
    }
}
