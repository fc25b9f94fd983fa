//! What is wrong with a positions or groups file, and where.
//!
//! No severity and no rule: whoever shows a fault decides how loudly.

use std::ops::Range;

/// One thing in a file that was not understood: `"suports" is no stance; did you
/// mean "supports"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The offending bytes of the file; empty where something is absent from its end.
    pub range: Range<usize>,
    /// One lower-case sentence without a full stop, which quotes the file.
    pub message: String,
}

impl Fault {
    /// The fault `message` at `range`.
    pub(crate) fn new(range: Range<usize>, message: impl Into<String>) -> Fault {
        Fault { range, message: message.into() }
    }
}

/// A written word as a message quotes it: on one line, cut after forty characters.
pub(crate) fn quoted(written: &str) -> String {
    const SHOWN: usize = 40;
    let plain = |it: char| if it.is_control() { '\u{fffd}' } else { it };
    let mut quote: String = written.chars().take(SHOWN).map(plain).collect();
    if written.chars().nth(SHOWN).is_some() {
        quote.push('…');
    }
    format!("\"{quote}\"")
}

/// The tail of a message that offers a correction, or nothing.
pub(crate) fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |it| format!("; did you mean {}", quoted(it)))
}
