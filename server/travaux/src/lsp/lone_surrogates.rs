//! Repairs JSON text with escapes of half a surrogate pair, which strict JSON does not allow. Some clients send such text
//! when an edit splits a character outside of the basic multilingual plane.

use memchr::memchr;

/// The length of an escape such as `\ud83d`.
const ESCAPE_BYTES: usize = 6;

/// Replaces escapes of half a surrogate pair by those of U+FFFD. Returns whether there were any.
pub(super) fn replace_lone_surrogates(body: &mut [u8]) -> bool {
    let (mut at, mut are_any) = (0, false);
    while let Some(found) = memchr(b'\\', &body[at..]) {
        at += found;
        let Some(unit) = escaped_unit(&body[at..]) else {
            // The escaped character may be a backslash itself.
            at = body.len().min(at + 2);
            continue;
        };
        let is_pair = is_high_surrogate(unit) && escaped_unit(&body[at + ESCAPE_BYTES..]).is_some_and(is_low_surrogate);
        if is_pair {
            at += ESCAPE_BYTES;
        } else if is_high_surrogate(unit) || is_low_surrogate(unit) {
            body[at + 2..at + ESCAPE_BYTES].copy_from_slice(b"fffd");
            are_any = true;
        }
        at += ESCAPE_BYTES;
    }
    are_any
}

/// The UTF-16 code unit of the escape that `bytes` begin with.
fn escaped_unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.get(..ESCAPE_BYTES)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok().filter(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

fn is_high_surrogate(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

fn is_low_surrogate(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_surrogate_pair_stands_for_the_replacement_character() {
        for (escaped, expected) in [
            (r"\ud83d", Some("\u{fffd}")),
            (r"\uDE00x", Some("\u{fffd}x")),
            (r"\ud83d\ud83d\ude00", Some("\u{fffd}\u{1f600}")),
            (r"\ud83d\n\\\\ud83d", Some("\u{fffd}\n\\\\ud83d")),
            (r"\ud83d\u0041", Some("\u{fffd}A")),
            (r"\ud83d\ude00", None),
            (r"\\ud83d", None),
            ("\u{1f600}", None),
        ] {
            let mut json = format!("\"{escaped}\"").into_bytes();
            assert_eq!(replace_lone_surrogates(&mut json), expected.is_some(), "{escaped}");
            let text: String = serde_json::from_slice(&json).unwrap();
            assert!(expected.is_none_or(|it| it == text), "{escaped}: {text}");
        }
    }
}
