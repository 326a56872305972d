//! Softmax attention (Vaswani et al. 2017, 3.2.1), without a mask.

use pulp::NullaryFnOnce;

use crate::floats::{self, LANES};

/// Rows that attend at once: what they attend to is read once for all.
const QUERIES: usize = 4;

type Lanes = [f32; LANES];

/// The shape of the heads, and memory that is used again.
#[derive(Debug, Clone)]
pub struct Attention {
    heads: usize,
    /// Columns of a head.
    width: usize,
    /// A head's keys, column by column; each is filled up with zeros to whole lanes.
    keys: Vec<Lanes>,
    /// A head's values, row by row; each is filled up as well.
    values: Vec<Lanes>,
    /// How much each of the rows attends to each row.
    weights: [Vec<Lanes>; QUERIES],
}

impl Attention {
    /// Of so many heads with so many columns each.
    pub fn new(heads: usize, width: usize) -> Attention {
        let weights = std::array::from_fn(|_| Vec::new());
        Attention { heads, width, keys: Vec::new(), values: Vec::new(), weights }
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
        let Attention { heads, width, keys: turned, values: packed, weights } = attention;
        let columns = *heads * *width;
        if queries.is_empty() || columns == 0 {
            return;
        }
        let rows = queries.len() / columns;
        for head in 0..*heads {
            let part = head * *width..(head + 1) * *width;
            let of_head = |rows| HeadRows { rows, columns, part: part.clone() };
            turn(of_head(keys), rows, turned);
            pack(of_head(values), packed);
            let groups = queries.chunks(columns * QUERIES);
            for (queries, out) in groups.zip(out.chunks_mut(columns * QUERIES)) {
                let count = queries.len() / columns;
                // Where fewer are left, the first one fills up.
                let query = |at: usize| {
                    let from = if at < count { at * columns } else { 0 };
                    &queries[from..from + columns][part.clone()]
                };
                score(std::array::from_fn(query), turned, rows, weights);
                let totals = weights.each_mut().map(|weights| {
                    let weights = &mut weights.as_flattened_mut()[..rows];
                    softmax(weights)
                });
                let whole = packed.len() / rows;
                for chunk in 0..whole {
                    let sums = gather(weights, packed, (chunk, whole));
                    let from = part.start + chunk * LANES;
                    let to = part.end.min(from + LANES);
                    let targets = out.chunks_exact_mut(columns);
                    for ((sums, total), out) in sums.iter().zip(totals).zip(targets) {
                        for (out, sum) in out[from..to].iter_mut().zip(sums) {
                            *out = sum / total;
                        }
                    }
                }
            }
        }
    }
}

/// The columns of one head, in all rows.
struct HeadRows<'a> {
    rows: &'a [f32],
    columns: usize,
    part: std::ops::Range<usize>,
}

impl<'a> HeadRows<'a> {
    #[inline(always)]
    fn iter(&self) -> impl Iterator<Item = &'a [f32]> {
        let part = self.part.clone();
        self.rows.chunks_exact(self.columns).map(move |row| &row[part.clone()])
    }
}

/// Lays keys out column by column.
#[inline(always)]
fn turn(keys: HeadRows<'_>, rows: usize, into: &mut Vec<Lanes>) {
    let stride = rows.next_multiple_of(LANES);
    into.clear();
    into.resize(keys.part.len() * stride / LANES, [0.0; LANES]);
    let into = into.as_flattened_mut();
    for (row, key) in keys.iter().enumerate() {
        for (column, key) in key.iter().enumerate() {
            into[column * stride + row] = *key;
        }
    }
}

/// Lays values out close together.
#[inline(always)]
fn pack(values: HeadRows<'_>, into: &mut Vec<Lanes>) {
    into.clear();
    for value in values.iter() {
        let (whole, rest) = value.as_chunks::<LANES>();
        into.extend_from_slice(whole);
        if !rest.is_empty() {
            let mut last = [0.0; LANES];
            last[..rest.len()].copy_from_slice(rest);
            into.push(last);
        }
    }
}

/// The products of each query with each key, over the root of the width.
#[inline(always)]
fn score(
    queries: [&[f32]; QUERIES],
    keys: &[Lanes],
    rows: usize,
    weights: &mut [Vec<Lanes>; QUERIES],
) {
    let stride = rows.div_ceil(LANES);
    let scale = 1.0 / (queries[0].len() as f32).sqrt();
    for weights in weights.iter_mut() {
        weights.resize(stride, [0.0; LANES]);
    }
    for chunk in 0..stride {
        let mut sums = [[0.0; LANES]; QUERIES];
        for (column, keys) in keys.chunks_exact(stride).enumerate() {
            let keys = &keys[chunk];
            for (sums, query) in sums.iter_mut().zip(queries) {
                add(sums, query[column], keys);
            }
        }
        for (weights, sums) in weights.iter_mut().zip(sums) {
            weights[chunk] = sums.map(|sum| sum * scale);
        }
    }
}

/// The sums of a chunk of all values, as each row attends to them.
#[inline(always)]
fn gather(
    weights: &[Vec<Lanes>; QUERIES],
    values: &[Lanes],
    (chunk, whole): (usize, usize),
) -> [Lanes; QUERIES] {
    let weights = weights.each_ref().map(|weights| weights.as_flattened());
    let mut sums = [[0.0; LANES]; QUERIES];
    for (row, values) in values.chunks_exact(whole).enumerate() {
        let values = &values[chunk];
        for (sums, weights) in sums.iter_mut().zip(weights) {
            add(sums, weights[row], values);
        }
    }
    sums
}

#[inline(always)]
fn add(to: &mut Lanes, times: f32, values: &Lanes) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += times * value;
    }
}

/// Raises e to each number less the largest; gives the sum.
#[inline(always)]
fn softmax(values: &mut [f32]) -> f32 {
    let largest = floats::largest(values);
    for value in values.iter_mut() {
        *value = floats::exp(*value - largest);
    }
    floats::sum(values, |value| value)
}
