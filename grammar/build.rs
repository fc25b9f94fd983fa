//! Writes the words in `languages/*.toml` as Rust values, so that no text is parsed when the program starts, and what
//! folding makes of each letter of one or two bytes. The
//! compiler checks the names of tables and keys: they are the structs and fields of `src/lexicon/source.rs`.

#[allow(dead_code, unreachable_pub, missing_docs, reason = "only a part of the module is called here")]
#[path = "src/fold.rs"]
mod fold;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "only a part of the module is called here")]
#[path = "src/script.rs"]
mod script;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use toml::Value;

/// The languages, in the order of `Language::ALL`.
const LANGUAGES: [&str; 6] = ["en", "fr", "es", "ru", "zh", "ar"];

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["languages", "src/fold.rs", "src/script.rs", "build.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = env::var("OUT_DIR")?;
    let sources = LANGUAGES.map(|code| read(code).map(|source| literal("source", &source)));
    let sources = sources.into_iter().collect::<Result<Vec<String>, _>>()?;
    fs::write(Path::new(&out).join("languages.rs"), format!("[{}]", sources.join(",\n")))?;
    fs::write(Path::new(&out).join("latin.rs"), literal("latin_series", &read("latin")?))?;
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

fn read(name: &str) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(Path::new("languages").join(name).with_extension("toml"))?;
    Ok(Value::Table(toml::from_str(&text)?))
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
            // A noun in its only form is a list of one.
            Value::String(noun) if key == "instruments" => format!("&[{noun:?}]"),
            Value::Array(forms) if key == "instruments" => slice(forms.iter().map(|form| literal("", form))),
            // A step of a stemmer is a list of rules.
            Value::Array(rules) => slice(rules.iter().map(|rule| literal("rule", rule))),
            _ => literal("", element),
        })),
        Value::Table(table) => {
            let pairs = |pair: fn(&str, &Value) -> String| slice(table.iter().map(|(key, value)| pair(key, value)));
            match key {
                "heads" => pairs(|kind, forms| format!("(Kind::{}, {})", camel_case(kind), literal("forms", forms))),
                "options" => pairs(|noun, forms| format!("(OptionNoun::{}, {})", camel_case(noun), literal("", forms))),
                "phrases" => pairs(|kind, forms| format!("(Phrase::{}, {})", camel_case(kind), literal("", forms))),
                "letters" => pairs(|letter, other| format!("('{letter}', {})", literal("letters", other))),
                "inserted" | "misspelt" | "ordinals" | "stances" => {
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
