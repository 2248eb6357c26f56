use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::buffer::{CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::glyph::{Glyph, most_cells};
use super::*;
use crate::text::grapheme::graphemes;
use crate::text::width::{Ambiguous, Class, is_ambiguous};

const WIDE: WidthPolicy = WidthPolicy::all(Ambiguous::Wide);
const SAFE: WidthPolicy = WidthPolicy::all(Ambiguous::Safe);

/// What a terminal does with ambiguous characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Narrow,
    Wide,
    /// Quotation marks in two cells, all else in one.
    WideQuotes,
}

const FIRST_STANDIN: u32 = 0x34000;

/// Unassigned characters of plane 3 take two cells, so they stand in for ambiguous characters on
/// a terminal that shows those wide.
fn to_wide(c: char) -> char {
    // Combining marks are of the class too; they take no cell anywhere.
    let is_mark = WidthPolicy::NARROW.grapheme(c.encode_utf8(&mut [0; 4])) == 0;
    if is_mark || !is_ambiguous(c) {
        return c;
    }
    char::from_u32(FIRST_STANDIN + c as u32).unwrap()
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

fn from_wide(c: char) -> char {
    match (c as u32).checked_sub(FIRST_STANDIN) {
        Some(original) if c as u32 <= 0x3fffd => char::from_u32(original).unwrap(),
        _ => c,
    }
}

struct Emulator {
    parser: vt100::Parser,
    shows: Shows,
}

impl Emulator {
    fn new(shows: Shows, width: u16, height: u16) -> Self {
        let size = |cells| NonZeroU16::new(cells).unwrap();
        Self { parser: vt100::Parser::new(size(height), size(width), 0), shows }
    }

    fn resize(&mut self, width: u16, height: u16) {
        let size = |cells| NonZeroU16::new(cells).unwrap();
        self.parser.screen_mut().set_size(size(height), size(width));
    }

    fn show(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let mapped: String = match self.shows {
            Shows::Narrow => text.to_owned(),
            Shows::Wide => text.chars().map(to_wide).collect(),
            Shows::WideQuotes => {
                text.chars().map(|c| if is_quote(c) { to_wide(c) } else { c }).collect()
            }
        };
        self.parser.process(mapped.as_bytes());
    }

    fn symbol(&self, x: u16, y: u16) -> String {
        let contents = self.cell(x, y).contents().chars().map(from_wide).collect::<String>();
        if contents.is_empty() { " ".to_owned() } else { contents }
    }

    fn cell(&self, x: u16, y: u16) -> &vt100::Cell {
        self.parser.screen().cell(y, x).unwrap()
    }
}

/// The painting rule of the screen, in short.
fn put(buffer: &mut Buffer, policy: WidthPolicy, x: u16, y: u16, text: &str, style: Style) {
    let width = buffer.area.width;
    let mut x = x;
    if x > 0 && buffer[(x - 1, y)].cell_width() > 1 {
        buffer[(x - 1, y)].reset();
    }
    for (_, grapheme) in graphemes(text) {
        let cells = policy.grapheme(grapheme);
        if cells == 0 {
            continue;
        }
        if x + cells > width {
            break;
        }
        let end = x + cells;
        if end < width && buffer[(end - 1, y)].cell_width() > 1 {
            buffer[(end, y)].reset();
        }
        for covered in x..end {
            buffer[(covered, y)].reset();
            buffer[(covered, y)].set_style(style);
        }
        let cell = &mut buffer[(x, y)];
        cell.set_symbol(grapheme);
        if cell.cell_width() != cells {
            cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::new(cells).unwrap()));
        }
        x = end;
    }
}

fn colour_of(colour: Color) -> vt100::Color {
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        other => panic!("no test uses {other:?}"),
    }
}

fn check_look(emulator: &Emulator, x: u16, y: u16, look: Look, place: &str) {
    let cell = emulator.cell(x, y);
    assert_eq!(cell.bgcolor(), colour_of(look.bg), "background, {place}");
    let has = |modifier| look.modifier.contains(modifier);
    assert_eq!(cell.underline(), has(Modifier::UNDERLINED), "underline, {place}");
    assert_eq!(cell.inverse(), has(Modifier::REVERSED), "reverse, {place}");
    if emulator.symbol(x, y) != " " {
        assert_eq!(cell.fgcolor(), colour_of(look.fg), "colour, {place}");
        assert_eq!(cell.bold(), has(Modifier::BOLD), "bold, {place}");
        assert_eq!(cell.italic(), has(Modifier::ITALIC), "italic, {place}");
    }
}

