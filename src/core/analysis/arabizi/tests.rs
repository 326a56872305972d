use proptest::prelude::*;

use super::super::rules::forms;
use super::compare::{LONGEST_CHARS, most_forms};
use super::letters::{key, without_article};
use super::*;

/// An Arabic word as it is compared: folded, without its article.
fn compared(word: &str) -> String {
    without_article(&forms(word, Script::Arabic, Language::ARABIC).word)
}

fn distance(typed: &str, arabic: &str) -> Option<f32> {
    let arabic = compared(arabic);
    let key = key(&arabic);
    Typed::of(typed)
        .iter()
        .filter(|typed| typed.keys().contains(&key))
        .filter_map(|typed| typed.distance(&arabic))
        .min_by(f32::total_cmp)
}

#[test]
fn a_typed_word_is_near_the_word_that_it_is() {
    for (typed, arabic) in [
        ("taqa", "طاقة"),
        ("ta2a", "طاقة"),
        ("elta2a", "الطاقة"),
        ("ettaqa", "الطاقة"),
        ("bilta2a", "بالطاقة"),
        ("taqah", "طاقة"),
        ("nawawiya", "النووية"),
        ("nawawiyye", "نووية"),
        ("ra2yo", "رأيه"),
        ("ra2y", "رأي"),
        ("ra2is", "رئيس"),
        ("mas2ul", "مسؤول"),
        ("mustaqbal", "المستقبل"),
        ("mosta2bal", "المستقبل"),
        ("sherka", "شركة"),
        ("sharika", "شركة"),
        ("sharikat", "شركات"),
        ("iqtisad", "اقتصاد"),
        ("e2tesad", "الاقتصاد"),
        ("7ukuma", "حكومة"),
        ("hokoma", "حكومة"),
        ("5abar", "خبر"),
        ("khabar", "خبر"),
        ("a7'bar", "أخبار"),
        ("3alam", "عالم"),
        ("3arabi", "عربي"),
        ("arabi", "عربي"),
        ("jame3a", "جامعة"),
        ("gam3a", "جامعة"),
        ("thaqafa", "ثقافة"),
        ("saqafa", "ثقافة"),
        ("zaka2", "ذكاء"),
        ("estina3i", "اصطناعي"),
        ("istithmar", "استثمار"),
        ("estesmar", "استثمار"),
        ("mashrou3", "مشروع"),
        ("mashari3", "مشاريع"),
        ("ghaz", "غاز"),
        ("3'az", "غاز"),
        ("shams", "الشمس"),
        ("eshshams", "الشمس"),
        ("byetwaqa3", "يتوقع"),
        ("bte7ki", "تحكي"),
        ("6a8a", "طاقة"),
        ("9a7ra", "صحراء"),
        ("madrase", "مدرسة"),
        ("dawle", "دولة"),
        ("beit", "بيت"),
        ("youm", "يوم"),
    ] {
        let distance = distance(typed, arabic);
        assert!(distance.is_some_and(|d| d <= FARTHEST), "{typed} {arabic} {distance:?}");
    }
}

#[test]
fn a_typed_word_is_far_from_words_that_it_is_not() {
    for (typed, arabic) in [
        ("taqa", "تقوى"),
        ("taqa", "طريق"),
        ("khabar", "حبر"),
        ("sharika", "شراع"),
        ("infrastructure", "استراتيجية"),
        ("openai", "بنيان"),
        ("ghaz", "غزوات"),
        ("nawawiya", "نية"),
        ("beit", "بوتين"),
        ("mashari3", "مشورة"),
        ("7ukuma", "محكمة"),
        ("3alam", "علوم"),
    ] {
        let distance = distance(typed, arabic);
        assert!(distance.is_none_or(|d| d > FARTHEST), "{typed} {arabic} {distance:?}");
    }
}

#[test]
fn a_word_with_a_sign_that_stands_for_no_letter_is_not_read() {
    for word in ["", "gpt4", "a1", "ü", "über", &"a".repeat(LONGEST_CHARS + 1)] {
        assert!(Typed::of(word).is_empty(), "{word}");
    }
}

proptest! {
    #[test]
    fn the_work_for_any_word_is_bounded(
        word in "[a-z2-9']{0,40}|\\PC{0,20}",
        arabic in "[\u{0621}-\u{064A}]{0,40}"
    ) {
        let typed = Typed::of(&word);
        prop_assert!(typed.len() <= most_forms());
        for typed in typed {
            prop_assert!((1..=8).contains(&typed.keys().len()));
            if let Some(distance) = typed.distance(&arabic) {
                prop_assert!(distance >= 0.0 && distance.is_finite());
            }
        }
        is_arabizi(&word);
    }

    #[test]
    fn words_that_can_be_read_as_one_another_share_a_key(
        letters in proptest::collection::vec(0_usize..14, 1..7)
    ) {
        const PAIRS: [(&str, char); 14] = [
            ("b", 'ب'), ("t", 'ت'), ("6", 'ط'), ("s", 'س'), ("sh", 'ش'), ("kh", 'خ'), ("7", 'ح'),
            ("3", 'ع'), ("q", 'ق'), ("j", 'ج'), ("aa", 'ا'), ("ee", 'ي'), ("n", 'ن'), ("th", 'ث'),
        ];
        let typed: String = letters.iter().map(|&l| PAIRS[l].0).collect();
        let arabic: String = letters.iter().map(|&l| PAIRS[l].1).collect();
        for typed in Typed::of(&typed) {
            if typed.distance(&arabic).is_some() {
                prop_assert!(typed.keys().contains(&key(&arabic)), "{:?} {}", typed, arabic);
            }
        }
    }
}
