//! Words that names are known by, and words that are taken for names and are none. They come out of
//! what a tagger made of newspapers; a word stands here because it was met.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

type Words = LazyLock<FxHashSet<&'static str>>;

/// What stands before people: titles, trades, verbs that name.
pub static BEFORE_PERSONS: Words = LazyLock::new(|| {
    words(
        "记者 通讯员 主席 总书记 书记 总理 部长 局长 市长 县长 省长 区长 镇长 村长 主任 教授 院长 校长 总统 \
     首相 代表 委员 同志 先生 女士 导演 演员 队长 教练 选手 队员 运动员 作者 作家 诗人 画家 老师 工程师 \
     经理 董事长 总裁 将军 司令员 司令 政委 博士 院士 医生 大使 参赞 发言人 外长 议长 会长 理事长 秘书长 \
     厂长 站长 所长 科长 处长 馆长 社长 总编辑 编辑 民警 战士 村民 居民 职工 农民 学者 专家 皇帝 大臣 丞相 \
     刺史 太守 尚书 侍郎 太宰 太师 太监 御史 都督 员外 总管 镇抚 知府 知县 知州 巡抚 总督 侍卫 王爷 将领 大将 指派 派遣 任命 名叫 叫做",
    )
});

/// What stands behind people: titles, verbs of speech.
pub static AFTER_PERSONS: Words = LazyLock::new(|| {
    words(
        "同志 先生 女士 说 说道 表示 指出 强调 认为 介绍 告诉 出席 会见 主持 摄 报道 教授 主席 总理 总统 书记 \
     部长 局长 市长 院长 老师 老人 等 委员 回忆 透露 坦言 谈到 介绍说 率领 率 曰 道 上书 上奏 任 为 笑道 \
     问道 答道 听了 听说 闻言 要求 鼓励 主任 总书记 介绍道 写道 谈 称",
    )
});

/// What stands before places.
pub static BEFORE_PLACES: Words = LazyLock::new(|| {
    words(
        "在 到 从 赴 往 去 至 抵 抵达 来自 来到 位于 访问 离 离开 回 回到 进入 前往 途经 攻 攻打 攻占",
    )
});

/// What stands behind places.
pub static AFTER_PLACES: Words = LazyLock::new(|| {
    words(
        "市 省 县 区 人 境内 地区 等地 一带 当地 举行 召开 政府 人民 市民 总统 首都 城 州 郡 路 火车站 机场",
    )
});

/// Words that are tagged as people and name none.
pub static NO_PERSONS: Words = LazyLock::new(|| {
    words(
        "莫若 丁忧 白兔 文武 公侯伯 南侠 印尼盾 阿拉伯 熊猫 蒲公英 高超 张开 白檀 马尼拉 巴格达 黎巴嫩 安卡拉 马其顿 卢旺达 齐齐哈尔 白宫 米老鼠 盛赞 许诺 武侠 和尚 \
     安抚 慕名 桂冠 白发 晋级 宁肯 满天飞 高高挂 原以为 蒙蒙亮 胡萝卜 满江红 万事吉 全家福 全中国 牛羊 金龟 \
     贺词 顾问 高明 权衡 周旋 安全带 公开栏 武侠 云云 莫如 熊掌 银杏 丰年 虞候 和善 贺年 金字塔 家人 \
     方言 高潮 高峰 高考 高校 高原 温泉 阳光 文明 时尚 时代 时光 严冬 夏夜 明星 明珠 童话 童年 师生 师傅 师父",
    )
});

