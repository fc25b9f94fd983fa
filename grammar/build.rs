//! Writes the words in `languages/*.toml` as Rust values, so that no text is parsed when the program starts, and the
//! folded form of each letter of one or two bytes. The compiler checks the names of tables and keys: they are the structs
//! and fields of `src/lexicon/source.rs`.

#[allow(dead_code, unreachable_pub, missing_docs, reason = "only a part of the module is called here")]
#[path = "src/ascii_run.rs"]
mod ascii_run;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "only a part of the module is called here")]
#[path = "src/fold.rs"]
mod fold;
#[path = "build/meanings.rs"]
mod meanings;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "only a part of the module is called here")]
#[path = "src/script.rs"]
mod script;
#[path = "src/word_hash.rs"]
mod word_hash;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use meanings::{Meanings, with_clitics};
use toml::{Table, Value};

/// The languages, in the order of `Language::ALL`.
const LANGUAGES: [&str; 6] = ["en", "fr", "es", "ru", "zh", "ar"];

/// The words that are compared with folded ones only.
const FOLDED_WORDS: [&str; 25] = [
    "feminine",
    "adjective_endings",
    "possessives",
    "degrees",
    "modals",
    "determiners",
    "joining",
    "other",
    "operative",
    "counted_subparagraphs",
    "counted_indents",
    "contracted",
    "given",
    "pronouns",
    "former",
    "transitional",
    "preambular",
    "letter_prepositions",
    "numbers",
    "notably",
    "exceptions",
    "coordinators",
    "counting_adverbs",
    "mentions",
    "name_adjectives",
];

/// The nouns whose forms with clitics are listed.
const NOUNS: [&str; 2] = ["points", "works"];

/// What is needed only for the table of words.
const MEANINGS: [&str; 22] = [
    "to",
    "of",
    "that",
    "its",
    "this",
    "above",
    "below",
    "preceding",
    "following",
    "thereof",
    "common",
    "endings",
    "sub",
    "alternative",
    "supra",
    "units",
    "compounds",
    "indefinite",
    "link",
    "repeated",
    "instruments",
    "or",
];

