use std::collections::HashMap;
use std::sync::Arc;

use super::*;
use travaux_model::positions::{Delegations, PositionIndex, Topics, read_json};

fn page(positions: &str, language: &str) -> String {
    let delegations = Delegations::shipped();
    let file = read_json(positions, delegations);
    let index = PositionIndex::of(vec![Arc::new(file)]);
    let topics = Topics::default();
    let naming = Naming { delegations, topics: &topics, language };
    let record = HtmlRecord {
        path: "<x>.treaty",
        positions: DraftPositions::of(Some(&index), Vec::new()),
        names: HashMap::new(),
    };
    positions_html(&[record], &Selection::default(), naming)
}

#[test]
fn hostile_text_has_no_meaning_in_the_page() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\\u202e\\\"'";
    let positions = format!(
        r#"{{"positions": [{{"delegations": ["CN"], "stance": "opposes", "target": "article 1 {hostile}",
            "alternative": "{hostile}", "note": "{hostile}", "forum": "{hostile}",
            "source": {{"title": "{hostile}", "url": "javascript:alert(1)"}}}}]}}"#
    );
    let page = page(&positions, "en");
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<img") && !page.contains('\u{202e}') && !page.contains("javascript:"));
    assert!(page.contains("<bdi>“&lt;/script&gt;&lt;script&gt;"), "{page}");
}

#[test]
fn the_page_loads_nothing() {
    let page = page(r#"{"positions": []}"#, "en");
    assert!(page.contains("default-src 'none'") && page.contains("No positions."));
    assert!(!page.contains("http:") && !page.contains("https:"));
}

#[test]
fn a_row_has_a_cell_for_each_delegation_and_through_its_group() {
    let positions = r#"{"positions": [
        {"delegations": ["EU"], "stance": "opposes", "target": "article 1", "date": "2023"},
        {"delegations": ["FR"], "stance": "supports", "target": "article 2", "date": "2023"}]}"#;
    let english = page(positions, "en");
    assert!(english.contains("<button class=\"a\" data-p=\"0\" title=\"Opposes\">−</button>"), "{english}");
    assert!(
        english.contains("<button class=\"a g\" data-p=\"0\" data-g=\"EU\" title=\"Opposes\">−</button>"),
        "{english}"
    );
    let arabic = page(positions, "ar");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">") && arabic.contains("title=\"فرنسا\""), "{arabic}");
}

#[test]
fn those_that_are_no_delegations_have_columns_after_the_delegations() {
    let positions = r#"{"positions": [
        {"delegations": ["NO"], "stance": "opposes", "target": "article 1", "date": "2023"},
        {"speaker": {"name": {"en": "ITU", "ar": "الاتحاد الدولي للاتصالات"}, "kind": "organization"},
         "stance": "supports", "target": "article 1", "alternative": "act"},
        {"speaker": {"name": "most <Arab> States", "kind": "unnamed"}, "stance": "states", "target": "article 2"}]}"#;
    let english = page(positions, "en");
    let headings = "title=\"Norway\"><span>Norway</span></th><th scope=\"col\" class=\"o\" data-c=\"@0\" title=\"ITU\">\
        <span>ITU</span></th><th scope=\"col\" data-c=\"@1\" title=\"most &lt;Arab&gt; States\">";
    assert!(english.contains(headings), "{english}");
    // The article on which no delegation speaks has a row, but nothing to count.
    assert_eq!(english.matches("<td class=\"o\">").count(), 3);
    assert!(english.contains("<td class=\"o\"><button class=\"f\" data-p=\"1\" title=\"Supports\">+</button><td>"));
    assert_eq!(english.matches("<span class=\"bar\">").count(), 2);
    assert!(english.contains("data-c=\"NO\"") && english.contains("\"@0\":\"ITU\""));
    let arabic = page(positions, "ar");
    assert!(
        arabic.contains("class=\"o\" data-c=\"@0\" title=\"الاتحاد الدولي للاتصالات\"")
            && arabic.contains("title=\"most &lt;Arab&gt; States\"")
    );
}

#[test]
fn a_table_has_columns_for_those_with_a_mark_in_it_only() {
    let delegations = Delegations::shipped();
    let (one, two) = (
        r#"{"positions": [{"delegations": ["NO"], "stance": "opposes", "target": "article 1"}]}"#,
        r#"{"positions": [{"delegations": ["الصين"], "stance": "opposes", "target": "article 1"},
            {"speaker": {"name": "МСЭ"}, "stance": "states", "topic": "spam"}]}"#,
    );
    let indexes = [one, two].map(|it| PositionIndex::of(vec![Arc::new(read_json(it, delegations))]));
    let record = |index| HtmlRecord {
        path: "x.treaty",
        positions: DraftPositions::of(Some(index), Vec::new()),
        names: HashMap::new(),
    };
    let topics = Topics::default();
    let naming = Naming { delegations, topics: &topics, language: "fr" };
    let page = positions_html(&[record(&indexes[0]), record(&indexes[1])], &Selection::default(), naming);
    let tables: Vec<&str> = page.split("<table class=\"map\"").skip(1).collect();
    let has = |table: &str| ["data-c=\"NO\"", "data-c=\"CN\"", "data-c=\"@0\""].map(|it| table.contains(it));
    assert_eq!((has(tables[0]), has(tables[1])), ([true, false, false], [false, true, true]));
    // A topic is not counted, so that a table of topics only would be empty.
    assert_eq!(page.matches("<table class=\"far\"").count(), 2);
}

#[test]
fn the_page_names_who_reports_for_whom_and_who_is_not_counted() {
    let positions = r#"{"positions": [
        {"delegations": ["HT"], "on_behalf_of": ["CARICOM"], "kind": "oral", "stance": "amends", "target": "article 1"},
        {"delegations": ["CN"], "reported_by": "RU", "stance": "supports", "target": "article 1"},
        {"delegations": ["LMDC", "VA"], "stance": "opposes", "target": "article 1"}]}"#;
    let english = page(positions, "en");
    for words in [
        "\"kinds\":\"orally, on behalf of Caribbean Community\"",
        "\"kinds\":\"reported by Russian Federation\"",
        "<span class=\"title\">Not counted: Holy See, Like-Minded Developing Countries</span></th>",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    let arabic = page(positions, "ar");
    assert!(arabic.contains("باسم الجماعة الكاريبية") && arabic.contains("لا يُحسب: "), "{arabic}");
}

#[test]
fn what_a_speaker_withdrew_is_no_mark_in_favour() {
    let positions = r#"{"positions": [
        {"speaker": {"name": "Chair", "kind": "chair"}, "stance": "proposes", "target": "article 1", "date": "2023-04"},
        {"speaker": {"name": "Chair", "kind": "chair"}, "stance": "withdraws", "target": "article 1", "date": "2023"}]}"#;
    let page = page(positions, "en");
    assert!(page.contains("<button class=\"n\" data-p=\"0 1\" title=\"Withdraws\">·</button>"), "{page}");
    assert!(!page.contains("<table class=\"far\""));
}

#[test]
fn a_state_that_takes_no_side_is_shown_where_it_is_counted() {
    let positions = r#"{"positions": [
        {"delegations": ["EU"], "stance": "opposes", "target": "article 1", "date": "2023"},
        {"delegations": ["بولندا"], "stance": "states", "target": "article 1", "date": "2023"}]}"#;
    let page = page(positions, "ar");
    assert!(page.contains("<button class=\"a g\" data-p=\"0 1\" data-g=\"EU\""), "{page}");
}
