//! What tests and benches share: a Discord and a Slack of this machine, and the
//! driving of the real binary on them, and the quotations that both are asked
//! to check. The doubles stand in for the services only;
//! the binary, its client libraries and [`postgres`] are the real ones.

#![allow(clippy::expect_used, reason = "used by tests and benches only, which fail by it")]

pub mod bot;
mod description;
pub mod discord;
pub mod double;
pub mod postgres;
pub mod quotations;
pub mod slack;
