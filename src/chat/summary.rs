//! A summary before it is posted: a moderator looks at it, chooses the points
//! that go in and their order, may write a line above them and choose another place, and
//! posts exactly what was shown.

mod choice;

pub use self::choice::{Choice, Way};
use super::action::Action;
use super::commands::summary::reply_of;
use super::elsewhere::Elsewhere;
use super::fields::{Fields, Reader, UnknownAction};
use super::reply::{Remark, Reply};
use super::text::cutting::clipped;
use super::text::direction::undirected;
use super::text::line::one_line;
use super::words::Words;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::summary::{LONGEST, key_points_of_sources, summary_of};
use crate::core::answer::works::Wanted;
use crate::core::search::{Engine, Within};

/// Length of an outline's topic in UTF-16 code units: it has to fit into a button
/// beside the length, the points that are chosen, the one that is moved, and the page.
const LONGEST_TOPIC: usize = 46;

/// Length of a moderator's own line in UTF-16 code units: it has to fit into a button,
/// which keeps it as long as the preview is there.
pub const LONGEST_NOTE: usize = 90;

/// What a summary is to be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    pub topic: Option<String>,
    /// The most points.
    pub most_points: usize,
    pub language: Language,
}

/// A summary as it would be posted.
#[derive(Debug, Clone)]
pub struct Preview {
    pub outline: Outline,
    pub points: Vec<Quote>,
    /// How many key points the sources of the points have.
    key_points: usize,
    pub choice: Choice,
    /// The point that is moved up and down, by number.
    pub held: Option<usize>,
    /// What the moderator adds.
    pub additions: Additions,
    /// Whether there are other places to post it in.
    pub has_elsewhere: bool,
}

/// What a moderator adds to a summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Additions {
    /// Their own line above the points, as [`note`] makes one.
    pub note: Option<String>,
    /// Where it is posted, if not where it is previewed.
    pub elsewhere: Option<Elsewhere>,
}

/// A moderator's own line of what they wrote: one line, cut where it is too long. None
/// where there is nothing in it.
pub fn note(written: &str) -> Option<String> {
    let note = clipped(&one_line(&undirected(written)), LONGEST_NOTE);
    (!note.is_empty()).then_some(note)
}

impl Additions {
    /// As the buttons of a preview keep them.
    pub fn of<'a>(actions: impl Iterator<Item = &'a Action>) -> Additions {
        let mut additions = Additions::default();
        for action in actions {
            match action {
                Action::Note { note, .. } => additions.note.clone_from(note),
                Action::Aim { elsewhere, .. } => additions.elsewhere.clone_from(elsewhere),
                _ => {}
            }
        }
        additions
    }
}

impl Outline {
    /// An outline, with a long topic cut as a menu would cut it: a heading is still
    /// known by its start.
    pub fn new(topic: Option<String>, most_points: usize, language: Language) -> Outline {
        let topic = topic.map(|topic| clipped(&one_line(&topic), LONGEST_TOPIC));
        let topic = topic.filter(|topic| !topic.is_empty());
        Outline { topic, most_points: most_points.clamp(1, LONGEST), language }
    }

    /// Finds the points of an outline, all of them chosen. None if there are none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn preview(self, engine: &Engine, within: &Within) -> Result<Option<Preview>, AnswerError> {
        let wanted = Wanted { topic: self.topic.as_deref(), ..Wanted::default() };
        let points = summary_of(engine, wanted, self.most_points, within)?;
        if points.is_empty() {
            return Ok(None);
        }
        let choice = Choice::of(0..points.len(), fingerprint(&points, self.language));
        let key_points = key_points_of_sources(engine, &points);
        Ok(Some(Preview {
            outline: self,
            points,
            key_points,
            choice,
            held: None,
            additions: Additions::default(),
            has_elsewhere: false,
        }))
    }

    pub(super) fn write(&self, mut fields: Fields, choice: Choice) -> String {
        fields.field(choice);
        fields.field(self.most_points);
        fields.topic(self.topic.as_deref())
    }

    pub(super) fn read(
        fields: &mut Reader,
        language: Language,
    ) -> Result<(Outline, Choice), UnknownAction> {
        let choice = fields.parsed(Choice::parse)?;
        let most_points = fields.number()?;
        Ok((Outline { most_points, topic: fields.text(), language }, choice))
    }
}

