//! The folded form of text, in which search and anchors compare. In comes clean text, out comes
//! one string in which everything that a reader does not mean is alike, and a map back.
//!
//! Folded alike: case and Latin accents, full and half width, NFKC compatibility forms, Kangxi
//! radicals, quotes and dashes, traditional and simplified characters. Removed: white space and
//! line ends, but for one space between two Latin words. It is for comparison, never for display.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::han::is_han;

/// Folded text and where each of its characters comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each code point of `text`, the code point offset of its source.
    sources: Vec<u32>,
}

impl Folded {
    /// The source of the folded bytes `start..end`, in code points of the text that was folded.
    pub fn source(&self, start: usize, end: usize) -> (u32, u32) {
        self.sources_of(std::iter::once(start..end)).pop().unwrap_or_default()
    }

    /// The sources of folded byte ranges, which come in order of their starts, in code points of the
    /// text that was folded. Spaces that fell away inside belong to a range, spaces at either edge do
    /// not.
    pub fn sources_of(&self, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<(u32, u32)> {
        let (mut byte, mut index) = (0, 0);
        let mut sources = Vec::new();
        for range in ranges {
            index += self.text[byte..range.start].chars().count();
            byte = range.start;
            let last = index + self.text[range].chars().count();
            let from = self.sources.get(index).copied().unwrap_or_default();
            sources.push((from, if last > index { self.sources[last - 1] + 1 } else { from }));
        }
        sources
    }

    /// The folded byte offsets of the first folded characters whose sources are at or after each of
    /// these code points, which come in order: one walk over the text.
    pub fn folded_of(&self, offsets: impl IntoIterator<Item = u32>) -> Vec<usize> {
        let (mut index, mut byte) = (0, 0);
        let mut letters = self.text.chars();
        let walk = |offset: u32| {
            while self.sources.get(index).is_some_and(|&source| source < offset) {
                byte += letters.next().map_or(0, char::len_utf8);
                index += 1;
            }
            byte
        };
        offsets.into_iter().map(walk).collect()
    }

    /// The letters and figures with the code points that they come from.
    pub fn ink(&self) -> impl Iterator<Item = (char, u32)> {
        self.text.chars().zip(self.sources.iter().copied()).filter(|&(c, _)| is_ink(c))
    }
}

/// The folded form as code points, for who goes by their number and not by bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// The folded text.
    pub text: Vec<char>,
    /// For each of them, the code point offset of its source.
    sources: Vec<u32>,
}

impl Letters {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut letters = Self { text: Vec::with_capacity(text.len() / 3), sources: Vec::new() };
        walk(text, |c, source| {
            letters.text.push(c);
            letters.sources.push(source);
        });
        letters
    }

    /// The source of some of them, in code points of the text that was folded, as
    /// [`Folded::sources_of`] gives it.
    pub fn source(&self, range: Range<usize>) -> Range<u32> {
        let end = self.text.len();
        let from = self.sources.get(range.start).copied().unwrap_or_default();
        let last = range.end.min(end).checked_sub(1).filter(|&last| last >= range.start);
        from..last.map_or(from, |last| self.sources[last] + 1)
    }

    /// The first whose source is at or after the code point `offset`.
    pub fn from(&self, offset: u32) -> usize {
        self.sources.partition_point(|&source| source < offset)
    }
}

/// Whether `c` is a letter or figure, which extraction never takes away or puts in: spaces, line
/// ends and the marks of a format it does.
pub fn is_ink(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}') || c.is_alphanumeric()
}

/// The letters and figures of `text`, folded.
pub fn ink(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len() / 3);
    walk(text, |c, _| {
        if is_ink(c) {
            letters.push(c);
        }
    });
    letters
}

/// The folded form of `text`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    let table = &*SIMPLIFIED;
    let mut walk = Walk::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Nearly all of a Chinese text are Han that stay as they are.
        let kept = table.kept(rest);
        if kept > 0 {
            walk.pass();
            out.push_str(&rest[..kept]);
            rest = &rest[kept..];
        } else {
            walk.step(c, 0, &mut |c, _| out.push(c));
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// The folded form of `text` with the map back.
pub fn fold_with_map(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), sources: Vec::new() };
    walk(text, |c, source| {
        folded.text.push(c);
        folded.sources.push(source);
    });
    folded
}

/// Calls `emit` with each folded character and the code point offset of its source.
fn walk(text: &str, mut emit: impl FnMut(char, u32)) {
    let mut walk = Walk::default();
    for (source, c) in (0..).zip(text.chars()) {
        walk.step(c, source, &mut emit);
    }
}

