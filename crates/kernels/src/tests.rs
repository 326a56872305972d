//! Each kind of instructions against the plain formula, and against each other.

use proptest::prelude::*;

use super::*;

/// The result of some work, the same with all instructions.
fn with_all(work: impl Fn(Kernels) -> Vec<f32>) -> Vec<f32> {
    let mut results = Kernels::all().into_iter().map(|kernels| (kernels.name(), work(kernels)));
    let (_, first) = results.next().expect("plain Rust");
    let bits = |numbers: &[f32]| numbers.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
    for (name, other) in results {
        assert_eq!(bits(&first), bits(&other), "{name}");
    }
    first
}

fn assert_near(found: &[f32], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let difference = (f64::from(*found) - expected).abs();
        assert!(difference <= tolerance, "{found}, not {expected}, at {at}");
    }
}

fn numbers(count: usize) -> impl Strategy<Value = Vec<f32>> {
    proptest::collection::vec(-2.0_f32..2.0, count)
}

/// The plain product of two rows.
fn product(one: &[f32], other: &[f32]) -> f64 {
    one.iter().zip(other).map(|(one, other)| f64::from(*one) * f64::from(*other)).sum()
}

/// Rows and columns of a matrix, its numbers, as many biases as rows, activations.
type Case = (usize, Vec<f32>, Vec<f32>, Vec<f32>);

fn case() -> impl Strategy<Value = Case> {
    (1_usize..80, 0_usize..10, 0_usize..40).prop_flat_map(|(columns, rows, activations)| {
        let numbers_of = (numbers(rows * columns), numbers(rows), numbers(activations * columns));
        (Just(columns), numbers_of)
            .prop_map(|(columns, (matrix, bias, by))| (columns, matrix, bias, by))
    })
}

proptest! {
    #[test]
    fn a_product_is_that_of_the_rows_to_the_precision_of_a_weight(
        (columns, rows, bias, by) in case()
    ) {
        let mut matrix = Matrix::new(columns);
        rows.chunks(columns).for_each(|row| matrix.push(row));
        let found = with_all(|kernels| {
            let mut activations = Activations::default();
            kernels.quantise(&by, columns, &mut activations);
            let mut out = vec![f32::NAN; activations.rows() * matrix.rows()];
            kernels.multiply(&matrix, &activations, &bias, &mut out);
            out
        });
        let expected: Vec<f64> = by.chunks(columns).flat_map(|by| {
            let rows = rows.chunks(columns).zip(&bias);
            rows.map(|(row, bias)| product(row, by) + f64::from(*bias)).collect::<Vec<_>>()
        }).collect();
        // Each weight is off by at most half a step of 2/127, each factor is 2 at most.
        assert_near(&found, &expected, 2.0 * columns as f64 * (1.0 / 127.0 + 1e-3));
    }

    #[test]
    fn attention_is_softmax_of_the_products(
        (width, numbers) in (1_usize..40, 1_usize..30).prop_flat_map(|(width, rows)| {
            (Just(width), numbers(rows * width * 2 * 3))
        })
    ) {
        let (queries, rest) = numbers.split_at(numbers.len() / 3);
        let (keys, values) = rest.split_at(queries.len());
        let found = with_all(|kernels| {
            let mut out = vec![f32::NAN; queries.len()];
            let mut attention = Attention::new(2, width);
            // Twice: what is left of the first time does not matter.
            kernels.attend((values, queries, keys), &mut attention, &mut out);
            kernels.attend((queries, keys, values), &mut attention, &mut out);
            out
        });
        let mut expected = Vec::new();
        for query in queries.chunks(width * 2) {
            for head in [0, width] {
                let part = |row: &[f32]| row[head..head + width].to_vec();
                let product = |key: &[f32]| product(&part(query), &part(key));
                let weight = |key| (product(key) / (width as f64).sqrt()).exp();
                let weights: Vec<f64> = keys.chunks(width * 2).map(weight).collect();
                for column in head..head + width {
                    let values = values.chunks(width * 2).map(|value| f64::from(value[column]));
                    let sum: f64 = weights.iter().zip(values).map(|(w, v)| w * v).sum();
                    expected.push(sum / weights.iter().sum::<f64>());
                }
            }
        }
        assert_near(&found, &expected, 1e-4);
    }

    #[test]
    fn a_normalised_row_has_the_mean_and_spread_that_it_is_told(
        (values, added, scale, shift) in (2_usize..70).prop_flat_map(|columns| {
            (numbers(columns * 3), numbers(columns * 3), numbers(columns), numbers(columns))
        })
    ) {
        let found = with_all(|kernels| {
            let mut values = values.clone();
            kernels.add_and_normalise(&mut values, &added, (&scale, &shift), 1e-3);
            values
        });
        let sum: Vec<f64> =
            values.iter().zip(&added).map(|(v, a)| f64::from(*v) + f64::from(*a)).collect();
        let columns = scale.len();
        let expected: Vec<f64> = sum.chunks(columns).flat_map(|row| {
            let mean = row.iter().sum::<f64>() / columns as f64;
            let variance = row.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / columns as f64;
            let number = |((v, scale), shift): ((&f64, &f32), &f32)| {
                (v - mean) / (variance + 1e-3).sqrt() * f64::from(*scale) + f64::from(*shift)
            };
            row.iter().zip(&scale).zip(&shift).map(number).collect::<Vec<_>>()
        }).collect();
        assert_near(&found, &expected, 1e-3);
    }

    #[test]
    fn any_numbers_can_be_worked_with(
        numbers in proptest::collection::vec(any::<f32>(), 64),
        by in proptest::collection::vec(any::<f32>(), 64),
    ) {
        let mut matrix = Matrix::new(32);
        numbers.chunks(32).for_each(|row| matrix.push(row));
        for kernels in Kernels::all() {
            let mut activations = Activations::default();
            kernels.quantise(&by, 32, &mut activations);
            let mut out = vec![0.0; 4];
            kernels.multiply(&matrix, &activations, &[], &mut out);
            let mut values = numbers.clone();
            kernels.gelu(&mut values);
            kernels.add_and_normalise(&mut values, &by, (&by[..32], &by[32..]), 0.0);
            let mut out = vec![0.0; 64];
            kernels.attend((&numbers, &by, &numbers), &mut Attention::new(2, 16), &mut out);
        }
    }
}

