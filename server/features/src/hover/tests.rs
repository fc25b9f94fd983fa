mod counts;
mod texts;

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
    let found = hover(&workspace, "draft", &document, offset).map(|it| it.content).unwrap_or_default();
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
            "**Article 10 bis** Interference",
            "In brackets as a whole",
            "**Propose** (2): Iran (Islamic Republic of), Russian Federation",
            "sixth session; 2023-09-01; [Rolling text](https://example.org/x), A/AC.291/22, p. 9",
            "text &lt;b>of&lt;/b> it",
            "**Opposes** (1, 27 States): European Union",
            "On parts of it:\n\n- paragraph 1 — **Supports** “computer data” (1): United States of America",
        ],
    );
}

#[test]
fn a_reference_shows_the_provision_that_it_names() {
    check(
        &DRAFT.replace("As article 10 bis", "As arti$0cle 10 bis"),
        POSITIONS,
        &["**Article 10 bis** Interference", "**Propose** (2)"],
    );
}

#[test]
fn a_bracket_shows_the_positions_on_its_words() {
    check(
        &DRAFT.replace("[computer data]", "[computer$0 data]"),
        POSITIONS,
        &[
            "**Not agreed**, within another bracket",
            "One of these is to be chosen:\n\n- computer data — For 1, Against 0\n- digital information",
            "**Supports** “computer data” (1): United States",
            "On article 10 bis, which contains this:\n\n**Propose** (2): Iran",
        ],
    );
}

#[test]
fn the_alternatives_of_a_run_are_counted_as_everywhere_else() {
    let positions = r#"{"positions": [
        {"delegations": ["FR", "DE"], "stance": "supports", "target": "article 1, paragraph 1"},
        {"delegations": ["CN"], "stance": "opposes", "target": "article 1, paragraph 1"},
        {"delegations": ["EG"], "stance": "supports", "target": "article 1, paragraph 1", "alternative": "may"},
        {"delegations": ["DE"], "stance": "opposes", "target": "article 1, paragraph 1", "alternative": "shall"}]}"#;
    // Those on the whole paragraph are on each alternative, unless they have a position of their own on it.
    let shown = ["- shall — For 1, Against 2\n- may — For 3, Against 1"];
    check("Article 1\n\n1. Each Party [sha$0ll] [may] act.\n", positions, &shown);
    let arabic = positions.replace("\"may\"", "\"يجوز\"").replace("\"shall\"", "\"يجب\"");
    check("المادة 1\n\n1 - [يج$0ب] [يجوز] العمل.\n", &arabic, &["1، ضد 2", "3، ضد 1"]);
}

#[test]
fn a_line_counts_the_states_of_its_groups_that_have_no_side_of_their_own() {
    let positions = r#"{"positions": [
        {"delegations": ["EU"], "stance": "opposes", "target": "article 1", "date": "2021"},
        {"delegations": ["PL"], "stance": "states", "target": "article 1", "date": "2023"},
        {"delegations": ["FR"], "stance": "supports", "target": "article 1", "alternative": "act", "date": "2023"},
        {"delegations": ["DE"], "stance": "supports", "target": "article 1", "date": "2023"}]}"#;
    check("Article $01\n\nTo [act].\n", positions, &["**Opposes** (1, 26 States): European Union"]);
    check(
        "المادة 1$0\n\nنص.\n",
        positions,
        &["(1، 26 دولة): ", "\u{2067}**يصرّح** (1): \u{2068}بولندا\u{2069}\u{2069}  \n\u{2067}2023"],
    );
    let on_words = r#"{"positions": [
        {"delegations": ["EU"], "stance": "opposes", "target": "article 1", "alternative": "act", "date": "2021"},
        {"delegations": ["DE"], "stance": "supports", "target": "article 1", "date": "2023"}]}"#;
    check("Article 1\n\nTo [a$0ct].\n", on_words, &["**Opposes** “act” (1, 26 States): European Union"]);
}

