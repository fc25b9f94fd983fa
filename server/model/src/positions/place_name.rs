//! The names of provisions for a reader: in English their addresses, in other languages their labels as the draft writes
//! them, with the word for a paragraph.

use travaux_grammar::{
    Kind, Language, NumberForm, Step, Suffix, find_number, han_numeral, inserted_adverb, latin_adverb, without_filler,
    write_number,
};

use super::address::address_key;
use super::phrases::{Phrase, Phrases};
use crate::document::Document;
use crate::outline::{Missing, Outline, ProvisionId};

/// Returns the name of a provision: `article 10 bis, paragraph 1`, `المادة 10 ثانياً، الفقرة 1`.
pub fn place_name(document: &Document, id: ProvisionId) -> String {
    let draft = &document.draft;
    if draft.language() == Language::En {
        return document.outline.address(id);
    }
    joined(&path(document, id), Phrases { language: draft.language().code() })
}

/// Returns the name of a provision that the draft does not have, after the example of one that it has: `المادة 9` if there is
/// المادة 1. Returns `None` if there is none like it.
pub fn missing_place_name(document: &Document, missing: &Missing) -> Option<String> {
    let (outline, Step { kind, label }) = (&document.outline, &missing.step);
    let language = document.draft.language();
    let is_alike = |it: &ProvisionId| {
        let other = outline.provision(*it);
        other.kind == *kind
            && other.label.is_some_and(|it| it.form == label.form && it.is_plain() && it.numbers[1] == 0)
    };
    let examples = outline.children(missing.inside).chain(outline.ids()).filter(is_alike);
    let own = { examples }.find_map(|it| label_like(document, it, label.number()))?;
    let own = match label.suffixes {
        _ if label.numbers[1] != 0 => return None,
        [Suffix::None, ..] => own,
        [Suffix::Inserted(ordinal), Suffix::None, _] if label.form == NumberForm::Digits => {
            with_suffix(&own, ordinal, language)?
        }
        _ => return None,
    };
    let outer = missing.inside.filter(|_| !kind.is_heading());
    let mut parts = outer.map(|it| path(document, it)).unwrap_or_default();
    parts.push(own);
    Some(joined(&parts, Phrases { language: language.code() }))
}

/// Appends a word of the series bis, ter, quater to a number.
pub fn with_suffix(number: &str, ordinal: u8, language: Language) -> Option<String> {
    Some(match language {
        Language::Zh => format!("{number}之{}", han_numeral(u32::from(ordinal))?),
        _ => format!("{number} {}", inserted_adverb(language, ordinal).or_else(|| latin_adverb(ordinal))?),
    })
}

/// Returns the label of a provision as it would be with another number; `None` if its number is written in words.
fn label_like(document: &Document, example: ProvisionId, number: u32) -> Option<String> {
    let old = document.outline.provision(example).label?;
    let phrases = Phrases { language: document.draft.language().code() };
    let written = labels(document, std::iter::once(example), phrases).pop()?;
    let shown = find_number(&written, old.form, old.number()).into_iter().next()?;
    let number = write_number(number, old.form, shown.system)?;
    Some(format!("{}{number}{}", &written[..shown.range.start], &written[shown.range.end..]))
}

/// Returns the labels of a provision and of those around it up to its heading.
fn path(document: &Document, id: ProvisionId) -> Vec<String> {
    let outline = &document.outline;
    let heading = outline.ancestors(id).find(|it| outline.provision(*it).kind.is_heading());
    let inner = outline.ancestors(id).take_while(|it| Some(*it) != heading);
    labels(document, inner.chain(heading), Phrases { language: document.draft.language().code() })
}

/// Returns the labels of provisions as the draft writes them, with the word for a paragraph, from the outermost to the
/// innermost. `provisions` are in the opposite order.
pub(super) fn labels(
    document: &Document,
    provisions: impl Iterator<Item = ProvisionId>,
    phrases: Phrases<'_>,
) -> Vec<String> {
    let label = |id: ProvisionId| {
        let label = label_as_written(document, id);
        // `1`, `1 ثانياً`; but not `(1)`.
        let is_number = label.starts_with(char::is_numeric) && !label.contains(['(', '（', ')', '）']);
        let is_bare = is_number || !label.is_empty() && label.chars().all(char::is_alphanumeric);
        let is_paragraph = document.outline.provision(id).kind == Kind::Paragraph && is_bare;
        if is_paragraph { phrases.words(Phrase::Paragraph, &label) } else { label }
    };
    let mut labels: Vec<String> = provisions.map(label).filter(|it| !it.is_empty()).collect();
    labels.reverse();
    labels
}

/// Returns the label of a provision as the draft writes it, without the signs around it: `1`, `(أ)`, `第一条`.
fn label_as_written(document: &Document, id: ProvisionId) -> String {
    let is_sign = |it: char| it.is_whitespace() || matches!(it, '-' | '–' | '.' | '#' | '*' | '、');
    let provision = document.outline.provision(id);
    let block = document.draft.block(provision.block);
    let label = block.slice(provision.at.clone()).trim_matches(is_sign);
    let mut label = without_filler(label.split_whitespace().collect::<Vec<_>>().join(" "));
    // The bracket after the letter of an item is not a part of the label.
    let after = block.text_from(provision.at.end).chars().next();
    label.extend(after.filter(|it| matches!(it, ')' | '）') && !label.ends_with(*it)));
    label
}

/// Joins labels from the outermost to the innermost. A label in brackets follows after a blank. In Chinese nothing stands
/// between labels.
pub(super) fn joined(labels: &[String], phrases: Phrases<'_>) -> String {
    let mut name = String::new();
    for label in labels {
        let is_item = label.ends_with([')', '）']);
        name.push_str(match (name.is_empty(), is_item) {
            (true, _) => "",
            (false, _) if phrases.language == "zh" => "",
            (false, true) => " ",
            (false, false) => phrases.comma(),
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
        check("### المادة 10 ثانياً\n\n1 - نص:\n\n(أ) ن$0ص.\n", "المادة 10 ثانياً، الفقرة 1 (أ)");
        check("### المادة 36\n\n1 - نص.\n\n1 ثانياً - ن$0ص.\n", "المادة 36، الفقرة 1 ثانياً");
        check("Статья 36\n\n1. Текст.\n\n1 бис. Те$0кст.\n", "Статья 36, пункт 1 бис");
        check("第一条\n\n一、案$0文。\n", "第一条第一款");
        check("Статья 1\n\n1. Текст:\n\na) те$0кст.\n", "Статья 1, пункт 1 a)");
    }
}
