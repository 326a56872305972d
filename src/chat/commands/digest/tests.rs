use super::*;
use crate::chat::Command;
use crate::chat::commands::respond;
use crate::chat::given::Trouble;
use crate::chat::issue::{Basis, Content, Plan};
use crate::chat::request::Request;
use crate::chat::samples::{engine_of, texts};
use crate::chat::timetable::TimeOfDay;
use crate::core::Language;

const POINTS: &str = "## Points {.key-points}\n\n- Zebras are striped.\n- Lions roar at night.\n";

fn view(content: Content) -> DigestView {
    let timetable = Timetable {
        weekdays: Weekdays::parse("sun,tue").expect("days"),
        time: TimeOfDay::at(9, 0).expect("a time"),
        zone: "Asia/Riyadh".to_owned(),
    };
    DigestView {
        id: "d1".to_owned(),
        place: None,
        plan: Plan { timetable, content, about: None },
        next: Some("2026-11-29T06:00:00Z".parse().expect("a time")),
        trouble: None,
        is_report: false,
    }
}

fn reply(command: Digest, given: Given, language: Language) -> Reply {
    let mut request = Request::new(command).in_language(language);
    request.given = given;
    respond(&engine_of(&[("a.md", POINTS)]), &request).expect("a reply")
}

fn page(view: DigestView) -> Given {
    let said = Some("Added.");
    Given::Digest(Box::new(DigestPage { view, basis: Basis::default(), said }))
}

#[test]
fn the_list_says_where_when_and_what_went_wrong() {
    let mut paused = view(Content::Summary);
    paused.plan.about = Some("energy".to_owned());
    paused.place = Some("77".to_owned());
    paused.next = None;
    let at = "2026-11-24T06:00:00Z".parse().expect("a time");
    paused.trouble = Some((Trouble::NotAllowed, at));
    let digests = vec![view(Content::KeyPoints), paused];
    let given = Given::Digests(DigestsView { digests, said: None });
    let reply = reply(Digest::ALL, given, Language::ENGLISH);
    let [first, second] = &reply.entries[..] else { panic!("{:?}", reply.entries) };
    assert_eq!(first.term, "Key points · Sunday, Tuesday 09:00");
    assert_eq!(first.details, "This channel\nNext: 2026-11-29 09:00 (Asia/Riyadh)");
    assert_eq!(second.term, "Summary: energy · Sunday, Tuesday 09:00");
    assert_eq!(second.details, "#77\nPaused\nNot posted: I may not write there (2026-11-24 09:00)");
    let menu = reply.menu.expect("a menu");
    let Action::Run(command, _) = menu.action else { panic!("a command") };
    let chosen = command.with_choice(&menu.options[1].1);
    assert_eq!(chosen, Digest::of("d1", DigestDeed::Show).into());
}

#[test]
fn a_long_list_comes_in_pages_that_fit_a_menu() {
    let page = |page| {
        let digests = vec![view(Content::Gaps); 45];
        let given = Given::Digests(DigestsView { digests, said: None });
        let reply = reply(Digest { page, ..Digest::ALL }, given, Language::ENGLISH);
        let labels: Vec<String> = reply.buttons.iter().map(|b| b.label.clone()).collect();
        assert_eq!(reply.menu.map(|menu| menu.options.len()), Some(reply.entries.len()));
        (reply.entries.len(), labels.join(", "))
    };
    assert_eq!(page(0), (20, "Next page".to_owned()));
    assert_eq!(page(1), (20, "Previous page, Next page".to_owned()));
    assert_eq!(page(2), (5, "Previous page".to_owned()));
    assert_eq!(page(9), page(2), "some were removed meanwhile");
}

#[test]
fn a_page_shows_what_would_be_posted_and_can_be_pressed() {
    for (language, next) in [(Language::ENGLISH, "Next"), (Language::ARABIC, "التالية")] {
        let reply =
            reply(Digest::of("d1", DigestDeed::Show), page(view(Content::KeyPoints)), language);
        assert_eq!(texts(&reply), ["Zebras are striped.", "Lions roar at night."]);
        assert!(reply.lead.iter().any(|line| line.starts_with(next)), "{:?}", reply.lead);
        let deeds = reply.buttons.iter().map(|button| match &button.action {
            Action::Run(Command::Digest(digest), _) => digest.deed.letter(),
            other => panic!("{other:?}"),
        });
        assert_eq!(deeds.collect::<String>(), "pnrs");
        for button in &reply.buttons {
            let read = Action::decode(&button.action.encode(100));
            assert_eq!(read.as_ref(), Ok(&button.action));
        }
    }
}

