//! Readers: one for each format that a document may be written in.
//!
//! A reader makes a [`Draft`] of the bytes of a file: blocks of text with what the format
//! says about them. What the blocks mean together, who speaks and what is a passage, is not
//! its business. A format is a file here and a line in [`ALL`]; then it is read in the
//! knowledge folder and by `import` alike.

pub(super) mod byline;
mod cues;
mod html;
pub(super) mod markdown;
mod segments;
mod subtitles;
pub(super) mod text;

use std::borrow::Cow;
use std::path::Path;

use chardetng::EncodingDetector;

use super::block::Draft;
use super::front_matter;
use super::problem::Fault;

/// Reads the files of one format.
pub(super) trait Reader: Sync {
    /// How their names end, in lower case and without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Makes a draft of a file's bytes.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, and the line that it is about.
    fn read(&self, bytes: &[u8]) -> Result<Draft, LocatedFault>;
}

/// A fault with its line, counted from 1.
pub(super) type LocatedFault = (usize, Fault);

static ALL: &[&dyn Reader] = &[
    &markdown::Markdown,
    &text::Text,
    &html::Html,
    &subtitles::WebVtt,
    &subtitles::Srt,
    &segments::Json,
];

/// The reader of a file, by how its name ends.
pub(super) fn reader_of(path: &Path) -> Option<&'static dyn Reader> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    ALL.iter().copied().find(|reader| reader.extensions().contains(&extension.as_str()))
}

/// The reader of what has no name to tell its format by.
pub(super) fn reader_of_text() -> &'static dyn Reader {
    &text::Text
}

/// The text of a file: UTF-8, without a byte order mark, lines ended by line feeds.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, LocatedFault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(encoding) = utf16(bytes) {
        return Err((1, Fault::OtherEncoding { encoding: encoding.name() }));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\r') => {
            Ok(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")))
        }
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let offset = error.valid_up_to();
            let line = bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let fault = match one_byte_encoding(bytes) {
                Some(encoding) => Fault::OtherEncoding { encoding: encoding.name() },
                None => Fault::NotUtf8 { offset },
            };
            Err((line, fault))
        }
    }
}

/// Text in another encoding as UTF-8, with the encoding's name.
pub(super) fn convert(bytes: &[u8]) -> Option<(Vec<u8>, &'static str)> {
    let encoding = match utf16(bytes) {
        Some(encoding) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => return None,
        None => one_byte_encoding(bytes)?,
    };
    let (text, _, faulty) = encoding.decode(bytes);
    (!faulty).then(|| (text.into_owned().into_bytes(), encoding.name()))
}

/// Enough to tell an encoding by: it goes by how often bytes stand beside each other.
const SAMPLE_BYTES: usize = 64 * 1024;

/// Whether some bytes are UTF-16: by their mark, or by every second byte, which is zero
/// for Latin letters and 06 for Arabic ones.
fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return (encoding != encoding_rs::UTF_8).then_some(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let half = sample.len() / 2;
    let high = |first: usize| {
        let every_second = sample.iter().skip(first).step_by(2);
        every_second.filter(|byte| matches!(byte, 0 | 6)).count()
    };
    let (even, odd) = (high(0), high(1));
    if half > 0 && odd * 10 >= half * 8 && even * 10 < half * 5 {
        Some(encoding_rs::UTF_16LE)
    } else if half > 0 && even * 10 >= half * 8 && odd * 10 < half * 5 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// The encoding that some bytes which are no UTF-8 are in; none where they are no text, or
/// too little of it to tell.
fn one_byte_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    /// With fewer letters beyond ASCII any guess would be as good.
    const FEWEST_LETTERS: usize = 8;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let controls = sample.iter().filter(|byte| **byte < 32 && !matches!(**byte, 9 | 10 | 13));
    let letters = sample.iter().filter(|byte| **byte >= 0x80);
    if letters.count() < FEWEST_LETTERS || controls.count() * 50 > sample.len() {
        return None;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(sample, sample.len() == bytes.len());
    Some(detector.guess(None, false))
}

/// Reads the front matter of a text, and the rest of it by `blocks`.
fn with_front_matter(
    text: &str,
    blocks: impl FnOnce(&str, usize, &mut Draft),
) -> Result<Draft, LocatedFault> {
    let split = front_matter::split(text)?;
    let mut draft = Draft { front_matter: split.front_matter, ..Draft::default() };
    if let Some((line, names)) = split.unknown {
        draft.faults.push((line, Fault::UnknownFields(names)));
    }
    draft.faults.extend(split.unreviewed.map(|line| (line, Fault::Unreviewed)));
    blocks(split.body, split.lines_before_body, &mut draft);
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_format_is_told_by_how_the_name_ends() {
        for name in ["a.md", "A.MARKDOWN", "a.b.txt", "a.html", "a.vtt", "a.srt", "a.json"] {
            assert!(reader_of(Path::new(name)).is_some(), "{name}");
        }
        for name in ["a.pdf", "a.toml", "vtt", "a"] {
            assert!(reader_of(Path::new(name)).is_none(), "{name}");
        }
    }

    #[test]
    fn arabic_in_other_encodings_is_named_and_converted() {
        let text = "قال سام ألتمان إن الطاقة الرخيصة هي أساس الازدهار في كل عصر من العصور.";
        let (windows, _, _) = encoding_rs::WINDOWS_1256.encode(text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut marked = vec![0xFE, 0xFF];
        marked.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        for (bytes, name) in
            [(windows.to_vec(), "windows-1256"), (little, "UTF-16LE"), (marked, "UTF-16BE")]
        {
            let (converted, encoding) = convert(&bytes).expect("it is told");
            assert_eq!(encoding, name);
            assert_eq!(String::from_utf8(converted).expect("converted"), text);
            let Err((_, fault)) = decode(&bytes) else { panic!("{name} was taken for UTF-8") };
            assert!(fault.to_string().contains(name), "{fault}");
        }
    }

    #[test]
    fn what_is_no_text_is_in_no_encoding() {
        let bytes: Vec<u8> = (0..4000_u32).map(|n| (n * 7919 % 256) as u8).collect();
        assert!(convert(&bytes).is_none());
        assert!(matches!(decode(&bytes), Err((_, Fault::NotUtf8 { .. }))));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange_for_any_reader(bytes: Vec<u8>) {
            for reader in ALL {
                let _ = reader.read(&bytes);
            }
        }
    }
}
