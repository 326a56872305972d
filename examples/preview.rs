//! A page that shows a reply as Discord and as Slack would, from the payloads that
//! the bot really sends. For looking at right-to-left text, and for the pictures in
//! the README:
//!
//! `cargo run --example preview -- "What is Sora?" > preview.html`

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use iqtibas::chat::buttons::Viewers;
use iqtibas::chat::{Command, Request, respond};
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;
use iqtibas::platforms::discord::render::{CommandIds, Frame};
use iqtibas::platforms::{discord, slack};
use serde_json::Value;

const STYLE: &str = "
body { margin: 0; padding: 16px; background: #313338; font: 16px/1.375 'Noto Sans', 'Noto Sans Arabic', sans-serif; }
.page { display: flex; gap: 24px; align-items: flex-start; }
.discord { width: 620px; color: #dbdee1; }
.embed { max-width: 580px; background: #2b2d31; border-left: 4px solid; border-radius: 4px; padding: 12px 16px 14px 12px; font-size: 14px; line-height: 18px; }
.title { font-weight: 600; font-size: 16px; margin-bottom: 8px; color: #f2f3f5; }
.description { white-space: pre-wrap; }
.quote { display: flex; margin: 2px 0; }
.quote .bar { width: 4px; border-radius: 4px; background: #4e5058; flex: none; }
.quote blockquote { margin: 0; padding: 0 8px 0 12px; }
.field { margin-top: 8px; white-space: pre-wrap; } .field b { display: block; color: #f2f3f5; }
.footer { margin-top: 8px; font-size: 12px; line-height: 16px; color: #b5bac1; white-space: pre-wrap; }
.row { display: flex; gap: 8px; margin-top: 8px; flex-wrap: wrap; }
.button { background: #4e5058; color: #fff; border-radius: 3px; padding: 7px 16px; font-size: 14px; }
.select { background: #1e1f22; color: #949ba4; border-radius: 4px; padding: 8px 12px; width: 380px; font-size: 14px; }
.slack { width: 620px; background: #fff; color: #1d1c1d; border-radius: 6px; padding: 14px 18px; font-size: 15px; line-height: 1.46; }
.slack h3 { margin: 4px 0 8px; font-size: 18px; } .slack .section { white-space: pre-wrap; margin: 4px 0; }
.slack .quote .bar { background: #ddd; } .slack .context { font-size: 13px; color: #616061; margin: 2px 0 10px; white-space: pre-wrap; }
.slack .button { background: #fff; color: #1d1c1d; border: 1px solid #bbb; border-radius: 4px; font-weight: 600; padding: 4px 12px; }
.slack .select { background: #fff; border: 1px solid #bbb; }
.name { font-weight: 600; margin-bottom: 6px; } .name span { background: #5865f2; color: #fff; font-size: 10px; border-radius: 3px; padding: 1px 4px; margin-inline-start: 4px; }
";

fn main() -> Result<(), Box<dyn Error>> {
    let question: Vec<String> = std::env::args().skip(1).collect();
    let question =
        if question.is_empty() { "ما هي سورا؟".to_owned() } else { question.join(" ") };
    let engine = Engine::in_memory(Arc::new(Library::load(Path::new("knowledge"))?))?;
    let reply = respond(&engine, &Request::new(Command::typed(&question)))?;
    let commands = CommandIds::new();
    let frame =
        Frame { viewers: Viewers::Asker, question: None, embeds: true, commands: &commands };
    let discord = serde_json::to_value(discord::render::render(&reply, frame).message())?;
    let slack = slack::render::render(&reply, Viewers::Asker);
    println!(
        "<!doctype html><meta charset=utf-8><title>Preview</title><style>{STYLE}</style>\
         <div class=page>{}{}</div>",
        discord_message(&discord),
        slack_message(&slack.blocks),
    );
    Ok(())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn discord_message(message: &Value) -> String {
    let embed = &message["embeds"][0];
    let colour = embed["color"].as_u64().unwrap_or_default();
    let mut html = format!(
        "<div class=discord><div class=name>Iqtibas<span>APP</span></div>\
         <div class=embed style='border-color:#{colour:06x}'>"
    );
    if !embed["title"].is_null() {
        html += &format!("<div class=title>{}</div>", markdown(text(&embed["title"])));
    }
    html += &format!("<div class=description>{}</div>", markdown(text(&embed["description"])));
    for field in list(&embed["fields"]) {
        let (name, value) = (markdown(text(&field["name"])), markdown(text(&field["value"])));
        html += &format!("<div class=field><b>{name}</b>{value}</div>");
    }
    html += &format!("<div class=footer>{}</div></div>", escape(text(&embed["footer"]["text"])));
    for row in list(&message["components"]) {
        html += "<div class=row>";
        for part in list(&row["components"]) {
            html += &match part["placeholder"].as_str() {
                Some(placeholder) => format!("<div class=select>{}</div>", escape(placeholder)),
                None => {
                    let label = [text(&part["emoji"]["name"]), text(&part["label"])].join(" ");
                    format!("<div class=button>{}</div>", escape(&label))
                }
            };
        }
        html += "</div>";
    }
    html + "</div>"
}

/// The Markdown that the renderer writes: block quotes, bold, escapes.
fn markdown(source: &str) -> String {
    let mut html = String::new();
    let mut quote: Vec<String> = Vec::new();
    for line in source.lines().chain([""]) {
        match line.strip_prefix("> ") {
            Some(words) => quote.push(inline(words)),
            None => {
                if !quote.is_empty() {
                    html += &quoted(&quote.join("\n"));
                    quote.clear();
                }
                html += &inline(line);
                html += "\n";
            }
        }
    }
    html.trim_end().to_owned()
}

fn quoted(words: &str) -> String {
    format!("<div class=quote><div class=bar></div><blockquote>{words}</blockquote></div>")
}

fn inline(line: &str) -> String {
    let (mut html, mut is_bold) = (String::new(), false);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => html += &escape(&rest.next().map(String::from).unwrap_or_default()),
            '*' if rest.peek() == Some(&'*') => {
                rest.next();
                html += if is_bold { "</strong>" } else { "<strong>" };
                is_bold = !is_bold;
            }
            c => html += &escape(&c.to_string()),
        }
    }
    html
}

fn slack_message(blocks: &[Value]) -> String {
    let mut html = String::from("<div class=slack><div class=name>Iqtibas<span>APP</span></div>");
    for block in blocks {
        html += &match text(&block["type"]) {
            "header" => format!("<h3>{}</h3>", escape(text(&block["text"]["text"]))),
            "section" => {
                format!("<div class=section>{}</div>", escape(text(&block["text"]["text"])))
            }
            "rich_text" => {
                let parts = list(&block["elements"][0]["elements"]).iter().map(|part| {
                    let words = escape(text(&part["text"]));
                    if part["style"]["bold"] == true { format!("<b>{words}</b>") } else { words }
                });
                quoted(&parts.collect::<String>())
            }
            "context" => {
                let lines = list(&block["elements"]).iter().map(|e| escape(text(&e["text"])));
                format!("<div class=context>{}</div>", lines.collect::<Vec<_>>().join("\n"))
            }
            "actions" => {
                let parts = list(&block["elements"]).iter().map(|part| {
                    let (class, label) = match part["type"] == "button" {
                        true => ("button", &part["text"]["text"]),
                        false => ("select", &part["placeholder"]["text"]),
                    };
                    format!("<div class={class}>{}</div>", escape(text(label)))
                });
                format!("<div class=row>{}</div>", parts.collect::<String>())
            }
            _ => String::new(),
        };
    }
    html + "</div>"
}