impl Preview {
    /// The same with the points that a menu's choice names by number.
    #[must_use]
    pub fn with_points<'v>(mut self, values: impl Iterator<Item = &'v str>) -> Preview {
        let numbers = values.filter_map(|value| value.parse::<usize>().ok());
        let known: Vec<usize> = numbers.filter(|number| *number < self.points.len()).collect();
        self.choice = self.choice.with_points(&known);
        self
    }

    /// The same with a point moved by one place, and in hand.
    #[must_use]
    pub fn with_moved(mut self, point: usize, way: Way) -> Preview {
        self.choice = self.choice.moved(point, way);
        self.holding(point)
    }

    /// What moves the point in hand, with its label and whether it can be moved that way.
    /// It stays on the same page.
    pub fn moves(&self, page: usize) -> impl Iterator<Item = (Action, &'static str, bool)> {
        let words = Words::of(self.outline.language);
        let ways = [(Way::Up, words.move_up), (Way::Down, words.move_down)];
        let moves = move |point: usize| {
            ways.map(|(way, label)| {
                let (outline, choice) = (self.outline.clone(), self.choice);
                let can_move = choice.can_move(point, way);
                (Action::Move { outline, choice, page, point, way }, label, can_move)
            })
        };
        self.held.map(moves).into_iter().flatten()
    }

    /// The same with a point in hand to be moved, if it goes in.
    #[must_use]
    pub fn holding(mut self, point: usize) -> Preview {
        self.held = Some(point).filter(|point| self.choice.has(*point));
        self
    }

    /// The same with what a moderator adds.
    #[must_use]
    pub fn with_additions(mut self, additions: Additions) -> Preview {
        self.additions = additions;
        self
    }

    /// The same with an earlier choice; none if that was of other points.
    pub fn with_choice(mut self, choice: Choice) -> Option<Preview> {
        let is_same = choice.is_of_same(&self.choice);
        self.choice = choice;
        is_same.then_some(self)
    }

    /// A point as a menu's line: its words and place in the reader's language.
    pub fn line(&self, point: &Quote) -> (String, String) {
        let language = self.outline.language;
        let words = point.translation(language).map_or(point.highlight(), |t| t.highlight());
        (words.to_owned(), point.citation(language).place())
    }

    /// The points that go in, in their order, each with its number.
    pub fn chosen(&self) -> impl Iterator<Item = (usize, &Quote)> {
        self.choice.points().filter_map(|point| Some((point, self.points.get(point)?)))
    }

    /// What is posted, by this person, with `small` print below it.
    pub fn reply(&self, by: &str, small: String) -> Reply {
        let points = self.chosen().map(|(_, quote)| quote.clone()).collect();
        let mut reply = reply_of(points, self.key_points, self.outline.language);
        if let Some(topic) = &self.outline.topic {
            reply.title = reply.title.map(|title| format!("{title}: {topic}"));
        }
        let remark = |words: &String| Remark { by: one_line(by), words: words.clone() };
        reply.remark = self.additions.note.as_ref().map(remark);
        reply.notes.push(small);
        reply
    }

    /// The small print under what was posted.
    pub fn posted_by(&self, name: &str) -> String {
        format!("{}: {name}", Words::of(self.outline.language).posted_by)
    }
}

