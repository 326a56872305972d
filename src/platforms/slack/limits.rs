//! Slack's limits, as its reference gives them under "Block Kit", "Views" and
//! "chat.postMessage". Slack counts characters; this program counts UTF-16 code
//! units, of which there are never fewer.

use std::time::Duration;

/// Blocks in a message.
pub const BLOCKS: usize = 50;
/// Blocks in a modal or a home tab.
pub const VIEW_BLOCKS: usize = 100;
/// Characters in a section's text; kept for each quote too.
pub const SECTION: usize = 3000;
/// Characters in a header.
pub const HEADER: usize = 150;
/// Elements in a context block.
pub const CONTEXT_ELEMENTS: usize = 10;
/// Characters in an element of a context block.
pub const CONTEXT: usize = 2000;
/// Elements in an actions block.
pub const ACTIONS: usize = 25;
/// Characters on a button.
pub const BUTTON: usize = 75;
/// Characters in a button's value.
pub const VALUE: usize = 2000;
/// Characters in an `action_id` and in a `block_id`.
pub const ID: usize = 255;
/// Options in a menu.
pub const OPTIONS: usize = 100;
/// Characters in an option's text and description.
pub const OPTION_TEXT: usize = 75;
/// Characters in a menu's placeholder.
pub const PLACEHOLDER: usize = 150;
/// Characters in a modal's title, submit and close.
pub const VIEW_TITLE: usize = 24;
/// Characters of a message's text that Slack advises to stay below.
pub const TEXT: usize = 4000;
/// How long a trigger may open a window: "expires in 3 seconds" (docs.slack.dev,
/// "Modals", read 2026-11).
pub const TRIGGER: Duration = Duration::from_secs(3);
/// Messages to one channel: "no more than one per second per channel".
pub const BETWEEN_MESSAGES: Duration = Duration::from_secs(1);
