//! What stands between the products: sums, norms and curves, in floats.
//!
//! Sums are made in sixteen lanes whatever the instructions, so that they come out the
//! same with all of them.

use pulp::NullaryFnOnce;

/// Numbers that sums and the like are made of side by side.
pub(crate) const LANES: usize = 16;

/// The sum of what a function gives for each number.
#[inline(always)]
pub(crate) fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += of(*value);
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane += of(*value);
    }
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// The largest number.
#[inline(always)]
pub(crate) fn largest(values: &[f32]) -> f32 {
    let larger = |one: f32, other: f32| if one > other { one } else { other };
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [f32::MIN; LANES];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*value, *lane);
        }
    }
    lanes.iter().chain(rest).fold(f32::MIN, |largest, value| larger(*value, largest))
}

/// See [`crate::Kernels::gelu`].
pub(crate) struct Gelu<'a> {
    pub(crate) values: &'a mut [f32],
}

impl NullaryFnOnce for Gelu<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for value in self.values {
            *value = 0.5 * *value * (1.0 + erf(*value * std::f32::consts::FRAC_1_SQRT_2));
        }
    }
}

/// The error function, to 5·10⁻⁷: the rational approximation that Eigen and XLA use for
/// floats.
#[inline(always)]
fn erf(x: f32) -> f32 {
    /// From here on the function is 1 to a float's precision.
    const END: f32 = 3.832_507;
    const ABOVE: [f32; 5] = [
        0.000_229_050_65,
        0.003_408_291,
        0.050_955_694,
        0.185_208_32,
        std::f32::consts::FRAC_2_SQRT_PI,
    ];
    const BELOW: [f32; 7] = [
        -1.179_160_3e-7,
        0.000_023_547_966,
        0.001_017_962_5,
        0.014_070_47,
        0.110_985_05,
        0.497_469_25,
        1.0,
    ];
    let x = x.clamp(-END, END);
    let square = x * x;
    let polynomial = |of: &[f32]| of.iter().fold(0.0, |sum, by| sum * square + by);
    (x * polynomial(&ABOVE) / polynomial(&BELOW)).clamp(-1.0, 1.0)
}

/// e to the power of a number that is not above zero, to 2·10⁻⁷ of it; zero from −87 on.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    /// Adding and taking away 1.5·2²³ rounds to a whole number.
    const ROUND: f32 = 12_582_912.0;
    /// ln 2 in two parts, the first of them short enough for an exact product.
    const LN_2: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);
    /// Of e^r for |r| ≤ ln 2 / 2 (Cephes' `expf`).
    const SERIES: [f32; 6] =
        [1.987_569_1e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5];
    let clamped = if x > -87.0 { x } else { -87.0 };
    let shifted = clamped * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = clamped - whole * LN_2.0 - whole * LN_2.1;
    let series = SERIES.iter().fold(0.0, |sum, by| sum * rest + by);
    let power = series * rest * rest + rest + 1.0;
    // The whole number stands in the lowest bits of `shifted`.
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    if x > -87.0 { power * f32::from_bits(exponent) } else { 0.0 }
}

/// See [`crate::Kernels::add_and_normalise`].
pub(crate) struct Normalise<'a> {
    pub(crate) values: &'a mut [f32],
    pub(crate) added: &'a [f32],
    pub(crate) scale: &'a [f32],
    pub(crate) shift: &'a [f32],
    pub(crate) epsilon: f32,
}

impl NullaryFnOnce for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let columns = self.scale.len().max(1);
        for (value, added) in self.values.iter_mut().zip(self.added) {
            *value += added;
        }
        for row in self.values.chunks_exact_mut(columns) {
            let mean = sum(row, |value| value) / columns as f32;
            let variance = sum(row, |value| (value - mean) * (value - mean)) / columns as f32;
            let inverse = 1.0 / (variance + self.epsilon).sqrt();
            for ((value, scale), shift) in row.iter_mut().zip(self.scale).zip(self.shift) {
                *value = (*value - mean) * inverse * scale + shift;
            }
        }
    }
}
