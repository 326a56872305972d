//! The bot behind the platforms: what is remembered between requests, and the manners
//! that are the same everywhere. Stateful and async; no platform's types.
//!
//! [`service`] takes a request from somebody ([`place`]) and gives a reply, within
//! [`limits`], going on from the [`conversation`], computed by [`workers`]; [`pressing`]
//! is what a button leads to and [`posting`] how a summary gets into a channel.
//! [`permissions`] says who may, [`outbox`] speaks unasked and does a deed once,
//! [`dedup`] knows what came before, and [`store`] keeps settings and [`feedback`].

pub mod conversation;
pub mod dedup;
pub mod feedback;
pub mod limits;
pub mod outbox;
pub mod permissions;
pub mod place;
pub mod posting;
pub mod pressing;
pub mod service;
pub mod store;
pub mod workers;

pub use service::Service;
