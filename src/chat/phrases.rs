//! Everything the bot says in its own words, in each language it speaks.

use crate::core::Language;

/// The bot's words in one language.
#[derive(Debug)]
pub struct Phrases {
    pub not_found: &'static str,
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
    pub said_again: &'static str,
    pub author: &'static str,
    pub publisher: &'static str,
    pub date: &'static str,
    pub address: &'static str,
    pub disclaimer: &'static str,
    pub translator_note: &'static str,
    pub quoted_words: &'static str,
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
    pub thanks: &'static str,
    pub choose_topic: &'static str,
    pub choose_points: &'static str,
    pub post: &'static str,
    pub cancel: &'static str,
    pub share: &'static str,
    pub preview: &'static str,
    pub posted: &'static str,
    pub posted_by: &'static str,
    pub shared_by: &'static str,
    pub already_posted: &'static str,
    pub cancelled: &'static str,
    pub cannot_post: &'static str,
    pub nothing_chosen: &'static str,
    pub moderators_only: &'static str,
    pub sources_changed: &'static str,
    pub old_button: &'static str,
    pub too_often: &'static str,
    pub seconds: &'static str,
    pub went_wrong: &'static str,
    pub no_message_text: &'static str,
    pub how_many: &'static str,
    pub summary_short: &'static str,
    pub close: &'static str,
    pub already_shared: &'static str,
    pub admins_only: &'static str,
}

const ARABIC: Phrases = Phrases {
    not_found: "لا أجد جوابًا عن هذا في المصادر.",
    nothing_about: "لا شيء عن هذا في المصادر.",
    nearest_topics: "أقرب المواضيع",
    not_sure: "قد لا يكون هذا جواب السؤال تمامًا.",
    no_such_passage: "لم يعد هذا المقطع في المصادر.",
    greeting: "أهلًا! أجيب عن الأسئلة باقتباسات حرفية من المصادر، مع موضع كل اقتباس. وما ليس في المصادر أقول إنه ليس فيها.",
    ask_about: "اسأل مثلًا عن",
    key_points: "النقاط الرئيسية",
    quotes: "أقوال مباشرة",
    topics: "المواضيع",
    sources: "المصادر",
    summary: "ملخّص بنصّ المصدر",
    context: "السياق",
    translation: "الترجمة",
    said_again: "ورد أيضًا في",
    author: "الكاتب",
    publisher: "الناشر",
    date: "التاريخ كما يرد في المصدر",
    address: "العنوان",
    disclaimer: "إخلاء المسؤولية",
    translator_note: "ملاحظة المترجم",
    quoted_words: "ما بين علامتي التنصيص قاله",
    by: "بقلم",
    holds: "المحتوى",
    no_key_points: "لا نقاط رئيسية في المصادر.",
    of: "من",
    results: "النتائج",
    source_language: "لغة الأصل",
    full_text: "النص الكامل",
    more: "المزيد",
    back: "السابق",
    helpful: "مفيد",
    not_helpful: "غير مفيد",
    thanks: "شكرًا، وصلنا رأيك.",
    choose_topic: "اختر موضوعًا",
    choose_points: "اختر النقاط التي تُنشر",
    post: "نشر",
    cancel: "إلغاء",
    share: "نشر في القناة",
    preview: "معاينة، لا يراها غيرك",
    posted: "نُشر الملخّص في القناة.",
    posted_by: "نشره",
    shared_by: "شاركه",
    already_posted: "سبق نشر هذا الملخّص.",
    cancelled: "أُلغي، ولم يُنشر شيء.",
    cannot_post: "لا أستطيع الكتابة في هذه القناة. امنحني إذن إرسال الرسائل فيها ثم حاول مجددًا.",
    nothing_chosen: "لم تُختر أي نقطة.",
    moderators_only: "هذا لمن يدير الرسائل في هذه القناة.",
    sources_changed: "تغيّرت المصادر منذ هذه المعاينة. اطلب الملخّص من جديد.",
    old_button: "هذا الزر من إصدار سابق. اسأل من جديد لو سمحت.",
    too_often: "مهلًا! أجيبك مجددًا بعد",
    seconds: "ثانية",
    went_wrong: "حدث خطأ عندي ولم أستطع الإجابة. حاول بعد قليل لو سمحت.",
    no_message_text: "لا نص في هذه الرسالة لأبحث عنه.",
    how_many: "عدد النقاط",
    summary_short: "ملخّص",
    close: "إغلاق",
    already_shared: "سبقت مشاركة هذا الجواب.",
    admins_only: "هذا لمن يدير مساحة العمل أو من عُيّن لذلك.",
};

