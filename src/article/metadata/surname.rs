//! Surnames. In comes a short line, out comes whether it could be a name.

use crate::text::han::is_han;

/// Whether a name begins with a surname.
pub fn begins(name: &str) -> bool {
    name.chars().next().is_some_and(|c| SURNAMES.contains(c))
}

/// Whether a line is nothing but a name of at most `most` characters, with blanks between them or
/// without.
pub fn is_name(line: &str, most: usize) -> bool {
    let letters = || line.chars().filter(|c| !c.is_whitespace());
    begins(line) && letters().all(is_han) && (2..=most).contains(&letters().count())
}

/// The surnames of most authors, and 释 of monks.
const SURNAMES: &str = "赵趙钱錢孙孫李周吴吳郑鄭王冯馮陈陳褚卫衛蒋蔣沈韩韓杨楊朱秦尤许許何吕呂施张張孔曹严嚴华華\
    金魏陶姜戚谢謝邹鄒喻柏章云苏蘇潘葛范彭郎鲁魯韦韋马馬苗方俞任袁柳史唐费費薛雷贺賀倪汤湯滕殷罗羅毕畢郝\
    常乐樂于於时時傅皮卞齐齊康伍余元顾顧孟黄黃穆萧蕭尹姚邵汪祁毛狄米明戴宋茅庞龐熊纪紀舒屈项項祝董梁杜阮\
    蓝藍闵閔席季贾賈路江童颜顏郭梅盛林刁钟鍾徐邱骆駱高夏蔡田樊胡凌霍虞万萬支柯管卢盧莫经房裘缪繆干解应應\
    宗丁宣邓鄧郁单單杭洪包诸諸左石崔吉龚龔程嵇邢裴陆陸荣榮翁荀羊惠甄曲家封储儲段富巫乌烏邬鄔焦巴牧山谷车車侯\
    宓全班仰秋仲宫宮宁寧仇栾欒甘厉厲祖武符刘劉景詹龙龍叶葉司韶黎溥印怀懷蒲从從鄂索咸卓屠蒙池乔喬阴陰能\
    苍聞闻党黨翟谭譚贡貢劳勞姬申扶堵冉宰郦酈璩桑桂牛寿壽通边邊扈燕冀浦尚农農温溫别別庄莊晏柴瞿阎閻充慕连連\
    茹习習艾容向古易慎戈廖庾居衡步都耿满滿弘匡国國文寇广廣阙闕东東欧歐沃利蔚越隆师師巩鞏聂聶晁敖冷辛阚那\
    简簡饶饒空曾沙养養鞠须須丰豐巢关關相查后荆荊覃闫閆肖付佟苟窦竇楼樓麦麥赖賴岑牟佘邝鄺芦谌諶冼寇母苑涂漆粟栗盘盤红紅游竺权權盖蓋益桓公俟上夏侯皇甫尉迟遲释釋僧无無佚";
