use std::sync::Arc;

use super::*;
use travaux_model::positions::position_index::PositionIndex;
use travaux_model::positions::{Delegations, read_json};

/// Asserts that the hover at `$0` contains some words. `positions` are on the draft.
fn check(marked: &str, positions: &str, expected: &[&str]) {
    let offset = marked.find("$0").unwrap();
    let document = Document::parse(&marked.replacen("$0", "", 1), None, 0);
    let mut workspace = Workspace::default();
    let file = read_json(positions, Delegations::shipped());
    assert!(positions.is_empty() || file.errors.is_empty(), "{:?}", file.errors);
    workspace.positions.insert("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])));
    let found = hover(&workspace, "draft", &document, offset).map(|it| it.markdown).unwrap_or_default();
    for words in expected {
        assert!(found.contains(words), "{words}\n---\n{found}");
    }
    assert_eq!(expected.is_empty(), found.is_empty(), "{found}");
}

const POSITIONS: &str = r#"{"positions": [
    {"delegations": ["RU", "IR"], "stance": "proposes", "target": "article 10 bis", "date": "2023-09-01", "forum": "sixth session",
     "note": {"en": "text <b>of</b> it"}, "source": {"title": "Rolling text", "symbol": "A/AC.291/22", "page": 9, "url": "https://example.org/x"}},
    {"delegations": ["EU"], "stance": "opposes", "target": "article 10 bis", "date": "2023-09-01"},
    {"delegations": ["US"], "stance": "supports", "target": "article 10 bis, paragraph 1", "alternative": "computer data"}]}"#;

const DRAFT: &str = "### [Article 10 bis. Interference\n\n1. Any [computer data] [digital information].]\n\n### Article 11. Scope\n\nAs article 10 bis says.\n";

#[test]
fn a_heading_shows_positions_with_sources() {
    let draft = DRAFT.replace("10 bis. Inter", "10 $0bis. Inter");
    check(
        &draft,
        POSITIONS,
        &[
            "**article 10 bis** Interference",
            "In brackets as a whole",
            "**Propose** (2): Iran \\(Islamic Republic of\\), Russian Federation",
            "[Rolling text](https://example.org/x), A/AC\\.291/22, p. 9",
            "text &lt;b\\>of&lt;/b\\> it",
            "**Opposes** (1): European Union",
            "1 position on parts of it",
        ],
    );
}

#[test]
fn a_reference_shows_the_provision_that_it_names() {
    check(
        &DRAFT.replace("As article 10 bis", "As arti$0cle 10 bis"),
        POSITIONS,
        &["**article 10 bis** Interference", "**Propose** (2)"],
    );
}

#[test]
fn a_bracket_shows_the_positions_on_its_words() {
    check(
        &DRAFT.replace("[computer data]", "[computer$0 data]"),
        POSITIONS,
        &["**Not agreed**, depth 2", "alternatives", "**Supports** (1): United States", "on “computer data”"],
    );
}

#[test]
fn a_draft_cannot_write_markup_into_a_hover() {
    check(
        "Article 1. $0[x](command:evil) <img>\n\nText.\n",
        "{\"positions\": []}",
        &["\\[x\\]\\(command\\:evil\\) &lt;img\\>"],
    );
}

#[test]
fn plain_text_without_positions_has_no_hover() {
    check("Article 1\n\nPlain $0text.\n", "{\"positions\": []}", &[]);
}

#[test]
fn an_arabic_hover_names_delegations_in_arabic() {
    let draft = "### المادة 10 $0ثانياً. التدخل\n\nنص.\n";
    check(draft, POSITIONS, &["article 10 bis", "الاتحاد الروسي"]);
}

