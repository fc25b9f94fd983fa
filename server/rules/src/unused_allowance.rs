//! # unused-allowance
//!
//! A comment allows a rule where that rule finds nothing, or names a rule that does not exist, or allows nothing because it
//! is misspelt.
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
//! ```treaty
//! المادة 4
//!
//! <!-- travaux: alow dangling-reference -->
//!               ^^^^ `alow` does nothing in a comment for travaux; did you mean `allow`?
//!
//! تجتمع الدول الأطراف وفقا للمادة 9.
//! ```
//!
//! ```treaty
//! 第四条
//!
//! <!-- travaux: allow -->
//!               ^^^^^ no rule is named after `allow`, so nothing is allowed
//!
//! 缔约方应当举行会议。
//! ```
//!
//! What follows a colon is the reason of the allowance. It is for those who read the draft after you:
//!
//! ```treaty
//! <!-- travaux: allow stray-bracket: the bracket opens in part I, which is another file -->
//!
//! The Parties] shall meet.
//! ```
//!
//! **Instead**, delete the comment, or correct the name.

use travaux_model::diagnostic::Severity;

pub(super) const NAME: &str = "unused-allowance";
pub(super) const SEVERITY: Severity = Severity::Warning;
