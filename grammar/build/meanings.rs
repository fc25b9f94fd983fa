//! The meanings of the words in `languages/*.toml`, and the tables in which they are found.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::ascii_run::{key, lowercase};
use crate::camel_case;
use crate::fold::folded;
use crate::word_hash::{ASCII_SLOTS, FIRST_LETTER_SLOTS, hash_of_folded, slot_of_hash, slot_of_key};

/// The words with one meaning each: their key in `[words]`, and the meaning.
const PLAIN: [(&str, &str); 23] = [
    ("and", "And"),
    ("or", "Or"),
    ("to", "To"),
    ("of", "Of"),
    ("the", "The"),
    ("that", "That"),
    ("its", "Its"),
    ("this", "This"),
    ("above", "Above"),
    ("below", "Below"),
    ("preceding", "Preceding"),
    ("following", "Following"),
    ("thereof", "Thereof"),
    ("common", "Common"),
    ("endings", "Ending"),
    ("sub", "Sub"),
    ("alternative", "Alternative"),
    ("supra", "Supra"),
    ("units", "Unit"),
    ("compounds", "Compound"),
    ("link", "Link"),
    ("repeated", "Repeated"),
    ("indefinite", "Indefinite"),
];

/// The kinds of heads, the widest first.
const KINDS: [&str; 21] = [
    "preamble",
    "recital",
    "annex",
    "schedule",
    "appendix",
    "part",
    "title",
    "chapter",
    "section",
    "article",
    "rule",
    "regulation",
    "clause",
    "principle",
    "guideline",
    "conclusion",
    "paragraph",
    "subparagraph",
    "item",
    "option",
    "footnote",
];

/// The kinds whose nouns are also common words, which name a provision only before a number.
const NUMBERED_KINDS: [&str; 7] = ["schedule", "rule", "regulation", "clause", "principle", "guideline", "conclusion"];

/// The letters with accents of French and Spanish. ñ is a letter of its own.
const ACCENTS: [(char, char); 14] = [
    ('á', 'a'),
    ('à', 'a'),
    ('â', 'a'),
    ('ç', 'c'),
    ('é', 'e'),
    ('è', 'e'),
    ('ê', 'e'),
    ('ë', 'e'),
    ('í', 'i'),
    ('î', 'i'),
    ('ï', 'i'),
    ('ó', 'o'),
    ('ô', 'o'),
    ('ú', 'u'),
];

/// The words of a language.
#[derive(Clone, Default)]
pub(crate) struct Meanings {
    /// The meaning of each folded word, as a Rust expression of type `Word`.
    pub(crate) words: BTreeMap<String, String>,
    /// What nouns that name a provision only before a number mean elsewhere.
    pub(crate) without_number: BTreeMap<String, Option<String>>,
}

impl Meanings {
    /// Returns the meaning of every form of every word. Where a form has several meanings, the first that is added counts,
    /// except that an adverb for an inserted provision replaces any other meaning, and so does a noun that names a
    /// provision before a number.
    pub(crate) fn of(source: &Table, latin: &Table) -> Meanings {
        let mut meanings = Meanings::default();
        for (key, word) in PLAIN {
            for form in texts(source, &["words", key]) {
                meanings.add(folded(form).into_owned(), &format!("Word::{word}"));
            }
        }
        for (form, place) in table(latin, "inserted").into_iter().chain(table(source, "inserted")) {
            meanings.words.insert(folded(form).into_owned(), format!("Word::Inserted({place})"));
        }
        let clitics = texts(source, &["clitics"]);
        for (form, number) in table(source, "ordinals") {
            let form = folded(form);
            for and in texts(source, &["words", "and"]).into_iter().filter(|and| clitics.contains(and)) {
                meanings.add(format!("{and}{form}"), &format!("Word::AndOrdinal({number})"));
            }
            meanings.add(form.into_owned(), &format!("Word::Ordinal({number})"));
        }
        meanings.add_nouns(source);
        meanings.add_numbered_nouns(source);
        meanings.add_forms_without_accents();
        meanings
    }

    /// Adds the nouns and ordinals without their accents, as texts in capitals and older prints have them: `ARTICULO`,
    /// `DEUXIEME`. A short word may be another one without its accent.
    fn add_forms_without_accents(&mut self) {
        const MIN_HEAD_LETTERS: usize = 5;
        const MIN_OTHER_LETTERS: usize = 7;
        let plain = |form: &str| {
            let letters = form.chars().map(|letter| ACCENTS.iter().find(|it| it.0 == letter).map_or(letter, |it| it.1));
            letters.collect::<String>()
        };
        for (form, word) in self.words.clone() {
            let min = match word.split(['(', ' ']).next().unwrap_or_default() {
                "Word::Provision" | "Word::Ordinal" => MIN_HEAD_LETTERS,
                "Word::OptionNoun" | "Word::Instrument" => MIN_OTHER_LETTERS,
                _ => continue,
            };
            let without = plain(&form);
            if without == form || form.chars().count() < min || self.words.contains_key(&without) {
                continue;
            }
            if let Some(other) = self.without_number.get(&form).cloned() {
                self.without_number.insert(without.clone(), other);
            }
            self.words.insert(without, word);
        }
    }

    fn add(&mut self, form: String, word: &str) {
        self.words.entry(form).or_insert_with(|| word.to_owned());
    }

