//! Chat: platform-neutral commands, a [`request::Request`] in and a
//! [`reply::Reply`] out.
//!
//! One file a command under [`commands`]; everything this layer says itself is
//! in [`phrases`], in the asker's language. It knows the core and no platform.
//!
//! What every chat platform needs, once: [`service`] answers with manners
//! ([`pace`], [`conversation`], [`seen`], [`feedback`]); [`action`] is what a
//! button says (a question in it is [`carry`]d) and [`draft`] a summary on its
//! way to a channel; [`cutting`] and [`direction`] make a source's words fit and
//! read right.

pub mod action;
pub mod carry;
pub mod commands;
pub mod conversation;
pub mod cutting;
pub mod direction;
pub mod draft;
pub mod feedback;
pub mod pace;
pub mod phrases;
pub mod reply;
pub mod request;
pub mod seen;
pub mod service;

pub use commands::respond;
pub use reply::Reply;
pub use request::Request;