fn main() -> Result<(), Box<dyn Error>> {
    for input in
        ["languages", "src/ascii_run.rs", "src/fold.rs", "src/script.rs", "src/word_hash.rs", "build", "build.rs"]
    {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = env::var("OUT_DIR")?;
    let latin = read("latin")?;
    let sources = LANGUAGES.map(read).into_iter().collect::<Result<Vec<Table>, _>>()?;
    let mut words: Vec<Meanings> = sources.iter().map(|source| Meanings::of(source, &latin)).collect();
    // English with the heads of French and Spanish.
    let mut union = words[0].clone();
    words[1..3].iter().for_each(|other| union.add_heads_of(other));
    words.push(union);
    let tables: Vec<String> = words.iter().map(Meanings::literal).collect();
    fs::write(Path::new(&out).join("words.rs"), format!("[{}]", tables.join(",\n")))?;
    let sources: Vec<String> =
        sources.into_iter().map(|source| literal("source", &Value::Table(prepared(source)))).collect();
    fs::write(Path::new(&out).join("languages.rs"), format!("[{}]", sources.join(",\n")))?;
    fs::write(Path::new(&out).join("latin.rs"), literal("latin_series", &Value::Table(latin)))?;
    let codes: Vec<String> = (0..0x800).filter_map(char::from_u32).map(|it| folded_letter(it).to_string()).collect();
    fs::write(Path::new(&out).join("folded_letters.rs"), format!("[{}]", codes.join(",")))?;
    Ok(())
}

/// Returns the code of a character in the table of `src/folded_run.rs`.
fn folded_letter(character: char) -> u16 {
    let is_letter = character.is_alphabetic() && !script::is_han(character);
    if !is_letter && !script::continues_word(character) {
        return 0;
    }
    let mut folded = String::new();
    fold::fold_into(&character.to_string(), &mut folded);
    let mut letters = folded.chars();
    match (letters.next(), letters.next()) {
        _ if fold::is_compatibility(character) => 0xFFFE,
        (None, _) => 0xFFFF,
        (Some(letter), None) if u32::from(letter) < 0x800 => u32::from(letter) as u16,
        _ => 0xFFFE,
    }
}

fn read(name: &str) -> Result<Table, Box<dyn Error>> {
    let text = fs::read_to_string(Path::new("languages").join(name).with_extension("toml"))?;
    Ok(toml::from_str(&text)?)
}

/// Returns a source with the phrases folded, the forms of nouns listed, and without what only the table of words needs.
fn prepared(mut source: Table) -> Table {
    let words = source.get("words").and_then(Value::as_table).cloned().unwrap_or_default();
    let list = |key: &str| words.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut phrases = source.get("phrases").and_then(Value::as_table).cloned().unwrap_or_default();
    phrases.insert("the".to_owned(), Value::Array(list("the")));
    phrases.insert("and".to_owned(), Value::Array([list("and"), list("or")].concat()));
    phrases.iter_mut().for_each(|(_, forms)| fold_all(forms));
    let mut kept = words.clone();
    kept.retain(|key, _| !MEANINGS.contains(&key) && key != "and" && key != "the");
    kept.iter_mut().filter(|(key, _)| FOLDED_WORDS.contains(&key.as_str())).for_each(|(_, forms)| fold_all(forms));
    for noun in NOUNS {
        let forms = list(noun).into_iter().filter_map(|form| Some(with_clitics(&source, form.as_str()?)));
        let mut forms: Vec<String> = forms.flatten().collect();
        // They are looked up by halves.
        forms.sort_unstable();
        kept.insert(noun.to_owned(), Value::Array(forms.into_iter().map(Value::String).collect()));
    }
    let heads = source.remove("heads");
    let sub = heads.as_ref().and_then(Value::as_table).into_iter().flatten().filter_map(|(_, forms)| forms.get("sub"));
    let mut sub_options = Value::Array(sub.filter_map(Value::as_array).flatten().cloned().collect());
    fold_all(&mut sub_options);
    for key in ["options", "stances"] {
        let lists = source.get_mut(key).and_then(Value::as_table_mut).into_iter().flatten();
        lists.for_each(|(_, forms)| fold_all(forms));
    }
    let name = source.get("name").and_then(Value::as_str).map(|name| fold::folded(name).into_owned());
    source.extend(name.map(|name| ("folded_name".to_owned(), Value::String(name))));
    source.remove("ordinals");
    source.insert("sub_options".to_owned(), sub_options);
    source.insert("phrases".to_owned(), Value::Table(phrases));
    source.insert("words".to_owned(), Value::Table(kept));
    source
}

/// Folds the texts of a list.
fn fold_all(list: &mut Value) {
    for form in list.as_array_mut().into_iter().flatten() {
        if let Value::String(text) = form {
            *text = fold::folded_phrase(text);
        }
    }
}

/// Returns the Rust expression for the value of a key. A table without a fixed set of keys is a slice of pairs in the
/// order of its keys.
fn literal(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) => match key {
            "code" => format!("Language::{}", camel_case(text)),
            "letters" => text.chars().map(|letter| format!("{letter:?}")).collect(),
            _ => format!("{text:?}"),
        },
        Value::Integer(number) => number.to_string(),
        Value::Array(elements) => slice(elements.iter().map(|element| match element {
            // A step of a stemmer is a list of rules.
            Value::Array(rules) => slice(rules.iter().map(|rule| literal("rule", rule))),
            _ => literal("", element),
        })),
        Value::Table(table) => {
            let pairs = |pair: fn(&str, &Value) -> String| slice(table.iter().map(|(key, value)| pair(key, value)));
            match key {
                "options" => pairs(|noun, forms| format!("(OptionNoun::{}, {})", camel_case(noun), literal("", forms))),
                "phrases" => pairs(|kind, forms| format!("(Phrase::{}, {})", camel_case(kind), literal("", forms))),
                "letters" => pairs(|letter, other| format!("('{letter}', {})", literal("letters", other))),
                "inserted" | "misspelt" | "stances" => {
                    pairs(|word, value| format!("({word:?}, {})", literal("", value)))
                }
                _ => {
                    let name = if key == "stem" { "Stemmer".to_owned() } else { camel_case(key) };
                    let fields = table.iter().map(|(key, value)| format!("{key}: {}, ", literal(key, value)));
                    format!("{name} {{ {}..{name}::EMPTY }}", fields.collect::<String>())
                }
            }
        }
        other => panic!("{key} has a value of another type than the lexicons have: {other}"),
    }
}

fn slice(elements: impl Iterator<Item = String>) -> String {
    format!("&[{}]", elements.collect::<Vec<_>>().join(", "))
}

/// `OtherTitle` for `other_title`
fn camel_case(key: &str) -> String {
    let capitalised = |word: &str| word[..1].to_uppercase() + &word[1..];
    key.split('_').map(capitalised).collect()
}
