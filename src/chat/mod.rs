//! Chat: platform-neutral commands, a [`request::Request`] in and a
//! [`reply::Reply`] out.
//!
//! One file a command under [`commands`]; everything this layer says itself is
//! in [`phrases`], in the asker's language. It knows the core and no platform.

pub mod commands;
pub mod phrases;
pub mod reply;
pub mod request;

pub use commands::respond;
pub use reply::Reply;
pub use request::Request;
