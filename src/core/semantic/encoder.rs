//! BERT (Devlin et al. 2019, <https://arxiv.org/abs/1810.04805>) with the mean of its
//! last layer as a text's vector: llama.cpp's architecture `bert`.

use std::io::{Read, Seek};

use iqtibas_kernels::{Activations, Attention, Encoding, Kernels, Matrix};

use super::error::ModelError;
use super::gguf::{Gguf, Value};

/// Limits of a model's shape. They are those of the largest of BERT's family, and keep
/// sums of products within 32 bits.
const MAX_WIDTH: u64 = 1024;
const MAX_INNER: u64 = 4096;
const MAX_LAYERS: u64 = 24;
const MAX_HEADS: u64 = 64;
/// Texts are read no further, whatever a model can.
const MAX_PIECES: usize = 512;
/// Rows of the inner layer that are computed at once: they stay within the cache.
const BLOCK: usize = 32;

/// A model's sizes.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// Numbers of a vector.
    pub(super) width: usize,
    /// Numbers of the inner layer.
    inner: usize,
    layers: usize,
    heads: usize,
    /// Pieces of a text at most.
    pub(super) pieces: usize,
    epsilon: f32,
}

impl Shape {
    /// # Errors
    /// When the model is none of this architecture, or too large.
    pub(super) fn read<R: Read + Seek>(file: &Gguf<R>) -> Result<Shape, ModelError> {
        match file.value("general.architecture") {
            Some(Value::Text(name)) if name == "bert" => {}
            Some(Value::Text(other)) => {
                return Err(ModelError::unsupported("the architecture", other));
            }
            _ => return Err(ModelError::Missing("architecture".to_owned())),
        }
        const MEAN: u64 = 1;
        match file.value("bert.pooling_type").and_then(Value::unsigned) {
            Some(MEAN) => {}
            other => return Err(ModelError::unsupported("the pooling", format!("{other:?}"))),
        }
        if let Some(Value::Bool(true)) = file.value("bert.attention.causal") {
            return Err(ModelError::unsupported("the attention", "causal"));
        }
        let size = |name: &'static str, limit: u64| {
            let key = format!("bert.{name}");
            let size = file.value(&key).and_then(Value::unsigned);
            match size.ok_or(ModelError::Missing(key))? {
                0 => Err(ModelError::malformed(format!("its {name} is zero"))),
                size if size > limit => Err(ModelError::TooLarge { what: name, limit }),
                size => Ok(size as usize),
            }
        };
        let width = size("embedding_length", MAX_WIDTH)?;
        let heads = size("attention.head_count", MAX_HEADS)?;
        if !width.is_multiple_of(heads) {
            return Err(ModelError::malformed("its heads do not share its width evenly"));
        }
        let pieces = size("context_length", u64::from(u32::MAX))?.min(MAX_PIECES);
        let epsilon = match file.value("bert.attention.layer_norm_epsilon") {
            Some(Value::Float(epsilon)) if (0.0..1.0).contains(epsilon) => *epsilon as f32,
            _ => return Err(ModelError::Missing("layer_norm_epsilon".to_owned())),
        };
        let inner = size("feed_forward_length", MAX_INNER)?;
        Ok(Shape { width, inner, layers: size("block_count", MAX_LAYERS)?, heads, pieces, epsilon })
    }
}

/// A model's weights.
#[derive(Debug)]
pub(super) struct Encoder {
    shape: Shape,
    embeddings: Embeddings,
    layers: Vec<Layer>,
    kernels: Kernels,
}

/// What each piece and each place of a text begins with.
#[derive(Debug)]
struct Embeddings {
    encoding: Encoding,
    /// A row for each piece, as it is in the file.
    pieces: Vec<u8>,
    row_bytes: usize,
    /// A row for each place, with that of the only kind of text added.
    places: Vec<f32>,
    norm: Norm,
}

#[derive(Debug)]
struct Layer {
    query: Dense,
    key: Dense,
    value: Dense,
    attended: Dense,
    attended_norm: Norm,
    up: Dense,
    down: Dense,
    norm: Norm,
}

