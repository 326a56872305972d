//! The real binary and the real serenity on a Discord of this machine.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod asking_about;
mod buttons;
mod changed_sources;
mod checking;
mod commands;
mod connection;
mod desk;
mod digests;
mod drafts;
mod edits;
mod elsewhere;
mod hand_over;
mod hidden_embeds;
mod honesty;
mod in_words;
mod join;
mod language;
mod messages;
mod messenger;
mod preview;
mod resilience;
mod sharing;
mod speaking;
mod suggestions;
mod threads;
mod trouble;
mod verdicts;

use iqtibas_doubles::{bot, discord as loopback};
