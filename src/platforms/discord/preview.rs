//! The preview of a summary on Discord, which only the moderator sees: what would be
//! posted, page by page where that takes several messages, a menu of the points, and
//! the buttons. Pure, like [`render`](super::render).

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::limits;
use super::render::{Payload, button, render_all};
use crate::chat::action::Action;
use crate::chat::summary::Preview;
use crate::chat::text::cutting::clipped;
use crate::chat::text::direction::{directed, undirected};
use crate::chat::words::Words;

/// A page of the preview, counted from 0, with what is to be said above it. The
/// messages that are posted are the pages, but for the note below them.
pub fn preview(preview: &Preview, page: usize, said: Option<&str>) -> Payload {
    let outline = &preview.outline;
    let language = outline.language;
    let words = Words::of(language);
    let mut pages = render_all(&preview.reply(words.preview.to_owned()), true);
    let last = pages.len() - 1;
    let page = page.min(last);
    let mut payload = pages.swap_remove(page);
    let mut above: Vec<String> = said.map(|line| directed(line, language)).into_iter().collect();
    if last > 0 {
        let line = format!("{} {} {} {}", words.page, page + 1, words.of, last + 1);
        above.push(directed(&line, language));
    }
    payload.content = above.join("\n");
    let options: Vec<CreateSelectMenuOption> = preview
        .points
        .iter()
        .enumerate()
        .take(limits::OPTIONS)
        .map(|(number, point)| {
            let (words, place) = preview.line(point);
            let line = |text: &str| clipped(&undirected(text), limits::OPTION_TEXT);
            CreateSelectMenuOption::new(line(&words), number.to_string())
                .description(line(&place))
                .default_selection(preview.choice.has(number))
        })
        .collect();
    let most = u8::try_from(options.len()).unwrap_or(u8::MAX);
    let id = Action::Choose(outline.clone(), preview.choice).encode(limits::CUSTOM_ID);
    let menu = CreateSelectMenu::new(id, CreateSelectMenuKind::String { options })
        .placeholder(clipped(words.choose_points, limits::PLACEHOLDER))
        .min_values(0)
        .max_values(most);
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
    buttons.push(button(&Action::Cancel(language)).label(words.cancel));
    payload.rows = vec![CreateActionRow::SelectMenu(menu), CreateActionRow::Buttons(buttons)];
    payload
}
