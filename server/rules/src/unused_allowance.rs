//! # unused-allowance
//!
//! A comment allows a rule where that rule finds nothing, or names a rule that does not exist.
//!
//! An allowance records a decision, for example that a reference may dangle. Once the text has changed, the decision is
//! outdated, and the comment would hide the next fault of that kind.
//!
//! ```treaty
//! Article 4
//!
//! <!-- travaux: allow dangling-reference -->
//!                     ^^^^^^^^^^^^^^^^^^ nothing here needs `dangling-reference` to be allowed
//!
//! The Parties shall meet.
//! ```
//!
//! ```treaty
//! <!-- travaux: allow-file stray-bracket -->
//!
//! The Parties] shall meet.
//! ```
//!
//! **Instead**, delete the comment, or correct the name.

use travaux_model::diagnostic::Severity;

pub(super) const NAME: &str = "unused-allowance";
pub(super) const SEVERITY: Severity = Severity::Warning;
