//! Transcripts: who says what, and when.
//!
//! `label` reads what a line may begin with, `tally` counts that over the whole text,
//! `evidence` decides by it which are speakers, `cast` tells whom they mean (by `short_forms` of names and the `introduction`), `recognise` takes the labels and
//! moments out of the text and into fields of its own up to what stands under the last turn
//! (`closing`), and `segment` cuts turns into
//! passages of readable length. `exchange` tells questions, answers and remarks.

pub(super) mod cast;
mod closing;
mod evidence;
pub(in crate::core) mod exchange;
mod introduction;
mod label;
mod moments;
mod recognise;
mod segment;
mod short_forms;
mod tally;

pub(super) use recognise::{recognise, tells_speech};
pub(super) use segment::{Pieces, segment};
