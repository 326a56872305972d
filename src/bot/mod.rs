//! The bot behind the platforms: what is remembered between requests, and the manners
//! that are the same everywhere. Stateful and async; no platform's types.
//!
//! [`service`] takes a request from somebody ([`place`]) and gives a reply, within
//! [`limits`], going on from the [`conversation`], computed by [`workers`]; [`pressing`]
//! is what a button leads to and [`posting`] how a summary gets into a channel.
//! [`permissions`] says who may, `allowed` what those are told who may not, `desk` is what moderators do with the store and
//! [`pins`] what they chose, [`outbox`] speaks unasked and does a deed once, [`dedup`]
//! knows what came before, [`answered`] which answer belongs to which message, [`digests`]
//! are posted at set times, and `hand_over` brings a question to people and back.
//!
//! [`store`] keeps things over a restart. [`settings`] are looked up in memory, and a
//! [`journal`] holds what was asked until it is written; [`upkeep`] sees to that, and
//! `remembering` says what is kept.

mod allowed;
pub mod answered;
pub mod conversation;
pub mod dedup;
mod desk;
pub mod digests;
mod hand_over;
pub mod journal;
pub mod limits;
pub mod outbox;
pub mod permissions;
pub mod pins;
pub mod place;
pub mod posting;
pub mod pressing;
mod remembering;
pub mod service;
pub mod settings;
pub mod store;
pub mod upkeep;
pub mod workers;

pub use service::Service;
