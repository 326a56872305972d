//! Fitting constants: logistic regression on the features of judged questions, or of
//! pairs of them, by Newton's method with a little ridge so that it always converges.

/// Strength of the ridge; keeps weights finite where a feature parts the
/// classes perfectly.
const RIDGE: f64 = 2.0;
/// The questions that a set counts for.
const SET_WEIGHT: f64 = 400.0;
const STEPS: usize = 50;
/// Steps this small change no figure that is printed.
const CLOSE: f64 = 1e-6;

/// The fitted constants.
#[derive(Debug, Clone, Copy)]
pub struct Fit<const FEATURES: usize> {
    pub intercept: f64,
    pub weights: [f64; FEATURES],
}

/// What was judged, as far as fitting looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Example<const FEATURES: usize> {
    pub features: [f32; FEATURES],
    /// Whether a question is answerable *and* its best hit right, or a pair the same.
    pub is_right: bool,
}

/// Fits the chance of being right. Each set counts the same, however many questions it
/// has; one that is given twice counts double.
pub fn fit<const FEATURES: usize>(sets: &[Vec<Example<FEATURES>>]) -> Fit<FEATURES> {
    // Intercept and one weight a feature.
    let size = FEATURES + 1;
    let mut rows: Vec<(Vec<f64>, f64, f64)> = Vec::new();
    for set in sets {
        let each = SET_WEIGHT / set.len().max(1) as f64;
        for example in set {
            let mut row = vec![1.0; size];
            for (slot, value) in row[1..].iter_mut().zip(example.features) {
                *slot = f64::from(value);
            }
            rows.push((row, if example.is_right { 1.0 } else { 0.0 }, each));
        }
    }
    let mut weights = vec![0.0; size];
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; size];
        let mut hessian = vec![vec![0.0; size]; size];
        for (row, label, each) in &rows {
            let z: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + (-z).exp());
            for i in 0..size {
                gradient[i] += each * (label - p) * row[i];
                for j in 0..size {
                    hessian[i][j] += each * p * (1.0 - p) * row[i] * row[j];
                }
            }
        }
        // Not on the intercept, which is as large as it has to be.
        hessian[0][0] += f64::EPSILON;
        for i in 1..size {
            gradient[i] -= RIDGE * weights[i];
            hessian[i][i] += RIDGE;
        }
        let step = solve(hessian, gradient);
        for (weight, change) in weights.iter_mut().zip(&step) {
            *weight += change;
        }
        if step.iter().all(|change| change.abs() < CLOSE) {
            break;
        }
    }
    let mut fitted = [0.0; FEATURES];
    fitted.copy_from_slice(&weights[1..]);
    Fit { intercept: weights[0], weights: fitted }
}

/// Solves a system of linear equations by Gaussian elimination with pivoting.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for column in 0..size {
        let pivot = (column..size)
            .max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))
            .unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let pivot_row = matrix[column].clone();
        for row in column + 1..size {
            let factor = matrix[row][column] / pivot_row[column];
            for (value, above) in matrix[row].iter_mut().zip(&pivot_row).skip(column) {
                *value -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    let mut solution = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| matrix[row][column] * solution[column]).sum();
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
            let mut features = [0.0; 6];
            features[0] = if is_right { 0.8 } else { 0.3 } + f32::from(number) * 0.002;
            features[5] = if is_right { 0.1 } else { 0.6 };
            Example { features, is_right }
        };
        let fit = fit(&[(0..40).map(example).collect()]);
        assert!(fit.weights[0] > 0.5 && fit.weights[5] < -0.5, "{fit:?}");
        assert!(fit.weights[1].abs() < f64::EPSILON, "what never differs has no weight");
    }
}
