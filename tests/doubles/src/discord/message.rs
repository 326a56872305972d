//! Messages as Discord gives them back.

use serde_json::{Value, json};

use super::events::user;
use super::{BOT, Upload};

const EPHEMERAL: u64 = 64;

/// The message that a request made: what was sent, as Discord shows it.
pub fn message_of(id: u64, channel: u64, body: &Value) -> Value {
    let mut message = json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "type": 0,
        "author": user(BOT, "iqtibas", true), "content": body["content"].as_str().unwrap_or(""),
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": embeds(body),
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null,
        "flags": body["flags"].as_u64().unwrap_or(0), "components": components(body),
        "pinned": false, "mention_everyone": false, "tts": false
    });
    if !body["nonce"].is_null() {
        message["nonce"] = body["nonce"].clone();
    }
    message
}

/// The same with the files that came with it.
pub fn with_files(mut message: Value, body: &Value, files: &[Upload]) -> Value {
    let described = body["attachments"].as_array().cloned().unwrap_or_default();
    let shown = files.iter().enumerate().map(|(number, file)| {
        let url = format!("https://cdn.discordapp.com/attachments/1/{number}/{}", file.name);
        let mut shown = json!({
            "id": (number + 1).to_string(), "filename": file.name, "size": file.bytes.len(),
            "url": url, "proxy_url": url
        });
        if let Some(text) = described.get(number).and_then(|d| d["description"].as_str()) {
            shown["description"] = text.into();
        }
        shown
    });
    message["attachments"] = shown.collect();
    message
}

/// A response to an interaction as the message it became, for pressing its buttons.
pub fn shown_to(id: u64, channel: u64, response: &Value, ephemeral: bool) -> Value {
    let mut message = message_of(id, channel, &response["data"]);
    message["flags"] = json!(if ephemeral { EPHEMERAL } else { 0 });
    message
}

/// Whether anything of a message is left where embeds are not shown.
pub fn is_empty_without_embeds(body: &Value, files: &[Upload]) -> bool {
    let has_words = body["content"].as_str().is_some_and(|content| !content.is_empty());
    let has_parts = body["components"].as_array().is_some_and(|rows| !rows.is_empty());
    !has_words && !has_parts && files.is_empty()
}

fn embeds(body: &Value) -> Value {
    let mut embeds = body["embeds"].as_array().cloned().unwrap_or_default();
    for embed in &mut embeds {
        *embed = without_nulls(embed);
        embed["type"] = "rich".into();
    }
    embeds.into()
}

fn components(body: &Value) -> Value {
    let mut rows = body["components"].as_array().cloned().unwrap_or_default();
    let mut number = 0;
    let mut numbered = |part: &mut Value| {
        number += 1;
        *part = without_nulls(part);
        part["id"] = json!(number);
    };
    for row in &mut rows {
        numbered(row);
        for part in row["components"].as_array_mut().into_iter().flatten() {
            numbered(part);
            if part["type"] == 3 || part["type"] == 8 {
                for name in ["min_values", "max_values"] {
                    if part[name].is_null() {
                        part[name] = json!(1);
                    }
                }
            }
        }
    }
    rows.into()
}

/// Discord leaves out what is not set.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.is_null());
            kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect()
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        value => value.clone(),
    }
}
