//! Discord's limits, as its developer documentation gives them under "Message",
//! "Embed limits" and "Component reference". Discord counts characters; this
//! program counts UTF-16 code units, of which there are never fewer.

/// Characters in a message's content.
pub const CONTENT: usize = 2000;
/// Characters in an embed's title.
pub const TITLE: usize = 256;
/// Characters in an embed's description.
pub const DESCRIPTION: usize = 4096;
/// Fields in an embed.
pub const FIELDS: usize = 25;
/// Characters in a field's name.
pub const FIELD_NAME: usize = 256;
/// Characters in a field's value.
pub const FIELD_VALUE: usize = 1024;
/// Characters in an embed's footer.
pub const FOOTER: usize = 2048;
/// Characters in all embeds of a message together.
pub const EMBEDS_TOTAL: usize = 6000;
/// Rows of components in a message.
pub const ROWS: usize = 5;
/// Buttons in a row.
pub const BUTTONS: usize = 5;
/// Characters in a button's label.
pub const BUTTON_LABEL: usize = 80;
/// Options in a select menu.
pub const OPTIONS: usize = 25;
/// Characters in an option's label and in its description.
pub const OPTION_TEXT: usize = 100;
/// Characters in a select menu's placeholder.
pub const PLACEHOLDER: usize = 150;
/// Characters in a component's custom_id.
pub const CUSTOM_ID: usize = 100;
/// Characters in a modal's title and in the label of a field of one.
pub const MODAL_TITLE: usize = 45;
/// Characters in a choice that autocomplete offers.
pub const CHOICE: usize = 100;
/// Choices that autocomplete may offer.
pub const CHOICES: usize = 25;