#[derive(Debug)]
struct Dense {
    weights: Matrix,
    bias: Vec<f32>,
}

#[derive(Debug)]
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

/// Memory that one text after the other is computed in.
#[derive(Debug)]
pub(super) struct Scratch {
    state: Vec<f32>,
    queries: Vec<f32>,
    keys: Vec<f32>,
    values: Vec<f32>,
    inner: Vec<f32>,
    activations: Activations,
    attention: Attention,
}

impl Encoder {
    /// # Errors
    /// When a tensor is not there or cannot be used.
    pub(super) fn read<R: Read + Seek>(
        file: &mut Gguf<R>,
        shape: Shape,
        vocabulary: usize,
        kernels: Kernels,
    ) -> Result<Encoder, ModelError> {
        let embeddings = Embeddings::read(file, &shape, vocabulary)?;
        let layers = (0..shape.layers).map(|number| Layer::read(file, &shape, number));
        let layers = layers.collect::<Result<_, _>>()?;
        Ok(Encoder { shape, embeddings, layers, kernels })
    }

    pub(super) fn scratch(&self) -> Scratch {
        let Shape { width, heads, .. } = self.shape;
        Scratch {
            state: Vec::new(),
            queries: Vec::new(),
            keys: Vec::new(),
            values: Vec::new(),
            inner: Vec::new(),
            activations: Activations::default(),
            attention: Attention::new(heads, width / heads),
        }
    }

    /// The vector of a text's pieces, of unit length; zero where a model's numbers are so
    /// large that nothing comes of them. Pieces beyond what the model reads are left out.
    pub(super) fn encode(&self, pieces: &[u32], scratch: &mut Scratch) -> Vec<f32> {
        let pieces = &pieces[..pieces.len().min(self.shape.pieces)];
        let width = self.shape.width;
        let length = pieces.len() * width;
        for rows in [&mut scratch.queries, &mut scratch.keys, &mut scratch.values] {
            rows.resize(length, 0.0);
        }
        scratch.state.resize(length, 0.0);
        self.embeddings.look_up(pieces, &mut scratch.state);
        let norm = &self.embeddings.norm;
        self.normalise(&mut scratch.state, &self.embeddings.places, norm);
        for layer in &self.layers {
            self.apply(layer, scratch);
        }
        mean_of_unit_length(&scratch.state, width)
    }

    fn apply(&self, layer: &Layer, scratch: &mut Scratch) {
        let Scratch { state, queries, keys, values, inner, activations, attention } = scratch;
        let Shape { width, inner: inner_width, .. } = self.shape;
        let kernels = self.kernels;
        kernels.quantise(state, width, activations);
        for (dense, out) in
            [(&layer.query, &mut *queries), (&layer.key, keys), (&layer.value, values)]
        {
            kernels.multiply(&dense.weights, activations, &dense.bias, out);
        }
        inner.resize(state.len(), 0.0);
        kernels.attend((queries, keys, values), attention, inner);
        kernels.quantise(inner, width, activations);
        let Dense { weights, bias } = &layer.attended;
        kernels.multiply(weights, activations, bias, queries);
        self.normalise(state, queries, &layer.attended_norm);
        for (state, out) in state.chunks_mut(BLOCK * width).zip(queries.chunks_mut(BLOCK * width)) {
            inner.resize(state.len() / width * inner_width, 0.0);
            kernels.quantise(state, width, activations);
            kernels.multiply(&layer.up.weights, activations, &layer.up.bias, inner);
            kernels.gelu(inner);
            kernels.quantise(inner, inner_width, activations);
            kernels.multiply(&layer.down.weights, activations, &layer.down.bias, out);
            self.normalise(state, out, &layer.norm);
        }
    }

    fn normalise(&self, state: &mut [f32], added: &[f32], norm: &Norm) {
        let added = &added[..state.len()];
        self.kernels.add_and_normalise(
            state,
            added,
            (&norm.scale, &norm.shift),
            self.shape.epsilon,
        );
    }
}

