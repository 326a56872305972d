//! What names a delivery, so that one that comes again is known.

use std::fmt;

/// What Slack may deliver twice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Delivery {
    Command(String),
    Interaction { kind: String, trigger: String, action: Option<String> },
    Message { channel: String, ts: String },
    Event(String),
}

/// As processes that share a store know it.
impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Delivery::Command(trigger) => write!(f, "command {trigger}"),
            Delivery::Interaction { kind, trigger, action } => {
                write!(f, "{kind} {trigger} {}", action.as_deref().unwrap_or_default())
            }
            Delivery::Message { channel, ts } => write!(f, "message {channel} {ts}"),
            Delivery::Event(id) => write!(f, "event {id}"),
        }
    }
}
