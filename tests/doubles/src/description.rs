//! The services' own descriptions.

use std::path::PathBuf;

/// A service's own description, in the folder that `IQTIBAS_SHARED` names or in
/// `../shared` beside the project. None, with a word on standard error, where
/// there is none.
pub(crate) fn read(name: &str) -> Option<serde_json::Value> {
    let shared = std::env::var_os("IQTIBAS_SHARED").map(PathBuf::from);
    let shared =
        shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let path = shared.join("contracts").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {}, so requests are not validated", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).expect("an OpenAPI description"))
}