#[test]
fn the_longest_products_of_the_largest_numbers_stay_within_32_bits() {
    for columns in [32, 384, 1536, 4096] {
        let mut matrix = Matrix::new(columns);
        matrix.push(&vec![1.0; columns]);
        matrix.push_rounded(&vec![i8::MIN; columns], 1.0 / 127.0);
        let found = with_all(|kernels| {
            let mut activations = Activations::default();
            kernels.quantise(&vec![1.0; columns], columns, &mut activations);
            let mut out = vec![0.0; 2];
            kernels.multiply(&matrix, &activations, &[], &mut out);
            out
        });
        let columns = columns as f64;
        assert_near(&found, &[columns, -columns], columns * 1e-5);
    }
}

/// The error function as its series; exact enough up to 4.
fn erf(x: f64) -> f64 {
    let mut term = x;
    let mut sum = x;
    for n in 1..200 {
        term *= -x * x / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    sum * std::f64::consts::FRAC_2_SQRT_PI
}

#[test]
fn gelu_is_that_of_the_error_function() {
    let values: Vec<f32> = (-4_000..=4_000).map(|n| n as f32 / 1_000.0).collect();
    let gelu = |x: &f32| {
        let x = f64::from(*x);
        0.5 * x * (1.0 + erf(x * std::f64::consts::FRAC_1_SQRT_2))
    };
    let expected: Vec<f64> = values.iter().map(gelu).collect();
    let found = with_all(|kernels| {
        let mut values = values.clone();
        kernels.gelu(&mut values);
        values
    });
    assert_near(&found, &expected, 2e-6);
    let mut far = [-1e30, -20.0, 20.0, 1e30];
    Kernels::detect().gelu(&mut far);
    assert_eq!(far, [0.0, 0.0, 20.0, 1e30]);
}

#[test]
fn the_power_of_e_is_exact_to_a_float() {
    for n in 0..=86_000 {
        let x = -n as f32 / 1_000.0;
        let (found, expected) = (f64::from(floats::exp(x)), f64::from(x).exp());
        assert!((found / expected - 1.0).abs() < 5e-7, "{found}, not {expected}, for {x}");
    }
    assert_eq!(floats::exp(-100.0), 0.0);
    assert_eq!(floats::exp(f32::NEG_INFINITY), 0.0);
}

#[test]
fn rows_are_read_as_ggml_writes_them() {
    // 1.5 as a half, then what stands for -8 … 7 twice, or for 32 whole numbers.
    let scale = [0x00, 0x3E];
    let packed: Vec<u8> = (0..16).map(|n| n | (15 - n) << 4).collect();
    let mut row = [0.0; 32];
    Encoding::Q4_0.decode(&[&scale[..], &packed].concat(), &mut row);
    let expected: Vec<f32> = (-8..8).chain((-8..8).rev()).map(|n| 1.5 * n as f32).collect();
    assert_eq!(row[..], expected);
    let packed: Vec<u8> = (-16_i8..16).map(|n| n as u8).collect();
    Encoding::Q8_0.decode(&[&scale[..], &packed].concat(), &mut row);
    let expected: Vec<f32> = (-16..16).map(|n| 1.5 * n as f32).collect();
    assert_eq!(row[..], expected);
    let mut row = [0.0; 6];
    let halves = [0x3C00_u16, 0xC000, 0x7BFF, 0x0001, 0x8000, 0x7C00];
    let halves: Vec<u8> = halves.iter().flat_map(|half| half.to_le_bytes()).collect();
    Encoding::F16.decode(&halves, &mut row);
    assert_eq!(row, [1.0, -2.0, 65_504.0, 2.0_f32.powi(-24), -0.0, f32::INFINITY]);
    assert!(row[4].is_sign_negative());
    assert_eq!(Encoding::Q4_0.bytes(64), Some(36));
    assert_eq!(Encoding::Q8_0.bytes(64), Some(68));
    assert_eq!(Encoding::Q4_0.bytes(33), None);
    assert_eq!(Encoding::F32.bytes(usize::MAX), None);
}

#[test]
fn a_matrix_with_a_number_that_is_none_is_not_read() {
    let bytes = |numbers: &[f32]| -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    };
    let matrix = Matrix::decode(Encoding::F32, &bytes(&[1.0, -127.0, 0.0, 0.0]), 2);
    let matrix = matrix.expect("numbers");
    assert_eq!((matrix.rows(), matrix.columns()), (2, 2));
    assert_eq!(matrix.row(0), Some((&[1, -127][..], 1.0)));
    assert_eq!(matrix.row(1), Some((&[0, 0][..], 0.0)));
    assert_eq!(matrix.row(2), None);
    for none in [f32::NAN, f32::INFINITY] {
        assert!(Matrix::decode(Encoding::F32, &bytes(&[1.0, 2.0, 3.0, none]), 2).is_none());
    }
}
