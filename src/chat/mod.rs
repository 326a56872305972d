//! Chat: platform-neutral commands, a [`request::Request`] in and a
//! [`reply::Reply`] out. Pure and synchronous.
//!
//! One file a command under [`commands`], whose [`arguments`] come in fields or in
//! words, [`typed`] tells a command from a question, and [`small_talk`] what asks for
//! nothing; everything this layer says itself is in [`words`], in the asker's language, and
//! a [`shown_quote`] is a source's words with what belongs to them.
//! [`buttons`] are what can be done with a reply; [`action`] is what a button says, in
//! the short [`fields`] of its text (a question in it is [`carry`]d); what a command needs
//! that the sources don't have, such as [`settings`], it is [`given`]; [`suggestions`] are
//! offered while somebody types; a digest's [`timetable`] and [`zones`] are read as people
//! write them, and an [`issue`] is what it posts once; [`summary`] is a summary on its way to a channel,
//! which may be [`elsewhere`];
//! [`text`] makes a source's words fit and read right. It knows the core, no state and
//! no platform.

pub mod action;
pub mod arguments;
pub mod buttons;
pub mod carry;
pub mod commands;
pub mod elsewhere;
pub mod fields;
pub mod following;
pub mod given;
pub mod issue;
pub mod reply;
pub mod request;
pub mod settings;
pub mod shown_quote;
pub mod small_talk;
pub mod suggestions;
pub mod summary;
pub mod text;
pub mod timetable;
pub mod typed;
pub mod words;
pub mod zones;

#[cfg(test)]
pub mod samples;

pub use commands::{Command, respond};
pub use reply::Reply;
pub use request::Request;
