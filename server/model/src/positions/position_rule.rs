//! The rules about positions files. Their pages are in the crate of the rules, their severities in travaux.toml; here they
//! are only the names of errors.

/// A rule that an error in a positions file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PositionRule {
    /// A name is that of no delegation.
    UnknownDelegation,
    /// A delegation is on both sides of one text at one time.
    ConflictingPosition,
    /// A target is no provision of the draft, or a topic is in no topics file.
    UnresolvedTarget,
    /// An alternative is not in brackets at its target.
    StalePosition,
}

impl PositionRule {
    /// Returns the name of the rule: `unknown-delegation`.
    pub fn name(self) -> &'static str {
        match self {
            PositionRule::UnknownDelegation => "unknown-delegation",
            PositionRule::ConflictingPosition => "conflicting-position",
            PositionRule::UnresolvedTarget => "unresolved-target",
            PositionRule::StalePosition => "stale-position",
        }
    }
}
