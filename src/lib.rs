//! Iqtibas (اقتباس, "quotation") answers questions about documents with
//! verbatim, cited quotes.
//!
//! # Layout
//!
//! Three layers; each knows only those above it in this list.
//!
//! * [`core`]: what is known and what can be found in it. No async, no platform.
//!   * [`core::knowledge`] reads documents into passages,
//!   * [`core::analysis`] turns words into terms,
//!   * [`core::search`] finds and ranks passages,
//!   * [`core::answer`] makes quotes, citations and answers of them,
//!   * [`core::evaluation`] measures how well.
//! * [`chat`]: platform-neutral commands, a request in and a reply out.
//! * [`platforms`]: the terminal, Discord and Slack; each translates an event
//!   into a request and renders a reply.
//!
//! [`settings`] reads the environment, [`startup`] opens the engine, and [`serve`]
//! runs the chat platforms side by side.
//!
//! `ARCHITECTURE.md` tells the way of one question through these files.

pub mod chat;
pub mod core;
pub mod platforms;
pub mod redact;
pub mod serve;
pub mod server;
pub mod settings;
pub mod startup;
