//! Events of the terminal to strokes and actions, as the keys and the application know them.

use crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::Mouse;
use crate::keys::{Code, Stroke};

/// The stroke of a key event; `None` for a release and for keys that nothing is bound to.
pub fn stroke(event: KeyEvent) -> Option<Stroke> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Escape,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    // Shift is in the character already, and in BackTab.
    let shift = held(KeyModifiers::SHIFT)
        && !matches!(code, Code::Char(c) if c != ' ')
        && code != Code::BackTab;
    let stroke =
        Stroke { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift };
    Some(match (stroke.ctrl, code) {
        (true, Code::Char(c)) => Stroke { code: Code::Char(c.to_ascii_lowercase()), ..stroke },
        _ => stroke,
    })
}

/// What the mouse did, and at which column and row; only the left button and the wheel mean
/// anything.
pub fn mouse(event: MouseEvent) -> Option<(Mouse, u16, u16)> {
    let mouse = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Mouse::Press,
        MouseEventKind::Drag(MouseButton::Left) => Mouse::Drag,
        MouseEventKind::Up(MouseButton::Left) => Mouse::Release,
        MouseEventKind::ScrollUp => Mouse::WheelUp,
        MouseEventKind::ScrollDown => Mouse::WheelDown,
        _ => return None,
    };
    Some((mouse, event.column, event.row))
}
