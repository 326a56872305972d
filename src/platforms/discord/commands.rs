//! The commands as Discord registers them: each of the chat layer's, and two for
//! a message's context menu.

use std::collections::BTreeSet;

use serde_json::Value;
use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InteractionContext,
    Permissions,
};

use super::limits;
use super::locales;
use crate::chat::commands::{ArgumentKind, typed};
use crate::chat::issue::Content;
use crate::chat::settings::SettingName;
use crate::chat::words::Words;
use crate::core::Language;

/// The message command's name. Discord shows it under "Apps".
pub const ASK_ABOUT_MESSAGE: &str = "Ask Iqtibas about this";

/// The name of the message command that takes a message as a quotation.
pub const CHECK_MESSAGE: &str = "Check this quotation";

/// Characters in a question or topic typed into a command. Discord allows 6000
/// ("Application Commands", Application Command Option Structure, read 2026-11); a
/// question is a few sentences.
const LONGEST_TEXT: u16 = 1000;
/// As long as what autocomplete may offer.
const LONGEST_TOPIC: u16 = limits::CHOICE as u16;

/// Every command, in a fixed order.
pub fn definitions() -> Vec<CreateCommand> {
    let slash = typed().map(|info| {
        let mut command =
            CreateCommand::new(info.name).kind(CommandType::ChatInput).description(info.about.en);
        for (locale, name) in locales::names_of_command(info) {
            command = command.name_localized(locale, name);
        }
        for (locale, text) in locales::of_command(info) {
            command = command.description_localized(locale, text);
        }
        for argument in info.arguments {
            let kind = match argument.kind {
                ArgumentKind::Text
                | ArgumentKind::Topic
                | ArgumentKind::Document
                | ArgumentKind::Setting
                | ArgumentKind::Zone
                | ArgumentKind::Content => CommandOptionType::String,
                ArgumentKind::Count { .. } => CommandOptionType::Integer,
                ArgumentKind::Flag => CommandOptionType::Boolean,
            };
            let mut option = CreateCommandOption::new(kind, argument.name, argument.about.en)
                .required(argument.required);
            for (locale, name) in locales::names_of_option(argument) {
                option = option.name_localized(locale, name);
            }
            for (locale, text) in locales::of_option(argument) {
                option = option.description_localized(locale, text);
            }
            option = match argument.kind {
                ArgumentKind::Text => option.max_length(LONGEST_TEXT),
                ArgumentKind::Setting => SettingName::ALL.iter().fold(option, |option, setting| {
                    let label = Words::of(Language::ENGLISH).desk.label(*setting);
                    let arabic = Words::of(Language::ARABIC).desk.label(*setting);
                    let locales = [("ar", arabic)];
                    option.add_string_choice_localized(label, setting.as_str(), locales)
                }),
                ArgumentKind::Content => Content::ALL.iter().fold(option, |option, content| {
                    let label = Words::of(Language::ENGLISH).digest.content(*content);
                    let arabic = Words::of(Language::ARABIC).digest.content(*content);
                    let locales = [("ar", arabic)];
                    option.add_string_choice_localized(label, content.as_str(), locales)
                }),
                ArgumentKind::Topic | ArgumentKind::Document | ArgumentKind::Zone => {
                    option.max_length(LONGEST_TOPIC).set_autocomplete(true)
                }
                ArgumentKind::Count { least, most } => {
                    option.min_int_value(least as u64).max_int_value(most as u64)
                }
                ArgumentKind::Flag => option,
            };
            command = command.add_option(option);
        }
        if info.for_moderators {
            return command
                .default_member_permissions(Permissions::MANAGE_MESSAGES)
                .contexts(vec![InteractionContext::Guild]);
        }
        command.contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
    });
    let message = |name: &'static str| {
        let mut command = CreateCommand::new(name)
            .kind(CommandType::Message)
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm]);
        for (locale, name) in locales::names_of_message_command(name) {
            command = command.name_localized(locale, name);
        }
        command
    };
    slash.chain([ASK_ABOUT_MESSAGE, CHECK_MESSAGE].map(message)).collect()
}

/// The commands as the body of a request. Permissions are a number there, as
/// Discord's OpenAPI description has it; serenity writes them as text.
///
/// # Errors
/// When they cannot be written as JSON.
pub fn body() -> Result<Vec<Value>, serde_json::Error> {
    let mut commands = Vec::new();
    for definition in definitions() {
        let mut command = serde_json::to_value(definition)?;
        let permissions = command.get("default_member_permissions").and_then(Value::as_str);
        if let Some(permissions) = permissions.and_then(|text| text.parse::<u64>().ok()) {
            command["default_member_permissions"] = permissions.into();
        }
        commands.push(command);
    }
    Ok(commands)
}

