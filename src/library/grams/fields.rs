//! The form in which tantivy keeps grams: two fields of text and a name. In comes the folded text
//! of an article, out come its tokens. Refuses to know where the files lie.

use std::array;
use std::iter::Empty;

use bytes::Bytes;
use tantivy::directory::Directory;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Document, Index};

use crate::index::grams::{Grams, Width};

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
    let fields = Fields {
        print: schema.add_u64_field("print", FAST | INDEXED),
        ones: schema.add_text_field("ones", text(Width::One)),
        pairs: schema.add_text_field("pairs", text(Width::Two)),
    };
    // It wants one for the field of numbers too, which is called "default".
    let tokenizers = TokenizerManager::default();
    for width in [Width::One, Width::Two] {
        tokenizers.register(tokenizer_name(width), Tokens(width));
    }
    let builder = Index::builder().schema(schema.build()).tokenizers(tokenizers);
    Ok((builder.open_or_create(directory)?, fields))
}

/// The version stands in the names, and so in what tantivy compares before it opens an index.
const fn tokenizer_name(width: Width) -> &'static str {
    match width {
        Width::One => concat!("one of ", env!("CARGO_PKG_VERSION")),
        Width::Two => concat!("two of ", env!("CARGO_PKG_VERSION")),
    }
}

/// Cuts folded text into grams. (Those of tantivy's own `NgramTokenizer` all stand at position 0.)
#[derive(Clone, Copy)]
struct Tokens(Width);

impl Tokenizer for Tokens {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { grams: Grams::of(text, self.0), token: Token::default() }
    }
}

struct Stream<'a> {
    grams: Grams<'a>,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(gram) = self.grams.next() else { return false };
        self.token.position = gram.position;
        self.token.offset_from = gram.start;
        self.token.offset_to = gram.start + gram.text.len();
        self.token.text.clear();
        self.token.text.push_str(gram.text);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// An article on its way into the index. Its text is not copied.
pub(super) struct Page {
    pub(super) fields: Fields,
    pub(super) print: u64,
    pub(super) folded: Bytes,
}

/// What a page says in a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Said<'a> {
    Number(u64),
    Text(&'a str),
}

impl Document for Page {
    type Value<'a> = Said<'a>;
    type FieldsValuesIter<'a> = array::IntoIter<(Field, Said<'a>), 3>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        // What is not UTF-8 was damaged, and would have been seen before.
        let text = Said::Text(std::str::from_utf8(&self.folded).unwrap_or_default());
        let Fields { print, ones, pairs } = self.fields;
        [(print, Said::Number(self.print)), (ones, text), (pairs, text)].into_iter()
    }
}

impl<'a> Value<'a> for Said<'a> {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            Self::Number(number) => ReferenceValueLeaf::U64(number),
            Self::Text(text) => ReferenceValueLeaf::Str(text),
        })
    }
}
