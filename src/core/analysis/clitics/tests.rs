use proptest::prelude::*;

use super::super::word_class::{asked, is_aside};
use super::super::{Token, WordClass, analyze};
use crate::core::Language;

/// What is left of a question without function words, frames and asides.
fn content(question: &str) -> Vec<String> {
    let tokens = analyze(question, Language::of_question(question));
    let asked = asked(&tokens);
    let is_content = |(at, token): (usize, &Token)| {
        let is_aside = !asked.contains(&at) && is_aside(token);
        let is_around = token.is(WordClass::Frame) || token.is(WordClass::Courtesy);
        (!token.is_stop() && !is_aside && !is_around)
            .then(|| question[token.range.clone()].to_owned())
    };
    tokens.iter().enumerate().filter_map(is_content).collect()
}

fn each_leaves(questions: &[(&str, &str)]) {
    let left: Vec<String> =
        questions.iter().map(|(question, _)| content(question).join(" ")).collect();
    let expected: Vec<&str> = questions.iter().map(|(_, expected)| *expected).collect();
    assert_eq!(left, expected);
}

#[test]
fn a_question_of_the_gulf_loses_its_function_words_and_nothing_else() {
    each_leaves(&[
        ("وش السالفة مع أسعار النفط هالسنة", "أسعار النفط هالسنة"),
        ("شلون بيأثر هالشي على سوق العقار", "بيأثر سوق العقار"),
        ("ليش ما يبون يبيعون أسهمهم", "يبيعون أسهمهم"),
        ("منهو اللي ماسك المشروع ومتى بيخلصونه", "ماسك المشروع بيخلصونه"),
        ("ابغى اعرف عن المدارس اللي عندهم", "المدارس"),
        ("شقالوا عن الميزانية", "الميزانية"),
        ("بغيت أسألك وش رايهم بالضريبة", "أسألك بالضريبة"),
        ("عندي سؤال، كم تكلفة القطار", "تكلفة القطار"),
    ]);
}

#[test]
fn a_question_of_the_levant_loses_its_function_words_and_nothing_else() {
    each_leaves(&[
        ("شو رأيو بهاد الموضوع تبع الزراعة", "الزراعة"),
        ("ليش بدهن يسكروا المصنع", "يسكروا المصنع"),
        ("قديش رح يكلف هيدا الجسر", "يكلف الجسر"),
        ("طيب كنت بسأل يعني مين اللي عم يدير المستشفى", "يدير المستشفى"),
        ("لو سمحت فيك تقوللي وين صار المؤتمر", "المؤتمر"),
        ("شو بيقولوا عن المطر", "المطر"),
        ("ما عندهن مي بالقرية؟", "مي بالقرية"),
        ("منشان هيك تركوا البلد", "تركوا البلد"),
    ]);
}

#[test]
fn an_iraqi_question_loses_its_function_words_and_nothing_else() {
    each_leaves(&[
        ("شنو هاي المبادرة", "المبادرة"),
        ("شكو ماكو بالسوق", "بالسوق"),
        ("شلون راح يصير الامتحان", "الامتحان"),
        ("شوكت يفتحون الجامعة", "يفتحون الجامعة"),
        ("اكو علاج للسكري هسه", "علاج للسكري"),
        ("منو وياه بالفريق", "بالفريق"),
    ]);
}

#[test]
fn an_egyptian_question_loses_its_function_words_and_nothing_else() {
    each_leaves(&[
        ("ايه اللي هيحصل للجنيه", "للجنيه"),
        ("هو ليه مفيش قطارات هنا", "قطارات"),
        ("عايز اعرف ازاي بيعملوا الخشب ده", "الخشب"),
        ("معندهمش مستشفيات في الصعيد؟", "مستشفيات الصعيد"),
        ("قالوا ايه عن الكتاب بتاعه", "الكتاب"),
        ("من فضلك اشرحلي يعني ايه تضخم", "تضخم"),
        ("ممكن تقولي الفيلم ده بيتكلم عن ايه", "الفيلم"),
    ]);
}

#[test]
fn a_maghrebi_question_loses_its_function_words_and_nothing_else() {
    each_leaves(&[
        ("علاش كيقولو بلي المطر غادي يسالي", "المطر يسالي"),
        ("شنو هو المشكل ديال الفلاحة", "المشكل الفلاحة"),
        ("واش كاين شي حل للجفاف دابا", "حل للجفاف"),
        ("بغيت نعرف شكون دار الطريق", "دار الطريق"),
        ("كنحب نعرف كيفاش كتخدم المحطة، عفاك", "كتخدم المحطة"),
        ("معندناش فلوس بزاف", "فلوس"),
        ("علاش ماكاينش الضو فالدوار", "الضو فالدوار"),
        ("شنوة الحكاية متاع القمح توا", "متاع القمح"),
    ]);
}

#[test]
fn a_question_is_asked_after_what_leads_up_to_it_and_before_the_courtesies() {
    each_leaves(&[
        ("hey so um I was wondering what causes inflation", "causes inflation"),
        ("quick question: who built the bridge?", "built bridge"),
        ("just curious, can you explain the tax reform please", "tax reform"),
        ("Could you please tell me about coral reefs? Thanks!", "coral reefs"),
        ("ok basically I want to understand why bees die", "bees die"),
        (
            "sorry to bother you but do you know where the festival was held, thanks",
            "festival held",
        ),
        ("Is a cat curious or afraid of quick dogs?", "cat curious afraid quick dogs"),
        ("Did the minister provide a summary of the tax?", "minister provide summary tax"),
        ("ممكن تفهمني ايش سبب التضخم لو سمحت", "التضخم"),
        ("هل العرض أسرع من الطلب السريع", "العرض أسرع الطلب السريع"),
        ("عطني نبذة عن تاريخ القهوة الله يخليك", "تاريخ القهوة"),
    ]);
}

#[test]
fn words_of_content_that_look_like_combined_function_words_are_kept() {
    for word in "كلية عدة مادة مدة عالية براون وادي مالية مكانة ملك مالك شمالي لعنة بدلة إضافة وكالة
        إشارة شكل شرح شهادة دول بناء بيان بيئة كتلة كتاب هيئة حيوان حياة تيار تنمية نهر لغة بلدية
        عمالة مأمن ممثلة قاعدة صفة بلد لون عين فكرة ذكرى شعر معنوي مفتاح مكتب عملة عمال غيوم بعثة
        عندليب كلب كلام منح منبر عنب فيل فيلم معدن معهد مثلث نفسية لبنان ليبيا هاتف هذيان
        شركة شريك شوكة فارس فيزياء ماعز مطعم ملعب موسم بنك"
        .split_whitespace()
    {
        let token = &analyze(word, Language::ARABIC)[0];
        assert!(!token.is_stop(), "{word}");
    }
}

proptest! {
    #[test]
    fn any_word_keeps_its_class_behind_a_conjunction(word in "[\u{0621}-\u{064A}]{1,16}") {
        for token in analyze(&word, Language::ARABIC) {
            for class in [WordClass::Stop, WordClass::Frame, WordClass::Address] {
                let alone = &token.forms.word;
                let joined = format!("و{alone}");
                // One conjunction is looked past, not two.
                let is_bare = alone.chars().count() >= 2 && !alone.starts_with(['و', 'ف']);
                let has = |word: &str| class.has(word, Language::ARABIC);
                prop_assert!(!is_bare || !has(alone) || has(&joined));
            }
        }
    }
}
