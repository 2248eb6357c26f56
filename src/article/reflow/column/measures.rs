//! The measures in which a page is set, asked once for the whole page. In come the extents of its
//! lines and the columns found around each, out come columns of those measures only. Refuses to
//! know what the lines say.

use crate::article::line::{EM, Ending, Line};

use super::WIDEST;

/// No column of a page is set narrower, in quarter ems.
const LEAST: u32 = 15 * EM / 2;

/// Lines that are narrower may be verse, in quarter ems.
const NARROW: u32 = 19 * EM / 2;

/// The measures of a page: each as the width of its widest full lines, in quarter ems.
pub struct Measures {
    found: Vec<u32>,
}

impl Measures {
    /// The measures of the page whose lines reach as far as `extents` tell. None where the lines that
    /// follow one another in mid-sentence are of all lengths.
    pub fn of(lines: &[Line<'_>], extents: &[u32]) -> Option<Self> {
        let mut counts = vec![0_usize; WIDEST as usize + 1];
        let (mut pairs, mut full) = (0_usize, 0_usize);
        for at in 1..lines.len() {
            if lines[at - 1].ending == Ending::Sentence || lines[at].ending == Ending::Sentence {
                continue;
            }
            let width = extents[at];
            // A teaser of a web page stands there twice, for its picture and for itself.
            if width < LEAST || lines[at].text == lines[at - 1].text {
                continue;
            }
            pairs += usize::from(width >= NARROW);
            let is_prose = width >= NARROW || is_cut(&lines[at - 1]) && is_cut(&lines[at]);
            if width <= WIDEST && is_prose && fills(width, extents[at - 1]) {
                full += 1;
                counts[width as usize] += 1;
            }
        }
        // The items of a web page may be as wide as one another, but end no sentence.
        let ended = lines.iter().filter(|line| line.ended()).count();
        let is_set =
            ended * 12 >= lines.len() && full >= 3 && full * 2 >= pairs && full * 10 >= lines.len();
        is_set.then(|| Self { found: peaks(counts, 2.max(full / 20).min(8)) })
    }

    /// Whether a column is of one of the measures.
    pub fn have(&self, column: u32) -> bool {
        self.found.iter().any(|&measure| measure.abs_diff(column) <= EM + EM / 2)
    }

    /// Gives the lines whose column is none of the page's the column of those around: a headline and
    /// the last lines of two paragraphs, as short as one another by chance, make none.
    pub fn settle(&self, lines: &[Line<'_>], columns: &mut [u32]) {
        let mut below = None;
        let mut next = vec![None; columns.len()];
        for at in (0..columns.len()).rev() {
            if self.have(columns[at]) {
                below = Some(columns[at]);
            }
            next[at] = below;
        }
        let mut above = None;
        for at in 0..columns.len() {
            if !self.have(columns[at]) {
                let goes_on = at > 0 && !lines[at - 1].ended();
                let nearest = if goes_on { above.or(next[at]) } else { next[at].or(above) };
                let nearest = nearest.or(self.found.first().copied());
                columns[at] = nearest.map_or(columns[at], |nearest| nearest.max(columns[at]));
            }
            above = Some(columns[at]);
        }
    }
}

/// Whether a line is cut at its end, and no clause: prose has its signs inside of lines.
fn is_cut(line: &Line<'_>) -> bool {
    line.ending == Ending::Open && line.form.holds(['，', '。', '、', '；', '？'])
}

/// Whether a line as wide as `width` in mid-sentence is a full one to go by the line above: that is
/// full as well, or lacks an indent.
const fn fills(width: u32, above: u32) -> bool {
    width.abs_diff(above) <= EM || (width > above && width - above <= 3 * EM)
}

/// The widths that at least `least` lines have, an em apart from one another at least.
fn peaks(mut counts: Vec<usize>, least: usize) -> Vec<u32> {
    let mut found = Vec::new();
    loop {
        let around =
            |at: usize| -> usize { counts[at.saturating_sub(EM as usize)..=at].iter().sum() };
        let Some(best) = (0..counts.len()).max_by_key(|&at| (around(at), counts[at])) else {
            return found;
        };
        if around(best) < least {
            return found;
        }
        found.push(best as u32);
        let low = best.saturating_sub(EM as usize);
        let high = (best + EM as usize).min(counts.len() - 1);
        counts[low..=high].fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::Measures;
    use crate::article::line;
    use crate::article::reflow::column::set;

    /// Short news: hardly three lines of one width stand below one another.
    const NEWS: &str = "渡口改早班\n\
        今晨六点，老码头的第一班渡船比平\n\
        日早开了半个小时，赶早市的菜农不必再\n\
        在江边等天亮。\n\
        山洞变成粮仓\n\
        山上闲了多年的防空洞清理干净，铺\n\
        上木板，冬暖夏凉，存了全村的稻谷，一\n\
        粒也没有霉。\n\
        小学有了操场\n\
        河滩上推平了一块地，撒上细沙，孩\n\
        子们第一回在自己的操场上跑步，跑完一\n\
        圈又一圈。\n";

    #[test]
    fn short_news_have_the_column_of_their_page() {
        let mut lines = line::lines(NEWS);
        set(&mut lines);
        let narrow: Vec<_> = lines.iter().filter(|line| line.column < 16 * line::EM).collect();
        assert!(narrow.is_empty(), "{narrow:?}");
        assert!(lines.iter().all(|line| line.wrapped));
    }

    #[test]
    fn lines_that_are_said_twice_have_no_measure() {
        let teaser = |n| format!("{n}号渡船昨晚停航，江边的人都来送\n").repeat(2) + "渡口\n";
        let page = "船停了。路还在。\n".repeat(8) + &(1..20).map(teaser).collect::<String>();
        let mut lines = line::lines(&page);
        set(&mut lines);
        assert!(
            Measures::of(&lines, &lines.iter().map(|line| line.width).collect::<Vec<_>>())
                .is_none()
        );
    }

    #[test]
    fn lines_of_all_lengths_have_no_measure() {
        let mut lines = line::lines("首页\n新闻中心\n走进老码头\n联系\n渡口的故事\n相册\n");
        set(&mut lines);
        assert!(lines.iter().all(|line| !line.wrapped));
    }
}
