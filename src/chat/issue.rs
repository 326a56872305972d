//! An issue of a digest: what it posts once. Made of the sources and of what the bot
//! knows, the same for a preview as for the posting.

use std::collections::HashSet;

use super::commands::insights::Insights;
use super::commands::summary::reply_of;
use super::commands::{respond, within};
use super::given::{Given, InsightsView};
use super::reply::{Extent, Reply, ShownQuote};
use super::request::Request;
use super::timetable::Timetable;
use super::words::{self, Words};
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::{key_points, quotations};
use crate::core::answer::summary::{DEFAULT_LENGTH, key_points_of_sources, summary_of};
use crate::core::answer::works::Wanted;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::search::Engine;

/// Key points in one issue.
const KEY_POINTS: usize = 3;
/// Days that an issue of gaps looks back.
pub const DAYS_OF_GAPS: usize = 7;
/// Length of what a digest is about, in characters.
pub const LONGEST_ABOUT: usize = 200;

/// What a digest posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Content {
    /// The next key points.
    KeyPoints,
    /// A summary of a topic.
    Summary,
    /// A quotation of a person, or of anybody.
    Quote,
    /// What was asked in the last days and not found.
    Gaps,
}

impl Content {
    /// In the order in which they are offered.
    pub const ALL: [Content; 4] =
        [Content::KeyPoints, Content::Summary, Content::Quote, Content::Gaps];

    /// As the store has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Content::KeyPoints => "keypoints",
            Content::Summary => "summary",
            Content::Quote => "quote",
            Content::Gaps => "gaps",
        }
    }

    /// Reads what [`Content::as_str`] writes.
    pub fn parse(name: &str) -> Option<Content> {
        Content::ALL.into_iter().find(|content| content.as_str() == name)
    }

    /// The content of this name, or with this label in any language.
    pub fn named(name: &str) -> Option<Content> {
        let folded = fold_phrase(name);
        Content::ALL.into_iter().find(|content| {
            let labels = words::ALL.iter().map(|words| words.digest.content(*content));
            content.as_str() == folded || labels.map(fold_phrase).any(|label| label == folded)
        })
    }
}

/// What is posted, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub timetable: Timetable,
    pub content: Content,
    /// The topic, or the person; at most [`LONGEST_ABOUT`] characters.
    pub about: Option<String>,
}

/// What an issue is made of beside the sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// What the digest posted already, as [`Issue::items`] names it.
    pub posted: HashSet<String>,
    /// The ids of the documents that are for the place; all where there are none.
    pub documents: Option<Vec<String>>,
    /// The language set for the place; that of the document quoted where none is.
    pub language: Option<Language>,
    /// What was asked, for an issue of gaps.
    pub insights: Option<InsightsView>,
}

/// What is posted once.
#[derive(Debug, Clone)]
pub struct Issue {
    pub reply: Reply,
    /// Names what is in it that is not to be posted again.
    pub items: Vec<String>,
    /// Whether all was posted before, so that what was posted counts no more.
    pub begins_again: bool,
}

/// The next issue of a digest. None where there is nothing to post.
///
/// # Errors
/// When the index cannot be read.
pub fn compose(engine: &Engine, plan: &Plan, basis: &Basis) -> Result<Option<Issue>, AnswerError> {
    let about = plan.about.as_deref();
    let of_place = within(engine, basis.documents.as_deref());
    match plan.content {
        Content::KeyPoints => {
            let mut points = key_points(engine, about)?;
            points.retain(|point| of_place.has(point.key().document));
            Ok(listed(points, KEY_POINTS, Extent::Passage, engine, plan, basis))
        }
        Content::Quote => {
            let mut quotes = quotations(engine, about)?;
            quotes.retain(|quote| of_place.has(quote.key().document));
            Ok(listed(quotes, 1, Extent::Excerpt, engine, plan, basis))
        }
        Content::Summary => {
            let wanted = Wanted { topic: about, ..Wanted::default() };
            let points = summary_of(engine, wanted, DEFAULT_LENGTH, &of_place)?;
            if points.is_empty() {
                return Ok(None);
            }
            let language = language(&points, engine, basis);
            let key_points = key_points_of_sources(engine, &points);
            let mut reply = reply_of(points, key_points, language);
            reply.title = Some(title(plan, language));
            Ok(Some(Issue { reply, items: Vec::new(), begins_again: false }))
        }
        Content::Gaps => gaps(engine, plan, basis),
    }
}