/// Words that are tagged as places and name none.
pub static NO_PLACES: Words = LazyLock::new(|| {
    words(
        "中华 东方 西方 本市 本区 全国 两国 三国 五国 灾区 震区 坝区 新春 东西 外国 大国 山区 新建 东北 \
     西北 东南 西南 华东 华南 海湾 长达 长约 建国 欧美 古城 大江 依法治国 山村 京郊 北国 \
     大山 山城 海峡 自治州 中西 山乡 深山 各乡镇 山野 新区 湖水 离京 舞美 城堡 下海 海滩 \
     城东 城南 城西 城北 多极 河里 浅海 南半球 北半球 高原 永乐 上台 大圣 山沟 东宫 西宫 五大洲 天国 大海 上半场 下半场 中古 中路 \
     临别时 山梁 山洞 江河 贵国 黑市 大市 城市 英雄 上市 喜庆 普及 美丽 海洋 居民区 社区 试验区 开发区 小区 校区 园区 景区 街区 辖区 城区 地区 牧区 林区 库区 灾区 \
     老区 特区 专区 战区 军区 选区 东区 西区 南区 北区 区县 农村 乡村 新农村 各县 各市 各区 省市 县市 两市 贫困县 \
     贫困村 行政村 自然村 城中村 该市 该县 该区 该村 该镇 外省 邻省 股市 超市 楼市 车市 房地产市 城镇 集镇 深度 \
     法治化 惠及 宜居 维度 满意度 自治县 自治区 辽州 新城镇 大中城市 中小城市 文明城市 北约 爱国 治安 上岗 回国 大藏省 \
     亚欧 新鲜 大桥 太阳 青春 福利 牡丹 欢庆 珍藏 波及 深水 海关 大地 \
     高山 山水 江山 江湖 河流 山顶 山上 山下 山脚 后山 小镇 老家 家乡 故乡 本县 本省 \
     本村 全市 全县 全省 全区 各地 外地 当地 世界 人间 天下 城乡 乡镇 村里 镇上 市区 \
     郊区 县城 省城 都市 大都市 首都 大城市 小城 外省市 确保安全 欢度春节 马克思列宁主义",
    )
});

/// Words that are tagged as organisations and name none.
pub static NO_ORGANISATIONS: Words = LazyLock::new(|| {
    words(
        "音乐会 联谊会 交易会 博览会 座谈会 中西部 中南部 党组织 团组织 上市公司 施工队 国家队 军政府 新政府 武术队 \
     马戏团 加油站 文艺部 交易所 联合会 研究所 军事院校 联合政府 国家机关 党政机关 中国队 外国队 党代会 党工委 镇党委",
    )
});

/// Places that everybody knows: they need nothing beside them.
pub static KNOWN_PLACES: Words = LazyLock::new(|| {
    words(
        "中国 北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 \
     四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 太原 沈阳 长春 哈尔滨 南京 \
     杭州 合肥 福州 南昌 济南 郑州 武汉 长沙 广州 海口 成都 贵阳 昆明 西安 兰州 西宁 呼和浩特 南宁 拉萨 银川 \
     乌鲁木齐 大连 青岛 宁波 厦门 深圳 苏州 无锡 常州 扬州 徐州 温州 珠海 亚洲 欧洲 非洲 美洲 北美洲 南美洲 大洋洲 \
     拉丁美洲 东南亚 东亚 南亚 中亚 西亚 北欧 东欧 西欧 美国 英国 法国 德国 俄罗斯 日本 韩国 朝鲜 印度 越南 泰国 \
     缅甸 老挝 柬埔寨 马来西亚 新加坡 印度尼西亚 菲律宾 蒙古 巴基斯坦 孟加拉国 尼泊尔 斯里兰卡 阿富汗 伊朗 伊拉克 \
     叙利亚 以色列 约旦 土耳其 沙特阿拉伯 科威特 埃及 南非 尼日利亚 肯尼亚 埃塞俄比亚 加拿大 墨西哥 古巴 巴西 \
     阿根廷 智利 秘鲁 澳大利亚 新西兰 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 芬兰 丹麦 波兰 匈牙利 捷克 \
     奥地利 希腊 罗马尼亚 保加利亚 乌克兰 爱尔兰 纽约 华盛顿 伦敦 巴黎 柏林 莫斯科 东京 首尔 罗马 黄河 长江 珠江 \
     淮河 太湖 东海 南海 黄海 渤海 台湾海峡 长三角 珠三角",
    )
});

/// What the name of a place ends with where it says what it is.
pub const PLACES: [&str; 11] =
    ["省", "市", "县", "区", "镇", "乡", "村", "州", "街道", "群岛", "自治旗"];

