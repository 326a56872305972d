//! Whether blocks and views are what Slack takes: the limits and forms that its
//! Block Kit reference gives, block by block.

use serde_json::Value;

/// What is wrong with a message's blocks.
pub fn message(blocks: &Value) -> Result<(), String> {
    surface(blocks, 50)
}

/// What is wrong with a modal or a home tab.
pub fn view(view: &Value) -> Result<(), String> {
    surface(&view["blocks"], 100)?;
    at_most(&view["private_metadata"], 3000, "private_metadata")?;
    at_most(&view["callback_id"], 255, "callback_id")?;
    match view["type"].as_str() {
        Some("home") => Ok(()),
        Some("modal") => {
            text(&view["title"], 24, "title")?;
            for part in ["submit", "close"] {
                if !view[part].is_null() {
                    text(&view[part], 24, part)?;
                }
            }
            let has_input = list(&view["blocks"]).iter().any(|block| block["type"] == "input");
            // "submit is required when an input block is within the blocks array" (Slack's
            // reference, "Modals").
            if has_input && view["submit"].is_null() {
                return Err("a modal with input needs submit".to_owned());
            }
            Ok(())
        }
        other => Err(format!("a view of type {other:?}")),
    }
}

fn surface(blocks: &Value, most: usize) -> Result<(), String> {
    let blocks = blocks.as_array().ok_or("no blocks")?;
    if blocks.len() > most {
        return Err(format!("{} blocks", blocks.len()));
    }
    let mut ids: Vec<&str> = blocks.iter().filter_map(|block| block["block_id"].as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < count {
        return Err("two blocks have the same id".to_owned());
    }
    for block in blocks {
        self::block(block).map_err(|wrong| format!("{wrong} in {block}"))?;
    }
    Ok(())
}

fn block(block: &Value) -> Result<(), String> {
    at_most(&block["block_id"], 255, "block_id")?;
    match block["type"].as_str().unwrap_or_default() {
        "header" => text(&block["text"], 150, "header"),
        "section" => marked(&block["text"], 3000, "section"),
        "divider" => Ok(()),
        "context" => {
            let elements = list(&block["elements"]);
            between(elements.len(), 1, 10, "context elements")?;
            elements.iter().try_for_each(|element| marked(element, 2000, "context"))
        }
        "actions" => {
            let elements = list(&block["elements"]);
            between(elements.len(), 1, 25, "actions")?;
            let mut ids: Vec<&Value> =
                elements.iter().map(|element| &element["action_id"]).collect();
            ids.sort_by_key(|id| id.to_string());
            ids.dedup();
            if ids.len() < elements.len() {
                return Err("two actions have the same id".to_owned());
            }
            elements.iter().try_for_each(element)
        }
        "input" => {
            text(&block["label"], 2000, "label")?;
            element(&block["element"])
        }
        "rich_text" => {
            let elements = list(&block["elements"]);
            between(elements.len(), 1, 100, "rich text elements")?;
            for part in elements {
                if part["type"] != "rich_text_quote" {
                    return Err("rich text that is no quote".to_owned());
                }
                let words = list(&part["elements"]);
                between(words.len(), 1, 100, "parts of a quote")?;
                for word in words {
                    let length = size(&word["text"]);
                    if word["type"] != "text" || length == 0 || length > 3000 {
                        return Err(format!("a part of a quote with {length} characters"));
                    }
                }
            }
            Ok(())
        }
        other => Err(format!("a block of type '{other}'")),
    }
}

fn element(element: &Value) -> Result<(), String> {
    between(size(&element["action_id"]), 1, 255, "action_id")?;
    match element["type"].as_str().unwrap_or_default() {
        "button" => {
            text(&element["text"], 75, "button")?;
            at_most(&element["value"], 2000, "value")
        }
        "static_select" | "multi_static_select" => {
            let options = list(&element["options"]);
            between(options.len(), 1, 100, "options")?;
            for option in options {
                text(&option["text"], 75, "option")?;
                between(size(&option["value"]), 1, 150, "option value")?;
                if !option["description"].is_null() {
                    text(&option["description"], 75, "option description")?;
                }
            }
            let chosen = list(&element["initial_options"]);
            let single = std::slice::from_ref(&element["initial_option"]);
            let single = if single[0].is_null() { &[] } else { single };
            if chosen.iter().chain(single).any(|option| !options.contains(option)) {
                return Err("an initial option that is none of the options".to_owned());
            }
            if element["placeholder"].is_null() {
                return Ok(());
            }
            text(&element["placeholder"], 150, "placeholder")
        }
        // Slack's reference, "Conversations select": without a filter it offers people too.
        "conversations_select" => {
            let kinds = list(&element["filter"]["include"]);
            between(kinds.len(), 1, 4, "kinds of conversations")?;
            if kinds.iter().any(|kind| kind != "public" && kind != "private") {
                return Err(format!("conversations of {kinds:?}"));
            }
            text(&element["placeholder"], 150, "placeholder")
        }
        "plain_text_input" => {
            let most = element["max_length"].as_u64().unwrap_or(3000) as usize;
            between(most, 1, 3000, "max_length")?;
            at_most(&element["initial_value"], most, "initial_value")
        }
        other => Err(format!("an element of type '{other}'")),
    }
}

/// A text object, of plain text or of words with one mark that this project makes: a link,
/// a channel, or the call of a group.
fn marked(marked: &Value, most: usize, what: &str) -> Result<(), String> {
    if marked["type"] != "mrkdwn" {
        return text(marked, most, what);
    }
    let words = marked["text"].as_str().unwrap_or_default();
    let mark = words.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
    let is_made_here = mark.is_some_and(|mark| {
        ["https://", "#C", "#G", "!subteam^S"].iter().any(|start| mark.starts_with(start))
            && !mark.contains(['<', '>'])
    });
    if !is_made_here {
        return Err(format!("{what} with other markup"));
    }
    between(size(&marked["text"]), 1, most, what)
}

/// A text object, of plain text: what others wrote is never read as markup.
fn text(text: &Value, most: usize, what: &str) -> Result<(), String> {
    if text["type"] != "plain_text" {
        return Err(format!("{what} is no plain text"));
    }
    between(size(&text["text"]), 1, most, what)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn size(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn at_most(value: &Value, most: usize, what: &str) -> Result<(), String> {
    between(size(value), 0, most, what)
}

fn between(found: usize, least: usize, most: usize, what: &str) -> Result<(), String> {
    if (least..=most).contains(&found) { Ok(()) } else { Err(format!("{what}: {found}")) }
}
