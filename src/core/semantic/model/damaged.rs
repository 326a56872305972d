//! Files that anybody may have made.

use std::io::Cursor;

use proptest::prelude::*;

use super::tiny::{F16_TENSOR, F32_TENSOR, Q4_0_TENSOR, Q8_0_TENSOR, Tiny, WIDTH};
use super::*;

fn read(bytes: &[u8]) -> Result<Model, ModelError> {
    Model::read(Cursor::new(bytes))
}

/// Why a model that was changed cannot be used.
fn refusal(change: impl FnOnce(&mut Tiny)) -> ModelError {
    let mut tiny = Tiny::new(Q8_0_TENSOR);
    change(&mut tiny);
    read(&tiny.bytes()).expect_err("refused")
}

#[test]
fn a_model_is_the_same_however_its_numbers_are_written() {
    let embed = |encoding| {
        let model = read(&Tiny::new(encoding).bytes()).expect("a model");
        assert_eq!(model.width(), WIDTH);
        model.embed(Kind::Question, "ab ba\tx")
    };
    let expected = embed(F32_TENSOR);
    assert!((expected.cosine(&expected) - 1.0).abs() < 1e-5);
    for encoding in [F16_TENSOR, Q4_0_TENSOR, Q8_0_TENSOR] {
        assert_eq!(embed(encoding), expected, "ggml's number {encoding}");
    }
}

#[test]
fn the_fingerprint_is_that_of_the_numbers_too() {
    let print = |tiny: &Tiny| read(&tiny.bytes()).expect("a model").fingerprint();
    let tiny = Tiny::new(Q8_0_TENSOR);
    assert_eq!(print(&tiny), print(&tiny.clone()));
    for tensor in 0..tiny.tensors.len() {
        let mut changed = tiny.clone();
        *changed.tensors[tensor].3.last_mut().expect("bytes") ^= 1;
        assert_ne!(print(&tiny), print(&changed), "{}", tiny.tensors[tensor].0);
    }
    let mut changed = tiny.clone();
    changed.text("general.name", "another");
    assert_ne!(print(&tiny), print(&changed));
}

#[test]
fn a_model_of_another_kind_is_refused_by_name() {
    let refused = refusal(|tiny| tiny.text("general.architecture", "llama"));
    assert_eq!(refused.to_string(), "the architecture is llama, which this program does not know");
    let refused = refusal(|tiny| tiny.text("tokenizer.ggml.model", "bert"));
    assert!(matches!(refused, ModelError::Unsupported { .. }), "{refused}");
    let refused = refusal(|tiny| tiny.number("bert.pooling_type", 2));
    assert!(matches!(refused, ModelError::Unsupported { .. }), "{refused}");
    let refused = refusal(|tiny| tiny.tensors[0].2 = 12);
    assert!(refused.to_string().contains("token_embd.weight"), "{refused}");
    assert!(matches!(read(b"PK\x03\x04 and more"), Err(ModelError::NotGguf)));
}

#[test]
fn what_a_model_lacks_is_named() {
    let tiny = Tiny::new(Q8_0_TENSOR);
    for (index, (name, ..)) in tiny.tensors.iter().enumerate() {
        let refused = refusal(|tiny| drop(tiny.tensors.remove(index)));
        assert!(matches!(&refused, ModelError::Missing(missing) if missing == name), "{refused}");
    }
    for index in 0..tiny.entries.len() {
        let refused = refusal(|tiny| drop(tiny.entries.remove(index)));
        assert!(matches!(refused, ModelError::Missing(_) | ModelError::Unsupported { .. }));
    }
}

#[test]
fn sizes_that_do_not_fit_together_or_are_too_large_are_refused() {
    for (key, value) in [
        ("bert.embedding_length", 64),
        ("bert.embedding_length", 0),
        ("bert.embedding_length", u32::MAX),
        ("bert.feed_forward_length", 32),
        ("bert.block_count", 3),
        ("bert.block_count", u32::MAX),
        ("bert.attention.head_count", 5),
        ("bert.attention.head_count", 0),
        ("bert.context_length", 17),
        ("tokenizer.ggml.eos_token_id", 9),
        ("general.alignment", 0),
        ("general.alignment", 33),
    ] {
        let refused = refusal(|tiny| tiny.number(key, value));
        assert!(!matches!(refused, ModelError::Unreadable(_)), "{key} = {value}: {refused}");
    }
    // Rows and columns exchanged.
    let refused = refusal(|tiny| tiny.tensors[0].1.reverse());
    assert!(matches!(refused, ModelError::Unsupported { .. }), "{refused}");
}

#[test]
fn numbers_that_are_none_are_refused() {
    let nan = f32::NAN.to_le_bytes();
    let is_float = |tensor: &&mut (String, Vec<u64>, u32, Vec<u8>)| tensor.2 == F32_TENSOR;
    let floats = Tiny::new(Q8_0_TENSOR).tensors.iter_mut().filter(is_float).count();
    for number in 0..floats {
        let refused = refusal(|tiny| {
            let tensor = tiny.tensors.iter_mut().filter(is_float).nth(number).expect("one");
            tensor.3[..4].copy_from_slice(&nan);
        });
        assert!(matches!(refused, ModelError::Malformed(_)), "{refused}");
    }
    // Of a matrix it is the scale of a block that can be infinite.
    let refused = refusal(|tiny| {
        let matrix = tiny.tensors.iter_mut().find(|tensor| tensor.0.contains("attn_q.weight"));
        matrix.expect("one").3[..2].copy_from_slice(&[0x00, 0x7C]);
    });
    assert!(matches!(refused, ModelError::Malformed(_)), "{refused}");
}

