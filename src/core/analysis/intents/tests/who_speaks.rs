//! Who takes part in the conversation, asked of the bot, and what only sounds like it.

use super::super::{Intent, Purpose};

const ASKED: &[&str] = &[
    "who interviewed him?",
    "Who is the host?",
    "who's the guest",
    "who are the speakers in this interview?",
    "who is speaking here?",
    "who is talking?",
    "who was interviewed?",
    "who did the interview?",
    "what are the names of the guests",
    "who is he talking to?",
    "who did she speak with?",
    "who took part in the interview?",
    "can you tell me who the interviewer is",
    "من أجرى المقابلة؟",
    "مين حاوره؟",
    "من هو الضيف؟",
    "مين ضيف الحلقة؟",
    "من هم المتحدثون؟",
    "مين المتحدثين في المقابلة",
    "منو المضيف",
    "شكون كيهدر فالمقابلة",
    "أسماء المتحدثين",
    "الضيف مين؟",
];

const NOT_ASKED: &[&str] = &[
    "who interviewed Obama in 2009?",
    "who is talking about energy?",
    "who hosts the servers?",
    "who was the guest of honour at the dinner?",
    "what does the host think of nuclear power?",
    "who is he talking about?",
    "who did they talk to about the merger?",
    "من استضاف كأس العالم؟",
    "مين ضيوف العرس؟",
    "من يتحدث عن الطاقة؟",
    "ماذا قال الضيف عن الطاقة؟",
    "من شارك في تمويل الشركة؟",
];

#[test]
fn who_takes_part_is_asked_of_the_bot() {
    let asks =
        |text: &&&str| Intent::of(text).is_some_and(|intent| intent.purpose == Purpose::Speakers);
    let missed: Vec<_> = ASKED.iter().filter(|text| !asks(text)).collect();
    assert!(missed.is_empty(), "{missed:?}");
    let taken: Vec<_> = NOT_ASKED.iter().filter(asks).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn what_is_asked_of_the_bot_and_the_source_themselves_is_told_from_what_sounds_like_it() {
    let purpose = |text: &str| Intent::of(text).map(|intent| intent.purpose);
    for text in ["are you ChatGPT?", "Are you a human?", "انت روبوت؟", "هل أنت إنسان؟"]
    {
        assert_eq!(purpose(text), Some(Purpose::Help), "{text}");
    }
    for text in ["is this article reliable?", "can I trust the source?", "هل المقال موثوق؟"]
    {
        assert_eq!(purpose(text), Some(Purpose::Source), "{text}");
    }
    for text in [
        "is nuclear energy reliable?",
        "can we trust ChatGPT?",
        "are you sure that humans are needed?",
        "هل النموذج دقيق؟",
        "هل يثق المستخدمون في ChatGPT؟",
    ] {
        assert_eq!(purpose(text), None, "{text}");
    }
}
