//! Waiting for what a client does, and finding what the tests share.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// Looks again whenever `changed` tells of something, until there is what is
/// looked for. `circumstances` says how things stand when it does not come.
pub async fn until_within<T>(
    what: &str,
    limit: Duration,
    changed: &Notify,
    find: impl Fn() -> Option<T>,
    circumstances: impl Fn() -> String,
) -> T {
    let deadline = Instant::now() + limit;
    loop {
        let notified = changed.notified();
        if let Some(found) = find() {
            return found;
        }
        assert!(Instant::now() < deadline, "no {what} came; {}", circumstances());
        let _ = tokio::time::timeout(Duration::from_millis(50), notified).await;
    }
}

/// A service's own description, in the folder that `IQTIBAS_SHARED` names or in
/// `../shared` beside the project. None, with a word on standard error, where
/// there is none.
pub fn contract(name: &str) -> Option<serde_json::Value> {
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
