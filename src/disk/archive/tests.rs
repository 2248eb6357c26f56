use std::io::Cursor;

use super::*;
use proptest::prelude::*;

/// All files of an archive that can be read, and the first reason why one cannot.
fn read_all(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Reason> {
    let archive = Archive::open(Cursor::new(bytes))?;
    archive
        .files()
        .map(|(index, name)| {
            let bytes = archive.read(index, &mut Cursor::new(bytes))?;
            Ok((String::from_utf8_lossy(&name).into_owned(), bytes))
        })
        .collect()
}

#[test]
fn members_are_read() {
    let bytes = packed(&[("甲.txt", "船来了。".as_bytes()), ("三月/乙.txt", b"2")]);
    let expected = vec![
        ("甲.txt".to_owned(), "船来了。".as_bytes().to_vec()),
        ("三月/乙.txt".to_owned(), b"2".to_vec()),
    ];
    assert_eq!(read_all(&bytes), Ok(expected));
}

#[test]
fn an_archive_cut_anywhere_is_one_sentence() {
    let whole = packed(&[("a.txt", "河口镇的老码头重新开放。".repeat(9).as_bytes())]);
    for cut in 0..whole.len() {
        assert_eq!(read_all(&whole[..cut]), Err(CUT), "{cut}");
    }
}

#[test]
fn a_member_that_swells_is_refused() {
    let bytes = packed(&[("a.txt", &vec![b'0'; 4 << 20])]);
    assert!(bytes.len() < 16 << 10);
    assert_eq!(read_all(&bytes), Err("it unpacks to more than 200 times its size, as bombs do"));
}

#[test]
fn the_claimed_size_is_not_believed() {
    let mut bytes = packed(&[("a.txt", &vec![b'0'; 4 << 20])]);
    let claimed = (4_u32 << 20).to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|window| window == claimed) {
        bytes[at..at + 4].copy_from_slice(&9_u32.to_le_bytes());
    }
    assert!(read_all(&bytes).is_err());
}

/// The bomb of David Fifield: many names for the same compressed bytes.
#[test]
fn members_that_overlap_are_refused() {
    let kernel = packed(&[("a", "渡船每天早晨六点出发。".repeat(300).as_bytes())]);
    let end = kernel.len() - 22;
    let at = |place: usize| u32::from_le_bytes(kernel[place..place + 4].try_into().expect("4"));
    let directory = at(end + 16) as usize;
    let mut bytes = kernel[..directory].to_vec();
    let record = &kernel[directory..end];
    for number in 0..200_u8 {
        let mut record = record.to_vec();
        record[46] = number;
        bytes.extend_from_slice(&record);
    }
    let len = (bytes.len() - directory) as u32;
    let mut tail = kernel[end..].to_vec();
    tail[8..10].copy_from_slice(&200_u16.to_le_bytes());
    tail[10..12].copy_from_slice(&200_u16.to_le_bytes());
    tail[12..16].copy_from_slice(&len.to_le_bytes());
    bytes.extend_from_slice(&tail);
    // Room for the sum of a few members, not of two hundred.
    assert_eq!(
        read_all(&bytes).map(|files| files.len()),
        Err("its members overlap, as those of a bomb do")
    );
}

proptest! {
    #[test]
    fn damage_never_panics(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = packed(&[("a.txt", b"water".as_slice()), ("b/c.txt", b"boat boat boat")]);
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_all(&bytes);
    }
}