    fn add_nouns(&mut self, source: &Table) {
        let mut add_with_clitics = |form: &str, word: &str| {
            with_clitics(source, form).into_iter().for_each(|form| self.add(form, word));
        };
        for kind in KINDS.iter().filter(|kind| !NUMBERED_KINDS.contains(kind)) {
            for (forms, plural) in [("one", false), ("sub", false), ("many", true)] {
                let word = provision(kind, plural);
                texts(source, &["heads", kind, forms]).into_iter().for_each(|form| add_with_clitics(form, &word));
            }
        }
        for (noun, _) in table(source, "options") {
            let forms = texts(source, &["options", noun]);
            forms.into_iter().for_each(|form| add_with_clitics(form, "Word::OptionNoun"));
        }
        let nouns = source.get("words").and_then(|words| words.get("instruments")).and_then(Value::as_array);
        for (index, noun) in nouns.into_iter().flatten().enumerate() {
            let word = format!("Word::Instrument({})", index.min(usize::from(u8::MAX)));
            strings(noun).into_iter().for_each(|form| add_with_clitics(form, &word));
        }
    }

    fn add_numbered_nouns(&mut self, source: &Table) {
        for kind in KINDS.iter().filter(|kind| NUMBERED_KINDS.contains(kind)) {
            for (forms, plural) in [("one", false), ("many", true)] {
                let nouns = texts(source, &["heads", kind, forms]).into_iter();
                for form in nouns.flat_map(|form| with_clitics(source, form)) {
                    let other = self.words.insert(form.clone(), provision(kind, plural));
                    self.without_number.entry(form).or_insert(other);
                }
            }
        }
    }

    /// Adds the provision nouns, ordinals and ordinal endings of another language. Other short words of one language have
    /// another meaning in the next.
    pub(crate) fn add_heads_of(&mut self, other: &Meanings) {
        let kinds = ["Word::Provision", "Word::OptionNoun", "Word::Ordinal", "Word::Ending"];
        for (form, word) in &other.words {
            if kinds.iter().any(|kind| word.starts_with(kind)) {
                self.add(form.clone(), word);
            }
        }
        for form in other.without_number.keys() {
            self.without_number.entry(form.clone()).or_insert(None);
        }
    }

    /// Returns the Rust expression for the words of a lexicon.
    pub(crate) fn literal(&self) -> String {
        let (mut text, mut forms) = (String::new(), String::new());
        let mut keys = vec![0u64; ASCII_SLOTS];
        let mut ascii = vec![0usize; ASCII_SLOTS];
        let mut hashes = vec![0u64; (self.words.len() * 3).next_power_of_two()];
        let mut by_hash = vec![0usize; hashes.len()];
        let mut letters_after = vec![0u8; FIRST_LETTER_SLOTS];
        for (index, (form, word)) in self.words.iter().enumerate() {
            forms += &format!("Form {{ start: {}, length: {}, word: {word} }},\n", text.len(), form.len());
            text += form;
            let mut letters = form.chars();
            match letters.next() {
                Some(first) if !form.is_ascii() => {
                    letters_after[first as usize % FIRST_LETTER_SLOTS] |= 1 << letters.count().min(7);
                }
                _ => {
                    let key = lowercase(key(form.as_bytes()));
                    let slot = free_slot(&ascii, slot_of_key(key));
                    (keys[slot], ascii[slot]) = (key, index + 1);
                }
            }
            let hash = hash_of_folded(form);
            let slot = free_slot(&by_hash, slot_of_hash(hash, by_hash.len()));
            (hashes[slot], by_hash[slot]) = (hash, index + 1);
        }
        let without_number = self.without_number.iter().map(|(form, word)| match word {
            Some(word) => format!("({form:?}, Some({word}))"),
            None => format!("({form:?}, None)"),
        });
        let without_number = without_number.collect::<Vec<_>>().join(", ");
        format!(
            "WordTable {{ text: {text:?}, forms: &[{forms}], keys: &{keys:?}, ascii: &{ascii:?}, hashes: &{hashes:?}, \
             by_hash: &{by_hash:?}, letters_after: &{letters_after:?}, without_number: &[{without_number}] }}"
        )
    }
}

fn free_slot(table: &[usize], mut slot: usize) -> usize {
    while table[slot] != 0 {
        slot = (slot + 1) % table.len();
    }
    slot
}

fn provision(kind: &str, plural: bool) -> String {
    format!("Word::Provision {{ kind: Kind::{}, plural: {plural} }}", camel_case(kind))
}

/// Returns a word, folded, in every form with clitics and the article: `مادة`, `المادة`, `للمادة`, `والمادة`.
pub(crate) fn with_clitics(source: &Table, form: &str) -> Vec<String> {
    let form = folded(form);
    let definite = source.get("definite").and_then(Value::as_str).unwrap_or_default();
    let contraction = |key: &str| {
        let contraction = source.get("definite_contraction").and_then(|table| table.get(key));
        contraction.and_then(Value::as_str).unwrap_or_default()
    };
    let mut forms = vec![form.clone().into_owned()];
    if !definite.is_empty() {
        forms.push(format!("{definite}{form}"));
    }
    for clitic in texts(source, &["clitics"]) {
        let contracts = !contraction("after").is_empty() && clitic.ends_with(contraction("after"));
        let article = if contracts { contraction("article") } else { definite };
        forms.push(format!("{clitic}{form}"));
        forms.push(format!("{clitic}{article}{form}"));
    }
    forms
}

/// Returns the keys and values of a table.
fn table<'t>(source: &'t Table, name: &str) -> Vec<(&'t str, &'t Value)> {
    let table = source.get(name).and_then(Value::as_table);
    table.into_iter().flatten().map(|(key, value)| (key.as_str(), value)).collect()
}

/// Returns the texts of a list in a table.
fn texts<'t>(source: &'t Table, path: &[&str]) -> Vec<&'t str> {
    let (first, rest) = (path[0], &path[1..]);
    let value = rest.iter().try_fold(source.get(first), |value, key| value.map(|value| value.get(key)));
    value.flatten().map(strings).unwrap_or_default()
}

/// Returns a text, or the texts of a list.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