#[test]
fn a_vote_and_the_kind_of_a_statement_are_shown_with_the_source() {
    let positions = r#"{"positions": [
        {"delegations": ["US"], "stance": "votes-against", "target": "article 1", "date": "2019-12-27",
         "kind": ["oral", "explanation-of-position"],
         "vote": {"question": {"en": "Resolution [A]", "ar": "القرار"}, "for": 79, "against": 60, "recorded": true}}]}"#;
    let expected = "2019-12-27; orally; explanation of position; vote: Resolution \\[A\\], 79-60, recorded";
    check("Article $01\n\nText.\n", positions, &[expected]);
    check("المادة 1$0\n\nنص.\n", positions, &["شفوياً؛ تعليل للموقف؛ تصويت: ", "79-60", "القرار"]);
}

#[test]
fn a_draft_cannot_write_markup_into_a_hover() {
    check(
        "Article 1. $0[x](command:evil) <img>\n\nText.\n",
        "{\"positions\": []}",
        &["\\[x\\](command:evil) &lt;img>"],
    );
}

#[test]
fn plain_text_without_positions_has_no_hover() {
    check("Article 1\n\nPlain $0text.\n", "{\"positions\": []}", &[]);
}

#[test]
fn an_arabic_hover_names_delegations_in_arabic() {
    let draft = "### المادة 10 $0ثانياً. التدخل\n\nنص.\n";
    let shown = ["المادة 10 ثانياً", "**يقترح** (2): ", "الاتحاد الروسي", "ص 9", "خلافاً"];
    check(draft, POSITIONS, &shown[..4]);
    check_lacks(draft, POSITIONS, "article");
    check_lacks(draft, POSITIONS, shown[4]);
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
            "&lt;script>\\[go\\](command:x) \\`a\\` b\n",
            "!\\[x\\](https\\://example.org/i) \\[a\\](command:b) # &lt;img src=x>",
            "  \nt\\](https\\://example.org/a) \\[u",
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
    let found = hover(&workspace, "draft", &document, marked.find("$0").unwrap()).map(|it| it.content);
    // What is said of the provisions that contain the place is marked as such.
    let marks = ["which contains this", "بشأن"];
    let own = found.as_deref().map(|it| marks.iter().filter_map(|mark| it.find(mark)).min().map_or(it, |at| &it[..at]));
    assert!(!own.is_some_and(|it| it.contains(words)), "{marked}\n---\n{found:?}");
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

/// Returns the hover at `$0` for a client.
fn hover_for(marked: &str, positions: &str, options: HoverOptions) -> String {
    let document = Document::parse(&marked.replacen("$0", "", 1), None, 0);
    let mut workspace = Workspace::default();
    let file = read_json(positions, Delegations::shipped());
    workspace.positions.insert("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])));
    let found = hover_with(&workspace, "draft", &document, marked.find("$0").unwrap(), options);
    found.map(|it| it.content).unwrap_or_default()
}

#[test]
fn a_client_without_markdown_gets_plain_words() {
    let options = HoverOptions { markup: Markup::Plain, ..HoverOptions::default() };
    let found = hover_for(&DRAFT.replace("10 bis. Inter", "10 $0bis. Inter"), POSITIONS, options);
    assert!(found.contains("Propose (2): Iran (Islamic Republic of), Russian Federation\n"), "{found}");
    assert!(found.contains("Rolling text (https://example.org/x), A/AC.291/22, p. 9"), "{found}");
    assert!(!found.contains(['\\', '*']) && !found.contains("&lt;"), "{found}");
}

#[test]
fn labels_are_in_the_language_of_the_draft_or_of_the_client() {
    let draft = DRAFT.replace("10 bis. Inter", "10 $0bis. Inter");
    let of = |locale| hover_for(&draft, POSITIONS, HoverOptions { locale, ..HoverOptions::default() });
    for (language, words) in [
        (Language::Fr, "**Proposent** (2): Fédération de Russie, Iran"),
        (Language::Es, "**Proponen** (2): Federación de Rusia, Irán"),
        (Language::Ru, "**Предлагают** (2): Иран"),
        (Language::Zh, "**提议** (2): 俄罗斯联邦、伊朗"),
        (Language::Ar, "**يقترح** (2): \u{2068}الاتحاد الروسي"),
    ] {
        let found = of(Some(language));
        assert!(found.contains(words), "{found}");
    }
    let arabic = "### المادة 10 $0ثانياً. التدخل\n\nنص.\n";
    let options = HoverOptions { locale: Some(Language::En), ..HoverOptions::default() };
    assert!(hover_for(arabic, POSITIONS, options).contains("**يقترح**"));
}

#[test]
fn a_member_departs_from_its_group_and_history_is_dated() {
    let positions = r#"{"positions": [
        {"delegations": ["EU"], "stance": "opposes", "target": "article 1", "date": "2019-12-27"},
        {"delegations": ["PL"], "stance": "opposes", "target": "article 1", "date": "2020"},
        {"delegations": ["PL"], "stance": "supports", "target": "article 1", "date": "2021"}]}"#;
    check(
        "### Article $01. Scope\n\nText.\n",
        positions,
        &[
            "**Supports** (1): Poland (unlike European Union; earlier: opposes 2020)",
            "**Opposes** (1, 27 States): European Union",
        ],
    );
    check("### المادة 1$0. النطاق\n\nنص.\n", positions, &["خلافاً لموقف \u{2068}الاتحاد الأوروبي", "سابقاً: يعارض 2020"]);
}

