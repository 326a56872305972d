//! The real binary and the real slack-morphism on a Slack of this machine.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod both;
mod checking;
mod commands;
mod digests;
mod drafts;
mod edits;
mod elsewhere;
mod hand_over;
mod honesty;
mod http;
mod join;
mod manners;
mod messages;
mod replicas;
mod resilience;
mod secrets;
mod server;
mod speaking;
mod summary;

use iqtibas_doubles::{bot, discord, slack as loopback};
