//! GGUF, the file format of ggml:
//! <https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>.
//!
//! A file may come from anybody. No length in it is believed before there are as many
//! bytes, so that reading takes memory in proportion to the file.

mod value;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Seek, SeekFrom};

use iqtibas_kernels::Encoding;

use super::error::ModelError;
pub(super) use value::{Texts, Value};

/// The largest file, in bytes: twice the full vocabulary's in 32 bits.
const MAX_FILE: u64 = 1 << 30;
/// What stands before the tensors, in bytes. With 250,000 pieces it is 9 MB.
const MAX_HEADER: u64 = 64 << 20;
/// Entries and tensors. Models have some hundred.
const MAX_ENTRIES: u64 = 1 << 14;
/// A text of the header, in bytes: names, pieces, a licence or a template.
const MAX_TEXT: u64 = 1 << 20;
const MAX_DIMENSIONS: u32 = 4;

/// A file's header, and the way to its tensors.
#[derive(Debug)]
pub(super) struct Gguf<R> {
    source: R,
    length: u64,
    metadata: HashMap<String, Value>,
    tensors: HashMap<String, Tensor>,
    /// Where the tensors begin.
    data: u64,
    /// The bytes of tensors that were read.
    taken: u64,
    hasher: DefaultHasher,
}

/// Where a tensor is and how it is written.
#[derive(Debug)]
struct Tensor {
    /// Columns first.
    dimensions: Vec<u64>,
    kind: u32,
    /// From the beginning of the tensors.
    offset: u64,
}

impl<R: Read + Seek> Gguf<R> {
    /// Reads the header; the source stands at its beginning and should be buffered.
    ///
    /// # Errors
    /// When it is no such file, is damaged or too large.
    pub(super) fn read(mut source: R) -> Result<Gguf<R>, ModelError> {
        let length = source.seek(SeekFrom::End(0))?;
        if length > MAX_FILE {
            return Err(ModelError::TooLarge { what: "the file", limit: MAX_FILE });
        }
        source.seek(SeekFrom::Start(0))?;
        let left = length.min(MAX_HEADER);
        let mut header = Header { source, left, hasher: DefaultHasher::new() };
        if header.array()? != *b"GGUF" || ![2, 3].contains(&header.u32()?) {
            return Err(ModelError::NotGguf);
        }
        let (tensors, entries) = (header.count()?, header.count()?);
        let metadata = read_metadata(&mut header, entries)?;
        let tensors = read_tensors(&mut header, tensors)?;
        let alignment = match metadata.get("general.alignment") {
            None => 32,
            Some(value) => value.unsigned().unwrap_or_default(),
        };
        if !alignment.is_power_of_two() || alignment > MAX_TEXT {
            return Err(ModelError::malformed("its alignment is no power of two"));
        }
        let Header { mut source, hasher, .. } = header;
        let data = source.stream_position()?.next_multiple_of(alignment);
        Ok(Gguf { source, length, metadata, tensors, data, taken: 0, hasher })
    }

