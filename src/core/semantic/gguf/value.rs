//! The values of a header's entries.

use std::io::Read;

use super::{Header, ModelError};

/// A value, as far as this program asks for any of its kind.
#[derive(Debug)]
pub(in super::super) enum Value {
    Unsigned(u64),
    Float(f64),
    Bool(bool),
    Text(String),
    Bytes(Vec<u8>),
    /// Whole numbers of 32 bits, signed ones by their bits.
    Words(Vec<u32>),
    Floats(Vec<f32>),
    Texts(Texts),
    /// Of a kind that is never asked for; it was read over.
    Other,
}

/// Many short texts in one piece of memory. They need not be UTF-8.
#[derive(Debug, Default)]
pub(in super::super) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Texts {
    pub(in super::super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(in super::super) fn get(&self, index: usize) -> &[u8] {
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The numbers of the kinds.
const U8: u32 = 0;
const I8: u32 = 1;
const U16: u32 = 2;
const I16: u32 = 3;
const U32: u32 = 4;
const I32: u32 = 5;
const F32: u32 = 6;
const BOOL: u32 = 7;
const TEXT: u32 = 8;
const ARRAY: u32 = 9;
const U64: u32 = 10;
const I64: u32 = 11;
const F64: u32 = 12;

/// The bytes that each value of a kind of fixed size takes.
fn size(kind: u32) -> Option<u64> {
    match kind {
        U8 | I8 | BOOL => Some(1),
        U16 | I16 => Some(2),
        U32 | I32 | F32 => Some(4),
        U64 | I64 | F64 => Some(8),
        _ => None,
    }
}

impl Value {
    pub(super) fn read<R: Read>(header: &mut Header<R>, kind: u32) -> Result<Value, ModelError> {
        let signed = |value: i64| match u64::try_from(value) {
            Ok(value) => Value::Unsigned(value),
            Err(_) => Value::Other,
        };
        Ok(match kind {
            U8 => Value::Unsigned(u64::from(u8::from_le_bytes(header.array()?))),
            I8 => signed(i64::from(i8::from_le_bytes(header.array()?))),
            U16 => Value::Unsigned(u64::from(u16::from_le_bytes(header.array()?))),
            I16 => signed(i64::from(i16::from_le_bytes(header.array()?))),
            U32 => Value::Unsigned(u64::from(header.u32()?)),
            I32 => signed(i64::from(i32::from_le_bytes(header.array()?))),
            U64 => Value::Unsigned(header.u64()?),
            I64 => signed(i64::from_le_bytes(header.array()?)),
            F32 => Value::Float(f64::from(f32::from_le_bytes(header.array()?))),
            F64 => Value::Float(f64::from_le_bytes(header.array()?)),
            BOOL => Value::Bool(u8::from_le_bytes(header.array()?) != 0),
            TEXT => Value::Text(header.text()?),
            ARRAY => {
                let (kind, count) = (header.u32()?, header.u64()?);
                Value::read_array(header, kind, count)?
            }
            other => return Err(unknown(other)),
        })
    }

    fn read_array<R: Read>(
        header: &mut Header<R>,
        kind: u32,
        count: u64,
    ) -> Result<Value, ModelError> {
        if kind == TEXT {
            return read_texts(header, count).map(Value::Texts);
        }
        let size = size(kind).ok_or_else(|| unknown(kind))?;
        let length = count.checked_mul(size);
        let length = length.ok_or_else(|| ModelError::malformed("an array has no end"))?;
        let bytes = header.bytes(length)?;
        let words = || bytes.as_chunks().0.iter().copied();
        Ok(match kind {
            U8 | I8 => Value::Bytes(bytes),
            U32 | I32 => Value::Words(words().map(u32::from_le_bytes).collect()),
            F32 => Value::Floats(words().map(f32::from_le_bytes).collect()),
            _ => Value::Other,
        })
    }

    pub(in super::super) fn unsigned(&self) -> Option<u64> {
        match self {
            Value::Unsigned(value) => Some(*value),
            _ => None,
        }
    }
}

fn read_texts<R: Read>(header: &mut Header<R>, count: u64) -> Result<Texts, ModelError> {
    let mut texts = Texts::default();
    for _ in 0..count {
        let length = header.text_length()?;
        header.claim(length)?;
        let start = texts.bytes.len();
        texts.bytes.resize(start + length as usize, 0);
        header.fill(&mut texts.bytes[start..])?;
        // The header is too short for an end that 32 bits cannot say.
        texts.ends.push(texts.bytes.len() as u32);
    }
    Ok(texts)
}

fn unknown(kind: u32) -> ModelError {
    ModelError::malformed(format!("a value is of the unknown kind {kind}"))
}
