//! Tells the program which source its index depends on.

#[path = "src/core/search/sources.rs"]
mod sources;

use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in sources::SOURCES {
        println!("cargo::rerun-if-changed={path}");
    }
    match sources::hash(root) {
        Ok(hash) => println!("cargo::rustc-env=SOURCES_FINGERPRINT={hash:016x}"),
        Err(error) => println!("cargo::error=the source cannot be read: {error}"),
    }
}
