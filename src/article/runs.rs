//! A long file of records in runs of whole lines. In come the bytes of a run, out come its articles
//! and what is to be said of it. Refuses to know where the runs come from and in what order.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::Extraction;
use super::extract::{complaint, extension};
use super::formats::records::lines::{self, Bad};
use crate::text::Clean;
use crate::text::decode::{self, Decoded};

/// What is to be said of runs of one file, once all were read.
#[derive(Debug, Default)]
pub struct Complaints {
    bad: Bad,
    /// Of the decoding of all runs but their text.
    decoded: Option<Decoded<'static>>,
}

impl Complaints {
    /// A line that is too long to be read.
    pub fn too_long(line: usize) -> Self {
        let mut complaints = Self::default();
        complaints.bad.tell(line, "is too long to be a record, and was left out");
        complaints
    }

    /// Takes in what is to be said of runs further down.
    pub fn join(&mut self, later: Self) {
        self.bad.join(later.bad);
        match (&mut self.decoded, later.decoded) {
            (Some(all), Some(one)) => {
                all.broken += one.broken;
                all.also = all.also.or(one.also);
                // What is ASCII alone tells nothing of the encoding.
                if one.broken > 0 || one.also.is_some() {
                    all.encoding = one.encoding;
                }
            }
            (all, one) => *all = all.take().or(one),
        }
    }

    /// The warnings of the file.
    pub fn sentences(self, forced: Option<&'static Encoding>) -> Vec<Clean> {
        let decoded = self.decoded.and_then(|decoded| complaint(&decoded, forced));
        decoded.into_iter().chain(self.bad.sentences()).collect()
    }
}

/// Whether a file of this name may have runs.
pub fn may_have(name: &str) -> bool {
    matches!(extension(name).as_str(), "json" | "jsonl" | "ndjson")
}

/// Whether a file of this name that begins with `head` holds a record a line, and can be read in
/// runs. Of bytes that are no text, or two to a character, all must be seen.
pub fn has_runs(name: &str, head: &[u8], forced: Option<&'static Encoding>) -> bool {
    let is_wide = forced.is_some_and(|encoding| [UTF_16LE, UTF_16BE].contains(&encoding));
    !is_wide
        && memchr::memchr(0, head).is_none()
        && lines::is_sure(&extension(name), &decode::decode(head, forced).text)
}

/// Reads the lines of a run, of which the first has the number `first` in its file.
pub fn run(
    bytes: &[u8],
    first: usize,
    forced: Option<&'static Encoding>,
) -> (Extraction, Complaints) {
    let decoded = decode::decode(bytes, forced);
    let (page, bad) = lines::read(&decoded.text, first);
    let Decoded { encoding, also, broken, text: _ } = decoded;
    let decoded = Some(Decoded { text: "".into(), encoding, also, broken });
    let extraction =
        Extraction { articles: page.articles, dropped: page.dropped, warnings: Vec::new() };
    (extraction, Complaints { bad, decoded })
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;
    use crate::article::extract;

    /// Reads a file in runs of two lines.
    fn in_runs(bytes: &[u8], forced: Option<&'static Encoding>) -> Extraction {
        let (mut whole, mut complaints) = (Extraction::default(), Complaints::default());
        let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
        for (number, lines) in lines.chunks(2).enumerate() {
            let (read, worse) = run(&lines.concat(), number * 2 + 1, forced);
            whole.articles.extend(read.articles);
            whole.dropped.extend(read.dropped);
            complaints.join(worse);
        }
        Extraction { warnings: complaints.sentences(forced), ..whole }
    }

    #[test]
    fn a_file_in_runs_gives_what_it_gives_whole() {
        let text = "{\"title\":\"老码头\",\"text\":\"老码头重新开放，居民们沿着江边散步。\"}\n\
            这一行不是记录，只是有人写在中间的一句话。\n\n\
            {\"title\":\"新桥\",\"text\":\"新桥昨天通车，两岸的人第一次走着过江。\"}\n\
            {\"id\":5}\n";
        let (in_gb, _, _) = GB18030.encode(text);
        let marked = format!("\u{feff}{text}");
        let broken = [text.as_bytes(), b"{\"text\":\"\xff\xfe\xfd\"}\n"].concat();
        for (bytes, forced) in [
            (text.as_bytes(), None),
            (&*in_gb, Some(GB18030)),
            (marked.as_bytes(), None),
            (&broken, Some(encoding_rs::UTF_8)),
        ] {
            assert!(has_runs("a.jsonl", bytes, forced));
            assert_eq!(Ok(in_runs(bytes, forced)), extract("a.jsonl", bytes, forced));
        }
    }

    #[test]
    fn what_must_be_seen_whole_has_no_runs() {
        let wide: Vec<u8> =
            "{\"text\":\"船\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!has_runs("a.jsonl", &wide, None));
        assert!(!has_runs("a.jsonl", b"{}\n", Some(UTF_16BE)));
        assert!(!has_runs("a.txt", b"{}\n{}\n", None));
    }
}
