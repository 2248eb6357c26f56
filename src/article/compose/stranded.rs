//! Headlines and leads that the extraction of a page threw to its end. In come the drafts of its
//! articles, and each headline goes to the article whose words it shares: one without a headline, or
//! one that was taken for a part of the article above it.

use std::collections::HashSet;

use super::borders::{self, Paragraph, Place};
use super::broken;
use super::cohesion;
use super::displaced;
use super::draft::{Draft, HEAD_LINES, is_text};
use super::signature;
use crate::article::piece::{Frame, Piece, Rank, Role, measure_changes};
use crate::article::sign;

/// More stranded lines than a page has headlines are no headlines.
const MOST: usize = 12;

/// In thousandths, what a text has in common with the one above where it is of the same article,
/// whatever a headline says.
const KIN: usize = 80;

/// More paragraphs of a page are not weighed at once.
const PARAGRAPHS: usize = 120;

/// The untitled articles, counted from the end, that are asked.
const ASKED: usize = 40;

/// The share of a headline's character pairs that its article must have.
const LEAST_PERCENT: usize = 30;

/// How a page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// In columns: programs that take text out of them throw headlines to its end.
    Columns,
    /// Otherwise: what stands last there is a list of other articles more often.
    Loose,
}

impl Setting {
    /// The setting of the page that `pieces` were taken from.
    pub fn of(pieces: &[Piece]) -> Self {
        let is_loose = |piece: &Piece| {
            matches!(piece.role, Role::Headline(Rank::Level(_) | Rank::Title | Rank::Either))
        };
        if pieces.iter().any(is_loose) { Self::Loose } else { Self::Columns }
    }
}

/// What stands at the end of a page below the last of its texts.
#[derive(Default)]
struct Tail {
    headlines: Vec<String>,
    /// Who wrote an article, with the headline above his name.
    bylines: Vec<(Option<String>, Piece)>,
}

impl Tail {
    /// Takes it off the page; `None` where the last article is what it seems.
    fn cut(drafts: &mut Vec<Draft>) -> Option<Self> {
        let is_headline =
            |piece: &Piece| matches!(piece.role, Role::Headline(rank) if rank != Rank::Heading);
        let mut tail = Self::default();
        // They were taken for the heads of articles that have no text.
        let is_head = |draft: &Draft| {
            draft.meta.is_empty()
                && !draft.has_text()
                && draft.pieces.iter().all(|piece| is_headline(piece) || piece.is_byline())
        };
        let heads = drafts.iter().rev().take_while(|draft| is_head(draft)).count();
        if heads == drafts.len() || heads == 0 && !drafts.last()?.has_text() {
            return None;
        }
        let stranded = drafts.split_off(drafts.len() - heads);
        if let Some(last) = drafts.last_mut().filter(|last| last.has_text()) {
            let count = last.pieces.iter().rev().take_while(|piece| is_headline(piece)).count();
            let pieces = last.pieces.split_off(last.pieces.len() - count);
            tail.headlines.extend(pieces.into_iter().map(|piece| piece.text));
        }
        for draft in stranded {
            tail.headlines.extend(draft.kicker.into_iter().chain(draft.head));
            for piece in draft.pieces {
                if piece.is_byline() {
                    tail.bylines.push((tail.headlines.last().cloned(), piece));
                } else {
                    tail.headlines.push(piece.text);
                }
            }
        }
        Some(tail)
    }
}

/// Puts bylines below the headlines that they stood below, and those whose headline is no article's at
/// the end.
fn sign(drafts: &mut [Draft], bylines: Vec<(Option<String>, Piece)>) {
    for (headline, byline) in bylines {
        let is_its =
            |draft: &&mut Draft| headline.as_ref().is_some_and(|line| draft.head.contains(line));
        match drafts.iter_mut().find(is_its) {
            Some(draft) => draft.pieces.insert(0, byline),
            None => drafts.last_mut().into_iter().for_each(|last| last.pieces.push(byline.clone())),
        }
    }
}

