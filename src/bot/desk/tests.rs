use super::*;
use crate::bot::limits::Limits;
use crate::bot::place::samples::asker;
use crate::bot::place::{Manner, Rights, WorkspaceId};
use crate::bot::pressing::Response;
use crate::bot::store::{Store, StoreAddress};
use crate::chat::action::Action;
use crate::chat::commands::insights::Insights;
use crate::chat::commands::privacy::Privacy;
use crate::chat::reply::Reply;
use crate::chat::request::Request;
use crate::chat::samples::engine_of;

const ZOO: &str = "Zebras sleep standing up.\n\nLions roar at night.\n\nPenguins eat fish.";
const NO_LIMITS: Limits = Limits { user: 0, channel: 0 };

fn service_in(store: Store) -> Service {
    let texts = [("zoo.md", ZOO), ("sea.md", "Whales sleep under water.")];
    Service::new(Arc::new(engine_of(&texts)), NO_LIMITS, Arc::new(store))
}

fn service() -> Service {
    service_in(Store::in_memory())
}

fn moderator() -> Asker {
    let mut asker = asker("layla");
    asker.person.rights = Rights::Moderator;
    asker
}

async fn say(service: &Service, asker: &Asker, line: &str) -> Reply {
    service.answer(asker, Request::typed(line)).await.expect("a reply")
}

/// Chooses the option of a reply's menu that has these words.
async fn choose(service: &Service, asker: &Asker, reply: &Reply, words: &str) -> Reply {
    let menu = reply.menu.as_ref().expect("a menu");
    let option = menu.options.iter().find(|(label, _)| label.contains(words)).expect(words);
    turned(service.act(asker, menu.action.clone(), std::slice::from_ref(&option.1)).await)
}

/// Presses the button with these words.
async fn press(service: &Service, asker: &Asker, reply: &Reply, words: &str) -> Reply {
    let button = reply.buttons.iter().find(|button| button.label.contains(words)).expect(words);
    turned(service.act(asker, button.action.clone(), &[]).await)
}

fn turned(response: Response) -> Reply {
    match response {
        Response::Turn(reply) | Response::Beside(reply) => reply,
        other => panic!("{other:?}"),
    }
}

fn details<'r>(reply: &'r Reply, term: &str) -> &'r str {
    let entry = reply.entries.iter().find(|entry| entry.term.contains(term));
    entry.map_or("", |entry| entry.details.as_str())
}

#[tokio::test]
async fn a_moderator_chooses_a_setting_and_its_value_and_it_holds_from_then_on() {
    let (service, layla) = (service(), moderator());
    let all = say(&service, &layla, "settings").await;
    assert_eq!(details(&all, "Answers show"), "The words that answer (not set)");
    let one = choose(&service, &layla, &all, "Answers show").await;
    let all = choose(&service, &layla, &one, "The whole passage").await;
    assert_eq!(all.lead[0], "Settings changed.");
    assert_eq!(details(&all, "Answers show"), "The whole passage (set for this channel)");
    let mut elsewhere = moderator();
    elsewhere.place.channel = ChannelId::new("random");
    let there = say(&service, &elsewhere, "settings").await;
    assert_eq!(details(&there, "Answers show"), "The words that answer (not set)");
    // For all channels, and taken away again where it was narrower.
    let one = choose(&service, &layla, &all, "Answers show").await;
    let one = press(&service, &layla, &one, "For all channels").await;
    choose(&service, &layla, &one, "The words that answer").await;
    let there = say(&service, &elsewhere, "settings").await;
    assert_eq!(details(&there, "Answers show"), "The words that answer (set for all channels)");
    let all = say(&service, &layla, "settings length -").await;
    assert_eq!(details(&all, "Answers show"), "The words that answer (set for all channels)");
}

#[tokio::test]
async fn a_value_that_there_is_not_is_told_and_changes_nothing() {
    let (service, layla) = (service(), moderator());
    let reply = say(&service, &layla, "settings zone Mars/Olympus").await;
    assert!(reply.lead[0].starts_with("That is no value"), "{:?}", reply.lead);
    assert_eq!(details(&reply, "Time zone"), "UTC (not set)");
    let reply = say(&service, &layla, "/settings colour red").await;
    assert_eq!(reply.lead[0], "There is no such setting.");
    let reply = say(&service, &layla, "settings zone asia/riyadh").await;
    assert_eq!(details(&reply, "Time zone"), "Asia/Riyadh (set for all channels)");
}

#[tokio::test]
async fn the_desk_is_for_moderators_by_word_by_button_and_in_direct_messages() {
    let service = service();
    let member = asker("omar");
    let mut direct = asker("omar");
    direct.place.is_direct = true;
    for who in [&member, &direct] {
        for line in ["settings", "settings length full", "insights", "pins"] {
            let reply = say(&service, who, line).await;
            assert!(reply.is_private && reply.entries.is_empty() && reply.menu.is_none());
        }
        let action = Action::Run(Settings::default().into(), Language::ENGLISH);
        let reply = turned(service.act(who, action, &["length".to_owned()]).await);
        assert!(reply.is_private && reply.menu.is_none());
    }
    assert_eq!(service.settings(&member).length, None);
}