/// A walk along a text: what stands before the next character.
#[derive(Debug, Default)]
struct Walk {
    /// The last folded character is a letter or figure of no Han.
    last_is_word: bool,
    /// Where white space began behind it.
    gap: Option<u32>,
}

impl Walk {
    /// Goes past a Han: no gap beside it is ever a space.
    fn pass(&mut self) {
        *self = Self::default();
    }

    /// Folds one character.
    fn step(&mut self, c: char, source: u32, emit: &mut impl FnMut(char, u32)) {
        if let '\u{3400}'..='\u{9fff}' = c {
            self.pass();
            emit(SIMPLIFIED.common[c as usize - 0x3400], source);
            return;
        }
        if c.is_whitespace() {
            self.gap = self.gap.or(Some(source));
            return;
        }
        if c.is_ascii() {
            self.put(c.to_ascii_lowercase(), source, emit);
            return;
        }
        fold_char(c, &mut |folded| {
            // Some compatibility forms are a space and a mark.
            if !folded.is_whitespace() {
                self.put(folded, source, emit);
            }
        });
    }

    /// Gives a folded character, and the space before it if that is one of the text.
    fn put(&mut self, folded: char, source: u32, emit: &mut impl FnMut(char, u32)) {
        let is_word = is_word(folded);
        if let Some(space) = self.gap.take()
            && self.last_is_word
            && is_word
        {
            emit(' ', space);
        }
        self.last_is_word = is_word;
        emit(folded, source);
    }
}

/// Whether `c` is a letter or figure between which and another a space is one of the text.
fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        _ => !is_han(c) && c.is_alphanumeric(),
    }
}

fn fold_char(c: char, emit: &mut dyn FnMut(char)) {
    match c {
        '\0'..='\x7f' => emit(c.to_ascii_lowercase()),
        '\u{3400}'..='\u{9fff}' => emit(simplified(c)),
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' | '″' =>
        {
            emit('"');
        }
        '‘' | '’' | '‚' | '‛' | '′' | '´' => emit('\''),
        '‐'..='―' | '−' | '─' | '﹣' | '﹘' | '⸺' => emit('-'),
        '。' | '｡' => emit('.'),
        '·' | '•' | '・' | '･' | '‧' | '∙' | '⋅' => emit('·'),
        '〜' => emit('~'),
        '【' | '〔' | '〖' => emit('['),
        '】' | '〕' | '〗' => emit(']'),
        // NFKC as a table: the full-width forms of ASCII, and the signs that stay as they are.
        '\u{ff01}'..='\u{ff5e}' => emit(ascii(c).to_ascii_lowercase()),
        '\u{3001}'..='\u{3029}' => emit(c),
        '…' => (0..3).for_each(|_| emit('.')),
        '\u{2e80}'..='\u{2eff}' => emit(simplified(ideograph(c))),
        '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1fff}' => {
            for part in std::iter::once(c).nfkd().filter(|&part| !is_combining_mark(part)) {
                part.to_lowercase().for_each(&mut *emit);
            }
        }
        '\u{300}'..='\u{36f}' => {}
        _ => {
            for part in std::iter::once(c).nfkc() {
                // NFKC of a compatibility form may be any of the signs above; it never changes twice.
                if part == c {
                    part.to_lowercase().for_each(|lower| emit(simplified(lower)));
                } else {
                    fold_char(part, emit);
                }
            }
        }
    }
}

/// The ASCII character whose full-width form `c` is, the ideographic space included; any other
/// character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => ascii(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The ASCII character whose full-width form `c` is, U+FF01 to U+FF5E.
fn ascii(c: char) -> char {
    char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
}

/// The character that a radical stands for (U+2E80–2FDF), which some PDF tools write in its place;
/// any other character as it is.
pub fn ideograph(c: char) -> char {
    match c {
        '\u{2e80}'..='\u{2eff}' => radical(c),
        '\u{2f00}'..='\u{2fdf}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        _ => c,
    }
}

/// CJK radicals that NFKC leaves alone.
fn radical(c: char) -> char {
    const RADICALS: &str = "⺀冫⺁厂⺃乚⺅亻⺆冂⺉刂⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罒⺲罒⺳网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯竜⻰龙⻱龟⻲龟⻳龟";
    let mut chars = RADICALS.chars();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        if from == c {
            return to;
        }
    }
    std::iter::once(c).nfkc().next().unwrap_or(c)
}

