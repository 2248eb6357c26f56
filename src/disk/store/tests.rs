//! Where the reader's own files lie, and the folder of a test that goes away.

use super::*;

/// A directory of the test's own.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    pub(super) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("duben-test-{}", ulid::Ulid::generate()));
        fs::create_dir(&path).expect("the temporary directory can be written");
        Self(path)
    }

    pub(super) fn notes(&self) -> PathBuf {
        self.0.join("data/notes")
    }

    pub(super) fn journal(&self, session: &str) -> Directory {
        Directory::new(self.notes(), None, session)
    }
}

/// The segments of a journal as a whole, and what could not be read.
pub(super) fn load(journal: &impl Journal) -> (Vec<Segment>, Vec<Fault>) {
    let mut segments: Vec<Segment> = Vec::new();
    let (_, faults) = journal.read(&mut |Piece { segment, mut bytes }| match segments.last_mut() {
        Some(last) if last.name == *segment => last.bytes.append(&mut bytes),
        _ => segments.push(Segment { name: segment.to_string(), bytes }),
    });
    (segments, faults)
}

/// How far a journal can be read.
pub(super) fn extents(journal: &impl Journal) -> Extents {
    journal.read(&mut drop).0
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn places(variables: &[(&str, &str)], data_dir: Option<&str>) -> Places {
    let lookup = |name: &str| {
        let value = variables.iter().find(|(key, _)| *key == name)?.1;
        Some(OsString::from(value))
    };
    Places::new(lookup, data_dir.map(Path::new))
}

#[test]
fn places_follow_the_xdg_specification() {
    let usual = places(&[("HOME", "/h")], None);
    assert_eq!(usual.notes(), Ok("/h/.local/share/duben/notes".into()));
    assert_eq!(usual.config, Some("/h/.config/duben".into()));
    assert_eq!(usual.cache, Some("/h/.cache/duben".into()));
    assert_eq!(usual.state, Some("/h/.local/state/duben".into()));

    let ignored = [("HOME", "/h"), ("XDG_DATA_HOME", "share"), ("XDG_CONFIG_HOME", "")];
    assert_eq!(places(&ignored, None), usual);
    assert_eq!(places(&[("XDG_DATA_HOME", "/x")], None).data, Ok("/x/duben".into()));
    assert_eq!(places(&[("HOME", "/h")], Some("own")).notes(), Ok("own/notes".into()));
}

#[test]
fn without_a_home_notes_have_no_place_and_say_so() {
    for variables in [&[][..], &[("HOME", "")], &[("HOME", "relative")]] {
        let places = places(variables, None);
        assert_eq!((places.config, places.cache, places.state), (None, None, None));
        assert!(places.data.is_err_and(|fault| fault.hint.contains("--data-dir")));
    }
}

#[test]
fn settings_may_be_missing() {
    let scratch = Scratch::new();
    let path = scratch.0.join("config.toml");
    assert_eq!(read_config(&path), Ok(None));
    fs::write(&path, [0xff, b'x']).expect("can be written");
    assert_eq!(read_config(&path), Ok(Some(vec![0xff, b'x'])));
    assert!(read_config(&scratch.0).is_err());
}

#[test]
fn sessions_have_names_that_are_file_names() {
    assert_eq!(host_label("读书.local/x"), "___local_x");
    assert_eq!(host_label(""), "host");
    let (one, two) = (session_name(), session_name());
    assert_ne!(one, two);
    assert!(one.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')), "{one}");
}
