//! The library that a new reader sees: articles written for duben, in the shapes of real files.

use std::path::Path;

use crate::disk::Memory;

macro_rules! files {
    ($($name:literal,)*) => {
        &[$(($name, include_bytes!(concat!("../../assets/sample/", $name)) as &[u8]),)*]
    };
}

const FILES: &[(&str, &[u8])] = files![
    "00-读本使用入门.md",
    "01-苇江晚报.txt",
    "02-南门周报.txt",
    "03-街坊小报.md",
    "04-雾台气象站.txt",
    "05-圖書館搬家.txt",
    "06-收攤以後.txt",
    "07-补书斋记.txt",
    "08-苇江诗草.txt",
    "09-一格有多宽.md",
    "10-便笺三则.jsonl",
    "11-山洞里的四万只信封.md",
    "12-反着认字的人.txt",
];

/// The folder that the files seem to lie in.
const FOLDER: &str = "样刊";

/// The files of the built-in library.
pub fn sample() -> Memory {
    Memory::new(FILES.iter().map(|(name, bytes)| (Path::new(FOLDER).join(name), *bytes)))
}
