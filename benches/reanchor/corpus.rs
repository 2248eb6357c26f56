//! The texts that are marked: sections of articles in which every character has a number, so that it
//! is known again wherever a revision takes it.

use std::path::{Path, PathBuf};

use duben::{Article, BlockKind, Clean};

/// How long a section is, in characters, and how many there are at most.
const SECTION: std::ops::Range<usize> = 700..4200;
const SECTIONS_MAX: usize = 60;

/// A character and its number in the section as it was; 0 where a revision put it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    pub c: char,
    pub id: u32,
}

/// The letters of a text that is new.
pub fn put_in(text: &str) -> impl Iterator<Item = Letter> + '_ {
    text.chars().map(|c| Letter { c, id: 0 })
}

/// An article of these letters, a line a paragraph.
pub fn article(letters: &[Letter]) -> Article {
    let text: String = letters.iter().map(|letter| letter.c).collect();
    let article = Article::new(text.lines().map(|line| (BlockKind::Body, Clean::text(line))));
    assert!(article.text().as_str() == text, "a text that is not clean");
    article
}

/// A generator of numbers: SplitMix64 (Steele, Lea and Flood 2014). The same seed gives the same table.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x1234_5678_9abc_def1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// At least the first, less than the second.
    pub fn between(&mut self, least: usize, end: usize) -> usize {
        least + (self.next() % (end.saturating_sub(least).max(1)) as u64) as usize
    }

    /// Whether something happens that does so many times in a thousand.
    pub fn happens(&mut self, per_mille: u64) -> bool {
        self.next() % 1000 < per_mille
    }

    pub fn one_of<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.between(0, of.len())]
    }
}

/// The sections: of the corpus that was named, else of the sample and of generated prose.
pub fn sections() -> Vec<Vec<Letter>> {
    let texts = match std::env::var_os("DUBEN_REANCHOR_CORPUS") {
        Some(path) => read(Path::new(&path)),
        None => {
            let mut texts = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"));
            texts.extend((0..36).map(generated));
            texts
        }
    };
    let pieces: Vec<String> = texts.iter().flat_map(|text| pieces(text)).collect();
    let step = pieces.len().div_ceil(SECTIONS_MAX).max(1);
    pieces.iter().step_by(step).map(|piece| letters(piece)).collect()
}

fn letters(text: &str) -> Vec<Letter> {
    text.chars().zip(1..).map(|(c, id)| Letter { c, id }).collect()
}

/// Cuts a text into sections at its line ends.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut chars = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let count = line.chars().count();
        if chars > 0 && chars + count > SECTION.end {
            pieces.push(String::new());
            chars = 0;
        }
        if let Some(piece) = pieces.last_mut() {
            if !piece.is_empty() {
                piece.push('\n');
            }
            piece.push_str(line);
        }
        chars += count;
    }
    pieces.retain(|piece| SECTION.contains(&piece.chars().count()));
    pieces
}

/// The texts of the articles in a file, or in the files of a folder; of a file of records, of one in a
/// hundred.
fn read(path: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(_) => vec![path.to_path_buf()],
    };
    files.sort();
    let mut texts = Vec::new();
    for file in files {
        let Ok(mut bytes) = std::fs::read(&file) else { continue };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".jsonl") && bytes.len() > 1 << 20 {
            let lines = bytes.split(|&byte| byte == b'\n').step_by(100);
            bytes = lines.collect::<Vec<_>>().join(&b'\n');
        }
        let Ok(extraction) = duben::extract(&name, &bytes, None) else { continue };
        texts.extend(extraction.articles.iter().map(|article| article.text().to_string()));
    }
    texts
}

/// A made-up name.
fn named(random: &mut Random) -> String {
    const FAMILY: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜";
    const GIVEN: &str = "永安国平志远秀兰建华明珠雨晴思源文博春生长河玉梅海宁晓东立新佩文一帆";
    const OFFICE: [&str; 8] = ["老师", "站长", "师傅", "", "大夫", "", "会计", "队长"];
    let letter = |of: &str, random: &mut Random| {
        let letters: Vec<char> = of.chars().collect();
        *random.one_of(&letters)
    };
    let mut name = String::from(letter(FAMILY, random));
    for _ in 0..random.between(1, 3) {
        name.push(letter(GIVEN, random));
    }
    let office: &&str = random.one_of(&OFFICE);
    name + office
}

