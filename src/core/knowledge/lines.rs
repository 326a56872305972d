//! From bytes to lines.

/// Where the lines of a text end, found once for any number of questions.
#[derive(Debug, Default)]
pub(super) struct LineIndex {
    /// Byte offsets of the line feeds.
    ends: Vec<usize>,
}

impl LineIndex {
    pub(super) fn of(text: &str) -> LineIndex {
        LineIndex { ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line of a byte offset, counted from 1.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.ends.partition_point(|&end| end < offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_is_one_more_than_the_line_feeds_before(text in "[ab\\n]{0,40}", at in 0_usize..50) {
            let before = text.bytes().take(at).filter(|&byte| byte == b'\n').count();
            prop_assert_eq!(LineIndex::of(&text).line_of(at), before + 1);
        }
    }
}