#[tokio::test]
async fn an_answer_is_as_it_is_set_for_the_channel() {
    let (service, layla) = (service(), moderator());
    let before = say(&service, &layla, "How do zebras sleep?").await;
    assert!(!before.is_public);
    say(&service, &layla, "settings audience everybody").await;
    say(&service, &layla, "settings documents sea").await;
    let after = say(&service, &layla, "How do they sleep?").await;
    assert!(after.is_public);
    let works: Vec<_> = after.quotes.iter().map(|shown| shown.quote.key().document).collect();
    let sea = service.engine().library().documents.iter().position(|d| d.id.as_str() == "sea");
    assert!(!works.is_empty() && works.iter().all(|work| Some(*work as usize) == sea));
    let settings = say(&service, &layla, "settings").await;
    assert!(!settings.is_public, "the desk is nobody else's");
    // Chosen once more, a document is taken out.
    say(&service, &layla, "settings documents sea").await;
    assert_eq!(service.settings(&layla).documents, None);
}

#[tokio::test]
async fn what_was_asked_and_not_found_is_counted_hidden_and_answered() {
    let (service, layla) = (service(), moderator());
    let omar = Asker { manner: Manner::Command, ..asker("omar") };
    for question in
        ["What is the price of a xylophone?", "the price of a xylophone?", "Do zebras sleep?"]
    {
        say(&service, &omar, question).await;
    }
    say(&service, &omar, "Who won the chess tournament?").await;
    let report = say(&service, &layla, "insights").await;
    assert_eq!(details(&report, "Questions: 4"), "Answered: 1\nSomething close: 0\nNot found: 3");
    let gaps = details(&report, "Asked and not found");
    assert!(gaps.contains("the price of a xylophone? (asked 2 times)"), "{gaps}");
    let gap = choose(&service, &layla, &report, "chess").await;
    assert_eq!(gap.title.as_deref(), Some("Who won the chess tournament?"));
    let said = press(&service, &layla, &gap, "Not our topic").await;
    assert!(said.lead[0].starts_with("Hidden"), "{:?}", said.lead);
    say(&service, &omar, "Who won that chess tournament?").await;
    let report = press(&service, &layla, &said, "Back").await;
    assert!(!details(&report, "Asked and not found").contains("chess"), "hidden with its like");
}

#[tokio::test]
async fn a_gap_is_found_by_its_id_under_a_newer_wording_hidden_and_forgotten() {
    let (service, layla, omar) = (service(), moderator(), asker("omar"));
    say(&service, &omar, "Who won the chess tournament?").await;
    say(&service, &omar, "What is the price of a xylophone?").await;
    let report = say(&service, &layla, "insights").await;
    let chess = choose(&service, &layla, &report, "chess").await;
    let xylophone = choose(&service, &layla, &report, "xylophone").await;
    // The same question in other words, by which the report names the gap from then on.
    say(&service, &omar, "Who won that chess tournament?").await;
    let shown = choose(&service, &layla, &report, "chess").await;
    assert_eq!(shown.title.as_deref(), Some("Who won that chess tournament?"));
    assert_eq!(details(&shown, "Also asked as"), "• Who won the chess tournament?");
    for _ in 0..2 {
        let said = press(&service, &layla, &chess, "Not our topic").await;
        assert!(said.lead[0].starts_with("Hidden"), "{:?}", said.lead);
    }
    let said = press(&service, &layla, &chess, "Answer").await;
    assert!(said.lead[0].starts_with("Hidden"), "{:?}", said.lead);
    let said = choose(&service, &layla, &report, "chess").await;
    assert!(said.lead[0].starts_with("Hidden"), "{:?}", said.lead);
    let workspace = WorkspaceId::new(omar.place.workspace_id());
    service.store.forget_wordings(omar.place.platform, &workspace).await.expect("forgotten");
    for words in ["Not our topic", "Answer"] {
        let said = press(&service, &layla, &xylophone, words).await;
        assert!(said.lead[0].starts_with("That question is not kept"), "{:?}", said.lead);
    }
}

