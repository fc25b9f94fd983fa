use travaux_grammar::Draft;

use super::*;

/// The addresses of a draft's provisions, in order.
fn check(text: &str, expected: &[&str]) {
    let draft = Draft::parse(text, None);
    let outline = Outline::of(&draft);
    let addresses: Vec<String> = (0..outline.provisions.len() as ProvisionId).map(|id| outline.address(id)).collect();
    assert_eq!(addresses, expected, "{text}");
}

/// What each reference of a draft came to: `status: addresses`.
fn check_references(text: &str, expected: &[&str]) {
    let draft = Draft::parse(text, None);
    let outline = Outline::of(&draft);
    let mut found = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate() {
        for reference in &block.references {
            let resolution = outline.resolve(&draft, index, reference);
            let targets: Vec<String> = resolution
                .targets
                .iter()
                .map(|target| match target {
                    Resolved::There { address, .. } | Resolved::Nowhere { address, .. } => address.clone(),
                })
                .collect();
            found.push(format!("{}: {}", resolution.status.word(), targets.join("; ")));
        }
    }
    assert_eq!(found, expected, "{text}");
}

const ARTICLES: &str = "\
Article 1\nScope\n\n1. One:\n\n(a) a;\n\n(b) b:\n\n(i) i;\n\n(ii) ii.\n\n2. Two.\n\n\
Article 1 bis\n\nText of it.\n\nArticle 2\n\n(a) a;\n(b) b.\n";

#[test]
fn provisions_nest_by_their_labels() {
    check(
        ARTICLES,
        &[
            "article 1",
            "article 1, paragraph 1",
            "article 1, paragraph 1 (a)",
            "article 1, paragraph 1 (b)",
            "article 1, paragraph 1 (b) (i)",
            "article 1, paragraph 1 (b) (ii)",
            "article 1, paragraph 2",
            "article 1 bis",
            "article 2",
            "article 2 (a)",
            "article 2 (b)",
        ],
    );
}

#[test]
fn i_after_h_is_a_letter() {
    check(
        "Article 1\n\n(g) g;\n(h) h;\n(i) i;\n(j) j.\n",
        &["article 1", "article 1 (g)", "article 1 (h)", "article 1 (i)", "article 1 (j)"],
    );
    check(
        "Article 1\n\n(h) h:\n(i) one;\n(ii) two;\n(i) i.\n(j) j.\n",
        &["article 1", "article 1 (h)", "article 1 (h) (i)", "article 1 (h) (ii)", "article 1 (i)", "article 1 (j)"],
    );
}

#[test]
fn divisions_enter_an_address_only_where_numbers_restart() {
    check(
        "Part I\n\nArticle 1\n\nText.\n\nPart II\n\nArticle 2\n\nText.\n",
        &["part I", "article 1", "part II", "article 2"],
    );
    check(
        "Chapter 1\n\nArticle 1\n\nText.\n\nChapter 2\n\nArticle 1\n\nText.\n",
        &["chapter 1", "chapter 1, article 1", "chapter 2", "chapter 2, article 1"],
    );
    check(
        "Article 1\n\nText.\n\nAnnex I\n\nArticle 1\n\n(g) text\n",
        &["article 1", "annex I", "annex I, article 1", "annex I, article 1 (g)"],
    );
}

#[test]
fn a_preamble_has_recitals() {
    check(
        "## Preamble\n\nThe Parties to this Agreement,\n\nRecalling one,\n\nNoting two,\n\nHave agreed as follows:\n\nArticle 1\n\nText.\n",
        &["preamble", "preamble, recital 1", "preamble, recital 2", "article 1"],
    );
}

#[test]
fn arabic_provisions_have_the_same_addresses() {
    check(
        "### المادة 10 ثانياً. التدخل\n\n1 - تلتزم كل دولة طرف بما يلي:\n\n(أ) الأول؛\n\n(ب) الثاني.\n",
        &[
            "article 10 bis",
            "article 10 bis, paragraph 1",
            "article 10 bis, paragraph 1 (a)",
            "article 10 bis, paragraph 1 (b)",
        ],
    );
}

