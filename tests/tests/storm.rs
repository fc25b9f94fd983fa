//! The storm: random edits in every encoding of places, with requests and cancellations between them. When it is over
//! the server must know the text that the client has: it says of it what it says of the same text opened afresh. With
//! `TRAVAUX_STORM` set to a number there are so many edits; else few, so that every run of the tests has some.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use travaux_tests::client::Client;
use travaux_tests::random::Random;

const URI: &str = "file:///drafts/storm.treaty";
const FRESH: &str = "file:///drafts/fresh.treaty";

/// A few edits in a run of the tests.
const FEW: usize = 1000;

/// Pieces that move boundaries, brackets, numbers and columns.
const PIECES: [&str; 24] = [
    "a",
    "shall ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "[",
    "]",
    "[computer data] [digital information]",
    "1. ",
    "(a) ",
    "Article 3\n\n",
    "article 2",
    "paragraph 1 of article 1",
    "المادة 2\n\n",
    "وفقا للفقرة 1 ",
    "第二条\n\n",
    "𝒜",
    "e\u{301}",
    "\u{200F}",
    "“Ship” means a craft; ",
    "ship ",
    "- ",
    "\u{2028}",
];

const BEGINNING: &str = "Article 1\n\n1. The Parties [shall] [may] act under article 2.\n\n(a) one 𝒜;\n\n(b) اثنان.\n\nالمادة 2\n\n1 - وفقا للمادة 1 [كل] التدابير.\n\n第三条\n\n缔约方应［可]合作。\n";

fn edits() -> usize {
    std::env::var("TRAVAUX_STORM").ok().and_then(|it| it.parse().ok()).unwrap_or(FEW)
}

/// The text that the client has.
struct Text {
    text: String,
    unit: fn(char) -> usize,
}

impl Text {
    /// A place between two letters near a random one.
    fn somewhere(&self, random: &mut Random) -> usize {
        let mut at = random.below(self.text.len() + 1);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        // Nobody can point between the two signs of one line end.
        if self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n') { at + 1 } else { at }
    }

    /// A byte as the protocol says it.
    fn place(&self, at: usize) -> Value {
        let before = &self.text[..at];
        let mut line = 0;
        let mut start = 0;
        for (offset, letter) in before.char_indices() {
            let is_end = letter == '\n' || letter == '\r' && self.text.as_bytes().get(offset + 1) != Some(&b'\n');
            if is_end {
                line += 1;
                start = offset + 1;
            }
        }
        let column: usize = before[start..].chars().map(self.unit).sum();
        json!({"line": line, "character": column})
    }
}

/// What a server says of a document: its symbols and its blanks with their places, without the document's name.
fn said(client: &mut Client, uri: &str) -> [String; 2] {
    let symbols = client.symbols(uri).unwrap().to_string();
    let whole = json!({"textDocument": {"uri": uri}, "options": {"tabSize": 4, "insertSpaces": true}});
    let blanks = client.request("textDocument/formatting", whole).unwrap().to_string();
    [symbols, blanks].map(|it| it.replace(uri, ""))
}

fn storm(encoding: &str, unit: fn(char) -> usize, seed: u64) {
    let (mut client, answer) = Client::started(json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}},
    }));
    assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
    let mut random = Random::of(seed);
    let mut text = Text { text: BEGINNING.to_owned(), unit };
    client.open(URI, &text.text);
    let mut asked: BTreeSet<i64> = BTreeSet::new();
    for _ in 0..edits() {
        let (one, two) = (text.somewhere(&mut random), text.somewhere(&mut random));
        let (start, mut end) = (one.min(two), one.max(two));
        // Mostly small edits; a text that grew is cut.
        if text.text.len() < 4000 && !random.percent(3) {
            end = if random.percent(70) {
                start
            } else {
                text.text[start..].char_indices().nth(2).map_or(end, |it| start + it.0)
            };
            if text.text[..end].ends_with('\r') && text.text[end..].starts_with('\n') {
                end += 1;
            }
        }
        let with = random.one_of(&PIECES).copied().unwrap_or("x");
        let range = json!({"start": text.place(start), "end": text.place(end)});
        client.change(URI, json!([{"range": range, "text": with}]));
        text.text.replace_range(start..end, with);
        if random.percent(10) {
            let method =
                ["textDocument/hover", "textDocument/definition", "textDocument/references", "textDocument/rename"];
            let method = *random.one_of(&method).unwrap();
            let place = text.somewhere(&mut random);
            let at = text.place(place);
            let mut params = json!({"textDocument": {"uri": URI}, "position": at});
            match method {
                "textDocument/rename" => params["newName"] = "7".into(),
                "textDocument/references" => params["context"] = json!({"includeDeclaration": true}),
                _ => {}
            }
            let id = client.send_request(method, params);
            if random.percent(50) {
                client.notify("$/cancelRequest", json!({"id": id}));
            }
            asked.insert(id);
        }
    }
    // Every request has one answer: a result or an error, whatever became of the draft meanwhile.
    for id in asked {
        let _ = client.answer(id);
    }
    let stormed = said(&mut client, URI);
    client.open(FRESH, &text.text);
    assert_eq!(stormed, said(&mut client, FRESH), "{encoding}, seed {seed}: {:?}", text.text);
}

#[test]
fn after_a_storm_in_bytes_both_have_one_text() {
    storm("utf-8", char::len_utf8, 1);
}

#[test]
fn after_a_storm_in_utf_16_both_have_one_text() {
    storm("utf-16", char::len_utf16, 2);
}

#[test]
fn after_a_storm_in_letters_both_have_one_text() {
    storm("utf-32", |_| 1, 3);
}