/// Puts what is stranded at the end of the page where it belongs.
pub fn give_back(drafts: &mut Vec<Draft>, setting: Setting) {
    let Some(Tail { mut headlines, bylines }) = Tail::cut(drafts) else { return };
    if headlines.first().is_some_and(|first| signature::signs_last(first, drafts))
        && let Some(last) = drafts.last_mut()
    {
        last.push(Piece::new(Role::Attribution, headlines.remove(0)));
    }
    join_cut(&mut headlines);
    let is_head = (1..=HEAD_LINES).contains(&headlines.len());
    if let [only] = drafts.as_mut_slice()
        && only.head.is_empty()
        && is_head
        && bylines.len() == 1
        && bylines[0].0 == headlines.last().cloned()
    {
        only.head = headlines;
        sign(drafts, bylines);
        return;
    }
    if is_head && lead_first(drafts) {
        // With its lead and its credit the article is whole.
        drafts[0].head = std::mem::take(&mut headlines);
    }
    if setting == Setting::Columns && displaced::all_stand_below(drafts, &headlines) {
        let mut below = std::mem::take(&mut headlines);
        for draft in drafts.iter_mut().rev() {
            std::mem::swap(&mut draft.head, &mut below);
        }
    }
    if !headlines.is_empty() && headlines.len() <= MOST {
        let parted = match setting {
            Setting::Columns => part(drafts, &headlines),
            Setting::Loose => None,
        };
        headlines = match parted {
            Some(rest) => rest,
            None => assign(drafts, headlines),
        };
    }
    sign(drafts, bylines);
    if let Some(last) = drafts.last_mut() {
        let rest =
            headlines.into_iter().map(|line| Piece::new(Role::Headline(Rank::Heading), line));
        last.pieces.extend(rest);
    }
}

/// Makes one of two lines where the first wants more: a title was set over both.
fn join_cut(headlines: &mut Vec<String>) {
    headlines.dedup_by(|next, line| {
        let is_cut = broken::wants_more(line);
        if is_cut {
            line.push_str(next);
        }
        is_cut
    });
}

/// Where one paragraph follows the credit that closes the only article of a page, or opens the report
/// that the text above goes on with, it is the lead, set in a wider column and read last. Whether one
/// was put first.
fn lead_first(drafts: &mut Vec<Draft>) -> bool {
    if let [only] = drafts.as_mut_slice() {
        return put_lead_first(only);
    }
    let [first, second] = drafts.as_slice() else { return false };
    let [lead] = second.pieces.as_slice() else { return false };
    let credited = first.pieces.last().is_some_and(|piece| piece.role == Role::Attribution);
    let goes_on = || {
        sign::opens_report(&lead.text)
            && !first.pieces.iter().any(|piece| sign::may_open_report(&piece.text))
            && cohesion::is_kin(&first.pieces, &second.pieces, KIN) == Some(true)
    };
    let leads = first.head.is_empty()
        && second.head.is_empty()
        && lead.role == Role::Body
        && (credited || goes_on());
    if leads {
        let lead = lead.clone();
        drafts[0].pieces.insert(0, lead);
        drafts.pop();
    }
    leads
}

/// Puts the paragraph first that stands below the credit of an untitled article, and is set in another
/// measure. Whether there is one.
fn put_lead_first(draft: &mut Draft) -> bool {
    let [above @ .., credit, lead] = draft.pieces.as_slice() else { return false };
    let measure = above.iter().rev().map(|piece| piece.measure).find(|&measure| measure > 0);
    let leads = draft.head.is_empty()
        && lead.role == Role::Body
        && credit.role == Role::Attribution
        && sign::closing_bracket(&credit.text).is_some()
        && measure.is_some_and(|measure| measure_changes(measure, lead.measure));
    if leads {
        draft.pieces.rotate_right(1);
    }
    leads
}

/// Parts the articles where the headlines say that others begin; gives back the headlines that say
/// nothing, and `None` where the page is too long to be weighed whole.
fn part(drafts: &mut Vec<Draft>, headlines: &[String]) -> Option<Vec<String>> {
    let mut texts = 0;
    let fits = |draft: &&Draft| {
        texts += draft.pieces.iter().filter(|piece| is_text(piece.role)).count();
        texts <= PARAGRAPHS
    };
    let from = drafts.len() - drafts.iter().rev().take_while(fits).count();
    let spots = spots(drafts, from);
    if spots.is_empty() {
        return None;
    }
    let paragraph = |spot: &Spot| Paragraph {
        text: &drafts[spot.draft].pieces[spot.piece].text,
        place: spot.place,
    };
    let paragraphs: Vec<Paragraph<'_>> = spots.iter().map(paragraph).collect();
    let places = borders::place(&paragraphs, headlines);
    let mut rest = Vec::new();
    let mut heads: Vec<(usize, Vec<String>)> = Vec::new();
    for (headline, place) in headlines.iter().cloned().zip(places) {
        match (place, heads.last_mut()) {
            (None, _) => rest.push(headline),
            (Some(place), Some((last, head))) if *last == place => head.push(headline),
            (Some(place), _) => heads.push((place, vec![headline])),
        }
    }
    // From the end on, so that what stands before keeps its number.
    for (place, head) in heads.into_iter().rev() {
        spots[place].give(drafts, head);
    }
    Some(rest)
}

