//! The identity of a finding independent of line numbers: its rule, its provision and the words that it marks, and its index
//! among those that are otherwise equal. Baselines and the fingerprints of CI systems depend on it, so the numbers must be
//! the same in every version and on every machine.

use rustc_hash::FxHashMap;

use crate::files::source::Source;
use travaux_model::diagnostic::Diagnostic;

/// The number of bytes before and after the marked words that count as their context.
const CONTEXT_BYTES: usize = 48;

/// A finding without its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The name of the rule.
    pub rule: &'static str,
    /// The address of the innermost provision around it, or nothing.
    pub provision: String,
    /// The hash of the words that it marks.
    pub words: u64,
    /// The hash of these words with the words around them.
    pub context: u64,
    /// Its index among those of the draft whose rule, provision and words are equal.
    pub occurrence: usize,
}

impl Identity {
    /// Returns the identity of a fault of a whole file.
    pub fn of_file(rule: &'static str, message: &str) -> Identity {
        let mut hash = Fnv::new();
        hash.write_words(message);
        Identity { rule, provision: String::new(), words: hash.0, context: hash.0, occurrence: 0 }
    }

    /// Returns a number for this finding in the draft with a name.
    pub fn fingerprint(&self, path: &str) -> u64 {
        let mut hash = Fnv::new();
        for part in [path, self.rule, &self.provision] {
            hash.write(part.as_bytes());
            hash.write(&[0]);
        }
        hash.write(&self.words.to_le_bytes());
        hash.write(&(self.occurrence as u64).to_le_bytes());
        hash.0
    }
}

/// Returns the identities of the findings in a draft, in their order.
pub fn identities(source: &Source, findings: &[Diagnostic]) -> Vec<Identity> {
    let mut seen: FxHashMap<(&'static str, String, u64), usize> = FxHashMap::default();
    let identity = |finding: &Diagnostic| {
        let text = &*source.text;
        let start = text.floor_char_boundary(finding.range.start);
        let end = text.floor_char_boundary(finding.range.end).max(start);
        // Only within the paragraph: the number of a heading beside it may change.
        let before = text.ceil_char_boundary(start.saturating_sub(CONTEXT_BYTES)).min(start);
        let before = text[before..start].rfind(['\n', '\r']).map_or(before, |at| before + at + 1);
        let after = text.floor_char_boundary((end + CONTEXT_BYTES).min(text.len())).max(end);
        let after = text[end..after].find(['\n', '\r']).map_or(after, |at| end + at);
        let mut words = Fnv::new();
        words.write_words(&text[start..end]);
        let mut context = Fnv::new();
        context.write_words(&text[before..after]);
        let provision = provision(source, start);
        let count = seen.entry((finding.rule, provision.clone(), words.0)).or_default();
        *count += 1;
        Identity { rule: finding.rule, provision, words: words.0, context: context.0, occurrence: *count - 1 }
    };
    findings.iter().map(identity).collect()
}

fn provision(source: &Source, offset: usize) -> String {
    let (draft, outline) = (&source.document.draft, &source.document.outline);
    if draft.is_empty() {
        return String::new();
    }
    let block = draft.block_at(offset);
    let in_block = u32::try_from(offset - draft.start(block)).unwrap_or(u32::MAX);
    outline.at(block, in_block).map(|id| outline.address(id)).unwrap_or_default()
}

/// The 64-bit hash of Fowler, Noll and Vo (FNV-1a). Unlike the hashes of the standard library, it never changes.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Writes the words of a text. How blanks and line breaks separate them does not matter.
    fn write_words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.write(word.as_bytes());
            self.write(b" ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    #[test]
    fn hashes_are_those_of_the_published_algorithm() {
        let mut hash = Fnv::new();
        hash.write(b"foobar");
        assert_eq!(hash.0, 0x8594_4171_f739_67e8);
    }
}