/// A number that tells these points from others: 32-bit FNV-1a
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>) over the words that would be posted
/// and where they stand.
fn fingerprint(points: &[Quote], language: Language) -> u32 {
    const BASIS: u32 = 0x811C_9DC5;
    const PRIME: u32 = 0x0100_0193;
    let mut hash = BASIS;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(PRIME);
        }
    };
    for point in points {
        add(point.tag().to_string().as_bytes());
        add(point.highlight().as_bytes());
        add(point.translation(language).map_or("", |t| t.highlight()).as_bytes());
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::engine_of;
    use crate::chat::text::cutting::code_units;

    const TEXT: &str = "## Points {.key-points}\n\n- Zebras: they are striped.\n- Lions: they roar loudly at night.\n- Whales: they sing under water.\n";

    fn engine(text: &str) -> Engine {
        engine_of(&[("a.md", text)])
    }

    fn preview(engine: &Engine) -> Preview {
        let outline = Outline { topic: None, most_points: 3, language: Language::ENGLISH };
        outline.preview(engine, &Within::all()).expect("an index").expect("points")
    }

    fn words(reply: &Reply) -> Vec<&str> {
        reply.quotes.iter().map(|quote| quote.text()).collect()
    }

    #[test]
    fn only_the_chosen_points_are_posted_in_the_order_of_the_text() {
        let engine = engine(TEXT);
        let preview = preview(&engine);
        assert_eq!(words(&preview.reply("Layla", String::new())).len(), 3);
        let preview = preview.with_points(["2", "0", "9", "x"].into_iter());
        let reply = preview.reply("Layla", "by Layla".to_owned());
        assert_eq!(words(&reply), ["Zebras: they are striped.", "Whales: they sing under water."]);
        assert_eq!(reply.notes, ["2 of 3 key points", "by Layla"]);
    }

    #[test]
    fn a_point_that_is_moved_is_posted_where_it_was_moved_to() {
        let engine = engine(TEXT);
        let moved = preview(&engine).with_moved(2, Way::Up).with_moved(2, Way::Up);
        assert_eq!(moved.held, Some(2));
        let reply = moved.reply("Layla", String::new());
        assert_eq!(words(&reply)[0], "Whales: they sing under water.");
        let numbers: Vec<usize> = reply.quotes.iter().map(|quote| quote.number).collect();
        assert_eq!(numbers, [1, 2, 3], "numbered as they are posted");
        assert_eq!(moved.with_points(["0"].into_iter()).holding(2).held, None, "it is out");
    }

    #[test]
    fn a_moderators_line_is_theirs_and_no_quote() {
        let engine = engine(TEXT);
        let note = note(" Read this\nfirst \u{202e}please ").expect("a note");
        assert_eq!(note, "Read this first please");
        let noted =
            preview(&engine).with_additions(Additions { note: Some(note), elsewhere: None });
        let reply = noted.reply("Layla\nH", String::new());
        let remark = reply.remark.clone().expect("a remark");
        let lines = remark.lines(Language::ENGLISH);
        assert_eq!(lines, ["Note by Layla H:", "Read this first please"]);
        assert_eq!(words(&reply), words(&preview(&engine).reply("Layla", String::new())));
    }

    #[test]
    fn a_moderators_line_is_cut_to_what_a_button_keeps_and_an_empty_one_is_none() {
        let long = note(&"ملاحظة ".repeat(40)).expect("a note");
        assert!(code_units(&long) <= LONGEST_NOTE, "{long}");
        let kept = Action::Note { note: Some(long), language: Language::ARABIC };
        assert_eq!(Action::decode(&kept.encode(100)), Ok(kept));
        assert_eq!(note(" \n\u{200e} "), None);
    }

    #[test]
    fn what_a_moderator_adds_is_kept_by_the_buttons_of_the_preview() {
        let additions = Additions {
            note: note("Read: this"),
            elsewhere: Elsewhere::parse("18446744073709551615"),
        };
        let language = Language::ARABIC;
        let kept = [
            Action::Cancel(language),
            Action::Aim { elsewhere: additions.elsewhere.clone(), language },
            Action::Note { note: additions.note.clone(), language },
        ];
        let read = kept.map(|action| Action::decode(&action.encode(100)).expect("an action"));
        assert_eq!(Additions::of(read.iter()), additions);
    }

    #[test]
    fn a_choice_survives_in_a_button_but_not_a_change_of_the_documents() {
        let before = engine(TEXT);
        let chosen = preview(&before).with_points(["1"].into_iter()).choice;
        let chosen = Choice::parse(&chosen.to_string()).expect("a choice");
        let again = preview(&before).with_choice(chosen).expect("the same points");
        assert_eq!(
            words(&again.reply("Layla", String::new())),
            ["Lions: they roar loudly at night."]
        );
        // As long as before, at the same place.
        let changed = engine(&TEXT.replace("loudly", "softly"));
        assert!(preview(&changed).with_choice(chosen).is_none());
    }
}
