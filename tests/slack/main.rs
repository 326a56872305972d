//! The real binary and the real slack-morphism on a Slack of this machine.

#[path = "../common/bot.rs"]
mod bot;
mod both;
mod commands;
#[path = "../discord/loopback/mod.rs"]
mod discord;
mod honesty;
mod http;
mod join;
mod loopback;
mod messages;
mod resilience;
mod secrets;
mod server;
mod summary;
#[path = "../common/waiting.rs"]
mod waiting;
