//! Discord's Markdown: making text plain, and the little of it that is ours.

/// The text with every sign escaped that Discord would read as Markdown, a
/// mention, a link or an emoji. A backslash before a sign makes it plain.
pub fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 8);
    let mut line_start = true;
    let mut number_before = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_sign = match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '@' | '#' | '[' | ']' => true,
            // A bare link; emoji and time stamps stand in angle brackets.
            ':' => rest.peek() == Some(&'/'),
            // Lists.
            '-' | '+' => line_start,
            '.' | ')' => number_before,
            _ => false,
        };
        if is_sign {
            plain.push('\\');
        }
        plain.push(c);
        number_before = c.is_ascii_digit() && (line_start || number_before);
        line_start = c == '\n' || (line_start && (c.is_whitespace() || is_invisible(c)));
    }
    plain
}

/// Characters that take no place, so that what follows still begins the line.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Text as a block quote, every line of it.
pub fn block_quote(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
    lines.join("\n")
}

/// Text in bold; nothing if there is nothing to set off.
pub fn bold(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("**{text}**") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader sees of escaped text, and the signs that were left active.
    fn read(escaped: &str) -> (String, String) {
        let (mut seen, mut active) = (String::new(), String::new());
        let mut chars = escaped.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => seen.extend(chars.next()),
                _ => {
                    seen.push(c);
                    active.push(c);
                }
            }
        }
        (seen, active)
    }

    #[test]
    fn markdown_mentions_and_links_become_plain() {
        assert_eq!(
            escaped("**b** _i_ ~~s~~ `c` ||x||"),
            r"\*\*b\*\* \_i\_ \~\~s\~\~ \`c\` \|\|x\|\|"
        );
        assert_eq!(escaped("@everyone <@123> <#9> <t:1>"), r"\@everyone \<\@123\> \<\#9\> \<t:1\>");
        assert_eq!(escaped("[click](https://x.example)"), r"\[click\](https\://x.example)");
        assert_eq!(escaped("# h\n> q\n- l\n1. n\n2) m"), "\\# h\n\\> q\n\\- l\n1\\. n\n2\\) m");
        assert_eq!(escaped("GPT-5 costs 1.5"), "GPT-5 costs 1.5");
    }

    proptest! {
        #[test]
        fn a_reader_sees_any_text_as_it_is(text in any::<String>()) {
            let (seen, active) = read(&escaped(&text));
            prop_assert_eq!(seen, text);
            prop_assert!(!active.contains(['*', '_', '~', '`', '|', '<', '>', '@', '#', '[', ']']));
        }
    }
}