/// Takes the texts of a locale out of the body of a request.
pub(super) fn leave_out(locale: &str, commands: &mut [Value]) {
    for command in commands {
        for texts in ["name_localizations", "description_localizations"] {
            if let Some(texts) = command.get_mut(texts).and_then(Value::as_object_mut) {
                texts.remove(locale);
            }
        }
        for parts in ["options", "choices"] {
            if let Some(parts) = command.get_mut(parts).and_then(Value::as_array_mut) {
                leave_out(locale, parts);
            }
        }
    }
}

/// The locales in which the body of a request has texts.
pub(super) fn locales_in(commands: &[Value]) -> BTreeSet<String> {
    let descriptions =
        commands.iter().filter_map(|c| c.get("description_localizations")?.as_object());
    descriptions.flat_map(|texts| texts.keys().cloned()).collect()
}

/// Whether Discord has just these commands already. What Discord adds of its own
/// (ids, versions, empty defaults) does not count.
pub fn are_registered(wanted: &[Value], registered: &[Value]) -> bool {
    wanted.len() == registered.len()
        && wanted.iter().all(|command| {
            let same = registered.iter().find(|other| {
                other.get("name") == command.get("name") && kind(other) == kind(command)
            });
            same.is_some_and(|other| covers(other, command))
        })
}

/// 1 (slash command) where Discord leaves it out.
fn kind(command: &Value) -> u64 {
    command.get("type").and_then(Value::as_u64).unwrap_or(1)
}

/// Whether `found` says all that `wanted` says, and no options beside.
fn covers(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => wanted.iter().all(|(name, value)| {
            match found.get(name) {
                Some(other) => covers(other, value),
                // Left out is as good as nothing.
                None => is_nothing(value) || (name == "type" && value == 1),
            }
        }),
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(f, w)| covers(f, w))
        }
        (Value::Null, wanted) => is_nothing(wanted),
        _ => found == wanted || number(found).is_some_and(|n| Some(n) == number(wanted)),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Number(_) => false,
    }
}

/// A number, also one that is written as text, as permissions are.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Vec<Value> {
        body().expect("JSON")
    }

    #[test]
    fn every_command_of_the_chat_layer_is_registered_and_two_for_messages() {
        let wanted = wanted();
        let names: Vec<&str> =
            wanted.iter().filter_map(|command| command["name"].as_str()).collect();
        let slash: Vec<&str> = typed().map(|info| info.name).collect();
        let (commands, of_messages) = names.split_at(names.len() - 2);
        assert_eq!(commands, slash);
        assert_eq!(of_messages, [ASK_ABOUT_MESSAGE, CHECK_MESSAGE]);
        assert_eq!(wanted[5]["default_member_permissions"], 8192, "manage messages");
    }

    #[test]
    fn arabic_clients_show_arabic_names_and_descriptions() {
        let wanted = wanted();
        let ask = &wanted[0];
        assert_eq!(ask["name"], "ask");
        assert_eq!(ask["name_localizations"]["ar"], "اسأل");
        assert_eq!(ask["options"][0]["name_localizations"]["ar"], "السؤال");
        let text = |part: &Value| part["description_localizations"]["ar"].as_str().map(str::len);
        assert!(text(ask).is_some() && text(&ask["options"][1]).is_some());
        assert_eq!(wanted[wanted.len() - 2]["name_localizations"]["ar"], "اسأل اقتباس عن هذا");
        assert_eq!(wanted[wanted.len() - 1]["name_localizations"]["ar"], "تحقق من هذا الاقتباس");
    }

    #[test]
    fn a_locale_can_be_left_out_of_commands_and_options() {
        let mut wanted = wanted();
        assert!(locales_in(&wanted).contains("ar"));
        leave_out("ar", &mut wanted);
        assert!(!locales_in(&wanted).contains("ar") && locales_in(&wanted).contains("he"));
        assert!(!Value::from(wanted).to_string().contains("\"ar\""));
    }

    #[test]
    fn commands_are_registered_again_only_when_they_changed() {
        let wanted = wanted();
        let mut registered = wanted.clone();
        for (number, command) in registered.iter_mut().enumerate() {
            command["id"] = number.to_string().into();
            command["nsfw"] = false.into();
            // Discord answers with text.
            let permissions = command["default_member_permissions"].as_u64();
            command["default_member_permissions"] = permissions.map(|p| p.to_string()).into();
        }
        registered.reverse();
        assert!(are_registered(&wanted, &registered));
        registered[0]["name"] = "other".into();
        assert!(!are_registered(&wanted, &registered));
        let mut changed = wanted.clone();
        changed[0]["options"][0]["description"] = "Something else".into();
        assert!(!are_registered(&wanted, &changed));
        let mut fewer = wanted.clone();
        fewer[1]["options"] = Value::Null;
        assert!(!are_registered(&wanted, &fewer));
    }
}