/// The next so many of the quotes, of which none comes again before all were there.
fn listed(
    quotes: Vec<Quote>,
    most: usize,
    extent: Extent,
    engine: &Engine,
    plan: &Plan,
    basis: &Basis,
) -> Option<Issue> {
    let fresh = quotes.iter().filter(|quote| !basis.posted.contains(&item(quote)));
    let mut next: Vec<Quote> = fresh.take(most).cloned().collect();
    let begins_again = next.is_empty();
    if begins_again {
        next = quotes.into_iter().take(most).collect();
    }
    if next.is_empty() {
        return None;
    }
    let language = language(&next, engine, basis);
    let items = next.iter().map(item).collect();
    let mut reply = Reply::new(language);
    reply.title = Some(title(plan, language));
    let numbered = next.into_iter().zip(1..);
    let shown = numbered.map(|(quote, number)| ShownQuote::new(number, quote, extent, language));
    reply.quotes = shown.collect();
    Some(Issue { reply, items, begins_again })
}

/// Names a quote: its passage, and the bytes of it.
fn item(quote: &Quote) -> String {
    let range = quote.highlight_range();
    format!("{}.{}-{}", quote.tag(), range.start, range.end)
}

/// The counts and questions of `/insights`, without what is there to be pressed.
fn gaps(engine: &Engine, plan: &Plan, basis: &Basis) -> Result<Option<Issue>, AnswerError> {
    let Some(view) = &basis.insights else { return Ok(None) };
    if view.answered + view.closest + view.not_found == 0 {
        return Ok(None);
    }
    let language = language(&[], engine, basis);
    let mut request = Request::new(Insights { days: DAYS_OF_GAPS }).in_language(language);
    request.given = Given::Insights(view.clone());
    let mut reply = respond(engine, &request)?;
    reply.title = Some(title(plan, language));
    reply.is_private = false;
    reply.menu = None;
    reply.buttons.clear();
    reply.notes.clear();
    if !view.gaps.is_empty() {
        reply.notes.push(Words::of(language).digest.see_insights.to_owned());
    }
    Ok(Some(Issue { reply, items: Vec::new(), begins_again: false }))
}

/// What an issue is called.
fn title(plan: &Plan, language: Language) -> String {
    let words = Words::of(language);
    let content = match plan.content {
        Content::KeyPoints => words.key_points,
        Content::Summary => words.summary,
        Content::Quote | Content::Gaps => words.digest.content(plan.content),
    };
    match &plan.about {
        Some(about) if plan.content != Content::Gaps => format!("{content}: {about}"),
        _ => content.to_owned(),
    }
}

