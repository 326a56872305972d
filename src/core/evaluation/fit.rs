//! Fitting the confidence: logistic regression on the features of judged
//! questions, by Newton's method with a little ridge so that it always converges.

use super::Judgement;
use crate::core::search::confidence::FEATURES;

/// Intercept and one weight a feature.
const SIZE: usize = FEATURES + 1;
/// Strength of the ridge; keeps weights finite where a feature parts the
/// classes perfectly.
const RIDGE: f64 = 0.5;
const STEPS: usize = 50;

/// The fitted constants.
#[derive(Debug, Clone, Copy)]
pub struct Fit {
    pub intercept: f64,
    pub weights: [f64; FEATURES],
}

/// Fits the chance that a question is answerable *and* its best hit is right.
/// Small talk has no features and is left out. Each set counts the same, however many
/// questions it has.
pub fn fit(sets: &[Vec<&Judgement>]) -> Fit {
    let mut rows: Vec<([f64; SIZE], f64, f64)> = Vec::new();
    let largest = sets.iter().map(Vec::len).max().unwrap_or_default();
    for set in sets {
        let each = largest as f64 / set.len().max(1) as f64;
        for j in set.iter().filter(|j| j.outcome != crate::core::search::Outcome::Help) {
            let mut row = [1.0; SIZE];
            for (slot, value) in row[1..].iter_mut().zip(j.features.values()) {
                *slot = f64::from(value);
            }
            rows.push((row, if j.answerable && j.rank == Some(1) { 1.0 } else { 0.0 }, each));
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
        for i in 0..SIZE {
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
    use std::time::Duration;

    use super::*;
    use crate::core::search::Outcome;
    use crate::core::search::confidence::Features;

    #[test]
    fn a_feature_that_tells_gets_a_weight_of_its_sign() {
        let judgements: Vec<Judgement> = (0..40)
            .map(|i| {
                let good = i % 2 == 0;
                Judgement {
                    rank: good.then_some(1),
                    answerable: good,
                    is_near: !good,
                    outcome: Outcome::Answered,
                    confidence: 0.5,
                    features: {
                        let mut values = [0.0; FEATURES];
                        values[0] = if good { 0.8 } else { 0.3 } + (i as f32) * 0.002;
                        values[4] = if good { 0.1 } else { 0.6 };
                        Features::from_values(values)
                    },
                    highlight_has_answer: None,
                    took: Duration::ZERO,
                    found: Vec::new(),
                }
            })
            .collect();
        let all: Vec<&Judgement> = judgements.iter().collect();
        let fit = fit(&[all]);
        assert!(fit.weights[0] > 0.5 && fit.weights[4] < -0.5, "{fit:?}");
    }
}