/// Compares every cell of the terminal with the frame.
fn check_grid(emulator: &Emulator, frame: &Buffer, policy: WidthPolicy) {
    for y in 0..frame.area.height {
        assert!(!emulator.parser.screen().row_wrapped(y), "row {y} wrapped");
        let width = usize::from(frame.area.width);
        let row = &frame.content[usize::from(y) * width..][..width];
        for glyph in glyphs(row) {
            check_glyph(emulator, &glyph, y, policy);
        }
    }
}

fn check_glyph(emulator: &Emulator, glyph: &Glyph<'_>, y: u16, policy: WidthPolicy) {
    let place = format!("{:?} at {},{y}", glyph.symbol, glyph.x);
    let first = glyph.symbol.chars().next().unwrap();
    let shown = emulator.symbol(glyph.x, y);
    let is_cluster = most_cells(glyph.symbol, policy) > glyph.cells;
    if is_cluster {
        // The emulator knows no joined emoji: what runs over is repaired, the first one stays.
        assert_eq!(shown.chars().next(), Some(first), "{place}");
    } else {
        assert_eq!(shown, glyph.symbol, "{place}");
    }
    check_look(emulator, glyph.x, y, glyph.look, &place);
    assert!(!emulator.cell(glyph.x, y).is_wide_continuation(), "half of another, {place}");
    let is_drawn_narrow = policy == SAFE && emulator.shows == Shows::Narrow && is_ambiguous(first);
    for x in glyph.x + 1..glyph.x + glyph.cells {
        if is_drawn_narrow {
            check_look(emulator, x, y, glyph.look, &place);
            assert_eq!(emulator.symbol(x, y), " ", "right half, {place}");
            assert!(!emulator.cell(x, y).is_wide_continuation(), "{place}");
        } else {
            // The emulator keeps the look of a wide glyph in its first cell alone.
            assert!(emulator.cell(x, y).is_wide_continuation(), "right half, {place}");
        }
    }
}

#[derive(Clone, Debug)]
struct Piece {
    x: u16,
    y: u16,
    text: String,
    style: Style,
}

#[derive(Clone, Debug)]
enum Step {
    /// Starts from an empty frame.
    Clear,
    /// Keeps what the frame before showed.
    Keep,
    /// The rows from one on move up, or down, as they are; those that leave come in again.
    Scroll {
        from: u16,
        by: u16,
        down: u16,
    },
    /// Only the looks of a row change.
    Restyle(u16, Style),
    Resize(u16, u16),
    Invalidate,
}

fn text() -> impl Strategy<Value = String> {
    let grapheme = prop_oneof![
        6 => "[一-龥]",
        4 => "[ -~]",
        1 => Just(" ".repeat(9)),
        1 => ("[─=一“ ]", 2..60_usize).prop_map(|(symbol, times)| symbol.repeat(times)),
        3 => "[“”‘’—…·①※αяé─│█→№]",
        1 => "[，。《》、￥〇ー가]",
        1 => prop::sample::select(vec!["😀", "𠮷", "🀄", "葛\u{e0100}", "👩\u{200d}🔬", "e\u{301}", "か\u{3099}", "¥", "✓", "ｶ", "ש", "䷀"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(grapheme, 0..24).prop_map(|parts| parts.concat())
}

fn style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::White),
        1 => Just(Color::Indexed(236)),
        1 => Just(Color::Rgb(1, 20, 200)),
    ];
    let modifier = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::ITALIC | Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
    ];
    (colour.clone(), colour, modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Clear),
        5 => Just(Step::Keep),
        5 => (0..6_u16, 0..4_u16, 0..4_u16)
            .prop_map(|(from, by, down)| Step::Scroll { from, by, down }),
        2 => (0..20_u16, style()).prop_map(|(y, style)| Step::Restyle(y, style)),
        1 => (1..60_u16, 1..20_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => Just(Step::Invalidate),
    ]
}

fn piece() -> impl Strategy<Value = Piece> {
    (0..60_u16, 0..20_u16, text(), style()).prop_map(|(x, y, text, style)| Piece {
        x,
        y,
        text,
        style,
    })
}

type Script = Vec<(Step, Vec<Piece>, Option<(u16, u16)>)>;

fn script() -> impl Strategy<Value = Script> {
    let cursor = prop::option::of((0..60_u16, 0..20_u16));
    prop::collection::vec((step(), prop::collection::vec(piece(), 0..8), cursor), 1..8)
}

