//! In whose language, in which thread, to whom alone: manners that a person sees.

use serde_json::json;

use crate::commands::{command, shown, value_of};
use crate::join::{join, posted, settled};
use crate::loopback::deliveries::{ADMIN, CHANNEL, Element, MEMBER};
use crate::loopback::{Fault, Loopback};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_not_asked_yet_is_spoken_to_in_the_language_of_their_slack() {
    let loopback = Loopback::start().await;
    {
        let mut state = loopback.state();
        state.locales.insert("UARABIC".to_owned(), "ar-SA");
        state.locales.insert("UFRENCH".to_owned(), "fr-FR");
    }
    let _bot = join(&loopback).await;
    for (user, title) in [("UARABIC", "المواضيع"), (MEMBER, "Topics"), ("UFRENCH", "Topics")]
    {
        let (answers, payload) = loopback.slash(user, "/topics", "");
        loopback.deliver("slash_commands", &payload);
        let answer = loopback.bodies_when(&answers, 1).await.remove(0);
        assert!(shown(&answer).starts_with(title), "{user}: {}", shown(&answer));
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_goes_on_without_a_mention_where_the_bot_has_answered_it() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let first = loopback.mention(MEMBER, CHANNEL, "What is the future of energy?", None);
    loopback.deliver("events_api", &first);
    loopback.bodies_when("chat.postMessage", 1).await;
    let thread = first["event"]["ts"].as_str().expect("a time").to_owned();
    let talk = |text: &str, thread: Option<&str>| {
        let mut event = loopback.mention(ADMIN, CHANNEL, "", thread);
        event["event"]["type"] = "message".into();
        event["event"]["channel_type"] = "channel".into();
        event["event"]["text"] = text.into();
        loopback.deliver("events_api", &event);
        event["event"]["ts"].clone()
    };
    talk("thanks everybody, that helps", Some(&thread));
    talk("What is the capital of France?", Some(&thread));
    talk("What is Sora?", None);
    talk("What is Sora?", Some("1.0"));
    talk("and nuclear?", Some(&thread));
    settled(&loopback, bot).await;
    let answers = posted(&loopback, CHANNEL);
    assert_eq!(answers.len(), 2, "{answers:?}");
    assert_eq!(answers[1]["thread_ts"], json!(thread));
    assert!(answers[1].to_string().contains("nuclear future energy"), "both questions");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_mentions_the_bot_is_answered_once_however_many_events_tell_of_it() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let mention = loopback.mention(MEMBER, CHANNEL, "What is Sora?", Some("1.0"));
    let mut message = loopback.mention(MEMBER, CHANNEL, "What is Sora?", Some("1.0"));
    message["event"]["type"] = "message".into();
    message["event"]["channel_type"] = "channel".into();
    message["event"]["ts"] = mention["event"]["ts"].clone();
    loopback.deliver("events_api", &mention);
    loopback.deliver("events_api", &message);
    settled(&loopback, bot).await;
    assert_eq!(posted(&loopback, CHANNEL).len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shortcut_in_a_thread_answers_in_the_thread() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let (answers, mut payload) = loopback.about_message(MEMBER, "What is Sora?");
    payload["message"]["thread_ts"] = "7.7".into();
    loopback.deliver("interactive", &payload);
    let answer = loopback.bodies_when(&answers, 1).await.remove(0);
    assert_eq!(answer["thread_ts"], "7.7");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_is_told_in_the_channel_or_directly_when_the_address_is_refused() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (answers, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
    loopback.fail(&answers, Fault::Page("expired_url"));
    loopback.deliver("slash_commands", &payload);
    let whispered = loopback.bodies_when("chat.postEphemeral", 1).await.remove(0);
    assert_eq!((&whispered["channel"], &whispered["user"]), (&json!(CHANNEL), &json!(MEMBER)));
    assert!(shown(&whispered).contains("Sora"));
    let (answers, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
    loopback.fail(&answers, Fault::Page("expired_url"));
    loopback.fail("chat.postEphemeral", Fault::Refused("user_not_in_channel"));
    loopback.deliver("slash_commands", &payload);
    let direct = loopback.bodies_when("chat.postMessage", 1).await.remove(0);
    assert_eq!(direct["channel"], MEMBER);
    bot.logged("channel=\"C1\"").await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_slack_does_not_open_is_told() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let (answers, payload) = loopback.slash(ADMIN, "/summary", "energy");
    loopback.fail("views.open", Fault::Refused("expired_trigger_id"));
    loopback.deliver("slash_commands", &payload);
    let told = loopback.bodies_when(&answers, 1).await.remove(0);
    assert!(shown(&told).contains("could not open the window"), "{}", shown(&told));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_for_all_is_deleted_by_its_asker_and_by_admins_only() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.deliver("events_api", &loopback.mention(MEMBER, CHANNEL, "What is Sora?", None));
    let answer = loopback.bodies_when("chat.postMessage", 1).await.remove(0);
    let delete = value_of(&answer, "🗑️");
    for (user, deletes) in [("USOMEBODY", false), (MEMBER, true), (ADMIN, true)] {
        let (answers, payload) = loopback.press(user, false, Element::Button(&delete));
        loopback.deliver("interactive", &payload);
        let response = loopback.bodies_when(&answers, 1).await.remove(0);
        assert_eq!(response["delete_original"] == true, deletes, "{user}: {response}");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn thanks_and_greetings_get_one_line_and_commands_can_be_typed_in_arabic() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let mut count = 0;
    for (said, expected) in [
        ("thanks!", "You are welcome."),
        ("hello", "Hello! Ask me"),
        ("شكرا", "على الرحب والسعة."),
        ("ملخص عن الطاقة", "ملخّص بنصّ المصدر"),
        ("المصدر", "المصادر"),
        ("summary nuclear energy", "Summary in the source's words"),
        ("مساعدة", "/ask — "),
    ] {
        loopback.deliver("events_api", &loopback.direct(MEMBER, said));
        count += 1;
        let answer = loopback.bodies_when("chat.postMessage", count).await.remove(count - 1);
        assert!(shown(&answer).contains(expected), "{said}: {}", shown(&answer));
        if expected.contains("welcome") || expected.contains("Ask me") {
            assert!(shown(&answer).chars().count() < 120, "{}", shown(&answer));
        }
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn emoji_mentions_and_links_are_no_words_of_a_question() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let text = "What is Sora? :wave: <@UOTHER> <https://x.example/a?b=c>";
    let answer = command(&loopback, "/ask", text).await;
    assert!(shown(&answer).contains("[1]"), "{}", shown(&answer));
    loopback.assert_clean();
}
