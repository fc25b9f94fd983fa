//! Hostile patterns cost time in proportion to their length: opening, linting, the outline, and keys in the middle and at
//! the end.
//! Time is that of the process's CPU, so other programs do not disturb it much. Unix only, which has that clock.
#![cfg(unix)]

use std::sync::Arc;

use rustix::time::{ClockId, clock_gettime};
use travaux_model::config::Settings;
use travaux_model::document::{Change, Document};

use travaux_model::workspace::Workspace;
use travaux_rules::{IncrementalLint, lint};

const SHORT_BYTES: usize = 8_000;
/// How much longer the long text is than the short one.
const GROWTH: usize = 4;
/// The most by which the time may grow: far from the 16 of quadratic work, and far from noise.
const MAX_RATIO: f64 = 8.0;
/// Less than this is never too slow, however it grew.
const NEGLIGIBLE_SECONDS: f64 = 0.02;

/// Units that are repeated to make a text.
const REPEATED: [&str; 127] = [
    "[",
    "]",
    "[]",
    "][",
    "[[[]]]",
    "{",
    "}",
    "{[",
    "(",
    ")",
    "()",
    "([)]",
    "【",
    "】",
    "\\[",
    "\\]",
    "\\[x\\] ",
    "[ ",
    "[\n",
    "]\n",
    "[\n\n",
    "]\n\n",
    "[a] ",
    "[a] [b] ",
    "[a][b]\n\n",
    "[a [b] c] [d] ",
    "[shall] [should] ",
    "[X] ",
    "[A: ",
    "[EU: x] ",
    "[EU propose: ",
    "[EU/US oppose: x] ",
    "[footnote] ",
    "[^1]",
    "[^1]: a\n",
    "[a](b) ",
    "![a](b) ",
    "`",
    "```\n",
    "| a | b |\n",
    "|",
    "---\n",
    "===\n",
    "Article 1\n===\n",
    "Article 1\n---\n",
    "# Article 1\n\n",
    "# ",
    "#",
    "> ",
    "\n> ",
    "<",
    "<p ",
    "<b> ",
    "<a href=x>",
    "<p>1. a</p>\n",
    "Article 1<br>",
    "&nbsp;",
    "(*a*) ",
    "| 1. | a |\n",
    "* ",
    "- [ ] a\n",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u{3000}",
    "\u{200f}",
    "\u{202e}",
    "\u{301}",
    "a\u{301}",
    "\u{0}",
    "1",
    "1.",
    "1. ",
    "1.\n",
    "1. a\n\n",
    "1. 2. 3. ",
    "(a)",
    "(a) ",
    "(a) b\n",
    "a) b\n\n",
    "(a) (b) (c) a ",
    "(i) a\n(a) b\n",
    "(a) b\n(i) c\n(A) d\n",
    "1. a\n(a) b\n\n",
    "i",
    "iv. a\n\n",
    "XX",
    "Article 1\n\n",
    "Article 1 a\n\n1. b\n\n",
    "article 1, ",
    "article 1 ",
    "articles 1 to 9, ",
    "articles 1 to 2 to 3 to ",
    "paragraph 1 of article 2 of annex I of ",
    "paragraphs 1 (a), (b) and (c) and ",
    "article ",
    "Article\n",
    "the ",
    ", ",
    "; ",
    ". ",
    "\"",
    "“",
    "”",
    "“a” means b.\n\n",
    "\"a\" means ",
    "PART I\nCHAPTER I\nSECTION 1\nArticle 1\n\n",
    "PART I\n\n",
    "ANNEX I\n\nArticle 1\n\n",
    "Annex\n\n",
    "Option 1\n\n1. a\n\n",
    "[Option 1: 2. a] ",
    "第一条\n\n",
    "第一条 第二款 ",
    "一二三",
    "（一）甲\n\n",
    "المادة 1\n\n",
    "الفقرة 1 من المادة 2 ",
    "Статья 1\n\n",
    "пункт 1 статьи 2 ",
    "OP1 a\n\n",
    "The second subparagraph of paragraph 1 ",
    "(a) act; (b) act; (d) x; ",
    "الفقرة الفرعية الثانية من ",
    "\\[shall\\] \\[may\\] ",
    "[Canada: shall] [USA, EU: may] ",
];

/// Units between whose repetitions stands a number that counts them.
const COUNTED: [(&str, &str); 26] = [
    ("Article ", "\n\n1. a\n\n"),
    ("Article ", " Title\n\n"),
    ("Article 1.", "\n\na\n\n"),
    ("article ", ", "),
    ("articles 1 to ", " "),
    ("paragraph ", " of article 1 "),
    ("", ". a\n\n"),
    ("", ") a\n"),
    ("1.", " a\n\n"),
    ("(", ") a "),
    ("[Article ", "\n\n[1. a\n\n"),
    ("[^", "]: a\n\n"),
    ("[^", "] "),
    ("Annex ", "\n\nArticle 1\n\n"),
    ("Chapter ", "\n\nArticle 1\n\n"),
    ("OP", " a\n\n"),
    ("“word", "” means a.\n\n"),
    ("[word", "] [word] "),
    ("第", "条\n\n"),
    ("المادة ", "\n\n1. نص\n\n"),
    ("Статья ", "\n\n1. a\n\n"),
    ("Artículo ", "\n\n1. a\n\n"),
    ("Rule ", "\n\n1. a\n\n"),
    ("see article ", " above; "),
    ("Article 1 bis ", "\n\n"),
    ("| ", " | a |\n"),
];

