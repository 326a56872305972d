//! Keeps secrets out of the log, at every level and whoever writes the line.
//!
//! The clients' libraries log requests, frames and addresses: slack-morphism the
//! addresses of Socket Mode with their tickets (at ERROR, when one cannot be opened),
//! serenity the tokens of interactions. A filter can be widened by whoever sets
//! `IQTIBAS_LOG`, and would take their errors along with their secrets. So every line
//! passes through here last, and what is known or looks like a secret is replaced.

use std::io::{self, Write};

use regex::bytes::Regex;
use tracing_subscriber::fmt::MakeWriter;

/// What stands for a secret.
const REDACTED: &str = "[redacted]";

/// Secrets shorter than this are not looked for: they would be found in every word.
/// Those of Discord and Slack have 32 characters and more.
const SHORTEST: usize = 8;

/// What looks like a secret, by what is before it or by itself. The groups that have
/// a number are kept.
const PATTERN: &str = r#"(?ix-u)
    # A field of JSON or of Rust's Debug, also within a text: "token": "…", token: Some("…")
    ( (?: token | secret | authorization | ticket | response_url | trigger_id )
      (?: \\* ["'] )? \s* [:=] \s* (?: some\( )? \\* ["'] (?: bot\s+ | bearer\s+ )? )
    [^"'\\]+
    # A parameter: ?ticket=…
  | ( \b (?: ticket | token | secret ) = ) [^&\s"'\\)>,\]]+
    # A header: Authorization: Bot …
  | ( \b authorization:\s* (?: bot\s+ | bearer\s+ )? ) [^\s"'\\)>,]+
    # Slack's response addresses, whatever the slashes look like.
  | ( hooks\.slack(?:-gov)?\.com [\\/]+ ) [^\s"')>]+
    # The token in the addresses of Discord's interactions and webhooks.
  | ( / (?: webhooks | interactions ) / \d+ / ) [^/\s"'\\)>?,]+
    # Slack's tokens, and a bot's token as Discord makes them.
  | \b (?: xox[a-z] | xapp | xwfp ) [.-] [a-z0-9.%-]+
  | \b [a-z0-9_-]{23,28} \. [a-z0-9_-]{6,7} \. [a-z0-9_-]{27,}
"#;

/// Makes writers that let no secret through.
#[derive(Debug)]
pub struct Redacting<M> {
    inner: M,
    /// The settings' own secrets, in each form in which they may be written.
    known: Vec<Vec<u8>>,
    /// None if it could not be made: then nothing is let through at all.
    pattern: Option<Regex>,
}

impl<M> Redacting<M> {
    /// In front of `inner`, for secrets that are known and for what looks like one.
    pub fn new<'s>(inner: M, secrets: impl IntoIterator<Item = &'s str>) -> Redacting<M> {
        let known = secrets.into_iter().filter(|s| s.len() >= SHORTEST).flat_map(forms).collect();
        Redacting { inner, known, pattern: Regex::new(PATTERN).ok() }
    }

    /// A line without its secrets.
    fn clean(&self, line: &[u8]) -> Vec<u8> {
        let Some(pattern) = &self.pattern else { return format!("{REDACTED}\n").into_bytes() };
        let mut line = line.to_vec();
        for secret in &self.known {
            line = replaced(&line, secret);
        }
        let kept = format!("${{1}}${{2}}${{3}}${{4}}${{5}}{REDACTED}");
        pattern.replace_all(&line, kept.as_bytes()).into_owned()
    }
}

/// A secret as text, percent-encoded, and as bytes the way Rust's Debug and
/// hexadecimal dumps write them.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let bytes = secret.as_bytes();
    let decimal: Vec<String> = bytes.iter().map(u8::to_string).collect();
    let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let encoded: String = url::form_urlencoded::byte_serialize(bytes).collect();
    let mut forms = vec![secret.to_owned(), encoded, decimal.join(", "), hexadecimal];
    forms.dedup();
    forms.into_iter().map(String::into_bytes).collect()
}

fn replaced(line: &[u8], secret: &[u8]) -> Vec<u8> {
    let mut clean = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.windows(secret.len()).position(|window| window == secret) {
        clean.extend_from_slice(&rest[..at]);
        clean.extend_from_slice(REDACTED.as_bytes());
        rest = &rest[at + secret.len()..];
    }
    clean.extend_from_slice(rest);
    clean
}

impl<'a, M: MakeWriter<'a> + 'a> MakeWriter<'a> for Redacting<M> {
    type Writer = RedactingWriter<'a, M>;

    fn make_writer(&'a self) -> Self::Writer {
        RedactingWriter { redacting: self, line: Vec::new() }
    }
}

/// Gathers one event, and passes it on without its secrets when it is whole.
pub struct RedactingWriter<'a, M: MakeWriter<'a>> {
    redacting: &'a Redacting<M>,
    line: Vec<u8>,
}

impl<'a, M: MakeWriter<'a>> Write for RedactingWriter<'a, M> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.line.is_empty() {
            return Ok(());
        }
        let clean = self.redacting.clean(&std::mem::take(&mut self.line));
        self.redacting.inner.make_writer().write_all(&clean)
    }
}

impl<'a, M: MakeWriter<'a>> Drop for RedactingWriter<'a, M> {
    fn drop(&mut self) {
        // Nobody is left to tell if standard error is closed.
        let _ = self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "a-long-known-s3cret/+";

    fn clean(line: &str) -> String {
        let redacting = Redacting::new(io::stderr, [TOKEN, "short"]);
        String::from_utf8(redacting.clean(line.as_bytes())).expect("text")
    }

    #[test]
    fn a_known_secret_is_found_in_every_form() {
        assert_eq!(
            clean("so a-long-known-s3cret/+, twice: a-long-known-s3cret/+"),
            "so [redacted], twice: [redacted]"
        );
        assert_eq!(clean("?t=a-long-known-s3cret%2F%2B&x=1"), "?t=[redacted]&x=1");
        let bytes = format!("{:?}", TOKEN.as_bytes());
        assert_eq!(clean(&bytes), "[[redacted]]");
        let hexadecimal: String = TOKEN.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(clean(&format!("0x{hexadecimal}")), "0x[redacted]");
    }

    #[test]
    fn what_looks_like_a_secret_is_replaced_and_the_rest_of_the_line_stays() {
        for (line, expected) in [
            (
                "Unable to connect wss://wss-primary.slack.com/link/?ticket=1dbd-5a&app_id=5: Io(61)",
                "Unable to connect wss://wss-primary.slack.com/link/?ticket=[redacted]&app_id=5: Io(61)",
            ),
            (r#"{"token":"abc","type":"hello"}"#, r#"{"token":"[redacted]","type":"hello"}"#),
            (r#"{\"token\":\"abc\",\"x\":1}"#, r#"{\"token\":\"[redacted]\",\"x\":1}"#),
            (r#"Route { token: "abc" }"#, r#"Route { token: "[redacted]" }"#),
            (r#"token: Some("abc"), id: 5"#, r#"token: Some("[redacted]"), id: 5"#),
            (r#"Authorization: Bot abc.def"#, "Authorization: Bot [redacted]"),
            (r#""authorization": "Bearer abc""#, r#""authorization": "Bearer [redacted]""#),
            (
                r"https:\/\/hooks.slack.com\/commands\/T1\/2\/abc x",
                r"https:\/\/hooks.slack.com\/[redacted] x",
            ),
            (
                "POST /webhooks/123/abc_d-e/messages/@original",
                "POST /webhooks/123/[redacted]/messages/@original",
            ),
            ("/interactions/5/abc/callback", "/interactions/5/[redacted]/callback"),
            ("with xoxb-123-abc.", "with [redacted]"),
            ("and xapp-1-A0-9-abcdef", "and [redacted]"),
        ] {
            assert_eq!(clean(line), expected);
        }
    }

    #[test]
    fn a_line_without_a_secret_stays_as_it_is() {
        for line in [
            "Slack does not accept SLACK_BOT_TOKEN (Slack says invalid_auth); copy the token (xoxb-…) again",
            "answered platform=\"slack\" command=\"ask\" outcome=\"quotes\" confidence=0.93 took_us=812",
            "short: ما هو سورا؟ it is a word in every line",
            "index built in /home/u/.cache/iqtibas",
        ] {
            assert_eq!(clean(line), line);
        }
    }

    #[test]
    fn an_event_is_passed_on_whole_and_clean_however_it_is_written() {
        let redacting = Redacting::new(std::sync::Mutex::new(Vec::new()), [TOKEN]);
        let mut writer = redacting.make_writer();
        for part in ["the a-long-kno", "wn-s3cret/+ is", " split\n"] {
            writer.write_all(part.as_bytes()).expect("memory");
        }
        drop(writer);
        assert_eq!(redacting.inner.into_inner().expect("no panic"), b"the [redacted] is split\n");
    }
}
