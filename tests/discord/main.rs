//! The real binary and the real serenity on a Discord of this machine.

mod buttons;
mod commands;
mod honesty;
mod join;
mod messages;
mod resilience;
mod trouble;

use iqtibas_doubles::{bot, discord as loopback};