#[tokio::test]
async fn a_chosen_answer_comes_first_is_marked_and_can_be_taken_away() {
    let (service, layla) = (service(), moderator());
    let omar = asker("omar");
    let question = "What do the birds of the zoo have for lunch?";
    say(&service, &omar, question).await;
    let engine = service.engine();
    let library = engine.library();
    let fish = library.keys().find(|key| library.passage(*key).text.starts_with("Penguins"));
    let address = library.address(fish.expect("a passage"));
    let said = say(&service, &layla, &format!("pin {address} {question}")).await;
    assert!(said.lead[0].starts_with("Chosen"), "{:?}", said.lead);
    let answer = say(&service, &omar, "what do the zoo's birds have for lunch").await;
    assert_eq!(answer.outcome, Outcome::Answered);
    assert_eq!(answer.quotes[0].quote.text(), "Penguins eat fish.");
    assert_eq!(answer.quotes[0].lead, ["Chosen by a moderator"]);
    assert_eq!(answer.quotes[0].number, 1);
    // The source changes under it.
    let changed = [("zoo.md", ZOO.replace("eat fish", "eat krill"))];
    let changed: Vec<(&str, &str)> = changed.iter().map(|(n, t)| (*n, t.as_str())).collect();
    service.replace_engine(Arc::new(engine_of(&changed)));
    let answer = say(&service, &omar, question).await;
    assert_eq!(answer.quotes[0].quote.text(), "Penguins eat krill.");
    assert_eq!(answer.quotes[0].lead[1], "The source has changed since this was chosen");
    let pins = say(&service, &layla, "pins").await;
    assert!(details(&pins, question).contains("has changed since"));
    choose(&service, &layla, &pins, "lunch").await;
    let answer = say(&service, &omar, question).await;
    assert!(answer.quotes.first().is_none_or(|shown| shown.lead.is_empty()));
}

#[tokio::test]
async fn whoever_wants_to_be_forgotten_is() {
    let service = service();
    let omar = asker("omar");
    say(&service, &omar, "Do zebras sleep?").await;
    let privacy = say(&service, &omar, "privacy").await;
    assert!(privacy.lead[0].contains("90 days"), "{:?}", privacy.lead);
    let said = press(&service, &omar, &privacy, "Forget me").await;
    assert!(said.lead[0].starts_with("Forgotten"));
    assert!(!service.is_in_conversation(&omar));
}

#[tokio::test]
async fn counts_alone_are_kept_where_moderators_want_no_words() {
    let (service, layla) = (service(), moderator());
    say(&service, &layla, "settings retention 0").await;
    say(&service, &asker("omar"), "Who won the chess tournament?").await;
    let report = say(&service, &layla, "insights").await;
    assert!(details(&report, "Questions: 1").contains("Not found: 1"));
    assert!(!details(&report, "Asked and not found").contains("chess"));
    let privacy = Request::new(Privacy::default());
    let privacy = service.answer(&layla, privacy).await.expect("a reply");
    assert!(privacy.lead[0].contains("without its words"), "{:?}", privacy.lead);
}

#[tokio::test]
async fn words_are_kept_for_the_days_set_and_a_day_where_somebody_is_to_see_to_them() {
    for (days, last_hour) in [("0", 24), ("3", 72)] {
        let (service, layla, omar) = (service(), moderator(), asker("omar"));
        say(&service, &layla, "settings retention 7").await;
        say(&service, &omar, "Who won the chess tournament?").await;
        service.flush().await;
        let (place, now) = (&omar.place, Timestamp::now());
        let question = "Who won the chess tournament?";
        let begun =
            service.store.begin_hand_over(place, &omar.person.id, question, Language::ENGLISH, now);
        begun.await.expect("kept");
        say(&service, &layla, &format!("settings retention {days}")).await;
        let handed = async || service.store.handing_workspaces().await.expect("read").len();
        let words = async || {
            let asked = service.store.asked(place, Timestamp::UNIX_EPOCH).await.expect("read");
            asked.into_iter().map(|asked| asked.question).collect::<Vec<_>>()
        };
        let after = |hours| now + SignedDuration::from_hours(hours);
        service.forget_what_is_over(after(last_hour - 1)).await.expect("forgotten");
        let kept = (days != "0").then(|| question.to_owned());
        assert_eq!((words().await, handed().await), (vec![kept], 1), "{days}");
        service.forget_what_is_over(after(last_hour + 1)).await.expect("forgotten");
        // The counts without words stay.
        let counts = if days == "0" { vec![None] } else { Vec::new() };
        assert_eq!((words().await, handed().await), (counts, 0), "{days}");
    }
}

#[tokio::test]
async fn without_its_store_the_bot_answers_and_says_what_it_cannot_keep() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let service = service_in(Store::at(StoreAddress::File(file.path().join("iqtibas.db"))));
    let layla = moderator();
    let answer = say(&service, &layla, "Do zebras sleep?").await;
    assert_eq!(answer.outcome, Outcome::Answered);
    for line in ["settings length full", "insights", "pins"] {
        let reply = say(&service, &layla, line).await;
        let shown = reply.entries.len() + usize::from(line == "pins");
        assert!(shown > 0 || reply.lead[0].starts_with("I could not keep"), "{line}: {reply:?}");
    }
    assert_eq!(service.settings(&layla).length, None);
    let report = Request::new(Insights { days: 7 });
    let report = service.answer(&layla, report).await.expect("a reply");
    assert!(report.lead[0].starts_with("I could not keep"), "{report:?}");
}
