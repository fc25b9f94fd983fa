//! Addresses of provisions as sortable keys: `Article 36,paragraph 1(a)` and `article 36, paragraph 1 (a)` have the
//! same key, which sorts below `article 36`. Whether a draft contains such a provision is not known here.

/// The separator between the steps of a key. It sorts before every letter, so that the addresses below a key follow it
/// without a gap.
const STEP: char = '\u{1}';

/// Returns the key of an address: its steps from outer to inner, in lower case and with single spaces.
pub fn address_key(address: &str) -> String {
    let mut key = String::with_capacity(address.len());
    for step in address.split(',') {
        let mut rest = step;
        while let Some(letter) = rest.get(1..).and_then(|it| it.find('(')) {
            push_step(&mut key, &rest[..letter + 1]);
            rest = &rest[letter + 1..];
        }
        push_step(&mut key, rest);
    }
    key
}

/// Returns a key without its last step, and the last step. Returns `None` for a key with one step.
pub(crate) fn last_step(key: &str) -> Option<(&str, &str)> {
    key.rsplit_once(STEP)
}

/// Returns the outermost step of a key.
pub(crate) fn first_step(key: &str) -> &str {
    key.split(STEP).next().unwrap_or(key)
}

/// Returns the bounds between which all keys below `key` sort.
pub(super) fn beneath(key: &str) -> (String, String) {
    (format!("{key}{STEP}"), format!("{key}\u{2}"))
}

/// Returns whether an address is that of a provision or of something in it: `article 36, paragraph 1` for `Article 36`.
pub fn is_at_or_in(address: &str, outer: &str) -> bool {
    let (key, outer) = (address_key(address), address_key(outer));
    key == outer || key.strip_prefix(&outer).is_some_and(|it| it.starts_with(STEP))
}

fn push_step(key: &mut String, step: &str) {
    let gap = |it: char| it.is_whitespace() || it.is_control();
    let mut separator = (!key.is_empty()).then_some(STEP);
    for word in step.split(gap).filter(|it| !it.is_empty()) {
        key.extend(separator);
        key.extend(word.chars().flat_map(char::to_lowercase));
        separator = Some(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::{address_key, beneath};

    fn is_beneath(inner: &str, outer: &str) -> bool {
        let (from, to) = beneath(&address_key(outer));
        (from..to).contains(&address_key(inner))
    }

    #[test]
    fn whitespace_and_case_do_not_matter() {
        let key = address_key("article 36, paragraph 1 bis (a) (ii)");
        assert_eq!(address_key(" Article  36,paragraph 1 BIS(a)(ii) "), key);
        assert_eq!(address_key("\u{1}, ,"), "");
    }

    #[test]
    fn an_address_is_in_its_container() {
        assert!(super::is_at_or_in("article 36, paragraph 1", "Article 36"));
        assert!(super::is_at_or_in("Article  36", "article 36"));
        assert!(!super::is_at_or_in("article 36 bis", "article 36"));
    }

    #[test]
    fn a_key_sorts_below_its_container_and_not_below_similar_keys() {
        assert!(is_beneath("article 36, paragraph 1 bis", "article 36"));
        assert!(is_beneath("article 150 (h)", "article 150"));
        assert!(is_beneath("paragraph 1 (a) (ii)", "paragraph 1 (a)"));
        assert!(!is_beneath("article 36 bis", "article 36"));
        assert!(!is_beneath("article 360", "article 36"));
        assert!(!is_beneath("article 36", "article 36"));
    }
}