#[test]
fn attributions_in_the_text_are_positions() {
    check(
        "Article 1\n\n1. Parties [NZ/CL propose; US oppose: may$0 act].\n",
        "{\"positions\": []}",
        &[
            "**Propose** “may act” (2): Chile, New Zealand",
            "in the text",
            "**Opposes** “may act” (1): United States of America",
        ],
    );
    check(
        "Article $01\n\n[EU: Text]\n",
        "{\"positions\": []}",
        &["**Proposes** “Text” (1, 27 States): European Union"],
    );
    check(
        "المادة 1\n\n1 - [النر$0ويج: تتعاون] الدول.\n",
        "{\"positions\": []}",
        &["**\u{2068}النرويج\u{2069}** (NO)", "يقترح"],
    );
}

#[test]
fn a_defined_term_shows_its_definition_and_its_uses() {
    let none = "{\"positions\": []}";
    check(
        "Article 1\n\n(a) “Mast” means a support of wood;\n\n2. Each m$0ast and masts.\n",
        none,
        &["**Defined**, article 1 (a)", "“Mast” means a support of wood;", "Used 2 times in this draft"],
    );
    check("المادة 1\n\n(أ) يُقصد بتعبير \"بيانات\" وقائع؛\n\n1 - تحفظ البيا$0نات.\n", none, &["**تعريف**", "وقائع"]);
    check(
        "第一条\n\n（一）“中继站”是指设施。\n\n一、各中$0继站应工作。\n",
        none,
        &["**定义**", "是指设施", "本草案中使用1次"],
    );
}

#[test]
fn a_reference_to_an_article_shows_its_text() {
    let none = "{\"positions\": []}";
    check(
        "Article 1. Scope\n\nUnder arti$0cle 2.\n\nArticle 2. Dams\n\n1. Parties build.\n\n2. Parties dig.\n",
        none,
        &["**Article 2** Dams\n\n", "Parties build", "Parties dig"],
    );
    check(
        "المادة 1. النطاق\n\nوفقا للما$0دة 2.\n\nالمادة 2. السدود\n\n1 - تبني الأطراف.\n",
        none,
        &["السدود", "تبني الأطراف"],
    );
}

