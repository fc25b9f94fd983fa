//! The structure of one draft.

use travaux_grammar::Draft;

/// The structure of one draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {}

impl Outline {
    /// Folds a draft's blocks.
    pub fn of(_draft: &Draft) -> Outline {
        Outline {}
    }
}
