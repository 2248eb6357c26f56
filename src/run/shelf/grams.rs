//! The index of a large library beside its text: opened where there is one, and brought to the
//! state of the library while searches scan. Whatever is wrong with it, all is found; it only takes
//! longer.

use super::{Audience, Index, Trouble};
use crate::disk::cache::NoWriter;
use crate::library::Library;
use crate::library::grams::{self, Indexed, Trust};

/// Which libraries have an index of their grams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Those with more folded text than so many bytes, and those that have one already.
    Above(u64),
    /// This one.
    Index,
    /// None: all are scanned.
    Scan,
}

/// Folded text up to this size is scanned faster than a reader types.
pub const INDEX_ABOVE_BYTES: u64 = 300_000_000;

impl Engine {
    /// Whether an index is to be made of a library that has none.
    pub fn wants(self, library: &Library) -> bool {
        match self {
            Self::Above(bytes) => library.corpus().bytes() as u64 > bytes,
            Self::Index => !library.is_empty(),
            Self::Scan => false,
        }
    }
}

/// What may be done to an index before a library is searched with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upkeep {
    /// It is made where it is wanted, and brought to the state of the library. Takes long where
    /// much is new; killed at any point, the next one goes on from there.
    Full,
    /// It is taken as it is; what it does not hold is scanned.
    None,
}

/// Gives a library the index that it is searched with, where it has one.
pub fn serve(index: &Index, library: &Library, upkeep: Upkeep, audience: &dyn Audience) {
    if index.engine == Engine::Scan {
        return;
    }
    let folder = index.cache.grams();
    let is_wanted = folder.is_some() || index.engine.wants(library);
    let opened = folder.map(|folder| Indexed::open(folder.into(), library, Trust::Found));
    if matches!(opened, Some(Err(grams::Trouble::Damaged))) {
        audience.trouble(Trouble::Unsearchable);
    }
    let is_current = matches!(&opened, Some(Ok(indexed)) if indexed.is_current());
    if upkeep == Upkeep::Full && is_wanted && !is_current && !index.cache.is_read_only() {
        use grams::Trouble::{Damaged, Outdated};
        let is_unusable = matches!(opened, Some(Err(Damaged | Outdated)));
        let cleared = if is_unusable { clear(index) } else { Ok(()) };
        match cleared.and_then(|()| write(index, library, audience)) {
            Ok(indexed) => return library.search_with(indexed),
            Err(why) => audience.trouble(trouble(why)),
        }
    }
    if let Some(Ok(indexed)) = opened {
        library.search_with(indexed);
    }
}

fn write(
    index: &Index,
    library: &Library,
    audience: &dyn Audience,
) -> Result<Indexed, grams::Trouble> {
    let open = || index.cache.make_grams().map_err(grams::Trouble::Unwritten);
    let progress = |done, total| audience.indexing(done, total);
    grams::update(open()?.into(), library, &progress)?;
    Indexed::open(open()?.into(), library, Trust::Written)
}

fn clear(index: &Index) -> Result<(), grams::Trouble> {
    match index.cache.clear_grams() {
        Ok(_) => Ok(()),
        Err(NoWriter::Busy) => Err(grams::Trouble::Busy),
        Err(NoWriter::Fault(fault)) => Err(grams::Trouble::Unwritten(fault)),
    }
}

fn trouble(why: grams::Trouble) -> Trouble {
    match why {
        grams::Trouble::Busy => Trouble::Busy,
        grams::Trouble::Damaged | grams::Trouble::Outdated => Trouble::Unsearchable,
        grams::Trouble::Unwritten(fault) => Trouble::Unwritten(fault),
    }
}
