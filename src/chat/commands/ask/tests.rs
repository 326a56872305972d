use super::*;
use crate::chat::samples::{engine, engine_of, reply, texts};
use crate::core::answer::ask::AskOptions;
use crate::core::search::Engine;

const ZEBRAS: &str = "Zebras are striped. They sleep standing.\n\nLions roar at night. Zebras fear them.\n\nOwls hunt at night. They sleep by day.";

/// What the core says of a question, for a test to change.
fn answer(engine: &Engine, question: &str) -> Answer {
    crate::core::answer::ask(engine, question, None, &AskOptions::default()).expect("an answer")
}

fn asked(question: &str, skip: usize) -> Ask {
    Ask { question: question.to_owned(), previous: None, document: None, skip }
}

fn zebras() -> Engine {
    engine_of(&[("a.md", ZEBRAS)])
}

/// The three passages as one answer, all of them close.
fn three(engine: &Engine, outcome: Outcome, confidence: f32) -> Answer {
    let mut answer = answer(engine, "zebras, lions and owls at night");
    assert_eq!(answer.quotes.len(), 3);
    answer.quotes.iter_mut().for_each(|found| found.is_close = true);
    answer.outcome = outcome;
    answer.confidence.value = confidence;
    answer
}

#[test]
fn a_page_that_is_no_longer_there_is_told_instead_of_counted() {
    let gone = reply(&engine(), asked("How large is the bet?", 40));
    assert_eq!(gone.lead, [Words::of(gone.language).no_more]);
    assert!(gone.notes.is_empty() && gone.quotes.is_empty() && gone.is_private);
}

#[test]
fn a_greeting_and_thanks_get_one_line_each() {
    let calm = Words::of(Language::ENGLISH).calm;
    for (said, line) in [
        ("thanks!", "You are welcome."),
        ("شكرا", "على الرحب والسعة."),
        ("you are stupid", calm),
        ("انت غبي", Words::of(Language::ARABIC).calm),
    ] {
        let reply = reply(&engine(), Command::ask(said));
        assert_eq!((reply.lead.as_slice(), reply.entries.len()), (&[line.to_owned()][..], 0));
    }
}

#[test]
fn a_question_in_a_language_that_is_not_read_is_told_which_ones_are() {
    let line = "I read questions in Arabic and English. Please ask me in one of these.";
    for question in [
        "Que pense-t-il de la météo à Paris ?",
        "Yarın hava nasıl olacak ve neden?",
        "آیا فردا باران می‌بارد یا نه؟",
        "明天的天气怎么样？",
        "Какая погода будет завтра в Москве?",
        "¿Qué tiempo hará mañana en Madrid?",
        "Wie wird das Wetter morgen in Berlin?",
    ] {
        let reply = reply(&engine(), Command::ask(question));
        assert_eq!(reply.lead, [line], "{question}");
        assert!(reply.quotes.is_empty() && reply.offered_topics.is_empty(), "{question}");
    }
    let by_name = reply(&engine(), Command::ask("Qu'est-ce que GPT-5 ?"));
    assert_eq!(by_name.lead, [line], "found by a name or not");
}

#[test]
fn a_library_with_texts_in_a_language_reads_it() {
    let spanish = engine_of(&[("a.es.md", "Las cebras duermen de pie en la sabana.")]);
    let told = |question: &str| reply(&spanish, Command::ask(question)).lead;
    let line = told("Wie wird das Wetter morgen in Berlin?").join(" ");
    assert!(line.contains("Arabic, English and Spanish"), "{line}");
    let line = told("¿Qué tiempo hará mañana en Madrid?").join(" ");
    assert!(!line.contains("Arabic"), "{line}");
}

#[test]
fn an_answer_shows_the_sentence_that_answers_and_not_all_around_it() {
    let answering = "Lions roar at night to keep rival prides away.";
    let engine = engine_of(&[("a.md", &format!("{answering} Zebras fear them."))]);
    let reply = reply(&engine, asked("Do lions roar at night?", 0));
    assert_eq!(reply.quotes[0].text(), answering);
    assert!(reply.offers.contains(&Offer::Passages) && reply.offers.contains(&Offer::Context));
}

#[test]
fn a_sure_answer_is_one_quote_and_an_unsure_one_up_to_three() {
    let engine = zebras();
    let shown = |answer| found(answer, asked("?", 0), &engine).quotes.len();
    assert_eq!(shown(three(&engine, Outcome::Answered, 0.95)), 1);
    assert_eq!(shown(three(&engine, Outcome::Answered, 0.6)), 3);
    let mut second_is_far = three(&engine, Outcome::Answered, 0.6);
    second_is_far.quotes[1].is_close = false;
    assert_eq!(shown(second_is_far), 1, "more goes on with the second");
}