fn play(
    script: &Script,
    policy: WidthPolicy,
    shows: Shows,
    size: (u16, u16),
    repetition: Repetition,
) {
    let mut frame = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    let mut emulator = Emulator::new(shows, size.0, size.1);
    let mut painter = Painter::new(policy);
    painter.set_repetition(repetition);
    for (step, pieces, cursor) in script {
        match *step {
            Step::Clear => frame.reset(),
            Step::Keep => {}
            Step::Scroll { from, by, down } => {
                let width = usize::from(frame.area.width);
                let from = usize::from(from.min(frame.area.height));
                let band = &mut frame.content[from * width..];
                let rows = band.len() / width;
                band.rotate_left(usize::from(by).min(rows) * width);
                band.rotate_right(usize::from(down).min(rows) * width);
            }
            Step::Restyle(y, style) => {
                let row = Rect::new(0, y.min(frame.area.height - 1), frame.area.width, 1);
                frame.set_style(row, style);
            }
            Step::Resize(width, height) => {
                frame = Buffer::empty(Rect::new(0, 0, width, height));
                emulator.resize(width, height);
            }
            Step::Invalidate => {
                emulator.show("\x1b[2;2H\x1b[41m汉乱“x\x1b[?25h".as_bytes());
                painter.invalidate();
            }
        }
        for piece in pieces {
            let (x, y) = (piece.x % frame.area.width, piece.y % frame.area.height);
            put(&mut frame, policy, x, y, &piece.text, piece.style);
        }
        let bytes = painter.frame(&frame, *cursor).to_vec();
        emulator.show(&bytes);
        check_grid(&emulator, &frame, policy);
        let (width, height) = (frame.area.width, frame.area.height);
        let (x, y) = cursor.map_or((0, height - 1), |(x, y)| (x.min(width - 1), y.min(height - 1)));
        assert_eq!(emulator.parser.screen().cursor_position(), (y, x), "cursor");
        assert_eq!(emulator.parser.screen().hide_cursor(), cursor.is_none(), "visibility");
        assert!(painter.frame(&frame, *cursor).is_empty(), "an unchanged frame wrote bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_terminal_shows_the_frame(
        script in script(),
        width in 1..60_u16,
        height in 1..20_u16,
        repetition in prop::sample::select(vec![Repetition::Unknown, Repetition::Known]),
    ) {
        let quotes = WidthPolicy::NARROW.with(Class::Quotes, Ambiguous::Wide);
        let unsure = WidthPolicy::NARROW.with(Class::Quotes, Ambiguous::Safe);
        for (policy, shows) in [
            (WidthPolicy::NARROW, Shows::Narrow),
            (WIDE, Shows::Wide),
            (quotes, Shows::WideQuotes),
            (unsure, Shows::WideQuotes),
            (SAFE, Shows::Narrow),
            (SAFE, Shows::Wide),
        ] {
            play(&script, policy, shows, (width, height), repetition);
        }
    }
}

fn frame(width: u16, height: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, width, height))
}

/// The bytes of the second of two frames of one row, without the frame around them.
fn second(policy: WidthPolicy, before: &str, after: &str) -> String {
    let mut painter = Painter::new(policy);
    let mut buffer = frame(12, 1);
    put(&mut buffer, policy, 0, 0, before, Style::new());
    painter.frame(&buffer, None);
    buffer.reset();
    put(&mut buffer, policy, 0, 0, after, Style::new());
    let bytes = String::from_utf8(painter.frame(&buffer, None).to_vec()).unwrap();
    let body = bytes.strip_prefix(BEGIN_SYNC).and_then(|rest| rest.strip_suffix(END_SYNC));
    body.unwrap_or_default().to_owned()
}

#[test]
fn cells_of_certain_width_follow_each_other_without_a_move() {
    assert_eq!(second(WidthPolicy::NARROW, "", "汉a字，b"), "汉a字，b\r");
    assert_eq!(second(WidthPolicy::NARROW, "", "“汉”"), "“汉”\r");
    assert_eq!(second(WidthPolicy::NARROW, "", "😀a"), "😀\x1b[3Ga\r");
}

#[test]
fn an_ambiguous_character_is_followed_by_an_address() {
    assert_eq!(second(WIDE, "", "“汉"), "“\x1b[3G汉\r");
    assert_eq!(second(SAFE, "", "“汉"), "“\x1b[3G汉\r");
    assert_eq!(second(SAFE, "a汉", "a“"), "a  \x08\x08“\r");
}

#[test]
fn vacated_cells_are_written_and_long_tails_erased() {
    assert_eq!(second(WidthPolicy::NARROW, "汉", "a"), "a \r");
    assert_eq!(second(WidthPolicy::NARROW, "a汉字", "a"), "a\x1b[K\x08");
    assert_eq!(second(WidthPolicy::NARROW, "a汉字汉字汉", "a汉字汉字"), "\x1b[9C  \r");
}