/// The simplified character of a traditional or variant one, by OpenCC's tables; one to one, so
/// that offsets hold.
pub fn simplified(c: char) -> char {
    match c {
        '\u{3400}'..='\u{9fff}' => SIMPLIFIED.common[c as usize - 0x3400],
        '\u{f900}'..='\u{3ffff}' => {
            let rare = &SIMPLIFIED.rare;
            rare.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| rare[at].1)
        }
        _ => c,
    }
}

struct Simplified {
    /// Indexed by code point from U+3400 to U+9FFF.
    common: Vec<char>,
    /// A bit for each of those that has a simplified character: small enough to stay at hand.
    changed: [u64; (0xa000 - 0x3400) / 64],
    /// The rest, sorted by the first.
    rare: Vec<(char, char)>,
}

impl Simplified {
    /// The bytes of the Han from U+4000 to U+9FFF with which `text` begins and which stay as they
    /// are.
    fn kept(&self, text: &str) -> usize {
        let mut rest = text.as_bytes();
        // The first of three bytes tells them.
        while let [first @ 0xe4..=0xe9, second, third, tail @ ..] = rest {
            // A word of the table for each of the first two bytes, a bit for the third.
            let word = usize::from(first & 0xf) << 6 | usize::from(second & 0x3f);
            if self.changed[word - 0x3400 / 64] >> (third & 0x3f) & 1 == 1 {
                break;
            }
            rest = tail;
        }
        text.len() - rest.len()
    }
}

/// About 0.2 ms to build, once.
static SIMPLIFIED: LazyLock<Simplified> = LazyLock::new(|| {
    let common = ('\u{3400}'..='\u{9fff}').collect();
    let mut table = Simplified { common, changed: [0; _], rare: Vec::new() };
    let pairs = include_str!("../../assets/fold/traditional.txt");
    for pair in pairs.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
    {
        let mut chars = pair.chars();
        if let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            match from {
                '\u{3400}'..='\u{9fff}' => {
                    let at = from as usize - 0x3400;
                    table.common[at] = to;
                    table.changed[at / 64] |= 1 << (at % 64);
                }
                _ => table.rare.push((from, to)),
            }
        }
    }
    table.rare.sort_unstable();
    table
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alike(a: &str, b: &str) {
        assert_eq!(fold(a), fold(b), "{a:?} and {b:?}");
    }

    #[test]
    fn what_a_reader_does_not_mean_is_alike() {
        alike("ＡＩ模型，２０２２年", "ai模型,2022年");
        alike("徐匯區黨群服務中心", "徐汇区党群服务中心");
        alike("實踐\n\n基地", "实践基地");
        alike("⽉⽇⼀⻢", "月日一马");
        alike("“学习”——强国……", "「学习」--强国......");
        alike("40 余人", "40余人");
        alike("Café Résumé", "cafe re\u{301}sume\u{301}");
        alike("什麼時候瞭解", "什么时候了解");
        alike("㎡", "m2");
    }

    #[test]
    fn latin_words_stay_apart() {
        assert_eq!(fold("deep \n learning 模型 A B，C"), "deep learning模型a b,c");
        assert_ne!(fold("deeplearning"), fold("deep learning"));
    }

    #[test]
    fn kana_keep_their_marks() {
        assert_ne!(fold("がか"), fold("かか"));
    }

    #[test]
    fn a_hit_maps_back_to_its_source() {
        let (text, part) = ("党群 “服\n\n务” 中心", fold("服务”中"));
        let folded = fold_with_map(text);
        let at = folded.text.find(&part).expect("is there");
        assert_eq!(folded.sources_of(std::iter::once(at..at + part.len())), [(4, 11)]);
        let letters = Letters::of(text);
        assert_eq!(letters.text.iter().collect::<String>(), folded.text);
        assert_eq!(letters.from(4), 3);
        assert_eq!(letters.source(3..3 + part.chars().count()), 4..11);
        assert_eq!(letters.source(9..12), 0..0);
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_maps_in_order(text in "[\\PC\n]{0,60}") {
            let folded = fold_with_map(&text);
            prop_assert_eq!(&fold(&text), &folded.text);
            prop_assert_eq!(&fold(&folded.text), &folded.text);
            prop_assert_eq!(folded.sources.len(), folded.text.chars().count());
            prop_assert!(folded.sources.is_sorted());
        }
    }
}
