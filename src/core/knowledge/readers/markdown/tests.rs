use proptest::prelude::*;

use super::*;
use crate::core::knowledge::effort::assert_linear;

fn passages(body: &str) -> Vec<RawPassage> {
    read(body, 0)
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Passage(passage) => Some(passage),
            Block::Heading { .. } => None,
        })
        .collect()
}

#[test]
fn headings_paragraphs_and_list_items_become_blocks_with_lines() {
    let body =
        "# T\n\nOne *two*. {#a}\n\n## Key points {.key-points}\n\n- First: x {#k1}\n- Second\n";
    let blocks = read(body, 10).blocks;
    assert_eq!(blocks.len(), 5);
    assert!(matches!(&blocks[0], Block::Heading { level: 1, text, line: 11, .. } if text == "T"));
    assert!(matches!(&blocks[1], Block::Passage(p)
        if p.text == "One two." && p.id == Some(PassageId::new("a")) && !p.list_item && p.line == 13));
    assert!(matches!(&blocks[2], Block::Heading { key_points: true, .. }));
    assert!(matches!(&blocks[3], Block::Passage(p) if p.text == "First: x" && p.list_item));
    assert!(matches!(&blocks[4], Block::Passage(p) if p.text == "Second" && p.line == 18));
}

#[test]
fn a_footnote_becomes_a_note_on_its_passage() {
    let found = passages("AI scientist.[^t] {#a}\n\n[^t]: The source says world.\n\nNext.");
    assert_eq!(found[0].text, "AI scientist.");
    assert_eq!(notes(&found[0]), [("AI scientist.", "The source says world.")]);
    assert_eq!(found[1].text, "Next.");
    assert!(found[1].notes.is_empty());
}

/// The words before each mark, and the note.
fn notes(passage: &RawPassage) -> Vec<(&str, &str)> {
    passage.notes.iter().map(|note| (&passage.text[..note.at], note.text.as_ref())).collect()
}

#[test]
fn a_note_knows_where_its_mark_stands() {
    let found =
        passages("  One[^a] two. [^b] Three.[^a] {#x}\n\n[^a]: A.\n\n    More.\n[^b]: B.\n");
    assert_eq!(found[0].text, "One two.  Three.");
    assert_eq!(
        notes(&found[0]),
        [("One", "A.\nMore."), ("One two.", "B."), ("One two.  Three.", "A.\nMore.")]
    );
    assert_eq!(notes(&passages("[^a]One.\n\n[^a]: A.")[0]), [("", "A.")]);
}

#[test]
fn a_note_on_a_heading_is_not_one_on_the_next_passage() {
    let found = passages("## Part[^a]\n\nWords.\n\n[^a]: A.");
    assert!(found[0].notes.is_empty());
}

#[test]
fn the_work_of_placing_marks_grows_with_the_text() {
    assert_linear("marks after a long gap", |size| {
        let marks = "[^a]".repeat(size);
        passages(&format!("One `{}`{marks}\n\n[^a]: A.", " ".repeat(size)));
    });
}

#[test]
fn a_note_is_kept_once_however_often_it_is_referred_to() {
    let found = passages(&format!("One.{}\n\n[^a]: A.", "[^a]".repeat(50)));
    let first = &found[0].notes[0].text;
    assert!(found[0].notes.iter().all(|note| Arc::ptr_eq(&note.text, first)));
}

#[test]
fn words_in_angle_brackets_stay_and_comments_go() {
    let found = passages("Well <laughs> yes.<!-- off the record -->");
    assert_eq!(found[0].text, "Well <laughs> yes.");
}

#[test]
fn an_empty_passage_with_an_id_is_kept_so_that_it_can_be_reported() {
    let found = passages("{#gone}\n\ntext");
    assert_eq!(found[0].text, "");
    assert_eq!(found[0].id, Some(PassageId::new("gone")));
}

proptest! {
    #[test]
    fn escaped_text_reads_back_the_same(
        words in proptest::collection::vec("[!-~«»“”؟،ء-ي0-9éß]{1,12}", 1..12)
    ) {
        let text = words.join(" ");
        let found = passages(&format!("{} {{#x}}", escape(&text)));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].text, &text);
    }

    #[test]
    fn lines_that_markdown_would_act_on_read_back_the_same(
        lines in proptest::collection::vec("[0-9]{0,3}[.)+=:>#-]{0,2} ?[a-zء-ي]{1,6}[0-9]?[.)]?", 1..6)
    ) {
        let text = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
        let found = passages(&format!("{} {{#x}}", escape(&text)));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].text, &text);
    }

    #[test]
    fn marks_stand_in_order_at_the_ends_of_words(
        pieces in proptest::collection::vec("[a-zء-ي. ]{0,5}(\\[\\^[ab]\\])?", 0..10)
    ) {
        let body = format!("{}\n\n[^a]: A.\n\n[^b]: B.\n", pieces.concat());
        for passage in passages(&body) {
            prop_assert!(passage.notes.is_sorted_by_key(|note| note.at));
            for note in &passage.notes {
                let before = passage.text.get(..note.at);
                prop_assert_eq!(before, before.map(str::trim_end));
            }
        }
    }

    #[test]
    fn any_unicode_is_read_without_a_panic(body in any::<String>()) {
        read(&body, 0);
    }
}
