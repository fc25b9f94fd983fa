//! The names of the parts of a provision for a reader: `пункт 2 a)` for the English address `article 10, paragraph 2 (a)`.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::address::address_key;
use super::phrases::{Phrase, Phrases};
use super::place_name::{joined, labels};
use crate::document::Document;
use crate::outline::ProvisionId;

/// Parts by the keys of their addresses.
type PartsByAddress = FxHashMap<String, ProvisionId>;

/// The parts of one provision, by which addresses of positions in it are named.
pub struct PartNames<'d> {
    document: &'d Document,
    outer: ProvisionId,
    address: String,
    phrases: Phrases<'d>,
    /// Collected when the first is named.
    parts: OnceCell<PartsByAddress>,
}

impl<'d> PartNames<'d> {
    /// Returns the names of the parts of a provision in the language of the reader.
    pub fn of(document: &'d Document, outer: ProvisionId, phrases: Phrases<'d>) -> PartNames<'d> {
        PartNames { document, outer, address: document.outline.address(outer), phrases, parts: OnceCell::new() }
    }

    fn parts(&self) -> &PartsByAddress {
        self.parts.get_or_init(|| {
            let outline = &self.document.outline;
            let mut found = FxHashMap::default();
            let mut open: Vec<ProvisionId> = outline.children(Some(self.outer)).collect();
            while let Some(id) = open.pop() {
                found.insert(address_key(&outline.address(id)), id);
                open.extend(outline.children(Some(id)));
            }
            found
        })
    }

    /// Returns the name of the part at an address inside the provision: its labels as the draft writes them, with the
    /// word for a paragraph; without such a part, what the address states. In English that is the rest of the address.
    pub fn name(&self, address: &str) -> String {
        let rest = address.strip_prefix(&self.address).unwrap_or(address).trim_start_matches([',', ' ']);
        if self.phrases.language == "en" {
            return rest.to_owned();
        }
        let labels: Vec<String> = match self.parts().get(&address_key(address)) {
            Some(id) => self.labels(*id),
            None => rest.split(", ").map(|it| self.translated(it)).collect(),
        };
        joined(&labels, self.phrases)
    }

    fn labels(&self, id: ProvisionId) -> Vec<String> {
        let inner = self.document.outline.ancestors(id).take_while(|it| *it != self.outer);
        labels(self.document, inner, self.phrases)
    }

    /// Returns a part of an English address that the draft does not have.
    fn translated(&self, part: &str) -> String {
        match part.strip_prefix("paragraph ") {
            Some(rest) => {
                let (number, items) =
                    rest.split_once(" (").map_or((rest, String::new()), |it| (it.0, format!(" ({}", it.1)));
                format!("{}{items}", self.phrases.words(Phrase::Paragraph, number))
            }
            None => part.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PartNames;
    use crate::document::Document;
    use crate::positions::{Phrases, provision_at};

    fn check(text: &str, language: &str, parts: &[&str], expected: &[&str]) {
        let document = Document::parse(text, None, 0);
        let outer = provision_at(&document.outline, "article 10").unwrap();
        let names = PartNames::of(&document, outer, Phrases { language });
        let found: Vec<String> = parts.iter().map(|it| names.name(it)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn parts_are_named_in_the_language_of_the_reader() {
        let parts = ["article 10, paragraph 2", "article 10, paragraph 2 (a)", "article 10, paragraph 9 (b)"];
        let russian = "Статья 10\n\n1. Текст.\n\n2. Государства:\n\na) действуют;\n\nb) содействуют.\n";
        check(russian, "ru", &parts, &["пункт 2", "пункт 2 a)", "пункт 9 (b)"]);
        let arabic = "المادة 10\n\n1 - نص.\n\n2 - نص:\n\n(أ) نص؛\n\n(ب) نص.\n";
        check(arabic, "ar", &parts, &["الفقرة 2", "الفقرة 2 (أ)", "الفقرة 9 (b)"]);
        let chinese = "第十条\n\n一、案文。\n\n二、案文：\n\n（一）案文；\n\n（二）案文。\n";
        check(chinese, "zh", &parts[..2], &["第二款", "第二款（一）"]);
        let english = "Article 10\n\n1. Text.\n\n2. Text:\n\n(a) Text;\n\n(b) text.\n";
        check(english, "en", &parts, &["paragraph 2", "paragraph 2 (a)", "paragraph 9 (b)"]);
        check(english, "fr", &parts, &["paragraphe 2", "paragraphe 2 (a)", "paragraphe 9 (b)"]);
    }
}
