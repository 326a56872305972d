//! What of a question is language: its words without emoji, mentions, channel
//! references and addresses.
//!
//! Chat platforms write these into a message's text (`:wave:`, `<@U024BE7LH>`,
//! `<:logo:41771983423143937>`), where their letters would count as words. Only
//! questions are cleaned: a document's text is quoted as it stands.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Everything that is taken out wherever it stands, and what may be: a short code
/// is looked at again, with what stands before it.
///
/// The forms in angle brackets are those of Discord's "Message formatting"
/// (reference, discord.com/developers/docs) and Slack's "Formatting text for app
/// surfaces" (docs.slack.dev), both as of November 2026. No repetition has a bound: each
/// would be copied into the automaton that many times (70 ms and 20 MB at the first
/// question), and the text has one ([`LONGEST_QUESTION_BYTES`]).
const NOISE: &str = r#"(?x)
    # An emoji of the server's own, a person, a role, a channel, a time, a command.
    <a?:\w+:\d+>
    | <(?:@[!&]?|\#)\d+>
    | <t:-?\d+(?::[a-zA-Z])?>
    | </[^<>:]+:\d+>
    | <id:\w+(?::\d+)?>
    # A person, a channel; everybody, a group, a date.
    | <(?:@|\#)[A-Z][A-Z0-9]+(?:\|[^<>]*)?>
    | <![^<>]+>
    # A link, perhaps with a label.
    | <(?P<address>(?:[a-zA-Z][a-zA-Z0-9+.-]+://|mailto:|tel:)[^<>\s|]+)(?:\|(?P<label>[^<>]*))?>
    # An address as it is typed.
    | (?P<url>(?:[a-zA-Z][a-zA-Z0-9+.-]+://|www\.)[^\s<>"“”«»،؛؟]+)
    | [a-zA-Z0-9._%+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+
    # Emoji: a key, or a picture with what changes or continues it.
    | [0-9\#*]\x{FE0F}?\x{20E3}
    | (?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\x{FE0F})
      (?:[\x{FE0F}\x{E0020}-\x{E007F}\p{Emoji_Modifier}]|\x{200D}\p{Extended_Pictographic})*
    # A short code, perhaps.
    | (?P<code>:[\p{Latin}0-9_+'’-]+:)
"#;

/// What is told by what stands on both sides, looked for when everything else is
/// gone: everybody, as Discord has it, and a short code written onto a word
/// ("Sora:wave:"), which is narrower than one that stands alone.
const ATTACHED: &str = r"(?P<everybody>@(?:everyone|here)\b)|:[a-z][a-z0-9_+-]+:";

static NOISE_PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(NOISE).ok());
static ATTACHED_PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ATTACHED).ok());

/// Signs that end a sentence or a mark-up rather than an address.
const AFTER_AN_ADDRESS: &[char] =
    &['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '’', '*', '_', '~', '|', '`'];

/// A question is a few sentences. What comes after this many bytes is not read: a
/// pasted page is no question. It is 1,000 Arabic letters; the longest question of
/// the committed sets and of XQuAD has 221.
pub const LONGEST_QUESTION_BYTES: usize = 2000;

/// A question without what is no language in it. What is left stands apart by a
/// space where something stood between; the label of a link is kept.
pub fn spoken(text: &str) -> Cow<'_, str> {
    spoken_in_full(clip(text))
}

/// The same of a text that is read to its end; whoever calls it bounds its length.
pub fn spoken_in_full(text: &str) -> Cow<'_, str> {
    let mut said = Cow::Borrowed(text);
    if !may_have_noise(text) {
        return said;
    }
    // What was taken out may have kept something else from being told. Every round
    // but the last makes the text shorter, and the second seldom finds anything.
    while let Some(shorter) = once(&said) {
        said = Cow::Owned(shorter);
    }
    said
}

/// Whether there is anything that every form of noise has one of. Most questions have
/// nothing, and so cost no look at the patterns.
fn may_have_noise(text: &str) -> bool {
    // Unicode's pictographs (Extended_Pictographic), with some signs between them.
    let is_pictograph = |c| matches!(c, '©' | '®' | '\u{203C}'..='\u{3299}' | '\u{1F000}'..);
    text.contains(|c| matches!(c, '<' | ':' | '@') || is_pictograph(c)) || text.contains("www.")
}

/// One round of [`spoken`]; nothing where there is nothing to take out.
fn once(text: &str) -> Option<String> {
    match without_noise(text) {
        Cow::Borrowed(text) => match without_attached(text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(said) => Some(said),
        },
        Cow::Owned(text) => Some(without_attached(&text).into_owned()),
    }
}

fn without_noise(text: &str) -> Cow<'_, str> {
    let Some(pattern) = &*NOISE_PATTERN else { return Cow::Borrowed(text) };
    let mut kept = Kept::of(text);
    let mut from = 0;
    while let Some(found) = pattern.captures_at(text, from) {
        let Some(whole) = found.get(0) else { break };
        let before = kept.char_before(whole.start());
        let is_apart = !before.is_some_and(char::is_alphanumeric);
        let is_noise = match (found.name("code"), found.name("url")) {
            (Some(code), _) => is_apart && before != Some(':') && is_short_code(code.as_str()),
            (_, Some(url)) => is_apart || !url.as_str().starts_with("www."),
            _ => true,
        };
        if !is_noise {
            from = after_first_char(text, whole.start());
            continue;
        }
        let end = match found.name("url") {
            Some(url) => url.start() + url.as_str().trim_end_matches(AFTER_AN_ADDRESS).len(),
            None => whole.end(),
        };
        let address = found.name("address").map_or("", |address| address.as_str());
        let label = found.name("label").map(|label| label.as_str());
        let label = label.filter(|label| !is_address(label, address)).unwrap_or_default();
        kept.replace(whole.start()..end, &without_noise(label));
        from = end;
    }
    kept.finish()
}

fn without_attached(text: &str) -> Cow<'_, str> {
    let Some(pattern) = &*ATTACHED_PATTERN else { return Cow::Borrowed(text) };
    let mut kept = Kept::of(text);
    let mut from = 0;
    while let Some(found) = pattern.captures_at(text, from) {
        let Some(whole) = found.get(0) else { break };
        let before = kept.char_before(whole.start());
        let ends_a_word = |next: char| next.is_whitespace() || ".,!?)؟،".contains(next);
        let is_noise = if found.name("everybody").is_some() {
            !before.is_some_and(char::is_alphanumeric)
        } else {
            before.is_none_or(char::is_alphabetic)
                && text[whole.end()..].chars().next().is_none_or(ends_a_word)
        };
        if is_noise {
            kept.replace(whole.range(), "");
            from = whole.end();
        } else {
            from = after_first_char(text, whole.start());
        }
    }
    kept.finish()
}

fn after_first_char(text: &str, offset: usize) -> usize {
    offset + text[offset..].chars().next().map_or(1, char::len_utf8)
}

/// `:wave:`, `:+1:`, `:100:`; not the `:30:` of 10:30:15.
fn is_short_code(code: &str) -> bool {
    let name = code.trim_matches(':');
    name.chars().any(char::is_alphabetic) || matches!(name, "+1" | "-1" | "100" | "1234")
}

/// Whether a link's label is nothing but its address.
fn is_address(label: &str, address: &str) -> bool {
    let label = label.trim().to_lowercase();
    label.contains(['.', '@', ':'])
        && !label.contains(char::is_whitespace)
        && address.to_lowercase().contains(&label)
}

/// A text from which pieces are taken, from left to right.
struct Kept<'t> {
    text: &'t str,
    out: String,
    /// Up to where the text has been taken over or left out.
    done: usize,
    is_changed: bool,
}

impl<'t> Kept<'t> {
    fn of(text: &'t str) -> Kept<'t> {
        Kept { text, out: String::new(), done: 0, is_changed: false }
    }

    /// The character that will stand before an offset; none at the start and after
    /// something that was taken out.
    fn char_before(&self, offset: usize) -> Option<char> {
        self.text[self.done..offset].chars().next_back()
    }

    fn replace(&mut self, range: std::ops::Range<usize>, with: &str) {
        let text = self.text;
        self.push(&text[self.done..range.start]);
        self.is_changed = true;
        self.push(with);
        self.done = range.end;
    }

    /// Adds a piece, parted by white space from the one before.
    fn push(&mut self, piece: &str) {
        if !self.is_changed {
            self.out.push_str(piece);
            return;
        }
        let piece = match self.out.chars().next_back() {
            None => piece.trim_start(),
            Some(last) if last.is_whitespace() => piece.trim_start(),
            Some(_) => {
                if !piece.is_empty() && !piece.starts_with(char::is_whitespace) {
                    self.out.push(' ');
                }
                piece
            }
        };
        self.out.push_str(piece);
    }

    fn finish(mut self) -> Cow<'t, str> {
        if !self.is_changed {
            return Cow::Borrowed(self.text);
        }
        let text = self.text;
        self.push(&text[self.done..]);
        Cow::Owned(self.out.trim().to_owned())
    }
}

/// What is read of a question. It ends with a whole word, as half of one would be a word
/// that no text has; where there is but one word, with a letter.
fn clip(question: &str) -> &str {
    if question.len() <= LONGEST_QUESTION_BYTES {
        return question;
    }
    let (read, rest) = question.split_at(question.floor_char_boundary(LONGEST_QUESTION_BYTES));
    if rest.starts_with(char::is_whitespace) {
        return read;
    }
    let words = read.trim_end_matches(|c: char| !c.is_whitespace());
    if words.trim_end().is_empty() { read } else { words }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_patterns_are_patterns() {
        assert!(Regex::new(NOISE).is_ok(), "{:?}", Regex::new(NOISE));
        assert!(Regex::new(ATTACHED).is_ok(), "{:?}", Regex::new(ATTACHED));
    }

    #[test]
    fn what_is_read_of_a_long_question_ends_with_a_whole_word() {
        for word in ["النووية ", "nuclear ", "energy\n"] {
            for shift in 0..word.len() {
                let long = "a".repeat(shift) + " " + &word.repeat(LONGEST_QUESTION_BYTES);
                let said = spoken(&long);
                let last = said.split_whitespace().last();
                assert_eq!(last, Some(word.trim()), "{shift}");
                assert!(LONGEST_QUESTION_BYTES - said.len() < word.len(), "{shift}");
            }
        }
        let one = "ن".repeat(LONGEST_QUESTION_BYTES);
        assert_eq!(spoken(&one).len(), LONGEST_QUESTION_BYTES);
        assert!(spoken(&(" ".to_owned() + &one)).contains('ن'));
    }

    #[test]
    fn emoji_mentions_channels_and_addresses_are_no_language() {
        for (typed, said) in [
            ("What is Sora? :wave:", "What is Sora?"),
            (":+1::skin-tone-2: What is Sora?", "What is Sora?"),
            (":tada::tada: what now", "what now"),
            ("(:smile:) Sora", "( ) Sora"),
            ("What is Sora:thinking_face:?", "What is Sora ?"),
            ("ما هي سورا؟ :wave:", "ما هي سورا؟"),
            ("ما هي سورا:wave:", "ما هي سورا"),
            ("hi <:blob_wave:823456789012345678> Sora", "hi Sora"),
            ("<a:dance:823456789012345678>Sora", "Sora"),
            ("<@823456789012345678> why Sora", "why Sora"),
            ("<@!823456789012345678> <@&823456789012345678> why", "why"),
            ("as said in <#823456789012345678>: why?", "as said in : why?"),
            ("since <t:1618953630:R> and <t:1618953630>", "since and"),
            ("what does </ask:823456789012345678> do", "what does do"),
            ("see <id:customize> please", "see please"),
            ("<@U024BE7LH> why? <@W024BE7LH|bobby>", "why?"),
            ("in <#C024BE7LR|general> why", "in why"),
            ("<!here> <!channel> why <!subteam^SAZ94GDB8|@crew>", "why"),
            ("on <!date^1392734382^{date_num}|2014-02-18> why", "on why"),
            ("see <https://example.com/a|the interview> please", "see the interview please"),
            ("see <http://example.com|example.com>?", "see ?"),
            ("see <mailto:a@b.example|a@b.example> ok", "see ok"),
            ("read https://example.com/a?b=c#d, then answer", "read , then answer"),
            ("شوف https://example.com/a؟", "شوف ؟"),
            ("**www.example.com** why", "** ** why"),
            ("is sam@openai.example real", "is real"),
            ("@everyone what is Sora", "what is Sora"),
            ("What is Sora? 👋🏽", "What is Sora?"),
            ("❤️‍🔥Sora👨‍👩‍👧‍👦rocks🏴󠁧󠁢󠁥󠁮󠁧󠁿", "Sora rocks"),
            ("🇮🇶 شنو 1️⃣ الخطة ℹ️", "شنو الخطة"),
            ("😀😀", ""),
            (":wave: <@U024BE7LH> https://example.com", ""),
        ] {
            assert_eq!(spoken(typed), said, "{typed}");
        }
    }

    #[test]
    fn plain_words_are_left_as_they_are() {
        for text in [
            "What did Altman say about GPT-5?",
            "at 10:30:15 or 10:30",
            "a:b:c and 3:2:1, ratio 4 : 3 : 2",
            "std::vec::Vec::new() and fe80::abcd:ef::1",
            "السؤال: ما هي سورا: النموذج",
            "C:\\temp and x < y > z, a <b> c",
            "© ™ ® 100 #1 *2",
            "@sama said 5 > 3 & 2 < 4",
            "Node.js, a16z.com and U.S. v. Them",
            "  two  spaces  stay ",
            "شنو رأي Altman في vertical integration؟",
            "email me @ home",
        ] {
            assert!(matches!(spoken(text), Cow::Borrowed(kept) if kept == text), "{text}");
        }
    }

    /// Text out of the pieces that matter, in any order.
    fn noisy() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zA-Zء-ي0-9]{1,4}",
            "[ :<>|@#!&.,/?^_+-]",
            Just(":wave:".to_owned()),
            Just("<@U0AB12>".to_owned()),
            Just("<https://e.co|".to_owned()),
            Just("https://e.co".to_owned()),
            Just("www.".to_owned()),
            Just("@here".to_owned()),
            Just("👋🏽".to_owned()),
            Just("\u{200D}".to_owned()),
            Just("1️⃣".to_owned()),
            Just("a@b.c".to_owned()),
        ];
        proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_passed_over_has_no_noise(text in "\\PC{0,60}|[a-z0-9.#*/-]{0,40}") {
            prop_assert!(may_have_noise(&text) || once(&text).is_none(), "{text:?}");
        }

        #[test]
        fn any_text_gets_no_longer_and_is_spoken_once_and_for_all(
            text in prop_oneof![any::<String>(), noisy()]
        ) {
            let said = spoken(&text).into_owned();
            prop_assert!(said.len() <= text.len());
            prop_assert_eq!(spoken(&said), said.as_str());
        }

        #[test]
        fn words_and_marks_are_left_as_they_are(text in "[\\p{L}\\p{Mn} .,;!?؟،؛()\"“”«»'’-]{0,60}") {
            prop_assert_eq!(spoken(&text), text.as_str());
        }
    }
}
