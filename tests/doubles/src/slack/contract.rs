//! Slack's own (archived) description of its Web API, as a judge of arguments.
//! What it is silent on, newer methods and arguments, passes if it is named here.

use serde_json::Value;

use crate::description;

/// Methods and arguments that came after the description was archived.
const NEWER: &[(&str, &[&str])] = &[
    ("apps.connections.open", &[]),
    ("chat.postMessage", &["team_id"]),
    ("files.getUploadURLExternal", &["filename", "length", "alt_txt"]),
    ("files.completeUploadExternal", &["files", "channel_id", "thread_ts"]),
];

/// The description.
pub struct Contract(Value);

impl Contract {
    /// The description, where there is one.
    pub fn load() -> Option<Contract> {
        description::read("slack-web-openapi-v2.json").map(Contract)
    }

    /// What is wrong with a method's arguments.
    pub fn arguments(&self, method: &str, arguments: &Value) -> Result<(), String> {
        let newer = NEWER.iter().find(|(name, _)| *name == method).map(|(_, newer)| *newer);
        let operations = &self.0["paths"][format!("/{method}")];
        let operation =
            [&operations["post"], &operations["get"]].into_iter().find(|o| !o.is_null());
        let Some(operation) = operation else {
            return newer.map(|_| ()).ok_or(format!("{method} is no method of Slack's"));
        };
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let find = |name: &str| parameters.iter().find(|p| p["name"] == name);
        for (name, value) in arguments.as_object().into_iter().flatten() {
            match find(name) {
                Some(parameter) if fits(parameter["type"].as_str(), value) => {}
                Some(parameter) => {
                    return Err(format!("{method}: {name} is no {}", parameter["type"]));
                }
                None if newer.is_some_and(|newer| newer.contains(&name.as_str())) => {}
                None => return Err(format!("{method} has no argument {name}")),
            }
        }
        for parameter in &parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            if parameter["required"] == true && name != "token" && arguments[name].is_null() {
                return Err(format!("{method} needs {name}"));
            }
        }
        Ok(())
    }
}

/// In JSON, what the description calls a string may be an object: it was written
/// for forms, in which blocks and views are texts.
fn fits(kind: Option<&str>, value: &Value) -> bool {
    match kind {
        // A form has nothing but texts.
        Some("boolean") => value.is_boolean() || value == "true" || value == "false",
        // Ids of messages are called numbers; as such they would lose digits.
        Some("number") => {
            value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok())
        }
        Some("integer") => {
            value.is_number() || value.as_str().is_some_and(|text| text.parse::<i64>().is_ok())
        }
        _ => value.is_string() || value.is_object() || value.is_array(),
    }
}
