//! Heads that a program printed below their texts, or over those of a neighbour. In come the drafts of a
//! page, out come those whose head has found its text. Refuses heads at the end of a page, which may be
//! anyone's: see `stranded`.

use std::ops::Range;

use super::draft::{Draft, HEAD_LINES, is_text};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::sign;
use crate::text::pairs::Pairs;

/// More articles are no page whose heads all stand below.
const MOST: usize = 12;

/// Gives a head that has no text below it, but the name of an author or the words under a picture, to the
/// untitled text above that says its words: some programs print a title below its article.
pub fn raise_heads(drafts: &mut Vec<Draft>) {
    /// The part of the words of a head that its text says at the least.
    const LEAST: f64 = 0.3;
    /// The characters of words under a picture that nothing else tells from a text.
    const WORDS: usize = 24;
    let is_caption = |piece: &Piece| {
        let is_short = || piece.lines == 1 && piece.text.chars().nth(WORDS).is_none();
        piece.role == Role::Caption || piece.role == Role::Body && is_short()
    };
    let is_bare = |draft: &Draft| {
        let (names, words): (Vec<&Piece>, Vec<&Piece>) =
            draft.pieces.iter().partition(|piece| piece.names_author());
        draft.meta.is_empty()
            && (1..=HEAD_LINES).contains(&draft.head.len())
            && words.iter().all(|piece| is_caption(piece))
            && (words.len() <= 1 || !draft.has_text())
            && (!draft.has_text() || !names.is_empty())
    };
    // What stands last is weighed as a whole.
    let last = drafts.iter().rposition(Draft::has_text).unwrap_or_default();
    let mut raised: Vec<Draft> = Vec::with_capacity(drafts.len());
    for (at, below) in drafts.drain(..).enumerate() {
        let is_untitled = |above: &&mut Draft| {
            above.head.is_empty() && above.kicker.is_none() && above.has_text()
        };
        let fits = |above: &&mut Draft| told(&below.head, &above.pieces) >= LEAST;
        let is_head = at < last && is_bare(&below);
        match raised.last_mut().filter(|above| is_head && is_untitled(above) && fits(above)) {
            Some(above) => give(above, below),
            None => raised.push(below),
        }
    }
    *drafts = raised;
}

/// Puts a head over the text, the names below it on top, and the words under its picture at the end.
fn give(above: &mut Draft, below: Draft) {
    above.head = below.head;
    let (names, words): (Vec<Piece>, Vec<Piece>) =
        below.pieces.into_iter().partition(Piece::names_author);
    above.pieces.splice(0..0, names);
    let words = words.into_iter();
    above.pieces.extend(words.map(|piece| Piece { role: Role::Caption, ..piece }));
}

/// Parts the heads of two articles that stand one above the other over the first of them: the untitled text
/// that follows, or the one below a credit, says the words of one, and the text above those of the other.
pub fn part_stacked(drafts: &mut Vec<Draft>) {
    let mut parted: Vec<Draft> = Vec::with_capacity(drafts.len());
    for mut draft in drafts.drain(..) {
        let is_untitled = draft.head.is_empty() && draft.kicker.is_none() && draft.has_text();
        if let Some(above) = parted.last_mut().filter(|_| is_untitled)
            && let Some(part) = head_of_next(&above.head, &above.pieces, &draft.pieces)
        {
            draft.head = above.head.drain(part).collect();
        } else if let Some(end) = inner_end(&draft)
            && let Some(part) =
                head_of_next(&draft.head, &draft.pieces[..end], &draft.pieces[end..])
        {
            let mut next = draft.split_off(end);
            next.head = draft.head.drain(part).collect();
            parted.push(std::mem::replace(&mut draft, next));
        }
        parted.push(draft);
    }
    *drafts = parted;
}

