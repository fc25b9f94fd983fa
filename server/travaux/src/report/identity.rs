//! What makes a finding the same finding after other lines have moved: its draft, rule and message, the text of its
//! line, and which of several such it is. Baselines and the fingerprints of CI systems rest on it, so the numbers must
//! not change from one version or machine to the next.

use rustc_hash::FxHashMap;

use super::Linted;

/// A finding, line numbers aside.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// The draft's name.
    pub path: String,
    /// The rule's.
    pub rule: String,
    /// What the finding says.
    pub message: String,
    /// The hash of the text of its first line, blanks around it aside.
    pub line: u64,
}

impl Identity {
    /// A number for this finding; `occurrence` tells apart those that are otherwise the same, from zero.
    pub fn fingerprint(&self, occurrence: usize) -> u64 {
        let mut hash = Fnv::new();
        for part in [&self.path, &self.rule, &self.message] {
            hash.eat(part.as_bytes());
            hash.eat(&[0]);
        }
        hash.eat(&self.line.to_le_bytes());
        hash.eat(&(occurrence as u64).to_le_bytes());
        hash.0
    }
}

/// The identities of a draft's findings, in order, each with its occurrence.
pub fn identities(draft: &Linted) -> Vec<(Identity, usize)> {
    let source = &draft.source;
    // A line of fifty megabytes may have a thousand findings.
    let mut lines: FxHashMap<usize, u64> = FxHashMap::default();
    let mut seen: FxHashMap<Identity, usize> = FxHashMap::default();
    let mut identities = Vec::with_capacity(draft.findings.len());
    for finding in &draft.findings {
        let line = source.place(finding.range.start).line;
        let hash = *lines.entry(line).or_insert_with(|| {
            let text = &source.text[source.places().line(&source.text, line)];
            let mut hash = Fnv::new();
            hash.eat(text.trim().as_bytes());
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

/// The 64-bit hash of Fowler, Noll and Vo (FNV-1a), which is the same everywhere and for ever.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn eat(&mut self, bytes: &[u8]) {
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
        hash.eat(b"foobar");
        assert_eq!(hash.0, 0x8594_4171_f739_67e8);
    }
}
