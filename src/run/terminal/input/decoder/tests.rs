use proptest::prelude::*;

use super::*;
use crate::ui::{Rgb, Shade};

fn decode(pieces: &[&[u8]]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = Vec::new();
    for piece in pieces {
        decoder.push(piece, &mut |input| inputs.push(input));
    }
    decoder.settle(&mut |input| inputs.push(input));
    inputs
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

fn check(bytes: &str, code: KeyCode, modifiers: KeyModifiers) {
    assert_eq!(decode(&[bytes.as_bytes()]), [key(code, modifiers)], "{bytes:?}");
}

#[test]
fn keys() {
    const NONE: KeyModifiers = KeyModifiers::NONE;
    const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
    for (bytes, code, held) in [
        ("j", KeyCode::Char('j'), NONE),
        ("G", KeyCode::Char('G'), KeyModifiers::SHIFT),
        ("读", KeyCode::Char('读'), NONE),
        ("𠮷", KeyCode::Char('𠮷'), NONE),
        ("\r", KeyCode::Enter, NONE),
        ("\t", KeyCode::Tab, NONE),
        ("\x7f", KeyCode::Backspace, NONE),
        ("\x1b", KeyCode::Esc, NONE),
        ("\0", KeyCode::Char(' '), CONTROL),
        ("\x0f", KeyCode::Char('o'), CONTROL),
        ("\x1d", KeyCode::Char(']'), CONTROL),
        ("\x1bx", KeyCode::Char('x'), KeyModifiers::ALT),
        ("\x1b[", KeyCode::Char('['), KeyModifiers::ALT),
        ("\x1b[A", KeyCode::Up, NONE),
        ("\x1bOB", KeyCode::Down, NONE),
        ("\x1b[1;5C", KeyCode::Right, CONTROL),
        ("\x1b[1;4D", KeyCode::Left, KeyModifiers::SHIFT | KeyModifiers::ALT),
        ("\x1b[H", KeyCode::Home, NONE),
        ("\x1b[4~", KeyCode::End, NONE),
        ("\x1b[6;5~", KeyCode::PageDown, CONTROL),
        ("\x1b[3~", KeyCode::Delete, NONE),
        ("\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT),
        ("\x1bOP", KeyCode::F(1), NONE),
        ("\x1b[[B", KeyCode::F(2), NONE),
        ("\x1b[1;2R", KeyCode::F(3), KeyModifiers::SHIFT),
        ("\x1b[24~", KeyCode::F(12), NONE),
        ("\x1b[105;5u", KeyCode::Char('i'), CONTROL),
        ("\x1b[27;5;13~", KeyCode::Enter, CONTROL),
    ] {
        check(bytes, code, held);
    }
}

#[test]
fn answers_are_taken_out_of_the_keys() {
    let position = |column| Input::Report(Report::Position { row: 2, column });
    assert_eq!(
        decode(&[b"j\x1b[2;3R\x1b[2;2Rk\x1b[?62;22c\x1b[0nl\x1b[I\x1b[O"]),
        [
            key(KeyCode::Char('j'), KeyModifiers::NONE),
            position(3),
            position(2),
            key(KeyCode::Char('k'), KeyModifiers::NONE),
            Input::Report(Report::Attributes),
            Input::Report(Report::Ready),
            key(KeyCode::Char('l'), KeyModifiers::NONE),
            Input::FocusGained,
        ]
    );
}

#[test]
fn what_is_not_known_never_turns_into_keys() {
    for unknown in [
        "\x1b[?2026;2$y",
        "\x1b]12;rgb:0000/0000/0000\x07",
        "\x1b]12;rgb:0000/0000/0000\x1b\\",
        "\x1bP0$r\x1b\\",
        "\x1bP>|xterm(379)\x1b\\",
        "\x1b[>41;379;0c",
        "\x1b[99~",
        "\x1b[M !!",
        "\x1b[1;2:3",
    ] {
        assert_eq!(decode(&[unknown.as_bytes()]), [], "{unknown:?}");
        let followed = format!("{unknown}\x1b[A");
        let expected = [key(KeyCode::Up, KeyModifiers::NONE)];
        assert_eq!(decode(&[followed.as_bytes()]), expected, "{unknown:?}");
    }
    assert_eq!(decode(&[b"\xff\xe8\xafj"]), [key(KeyCode::Char('j'), KeyModifiers::NONE)]);
}

#[test]
fn a_paste_is_one_event_without_control_characters() {
    let paste = "\x1b[200~读\r\n本\r\x1b[31m\tx\x07\x1b[201~";
    assert_eq!(decode(&[paste.as_bytes()]), [Input::Paste("读\n本\n[31m\tx".to_owned())]);
    assert_eq!(
        decode(&[b"\x1b[200~a\x1b[20", b"1~q"]),
        [Input::Paste("a".to_owned()), key(KeyCode::Char('q'), KeyModifiers::NONE)]
    );
}

#[test]
fn the_mouse() {
    for (bytes, kind, modifiers) in [
        ("\x1b[<0;3;5M", MouseEventKind::Down(MouseButton::Left), KeyModifiers::NONE),
        ("\x1b[<2;3;5m", MouseEventKind::Up(MouseButton::Right), KeyModifiers::NONE),
        ("\x1b[<32;3;5M", MouseEventKind::Drag(MouseButton::Left), KeyModifiers::NONE),
        ("\x1b[<35;3;5M", MouseEventKind::Moved, KeyModifiers::NONE),
        ("\x1b[<64;3;5M", MouseEventKind::ScrollUp, KeyModifiers::NONE),
        ("\x1b[<81;3;5M", MouseEventKind::ScrollDown, KeyModifiers::CONTROL),
    ] {
        let event = MouseEvent { kind, column: 2, row: 4, modifiers };
        assert_eq!(decode(&[bytes.as_bytes()]), [Input::Mouse(event)], "{bytes:?}");
    }
}

fn stream() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        "[a-zA-Z汉读é]{1,3}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "\x1b[A",
            "\x1b[2;3R",
            "\x1b[?6c",
            "\x1b[200~读\x1b[201~",
            "\x1b[<0;1;1M",
            "\x1bOP",
            "\x1b]0;x\x07",
            "\x1b",
            "\x1b[",
            "\x1b[1;",
            "\x1b[200~",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn the_size_of_the_pieces_does_not_matter(bytes in stream(), cut in 0..60_usize) {
        let (head, tail) = bytes.split_at(cut.min(bytes.len()));
        let whole = decode(&[&bytes]);
        prop_assert_eq!(decode(&[head, tail]), whole.clone());
        let single: Vec<_> = bytes.chunks(1).collect();
        prop_assert_eq!(decode(&single), whole);
    }

    #[test]
    fn typed_text_arrives_whole(text in "[a-z汉字，。“”0-9 ]{0,40}") {
        let typed: String = decode(&[text.as_bytes()])
            .into_iter()
            .filter_map(|input| match input {
                Input::Key(KeyEvent { code: KeyCode::Char(c), .. }) => Some(c),
                _ => None,
            })
            .collect();
        prop_assert_eq!(typed, text);
    }
}

/// Answers about colours, as terminals give them.
const COLOURS: [(&str, Option<Report>); 14] = [
    ("\x1b]11;rgb:1e1e/1e1e/1e1e\x07", Some(Report::Ground(Rgb(0x1e, 0x1e, 0x1e)))),
    ("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", Some(Report::Ground(Rgb(0xfd, 0xf6, 0xe3)))),
    ("\x1b]11;rgb:f/8/0\x07", Some(Report::Ground(Rgb(255, 136, 0)))),
    ("\x1b]11;rgb:fff/800/000\x07", Some(Report::Ground(Rgb(255, 127, 0)))),
    ("\x1b]11;rgba:0000/0000/0000/cccc\x07", Some(Report::Ground(Rgb(0, 0, 0)))),
    ("\x1b]11;#fbf1c7\x07", Some(Report::Ground(Rgb(0xfb, 0xf1, 0xc7)))),
    ("\x1b]11;rgb:/12345/+1\x07", None),
    ("\x1b]11;?\x07", None),
    ("\x1bP1$r48;2;1;2;3m\x1b\\", Some(Report::TrueColour)),
    ("\x1bP1$r0;48:2:1:2:3m\x1b\\", Some(Report::TrueColour)),
    ("\x1bP1$r48:2::1:2:3m\x1b\\", Some(Report::TrueColour)),
    ("\x1bP1$r48;5;16m\x1b\\", None),
    ("\x1bP0$r\x1b\\", None),
    ("\x1b[?997;2n", Some(Report::Scheme(Shade::Light))),
];

#[test]
fn answers_about_colours_are_read_and_never_turn_into_keys() {
    for (bytes, report) in COLOURS {
        let typed = key(KeyCode::Char('j'), KeyModifiers::NONE);
        let expected: Vec<_> = report.map(Input::Report).into_iter().chain([typed]).collect();
        let bytes = format!("{bytes}j").into_bytes();
        for cut in 0..bytes.len() {
            assert_eq!(decode(&[&bytes[..cut], &bytes[cut..]]), expected, "{cut}");
        }
        // On a slow line nothing may come for a while in the middle of a control string.
        for cut in (3..bytes.len() - 1).filter(|_| bytes[1] != b'[') {
            let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
            decoder.push(&bytes[..cut], &mut |input| inputs.push(input));
            decoder.settle(&mut |input| inputs.push(input));
            decoder.push(&bytes[cut..], &mut |input| inputs.push(input));
            assert_eq!(inputs, expected, "{cut}");
        }
    }
}

#[test]
fn an_answer_that_never_ends_is_given_up() {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    decoder.push(b"\x1b]11;rgb:00", &mut |input| inputs.push(input));
    for _ in 0..=PATIENCE {
        assert!(decoder.is_waiting());
        decoder.settle(&mut |input| inputs.push(input));
    }
    decoder.push(b"j", &mut |input| inputs.push(input));
    assert_eq!(inputs, [key(KeyCode::Char('j'), KeyModifiers::NONE)]);
    decoder.push(b"\x1b]", &mut |input| inputs.push(input));
    decoder.settle(&mut |input| inputs.push(input));
    assert_eq!(inputs.last(), Some(&key(KeyCode::Char(']'), KeyModifiers::ALT)));
}