/// Where a paragraph stands.
struct Spot {
    draft: usize,
    piece: usize,
    place: Place,
}

impl Spot {
    /// Puts a head over the paragraph, with the byline that stands there already.
    fn give(&self, drafts: &mut Vec<Draft>, head: Vec<String>) {
        if self.place == Place::Untitled {
            drafts[self.draft].head = head;
            return;
        }
        let above = drafts[self.draft].pieces[..self.piece].iter().rev();
        let bylines = above.take_while(|piece| signature::opens(piece)).count();
        let mut next = drafts[self.draft].split_off(self.piece - bylines);
        // A short line that ends an article is the name that signs it.
        if let Some(last) = drafts[self.draft].pieces.last_mut()
            && matches!(last.role, Role::Headline(_))
        {
            last.role = Role::Attribution;
        }
        next.head = head;
        drafts.insert(self.draft + 1, next);
    }
}

/// The paragraphs of the drafts at `from` and below.
fn spots(drafts: &[Draft], from: usize) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (draft, Draft { head, pieces, .. }) in drafts.iter().enumerate().skip(from) {
        let mut place = if head.is_empty() { Place::Untitled } else { Place::Titled };
        let mut measure = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let is_first = matches!(place, Place::Titled | Place::Untitled);
            match piece.role {
                role if is_text(role) => {
                    let is_kin =
                        || cohesion::is_kin(&pieces[..at], &pieces[at..], KIN) == Some(true);
                    if !is_first && is_kin() {
                        place = Place::GoesOn;
                    } else if place == Place::Inside {
                        place = place_by_form(piece, measure);
                    }
                    if piece.measure > 0 {
                        measure = piece.measure;
                    }
                    spots.push(Spot { draft, piece: at, place });
                    place = Place::Inside;
                }
                Role::Headline(_) if !is_first && signature::signs(pieces, at) => {
                    place = Place::Signed;
                }
                Role::Headline(_) if !is_first => place = Place::GoesOn,
                Role::Attribution if is_first => {}
                Role::Attribution if signature::opens(piece) => place = Place::MayBegin,
                Role::Attribution => place = Place::Signed,
                _ => {}
            }
        }
    }
    // Where all is set in one measure, it tells nothing.
    if !spots.iter().any(|spot| spot.place == Place::Reset) {
        for spot in spots.iter_mut().filter(|spot| spot.place == Place::SameMeasure) {
            spot.place = Place::Inside;
        }
    }
    spots
}

/// What the form of a text shows that stands below one set in `measure`, in quarter ems.
fn place_by_form(piece: &Piece, measure: u32) -> Place {
    if measure_changes(measure, piece.measure) {
        Place::Reset
    } else if may_begin(piece) {
        Place::MayBegin
    } else if measure > 0 && piece.measure > 0 {
        Place::SameMeasure
    } else {
        Place::Inside
    }
}

fn may_begin(piece: &Piece) -> bool {
    piece.frame != Frame::Continues || sign::may_open_report(&piece.text)
}

/// Gives each headline to the untitled article that shares most with it; gives back the rest.
fn assign(drafts: &mut [Draft], headlines: Vec<String>) -> Vec<String> {
    // Only the pairs of the headlines are looked for: the articles may be long.
    let wanted: HashSet<(char, char)> = headlines.iter().flat_map(|line| pairs(line)).collect();
    let found = |draft: &Draft| {
        let texts = draft.pieces.iter().map(|piece| &piece.text);
        texts.flat_map(|text| pairs(text)).filter(|pair| wanted.contains(pair)).collect()
    };
    let from = if wanted.is_empty() { drafts.len() } else { drafts.len().saturating_sub(ASKED) };
    let untitled: Vec<(usize, HashSet<(char, char)>)> = (from..drafts.len())
        .filter(|&at| drafts[at].head.is_empty())
        .map(|at| (at, found(&drafts[at])))
        .collect();
    let mut rest = Vec::new();
    for headline in headlines {
        let shared = |have: &HashSet<(char, char)>| {
            pairs(&headline).filter(|pair| have.contains(pair)).count()
        };
        let total = pairs(&headline).count().max(1);
        let best = untitled
            .iter()
            .filter(|(at, _)| drafts[*at].head.len() < 2)
            .map(|(at, have)| (shared(have), std::cmp::Reverse(*at)))
            .max();
        match best {
            Some((count, at)) if count * 100 >= total * LEAST_PERCENT => {
                drafts[at.0].head.push(headline);
            }
            _ => rest.push(headline),
        }
    }
    rest
}

/// The pairs of neighbouring letters.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    let letters = || text.chars().filter(|c| c.is_alphanumeric());
    letters().zip(letters().skip(1))
}
