//! Softmax attention (Vaswani et al. 2017, 3.2.1), without a mask.

use pulp::NullaryFnOnce;

use crate::floats;

/// The shape of the heads, and memory that is used again.
#[derive(Debug, Clone)]
pub struct Attention {
    heads: usize,
    /// Columns of a head.
    width: usize,
    /// A head's keys, column by column.
    keys: Vec<f32>,
    /// How much one row attends to each row.
    weights: Vec<f32>,
}

impl Attention {
    /// Of so many heads with so many columns each.
    pub fn new(heads: usize, width: usize) -> Attention {
        Attention { heads, width, keys: Vec::new(), weights: Vec::new() }
    }

    pub(crate) fn over<'a>(
        &'a mut self,
        queries: &'a [f32],
        keys: &'a [f32],
        values: &'a [f32],
        out: &'a mut [f32],
    ) -> Attend<'a> {
        let length = queries.len();
        let are_equal = [keys.len(), values.len(), out.len()].iter().all(|other| *other == length);
        assert!(are_equal, "as many rows of each");
        let columns = (self.heads * self.width).max(1);
        assert_eq!(length % columns, 0, "whole rows");
        Attend { queries, keys, values, out, attention: self }
    }
}

/// See [`crate::Kernels::attend`].
pub(crate) struct Attend<'a> {
    queries: &'a [f32],
    keys: &'a [f32],
    values: &'a [f32],
    out: &'a mut [f32],
    attention: &'a mut Attention,
}

impl NullaryFnOnce for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Attend { queries, keys, values, out, attention } = self;
        let Attention { heads, width, keys: turned, weights } = attention;
        let (heads, width) = (*heads, *width);
        let columns = heads * width;
        if columns == 0 {
            return;
        }
        let rows = queries.len() / columns;
        let scale = 1.0 / (width as f32).sqrt();
        for head in 0..heads {
            let part = head * width..(head + 1) * width;
            turned.clear();
            turned.resize(width * rows, 0.0);
            for (row, key) in keys.chunks_exact(columns).enumerate() {
                for (column, key) in key[part.clone()].iter().enumerate() {
                    turned[column * rows + row] = *key;
                }
            }
            for (query, out) in queries.chunks_exact(columns).zip(out.chunks_exact_mut(columns)) {
                weights.clear();
                weights.resize(rows, 0.0);
                for (query, keys) in query[part.clone()].iter().zip(turned.chunks_exact(rows)) {
                    add(weights, query * scale, keys);
                }
                let total = softmax(weights);
                let out = &mut out[part.clone()];
                out.fill(0.0);
                for (weight, value) in weights.iter().zip(values.chunks_exact(columns)) {
                    add(out, weight / total, &value[part.clone()]);
                }
            }
        }
    }
}

#[inline(always)]
fn add(to: &mut [f32], times: f32, values: &[f32]) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += times * value;
    }
}

/// Raises e to each number less the largest; gives the sum.
#[inline(always)]
fn softmax(values: &mut [f32]) -> f32 {
    let largest = values.iter().fold(f32::MIN, |largest, value| largest.max(*value));
    for value in values.iter_mut() {
        *value = floats::exp(*value - largest);
    }
    floats::sum(values, |value| value)
}
