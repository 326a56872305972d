//! Text on one line.

/// The text on one line, without control characters.
pub fn one_line(text: &str) -> String {
    let printable = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_and_control_characters_become_single_spaces() {
        assert_eq!(one_line(" a\n\tb\u{7}c  d "), "a b c d");
    }
}
