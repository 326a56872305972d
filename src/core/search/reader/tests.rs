use super::*;
use crate::core::analysis::spoken::LONGEST_QUESTION_BYTES;
use crate::core::search::index::Index;

fn query(question: &str) -> Query {
    let library = Library::from_texts([
        ("a.md", "الرهان على البنية التحتية كبير جدا.\n\nتشمل النووية المتقدمة مفاعلات كثيرة."),
        ("b.md", "NVIDIA and Oracle are partners of GPT-5."),
        ("glossary.toml", "[term.nvidia]\nar = [\"إنفيديا\"]\nen = [\"NVIDIA\"]\n"),
    ]);
    let index = Index::in_memory(&library).expect("an index in memory");
    let reader = QueryReader::new(Arc::new(library), Arc::new(index));
    reader.read(question).expect("a query")
}

/// A vocabulary without any index.
struct Few(&'static [&'static str]);

impl Vocabulary for Few {
    fn entries(&self) -> u64 {
        10
    }

    fn frequency(&self, field: TermField, term: &str) -> Result<u64, SearchError> {
        let is_known = field == TermField::Text(Form::Word) && self.0.contains(&term);
        Ok(u64::from(is_known))
    }

    fn words(&self) -> Result<Vec<(String, u32)>, SearchError> {
        Ok(self.0.iter().map(|word| ((*word).to_owned(), 1)).collect())
    }
}

#[test]
fn a_question_is_read_by_any_vocabulary() {
    let library = Arc::new(Library::from_texts([("a.md", "Nothing of it.")]));
    let reader = QueryReader::new(library, Arc::new(Few(&["zebra", "savanna"])));
    let query = reader.read("Where is the zebra in the savana or the tundra?").expect("read");
    let known: Vec<_> = query.units.iter().map(|u| (u.surface.as_str(), u.is_known)).collect();
    assert_eq!(known, [("zebra", true), ("savana", true), ("tundra", false)]);
}

#[test]
fn a_greeting_is_small_talk_and_a_word_with_content_is_a_question() {
    for greeting in [
        "",
        "  ",
        "؟",
        "hello",
        "شلونك؟",
        "السلام عليكم",
        "what can you do?",
        "😀😀",
        "who are you",
        ":wave: <@U12AB34CD>",
    ] {
        assert_eq!(query(greeting).intent, Intent::SmallTalk, "{greeting}");
    }
    for question in ["البنية", "hello, what about Oracle?", "NVIDIA"] {
        assert_eq!(query(question).intent, Intent::Question, "{question}");
    }
}

#[test]
fn emoji_mentions_and_addresses_are_not_asked_for() {
    let plain = query("What is Oracle?");
    for question in [
        "What is Oracle? :wave:",
        ":nuclear: <@U12AB34CD|nvidia> what is Oracle 👋🏽",
        "<#C12AB34CD|nvidia> What is <https://oracle.example/nvidia|Oracle>?",
        "What is Oracle? https://nvidia.example/gpt-5",
    ] {
        let query = query(question);
        let surfaces = |query: &Query| -> Vec<String> {
            query.units.iter().map(|unit| unit.surface.clone()).collect()
        };
        assert_eq!(surfaces(&query), surfaces(&plain), "{question}");
    }
}

#[test]
fn a_german_question_is_asked_by_german_rules() {
    let asked = query("Die Oracle und was ist die NVIDIA?");
    let surfaces: Vec<_> = asked.units.iter().map(|unit| unit.surface.as_str()).collect();
    assert_eq!(surfaces, ["Oracle", "NVIDIA"]);
    assert_eq!(asked.language.code(), "de");
}

#[test]
fn a_name_in_another_script_is_one_concept() {
    let query = query("شنو دور انفيديا");
    let concept = query.units.iter().find(|u| u.surface == "انفيديا").expect("the name");
    assert_eq!(concept.alternatives[0].kind, AlternativeKind::Concept);
}

#[test]
fn a_misspelt_word_finds_near_ones_with_less_strength_than_an_exact_match() {
    let misspelt = query("Orcale");
    assert!(misspelt.units[0].is_known);
    assert!(misspelt.units[0].alternatives.iter().all(|a| a.strength < unit::STEM));
    let exact = query("Oracle");
    assert_eq!(exact.units[0].alternatives[0].strength, unit::WORD);
    let name = query("Nvidai");
    assert_eq!(name.units[0].alternatives[0].kind, AlternativeKind::Concept);
}

#[test]
fn a_word_that_is_nowhere_keeps_its_weight() {
    let query = query("Oracle zebra");
    assert!(!query.units[1].is_known);
    assert!(query.units[1].weight > query.units[0].weight);
}

#[test]
fn a_very_long_question_is_clipped_at_a_letter() {
    let query = query(&"سؤال طويل عن البنية ".repeat(5000));
    assert!(query.text.len() <= LONGEST_QUESTION_BYTES);
    assert!(query.units.len() <= MOST_UNITS);
}