#[test]
fn what_stands_in_between_is_written_again_where_that_is_shorter() {
    let check = |policy, before, after, bytes| assert_eq!(second(policy, before, after), bytes);
    check(WidthPolicy::NARROW, "  汉", "  字", "  字\r");
    check(WidthPolicy::NARROW, "a，b", "b，c", "b，c\r");
    check(WidthPolicy::NARROW, "a，，b", "b，，c", "b\x1b[4Cc\r");
    check(WidthPolicy::NARROW, "a“b", "b“c", "b\x1b[Cc\r");
    check(SAFE, "a·b", "b·c", "b\x1b[2Cc\r");
}

#[test]
fn a_run_is_repeated_by_terminals_that_can_and_where_that_is_shorter() {
    let check = |repetition, text, bytes: &str| {
        let mut painter = Painter::new(WidthPolicy::NARROW);
        painter.set_repetition(repetition);
        let mut buffer = frame(12, 1);
        painter.frame(&buffer, None);
        put(&mut buffer, WidthPolicy::NARROW, 0, 0, text, Style::new());
        let painted = String::from_utf8(painter.frame(&buffer, None).to_vec()).unwrap();
        assert_eq!(painted, format!("{BEGIN_SYNC}{bytes}\r{END_SYNC}"));
    };
    check(Repetition::Unknown, "────────a", "────────a");
    check(Repetition::Known, "────────a", "─\x1b[7ba");
    check(Repetition::Known, "──a", "──a");
    check(Repetition::Known, "=====a", "=====a");
    check(Repetition::Known, "======a", "=\x1b[5ba");
    // To the last column nothing is repeated, and neither are characters of two cells.
    check(Repetition::Known, "────────────", "─\x1b[10b─");
    check(Repetition::Known, "一一一一a", "一一一一a");
}

#[test]
fn a_line_scrolled_costs_the_line_that_comes_in() {
    let page = |first: u32| {
        let mut buffer = frame(80, 24);
        put(&mut buffer, WidthPolicy::NARROW, 0, 0, "一条很长的河", Style::new().bold());
        for y in 1..23 {
            let text: String =
                (0..39).filter_map(|x| char::from_u32(0x4e00 + (first + y) * 41 + x * 7)).collect();
            put(&mut buffer, WidthPolicy::NARROW, 2, y as u16, &text, Style::new());
        }
        buffer
    };
    let mut painter = Painter::new(WidthPolicy::NARROW);
    let mut emulator = Emulator::new(Shows::Narrow, 80, 24);
    emulator.show(painter.frame(&page(0), None));
    for first in [1, 2, 1, 0, 5] {
        let bytes = painter.frame(&page(first), None).to_vec();
        emulator.show(&bytes);
        check_grid(&emulator, &page(first), WidthPolicy::NARROW);
        let lines = if first == 5 { 5 } else { 1 };
        assert!(bytes.len() <= 60 + lines * 125, "{} bytes for {lines}", bytes.len());
    }
}

#[test]
fn a_moved_cursor_alone_is_a_change() {
    let mut painter = Painter::new(SAFE);
    let buffer = frame(8, 3);
    painter.frame(&buffer, None);
    assert_eq!(painter.frame(&buffer, Some((3, 1))), b"\x1b[2;4H\x1b[?25h");
    assert_eq!(painter.frame(&buffer, Some((4, 1))), b"\x1b[C");
    assert_eq!(painter.frame(&buffer, Some((4, 1))), b"");
    assert_eq!(painter.frame(&buffer, None), b"\r\n\x1b[?25l");
}

#[test]
fn a_popup_over_half_a_glyph_keeps_its_border() {
    let mut painter = Painter::new(WidthPolicy::NARROW);
    let mut emulator = Emulator::new(Shows::Narrow, 8, 1);
    let mut buffer = frame(8, 1);
    put(&mut buffer, WidthPolicy::NARROW, 0, 0, "汉字", Style::new());
    emulator.show(painter.frame(&buffer, None));
    buffer[(1, 0)].set_symbol("|");
    emulator.show(painter.frame(&buffer, None));
    assert_eq!(emulator.symbol(0, 0), " ");
    assert_eq!(emulator.symbol(1, 0), "|");
    assert_eq!(emulator.symbol(2, 0), "字");
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let mut painter = Painter::new(WidthPolicy::NARROW);
    let mut buffer = frame(4, 1);
    buffer[(0, 0)].set_symbol("\x1b]0;x\x07");
    buffer[(1, 0)].set_symbol("");
    buffer[(2, 0)].set_symbol("\u{9b}");
    buffer[(3, 0)].set_symbol("汉");
    painter.frame(&frame(4, 1), None);
    assert_eq!(painter.frame(&buffer, None), b"");
    assert_eq!(painter.frame(&frame(0, 0), Some((3, 3))), b"");
}