/// What the name of an organisation ends with where it is made of several words.
pub const ORGANISATIONS: [&str; 61] = [
    "委员会",
    "人大常委会",
    "政协",
    "市委",
    "区委",
    "县委",
    "省委",
    "党委",
    "党组",
    "纪委",
    "监委",
    "宣传部",
    "组织部",
    "统战部",
    "外交部",
    "教育部",
    "政府",
    "法院",
    "检察院",
    "公安局",
    "分局",
    "管理局",
    "总局",
    "教育局",
    "文旅局",
    "财政局",
    "税务局",
    "监管局",
    "派出所",
    "办事处",
    "公司",
    "集团",
    "银行",
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "研究所",
    "研究院",
    "研究中心",
    "服务中心",
    "文化中心",
    "协会",
    "学会",
    "商会",
    "联合会",
    "基金会",
    "出版社",
    "报社",
    "电视台",
    "通讯社",
    "博物馆",
    "图书馆",
    "文化馆",
    "居委会",
    "村委会",
    "书店",
    "剧院",
];

/// What the name of an organisation ends with where it is one word.
pub const ORGANISATION_ENDS: &str = "院会府部局委党军社行司团队织校学厅处署所台馆店厂联协国";

/// Characters that end a call or begin a clause, and stand in no given name.
pub const NO_GIVEN: &str =
    "的了着过是说在和与及或也都就不没很被把让给向对从到等们这那哪吗呢吧啊呀么某氏总局摄爷兄";

/// Characters that make a title of a surname where they alone stand behind it.
pub const NO_ONLY_GIVEN: &str = "王公侯候帝后妃祖宗庙府家门姓臣君老相";

/// Characters that a word of three ends with that is hardly a name.
pub const NO_PERSON_ENDS: &str = "村县区镇乡市站河山部杯化性品员者车馆院感线道桥湾沟港州国府殿使局厂科司厅坝庙关岛湖人日新朝侯妃";

/// Characters that are the whole of a clause's verb or its beginning: where a name was met a few
/// times, they end none.
pub const NO_ENDS: &str = "说道曰云问答笑叹来去入出至为以之乃即亦又皆其是有将率领令命遣使卒死会同赴抵当任主写作著看见想听能要可上下前后\
     中时再已还并而则故因于所者自此相";

/// What people are called by instead of their given name.
pub const CALLS: [&str; 20] = [
    "先生", "女士", "小姐", "太太", "夫人", "老师", "师傅", "老汉", "大爷", "大妈", "阿姨", "同志",
    "大哥", "大姐", "大夫", "老太", "婆子", "老爷", "姑娘", "贵妃",
];

/// Surnames of one character: those of nearly everyone.
pub static SURNAMES: LazyLock<FxHashSet<char>> = LazyLock::new(|| SINGLE.chars().collect());

const SINGLE: &str = "\
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏\
    吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱\
    严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚\
    符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳\
    时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇\
    栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥班储原栗燕楚鄢劳谌奚\
    皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容\
    敬来扈晁芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾\
    戎勾茅利於呼居揭干尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭习杲";

/// Surnames of two characters.
pub static COMPOUND: LazyLock<FxHashSet<[char; 2]>> = LazyLock::new(|| {
    let pairs = COMPOUNDS.split_whitespace().map(|pair| {
        let mut chars = pair.chars();
        Some([chars.next()?, chars.next()?])
    });
    pairs.flatten().collect()
});

const COMPOUNDS: &str = "\
    欧阳 上官 司马 诸葛 司徒 东方 独孤 南宫 万俟 闻人 夏侯 尉迟 公孙 慕容 令狐 皇甫 宇文 长孙 \
    轩辕 端木 百里 东郭 西门 申屠 公冶 太史 钟离 淳于 濮阳 赫连 澹台 单于 呼延 拓跋 完颜 司空 \
    第五 公羊 宰父 谷梁 段干 羊舌 微生 左丘 东门 南门 纳兰 耶律";

fn words(list: &'static str) -> FxHashSet<&'static str> {
    list.split_whitespace().collect()
}
