//! Iqtibas (اقتباس, "quotation") answers questions about documents with
//! verbatim, cited quotes.
//!
//! # Layout
//!
//! Each room knows only those above it in this list.
//!
//! * [`core`]: what is known and what can be found in it. No async, no platform.
//!   * [`core::knowledge`] reads documents into passages,
//!   * [`core::analysis`] turns words into terms,
//!   * [`core::search`] finds and ranks passages,
//!   * [`core::answer`] makes quotes, citations and answers of them,
//!   * [`core::evaluation`] measures how well.
//! * [`chat`]: platform-neutral commands, a request in and a reply out. Pure.
//! * [`bot`]: what is remembered between requests, and the manners that are the same
//!   everywhere. Async, no platform's types.
//! * [`server`]: the HTTP server, for the platforms that call.
//! * [`platforms`]: Discord and Slack; each translates an event into a request and
//!   renders a reply.
//! * [`serve`]: the platforms side by side.
//! * [`cli`]: the command line, which does the rest of what there is to do.
//!
//! [`mod@env`] reads variables, [`config`] says which there are, and [`startup`]
//! makes what is shared from them.
//!
//! `ARCHITECTURE.md` tells the way of one question through these files.

pub mod bot;
pub mod chat;
pub mod cli;
pub mod config;
pub mod core;
pub mod env;
pub mod platforms;
pub mod redact;
mod reload;
pub mod retry;
pub mod serve;
pub mod server;
pub mod startup;
