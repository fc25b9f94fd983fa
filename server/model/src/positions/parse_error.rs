//! Errors in a positions or groups file, with their places. They have no severity; the caller decides how to show them.

use std::ops::Range;

use super::position_rule::PositionRule;

/// An error in a file: `"suports" is no stance; did you mean "supports"?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The erroneous bytes of the file; empty at the end of the file if something is missing there.
    pub range: Range<usize>,
    /// One lower-case sentence without a full stop that quotes the file.
    pub message: String,
    /// The rule that reports it; `None` if the file itself is wrong.
    pub rule: Option<PositionRule>,
    /// Whether the file cannot be read from there on.
    pub ends_file: bool,
}

impl ParseError {
    pub(crate) fn new(range: Range<usize>, message: impl Into<String>) -> ParseError {
        ParseError { range, message: message.into(), rule: None, ends_file: false }
    }

    /// Creates an error that a rule reports.
    pub(crate) fn of_rule(rule: PositionRule, range: Range<usize>, message: impl Into<String>) -> ParseError {
        ParseError { rule: Some(rule), ..ParseError::new(range, message) }
    }
}

/// Quotes a word of a file for a message: on one line, cut after forty characters.
pub(crate) fn quoted(written: &str) -> String {
    const QUOTE_LIMIT_CHARS: usize = 40;
    let plain = |it: char| if it.is_control() { '\u{fffd}' } else { it };
    let mut quote: String = written.chars().take(QUOTE_LIMIT_CHARS).map(plain).collect();
    if written.chars().nth(QUOTE_LIMIT_CHARS).is_some() {
        quote.push('…');
    }
    format!("\"{quote}\"")
}

/// Returns the end of a message that suggests a correction, or nothing.
pub(crate) fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |it| format!("; did you mean {}?", quoted(it)))
}