/// A made-up remark with a number.
fn counted(random: &mut Random) -> String {
    const WHAT: [&str; 10] =
        ["船票", "石阶", "信封", "缆绳", "藏书", "灯油", "路灯", "菱角", "日历", "麻袋"];
    const HOW: [&str; 6] =
        ["一共用去", "比原先多出", "前后清点出", "只剩下", "另外添置", "分三次运来"];
    const OF: [&str; 6] = ["件", "箱", "公斤", "份", "元的", "车"];
    let (what, how, of) = (random.one_of(&WHAT), random.one_of(&HOW), random.one_of(&OF));
    format!("，{how}{}{of}{what}", random.between(3, 900))
}

/// A made-up report. As in real ones, names, formulas and whole sentences come again and again.
fn generated(seed: u64) -> String {
    const WHO: [&str; 12] = [
        "河口镇的老船工",
        "图书馆的管理员",
        "记者",
        "镇上的孩子们",
        "王主任",
        "守灯塔的两兄弟",
        "邮局的姑娘",
        "修桥队",
        "北坡小学的周老师",
        "合作社",
        "卖菱角的人",
        "气象站的值班员",
    ];
    const WHEN: [&str; 12] = [
        "清早",
        "入夏以来",
        "2019年3月",
        "那一年冬天",
        "与此同时",
        "据介绍",
        "近日",
        "雨停以后",
        "到了月底",
        "第二天下午",
        "集市散了之后",
        "据不完全统计",
    ];
    const DOES: [&str; 14] = [
        "把旧缆绳换成了新的",
        "记下了水位：比去年高出3.5米",
        "在渡口贴出一张告示",
        "数了数到岸的船",
        "说起从前摆渡的日子",
        "整理出四百多封没有寄出的信",
        "把灯擦了一遍",
        "给每一户送去了日历",
        "在祠堂里开会，议定修路的事",
        "借走了《江河志》的上册",
        "沿着石阶一级一级往下走",
        "用GPS核对了每个码头的位置",
        "把晒好的菱角装进麻袋",
        "答应明年春天再来",
    ];
    const WHY: [&str; 10] = [
        "因为风向变了",
        "为的是让后来的人少走弯路",
        "谁也没有多问",
        "这件事后来写进了镇志",
        "大家都说好",
        "这是近年来的头一回",
        "工作取得了明显成效",
        "只有江水还是老样子",
        "算下来每人不过十几块钱",
        "连平日不爱说话的人也点了头",
    ];
    const SAYS: [&str; 6] = [
        "“水涨起来的时候，人就靠一根绳子。”",
        "“不急，等雾散了再开船。”",
        "“信总会有人来取的。”",
        "“路修通了，日子就近了。”",
        "“这盏灯不能灭。”",
        "“明年再来看看吧。”",
    ];
    let mut random = Random::new(seed + 1);
    let mut text = vec![format!("{}{}\n", random.one_of(&WHO), random.one_of(&DOES))];
    for _ in 0..random.between(9, 18) {
        for _ in 0..random.between(3, 7) {
            let (when, does) = (*random.one_of(&WHEN), *random.one_of(&DOES));
            let who = match random.between(0, 3) {
                0 => (*random.one_of(&WHO)).to_owned(),
                _ => named(&mut random),
            };
            text.push(format!("{when}，{who}{does}"));
            if random.happens(600) {
                text.push(counted(&mut random));
            }
            text.push(match random.between(0, 4) {
                0 => format!("，{}。", random.one_of(&WHY)),
                1 => format!("。{}说：{}", random.one_of(&WHO), random.one_of(&SAYS)),
                2 => format!("；{}{}。", random.one_of(&WHO), random.one_of(&DOES)),
                _ => "。".to_owned(),
            });
        }
        text.push("\n".to_owned());
    }
    text.concat()
}
