//! Runs of ASCII letters, read eight bytes at a time. Most words of a draft in Latin script are such a run, and their
//! first letters as one number are the key by which they are looked up.

/// The number of bytes that a key holds.
pub(crate) const KEY_BYTES: usize = 8;

/// The highest bit of each byte of a key.
const HIGH_BITS: u64 = EACH * 0x80;

/// The lowest bit of each byte of a key.
const EACH: u64 = 0x0101_0101_0101_0101;

/// A run of ASCII letters at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsciiRun {
    /// Its length in bytes.
    pub length: usize,
    /// The key of its first letters, as they are written: each is a byte, the first the lowest one.
    pub key: u64,
}

impl AsciiRun {
    /// Returns the key in lower case.
    #[inline]
    pub(crate) fn lowercase_key(self) -> u64 {
        // Of letters and padding only upper-case letters change: they have the bit 0x40 without the bit 0x20.
        self.key | ((self.key & (EACH * 0x40)) >> 1)
    }

    /// Returns the run at the beginning of a text.
    #[inline]
    pub fn at_start(text: &[u8]) -> AsciiRun {
        let first = key(text);
        let letters = letters_at_start(first);
        if letters < KEY_BYTES {
            return AsciiRun { length: letters, key: first & !(u64::MAX << (8 * letters)) };
        }
        let mut length = KEY_BYTES;
        loop {
            let letters = letters_at_start(key(&text[length..]));
            length += letters;
            if letters < KEY_BYTES {
                return AsciiRun { length, key: first };
            }
        }
    }
}

/// Returns the first eight bytes of a text as a number, the first in its lowest byte. Bytes past the end are zero.
#[inline]
pub(crate) fn key(text: &[u8]) -> u64 {
    match text.first_chunk::<KEY_BYTES>() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => text.iter().rev().fold(0, |key, byte| key << 8 | u64::from(*byte)),
    }
}

/// Returns a key with its ASCII letters in lower case.
#[inline]
pub(crate) fn lowercase(key: u64) -> u64 {
    // Shifted by two places, the bit that marks a letter is the bit by which upper and lower case differ.
    key | (letter_bits(key) >> 2)
}

/// Returns the number of letters before the first other byte.
#[inline]
fn letters_at_start(key: u64) -> usize {
    ((!letter_bits(key) & HIGH_BITS).trailing_zeros() / 8) as usize
}

/// Returns the highest bit of every byte that is an ASCII letter.
#[inline]
fn letter_bits(key: u64) -> u64 {
    // Each byte without its highest bit, in lower case, so that no sum below carries into the next byte.
    let bytes = (key & !HIGH_BITS) | (EACH * 0x20);
    let from_a = bytes + EACH * (0x80 - b'a' as u64);
    let past_z = bytes + EACH * (0x80 - (b'z' + 1) as u64);
    from_a & !past_z & !key & HIGH_BITS
}

/// The number of bytes of a window.
pub(crate) const WINDOW_BYTES: usize = 64;

/// Which bytes of a text are ASCII letters, and which are beyond ASCII, as bits: the first byte is the lowest bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) letters: u64,
    pub(crate) beyond_ascii: u64,
}

impl Window {
    /// Returns the window on some bytes.
    #[inline]
    pub(crate) fn of(bytes: &[u8; WINDOW_BYTES]) -> Window {
        let mut window = Window { letters: 0, beyond_ascii: 0 };
        for (index, bytes) in bytes.chunks_exact(KEY_BYTES).enumerate() {
            let key = key(bytes);
            window.letters |= one_bit_each(letter_bits(key)) << (KEY_BYTES * index);
            window.beyond_ascii |= one_bit_each(key & HIGH_BITS) << (KEY_BYTES * index);
        }
        window
    }
}

/// Returns the highest bits of the bytes of a number as eight bits.
#[inline]
fn one_bit_each(high_bits: u64) -> u64 {
    // Each byte of the factor moves the bit of another byte to its place in the highest byte.
    (high_bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> (u64::BITS - 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_classified_as_the_standard_library_does() {
        for place in 0..KEY_BYTES {
            for byte in 0..=u8::MAX {
                let mut text = [b'x'; KEY_BYTES];
                text[place] = byte;
                let length = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                assert_eq!(AsciiRun::at_start(&text).length, length, "{text:?}");
                assert_eq!(lowercase(key(&text)).to_le_bytes(), text.to_ascii_lowercase()[..], "{text:?}");
            }
        }
    }

    #[test]
    fn a_window_has_a_bit_for_each_byte() {
        let text: Vec<u8> = (0..=u8::MAX).chain(0..=u8::MAX).map(|byte| byte.wrapping_mul(37)).collect();
        for start in 0..=text.len() - WINDOW_BYTES {
            let window = Window::of(text[start..].first_chunk().unwrap());
            for (place, byte) in text[start..start + WINDOW_BYTES].iter().enumerate() {
                assert_eq!(window.letters >> place & 1 == 1, byte.is_ascii_alphabetic(), "{byte}");
                assert_eq!(window.beyond_ascii >> place & 1 == 1, !byte.is_ascii(), "{byte}");
            }
        }
    }

    #[test]
    fn a_run_may_be_longer_than_a_key_and_end_with_the_text() {
        for length in 0..40 {
            let word = "Subparagraph".repeat(4)[..length].to_owned();
            for text in [word.clone(), format!("{word} of"), format!("{word}é"), format!("{word}-1 and more")] {
                let run = AsciiRun::at_start(text.as_bytes());
                assert_eq!(run.lowercase_key(), lowercase(run.key), "{text}");
                assert_eq!((run.length, run.key), (length, key(word.as_bytes())), "{text}");
            }
        }
    }
}
