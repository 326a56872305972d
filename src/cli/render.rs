//! How a reply looks in a terminal. Pure: a reply and a look in, text out.
//!
//! A source's words are printed as they are, without characters that would
//! steer the terminal. On a terminal each text stands in an isolate of its own
//! direction (Unicode Standard Annex 9), so that Latin names inside Arabic, and
//! Arabic titles inside English, don't disturb what is around them.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};

use crate::chat::Reply;
use crate::chat::reply::{Extent, ShownQuote};
use crate::chat::words::Words;
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
    for line in &reply.commands {
        let about = own(&format!("— {}", line.about));
        lines.push(format!("{} {about}", look.paint(BOLD, line.name)));
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
        lines.extend(
            reply.offered_topics.iter().map(|topic| format!("   • {}", own(&topic.heading))),
        );
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
    let words = Words::of(language);
    let own = |text: &str| look.isolate(language, &printable(text));
    let quote = &shown.quote;
    let number = look.paint(DIM, &format!("{}.", shown.number));
    let text = match shown.extent {
        Extent::Excerpt => look.isolate(quote.language(), &printable(quote.highlight())),
        Extent::Passage => {
            let passage = quote.text();
            let range = quote.highlight_range();
            // Emphasis is for a part; a passage all in bold has none.
            let emphasis = if range == (0..passage.len()) { Style::new() } else { BOLD };
            let parts = [
                printable(&passage[..range.start]),
                look.paint(emphasis, &printable(&passage[range.clone()])),
                printable(&passage[range.end..]),
            ];
            look.isolate(quote.language(), &parts.concat())
        }
    };
    lines.push(format!("{number} {text}"));
    if let Some(line) = shown.speaker_line(language) {
        lines.push(format!("   {}", own(&line)));
    }
    if let (Some(translation), Some(text)) =
        (quote.translation(language), shown.translation(language))
    {
        let label = format!("{} ({}):", words.translation, translation.label);
        let text = printable(text);
        let text = match shown.extent {
            Extent::Passage => emphasised(&text, &printable(translation.highlight), look),
            Extent::Excerpt => text,
        };
        // Only `isolate`: `own` would take the colour's escapes for the document's.
        let text = look.isolate(translation.language, &text);
        lines.push(format!("   {} {text}", look.paint(DIM, &own(&label))));
        for note in shown.translator_notes(language) {
            let note = format!("{}: {note}", words.translator_note);
            lines.push(format!("   {}", look.paint(DIM, &own(&note))));
        }
    }
    lines.push(format!("   {}", look.paint(DIM, &own(&shown.citation))));
    if !shown.see_also.is_empty() {
        let also = format!("{}: {}", words.said_again, shown.see_also.join("; "));
        lines.push(format!("   {}", look.paint(DIM, &own(&also))));
    }
}

/// Sets off a part of a text where it stands.
fn emphasised(text: &str, part: &str, look: Look) -> String {
    match text.split_once(part) {
        Some((before, after)) if !part.is_empty() && part.len() < text.len() => {
            format!("{before}{}{after}", look.paint(BOLD, part))
        }
        _ => text.to_owned(),
    }
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
    use crate::chat::{Request, respond};
    use crate::core::knowledge::Library;
    use crate::core::search::Engine;

    const LOOK: Look = Look { colour: true, isolates: true };

    fn engine(text: &str) -> Engine {
        let library = Library::from_texts([
            ("a.md", text),
            (
                "b.en.md",
                "---\ntitle: Bets\nlanguage: en\nrendition: unofficial translation\ndocument: a\n---\n\n## On bets\n\nThe bet is large. It needs the industry.\n",
            ),
        ]);
        Engine::in_memory(Arc::new(library)).expect("an index")
    }

    fn rendered(engine: &Engine, question: &str, look: Look) -> String {
        render(&respond(engine, &Request::ask(question)).expect("a reply"), look)
    }

    const ARABIC: &str = "---\ntitle: رهانات\nlanguage: ar\nauthor: ليلى\ndocument: a\n---\n\n## عن الرهان\n\nالرهان كبير. وهو يحتاج إلى الصناعة.\n";

    #[test]
    fn an_answer_shows_the_original_and_below_it_the_labelled_translation() {
        insta::assert_snapshot!(rendered(&engine(ARABIC), "How large is the bet?", Look::PLAIN));
    }

    #[test]
    fn a_terminal_gets_colour_and_isolates() {
        let text = rendered(&engine(ARABIC), "هل الرهان كبير؟", LOOK);
        insta::assert_snapshot!(text.escape_debug().to_string().replace("\\n", "\n"));
    }

    #[test]
    fn a_translation_on_a_terminal_is_bold_where_the_highlight_is_and_shows_no_escapes() {
        let english = "---\ntitle: Bets\nlanguage: en\ndocument: a\n---\n\n## On bets\n\nThe bet is large. It needs the industry.\n";
        let arabic = "---\ntitle: رهانات\nlanguage: ar\nrendition: ترجمة غير رسمية\ndocument: a\n---\n\n## عن الرهان\n\nالرهان كبير. وهو يحتاج إلى الصناعة.\n";
        let to_arabic = Library::from_texts([("a.md", english), ("b.ar.md", arabic)]);
        let to_arabic = Engine::in_memory(Arc::new(to_arabic)).expect("an index");
        for (engine, question, translation) in [
            (
                engine(ARABIC),
                "How large is the bet?",
                "\u{2066}\u{1b}[1mThe bet is large.\u{1b}[0m It",
            ),
            (to_arabic, "هل الرهان كبير؟", "\u{2067}\u{1b}[1mالرهان كبير.\u{1b}[0m وهو"),
        ] {
            let text = rendered(&engine, question, LOOK);
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
