//! A model small enough to be written, damaged and read a thousand times.

/// Numbers of the kinds of values, as in `gguf/value.rs`.
const U32: u32 = 4;
const I32: u32 = 5;
const F32: u32 = 6;
const TEXT: u32 = 8;
const ARRAY: u32 = 9;

/// Ggml's numbers of the encodings.
pub(super) const F32_TENSOR: u32 = 0;
pub(super) const F16_TENSOR: u32 = 1;
pub(super) const Q4_0_TENSOR: u32 = 2;
pub(super) const Q8_0_TENSOR: u32 = 8;

pub(super) const WIDTH: usize = 32;
const INNER: usize = 64;
const CONTEXT: usize = 16;
const PIECES: [&str; 9] = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "▁ab", "▁query:"];

/// A file before it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct Tiny {
    pub(super) entries: Vec<(String, u32, Vec<u8>)>,
    pub(super) tensors: Vec<(String, Vec<u64>, u32, Vec<u8>)>,
}

impl Tiny {
    /// A model whose matrices are written in a way.
    pub(super) fn new(encoding: u32) -> Tiny {
        let mut tiny = Tiny::default();
        tiny.text("general.architecture", "bert");
        for (key, value) in [
            ("bert.context_length", CONTEXT),
            ("bert.embedding_length", WIDTH),
            ("bert.feed_forward_length", INNER),
            ("bert.block_count", 2),
            ("bert.attention.head_count", 4),
            ("bert.pooling_type", 1),
            ("tokenizer.ggml.bos_token_id", 0),
            ("tokenizer.ggml.eos_token_id", 2),
            ("tokenizer.ggml.unknown_token_id", 3),
        ] {
            tiny.number(key, value as u32);
        }
        let epsilon = 1e-12_f32.to_le_bytes().to_vec();
        tiny.set("bert.attention.layer_norm_epsilon", F32, epsilon);
        tiny.text("tokenizer.ggml.model", "t5");
        let pieces = PIECES.iter().flat_map(|piece| text(piece)).collect();
        tiny.array("tokenizer.ggml.tokens", TEXT, PIECES.len(), pieces);
        let scores = (0..PIECES.len()).flat_map(|piece| (-(piece as f32)).to_le_bytes());
        tiny.array("tokenizer.ggml.scores", F32, PIECES.len(), scores.collect());
        let kinds = [3, 3, 3, 2, 1, 1, 1, 1, 1_u32];
        let kinds = kinds.iter().flat_map(|kind| kind.to_le_bytes()).collect();
        tiny.array("tokenizer.ggml.token_type", I32, PIECES.len(), kinds);
        let table = [9, 1, 32_u32].iter().flat_map(|word| word.to_le_bytes()).collect();
        tiny.array("tokenizer.normalizer.map", I32, 3, table);
        tiny.tensor("token_embd.weight", WIDTH, PIECES.len(), encoding);
        tiny.tensor("position_embd.weight", WIDTH, CONTEXT, F32_TENSOR);
        tiny.tensor("token_types.weight", WIDTH, 2, F32_TENSOR);
        tiny.norm("token_embd_norm");
        for layer in 0..2 {
            for (name, columns, rows) in [
                ("attn_q", WIDTH, WIDTH),
                ("attn_k", WIDTH, WIDTH),
                ("attn_v", WIDTH, WIDTH),
                ("attn_output", WIDTH, WIDTH),
                ("ffn_up", WIDTH, INNER),
                ("ffn_down", INNER, WIDTH),
            ] {
                tiny.tensor(&format!("blk.{layer}.{name}.weight"), columns, rows, encoding);
                tiny.tensor(&format!("blk.{layer}.{name}.bias"), rows, 1, F32_TENSOR);
            }
            tiny.norm(&format!("blk.{layer}.attn_output_norm"));
            tiny.norm(&format!("blk.{layer}.layer_output_norm"));
        }
        tiny
    }

