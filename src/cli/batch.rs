//! Many questions from standard input, one a line.

use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use thiserror::Error;

use super::CliError;
use super::answering::Answering;
use super::arguments::Format;
use super::conversation::Conversation;
use super::json::{self, Asked, Refused};

/// The longest line that is read. A pasted page of a hundred kilobytes is still a
/// question; ten of them are a file that somebody has piped by mistake.
const LONGEST_BYTES: usize = 1024 * 1024;

/// A line is no question.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
enum LineError {
    #[error("the line is longer than {} KiB", LONGEST_BYTES / 1024)]
    TooLong,
    #[error("the line begins with {{ but is no JSON object: {0}")]
    NoJson(String),
    #[error("\"question\" is missing or no text")]
    NoQuestion,
}

/// Answers a line after the other in the format wanted: as JSON each alone, else as the
/// conversation that it would be at the prompt.
///
/// # Errors
/// When standard input or the index cannot be read.
pub fn piped(
    answering: &Answering,
    input: impl BufRead,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    if answering.format == Format::Json {
        return objects(answering, input, out);
    }
    let mut conversation = Conversation::default();
    for (line, number) in lines(input).zip(1_u64..) {
        match line? {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => conversation.answer(&line, answering, out)?,
            Err(error) => eprintln!("iqtibas: line {number}: {error}"),
        }
    }
    Ok(())
}

/// Answers one question a line, plain or as `{"id", "question"}`, with one JSON
/// object a line in the same order: the answer, or what is wrong with the line.
/// The id comes back as it came. Where there is none it is the line's number, but
/// null in the answer to an object without one.
///
/// # Errors
/// When standard input or the index cannot be read.
pub fn objects(
    answering: &Answering,
    input: impl BufRead,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    for (line, number) in lines(input).zip(1_u64..) {
        let read = match line? {
            Ok(line) => read(line, number),
            Err(error) => Err(Refused { id: line_number(number), error: error.to_string() }),
        };
        match read {
            Ok(asked) => json::write_line(&json::answer(answering, asked)?, out)?,
            Err(refused) => json::write_line(&refused, out)?,
        }
    }
    Ok(())
}

/// A line whose first character is a brace is JSON, any other is a question.
fn read(line: String, number: u64) -> Result<Asked, Refused> {
    #[derive(Deserialize)]
    struct Line<'l> {
        // Borrowed as they stand: a number of any size keeps its digits.
        #[serde(borrow, default, deserialize_with = "as_it_stands")]
        id: Option<&'l RawValue>,
        #[serde(borrow, default, deserialize_with = "as_it_stands")]
        question: Option<&'l RawValue>,
    }
    if !line.trim_start().starts_with('{') {
        return Ok(Asked { id: line_number(number), question: line });
    }
    let Line { id, question } = serde_json::from_str(&line).map_err(|error| Refused {
        id: line_number(number),
        error: LineError::NoJson(error.to_string()).to_string(),
    })?;
    let id = id.map(RawValue::to_owned);
    match question.map(|question| serde_json::from_str(question.get())) {
        Some(Ok(question)) => {
            Ok(Asked { id: id.unwrap_or_else(|| RawValue::NULL.to_owned()), question })
        }
        _ => Err(Refused {
            id: id.unwrap_or_else(|| line_number(number)),
            error: LineError::NoQuestion.to_string(),
        }),
    }
}

/// A value that is there, also where it is null.
fn as_it_stands<'de, D>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error>
where
    D: Deserializer<'de>,
{
    Deserialize::deserialize(deserializer).map(Some)
}

fn line_number(number: u64) -> Box<RawValue> {
    // A number's own digits are JSON.
    RawValue::from_string(number.to_string()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// Lines of input, with what is not UTF-8 replaced rather than refused. Of a line
/// that is too long no more is kept than its length.
fn lines(mut input: impl BufRead) -> impl Iterator<Item = io::Result<Result<String, LineError>>> {
    let mut is_first = true;
    std::iter::from_fn(move || next_line(&mut input, std::mem::take(&mut is_first)).transpose())
}

fn next_line(
    input: &mut impl BufRead,
    is_first: bool,
) -> io::Result<Option<Result<String, LineError>>> {
    let mut bytes = Vec::new();
    // One more for the line break, so that the longest line ends in it.
    let most = LONGEST_BYTES as u64 + 1;
    if input.by_ref().take(most).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.len() > LONGEST_BYTES && bytes.last() != Some(&b'\n') {
        skip_line(input)?;
        return Ok(Some(Err(LineError::TooLong)));
    }
    // A file from Windows may begin with a byte order mark.
    let line =
        if is_first { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes) } else { &bytes };
    let line = String::from_utf8_lossy(line);
    Ok(Some(Ok(line.trim_end_matches(['\n', '\r']).to_owned())))
}

/// Reads to the end of a line without keeping it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let read = end.map_or(buffer.len(), |end| end + 1);
        input.consume(read);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_greatest_length_is_read_and_a_longer_one_is_passed_over() {
        let longest = "x".repeat(LONGEST_BYTES);
        let input = format!("{longest}\nshort\n{longest}y\nlast\n{longest}yz");
        let lines: Vec<_> = lines(input.as_bytes()).map(|line| line.expect("memory")).collect();
        let expected = [
            Ok(longest),
            Ok("short".to_owned()),
            Err(LineError::TooLong),
            Ok("last".to_owned()),
            Err(LineError::TooLong),
        ];
        assert!(lines == expected, "{} lines", lines.len());
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        let input = "\u{FEFF}{\"question\": \"x\"}\r\n\u{FEFF}y\n";
        let lines: Vec<_> =
            lines(input.as_bytes()).map(|line| line.expect("memory").expect("short")).collect();
        assert_eq!(lines, ["{\"question\": \"x\"}", "\u{FEFF}y"]);
    }
}