/// A text of a unit, repeated or counted.
type Pattern = (String, Box<dyn Fn(usize) -> String>);

fn patterns() -> Vec<Pattern> {
    let repeated = REPEATED
        .iter()
        .map(|unit| -> Pattern { (format!("{unit:?}"), Box::new(move |bytes| unit.repeat(bytes / unit.len()))) });
    let counted = COUNTED.iter().map(|(before, after)| -> Pattern {
        let text = move |bytes: usize| {
            let count = bytes / (before.len() + after.len() + 4);
            (1..=count).map(|number| format!("{before}{number}{after}")).collect()
        };
        (format!("{before:?}, a number, {after:?}"), Box::new(text))
    });
    // The same units after an article, in which paragraphs and lists have meaning, and on one line.
    let in_article = REPEATED.iter().map(|unit| -> Pattern {
        let text = move |bytes: usize| format!("Article 1\n\n1. Text {}", unit.repeat(bytes / unit.len()));
        (format!("article 1 and {unit:?}"), Box::new(text))
    });
    let nested = Box::new(|bytes: usize| format!("{}{}", "[a ".repeat(bytes / 5), "] ".repeat(bytes / 5)));
    let across =
        Box::new(|bytes: usize| format!("{}{}", "1. [a\n\n".repeat(bytes / 13), "2. b]\n\n".repeat(bytes / 13)));
    let bracketed = Box::new(|bytes: usize| {
        let paragraph = |number: usize| format!("{number}. See paragraph {number}.\n\n");
        format!("Article 1\n\n[{}", (1..=bytes / 27).map(paragraph).collect::<String>())
    });
    let others: [Pattern; 3] = [
        ("nested brackets".to_owned(), nested),
        ("brackets across paragraphs".to_owned(), across),
        ("a bracket around all paragraphs".to_owned(), bracketed),
    ];
    repeated.chain(counted).chain(in_article).chain(others).collect()
}

fn seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// What opening a text costs, and what a key in its middle or at its end costs, whichever is more.
fn cost(text: &str) -> [f64; 2] {
    let settings = Arc::new(Settings::default());
    let begun = seconds();
    let document = Arc::new(Document::parse(text, None, 1));
    lint(&Workspace::default(), "a", &document, &settings);
    let linted = IncrementalLint::of(&document, &settings, None);
    let opened = seconds();
    let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let edited = pressed(&document, middle, "[");
    let linted = IncrementalLint::of(&edited, &settings, Some(linted));
    let pressed_once = seconds();
    // A closer at the end may contest everything before it.
    let edited = pressed(&edited, edited.text.to_string().trim_end().len(), "]");
    IncrementalLint::of(&edited, &settings, Some(linted)).diagnostics();
    [opened - begun, (pressed_once - opened).max(seconds() - pressed_once)]
}

fn pressed(document: &Document, at: usize, key: &str) -> Arc<Document> {
    Arc::new(document.edited(&[Change { range: Some(at..at), text: key.to_owned() }], document.version + 1))
}

/// Measures a pattern at two lengths. Returns an error with the times if they grow faster than the length.
fn is_linear(text: &dyn Fn(usize) -> String) -> Result<(), String> {
    let (short, long) = (cost(&text(SHORT_BYTES)), cost(&text(SHORT_BYTES * GROWTH)));
    let short_opening = short[0].max(NEGLIGIBLE_SECONDS / GROWTH as f64);
    if long[0] > NEGLIGIBLE_SECONDS && long[0] > short_opening * MAX_RATIO {
        return Err(format!("opening takes {:.3} s, and {:.3} s if {GROWTH} times as long", short[0], long[0]));
    }
    // A key that reads everything again costs as much as opening.
    if long[1] > NEGLIGIBLE_SECONDS && long[1] > long[0] * 2.0 {
        return Err(format!("a key takes {:.3} s, opening {:.3} s", long[1], long[0]));
    }
    Ok(())
}

#[test]
fn no_pattern_costs_more_than_its_length() {
    let mut slow = Vec::new();
    for (name, text) in patterns() {
        // A busy machine disturbs one measurement, not five.
        let is_slow = (0..5).map(|_| is_linear(&*text)).take_while(Result::is_err).filter_map(Result::err);
        let measured: Vec<String> = is_slow.collect();
        if measured.len() == 5 {
            slow.push(format!("{name}: {}", measured[4]));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
