use std::fs;
use std::path::Path;

use super::*;

/// Tells which texts are not called by the code they stand under.
fn wrong(detect: fn(&str) -> Language, texts: &[(&str, &str)]) -> Vec<String> {
    let called = texts.iter().map(|(code, text)| (code, text, detect(text)));
    called
        .filter(|(code, _, language)| language.code() != **code)
        .map(|(code, text, language)| format!("{text}: {language}, not {code}"))
        .collect()
}

fn under<'t>(code: &'t str, texts: &[&'t str]) -> Vec<(&'t str, &'t str)> {
    texts.iter().map(|text| (code, *text)).collect()
}

#[test]
fn short_english_questions_are_english() {
    let texts = [
        "Sora",
        "Sora?",
        "What is Sora?",
        "waht is sora",
        "wht did he say abt nvidia",
        "whats sora",
        "Altman's view",
        "Ben Horowitz",
        "Sam Altman net worth",
        "AI war",
        "MIT study",
        "Los Angeles",
        "San Francisco de Sora",
        "Van Gogh",
        "Ursula von der Leyen",
        "What did Ursula von der Leyen say?",
        "Charles de Gaulle",
        "El Niño",
        "Beyoncé",
        "café",
        "Schrödinger equation",
        "Müller on AMD",
        "nuclear energy",
        "vertical integration",
        "energy infrastructure",
        "and Sora?",
        "why?",
        "GPT-5",
        "gpt4 vs gpt5",
        "OpenAI Oracle NVIDIA AMD partnership",
        "compute capacity plan",
        "hello",
        "thanks!",
        "no",
        "is it in there",
        "so what",
        "me on AI",
        "do or die",
        "will he bet on video",
        "ten years",
        "men in tech",
        "open source model per country",
        "non profit status",
        "son of Altman",
        "come again",
        "pls explain sora thx",
        "12 + 5",
        "",
        "what about la la land",
    ];
    assert_eq!(wrong(Language::of_question, &under("en", &texts)), [""; 0]);
}

#[test]
fn short_questions_in_other_languages_are_told() {
    let texts = [
        ("de", "Was ist Sora?"),
        ("de", "Wer ist Sam Altman?"),
        ("de", "Was sagt Altman über die Kernenergie?"),
        ("de", "Warum setzt OpenAI auf Infrastruktur?"),
        ("de", "Wie viel Strom braucht die KI"),
        ("de", "und was meint er mit vertikaler Integration?"),
        ("de", "Die Zukunft der Energie ist nuklear"),
        ("fr", "Qu'est-ce que Sora ?"),
        ("fr", "Que pense Altman de l'énergie nucléaire ?"),
        ("fr", "Pourquoi OpenAI mise sur les infrastructures"),
        ("fr", "Qui est Sam Altman ?"),
        ("fr", "Où est le problème avec Sora ?"),
        ("es", "¿Qué es Sora?"),
        ("es", "Qué dice Altman sobre la energía nuclear"),
        ("es", "¿Por qué apuesta OpenAI por la infraestructura?"),
        ("es", "quien es Sam Altman y que piensa"),
        ("es", "¿Cuánto cuesta la electricidad?"),
        ("it", "Cos'è Sora?"),
        ("it", "Che cosa dice Altman sull'energia nucleare?"),
        ("it", "Perché OpenAI scommette sulle infrastrutture?"),
        ("it", "Chi è Sam Altman?"),
        ("pt", "O que é o Sora?"),
        ("pt", "Quem é Sam Altman?"),
        ("pt", "O que Altman diz sobre a energia nuclear?"),
        ("pt", "Por que a OpenAI não aposta em vídeo?"),
        ("nl", "Wat is Sora?"),
        ("nl", "Wie is Sam Altman?"),
        ("nl", "Wat zegt Altman over kernenergie?"),
        ("nl", "Waarom gokt OpenAI op infrastructuur?"),
        ("sv", "Vad är Sora?"),
        ("sv", "Vem är Sam Altman?"),
        ("sv", "Vad säger Altman om kärnkraft?"),
        ("sv", "Varför satsar OpenAI på infrastruktur?"),
        ("da", "Hvad er Sora?"),
        ("da", "Hvad siger Altman om atomkraft?"),
        ("no", "Hva er Sora?"),
        ("no", "Hva sier Altman om kjernekraft?"),
        ("tr", "Sora nedir?"),
        ("tr", "Sam Altman kimdir?"),
        ("tr", "Altman nükleer enerji hakkında ne diyor?"),
        ("tr", "OpenAI neden altyapıya yatırım yapıyor?"),
        ("pl", "Co to jest Sora?"),
        ("pl", "Kto to jest Sam Altman i co mówi?"),
        ("cs", "Co je Sora a proč je to důležité?"),
        ("fi", "Mikä on Sora?"),
        ("ro", "Ce este Sora?"),
        ("id", "Apa itu Sora?"),
        ("id", "Mengapa OpenAI berinvestasi untuk infrastruktur?"),
        ("vi", "Sam Altman nói gì về năng lượng hạt nhân và tương lai?"),
    ];
    assert_eq!(wrong(Language::of_question, &texts), [""; 0]);
}

