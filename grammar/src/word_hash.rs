//! The hashes by which words are found in the tables that the build script writes.

/// The number of slots for ASCII words: several times the number of words, so that most unknown words find an empty slot.
pub(crate) const ASCII_SLOTS: usize = 2048;

/// The number of slots for the first letters of words beyond ASCII.
pub(crate) const FIRST_LETTER_SLOTS: usize = 1024;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Returns the hash of a word with one more folded letter.
#[inline]
pub(crate) fn with_letter(hash: u64, letter: u32) -> u64 {
    (hash.rotate_left(5) ^ letter as u64).wrapping_mul(MULTIPLIER)
}

/// Returns the hash of a folded word.
pub(crate) fn hash_of_folded(word: &str) -> u64 {
    word.chars().fold(0, |hash, letter| with_letter(hash, u32::from(letter)))
}

/// Returns the first slot for a hash in a table whose length is a power of two.
#[inline]
pub(crate) fn slot_of_hash(hash: u64, slots: usize) -> usize {
    (hash >> (u64::BITS - slots.ilog2())) as usize
}

/// Returns the first slot for the key of an ASCII word.
#[inline]
pub(crate) fn slot_of_key(key: u64) -> usize {
    slot_of_hash(key.wrapping_mul(MULTIPLIER), ASCII_SLOTS)
}
