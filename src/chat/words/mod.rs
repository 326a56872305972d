//! Everything the bot says in its own words, one file a language it speaks.
//!
//! A new language is a file here and a line in [`ALL`]; the compiler names every
//! text that the file leaves out.

mod ar;
mod desk;
mod digest;
mod en;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

pub use self::desk::DeskWords;
pub use self::digest::DigestWords;
use crate::core::Language;

/// Every language that the bot speaks. The first is spoken to those of whose
/// language nothing is known but that it is none of these.
pub const ALL: &[&Words] = &[&en::WORDS, &ar::WORDS];

/// The bot's words in one language.
#[derive(Debug)]
pub struct Words {
    /// The language that they are in.
    pub language: Language,
    /// Between the parts of a list.
    pub separator: &'static str,
    /// Around words of a source that are shown cut.
    pub quotation_marks: (&'static str, &'static str),
    pub hello: &'static str,
    /// To somebody who says nothing that could be looked for.
    pub ask_me: &'static str,
    pub sorry: &'static str,
    pub goodbye: &'static str,
    /// To somebody who wishes peace.
    pub peace: &'static str,
    pub welcome: &'static str,
    pub commands: &'static str,
    pub ways: &'static str,
    pub way_message_command: &'static str,
    pub no_more: &'static str,
    pub how_many: &'static str,
    pub page: &'static str,
    pub next_page: &'static str,
    pub previous_page: &'static str,
    pub delete: &'static str,
    pub deleted: &'static str,
    pub delete_not_yours: &'static str,
    pub cannot_delete: &'static str,
    pub noted_helpful: &'static str,
    pub noted_not_helpful: &'static str,
    pub noted_nothing: &'static str,
    pub busy: &'static str,
    pub window_failed: &'static str,
    pub preview_changed: &'static str,
    pub loading: &'static str,
    pub closest: &'static str,
    pub not_found: &'static str,
    pub not_quoted: &'static str,
    pub nothing_about: &'static str,
    pub nearest_topics: &'static str,
    pub not_sure: &'static str,
    pub no_such_passage: &'static str,
    pub greeting: &'static str,
    pub ask_about: &'static str,
    pub key_points: &'static str,
    pub quotes: &'static str,
    pub topics: &'static str,
    pub sources: &'static str,
    pub summary: &'static str,
    pub context: &'static str,
    pub translation: &'static str,
    pub original: &'static str,
    pub see_also: &'static str,
    pub author: &'static str,
    pub speakers: &'static str,
    pub said_by: &'static str,
    pub place: &'static str,
    pub said_by_nobody: &'static str,
    /// To what is about a reply where none is known.
    pub nothing_seen: &'static str,
    pub host: &'static str,
    pub guest: &'static str,
    pub publisher: &'static str,
    pub date: &'static str,
    pub address: &'static str,
    pub disclaimer: &'static str,
    /// Of a fact that a source does not tell about itself.
    pub not_given: &'static str,
    /// To abuse.
    pub calm: &'static str,
    /// `{}` stands for the languages.
    pub reads: &'static str,
    /// Before the last of a list.
    pub and: &'static str,
    pub translator_note: &'static str,
    pub quoted_words: &'static str,
    /// Before a question that a quote answers: of somebody, and of nobody known.
    pub asked_by: &'static str,
    pub asked: &'static str,
    /// To a question what somebody says about something of which they say nothing; `{}` is
    /// their name.
    pub says_nothing: &'static str,
    /// To a document that is none; the documents follow.
    pub no_such_document: &'static str,
    pub by: &'static str,
    pub holds: &'static str,
    pub no_key_points: &'static str,
    pub of: &'static str,
    pub results: &'static str,
    pub source_language: &'static str,
    pub full_text: &'static str,
    pub more: &'static str,
    pub back: &'static str,
    pub helpful: &'static str,
    pub not_helpful: &'static str,
    pub choose_topic: &'static str,
    pub choose_points: &'static str,
    /// Before the name of whoever wrote the line that follows.
    pub note_by: &'static str,
    /// What the field for that line is called; Discord's has room for 45 characters.
    pub note: &'static str,
    pub write_note: &'static str,
    pub change_note: &'static str,
    pub choose_to_move: &'static str,
    pub move_up: &'static str,
    pub move_down: &'static str,
    /// What the menu of places says that has none chosen.
    pub choose_place: &'static str,
    pub post: &'static str,
    pub cancel: &'static str,
    pub share: &'static str,
    pub preview: &'static str,
    pub posted: &'static str,
    /// Before the name of the place.
    pub posted_in: &'static str,
    pub post_again: &'static str,
    pub posted_by: &'static str,
    pub shared_by: &'static str,
    pub already_posted: &'static str,
    pub cancelled: &'static str,
    pub cannot_post: &'static str,
    /// Of another place, where the bot may not be or write.
    pub cannot_post_there: &'static str,
    /// Of another place, where whoever wants it may not.
    pub not_yours_there: &'static str,
    /// Of points that are not of the documents that a place answers from.
    pub documents_not_for_there: &'static str,
    /// Of a summary of which it is not known whether it was posted.
    pub may_stand_there: &'static str,
    /// Where the bot has not the permission to ask the platform who may do what.
    pub may_not_ask: &'static str,
    pub nothing_chosen: &'static str,
    pub moderators_only: &'static str,
    pub sources_changed: &'static str,
    pub old_button: &'static str,
    /// Where the store does not take what was said.
    pub cannot_keep: &'static str,
    pub went_wrong: &'static str,
    pub no_message_text: &'static str,
    pub summary_short: &'static str,
    /// Titles over a quotation that was checked.
    pub quotation_exact: &'static str,
    pub quotation_near: &'static str,
    pub quotation_of_another: &'static str,
    pub quotation_absent: &'static str,
    pub quotation_too_short: &'static str,
    pub quotation_too_long: &'static str,
    /// `{}` is the language.
    pub quotation_translated: &'static str,
    pub quotation_shortened: &'static str,
    /// `{claimed}` is whom it was attributed to, `{owner}` whose words they are.
    pub quotation_owner: &'static str,
    pub quotation_narrated: &'static str,
    /// Kinds of differences, before what is different.
    pub difference_negation: &'static str,
    pub difference_number: &'static str,
    pub difference_name: &'static str,
    pub difference_words: &'static str,
    /// `{written}` is what somebody wrote, `{source}` what the source has.
    pub difference_changed: &'static str,
    pub difference_added: &'static str,
    pub difference_dropped: &'static str,
    pub differences_more: &'static str,
    pub way_check_command: &'static str,
    pub address_label: &'static str,
    pub address_unchanged: &'static str,
    pub address_changed: &'static str,
    pub address_old_words: &'static str,
    pub address_changed_sentences: &'static str,
    pub address_moved: &'static str,
    pub address_gone: &'static str,
    /// `{}` is an example of one.
    pub address_malformed: &'static str,
    pub close: &'static str,
    pub already_shared: &'static str,
    pub admins_only: &'static str,
    pub passages: Forms,
    pub key_points_counted: Forms,
    /// Out of so many key points, after how many are shown.
    pub of_key_points: Forms,
    pub quotations: Forms,
    pub sections: Forms,
    /// After so many seconds somebody may ask again.
    pub too_often: Forms,
    pub desk: DeskWords,
    pub digest: DigestWords,
    /// Names of languages by their code.
    pub language_names: &'static [(&'static str, &'static str)],
}