#[test]
fn nothing_comes_of_numbers_beyond_all_measure() {
    let mut tiny = Tiny::new(F32_TENSOR);
    for (name, _, _, bytes) in &mut tiny.tensors {
        if name.contains("layer_output_norm.weight") {
            for number in bytes.as_chunks_mut().0 {
                *number = f32::MAX.to_le_bytes();
            }
        }
    }
    let embedding = read(&tiny.bytes()).expect("a model").embed(Kind::Passage, "ab");
    assert_eq!(embedding.values(), [0.0; WIDTH]);
}

#[test]
fn lengths_are_not_believed_before_there_are_as_many_bytes() {
    let head = |tensors: u64, entries: u64| {
        [b"GGUF\x03\0\0\0", &tensors.to_le_bytes()[..], &entries.to_le_bytes()].concat()
    };
    let counts = head(u64::MAX, 0);
    assert!(matches!(read(&counts), Err(ModelError::TooLarge { .. })));
    let key = [&head(0, 1)[..], &u64::MAX.to_le_bytes()].concat();
    assert!(matches!(read(&key), Err(ModelError::TooLarge { .. })));
    let key = [&head(0, 1)[..], &1_000_000_u64.to_le_bytes()].concat();
    assert!(matches!(read(&key), Err(ModelError::Malformed(_))));
    for kind in [0_u32, 6, 8, 10] {
        for count in [u64::MAX, 1 << 40, 1 << 25] {
            let entry = [&[1, 0, 0, 0, 0, 0, 0, 0, b'k', 9, 0, 0, 0], &kind.to_le_bytes()[..]];
            let array = [&head(0, 1)[..], &entry.concat(), &count.to_le_bytes()].concat();
            assert!(matches!(read(&array), Err(ModelError::Malformed(_))), "{kind} {count}");
        }
    }
}

#[test]
fn tensors_that_share_their_bytes_are_refused() {
    let mut tiny = Tiny::new(F32_TENSOR);
    // All begin where the first one does.
    let longest = tiny.tensors.iter().map(|tensor| tensor.3.len()).max();
    let data = vec![0; longest.expect("tensors")];
    let first = tiny.tensors.len() - 1;
    tiny.tensors.iter_mut().for_each(|tensor| tensor.3.clear());
    tiny.tensors[first].3 = data;
    let refused = read(&tiny.bytes()).expect_err("refused");
    assert!(refused.to_string().ends_with("is not within the file"), "{refused}");
}

#[test]
fn a_model_may_read_longer_texts_than_are_read_and_tell_one_kind_of_text() {
    let mut tiny = Tiny::new(Q8_0_TENSOR);
    let expected = read(&tiny.bytes()).expect("a model").embed(Kind::Passage, "ab");
    let mut lengthen = |name: &str, rows: usize| {
        let tensor = tiny.tensors.iter_mut().find(|tensor| tensor.0 == name).expect("one");
        tensor.1[1] = rows as u64;
        tensor.3.resize(rows * WIDTH * 4, 0);
    };
    lengthen("position_embd.weight", 2_000);
    lengthen("token_types.weight", 1);
    tiny.number("bert.context_length", 2_000);
    let model = read(&tiny.bytes()).expect("a model");
    assert_eq!(model.embed(Kind::Passage, "ab"), expected);
    assert_eq!(model.tokenizer.encode(&"ab".repeat(4_000)).len(), 512);
}

/// Changes of bytes: half of them in the header, which is the smaller part.
fn changes() -> impl Strategy<Value = Vec<(usize, u8)>> {
    let place = prop_oneof![0_usize..4_000, 0_usize..40_000];
    let byte = prop_oneof![any::<u8>(), Just(0), Just(0xFF), Just(0x7F), Just(0x80)];
    proptest::collection::vec((place, byte), 0..12)
}

proptest! {
    #[test]
    fn any_file_is_a_model_or_an_error(
        encoding in prop::sample::select(vec![F32_TENSOR, F16_TENSOR, Q4_0_TENSOR, Q8_0_TENSOR]),
        changes in changes(),
        cut in prop::option::weighted(0.2, 0_usize..40_000),
        text in ".{0,40}",
    ) {
        let mut bytes = Tiny::new(encoding).bytes();
        for (at, by) in changes {
            let at = at % bytes.len();
            bytes[at] = by;
        }
        bytes.truncate(cut.unwrap_or(usize::MAX));
        if let Ok(model) = read(&bytes) {
            let embedding = model.embed(Kind::Passage, &text);
            let length: f32 = embedding.values().iter().map(|value| value * value).sum();
            prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-3, "{}", length);
        }
    }

    #[test]
    fn any_bytes_after_the_magic_are_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read(&[b"GGUF\x03\0\0\0", &bytes[..]].concat()).is_err());
    }
}