#[test]
fn what_repeats_the_first_quote_is_not_shown_beside_it() {
    let engine = zebras();
    let mut answer = three(&engine, Outcome::Answered, 0.6);
    answer.quotes[1].quote = answer.quotes[0].quote.clone();
    let reply = found(answer, asked("?", 0), &engine);
    assert_eq!(reply.quotes.len(), 1);
    assert_eq!(reply.next(1).map(|action| action.name()), Some("ask"));
}

#[test]
fn further_quotes_come_only_while_a_reply_is_short() {
    let sentence = |animal: &str| {
        let rest: String = (0..60).map(|n| format!(" {animal}{n}")).collect();
        format!("{animal} sleep at night and{rest}.")
    };
    let text = ["Zebras", "Lions", "Owls"].map(sentence).join("\n\n");
    let engine = engine_of(&[("a.md", &text)]);
    for (skip, least) in [(0, 1), (1, 1)] {
        let mut answer = answer(&engine, "Who sleep at night?");
        answer.confidence.value = 0.6;
        answer.outcome = Outcome::Answered;
        let shown = match skip {
            0 => found(answer, asked("?", 0), &engine),
            _ => page(answer, asked("?", 1)),
        };
        let lengths: Vec<usize> = shown.quotes.iter().map(ShownQuote::length).collect();
        assert!(lengths.len() >= least && lengths.len() < 3, "{lengths:?}");
        assert!(lengths.iter().sum::<usize>() <= LONGEST_REPLY, "{lengths:?}");
    }
}

#[test]
fn what_only_comes_close_is_called_so_and_is_for_the_asker() {
    let engine = zebras();
    let reply = found(three(&engine, Outcome::Closest, 0.3), asked("?", 0), &engine);
    assert_eq!(reply.lead, ["I’m not sure that this is stated. Closest in meaning:"]);
    assert_eq!((reply.outcome, reply.quotes.len()), (Outcome::Closest, 3));
    assert!(reply.is_discreet() && !reply.is_private);
    for offer in [Offer::Passages, Offer::Context, Offer::Source, Offer::Feedback, Offer::Share] {
        assert!(reply.offers.contains(&offer), "{offer:?}");
    }
    assert_eq!(Words::of(Language::ARABIC).closest, "لست متأكدًا من وروده صراحةً. الأقرب معنًى:");
}

#[test]
fn further_pages_are_counted_and_are_never_called_an_answer_that_there_is_not() {
    let mut answer = three(&zebras(), Outcome::NotFound, 0.1);
    answer.quotes.remove(0);
    let reply = page(answer, asked("?", 1));
    assert_eq!(reply.notes, ["Results 2–3 of 3"]);
    assert_eq!(reply.outcome, Outcome::Closest);
    assert_eq!(texts(&reply).len(), 2);
}

#[test]
fn what_is_not_found_is_told_as_not_found_with_topics() {
    let reply = reply(&engine(), Command::ask("Who won the football match yesterday?"));
    assert_eq!(reply.outcome, Outcome::NotFound);
    assert_eq!(reply.lead, ["I find no answer to that in the sources."]);
    assert!(reply.quotes.is_empty() && !reply.offered_topics.is_empty());
}

#[test]
fn what_asks_for_nothing_beside_a_question_is_no_question() {
    let engine = engine_of(&[("a.en.md", "Zebras are striped. They think lions stupid.\n")]);
    let reply = reply(&engine, Command::ask("you are stupid! are zebras striped?"));
    assert_eq!(reply.quotes.len(), 1);
    assert!(reply.quotes[0].lead.iter().all(|line| !line.contains("stupid")));
}

fn part(question: &str, outcome: Outcome, best: Option<&RankedQuote>) -> Part {
    let confidence = three(&zebras(), outcome, 0.9).confidence;
    Part { question: question.to_owned(), outcome, confidence, best: best.cloned() }
}

#[test]
fn several_questions_are_answered_one_by_one_each_under_its_own_words() {
    let mut answer = three(&zebras(), Outcome::Answered, 0.9);
    let quotes = answer.quotes.clone();
    answer.parts = vec![
        part("what do *lions* do?", Outcome::Answered, Some(&quotes[1])),
        part("who was Hamlet?", Outcome::NotFound, Some(&quotes[2])),
        part("and owls?", Outcome::Closest, Some(&quotes[0])),
        part("and Yorick?", Outcome::NotFound, None),
    ];
    let (closest, not_found) =
        (Words::of(Language::ENGLISH).closest, "I find no answer to that in the sources.");
    let reply = by_parts(answer, asked("?", 0));
    assert_eq!(reply.quotes[0].lead, ["“what do *lions* do?”"]);
    assert_eq!(reply.quotes[1].lead, ["“who was Hamlet?”", not_found, "“and owls?”", closest]);
    assert_eq!(reply.closing, ["“and Yorick?”", not_found]);
    let numbers: Vec<usize> = reply.quotes.iter().map(|quote| quote.number).collect();
    assert_eq!(numbers, [1, 2], "they go on over the parts");
}
