//! The conversions between the two representations of a place in a text: an offset in a block, or an index in a list of
//! one, is a `u32`, which keeps tokens and brackets small; a byte of a text or of a draft is a `usize`. Nothing else casts
//! one to the other. A place in a block becomes one in its draft, and the reverse, in `Draft::offset`, `Draft::range`,
//! `Draft::place` and `Draft::range_in`.

use std::ops::Range;

/// Returns a length, an index or a byte of a block's text as a `u32`. A number that does not fit becomes `u32::MAX`:
/// neither blocks nor lists are read so far.
#[inline]
pub fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Returns an offset or an index as a `usize`, which has at least 32 bits on every platform that the program runs on.
#[inline]
pub const fn to_usize(number: u32) -> usize {
    number as usize
}

/// Returns bytes of a block's text as offsets in the block.
#[inline]
pub fn range_to_u32(bytes: Range<usize>) -> Range<u32> {
    to_u32(bytes.start)..to_u32(bytes.end)
}

/// Returns offsets in a block as bytes of its text.
#[inline]
pub const fn range_to_usize(offsets: Range<u32>) -> Range<usize> {
    to_usize(offsets.start)..to_usize(offsets.end)
}
