//! The places where people ask. Each platform translates its events into
//! requests and renders replies; none of them decides what to say.

pub mod discord;
pub mod retry;
pub mod slack;
pub mod terminal;

#[cfg(test)]
mod samples;
