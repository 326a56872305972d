//! A summary on Discord: the preview that only the moderator sees, and the
//! message that is posted. Pure, like [`render`](super::render).

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::limits;
use super::render::{Payload, button, render, render_all};
use crate::chat::action::Action;
use crate::chat::cutting::clipped;
use crate::chat::direction::undirected;
use crate::chat::draft::Sketch;
use crate::chat::phrases::Phrases;

/// The preview: what would be posted, a menu of the points, and the buttons.
pub fn preview(sketch: &Sketch) -> Payload {
    let language = sketch.draft.language;
    let phrases = Phrases::of(language);
    let mut payload = render(&sketch.reply(phrases.preview.to_owned()), None);
    let options: Vec<CreateSelectMenuOption> = sketch
        .points
        .iter()
        .enumerate()
        .take(limits::OPTIONS)
        .map(|(number, point)| {
            let (words, place) = sketch.line(point);
            let line = |text: &str| clipped(&undirected(text), limits::OPTION_TEXT);
            CreateSelectMenuOption::new(line(&words), number.to_string())
                .description(line(&place))
                .default_selection(sketch.chosen.has(number))
        })
        .collect();
    let most = u8::try_from(options.len()).unwrap_or(u8::MAX);
    let id = Action::Choose(sketch.draft.clone()).encode(limits::CUSTOM_ID);
    let menu = CreateSelectMenu::new(id, CreateSelectMenuKind::String { options })
        .placeholder(clipped(phrases.choose_points, limits::PLACEHOLDER))
        .min_values(0)
        .max_values(most);
    let post = button(&Action::Post(sketch.draft.clone(), sketch.chosen))
        .label(phrases.post)
        .style(ButtonStyle::Success)
        .disabled(sketch.chosen.is_empty());
    let cancel = button(&Action::Cancel(language)).label(phrases.cancel);
    payload.rows =
        vec![CreateActionRow::SelectMenu(menu), CreateActionRow::Buttons(vec![post, cancel])];
    payload
}

/// The messages to post: one, unless the points are too long for that.
pub fn posted(sketch: &Sketch, by: &str) -> Vec<Payload> {
    render_all(&sketch.reply(sketch.posted_by(by)))
}