#[test]
fn a_page_says_that_there_is_nothing_to_post() {
    let mut nothing = view(Content::Summary);
    nothing.plan.about = Some("xylophones".to_owned());
    let reply = reply(Digest::of("d1", DigestDeed::Show), page(nothing), Language::ENGLISH);
    assert!(reply.quotes.is_empty());
    assert!(reply.lead.iter().any(|line| line.contains("nothing to post")), "{:?}", reply.lead);
}

#[test]
fn a_mistake_is_told() {
    let Command::Digest(digest) = Command::typed("digest sun 25:00") else { panic!("a digest") };
    assert_eq!(digest.deed, DigestDeed::Mistake(Mistake::Time));
    let Command::Digest(digest) = Command::typed("نشرة كل حين") else {
        panic!("a digest")
    };
    assert_eq!(digest.deed, DigestDeed::Mistake(Mistake::Weekdays));
    let reply = reply(digest, Given::Nothing, Language::ENGLISH);
    assert!(reply.lead[0].contains("weekdays"), "{:?}", reply.lead);
}

#[test]
fn a_summary_to_be_posted_again_shows_itself_and_two_times_to_choose_from() {
    let weekly = |place: Option<&str>| {
        let mut view = view(Content::Summary);
        view.id = String::new();
        view.place = place.map(str::to_owned);
        view.plan.timetable.weekdays = Weekdays::parse("sun").expect("a day");
        Given::Digest(Box::new(DigestPage { view, basis: Basis::default(), said: None }))
    };
    let to = Elsewhere::parse("99").expect("an id");
    let again = |topic: Option<&str>, weekdays| {
        Digest::again(Again { topic: topic.map(str::to_owned), to: to.clone(), weekdays })
    };
    let draft = again(Some("zebras: stripes"), None);
    let english = reply(draft.clone(), weekly(Some("99")), Language::ENGLISH);
    assert_eq!(english.title.as_deref(), Some("Summary: zebras: stripes"));
    assert_eq!(english.signpost, Some(Signpost { said: "Posted to", to: to.clone() }));
    assert!(!english.quotes.is_empty() && english.is_private);
    assert_eq!(english.lead[1], "Key points each time, at most: 5");
    let labels: Vec<&str> = english.buttons.iter().map(|b| b.label.as_str()).collect();
    assert_eq!(labels, ["Sunday 09:00 (Asia/Riyadh)", "Every day 09:00 (Asia/Riyadh)"]);
    let daily = again(Some("zebras: stripes"), Some(Weekdays::DAILY));
    let pressed = Action::Run(daily.into(), Language::ENGLISH);
    assert_eq!(english.buttons[1].action, pressed);
    let here = reply(again(None, None), weekly(None), Language::ARABIC);
    assert_eq!(here.signpost, None);
}

#[test]
fn the_line_that_a_draft_names_is_one_that_can_be_written_to_the_bot() {
    for language in [Language::ENGLISH, Language::ARABIC] {
        let mut view = view(Content::Summary);
        view.plan.timetable.zone = "Africa/Cairo".to_owned();
        let page = DigestPage { view, basis: Basis::default(), said: None };
        let to = Elsewhere::parse("99").expect("an id");
        let draft = Again { topic: Some("energy: now".to_owned()), to, weekdays: None };
        let draft = reply(Digest::again(draft), Given::Digest(Box::new(page)), language);
        let note = draft.notes.last().expect("how else");
        let (_, line) = note.split_once(": ").expect("what to write");
        let command = Command::typed(line);
        let Command::Digest(Digest { deed: DigestDeed::Add(order), .. }) = command else {
            panic!("{line}: {command:?}");
        };
        assert_eq!(
            (order.content, order.about.as_deref()),
            (Content::Summary, Some("energy: now"))
        );
        assert_eq!(order.zone.as_deref(), Some("Africa/Cairo"));
        assert_eq!(order.weekdays, Weekdays::parse("sun,tue").expect("days"));
    }
}