const ENGLISH: Phrases = Phrases {
    not_found: "I find no answer to that in the sources.",
    nothing_about: "There is nothing about that in the sources.",
    nearest_topics: "Nearest topics",
    not_sure: "This may not be quite what you asked.",
    no_such_passage: "That passage is no longer in the sources.",
    greeting: "Hello! I answer questions with verbatim quotes from the sources and say where each one stands. What is not in the sources, I say is not.",
    ask_about: "Ask, for example, about",
    key_points: "Key points",
    quotes: "In their own words",
    topics: "Topics",
    sources: "Sources",
    summary: "Summary in the source's words",
    context: "Context",
    translation: "Translation",
    said_again: "Said again in",
    author: "Author",
    publisher: "Publisher",
    date: "Date as the source has it",
    address: "Address",
    disclaimer: "Disclaimer",
    translator_note: "Translator's note",
    quoted_words: "Words in quotation marks by",
    by: "by",
    holds: "Holds",
    no_key_points: "The sources have no key points.",
    of: "of",
    results: "Results",
    source_language: "Original language",
    full_text: "Full text",
    more: "More passages",
    back: "Back",
    helpful: "Helpful",
    not_helpful: "Not helpful",
    thanks: "Thank you, noted.",
    choose_topic: "Choose a topic",
    choose_points: "Choose the points that go in",
    post: "Post",
    cancel: "Cancel",
    share: "Share in channel",
    preview: "Preview, only you can see it",
    posted: "Posted to the channel.",
    posted_by: "Posted by",
    shared_by: "Shared by",
    already_posted: "This summary has been posted already.",
    cancelled: "Cancelled, nothing was posted.",
    cannot_post: "I may not write in this channel. Let me send messages here and try again.",
    nothing_chosen: "No point is chosen.",
    moderators_only: "This is for those who may manage messages here.",
    sources_changed: "The sources have changed since this preview. Ask for the summary again.",
    old_button: "This button is from an earlier version. Please ask again.",
    too_often: "One moment! I can answer you again in",
    seconds: "s",
    went_wrong: "Something went wrong on my side and I could not answer. Please try again in a moment.",
    no_message_text: "There is no text in that message to search for.",
    how_many: "How many points",
    summary_short: "Summary",
    close: "Close",
    already_shared: "This answer has been shared already.",
    admins_only: "This is for those who run the workspace or were named for it.",
};

impl Phrases {
    /// The phrases for a language: English for any but those there are.
    pub fn of(language: Language) -> &'static Phrases {
        if language == Language::ARABIC { &ARABIC } else { &ENGLISH }
    }
}

/// A count of things, in the grammar of the language: Arabic has a singular, a
/// dual, a plural for 3 to 10 and a singular again from 11 on.
pub fn counted(language: Language, count: usize, thing: Thing) -> String {
    if language != Language::ARABIC {
        let (one, many) = match thing {
            Thing::Passage => ("passage", "passages"),
            Thing::KeyPoint => ("key point", "key points"),
            Thing::Quotation => ("quotation", "quotations"),
            Thing::Section => ("section", "sections"),
        };
        return format!("{count} {}", if count == 1 { one } else { many });
    }
    let (one, two, few, many) = match thing {
        Thing::Passage => ("فقرة واحدة", "فقرتان", "فقرات", "فقرة"),
        Thing::KeyPoint => ("نقطة رئيسية", "نقطتان رئيسيتان", "نقاط رئيسية", "نقطة رئيسية"),
        Thing::Quotation => ("قول مباشر", "قولان مباشران", "أقوال مباشرة", "قولًا مباشرًا"),
        Thing::Section => ("قسم واحد", "قسمان", "أقسام", "قسمًا"),
    };
    match count {
        1 => one.to_owned(),
        2 => two.to_owned(),
        // Counted by what the last two digits say.
        _ if (3..=10).contains(&(count % 100)) => format!("{count} {few}"),
        _ => format!("{count} {many}"),
    }
}

/// What can be counted.
#[derive(Debug, Clone, Copy)]
pub enum Thing {
    Passage,
    KeyPoint,
    Quotation,
    Section,
}

/// The name of a language in a language; its code where the bot has no name for it.
pub fn language_name(named: Language, language: Language) -> String {
    let names = match named.code() {
        "ar" => ("العربية", "Arabic"),
        "en" => ("الإنجليزية", "English"),
        "fr" => ("الفرنسية", "French"),
        "es" => ("الإسبانية", "Spanish"),
        "de" => ("الألمانية", "German"),
        "tr" => ("التركية", "Turkish"),
        "fa" => ("الفارسية", "Persian"),
        "ur" => ("الأردية", "Urdu"),
        "he" => ("العبرية", "Hebrew"),
        "zh" => ("الصينية", "Chinese"),
        "ru" => ("الروسية", "Russian"),
        code => return code.to_owned(),
    };
    if language == Language::ARABIC { names.0.to_owned() } else { names.1.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_the_grammar_of_the_language() {
        let arabic = |count| counted(Language::ARABIC, count, Thing::Passage);
        assert_eq!(arabic(1), "فقرة واحدة");
        assert_eq!(arabic(2), "فقرتان");
        assert_eq!(arabic(7), "7 فقرات");
        assert_eq!(arabic(31), "31 فقرة");
        assert_eq!(arabic(104), "104 فقرات");
        assert_eq!(counted(Language::ENGLISH, 1, Thing::KeyPoint), "1 key point");
    }

    #[test]
    fn a_language_the_bot_does_not_speak_gets_english() {
        let french = Language::parse("fr").expect("a code");
        assert_eq!(Phrases::of(french).topics, "Topics");
    }
}
