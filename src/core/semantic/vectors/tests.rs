use proptest::prelude::*;

use super::*;

fn embedding(width: usize) -> impl Strategy<Value = Embedding> {
    proptest::collection::vec(-1.0_f32..1.0, width).prop_filter_map("no length", |values| {
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
        (length > 1e-3).then(|| Embedding::new(values.iter().map(|value| value / length).collect()))
    })
}

proptest! {
    #[test]
    fn cosines_of_rounded_vectors_are_those_of_the_exact_ones(
        (vectors, with) in (1_usize..100).prop_flat_map(|width| {
            (proptest::collection::vec(embedding(width), 0..12), embedding(width))
        })
    ) {
        let mut table = Vectors::new(with.values().len());
        vectors.iter().for_each(|vector| table.push(&vector.into()));
        prop_assert_eq!(table.len(), vectors.len());
        let cosines = table.cosines(&with);
        prop_assert_eq!(cosines.len(), vectors.len());
        for (vector, cosine) in vectors.iter().zip(cosines) {
            prop_assert!((vector.cosine(&with) - cosine).abs() < 0.01);
        }
    }

    #[test]
    fn whatever_a_vector_holds_its_cosines_are_no_more_than_one(
        numbers in proptest::collection::vec(any::<i8>(), 64),
        with in embedding(64),
    ) {
        let mut table = Vectors::new(64);
        table.push(&QuantisedVector::new(numbers.into()));
        prop_assert!(table.cosines(&with)[0].abs() < 1.01);
    }
}

#[test]
fn a_zero_vector_and_one_of_another_width_are_near_nothing() {
    let unit = Embedding::new(vec![0.5; 4]);
    let mut table = Vectors::new(4);
    table.push(&(&Embedding::new(vec![0.0; 4])).into());
    table.push(&(&unit).into());
    let cosines = table.cosines(&unit);
    assert_eq!(cosines[0], 0.0);
    assert!((cosines[1] - 1.0).abs() < 0.001, "{cosines:?}");
    assert_eq!(table.cosines(&Embedding::new(vec![1.0; 3])), [0.0, 0.0]);
}