    /// Sets an entry, or takes the place of the one that is there.
    pub(super) fn set(&mut self, key: &str, kind: u32, value: Vec<u8>) {
        self.entries.retain(|(other, ..)| other != key);
        self.entries.push((key.to_owned(), kind, value));
    }

    pub(super) fn number(&mut self, key: &str, value: u32) {
        self.set(key, U32, value.to_le_bytes().to_vec());
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.set(key, TEXT, text(value));
    }

    fn array(&mut self, key: &str, kind: u32, count: usize, values: Vec<u8>) {
        let head = [&kind.to_le_bytes()[..], &(count as u64).to_le_bytes()].concat();
        self.set(key, ARRAY, [head, values].concat());
    }

    fn norm(&mut self, name: &str) {
        self.tensor(&format!("{name}.weight"), WIDTH, 1, F32_TENSOR);
        self.tensor(&format!("{name}.bias"), WIDTH, 1, F32_TENSOR);
    }

    fn tensor(&mut self, name: &str, columns: usize, rows: usize, encoding: u32) {
        // Whole numbers of eighths: every encoding can say them.
        let number = |at: usize| ((at * 7 + at / 5 + name.len()) % 15) as i32 - 7;
        let numbers: Vec<i32> = (0..columns * rows).map(number).collect();
        // 1/8 in half precision.
        const EIGHTH: [u8; 2] = [0x00, 0x30];
        let bytes = match encoding {
            Q4_0_TENSOR => {
                let block = |block: &[i32]| {
                    let (first, second) = block.split_at(16);
                    let pair = |(one, other): (&i32, &i32)| ((one + 8) | ((other + 8) << 4)) as u8;
                    let packed: Vec<u8> = first.iter().zip(second).map(pair).collect();
                    [&EIGHTH[..], &packed].concat()
                };
                numbers.chunks(32).flat_map(block).collect()
            }
            Q8_0_TENSOR => {
                let block = |block: &[i32]| {
                    let packed: Vec<u8> = block.iter().map(|number| *number as u8).collect();
                    [&EIGHTH[..], &packed].concat()
                };
                numbers.chunks(32).flat_map(block).collect()
            }
            F16_TENSOR => numbers.iter().flat_map(|number| half(*number)).collect(),
            _ => numbers.iter().flat_map(|n| (*n as f32 / 8.0).to_le_bytes()).collect(),
        };
        let dimensions =
            if rows == 1 { vec![columns as u64] } else { vec![columns as u64, rows as u64] };
        self.tensors.push((name.to_owned(), dimensions, encoding, bytes));
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"GGUF\x03\0\0\0".to_vec();
        bytes.extend((self.tensors.len() as u64).to_le_bytes());
        bytes.extend((self.entries.len() as u64).to_le_bytes());
        for (key, kind, value) in &self.entries {
            bytes.extend(text(key));
            bytes.extend(kind.to_le_bytes());
            bytes.extend(value);
        }
        let mut offset = 0_u64;
        for (name, dimensions, kind, data) in &self.tensors {
            bytes.extend(text(name));
            bytes.extend((dimensions.len() as u32).to_le_bytes());
            bytes.extend(dimensions.iter().flat_map(|size| size.to_le_bytes()));
            bytes.extend(kind.to_le_bytes());
            bytes.extend(offset.to_le_bytes());
            offset += (data.len() as u64).next_multiple_of(32);
        }
        for (.., data) in &self.tensors {
            bytes.resize(bytes.len().next_multiple_of(32), 0);
            bytes.extend(data);
        }
        bytes
    }
}

fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
}

/// A number of eighths in half precision.
fn half(eighths: i32) -> [u8; 2] {
    let bits = (eighths as f32 / 8.0).to_bits();
    let exponent = (bits >> 23 & 0xFF) as i32 - 127 + 15;
    let magnitude = if eighths == 0 { 0 } else { (exponent as u32) << 10 | bits >> 13 & 0x3FF };
    ((bits >> 31 << 15 | magnitude) as u16).to_le_bytes()
}
