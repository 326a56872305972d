//! Discord's own OpenAPI description, as a judge of requests and responses.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::description;

/// The description, with the validators made of it so far.
pub struct Contract {
    document: Value,
    validators: Mutex<HashMap<String, Option<Arc<Validator>>>>,
}

impl Contract {
    /// The description, where there is one.
    pub fn load() -> Option<Contract> {
        let document = description::read("discord-openapi.json")?;
        Some(Contract { document, validators: Mutex::default() })
    }

    /// What is wrong with a request's body; nothing if nothing is.
    pub fn request(&self, method: &str, path: &str, body: &Value) -> Result<(), String> {
        let Some((template, operation)) = self.operation(method, path) else {
            return Err(format!("{method} {path} is not in Discord's description"));
        };
        let pointer = "/requestBody/content/application~1json/schema";
        match operation.pointer(pointer) {
            Some(schema) => self.check(&format!("> {method} {template}"), schema, body),
            None if body.is_null() => Ok(()),
            None => Err(format!("{method} {template} takes no body")),
        }
    }

    /// What is wrong with a response's body.
    pub fn response(
        &self,
        method: &str,
        path: &str,
        status: u16,
        body: &Value,
    ) -> Result<(), String> {
        let Some((template, operation)) = self.operation(method, path) else { return Ok(()) };
        let response = &operation["responses"][status.to_string()];
        if response.is_null() {
            let is_error = status >= 400;
            return if is_error { Ok(()) } else { Err(format!("{template} never gives {status}")) };
        }
        match response.pointer("/content/application~1json/schema") {
            Some(schema) => self.check(&format!("< {method} {template} {status}"), schema, body),
            None => Ok(()),
        }
    }

    /// The operation that a path (without the API's prefix) belongs to. A part that
    /// is written out wins over a placeholder.
    fn operation(&self, method: &str, path: &str) -> Option<(&str, &Value)> {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let paths = self.document["paths"].as_object()?;
        let fits = |template: &str| {
            let wanted: Vec<&str> = template.trim_matches('/').split('/').collect();
            let same = wanted.len() == parts.len()
                && wanted.iter().zip(&parts).all(|(w, p)| w.starts_with('{') || w == p);
            same.then(|| wanted.iter().filter(|part| part.starts_with('{')).count())
        };
        let best = paths
            .iter()
            .filter(|(_, operations)| !operations[method.to_lowercase()].is_null())
            .filter_map(|(template, operations)| Some((fits(template)?, template, operations)))
            .min_by_key(|(placeholders, ..)| *placeholders);
        best.map(|(_, template, operations)| {
            (template.as_str(), &operations[method.to_lowercase()])
        })
    }

    fn check(&self, name: &str, schema: &Value, body: &Value) -> Result<(), String> {
        let mut validators = self.validators.lock().expect("no panic while it was held");
        let validator = validators.entry(name.to_owned()).or_insert_with(|| {
            let schema = json!({"allOf": [schema], "components": self.document["components"]});
            let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
            Some(Arc::new(options.build(&schema).expect("a valid schema")))
        });
        let validator = Arc::clone(validator.as_ref().expect("it was made"));
        drop(validators);
        let errors: Vec<String> = validator
            .iter_errors(body)
            .map(|error| {
                let wrong: String = error.to_string().chars().take(300).collect();
                format!("at {}: {wrong}", error.instance_path())
            })
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(format!("{name}: {}", errors.join("; "))) }
    }
}
