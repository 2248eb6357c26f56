//! Tables as lines of text. In come the cells of a row, out comes its line. Refuses to align
//! columns: cells are often wider than the screen.

/// Stands between two cells: their words must not run together.
pub const BETWEEN: &str = " | ";

/// The line of a row. What is empty at its end is not there.
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<&str> = cells.into_iter().map(str::trim).collect();
    let line = cells.join(BETWEEN);
    let end = line.trim_end_matches([' ', '|']);
    // A cell may itself end in a bar.
    if cells.iter().all(|cell| !cell.ends_with('|')) { end.to_owned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn cells_stand_apart() {
        assert_eq!(row(["船", " 数 "]), "船 | 数");
        assert_eq!(row(["船", "", "数", ""]), "船 |  | 数");
        assert_eq!(row(["", "数"]), " | 数");
        assert_eq!(row(["甲|"]), "甲|");
        assert_eq!(row(["", ""]), "");
    }
}
