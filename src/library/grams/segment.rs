//! Articles to a segment of the index. In come their folded texts, out come the files that tantivy
//! would write for them. Its own writer looks up each gram in a table of a million, most of which
//! is in no cache: half a microsecond each. Here they are numbers that are sorted, ten times
//! faster.

use tantivy::columnar::{ColumnType, ColumnarWriter, NumericalValue};
use tantivy::directory::TerminatingWrite;
use tantivy::fieldnorm::FieldNormsSerializer;
use tantivy::index::{Segment, SegmentComponent, SegmentMeta};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Field, Term};
use tantivy::store::StoreWriter;
use tantivy::{DocId, TantivyDocument};

use super::fields::{Fields, PRINT};
use crate::index::grams::{self, Gram, Width};

/// Beside a gram a number holds which of the articles it stands in.
const DOC_BITS: u32 = u64::BITS - Gram::BITS;

/// Articles that become a segment.
#[derive(Default)]
pub(super) struct Batch<'a> {
    /// The print and the folded text of each.
    pages: Vec<(u64, &'a str)>,
    chars: usize,
}

impl<'a> Batch<'a> {
    pub(super) fn push(&mut self, print: u64, folded: &'a str) {
        self.pages.push((print, folded));
        self.chars += folded.chars().count();
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Whether it is to be written before more comes, so many characters being enough.
    pub(super) const fn is_full(&self, chars: usize) -> bool {
        self.chars >= chars || self.pages.len() >= 1 << DOC_BITS
    }

    /// Writes the files of a segment.
    pub(super) fn write(&self, segment: Segment, fields: Fields) -> tantivy::Result<SegmentMeta> {
        // No field has norms; there has to be a file that says so.
        let norms = segment.open_write(SegmentComponent::FieldNorms)?;
        FieldNormsSerializer::from_write(norms)?.close()?;
        let mut postings = InvertedIndexSerializer::open(&segment)?;
        self.write_prints(&mut postings, fields.print)?;
        let mut numbers = Vec::with_capacity(self.chars);
        for (field, width) in [(fields.ones, Width::One), (fields.pairs, Width::Two)] {
            numbers.clear();
            for (doc, (_, folded)) in (0_u64..).zip(&self.pages) {
                let grams = grams::grams(folded, width);
                numbers.extend(grams.map(|gram| gram.number() << DOC_BITS | doc));
            }
            numbers.sort_unstable();
            write_grams(&numbers, &mut postings, field)?;
        }
        postings.close()?;
        self.write_column(&segment)?;
        self.write_store(&segment)?;
        Ok(segment.with_max_doc(self.pages.len() as u32).meta().clone())
    }

    /// By its print an article is taken out of the index.
    fn write_prints(
        &self,
        postings: &mut InvertedIndexSerializer,
        field: Field,
    ) -> tantivy::Result<()> {
        let mut prints: Vec<(u64, DocId)> = self.pages.iter().map(|page| page.0).zip(0..).collect();
        prints.sort_unstable();
        let mut terms = postings.new_field(field, prints.len() as u64, None)?;
        for (print, doc) in prints {
            let term = Term::from_field_u64(field, print);
            terms.new_term(term.serialized_value_bytes(), 1, false)?;
            terms.write_doc(doc, 1, &[]);
            terms.close_term()?;
        }
        Ok(terms.close()?)
    }

    /// By the column it is known which articles the index holds.
    fn write_column(&self, segment: &Segment) -> tantivy::Result<()> {
        let mut columns = ColumnarWriter::default();
        columns.record_column_type(PRINT, ColumnType::U64, false);
        for (doc, &(print, _)) in (0..).zip(&self.pages) {
            columns.record_numerical(doc, PRINT, NumericalValue::U64(print));
        }
        let mut file = segment.open_write(SegmentComponent::FastFields)?;
        columns.serialize(self.pages.len() as u32, None, &mut file)?;
        Ok(file.terminate()?)
    }

    /// Nothing is stored, but where segments are merged what is stored of each article is asked for.
    fn write_store(&self, segment: &Segment) -> tantivy::Result<()> {
        let settings = segment.index().settings();
        let file = segment.open_write(SegmentComponent::Store)?;
        let (compression, block) = (settings.docstore_compression, settings.docstore_blocksize);
        let mut store = StoreWriter::new(file, compression, block, false)?;
        let nothing = TantivyDocument::default();
        for _ in &self.pages {
            store.store(&nothing, &segment.schema())?;
        }
        Ok(store.close()?)
    }
}

/// Writes which articles each gram stands in, and how often. In the sorted numbers a gram comes
/// once for each place.
fn write_grams(
    numbers: &[u64],
    postings: &mut InvertedIndexSerializer,
    field: Field,
) -> tantivy::Result<()> {
    let mut terms = postings.new_field(field, numbers.len() as u64, None)?;
    let mut text = String::new();
    for one in numbers.chunk_by(|a, b| a >> DOC_BITS == b >> DOC_BITS) {
        text.clear();
        text.extend(Gram::of_number(one[0] >> DOC_BITS).chars());
        let docs = one.chunk_by(|a, b| a == b);
        terms.new_term(text.as_bytes(), docs.clone().count() as u32, true)?;
        for places in docs {
            let doc = places[0] & ((1 << DOC_BITS) - 1);
            terms.write_doc(doc as DocId, places.len() as u32, &[]);
        }
        terms.close_term()?;
    }
    Ok(terms.close()?)
}
