//! What says the same again among what was found: of an article and its copies the first is listed,
//! and another only where it holds more hits than all before it. In come articles as they are
//! found, out come those that are listed where all are asked for, or a part of them alone.

use super::facets::{ALONE, Facet, Facets};
use crate::index::{self, Collection, Found, Order};

/// The articles found that have copies or are one, those of one text side by side.
#[derive(Debug, Default)]
pub struct Copies(Vec<Copied>);

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Copied {
    head: u32,
    /// Its index in the library, and its hits.
    pub index: usize,
    pub hits: u32,
    pub facet: Facet,
    /// Its place in the order in which they are listed.
    place: u32,
}

impl Copies {
    /// Those among what was found, which lies in the order of the library and is listed in another.
    pub fn among(
        found: &[Found],
        facets: &Facets,
        collection: &dyn Collection,
        order: Order,
    ) -> Self {
        let has_copies = |found: &&Found| facets.head(found) != ALONE;
        let mut copies: Vec<Found> = found.iter().filter(has_copies).copied().collect();
        index::arrange(collection, &mut copies, order);
        let copied = |(place, found): (u32, &Found)| Copied {
            head: facets.head(found),
            index: found.index(),
            hits: found.hits,
            facet: facets.facet(found),
            place,
        };
        let mut copies: Vec<Copied> = (0..).zip(&copies).map(copied).collect();
        radsort::sort_by_key(&mut copies, |one| one.head);
        Self(copies)
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Copied> {
        self.0.iter()
    }

    /// Gives those that are listed where a part alone is asked for, for each part.
    pub fn listed(&mut self, part: impl Fn(Facet) -> u32, mut give: impl FnMut(&Copied)) {
        for of_one in self.0.chunk_by_mut(|one, other| one.head == other.head) {
            of_one.sort_unstable_by_key(|one| (part(one.facet), one.place));
            for alike in of_one.chunk_by(|one, other| part(one.facet) == part(other.facet)) {
                // One more than the most hits of those that are listed.
                let mut least = 0;
                for one in alike {
                    if one.hits >= least {
                        least = one.hits.saturating_add(1);
                        give(one);
                    }
                }
            }
        }
    }
}
