use std::io::Write;

use super::*;
use crate::disk::Memory;
use crate::disk::archive::packed;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A line for each file, `path in folder: content`, and one for each fault.
fn seen(disk: Memory, root: &str) -> Vec<String> {
    let disk = Unpacked::new(disk, None);
    let listing = disk.list(&[PathBuf::from(root)]);
    let mut lines: Vec<String> = Vec::new();
    for entry in &listing.files {
        let place = format!("{} in {}", entry.path.display(), entry.folder.display());
        lines.push(match disk.read(entry) {
            Ok(bytes) => format!("{place}: {}", String::from_utf8_lossy(&bytes)),
            Err(fault) => fault.sentence,
        });
    }
    lines.extend(listing.faults.into_iter().map(|fault| fault.sentence));
    lines
}

#[test]
fn an_archive_is_a_folder() {
    let files: [(&str, &[u8]); 5] = [
        ("三月/10.txt", b"ten"),
        ("三月/2.txt", b"two"),
        ("a.txt", b"a"),
        (".DS_Store", b"\0"),
        ("__MACOSX/a.txt", b"\0"),
    ];
    let disk = Memory::new([("报/x.ZIP", packed(&files))]);
    assert_eq!(
        seen(disk.clone(), "报"),
        [
            "报/x.ZIP/a.txt in x.ZIP: a",
            "报/x.ZIP/三月/2.txt in x.ZIP/三月: two",
            "报/x.ZIP/三月/10.txt in x.ZIP/三月: ten",
        ]
    );
    assert_eq!(
        seen(disk, "报/x.ZIP"),
        [
            "报/x.ZIP/a.txt in x.ZIP: a",
            "报/x.ZIP/三月/2.txt in 三月: two",
            "报/x.ZIP/三月/10.txt in 三月: ten",
        ]
    );
}

#[test]
fn names_lead_nowhere() {
    let files: [(&str, &[u8]); 3] =
        [("../../etc/passwd", b"1"), ("/etc/shadow", b"2"), ("a/./..//b.txt", b"3")];
    assert_eq!(
        seen(Memory::new([("x.zip", packed(&files))]), "x.zip"),
        ["x.zip/a/b.txt in a: 3", "x.zip/etc/passwd in etc: 1", "x.zip/etc/shadow in etc: 2",]
    );
}

#[test]
fn gzip_is_what_it_holds() {
    let disk = Memory::new([
        ("d/a.txt.gz", gzip(b"boat")),
        ("d/b.zip", packed(&[("c.txt.gz", &gzip(b"water"))])),
    ]);
    assert_eq!(seen(disk, "d"), ["d/a.txt.gz in d: boat", "d/b.zip/c.txt.gz in b.zip: water"]);
    let named = |path: &str| {
        let disk = Memory::new([(path, "")]);
        disk.list(&[]).files[0].name().to_string_lossy().into_owned()
    };
    assert_eq!(named("d/a.txt.GZ"), "a.txt");
    assert_eq!(named("d/.gz"), ".gz");
}

#[test]
fn what_cannot_be_opened_is_one_sentence() {
    let inner = packed(&[("a.txt", b"a")]);
    let disk = Memory::new([
        ("d/cut.zip", inner[..inner.len() - 30].to_vec()),
        ("d/deep.zip", packed(&[("inner.zip", &inner)])),
        ("d/empty.zip", packed(&[])),
        ("d/text.zip", b"not an archive".to_vec()),
    ]);
    assert_eq!(
        seen(disk, "d"),
        [
            "d/text.zip in d: not an archive",
            "cannot read \"d/cut.zip\": it is an incomplete zip archive: its end is missing",
            "cannot read \"d/deep.zip/inner.zip\": it is an archive inside an archive",
            "nothing to read in \"d/empty.zip\": the archive holds no files",
        ]
    );
}

#[test]
fn encrypted_members_are_told_one_by_one() {
    let mut bytes = packed(&[("a.txt", b"a"), ("b.txt", b"b")]);
    // The flag of encryption in the first record of the directory (APPNOTE 4.4.4).
    let at = bytes.windows(4).position(|window| window == b"PK\x01\x02").expect("there");
    bytes[at + 8] |= 1;
    let lines = seen(Memory::new([("x.zip", bytes)]), "x.zip");
    assert_eq!(lines, ["cannot read \"x.zip/a.txt\": it is encrypted", "x.zip/b.txt in x.zip: b"]);
}