    /// An entry of the header.
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.metadata.get(key)
    }

    /// Takes an entry out of the header.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.metadata.remove(key)
    }

    /// How many rows a tensor has.
    pub(super) fn rows(&self, name: &str) -> Option<usize> {
        let rows = self.tensors.get(name)?.dimensions.get(1).copied().unwrap_or(1);
        usize::try_from(rows).ok()
    }

    /// The rows of a tensor, and how they are written.
    ///
    /// # Errors
    /// When it is not there, has another shape, is written in a way not known here, or
    /// does not lie within the file.
    pub(super) fn tensor(
        &mut self,
        name: &str,
        columns: usize,
        rows: usize,
    ) -> Result<(Encoding, Vec<u8>), ModelError> {
        let tensor = self.tensors.get(name).ok_or_else(|| ModelError::Missing(name.to_owned()))?;
        let expected = [columns as u64, rows as u64];
        let (shape, beyond) = tensor.dimensions.split_at(tensor.dimensions.len().min(2));
        let is_as_expected = shape == &expected[..shape.len()]
            && (shape.len() == 2 || shape.len() == 1 && rows == 1)
            && beyond.iter().all(|size| *size == 1);
        if !is_as_expected {
            return Err(ModelError::unsupported(
                format!("the shape of {name}"),
                format!("{:?}, not {columns} × {rows}", tensor.dimensions),
            ));
        }
        let encoding = match tensor.kind {
            0 => Encoding::F32,
            1 => Encoding::F16,
            2 => Encoding::Q4_0,
            8 => Encoding::Q8_0,
            other => {
                let what = format!("the encoding of {name}");
                return Err(ModelError::unsupported(what, format!("ggml's number {other}")));
            }
        };
        let outside = || ModelError::malformed(format!("{name} is not within the file"));
        let size = encoding.bytes(columns).and_then(|row| row.checked_mul(rows));
        let size = size.ok_or_else(outside)?;
        let start = self.data.checked_add(tensor.offset).ok_or_else(outside)?;
        let end = start.checked_add(size as u64).ok_or_else(outside)?;
        // Tensors that overlap would make much out of a small file.
        self.taken = self.taken.saturating_add(size as u64);
        if end > self.length || self.taken > self.length {
            return Err(outside());
        }
        let mut bytes = vec![0; size];
        self.source.seek(SeekFrom::Start(start))?;
        self.source.read_exact(&mut bytes)?;
        self.hasher.write(&bytes);
        Ok((encoding, bytes))
    }

    /// The numbers of a tensor.
    ///
    /// # Errors
    /// As [`Gguf::tensor`]; and when one of them is infinite or no number.
    pub(super) fn floats(
        &mut self,
        name: &str,
        columns: usize,
        rows: usize,
    ) -> Result<Vec<f32>, ModelError> {
        let (encoding, bytes) = self.tensor(name, columns, rows)?;
        let mut values = vec![0.0; columns * rows];
        encoding.decode(&bytes, &mut values);
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(ModelError::malformed(format!("{name} has a number that is none")))
        }
    }

    /// A hash of everything that was read.
    pub(super) fn fingerprint(&self) -> u64 {
        self.hasher.finish()
    }
}

fn read_metadata<R: Read>(
    header: &mut Header<R>,
    entries: u64,
) -> Result<HashMap<String, Value>, ModelError> {
    let mut metadata = HashMap::new();
    for _ in 0..entries {
        let key = header.text()?;
        let kind = header.u32()?;
        let value = Value::read(header, kind)?;
        if metadata.insert(key, value).is_some() {
            return Err(ModelError::malformed("an entry is there twice"));
        }
    }
    Ok(metadata)
}

fn read_tensors<R: Read>(
    header: &mut Header<R>,
    count: u64,
) -> Result<HashMap<String, Tensor>, ModelError> {
    let mut tensors = HashMap::new();
    for _ in 0..count {
        let name = header.text()?;
        let dimensions = header.u32()?;
        if dimensions > MAX_DIMENSIONS {
            return Err(ModelError::malformed("a tensor has too many dimensions"));
        }
        let dimensions = (0..dimensions).map(|_| header.u64()).collect::<Result<_, _>>()?;
        let tensor = Tensor { dimensions, kind: header.u32()?, offset: header.u64()? };
        if tensors.insert(name, tensor).is_some() {
            return Err(ModelError::malformed("a tensor is there twice"));
        }
    }
    Ok(tensors)
}

/// What is left of a header.
#[derive(Debug)]
struct Header<R> {
    source: R,
    left: u64,
    hasher: DefaultHasher,
}

impl<R: Read> Header<R> {
    /// Answers for bytes that are about to be read.
    fn claim(&mut self, bytes: u64) -> Result<(), ModelError> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or_else(|| ModelError::malformed("it ends within its header"))?;
        Ok(())
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut bytes = [0; N];
        self.claim(N as u64)?;
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.source.read_exact(bytes)?;
        self.hasher.write(bytes);
        Ok(())
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, ModelError> {
        self.array().map(u64::from_le_bytes)
    }

    /// How many entries or tensors there are.
    fn count(&mut self) -> Result<u64, ModelError> {
        let count = self.u64()?;
        if count > MAX_ENTRIES {
            return Err(ModelError::TooLarge { what: "the number of entries", limit: MAX_ENTRIES });
        }
        Ok(count)
    }

    /// So many bytes.
    fn bytes(&mut self, count: u64) -> Result<Vec<u8>, ModelError> {
        self.claim(count)?;
        let mut bytes = vec![0; count as usize];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// The length of a text.
    fn text_length(&mut self) -> Result<u64, ModelError> {
        let length = self.u64()?;
        if length > MAX_TEXT {
            return Err(ModelError::TooLarge { what: "a text of the header", limit: MAX_TEXT });
        }
        Ok(length)
    }

    fn text(&mut self) -> Result<String, ModelError> {
        let length = self.text_length()?;
        let text = String::from_utf8(self.bytes(length)?);
        text.map_err(|_| ModelError::malformed("a text of the header is not UTF-8"))
    }
}
