//! How a reply looks in a terminal. Pure: a reply and a look in, text out.
//!
//! A source's words are printed as they are, without characters that would
//! steer the terminal. On a terminal each text stands in an isolate of its own
//! direction (Unicode Standard Annex 9), so that Latin names inside Arabic, and
//! Arabic titles inside English, don't disturb what is around them.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};

use crate::chat::Reply;
use crate::chat::reply::ShownQuote;
use crate::chat::shown_quote::Wording;
use crate::core::Language;

/// What the output can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub colour: bool,
    /// Whether to put texts into directional isolates.
    pub isolates: bool,
}

impl Look {
    /// Nothing but the text.
    pub const PLAIN: Look = Look { colour: false, isolates: false };

    /// What standard output can show: colour on a terminal unless `NO_COLOR` is
    /// set (no-color.org), plain text elsewhere.
    pub fn of_stdout() -> Look {
        let terminal = std::io::stdout().is_terminal();
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Look { colour: terminal && !unwanted, isolates: terminal }
    }

    fn paint(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// A text in the direction of its language.
    fn isolate(self, language: Language, text: &str) -> String {
        const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
        const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
        const POP_ISOLATE: char = '\u{2069}';
        if !self.isolates {
            return text.to_owned();
        }
        let open =
            if language.is_right_to_left() { RIGHT_TO_LEFT_ISOLATE } else { LEFT_TO_RIGHT_ISOLATE };
        format!("{open}{text}{POP_ISOLATE}")
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const TITLE: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

/// So many of the topics that can be asked about are listed: no more than is read.
const MOST_TOPICS: usize = 8;

/// Renders a reply as lines of text.
pub fn render(reply: &Reply, look: Look) -> String {
    let mut lines: Vec<String> = Vec::new();
    let own = |text: &str| look.isolate(reply.language, &printable(text));
    if let Some(title) = &reply.title {
        lines.push(look.paint(TITLE, &own(title)));
        lines.push(String::new());
    }
    for line in &reply.lead {
        lines.push(own(line));
    }
    if !reply.lead.is_empty() {
        lines.push(String::new());
    }
    for shown in &reply.quotes {
        quote(shown, reply.language, look, &mut lines);
        lines.push(String::new());
    }
    lines.extend(reply.closing.iter().map(|line| own(line)));
    if !reply.closing.is_empty() {
        lines.push(String::new());
    }
    for line in &reply.commands {
        let about = own(&format!("— {}", line.about));
        lines.push(format!("{} {about}", look.paint(BOLD, line.typed)));
    }
    lines.extend(reply.ways.iter().map(|way| own(way)));
    if !reply.commands.is_empty() {
        lines.push(String::new());
    }
    for entry in &reply.entries {
        lines.push(look.paint(BOLD, &own(&entry.term)));
        lines.extend(entry.details.lines().map(|line| format!("   {}", own(line))));
        lines.push(String::new());
    }
    if let Some(heading) = &reply.topics_heading {
        lines.push(own(&format!("{heading}:")));
        let offered = reply.offered_topics.iter().take(MOST_TOPICS);
        lines.extend(offered.map(|topic| format!("   • {}", own(&topic.heading))));
        if reply.offered_topics.len() > MOST_TOPICS {
            lines.push("   …".to_owned());
        }
        lines.push(String::new());
    }
    for note in &reply.notes {
        lines.push(look.paint(DIM, &own(note)));
    }
    for work in reply.works() {
        lines.push(look.paint(DIM, &own(&work)));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.push(String::new());
    lines.join("\n")
}

fn quote(shown: &ShownQuote, language: Language, look: Look, lines: &mut Vec<String>) {
    let own = |text: &str| look.isolate(language, &printable(text));
    let small = |text: &str| format!("   {}", look.paint(DIM, &own(text)));
    lines.extend(shown.lead.iter().map(|line| own(line)));
    lines.extend(shown.asked.iter().map(|line| small(line)));
    let number = look.paint(DIM, &format!("{}.", shown.number));
    for (index, wording) in shown.wordings().into_iter().enumerate() {
        let start = if index == 0 { &number } else { "  " };
        let label = wording.label.as_ref().map(|label| look.paint(DIM, &own(label)) + " ");
        let text = emphasised(&wording, look);
        lines.push(format!("{start} {}{text}", label.unwrap_or_default()));
        lines.extend(wording.notes.iter().map(|note| small(note)));
    }
    lines.extend(shown.speaker_line().map(|line| format!("   {}", own(&line))));
    lines.push(small(&shown.citation));
    lines.extend(shown.link.iter().map(|link| small(link)));
    lines.extend(shown.see_also_line().map(|line| small(&line)));
}

/// A source's words with their highlight set off, in their direction.
fn emphasised(wording: &Wording, look: Look) -> String {
    let (text, range) = (wording.text, wording.highlight.clone());
    // Emphasis is for a part; a passage all in bold has none.
    let emphasis = if range == (0..text.len()) { Style::new() } else { BOLD };
    let parts = [
        printable(&text[..range.start]),
        look.paint(emphasis, &printable(&text[range.clone()])),
        printable(&text[range.end..]),
    ];
    // Only `isolate`: `own` would take the colour's escapes for the document's.
    look.isolate(wording.language, &parts.concat())
}

/// The text without control characters: a document must not be able to steer
/// the terminal it is read in. Bidirectional controls go too, because ours have
/// to be the only ones in effect.
fn printable(text: &str) -> String {
    let is_bidi_control = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .filter(|&c| !is_bidi_control(c))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::chat::reply::Extent;
    use crate::chat::{Request, respond};
    use crate::core::knowledge::Library;
    use crate::core::search::Engine;

    const LOOK: Look = Look { colour: true, isolates: true };

    fn engine(text: &str) -> Engine {
        let library = Library::from_texts([
            ("a.md", text),
            (
                "b.en.md",
                "---\ntitle: Bets\nlanguage: en\nrendition: unofficial translation\ndocument: a\n---\n\n## On bets\n\nThe bet is large: it costs billions of dollars every year. It needs the industry.\n",
            ),
        ]);
        Engine::in_memory(Arc::new(library)).expect("an index")
    }

    fn rendered(engine: &Engine, question: &str, look: Look) -> String {
        render(&respond(engine, &Request::ask(question)).expect("a reply"), look)
    }

    const ARABIC: &str = "---\ntitle: رهانات\nlanguage: ar\nauthor: ليلى\ndocument: a\n---\n\n## عن الرهان\n\nالرهان كبير، فهو يكلف مليارات الدولارات كل عام. وهو يحتاج إلى الصناعة.\n";

    #[test]
    fn an_answer_in_another_language_shows_the_labelled_translation_and_below_it_the_original() {
        insta::assert_snapshot!(rendered(&engine(ARABIC), "How large is the bet?", Look::PLAIN));
    }

    #[test]
    fn a_terminal_gets_colour_and_isolates() {
        let text = rendered(&engine(ARABIC), "هل الرهان كبير؟", LOOK);
        insta::assert_snapshot!(text.escape_debug().to_string().replace("\\n", "\n"));
    }

    #[test]
    fn a_whole_passage_on_a_terminal_is_bold_where_the_highlight_is_and_shows_no_escapes() {
        let english = "---\ntitle: Bets\nlanguage: en\ndocument: a\n---\n\n## On bets\n\nThe bet is large: it costs billions of dollars every year. It needs the industry.\n";
        let arabic = "---\ntitle: رهانات\nlanguage: ar\nrendition: ترجمة غير رسمية\ndocument: a\n---\n\n## عن الرهان\n\nالرهان كبير، فهو يكلف مليارات الدولارات كل عام. وهو يحتاج إلى الصناعة.\n";
        let to_arabic = Library::from_texts([("a.md", english), ("b.ar.md", arabic)]);
        let to_arabic = Engine::in_memory(Arc::new(to_arabic)).expect("an index");
        for (engine, question, translation) in [
            (
                engine(ARABIC),
                "How large is the bet?",
                "\u{2066}\u{1b}[1mThe bet is large: it costs billions of dollars every year.\u{1b}[0m It",
            ),
            (
                to_arabic,
                "هل الرهان كبير؟",
                "\u{2067}\u{1b}[1mالرهان كبير، فهو يكلف مليارات الدولارات كل عام.\u{1b}[0m وهو",
            ),
        ] {
            let mut reply = respond(&engine, &Request::ask(question)).expect("a reply");
            reply.quotes[0].extent = Extent::Passage;
            let text = render(&reply, LOOK);
            assert!(text.contains(translation), "{text:?}");
            // Each escape begins with its control character: none stands there as text.
            assert_eq!(text.matches('[').count(), text.matches("\u{1b}[").count(), "{text:?}");
        }
    }

    #[test]
    fn a_document_cannot_steer_the_terminal() {
        let engine = engine("Zebras \u{1b}[31mare red\u{1b}[0m \u{202e}and striped\u{7}.");
        let text = rendered(&engine, "zebras striped", Look::PLAIN);
        assert!(text.contains("Zebras [31mare red[0m and striped"), "{text}");
    }

    proptest! {
        #[test]
        fn any_document_is_rendered_without_a_panic(text in "[a-zء-ي .“”\u{0}-\u{1f}]{0,80}|\\PC{0,60}", question in "\\PC{0,20}") {
            let engine = engine(&text);
            rendered(&engine, &question, LOOK);
            rendered(&engine, &text, LOOK);
        }
    }
}