impl Words {
    /// The words for a language: English for any but those there are.
    pub fn of(language: Language) -> &'static Words {
        ALL.iter().find(|words| words.language == language).unwrap_or(&ALL[0])
    }

    /// Whether the bot speaks a language.
    pub fn are_there_for(language: Language) -> bool {
        ALL.iter().any(|words| words.language == language)
    }

    /// A count of things in the grammar of the language, by the plural rules of the
    /// Unicode Common Locale Data Repository.
    pub fn counted(&self, count: usize, forms: &Forms) -> String {
        forms.of(self.language, count).replace("{}", &count.to_string())
    }

    /// The name of a language; its code where the bot has no name for it.
    pub fn name_of(&self, language: Language) -> String {
        let code = language.code();
        let named = self.language_names.iter().find(|(named, _)| *named == code);
        named.map_or(code, |(_, name)| name).to_owned()
    }
}

/// A text that goes with a number, by the number's plural category. `{}` stands for
/// the number. Fields that the language has no use for repeat `other`.
#[derive(Debug, Clone, Copy)]
pub struct Forms {
    pub zero: &'static str,
    pub one: &'static str,
    pub two: &'static str,
    pub few: &'static str,
    pub many: &'static str,
    pub other: &'static str,
}

impl Forms {
    /// For a language with a singular and a plural.
    const fn of_two(one: &'static str, other: &'static str) -> Forms {
        Forms { zero: other, one, two: other, few: other, many: other, other }
    }

    fn of(&self, language: Language, count: usize) -> &'static str {
        let locale = Locale::try_from_str(language.code()).unwrap_or(Locale::UNKNOWN);
        let rules = PluralRules::try_new_cardinal(locale.into());
        let category = rules.map_or(PluralCategory::Other, |rules| rules.category_for(count));
        match category {
            PluralCategory::Zero => self.zero,
            PluralCategory::One => self.one,
            PluralCategory::Two => self.two,
            PluralCategory::Few => self.few,
            PluralCategory::Many => self.many,
            PluralCategory::Other => self.other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_the_grammar_of_the_language() {
        let words = Words::of(Language::ARABIC);
        let passages = |count| words.counted(count, &words.passages);
        assert_eq!(passages(1), "فقرة واحدة");
        assert_eq!(passages(2), "فقرتان");
        assert_eq!(passages(7), "7 فقرات");
        assert_eq!(passages(31), "31 فقرة");
        assert_eq!(passages(104), "104 فقرات");
        assert!(words.counted(3, &words.too_often).contains("3 ثوانٍ"));
        assert!(words.counted(2, &words.too_often).contains("ثانيتين"));
        assert!(words.counted(20, &words.too_often).contains("20 ثانية"));
        assert_eq!(words.counted(7, &words.of_key_points), "من 7 نقاط رئيسية");
        assert_eq!(words.counted(2, &words.of_key_points), "من نقطتين رئيسيتين");
        let words = Words::of(Language::ENGLISH);
        assert_eq!(words.counted(7, &words.of_key_points), "of 7 key points");
        assert_eq!(words.counted(1, &words.key_points_counted), "1 key point");
        assert_eq!(words.counted(0, &words.key_points_counted), "0 key points");
    }

    #[test]
    fn a_language_the_bot_does_not_speak_gets_english() {
        let french = Language::parse("fr").expect("a code");
        assert_eq!(Words::of(french).topics, "Topics");
        assert!(!Words::are_there_for(french));
    }
}
