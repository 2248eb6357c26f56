//! The form in which tantivy keeps grams: two fields of text and a name. Refuses to know where the
//! files lie, and who writes them.

use tantivy::Index;
use tantivy::directory::Directory;
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use crate::index::grams::Width;

/// What a document has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// What tells the article from all others, its changed self among them.
    pub(super) print: Field,
    /// Its characters, and how often each stands in it.
    pub(super) ones: Field,
    /// Its pairs of characters, and how often each stands in it.
    pub(super) pairs: Field,
}

/// The name of the column of prints.
pub(super) const PRINT: &str = "print";

/// Opens the index in `directory`, or makes one there where there is none. One that another
/// version of duben made is an error: it may have folded the texts otherwise.
pub(super) fn open_or_make(directory: Box<dyn Directory>) -> tantivy::Result<(Index, Fields)> {
    let mut schema = Schema::builder();
    let text = |width: Width| {
        let kept = TextFieldIndexing::default()
            .set_tokenizer(tokenizer_name(width))
            // Where they stand would take half as much again, and the text tells it.
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(kept)
    };
    let print = NumericOptions::default().set_fast().set_indexed();
    let fields = Fields {
        print: schema.add_u64_field(PRINT, print),
        ones: schema.add_text_field("ones", text(Width::One)),
        pairs: schema.add_text_field("pairs", text(Width::Two)),
    };
    let builder = Index::builder().schema(schema.build());
    Ok((builder.open_or_create(directory)?, fields))
}

/// No such tokenizers exist, as tantivy is given no text. But it compares their names before it
/// opens an index, and so the version that stands in them.
const fn tokenizer_name(width: Width) -> &'static str {
    match width {
        Width::One => concat!("one of ", env!("CARGO_PKG_VERSION")),
        Width::Two => concat!("two of ", env!("CARGO_PKG_VERSION")),
    }
}
