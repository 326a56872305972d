//! The preview of a summary on Discord, which only the moderator sees: what would be
//! posted, page by page where that takes several messages, a menu of the points, one to
//! take a point in hand, one of other places, and the buttons. Pure, like [`render`](super::render).

use serenity::all::{
    ButtonStyle, ChannelId, CreateActionRow, CreateButton, CreateInputText, CreateModal,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, InputTextStyle,
};

use super::channels::WRITTEN_IN;
use super::limits;
use super::render::{Payload, button, render_all};
use crate::chat::action::Action;
use crate::chat::summary::{Choice, LONGEST_NOTE, Outline, Preview};
use crate::chat::text::cutting::clipped;
use crate::chat::text::direction::{directed, undirected};
use crate::chat::words::Words;
use crate::core::answer::Quote;

/// The field of a moderator's own line.
pub(super) const NOTE: &str = "note";

/// A page of the preview, counted from 0, with what is to be said above it. The
/// messages that are posted, `by` this person, are the pages, but for the small print.
pub fn preview(preview: &Preview, page: usize, said: Option<&str>, by: &str) -> Payload {
    let outline = &preview.outline;
    let language = outline.language;
    let words = Words::of(language);
    let mut pages = render_all(&preview.reply(by, words.preview.to_owned()), true);
    let last = pages.len() - 1;
    let page = page.min(last);
    let mut payload = pages.swap_remove(page);
    let mut above: Vec<String> = said.map(|line| directed(line, language)).into_iter().collect();
    if last > 0 {
        let line = format!("{} {} {} {}", words.page, page + 1, words.of, last + 1);
        above.push(directed(&line, language));
    }
    payload.content = above.join("\n");
    payload.rows = vec![CreateActionRow::SelectMenu(points(preview))];
    if preview.choice.has_order() {
        payload.rows.push(CreateActionRow::SelectMenu(hold(preview, page)));
    }
    if preview.has_elsewhere {
        payload.rows.push(CreateActionRow::SelectMenu(places(preview)));
    }
    payload.rows.push(CreateActionRow::Buttons(changes(preview, page)));
    payload.rows.push(CreateActionRow::Buttons(ends(preview, page, last)));
    payload
}

/// The menu of the points that go in.
fn points(preview: &Preview) -> CreateSelectMenu {
    let all = preview.points.iter().enumerate();
    let options: Vec<CreateSelectMenuOption> = all
        .map(|(number, point)| {
            option(preview, number, point).default_selection(preview.choice.has(number))
        })
        .take(limits::OPTIONS)
        .collect();
    let most = u8::try_from(options.len()).unwrap_or(u8::MAX);
    let action = Action::Choose(preview.outline.clone(), preview.choice);
    let label = Words::of(preview.outline.language).choose_points;
    menu(&action, options, label).min_values(0).max_values(most)
}

/// The menu that takes a point in hand, in the order in which they are posted.
fn hold(preview: &Preview, page: usize) -> CreateSelectMenu {
    let options = preview.chosen().take(limits::OPTIONS).map(|(number, point)| {
        option(preview, number, point).default_selection(preview.held == Some(number))
    });
    let action = Action::Hold(preview.outline.clone(), preview.choice, page);
    menu(&action, options.collect(), Words::of(preview.outline.language).choose_to_move)
}

/// The menu of the channels and threads that there are, with the one that is chosen, which
/// can be taken back.
fn places(preview: &Preview) -> CreateSelectMenu {
    let language = preview.outline.language;
    let elsewhere = preview.additions.elsewhere.clone();
    let chosen = elsewhere.as_ref().and_then(|to| to.as_str().parse::<ChannelId>().ok());
    let kind = CreateSelectMenuKind::Channel {
        channel_types: Some(WRITTEN_IN.to_vec()),
        default_channels: chosen.map(|channel| vec![channel]),
    };
    CreateSelectMenu::new(Action::Aim { elsewhere, language }.encode(limits::CUSTOM_ID), kind)
        .placeholder(clipped(Words::of(language).choose_place, limits::PLACEHOLDER))
        .min_values(0)
        .max_values(1)
}

fn menu(action: &Action, options: Vec<CreateSelectMenuOption>, label: &str) -> CreateSelectMenu {
    let kind = CreateSelectMenuKind::String { options };
    CreateSelectMenu::new(action.encode(limits::CUSTOM_ID), kind)
        .placeholder(clipped(label, limits::PLACEHOLDER))
}

fn option(preview: &Preview, number: usize, point: &Quote) -> CreateSelectMenuOption {
    let (words, place) = preview.line(point);
    let line = |text: &str| clipped(&undirected(text), limits::OPTION_TEXT);
    CreateSelectMenuOption::new(line(&words), number.to_string()).description(line(&place))
}

/// The buttons that change what is posted: moving the point in hand, the own line.
fn changes(preview: &Preview, page: usize) -> Vec<CreateButton> {
    let language = preview.outline.language;
    let words = Words::of(language);
    let mut buttons: Vec<CreateButton> = preview
        .moves(page)
        .map(|(action, label, can_move)| button(&action).label(label).disabled(!can_move))
        .collect();
    let note = preview.additions.note.clone();
    let label = if note.is_some() { words.change_note } else { words.write_note };
    buttons.push(button(&Action::Note { note, language }).label(label));
    buttons
}

/// The buttons that turn pages and those that end it.
fn ends(preview: &Preview, page: usize, last: usize) -> Vec<CreateButton> {
    let outline = &preview.outline;
    let words = Words::of(outline.language);
    let leaf = |page: usize| button(&Action::Leaf(outline.clone(), preview.choice, page));
    let mut buttons = Vec::new();
    if page > 0 {
        buttons.push(leaf(page - 1).label(words.previous_page));
    }
    if page < last {
        buttons.push(leaf(page + 1).label(words.next_page));
    }
    buttons.push(
        button(&Action::Post(outline.clone(), preview.choice))
            .label(words.post)
            .style(ButtonStyle::Success)
            .disabled(preview.choice.is_empty()),
    );
    buttons.push(button(&Action::Cancel(outline.language)).label(words.cancel));
    buttons
}

/// The window in which a moderator writes their own line. Submitting it looks at the
/// summary again.
pub fn note_window(outline: &Outline, choice: Choice, note: Option<&str>) -> CreateModal {
    let words = Words::of(outline.language);
    let longest = u16::try_from(LONGEST_NOTE).unwrap_or(u16::MAX);
    let mut field =
        CreateInputText::new(InputTextStyle::Short, clipped(words.note, limits::MODAL_TITLE), NOTE)
            .max_length(longest)
            .required(false);
    if let Some(note) = note {
        field = field.value(note);
    }
    let id = Action::Leaf(outline.clone(), choice, 0).encode(limits::CUSTOM_ID);
    CreateModal::new(id, clipped(words.summary_short, limits::MODAL_TITLE))
        .components(vec![CreateActionRow::InputText(field)])
}
