//! Travaux.

pub mod positions;