impl Embeddings {
    fn read<R: Read + Seek>(
        file: &mut Gguf<R>,
        shape: &Shape,
        vocabulary: usize,
    ) -> Result<Embeddings, ModelError> {
        let width = shape.width;
        let (encoding, pieces) = file.tensor("token_embd.weight", width, vocabulary)?;
        let row_bytes = pieces.len() / vocabulary.max(1);
        let name = "position_embd.weight";
        let rows = file.rows(name).unwrap_or_default().max(shape.pieces);
        let mut places = file.floats(name, width, rows)?;
        places.truncate(shape.pieces * width);
        places.shrink_to_fit();
        // Of the kinds of text that BERT tells apart all that is read here is the first.
        let name = "token_types.weight";
        let kinds = file.rows(name).unwrap_or_default().max(1);
        let kind = file.floats(name, width, kinds)?;
        for row in places.chunks_exact_mut(width) {
            for (place, kind) in row.iter_mut().zip(&kind) {
                *place += kind;
            }
        }
        let norm = Norm::read(file, "token_embd_norm", width)?;
        Ok(Embeddings { encoding, pieces, row_bytes, places, norm })
    }

    fn look_up(&self, pieces: &[u32], rows: &mut [f32]) {
        let width = rows.len() / pieces.len().max(1);
        for (piece, row) in pieces.iter().zip(rows.chunks_exact_mut(width.max(1))) {
            let from = *piece as usize * self.row_bytes;
            let bytes = self.pieces.get(from..from + self.row_bytes).unwrap_or_default();
            self.encoding.decode(bytes, row);
        }
    }
}

impl Layer {
    fn read<R: Read + Seek>(
        file: &mut Gguf<R>,
        shape: &Shape,
        number: usize,
    ) -> Result<Layer, ModelError> {
        let Shape { width, inner, .. } = *shape;
        let mut dense = |name: &str, columns: usize, rows: usize| {
            Dense::read(file, &format!("blk.{number}.{name}"), columns, rows)
        };
        let query = dense("attn_q", width, width)?;
        let key = dense("attn_k", width, width)?;
        let value = dense("attn_v", width, width)?;
        let attended = dense("attn_output", width, width)?;
        let up = dense("ffn_up", width, inner)?;
        let down = dense("ffn_down", inner, width)?;
        let mut norm = |name: &str| Norm::read(file, &format!("blk.{number}.{name}"), width);
        let (attended_norm, norm) = (norm("attn_output_norm")?, norm("layer_output_norm")?);
        Ok(Layer { query, key, value, attended, attended_norm, up, down, norm })
    }
}

impl Dense {
    fn read<R: Read + Seek>(
        file: &mut Gguf<R>,
        name: &str,
        columns: usize,
        rows: usize,
    ) -> Result<Dense, ModelError> {
        let name_of_weights = format!("{name}.weight");
        let (encoding, bytes) = file.tensor(&name_of_weights, columns, rows)?;
        let weights = Matrix::decode(encoding, &bytes, columns);
        let weights = weights.ok_or_else(|| {
            ModelError::malformed(format!("{name_of_weights} has a number that is none"))
        })?;
        Ok(Dense { weights, bias: file.floats(&format!("{name}.bias"), rows, 1)? })
    }
}

impl Norm {
    fn read<R: Read + Seek>(
        file: &mut Gguf<R>,
        name: &str,
        width: usize,
    ) -> Result<Norm, ModelError> {
        let scale = file.floats(&format!("{name}.weight"), width, 1)?;
        Ok(Norm { scale, shift: file.floats(&format!("{name}.bias"), width, 1)? })
    }
}

fn mean_of_unit_length(rows: &[f32], width: usize) -> Vec<f32> {
    let mut sum = vec![0.0; width];
    for row in rows.chunks_exact(width) {
        for (sum, value) in sum.iter_mut().zip(row) {
            *sum += value;
        }
    }
    // A sum's direction is that of the mean.
    let length = sum.iter().map(|value| f64::from(*value).powi(2)).sum::<f64>().sqrt();
    if !length.is_finite() || length == 0.0 {
        return vec![0.0; width];
    }
    sum.iter().map(|value| (f64::from(*value) / length) as f32).collect()
}
