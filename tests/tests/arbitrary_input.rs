//! Damages the committed texts at random, and checks what holds for any bytes. The fuzzer searches the same checks for
//! longer.

use std::fs;
use std::path::{Path, PathBuf};

use travaux_tests::arbitrary_input::Input;
use travaux_tests::random::Random;

/// The number of damaged inputs of each kind, and the bytes that one may have.
const INPUTS: usize = 400;
const MAX_BYTES: usize = 6000;

/// Signs that mean something in one of the formats.
const SIGNS: [&str; 24] = [
    "[",
    "]",
    "\"",
    "{",
    "}",
    ",",
    ";",
    "\n",
    "\r\n",
    "[[",
    "\u{202e}",
    "\0",
    "\u{feff}",
    "Article 1\n",
    "المادة 2\n",
    "第三条\n",
    "(a)",
    "9999999999",
    "null",
    "-",
    "=",
    "\t",
    "\u{301}",
    "`",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn texts(input: Input) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    let (folder, endings): (&str, &[&str]) = match input {
        Input::Draft | Input::Encoded | Input::Reports | Input::Frames => ("tests/fuzz/seeds", &[""]),
        Input::Sheets => ("seeds", &[".json", ".csv"]),
        Input::Settings => ("server/model/data", &[".json", ".toml"]),
    };
    files(&root.join(folder), &mut found);
    let name = |path: &Path| path.to_string_lossy().into_owned();
    let texts = found.iter().filter(|it| endings.iter().any(|ending| name(it).ends_with(ending)));
    let mut texts: Vec<Vec<u8>> = texts.map(|it| fs::read(it).unwrap()).collect();
    if input == Input::Settings {
        texts.push(b"profile = \"final\"\n[rules]\nstray-bracket = \"off\"\n[drafts]\ninclude = [\"a/*\"]\n".to_vec());
    }
    if input == Input::Frames {
        texts = texts
            .into_iter()
            .map(|it| [format!("Content-Length: {}\r\n\r\n", it.len()).into_bytes(), it].concat())
            .collect();
    }
    texts
}

/// Cuts a piece out of a text and changes some places of it.
fn damaged(text: &[u8], random: &mut Random) -> Vec<u8> {
    let length = 1 + random.below(MAX_BYTES.min(text.len().max(1)));
    let start = random.below((text.len() + 1).saturating_sub(length).max(1));
    let mut bytes = text[start.min(text.len())..(start + length).min(text.len())].to_vec();
    for _ in 0..random.below(8) {
        let at = random.below(bytes.len() + 1);
        match random.below(4) {
            0 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            1 => bytes.insert(at, u8::try_from(random.below(256)).unwrap()),
            _ => {
                let sign = random.one_of(&SIGNS).unwrap();
                drop(bytes.splice(at..at, sign.bytes()));
            }
        }
    }
    bytes
}

#[test]
fn what_holds_for_any_bytes_holds_for_damaged_texts() {
    for input in Input::ALL {
        let texts = texts(input);
        assert!(!texts.is_empty(), "{input:?}");
        let mut random = Random::of(7);
        for _ in 0..INPUTS {
            let text = random.one_of(&texts).unwrap().clone();
            let bytes = damaged(&text, &mut random);
            let outcome = std::panic::catch_unwind(|| input.check(&bytes));
            assert!(outcome.is_ok(), "{input:?} {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