/// Deals the headlines that a program printed one above the other over the first of several texts: each to
/// the text that says most of it, if every untitled text gets one.
pub fn deal_stacks(drafts: &mut [Draft]) {
    /// Fewer are the head of one article.
    const FEWEST: usize = 4;
    for at in 0..drafts.len() {
        let is_stacked = |piece: &&Piece| matches!(piece.role, Role::Headline(_));
        let below = drafts[at].pieces.iter().take_while(is_stacked).count();
        if !(FEWEST..=MOST).contains(&(drafts[at].head.len() + below)) || !drafts[at].has_text() {
            continue;
        }
        let is_untitled =
            |draft: &&Draft| draft.head.is_empty() && draft.kicker.is_none() && draft.has_text();
        let texts = 1 + drafts[at + 1..].iter().take(MOST).take_while(is_untitled).count();
        let stack: Vec<String> = drafts[at]
            .head
            .iter()
            .cloned()
            .chain(drafts[at].pieces[..below].iter().map(|piece| piece.text.clone()))
            .collect();
        let heads = deal(&stack, &drafts[at..at + texts]);
        if texts == 1 || heads.iter().any(|head| !(1..=HEAD_LINES).contains(&head.len())) {
            continue;
        }
        drafts[at].pieces.drain(..below);
        for (draft, head) in drafts[at..].iter_mut().zip(heads) {
            draft.head = head;
        }
    }
}

/// The headlines of each text. What no text says goes to the first that has none yet, or to the first of all.
fn deal(stack: &[String], texts: &[Draft]) -> Vec<Vec<String>> {
    /// The part of its words that a text says of its headline at the least.
    const LEAST: f64 = 0.2;
    let mut heads: Vec<Vec<String>> = vec![Vec::new(); texts.len()];
    let mut unsaid = Vec::new();
    for line in stack {
        let told = |at: &usize| told(std::slice::from_ref(line), &texts[*at].pieces);
        let best = (0..texts.len()).max_by(|one, other| told(one).total_cmp(&told(other)));
        match best.filter(|best| told(best) >= LEAST) {
            Some(best) => heads[best].push(line.clone()),
            None => unsaid.push(line.clone()),
        }
    }
    for line in unsaid {
        if let Some(head) = heads.iter_mut().find(|head| head.is_empty()) {
            head.push(line);
        } else {
            heads[0].push(line);
        }
    }
    heads
}

/// Which of the lines of a head are those of the article that `next` is the text of, and not `own`: the first
/// or the last of them.
fn head_of_next(head: &[String], own: &[Piece], next: &[Piece]) -> Option<Range<usize>> {
    /// By how much more of a head its own text says than the other, as a part of its words.
    const OWN: f64 = 0.2;
    let gain = |part: &[String], of: &[Piece], other: &[Piece]| told(part, of) - told(part, other);
    let parts = (1..head.len()).flat_map(|cut| [0..cut, cut..head.len()]);
    let fitting = parts.filter_map(|part| {
        let rest = [&head[..part.start], &head[part.end..]].concat();
        let gains = [gain(&head[part.clone()], next, own), gain(&rest, own, next)];
        gains.iter().all(|&gain| gain >= OWN).then(|| (gains[0] + gains[1], part))
    });
    fitting.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, part)| part)
}

/// Where the first text of an article that has several heads ends, with a credit: in pieces.
fn inner_end(draft: &Draft) -> Option<usize> {
    let is_credit = |piece: &Piece| {
        piece.role == Role::Attribution && sign::closing_bracket(&piece.text).is_some()
    };
    let end = draft.pieces.iter().position(is_credit).filter(|_| draft.head.len() > 1)? + 1;
    let has_text = |pieces: &[Piece]| pieces.iter().any(|piece| is_text(piece.role));
    (has_text(&draft.pieces[..end]) && has_text(&draft.pieces[end..])).then_some(end)
}

