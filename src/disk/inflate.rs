//! Compressed bytes to bytes. In comes a stream that inflates, out come its bytes, counted as they
//! really come: what a header claims of their number is not believed.

use std::io::{self, ErrorKind, Read};

use flate2::read::MultiGzDecoder;

/// The most bytes that one compressed file may become. Ten times the longest novels; a crawl that
/// is larger is to be split or unpacked.
const INFLATED_MAX: u64 = 256 << 20;

/// How many bytes a compressed byte may become on average. Text gives 3 to 30, a log of the same
/// line over and over 100; deflate can reach 1032, and only bombs come near it.
const RATIO_MAX: u64 = 200;

/// What a file may become whatever its ratio, in bytes: small files of blanks are harmless.
const SMALL: u64 = 64 << 10;

/// The first bytes of a gzip stream (RFC 1952 section 2.3.1).
const GZIP: &[u8] = b"\x1f\x8b\x08";

/// Whether the bytes are a gzip stream.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(GZIP)
}

/// Inflates a gzip stream, of several members where it has them.
pub fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    inflate(&mut MultiGzDecoder::new(bytes), bytes.len() as u64)
}

/// Reads what `stream` inflates from `compressed` bytes. The error is the reason after `cannot
/// read "file":`.
pub fn inflate(stream: &mut dyn Read, compressed: u64) -> Result<Vec<u8>, &'static str> {
    let by_ratio = compressed.saturating_mul(RATIO_MAX).saturating_add(SMALL);
    let limit = by_ratio.min(INFLATED_MAX);
    let mut bytes = Vec::new();
    let result = stream.take(limit + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > limit {
        return Err(match limit {
            INFLATED_MAX => "it unpacks to more than 256 MiB",
            _ => "it unpacks to more than 200 times its size, as bombs do",
        });
    }
    result.map(|_| bytes).map_err(|error| reason(&error))
}

fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::UnexpectedEof => "its compressed data is cut short",
        ErrorKind::OutOfMemory => "it does not fit into memory",
        _ => "its compressed data is damaged",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn members_of_a_stream_follow_one_another() {
        let two = [gzip("船来了，".as_bytes()), gzip("人也来了。".as_bytes())].concat();
        assert_eq!(gunzip(&two), Ok("船来了，人也来了。".as_bytes().to_vec()));
    }

    #[test]
    fn bombs_are_refused_by_what_really_comes() {
        let why = "it unpacks to more than 200 times its size, as bombs do";
        assert_eq!(gunzip(&gzip(&vec![b'0'; 8 << 20])), Err(why));
        assert_eq!(gunzip(&gzip(&vec![b'0'; 60_000])).map(|bytes| bytes.len()), Ok(60_000));
        let mut endless = io::repeat(b'0');
        let why = "it unpacks to more than 256 MiB";
        assert_eq!(inflate(&mut endless, u64::MAX), Err(why));
    }

    #[test]
    fn a_cut_stream_is_one_sentence() {
        let whole = gzip("河口镇的老码头重新开放。".repeat(20).as_bytes());
        for cut in 3..whole.len() {
            assert!(gunzip(&whole[..cut]).is_err(), "{cut}");
        }
    }
}
