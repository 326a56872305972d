//! Counting the work of reading, in tests only.
//!
//! Reading must grow with the length of what is read. A clock cannot show that on
//! a busy machine, so the loops that could grow faster say how many steps they
//! took, and tests compare the steps for a text with those for one four times as
//! long. Outside tests nothing is counted.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Takes note of some steps of a loop.
#[inline]
pub(super) fn spend(steps: usize) {
    #[cfg(test)]
    STEPS.with(|counted| counted.set(counted.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}

/// How many steps this thread takes for some work.
#[cfg(test)]
pub(super) fn steps_of(work: impl FnOnce()) -> usize {
    STEPS.with(|counted| counted.set(0));
    work();
    STEPS.with(std::cell::Cell::get)
}

/// Asserts that four times the input costs at most about four times the steps.
/// The fifth time is for what a small input spares.
#[cfg(test)]
pub(super) fn assert_linear(what: &str, work: impl Fn(usize)) {
    const SIZE: usize = 500;
    let (small, large) = (steps_of(|| work(SIZE)), steps_of(|| work(4 * SIZE)));
    assert!(small > 0, "{what}: nothing was counted");
    assert!(large <= 5 * small, "{what}: {small} steps, and {large} for four times the input");
}
