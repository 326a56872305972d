//! Making text fit and read right: nothing in here knows what it says.

pub mod cutting;
pub mod direction;
pub mod line;
