//! What the tests of the renderers share.

/// JSON with the directional characters written so that a reader of a snapshot
/// sees them.
pub(super) fn snapshot(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("JSON");
    text.replace('\u{200F}', "{RLM}")
        .replace('\u{2066}', "{LRI}")
        .replace('\u{2067}', "{RLI}")
        .replace('\u{2069}', "{PDI}")
}
