//! Fitting the confidence: logistic regression on the features of judged
//! questions, by Newton's method with a little ridge so that it always converges.

use crate::core::search::confidence::FEATURES;

/// Intercept and one weight a feature.
const SIZE: usize = FEATURES + 1;
/// Strength of the ridge; keeps weights finite where a feature parts the
/// classes perfectly.
const RIDGE: f64 = 2.0;
/// The questions that a set counts for.
const SET_WEIGHT: f64 = 400.0;
const STEPS: usize = 50;

/// The fitted constants.
#[derive(Debug, Clone, Copy)]
pub struct Fit {
    pub intercept: f64,
    pub weights: [f64; FEATURES],
}

/// A judged question, as far as fitting looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub features: [f32; FEATURES],
    /// Whether the question is answerable *and* its best hit right.
    pub is_right: bool,
}

/// Fits the chance of being right. Each set counts the same, however many questions it
/// has; one that is given twice counts double.
pub fn fit(sets: &[Vec<Example>]) -> Fit {
    let mut rows: Vec<([f64; SIZE], f64, f64)> = Vec::new();
    for set in sets {
        let each = SET_WEIGHT / set.len().max(1) as f64;
        for example in set {
            let mut row = [1.0; SIZE];
            for (slot, value) in row[1..].iter_mut().zip(example.features) {
                *slot = f64::from(value);
            }
            rows.push((row, if example.is_right { 1.0 } else { 0.0 }, each));
        }
    }
    let mut weights = [0.0; SIZE];
    for _ in 0..STEPS {
        let mut gradient = [0.0; SIZE];
        let mut hessian = [[0.0; SIZE]; SIZE];
        for (row, label, each) in &rows {
            let z: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + (-z).exp());
            for i in 0..SIZE {
                gradient[i] += each * (label - p) * row[i];
                for j in 0..SIZE {
                    hessian[i][j] += each * p * (1.0 - p) * row[i] * row[j];
                }
            }
        }
        // Not on the intercept, which is as large as it has to be.
        hessian[0][0] += f64::EPSILON;
        for i in 1..SIZE {
            gradient[i] -= RIDGE * weights[i];
            hessian[i][i] += RIDGE;
        }
        let step = solve(hessian, gradient);
        for (weight, change) in weights.iter_mut().zip(step) {
            *weight += change;
        }
    }
    let mut fitted = [0.0; FEATURES];
    fitted.copy_from_slice(&weights[1..]);
    Fit { intercept: weights[0], weights: fitted }
}

/// Solves a system of linear equations by Gaussian elimination with pivoting.
fn solve(mut matrix: [[f64; SIZE]; SIZE], mut right: [f64; SIZE]) -> [f64; SIZE] {
    for column in 0..SIZE {
        let pivot = (column..SIZE)
            .max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))
            .unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..SIZE {
            let factor = matrix[row][column] / matrix[column][column];
            let pivot_row = matrix[column];
            for (value, above) in matrix[row].iter_mut().zip(pivot_row).skip(column) {
                *value -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    let mut solution = [0.0; SIZE];
    for row in (0..SIZE).rev() {
        let known: f64 = (row + 1..SIZE).map(|column| matrix[row][column] * solution[column]).sum();
        solution[row] = (right[row] - known) / matrix[row][row];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_gets_a_weight_of_its_sign() {
        let example = |number: u16| {
            let is_right = number.is_multiple_of(2);
            let mut features = [0.0; FEATURES];
            features[0] = if is_right { 0.8 } else { 0.3 } + f32::from(number) * 0.002;
            features[5] = if is_right { 0.1 } else { 0.6 };
            Example { features, is_right }
        };
        let fit = fit(&[(0..40).map(example).collect()]);
        assert!(fit.weights[0] > 0.5 && fit.weights[5] < -0.5, "{fit:?}");
        assert!(fit.weights[1].abs() < f64::EPSILON, "what never differs has no weight");
    }
}
