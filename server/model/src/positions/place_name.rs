//! The names of provisions for a reader: in English their addresses, in other languages their labels as the draft writes
//! them.

use travaux_grammar::Language;

use super::address::address_key;
use crate::document::Document;
use crate::outline::{Outline, ProvisionId};

/// Returns the name of a provision: `article 10 bis, paragraph 1`, `المادة 10 ثانياً، 1`.
pub fn place_name(document: &Document, id: ProvisionId) -> String {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.language() == Language::En {
        return outline.address(id);
    }
    let is_sign = |it: char| it.is_whitespace() || matches!(it, '-' | '–' | '.' | '#' | '*' | '、');
    let mut labels: Vec<String> = Vec::new();
    for id in outline.ancestors(id) {
        let provision = outline.provision(id);
        let label = draft.block(provision.block).slice(provision.at.clone()).trim_matches(is_sign);
        if !label.is_empty() {
            labels.push(label.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        if provision.kind.is_heading() {
            break;
        }
    }
    let separator = match draft.language() {
        Language::Ar => "، ",
        Language::Zh => "，",
        Language::En | Language::Es | Language::Fr | Language::Ru => ", ",
    };
    let mut name = String::new();
    for label in labels.iter().rev() {
        let is_item = label.starts_with(['(', '（']);
        name.push_str(if name.is_empty() {
            ""
        } else if is_item {
            " "
        } else {
            separator
        });
        name.push_str(label);
    }
    name
}

/// Returns the first provision at an address, whatever its spaces and capitals: `Article 2,paragraph 1`.
pub fn provision_at(outline: &Outline, address: &str) -> Option<ProvisionId> {
    let key = address_key(address);
    outline.ids().find(|id| address_key(&outline.address(*id)) == key)
}

#[cfg(test)]
mod tests {
    use super::place_name;
    use crate::document::Document;

    fn check(marked: &str, expected: &str) {
        let document = Document::parse(&marked.replacen("$0", "", 1), None, 0);
        let id = document.outline.at_byte(&document.draft, marked.find("$0").unwrap()).unwrap();
        assert_eq!(place_name(&document, id), expected);
    }

    #[test]
    fn a_provision_is_named_in_the_language_of_its_draft() {
        check("Article 10 bis\n\n1. Te$0xt.\n", "article 10 bis, paragraph 1");
        check("### المادة 10 ثانياً\n\n1 - نص:\n\n(أ) ن$0ص.\n", "المادة 10 ثانياً، 1 (أ)");
        check("第一条\n\n一、案$0文。\n", "第一条，一");
    }
}
