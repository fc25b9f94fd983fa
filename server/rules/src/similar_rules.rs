//! The rules that a name may mean that is the name of none.

use travaux_model::nearest::nearest;

use crate::all;

/// Returns the rule whose name is spelt almost like a word, or else up to three rules of whose names the word is a part:
/// `dangling-reference` for `dangling`.
pub fn similar_rules(name: &str) -> Vec<&'static str> {
    const MAX_RULES: usize = 3;
    const MIN_PART_BYTES: usize = 3;
    let names = || all().iter().map(|it| it.name);
    if let Some(near) = nearest(name, names()) {
        return vec![near];
    }
    let name = name.to_lowercase();
    let parts: Vec<&str> = name.split(['-', '_', ' ']).collect();
    let has_part = |rule: &str, part: &str| rule.split('-').any(|word| word.starts_with(part));
    let is_meant = |rule: &&str| parts.iter().all(|it| it.len() >= MIN_PART_BYTES && has_part(rule, it));
    names().filter(is_meant).take(MAX_RULES).collect()
}

/// Returns the end of a message that suggests some names: `; did you mean `a` or `b`?`. Nothing without names.
pub fn suggestion(names: &[&str], quote: char) -> String {
    if names.is_empty() {
        return String::new();
    }
    let quoted: Vec<String> = names.iter().map(|it| format!("{quote}{it}{quote}")).collect();
    format!("; did you mean {}?", quoted.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::{similar_rules, suggestion};

    #[test]
    fn a_misspelt_name_and_a_part_of_one_find_rules() {
        assert_eq!(similar_rules("stray-braket"), ["stray-bracket"]);
        assert_eq!(similar_rules("external"), ["dangling-external-reference"]);
        assert_eq!(similar_rules("dangling").len(), 2);
        assert_eq!(similar_rules("e").len() + similar_rules("عدد").len() + similar_rules("").len(), 0);
        assert_eq!(suggestion(&["a", "b"], '`'), "; did you mean `a` or `b`?");
        assert_eq!(suggestion(&[], '`'), "");
    }
}
