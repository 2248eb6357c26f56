use ratatui::style::Color;

use super::*;

/// The backgrounds that a theme is for, those of common terminals, and what text has on them.
const GROUNDS: [(&str, &str, &[&str]); 3] = [
    ("dark", "#d4d4d4", &["#000000", "#1e1e1e", "#282828", "#282c34", "#002b36"]),
    ("light", "#222222", &["#ffffff", "#fdf6e3", "#fbf1c7", "#f0f0f0"]),
    ("contrast", "#808080", &["#808080"]),
];

const EXACT: [Depth; 2] = [Depth::Palette, Depth::Full];

fn rgb(text: &str) -> Rgb {
    Rgb::parse(text).unwrap()
}

/// The colours that a cell of a role really has, front and back.
fn shown(style: Style, text: &str, ground: &str) -> (Rgb, Rgb) {
    let is = |colour, usual: &str| match colour {
        None | Some(Color::Reset) => rgb(usual),
        Some(Color::Rgb(red, green, blue)) => Rgb(red, green, blue),
        Some(Color::Indexed(index)) => Rgb::indexed(index),
        Some(own) => panic!("nobody knows what {own} looks like"),
    };
    let (front, back) = (is(style.fg, text), is(style.bg, ground));
    let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
    if is_reversed { (back, front) } else { (front, back) }
}

/// The contrast ratio of WCAG 2.1, from 1 to 21.
fn contrast(front: Rgb, back: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [red, green, blue] = colour.light();
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (front, back) = (luminance(front), luminance(back));
    front.max(back) / front.min(back)
}

/// What has no words of its own to be read.
const LINES: [Role; 2] = [Role::Border, Role::ScrollThumb];

const TEXTS: [Role; 7] = [
    Role::Text,
    Role::Title,
    Role::List,
    Role::ListSelectedUnfocused,
    Role::Input,
    Role::Overlay,
    Role::Hit,
];

#[test]
fn every_role_can_be_read() {
    for (name, text, grounds) in GROUNDS {
        for (ground, depth) in grounds.iter().flat_map(|ground| EXACT.map(|depth| (ground, depth)))
        {
            let theme = Themes::default().theme(name, depth, None);
            for &(role, _) in Role::ALL.iter().filter(|(role, _)| !LINES.contains(role)) {
                let (front, back) = shown(theme.style(role), text, ground);
                let wanted = if TEXTS.contains(&role) { 7.0 } else { 4.5 };
                let is = contrast(front, back);
                assert!(is >= wanted, "{name} on {ground}, {depth:?}, {role:?}: {is:.1}");
            }
        }
    }
}

/// What people see who lack one kind of cones: matrices over linear RGB, severity 1.0, of Machado,
/// Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
/// Deficiency", IEEE TVCG 15(6), 2009.
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn seen(colour: Rgb, sight: &[[f64; 3]; 3]) -> Rgb {
    let light = colour.light();
    let [red, green, blue] = sight.map(|row| {
        let part: f64 = row.iter().zip(light).map(|(weight, part)| weight * part).sum();
        let part = part.clamp(0.0, 1.0);
        let curved = part * 12.92;
        let curved =
            if part <= 0.003_130_8 { curved } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
        (curved * 255.0).round() as u8
    });
    Rgb(red, green, blue)
}

/// What stands side by side in a text, a list or a bar, and tells the reader something.
const GROUPS: [&[Role]; 3] = [
    &[
        Role::InkYellow,
        Role::InkGreen,
        Role::InkBlue,
        Role::InkRed,
        Role::InkPurple,
        Role::Text,
        Role::Hit,
        Role::HitCurrent,
        Role::Selection,
        Role::MarkBookmark,
        Role::MarkHighlight,
        Role::MarkNote,
    ],
    &[Role::List, Role::Source, Role::ListSelected, Role::ListSelectedUnfocused],
    &[Role::Status, Role::StatusSaved, Role::StatusError],
];

fn pairs(group: &[Role]) -> impl Iterator<Item = (Role, Role)> {
    let after = |(at, role): (usize, &Role)| (at + 1, *role);
    group
        .iter()
        .enumerate()
        .map(after)
        .flat_map(|(from, role)| group[from..].iter().map(move |other| (role, *other)))
}

/// The least that two colours of a pair may differ by, in CIELAB; 2.3 can just be told.
const APART: f64 = 9.0;

#[test]
fn colours_stay_apart_without_one_kind_of_cones() {
    for (name, text, grounds) in GROUNDS {
        for ((sight, matrix), depth) in SIGHTS.iter().flat_map(|s| EXACT.map(|depth| (s, depth))) {
            let theme = Themes::default().theme(name, depth, None);
            for (one, other) in pairs(GROUPS[0]) {
                let [one_is, other_is] = [one, other].map(|role| {
                    let (front, back) = shown(theme.style(role), text, grounds[0]);
                    (seen(front, matrix), seen(back, matrix))
                });
                let is = one_is.0.difference(other_is.0).max(one_is.1.difference(other_is.1));
                assert!(is > APART, "{name}, {sight}, {depth:?}: {one:?} {other:?}: {is:.1}");
            }
        }
    }
}

/// The sign in the gutter and in the scroll bar.
fn sign(role: Role) -> char {
    match role {
        Role::MarkBookmark => '*',
        Role::MarkHighlight => '=',
        Role::MarkNote => '+',
        Role::InkYellow => 'Y',
        Role::InkGreen => 'G',
        Role::InkBlue => 'B',
        Role::InkRed => 'R',
        Role::InkPurple => 'P',
        _ => ' ',
    }
}

#[test]
fn meaning_never_hangs_on_colour_alone() {
    for name in Themes::default().names() {
        for depth in [Depth::Mono, Depth::Sixteen, Depth::Palette, Depth::Full] {
            let theme = Themes::default().theme(name, depth, None);
            let tells = |role| (theme.style(role).add_modifier, sign(role));
            for (one, other) in GROUPS.iter().flat_map(|group| pairs(group)) {
                assert_ne!(tells(one), tells(other), "{name}, {depth:?}: {one:?} {other:?}");
            }
        }
    }
}

#[test]
fn the_built_in_themes_name_every_role() {
    let themes = Themes::default();
    for name in themes.names().into_iter().filter(|name| *name != Themes::AUTO) {
        let sheet = themes.sheet(name).expect(name);
        for (role, known) in Role::ALL {
            assert!(sheet.names(*role), "{name} has no {known}");
        }
    }
}

#[test]
fn only_contrast_paints_the_background_of_the_screen() {
    for name in Themes::default().names() {
        let theme = Themes::default().theme(name, Depth::Full, None);
        let paints = theme.style(Role::Text).bg.is_some();
        assert_eq!(paints, name == "contrast", "{name}");
    }
}

#[test]
fn mono_has_no_colour() {
    let mono = Themes::default().theme("mono", Depth::Full, None);
    assert!(mono.styles.iter().all(|style| style.fg.is_none() && style.bg.is_none()));
}
