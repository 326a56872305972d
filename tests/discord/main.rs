//! The real binary and the real serenity on a Discord of this machine.

#[path = "../common/bot.rs"]
mod bot;
mod buttons;
mod commands;
mod honesty;
mod join;
mod loopback;
mod messages;
mod resilience;
mod trouble;
#[path = "../common/waiting.rs"]
mod waiting;