/// That of the place; else that of the document quoted, or of the first one.
fn language(quotes: &[Quote], engine: &Engine, basis: &Basis) -> Language {
    basis.language.unwrap_or_else(|| {
        let library = engine.library();
        let quoted = quotes.first().map(|quote| library.document(quote.key()));
        let document = quoted.or(library.documents.first());
        document.map_or(Language::ENGLISH, |document| document.original().language)
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::chat::given::GapView;
    use crate::chat::samples::{engine_of, texts};
    use crate::chat::timetable::{TimeOfDay, Weekdays};

    const POINTS: &str = "---\ndocument: zoo\n---\n\n## Points {.key-points}\n\n- Zebras are striped.\n\
                          - Lions roar at night.\n- Whales sing under water.\n- Owls hunt.\n\
                          - Bees dance.\n";
    const SAID: &str = "---\ndocument: farm\n---\n\n## Points {.key-points}\n\n- Cows chew.\n\n## Said\n\nJane Roe said: “Hens lay eggs.”\n\n\
                        Jane Roe said: “Goats climb trees.”\n";

    fn plan(content: Content) -> Plan {
        let time = TimeOfDay::at(9, 0).expect("a time");
        let timetable = Timetable { weekdays: Weekdays::DAILY, time, zone: "UTC".to_owned() };
        Plan { timetable, content, about: None }
    }

    fn engine() -> Engine {
        engine_of(&[("zoo.md", POINTS), ("farm.md", SAID)])
    }

    /// What so many issues after each other have in them.
    fn issues(content: Content, basis: Basis, count: usize) -> Vec<Vec<String>> {
        let (engine, plan, mut basis) = (engine(), plan(content), basis);
        let issue = |_| {
            let issue = compose(&engine, &plan, &basis).expect("an index").expect("an issue");
            if issue.begins_again {
                basis.posted.clear();
            }
            basis.posted.extend(issue.items);
            texts(&issue.reply).into_iter().map(str::to_owned).collect()
        };
        (0..count).map(issue).collect()
    }

    #[test]
    fn no_key_point_comes_again_before_all_were_there() {
        let issues = issues(Content::KeyPoints, Basis::default(), 3);
        let counts: Vec<usize> = issues.iter().map(Vec::len).collect();
        assert_eq!(counts, [3, 3, 3]);
        let all: HashSet<&String> = issues[..2].iter().flatten().collect();
        assert_eq!(all.len(), 6);
        assert_eq!(issues[2], issues[0], "then it begins again");
    }

    #[test]
    fn only_the_documents_of_the_place_are_quoted() {
        let documents = Some(vec!["farm".to_owned()]);
        let basis = Basis { documents, ..Basis::default() };
        assert_eq!(issues(Content::KeyPoints, basis.clone(), 1), [["Cows chew."]]);
        let summary = issues(Content::Summary, basis, 1).remove(0);
        assert_eq!(summary, ["Cows chew."]);
    }

    #[test]
    fn the_quote_of_the_day_is_another_one_each_day() {
        let issues = issues(Content::Quote, Basis::default(), 3);
        assert_ne!(issues[0], issues[1]);
        assert_eq!(issues[2], issues[0]);
        assert_eq!(issues[0], ["Hens lay eggs."]);
    }

    #[test]
    fn a_digest_about_what_is_not_there_has_nothing_to_post() {
        let mut plan = plan(Content::Summary);
        plan.about = Some("xylophones".to_owned());
        assert!(compose(&engine(), &plan, &Basis::default()).expect("an index").is_none());
    }

    #[test]
    fn an_issue_speaks_as_the_place_does_or_the_document() {
        let language = |language| {
            let basis = Basis { language, ..Basis::default() };
            let issue = compose(&engine(), &plan(Content::KeyPoints), &basis);
            issue.expect("an index").expect("an issue").reply.language
        };
        assert_eq!(language(None), Language::ENGLISH);
        assert_eq!(language(Some(Language::ARABIC)), Language::ARABIC);
    }

    #[test]
    fn gaps_are_posted_with_nothing_to_press_and_only_if_something_was_asked() {
        let none = Basis { insights: Some(InsightsView::default()), ..Basis::default() };
        let plan = plan(Content::Gaps);
        assert!(compose(&engine(), &plan, &none).expect("an index").is_none());
        let gap = GapView {
            id: "1".to_owned(),
            question: "Do cows fly?".to_owned(),
            count: 4,
            last: Timestamp::UNIX_EPOCH,
            others: Vec::new(),
        };
        let view = InsightsView { not_found: 4, gaps: vec![gap], ..InsightsView::default() };
        let basis = Basis { insights: Some(view), ..Basis::default() };
        let reply = compose(&engine(), &plan, &basis).expect("an index").expect("an issue").reply;
        assert!(reply.entries.iter().any(|entry| entry.details.contains("Do cows fly?")));
        assert!(reply.menu.is_none() && reply.buttons.is_empty() && !reply.is_private);
    }

    #[test]
    fn a_content_is_known_by_its_name_and_its_label() {
        for content in Content::ALL {
            assert_eq!(Content::parse(content.as_str()), Some(content));
            assert_eq!(Content::named(content.as_str()), Some(content));
            for words in words::ALL {
                assert_eq!(Content::named(words.digest.content(content)), Some(content));
            }
        }
        assert_eq!(Content::named("sports"), None);
    }
}