#[test]
fn questions_in_other_scripts_are_told() {
    let texts = [
        ("fa", "سورا چیست؟"),
        ("fa", "نظر آلتمن درباره انرژی هسته‌ای چیست؟"),
        ("fa", "چرا OpenAI روی زیرساخت سرمایه‌گذاری می‌کند؟"),
        ("fa", "آیا هوش مصنوعی خطرناک است"),
        ("fa", "این مصاحبه را چه کسی انجام داد"),
        ("ur", "سورا کیا ہے؟"),
        ("ur", "آلٹمین جوہری توانائی کے بارے میں کیا کہتے ہیں؟"),
        ("ur", "اوپن اے آئی نے یہ شرط کیوں لگائی"),
        ("ckb", "سۆرا چی یە و بۆ چی بەکاردێت؟"),
        ("he", "מה זה סורה?"),
        ("he", "מה אלטמן אומר על אנרגיה גרעינית?"),
        ("he", "מה זה Sora?"),
        ("ru", "Что такое Sora и зачем она нужна?"),
        ("ru", "Что говорит Альтман об атомной энергии?"),
        ("zh", "Sora 是什么?"),
        ("ja", "アルトマンは原子力について何と言っていますか"),
        ("ko", "소라는 무엇입니까?"),
        ("el", "Τι είναι το Sora;"),
        ("en", "What does 人工智能 mean?"),
        ("en", "What is Альтман saying"),
    ];
    assert_eq!(wrong(Language::of_question, &texts), [""; 0]);
}

#[test]
fn arabic_in_every_dialect_and_spelling_is_arabic() {
    let texts = [
        "سورا",
        "الطاقة النووية",
        "والنووية؟",
        "ما هي سورا؟",
        "شنو رأي ألتمان",
        "شگد راح يصرفون على الكهرباء", // Iraqi, with the Persian letter
        "چان يحچي عن الطاقة",
        "ليش راهنت على البنية التحتية",
        "كيف حالك",
        "ايه هو سورا",
        "وش يقول عن الفيديو",
        "علاش دارو هاد الشي",
        "ما رأی ألتمان فی الطاقة", // typed on a Persian keyboard
        "د. سام ألتمان",
        "أعراض نقص فيتامين د",
        "باكستان وايران",
        "هم شركاء به",
        "من هو سام ألتمان و ما دوره",
        "كم كلفة مراكز البيانات",
        "شكرا",
        "سلام",
        "مرحبا",
        "ذكاء اصطناعي",
        "فيديوهات الذكاء",
        "المقابلة كاملة",
    ];
    assert_eq!(wrong(Language::of_question, &under("ar", &texts)), [""; 0]);
}

#[test]
fn a_mixed_question_gets_the_language_of_the_words_that_hold_it_together() {
    let texts = [
        ("ar", "لماذا قررت OpenAI المراهنة؟"),
        ("ar", "شنو رأي Altman في vertical integration"),
        ("en", "What does الطاقة النووية mean here?"),
        ("de", "Was heißt الطاقة النووية und warum ist das wichtig?"),
        ("fa", "نظر Altman درباره vertical integration چیست"),
        ("ar", "سورا :smiling_face_with_open_hands: <@U024BE7LH>"),
        ("en", "Sora 🇮🇶 <https://example.com/ما-هي-سورا>"),
        ("ar", "ما هي https://www.example.com/what-is-this-and-that سورا"),
    ];
    assert_eq!(wrong(Language::of_question, &texts), [""; 0]);
}

