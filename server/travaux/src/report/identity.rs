//! The identity of a finding independent of line numbers: its draft, rule, message and the text of its line, and its index
//! among those that are otherwise equal. Baselines and the fingerprints of CI systems depend on it, so the numbers must be
//! the same in every version and on every machine.

use rustc_hash::FxHashMap;

use super::LintedDraft;

/// A finding without its line number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// The name of the draft.
    pub path: String,
    /// The name of the rule.
    pub rule: String,
    /// The message.
    pub message: String,
    /// The hash of its first line, without the whitespace around it.
    pub line: u64,
}

impl Identity {
    /// Returns a number for this finding. `occurrence` is its index among those that are otherwise equal.
    pub fn fingerprint(&self, occurrence: usize) -> u64 {
        let mut hash = Fnv::new();
        for part in [&self.path, &self.rule, &self.message] {
            hash.write(part.as_bytes());
            hash.write(&[0]);
        }
        hash.write(&self.line.to_le_bytes());
        hash.write(&(occurrence as u64).to_le_bytes());
        hash.0
    }
}

/// Returns the identities of the findings in a draft, in order, each with its occurrence.
pub fn identities(draft: &LintedDraft) -> Vec<(Identity, usize)> {
    let source = &draft.source;
    // A line of fifty megabytes may contain a thousand findings, so each line is hashed only once.
    let mut lines: FxHashMap<usize, u64> = FxHashMap::default();
    let mut seen: FxHashMap<Identity, usize> = FxHashMap::default();
    let mut identities = Vec::with_capacity(draft.findings.len());
    for finding in &draft.findings {
        let line = source.position(finding.range.start).line;
        let hash = *lines.entry(line).or_insert_with(|| {
            let text = &source.text[source.line_range(line)];
            let mut hash = Fnv::new();
            hash.write(text.trim().as_bytes());
            hash.0
        });
        let identity = Identity {
            path: source.name.to_string(),
            rule: finding.rule.to_owned(),
            message: finding.message.clone(),
            line: hash,
        };
        let count = seen.entry(identity.clone()).or_default();
        identities.push((identity, *count));
        *count += 1;
    }
    identities
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
