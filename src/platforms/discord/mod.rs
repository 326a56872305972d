//! Discord, through serenity.
//!
//! An event comes in through [`handler`]; [`events`] reads what it asks for, the
//! chat layer answers, [`render`] (with [`markdown`] and [`limits`]) makes the
//! payload and [`deliver`] sends it. [`summary`] is the moderators' preview.
//! [`commands`] and [`locales`] say what is registered, [`registration`] does it,
//! and [`gateway`] keeps the connection, by way of the [`bridge`] and as often as
//! [`sessions`] allows.

mod bridge;
pub mod commands;
pub mod deliver;
pub mod events;
pub mod gateway;
pub mod handler;
pub mod limits;
pub mod locales;
pub mod markdown;
pub mod registration;
pub mod render;
mod sessions;
pub mod summary;

pub use gateway::{DiscordError, run};