#[test]
fn options_stand_where_they_are() {
    check(
        "Article 5\n\nOption I:\n\n1. One.\n\n2. Two.\n\nOption II: No text\n\nArticle 6\n\nText.\n",
        &[
            "article 5",
            "article 5, option I",
            "article 5, option I, paragraph 1",
            "article 5, option I, paragraph 2",
            "article 5, option II",
            "article 6",
        ],
    );
}

#[test]
fn a_reference_is_resolved_from_where_it_stands() {
    check_references(
        "Article 1\n\n1. Under paragraph 2.\n\n2. Under article 2 (b) and paragraph 3.\n\nArticle 2\n\n(a) As in article 1, paragraph 1;\n\n(b) In this article.\n",
        &[
            "resolved: article 1, paragraph 2",
            "resolved: article 2 (b)",
            "dangling: article 1, paragraph 3",
            "resolved: article 1, paragraph 1",
            "relative: article 2",
        ],
    );
}

#[test]
fn a_range_is_spelt_out() {
    check_references(
        "Article 1\n\nText.\n\nArticle 2\n\nText.\n\nArticle 3\n\nArticles 1 to 4 of this Convention.\n",
        &["dangling: article 1; article 2; article 3; article 4"],
    );
}

#[test]
fn the_convention_is_another_where_this_is_an_agreement() {
    check_references(
        "Article 1\n\nParties to this Agreement, under article 4 of the Convention and article 1 of this Agreement.\n",
        &["external: ", "resolved: article 1"],
    );
    check_references(
        "Article 1\n\nThe present Convention, under article 1 of the Convention.\n",
        &["resolved: article 1"],
    );
}

#[test]
fn one_missing_closer_does_not_swallow_the_rest() {
    let text = "Article 1\n\n1. A [b c.\n\n2. D [e] f.\n\nArticle 2\n\n[1. G\n\n2. H.]\n\nI] j.\n";
    let draft = Draft::parse(text, None);
    let outline = Outline::of(&draft);
    assert_eq!((outline.unclosed.len(), outline.strays.len(), outline.spans.len()), (1, 1, 1));
}

#[test]
fn a_letter_that_the_running_text_writes_does_not_dangle() {
    check_references(
        "Article 1\n\n1. One:\n\n(a) first, (b) second.\n\n2. Under paragraph 1 (b) and paragraph 1 (c).\n",
        &["resolved: article 1, paragraph 1 (b)", "dangling: article 1, paragraph 1 (c)"],
    );
}

#[test]
fn the_paragraphs_before_and_behind_are_siblings() {
    check_references(
        "Article 1\n\n1. One:\n\n(a) a.\n\n2. The preceding paragraph and the following paragraph.\n\n3. Three.\n",
        &["relative: article 1, paragraph 1", "relative: article 1, paragraph 3"],
    );
}

#[test]
fn the_heading_nearest_around_is_the_one_meant() {
    check_references(
        "Annex I\n\nArticle 1\n\nUnder article 1.\n\nAnnex II\n\nArticle 1\n\nUnder article 1.\n",
        &["resolved: annex I, article 1", "resolved: annex II, article 1"],
    );
}

#[test]
fn the_annex_without_a_number_is_the_only_one() {
    let draft = "Article 1\n\nSee article 2 of the Annex and article 9 of the Annex.\n\nAnnex\n\nArticle 1\n\nText.\n\nArticle 2\n\nText.\n";
    check_references(draft, &["resolved: annex, article 2", "external: "]);
}

#[test]
fn a_second_instrument_in_the_file_has_its_own_articles() {
    let convention = "Article 1\n\nOne of this Convention.\n\nArticle 2\n\nTwo.\n\n";
    let protocol = "Article 1\n\nOne.\n\nArticle 2\n\n1. See article 1, paragraph 3.\n";
    check_references(&format!("{convention}{protocol}"), &["resolved: article 1, paragraph 3"]);
    check_references(
        &format!("Article 1\n\n1. One.\n\nArticle 2\n\nTwo.\n\n{protocol}"),
        &["resolved: article 1, paragraph 3"],
    );
}

#[test]
fn the_first_words_of_an_agreement_name_it() {
    let draft = "Parties to this Protocol,\n\nArticle 1\n\nSee article 9 of the Convention, as in this Convention and this Convention.\n";
    check_references(draft, &["external: "]);
}
