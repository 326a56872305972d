use proptest::prelude::*;

use super::*;
use crate::core::knowledge::block::Block;
use crate::core::knowledge::effort::assert_linear;
use crate::core::knowledge::problem::Fault;

fn said(draft: &Draft) -> Vec<(u32, Option<&str>, &str)> {
    let mut said = Vec::new();
    for block in &draft.blocks {
        let Block::Passage(raw) = block else { panic!("no heading") };
        let speech = raw.speech.as_ref().expect("a cue");
        let time = speech.times[0].1.seconds();
        said.push((time, speech.speaker.as_deref(), raw.text.as_str()));
    }
    said
}

const WEBVTT: &str = "\u{FEFF}WEBVTT - A talk\r
Kind: captions\r
Language: ar\r
\r
STYLE\r
::cue { color: red }\r
\r
NOTE nobody reads this\r
\r
intro\r
00:01.000 --> 00:04.000 align:start position:10%\r
<v.loud Mary Ann>Good <i>morning</i>,\r
and &lt;welcome&gt;.\r
\r
2\r
00:05.000 -> 00:06.000\r
lost\r
\r
3\r
01:00:05.500 --> 01:00:07.000\r
<v Bob>Thank you. <v Mary Ann>So, <laughs> what?\r
";

#[test]
fn a_web_caption_file_is_read_with_its_voices_and_its_bad_cue_is_told() {
    let draft = WebVtt.read(WEBVTT.as_bytes()).expect("captions");
    assert_eq!(draft.front_matter.title.as_deref(), Some("A talk"));
    assert_eq!(draft.front_matter.language, Some(Language::ARABIC));
    assert_eq!(
        said(&draft),
        [
            (1, Some("Mary Ann"), "Good morning,\nand <welcome>."),
            (3605, Some("Bob"), "Thank you."),
            (3605, Some("Mary Ann"), "So, <laughs> what?"),
        ]
    );
    assert!(
        matches!(draft.faults[..], [(15, Fault::BadCues { cues: 1, .. })]),
        "{:?}",
        draft.faults
    );
}

#[test]
fn subtitles_without_empty_lines_between_cues_are_read() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\n- One.\n- Two.\n2\n00:00:03,000 --> 00:00:04,000\n{\\an8}Three.\n";
    let draft = Srt.read(text.as_bytes()).expect("subtitles");
    assert_eq!(said(&draft), [(1, None, "- One.\n- Two."), (3, None, "Three.")]);
}

#[test]
fn lines_that_roll_up_are_there_once() {
    let text = "WEBVTT\n
00:00.000 --> 00:01.000\nhello<00:00:00.500><c> and</c>\n
00:01.000 --> 00:01.010\nhello and\n
00:01.010 --> 00:03.000\nhello and\nwelcome to the\n
00:03.000 --> 00:04.000\nwelcome to the\nshow\n";
    let draft = WebVtt.read(text.as_bytes()).expect("captions");
    assert_eq!(
        said(&draft),
        [(0, None, "hello and"), (1, None, "welcome to the"), (3, None, "show")]
    );
}

#[test]
fn a_line_that_is_written_word_by_word_is_there_once() {
    let cues = ["so", "so we", "so we went", "so we went home"];
    let text: String = (0..)
        .zip(cues)
        .map(|(at, words)| format!("{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{words}\n\n"))
        .collect();
    let draft = Srt.read(text.as_bytes()).expect("subtitles");
    let words: Vec<&str> = said(&draft).into_iter().map(|(_, _, words)| words).collect();
    assert_eq!(words, ["so", "we", "went", "home"]);
}

#[test]
fn somebody_who_says_a_thing_twice_is_heard_twice() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:03,000 --> 00:00:04,000\nNo.\n\n\
        3\n00:00:05,000 --> 00:00:06,000\nWhy?\n\n4\n00:00:07,000 --> 00:00:08,000\nI said so.\n";
    assert_eq!(said(&Srt.read(text.as_bytes()).expect("subtitles")).len(), 4);
}

#[test]
fn the_work_grows_with_the_text() {
    for (what, line) in [
        ("open tags", "<v \n"),
        ("tags", "<c><c>"),
        ("braces", "{"),
        ("arrows", "00:01.000 --> 00:02.000\n"),
    ] {
        assert_linear(what, |size| {
            let _ = read(&format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", line.repeat(size)))
                .into_draft();
        });
    }
}

proptest! {
    #[test]
    fn what_a_cue_says_stands_in_the_file_in_this_order(
        text in "(WEBVTT\n\n)?([0-9]{1,2}\n)?(00:0[0-9]\\.000 --> 00:09\\.000\n[a-z <>/{}.&\n-]{0,40}\n\n){0,6}"
    ) {
        let cues = read(&text).into_draft().expect("whatever it is");
        for (_, _, words) in said(&cues) {
            // A tag may stand within a word, and an entity for a letter.
            let mut rest = text.chars();
            let stands = |c: char| rest.any(|of_file| of_file == c);
            let mut letters = words.chars().filter(|c| !c.is_whitespace());
            prop_assert!(letters.all(stands) || text.contains('&'), "{words}");
        }
    }
}
