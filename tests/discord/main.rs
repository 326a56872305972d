//! The real binary and the real serenity on a Discord of this machine.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod buttons;
mod commands;
mod connection;
mod honesty;
mod join;
mod manners;
mod messages;
mod resilience;
mod speaking;
mod trouble;

use iqtibas_doubles::{bot, discord as loopback};