#[test]
fn markup_in_drafts_and_positions_is_escaped() {
    let positions = r#"{"positions": [{"delegations": ["EU"], "stance": "opposes", "target": "article 1",
        "note": {"en": "![x](https://example.org/i) \u202e [a](command:b)\n\n# <img src=x>"},
        "source": {"title": "t](https://example.org/a) [u", "url": "javascript:alert(1)"}}]}"#;
    check(
        "# Article $01. <script>[go](command:x) `a` \u{202E}b\u{2066}\n\nText.\n",
        positions,
        &[
            "&lt;script\\>\\[go\\]\\(command\\:x\\) \\`a\\` b\n",
            "\\!\\[x\\]\\(https\\://example\\.org/i\\) \\[a\\]\\(command\\:b\\) \\# &lt;img src\\=x\\>",
            "  \nt\\]\\(https\\://example\\.org/a\\) \\[u",
        ],
    );
}

const NEIGHBOURS: &str = r#"{"positions": [
    {"delegations": ["FR"], "stance": "opposes", "target": "article 1 (a)"},
    {"delegations": ["JP"], "stance": "supports", "target": "article 1 (b)"},
    {"delegations": ["FR"], "stance": "opposes", "target": "article 1"},
    {"delegations": ["JP"], "stance": "supports", "target": "article 1 bis"},
    {"delegations": ["FR"], "stance": "opposes", "target": "article 2, paragraph 1"},
    {"delegations": ["JP"], "stance": "supports", "target": "article 2, paragraph 2"}]}"#;

/// Asserts that the hover at each `$0` shows the positions on the second of two neighbours and not those on the first.
fn check_second(marked: &str) {
    let count = marked.matches("$0").count();
    assert!(count > 0);
    for place in 0..count {
        let mut parts = marked.split("$0");
        let before: String = parts.by_ref().take(place + 1).collect();
        let at = format!("{before}$0{}", parts.collect::<String>());
        check(&at, NEIGHBOURS, &["Japan"]);
        check_lacks(&at, NEIGHBOURS, "France");
    }
}

fn check_lacks(marked: &str, positions: &str, words: &str) {
    let document = Document::parse(&marked.replacen("$0", "", 1), None, 0);
    let mut workspace = Workspace::default();
    let file = read_json(positions, Delegations::shipped());
    workspace.positions.insert("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])));
    let found = hover(&workspace, "draft", &document, marked.find("$0").unwrap()).map(|it| it.markdown);
    assert!(!found.as_ref().is_some_and(|it| it.contains(words)), "{marked}\n---\n{found:?}");
}

#[test]
fn a_provision_in_brackets_shows_its_own_positions() {
    check_second("Article 1\n\n(a) plant trees;\n\n$0[$0($0b) $0dig w$0ells;]\n");
    check_second("Article 1\n\n(a) plant trees;\n\n$0  $0- $0[[(b) dig w$0ells;]]\n");
    check_second("Article 1\n\n(a) plant trees; $0[(b) $0dig wells;]\n");
    check_second("Article 1\n\n[(a) plant trees; (b) $0dig wells;]\n");
    check_second("Article 2\n\n1. One.\n\n$0[$02. Parties $0may build dams.]\n");
    check_second("Article 1\n\nOne.\n\n$0##$0# $0[$0Article $01 bis. $0Dams\n\nText $0of it.]\n");
    check_second("Article 1\n\n(a) plant trees;\n\n$0[\n\n$0(b) dig wells;\n\n]\n");
}

#[test]
fn an_arabic_provision_in_brackets_shows_its_own_positions() {
    let positions = NEIGHBOURS;
    for marked in [
        "المادة 1\n\n(أ) غرس الأشجار؛\n\n$0[(ب) حفر الآبار؛]\n",
        "المادة 1\n\n(أ) غرس الأشجار؛\n\n[(ب) حفر $0الآبار؛]\n",
        "المادة 1\n\n(أ) غرس الأشجار؛ $0[(ب) حفر الآبار؛]\n",
        "المادة 2\n\n1 - نص.\n\n[$02 - يجوز للأطراف.]\n",
        "المادة 2\n\n1 - نص.\n\n[2 - يجوز $0للأطراف.]\n",
        "المادة 1\n\nنص.\n\n#$0## [المادة 1 ثانياً. السدود\n\nنص.]\n",
    ] {
        check(marked, positions, &["اليابان"]);
        check_lacks(marked, positions, "فرنسا");
    }
}
