//! The places where people ask. Each platform translates its events into
//! requests and renders replies; none of them decides what to say.

pub mod discord;
pub mod retry;
pub mod slack;
pub mod terminal;

/// How long the replies in flight may take after a stop was asked for. `docker stop`
/// grants ten seconds in all; what is left of them is for closing connections: a
/// second for the HTTP server, three for Discord's shards.
pub const LAST_WORDS: std::time::Duration = std::time::Duration::from_secs(6);

#[cfg(test)]
mod samples;