/// Parts an untitled article where a headline inside it is the title of the text above: what stands below
/// says none of it.
pub fn part_below_titles(drafts: &mut Vec<Draft>) {
    /// The part of the words of a title that its own text says at the least, and the next at most.
    const OWN: f64 = 0.4;
    const OTHER: f64 = 0.1;
    /// More pieces are no article of a page.
    const MOST: usize = 400;
    let mut parted: Vec<Draft> = Vec::with_capacity(drafts.len());
    for mut draft in drafts.drain(..) {
        let is_untitled = draft.head.is_empty() && draft.kicker.is_none();
        let fits = is_untitled && draft.pieces.len() <= MOST;
        while fits && let Some(at) = inner_headline(&draft) {
            let title = [draft.pieces[at].text.clone()];
            let (own, other) = draft.pieces.split_at(at);
            if told(&title, own) < OWN || told(&title, &other[1..]) > OTHER {
                break;
            }
            let mut next = draft.split_off(at);
            next.pieces.remove(0);
            draft.head = title.into();
            parted.push(std::mem::replace(&mut draft, next));
        }
        parted.push(draft);
    }
    *drafts = parted;
}

/// The first headline that stands between two texts of an article.
fn inner_headline(draft: &Draft) -> Option<usize> {
    let is_headline =
        |piece: &Piece| matches!(piece.role, Role::Headline(Rank::InColumn | Rank::Headline));
    let at = draft.pieces.iter().position(is_headline)?;
    let has_text = |pieces: &[Piece]| pieces.iter().any(|piece| is_text(piece.role));
    let next = draft.pieces.get(at + 1)?;
    (has_text(&draft.pieces[..at]) && is_text(next.role)).then_some(at)
}

/// The part of the words of a head that the text among `pieces` says.
fn told(head: &[String], pieces: &[Piece]) -> f64 {
    let texts = pieces.iter().filter(|piece| is_text(piece.role));
    Pairs::of(head.iter().map(String::as_str)).share(texts.map(|piece| piece.text.as_str()))
}

