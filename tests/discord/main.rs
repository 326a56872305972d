//! The real binary and the real serenity on a Discord of this machine.

mod bot;
mod buttons;
mod commands;
mod honesty;
mod loopback;
mod messages;
mod resilience;
mod trouble;
