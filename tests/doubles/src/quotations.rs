//! Quotations of the project's own documents as people type them, with what every platform
//! says of each.

/// Exact, changed, somebody else's, not there, too short.
pub const TYPED: &[(&str, &str)] = &[
    ("لقد قررنا أنه حان الوقت للقيام برهان جريء للغاية", "ورد بنصّه في المصادر"),
    ("لقد قررنا أنه حان الوقت للقيام برهان صغير للغاية", "كُتب «صغير» وفي المصدر «جريء»"),
    ("We have decided that it is time to make a very bold bet", "Word for word in the sources"),
    (
        "Horowitz said: “We have decided that it is time to make a very bold bet”",
        "these are the words of Sam Altman",
    ),
    ("The weather will be nice in Paris tomorrow", "I do not find this quotation"),
    ("the", "too short to be checked"),
];

/// Messages that are checked from their menu: a changed one, which would call everybody if
/// it were repeated as it is, and one without text.
pub const MESSAGES: &[(&str, &str)] = &[
    (
        "We have decided that it is time to make a very small bet @everyone",
        "written “small”, the source has “bold”",
    ),
    ("", "There is no text in that message"),
];

/// A question whose answer has an address.
pub const QUESTION: &str = "What did Altman say about nuclear energy?";

/// The address in what is said of an answer's source.
pub fn address_in(source: &str) -> &str {
    let address = source.split("Permanent address: ").nth(1).expect("an address");
    address.split_whitespace().next().expect("an address")
}