/// Whether every headline of a page stands below its article, as a program may paint it: none is over the
/// first, and the texts above say more of each than those below.
pub fn all_stand_below(drafts: &[Draft], last: &[String]) -> bool {
    /// How much more, as a part of the words of a headline.
    const LEAST: f64 = 0.2;
    let [first, others @ ..] = drafts else { return false };
    let fits = (1..=HEAD_LINES).contains(&last.len())
        && first.head.is_empty()
        && !others.is_empty()
        && drafts.len() <= MOST
        && others.iter().all(|draft| !draft.head.is_empty());
    if !fits {
        return false;
    }
    let heads = others.iter().map(|draft| draft.head.as_slice()).chain([last]);
    let above: f64 = heads.zip(drafts).map(|(head, draft)| told(head, &draft.pieces)).sum();
    let below: f64 = others.iter().map(|draft| told(&draft.head, &draft.pieces)).sum();
    above > below + told(last, &first.pieces) + LEAST * drafts.len() as f64
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;

    const FERRY: &str =
        "河口镇的老渡口昨天重新开放，停了三年的渡船又开了起来，第一班坐了四十个人。";
    const STARS: &str = "山里的小学添了望远镜，孩子们夜里排着队看土星，看完的都说像一顶草帽。";

    fn body(text: &str) -> Piece {
        Piece::new(Role::Body, text)
    }

    /// The titles of a page on which `headline` and `words` stand between two texts.
    fn titles(headline: &str, words: &[Piece]) -> Vec<String> {
        let draft = |head: &str, pieces: &[Piece]| {
            let mut draft = Draft::default();
            if !head.is_empty() {
                draft.push_head(Rank::Headline, head.to_owned());
            }
            for piece in pieces {
                draft.push(piece.clone());
            }
            draft
        };
        let mut drafts = vec![
            draft("", &[body(FERRY)]),
            draft(headline, words),
            draft("山里看见土星环", &[body(STARS)]),
        ];
        raise_heads(&mut drafts);
        drafts.into_iter().map(|draft| draft.head.concat()).collect()
    }

    #[test]
    fn a_headline_of_the_text_above_ends_it() {
        let title = |line: &str| Piece::new(Role::Headline(Rank::InColumn), line);
        let page = |headline: &str| {
            let mut draft = Draft::default();
            for piece in [body(FERRY), title(headline), body(STARS)] {
                draft.push(piece);
            }
            let mut drafts = vec![draft];
            part_below_titles(&mut drafts);
            drafts.into_iter().map(|draft| draft.head.concat()).collect::<Vec<_>>()
        };
        assert_eq!(page("老渡口重新开放"), ["老渡口重新开放", ""]);
        assert_eq!(page("山里看见土星环"), [""]);
        assert_eq!(page("桃子熟了"), [""]);
    }

    #[test]
    fn heads_one_above_the_other_go_each_to_its_text() {
        let draft = |head: &[&str], texts: &[Piece]| {
            let mut draft = Draft::default();
            draft.head = head.iter().map(|&line| line.into()).collect();
            for piece in texts {
                draft.push(piece.clone());
            }
            draft
        };
        let [ferry, stars] = [FERRY, STARS].map(body);
        let heads = |mut drafts: Vec<Draft>| {
            part_stacked(&mut drafts);
            drafts.into_iter().map(|draft| draft.head).collect::<Vec<_>>()
        };
        let [one, other] = ["老渡口重新开放", "山里看见土星环"];
        for stacked in [[one, other], [other, one]] {
            let two = vec![draft(&stacked, from_ref(&ferry)), draft(&[], from_ref(&stars))];
            assert_eq!(heads(two), [[one], [other]]);
            let credit = Piece::new(Role::Attribution, "（河口镇）");
            let whole = draft(&stacked, &[ferry.clone(), credit, stars.clone()]);
            assert_eq!(heads(vec![whole]), [[one], [other]]);
        }
        let subtitled = [one, "第一班坐了四十个人"];
        let kept = heads(vec![draft(&subtitled, &[ferry]), draft(&[], &[stars])]);
        assert_eq!(kept, [&subtitled[..], &[]]);
    }

    #[test]
    fn a_stack_of_headlines_is_dealt_to_the_texts() {
        let orchard =
            "果园里的桃子熟了，合作社请来县里的技术员，教大家分级装箱，再用冷链车发往外省。";
        let draft = |text: &str| {
            let mut draft = Draft::default();
            draft.push(body(text));
            draft
        };
        let mut stacked = draft(FERRY);
        stacked.head =
            ["桃子发往外省", "技术员教大家装箱", "山里看见土星环"].map(String::from).into();
        stacked.pieces.insert(0, Piece::new(Role::Headline(Rank::InColumn), "来信照登"));
        let heads = |mut drafts: Vec<Draft>| {
            deal_stacks(&mut drafts);
            drafts.into_iter().map(|draft| draft.head).collect::<Vec<_>>()
        };
        assert_eq!(
            heads(vec![stacked.clone(), draft(orchard), draft(STARS)]),
            [&["来信照登"][..], &["桃子发往外省", "技术员教大家装箱"], &["山里看见土星环"]]
        );
        let kept = heads(vec![stacked.clone(), draft(orchard), draft(STARS), draft(FERRY)]);
        assert_eq!(kept[0], stacked.head, "more texts than there are heads for");
    }

    #[test]
    fn a_head_without_a_text_goes_to_the_text_above_that_says_its_words() {
        let name = Piece::new(Role::Attribution, "本报记者 何大江");
        let caption = Piece::new(Role::Body, "渡船开出渡口。");
        let raised = ["老渡口重新开放", "山里看见土星环"];
        assert_eq!(titles(raised[0], &[]), raised);
        assert_eq!(titles(raised[0], &[name.clone(), caption.clone()]), raised);
        let kept = |headline: &str, words: &[Piece]| titles(headline, words).len() == 3;
        assert!(kept("桃子熟了", &[]), "the text says none of it");
        assert!(kept(raised[0], from_ref(&caption)), "a text of its own");
        assert!(kept(raised[0], &[name, caption.clone(), caption]), "a text of its own");
    }
}