#[test]
fn short_documents_are_told() {
    let texts = [
        ("en", "Sora makes videos.\nAltman runs OpenAI."),
        ("en", "Zebras are striped animals.\nLions roar at night."),
        ("en", "Text number one. Text number two."),
        ("en", "Some words to find."),
        ("en", "Energy demand grew.\nSolar panels got cheaper, and batteries followed."),
        ("en", "Notes from Oslo, Malmö and Århus:\nmarkets were calm."),
        ("de", "Sora erzeugt Videos.\nAltman leitet das Unternehmen und die Forschung."),
        ("de", "Die Zebras schlafen im Stehen. Der Löwe brüllt in der Nacht."),
        (
            "fr",
            "Le bonheur des uns fait le malheur des autres, disait la vieille dame du quartier.",
        ),
        ("es", "El sol sale por el este.\nLa luna no tiene luz propia."),
        ("it", "Il sole sorge a est. La luna non ha luce propria."),
        ("pt", "O sol nasce a leste. A lua não tem luz própria, mas reflete a do sol."),
        ("nl", "De zon komt op in het oosten. De maan heeft geen eigen licht."),
        ("sv", "Solen går upp i öster och månen har inte något eget ljus."),
        ("tr", "Güneş doğudan doğar. Ayın kendi ışığı yok ve bu çok eski bir bilgi."),
        ("vi", "Mặt trời mọc ở phía đông. Mặt trăng không có ánh sáng riêng của nó."),
        ("hu", "A nap keleten kel fel, és a holdnak nincsen saját fénye, ezt mindenki tudja."),
        ("ar", "الرهان على البنية التحتية كبير جدا.\nتشمل النووية المتقدمة مفاعلات كثيرة."),
        ("ar", "كلام طيب."),
        ("fa", "خورشید از شرق طلوع می‌کند. ماه از خود نوری ندارد."),
        ("ur", "سورج مشرق سے نکلتا ہے۔ چاند کی اپنی روشنی نہیں ہے۔"),
        ("he", "השמש זורחת במזרח. לירח אין אור משלו."),
        ("ru", "Солнце встаёт на востоке. У луны нет своего света."),
        ("en", ""),
        ("en", "12 345"),
    ];
    assert_eq!(wrong(Language::of_document, &texts), [""; 0]);
}

#[test]
fn the_committed_questions_have_the_language_of_their_letters() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let mut counted = [0, 0];
    for file in ["altman.jsonl", "altman-held-out.jsonl"] {
        let lines = fs::read_to_string(folder.join(file)).expect("the questions");
        for line in lines.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            let question = line["question"].as_str().expect("a question");
            let letters = ScriptCounts::of(question);
            let is_arabic = letters.arabic > 0;
            let language = Language::of_question(question);
            if is_arabic && letters.latin > 0 {
                let either = [Language::ARABIC, Language::ENGLISH].contains(&language);
                assert!(either, "{question}: {language}");
                continue;
            }
            let expected = if is_arabic { Language::ARABIC } else { Language::ENGLISH };
            assert_eq!(language, expected, "{question}");
            counted[usize::from(is_arabic)] += 1;
        }
    }
    assert!(counted.iter().all(|&count| count > 50), "{counted:?}");
}

/// XQuAD's questions and paragraphs, where it is at hand.
#[test]
fn questions_and_paragraphs_of_xquad_are_in_their_language() {
    let shared = std::env::var_os("IQTIBAS_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        |folder| folder.into(),
    );
    for code in ["ar", "en"] {
        let Ok(text) = fs::read_to_string(shared.join(format!("data/xquad.{code}.json"))) else {
            eprintln!("skipped: no XQuAD in {}", shared.display());
            return;
        };
        let squad: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let list = |value: &serde_json::Value| value.as_array().cloned().expect("a list");
        let mut texts = Vec::new();
        for paragraph in list(&squad["data"]).iter().flat_map(|part| list(&part["paragraphs"])) {
            texts.push((true, paragraph["context"].clone()));
            texts.extend(list(&paragraph["qas"]).iter().map(|qa| (false, qa["question"].clone())));
        }
        assert!(texts.len() > 1000, "{} texts", texts.len());
        for (is_document, text) in texts {
            let text = text.as_str().expect("a text");
            let detect = if is_document { Language::of_document } else { Language::of_question };
            assert_eq!(detect(text).code(), code, "{text}");
        }
    }
}

#[test]
fn arabic_in_latin_letters_is_arabic() {
    let texts = [
        "shu ra2yo bil taqa",
        "el ra2is 3am ye7ki 3an el taqa",
        "lesh OpenAI 3am tesrof ktir",
        "shou ra2y Altman",
        "leh openai bte7ki 3an el infrastructure",
        "eh ra2y sam altman fel ta2a",
        "wesh rayak fel mashrou3",
        "ezay Nvidia bte3mel keda",
        "chno houwa lmochkil dyal lma",
        "kifash nqder n7ell hadchi",
        "shlon el jaw",
        "ya3ni eh ta2a",
        "3ayez a3raf meen el modir",
    ];
    assert_eq!(wrong(Language::of_question, &under("ar", &texts)), [""; 0]);
}

#[test]
fn english_with_digits_and_names_is_not_arabic() {
    let texts = [
        "what is h2o",
        "is gpt5 better than llama3",
        "5th of may",
        "b2b sales",
        "k8s e2e tests",
        "who is Heidi",
        "did El Nino hit Fil",
        "2nd quarter 3am call with a16z",
        "9gag",
        "mp3 player",
        "7up or pepsi",
        "web3 and ps5",
    ];
    assert_eq!(wrong(Language::of_question, &under("en", &texts)), [""; 0]);
}