#[test]
fn a_term_of_a_topic_shows_the_positions_on_it() {
    let text = r#"{"positions": [{"delegations": ["NL"], "stance": "supports", "topic": "public-core"}]}"#;
    let file = Arc::new(read_json(text, Delegations::shipped()));
    let topics = r#"{"topics": [{"slug": "public-core", "name": {"en": "Public core", "ar": "النواة العامة"},
        "terms": {"en": ["public core"], "ar": ["النواة العامة"]}}]}"#;
    let workspace = Workspace {
        topics: Arc::new(travaux_model::positions::Topics::read(topics).0),
        topic_positions: Some(Arc::new(PositionIndex::of(vec![file]))),
        ..Workspace::default()
    };
    for (marked, words) in [
        (
            "Article 1\n\nStates protect the Public c$0ore of it.\n",
            ["**Topic**: Public core", "**Supports** (1): Netherlands"],
        ),
        ("المادة 1\n\nتحمي الدول النواة الع$0امة للإنترنت.\n", ["النواة العامة", "**يؤيد** (1): \u{2068}"]),
    ] {
        let document = Document::parse(&marked.replacen("$0", "", 1), None, 0);
        let found = hover(&workspace, "draft", &document, marked.find("$0").unwrap()).unwrap().content;
        assert!(words.iter().all(|it| found.contains(it)), "{found}");
    }
    let document = Document::parse("Article 1\n\nThe republic cores.\n", None, 0);
    assert_eq!(hover(&workspace, "draft", &document, 22), None);
}

#[test]
fn a_hover_fills_one_screen_and_links_to_the_rest() {
    let position = |at: usize| {
        let note = "word ".repeat(60);
        serde_json_line(&format!("article 1, paragraph {at}"), &note)
    };
    let positions: Vec<String> = (1..200).map(position).collect();
    let text = format!("{{\"positions\": [\n{}]}}", positions.join(",\n"));
    let mut file = read_json(&text, Delegations::shipped());
    file.name = Some("file:///a.positions.json".into());
    let mut workspace = Workspace::default();
    workspace.positions.insert("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])));
    let document = Document::parse("Article 1\n\n1. Text.\n", None, 0);
    let found = hover(&workspace, "draft", &document, 2).unwrap().content;
    assert!(found.lines().count() < 40, "{found}");
    assert!(found.contains("more — [the record](file:///a.positions.json#L"), "{found}");
}

fn serde_json_line(target: &str, note: &str) -> String {
    format!(r#"{{"delegations": ["CN"], "stance": "opposes", "target": "{target}", "note": "{note}"}}"#)
}

#[test]
fn a_hover_before_the_files_are_read_says_so() {
    let options = HoverOptions { is_being_read: true, ..HoverOptions::default() };
    let found = hover_for("### Article $01. Scope\n\nText.\n", "{\"positions\": []}", options);
    assert!(found.ends_with("The positions of delegations are still being read."), "{found}");
    let found = hover_for("### المادة 1$0. النطاق\n\nنص.\n", "{\"positions\": []}", options);
    assert!(found.ends_with("لا تزال مواقف الوفود قيد القراءة.\u{2069}"), "{found}");
}

#[test]
fn a_target_of_a_positions_file_shows_its_provision() {
    for (text, address, words) in [
        (
            "Article 1\n\n1. Parties act.\n\n2. Parties [EU: may] go.\n",
            "Article 1,paragraph 2",
            ["**Proposes** “may”", "European Union"],
        ),
        ("المادة 1\n\n1 - نص.\n\n2 - [النرويج: تتعاون] الدول.\n", "article 1, paragraph 2", ["الدول", "النرويج"]),
    ] {
        let document = Document::parse(text, None, 0);
        let target = (address, 3..9);
        let found =
            hover_on_target(&Workspace::default(), "draft", &document, target, HoverOptions::default()).unwrap();
        assert_eq!(found.range, 3..9);
        assert!(words.iter().all(|it| found.content.contains(it)), "{}", found.content);
        let missing = ("article 3", 3..9);
        assert_eq!(hover_on_target(&Workspace::default(), "draft", &document, missing, HoverOptions::default()), None);
    }
}
