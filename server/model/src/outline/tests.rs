use travaux_grammar::{Draft, Summaries};

use super::*;

/// Checks the addresses of a draft's provisions, in order.
fn check<S: AsRef<str>>(text: &str, expected: &[S]) {
    let expected: Vec<&str> = expected.iter().map(AsRef::as_ref).collect();
    let draft = Draft::parse(text, None);
    let outline = Outline::of(Summaries::of(&draft));
    let addresses: Vec<String> = outline.ids().map(|id| outline.address(id)).collect();
    assert_eq!(addresses, expected, "{text}");
}

fn article(number: &str) -> String {
    format!("article {number}")
}

/// Checks the resolution of each reference of a draft: `status: addresses`.
fn check_references(text: &str, expected: &[&str]) {
    let draft = Draft::parse(text, None);
    let outline = Outline::of(Summaries::of(&draft));
    let mut found = Vec::new();
    for (id, block) in draft.blocks_with_ids() {
        for reference in outline.references(id, block) {
            let resolution = outline.resolve(id, block.plain_text(), reference);
            let targets: Vec<String> = resolution
                .targets
                .iter()
                .map(|target| match target {
                    Resolved::Found { address, .. } | Resolved::NotFound { address, .. } => address.clone(),
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
fn options_belong_to_the_article_around_them() {
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
fn a_range_names_every_provision_in_it() {
    check_references(
        "Article 1\n\nText.\n\nArticle 2\n\nText.\n\nArticle 3\n\nArticles 1 to 4 of this Convention.\n",
        &["dangling: article 1; article 2; article 3; article 4"],
    );
}

#[test]
fn the_convention_is_external_in_an_agreement() {
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
    let outline = Outline::of(Summaries::of(&draft));
    assert_eq!((outline.unclosed.len(), outline.strays.len(), outline.spans.len()), (1, 1, 1));
}

#[test]
fn a_letter_in_running_text_does_not_dangle() {
    check_references(
        "Article 1\n\n1. One:\n\n(a) first, (b) second.\n\n2. Under paragraph 1 (b) and paragraph 1 (c).\n",
        &["resolved: article 1, paragraph 1 (b)", "dangling: article 1, paragraph 1 (c)"],
    );
}

#[test]
fn the_preceding_and_following_paragraphs_are_siblings() {
    check_references(
        "Article 1\n\n1. One:\n\n(a) a.\n\n2. The preceding paragraph and the following paragraph.\n\n3. Three.\n",
        &["relative: article 1, paragraph 1", "relative: article 1, paragraph 3"],
    );
}

#[test]
fn the_nearest_enclosing_heading_is_named() {
    check_references(
        "Annex I\n\nArticle 1\n\nUnder article 1.\n\nAnnex II\n\nArticle 1\n\nUnder article 1.\n",
        &["resolved: annex I, article 1", "resolved: annex II, article 1"],
    );
}

#[test]
fn an_unnumbered_annex_is_the_only_one() {
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

#[test]
fn a_doubtful_heading_counts_in_sequence() {
    check(
        "第六条不妨害规定\n\n一、甲。\n\n第七条声明\n\n第六条不排除各方声明。\n\n第八条退出\n\n乙。\n",
        &["article 6", "article 6, paragraph 1", "article 7", "article 8"],
    );
    check_references(
        "第六条不妨害规定\n\n甲。\n\n第七条声明\n\n第六条不排除各方声明。\n\n第八条退出\n\n乙。\n",
        &["resolved: article 6"],
    );
}

#[test]
fn doubtful_headings_count_after_a_missing_one_and_in_an_excerpt() {
    check(
        "第六条目标\n\n甲。\n\n第八条声明\n\n乙。\n\n第二十条不适用。\n\n第九条退出\n\n丙。\n",
        &["article 6", "article 8", "article 9"],
    );
}

#[test]
fn a_heading_in_the_middle_of_a_line_counts_in_sequence() {
    let text = "المادة 1\n\nأهداف الجزء كما يلي: المادة 2 الأهداف (أ) حفظ؛ (ب) تعزيز.\n\nالمادة 3\n\nوفقا للمادة 2.\n";
    check(text, &["article 1", "article 2", "article 2 (a)", "article 2 (b)", "article 3"]);
    check_references(text, &["resolved: article 2"]);
    let text = "Article 1\n\nParties. Article 2 Aims of all.\n\nArticle 2\n\nText.\n\nArticle 3\n\nText.\n";
    check(text, &["article 1", "article 2", "article 3"]);
    check_references(text, &["resolved: article 2"]);
}

#[test]
fn swapped_doubtful_headings_count() {
    check(
        "第一条目标\n\n第二条用语\n\n第四条机构\n\n第三条范围\n\n第五条退出\n",
        &["1", "2", "4", "3", "5"].map(article),
    );
    check(
        "第一条目标\n\n第四条用语\n\n第三条机构\n\n第二条范围\n\n第五条退出\n\n第六条生效\n",
        &["1", "4", "3", "2", "5", "6"].map(article),
    );
    // A sentence that begins with the number of an article is not a heading in any place.
    check("第一条目标\n\n第三条范围\n\n第三条不排除退出。\n\n第四条退出\n", &["1", "3", "4"].map(article));
}

#[test]
fn a_heading_in_a_line_counts_after_moved_or_missing_ones() {
    let text = |numbers: [u32; 6]| {
        let [one, two, three, four, five, six] = numbers;
        let heading = |number: u32| format!("المادة {number}\n\nنص.\n\n");
        let inside = format!("ينشأ المادة {four} مؤتمر للدول.\n\n");
        [one, two, three].map(heading).concat() + &inside + &[five, six].map(heading).concat()
    };
    let check =
        |numbers, expected: &[&str]| check(&text(numbers), &expected.iter().map(|it| article(it)).collect::<Vec<_>>());
    check([1, 2, 3, 4, 5, 6], &["1", "2", "3", "4", "5", "6"]);
    check([1, 3, 2, 4, 5, 6], &["1", "3", "2", "4", "5", "6"]);
    check([1, 2, 3, 4, 6, 5], &["1", "2", "3", "4", "6", "5"]);
    check([1, 2, 9, 4, 5, 6], &["1", "2", "9", "4", "5", "6"]);
    check([1, 2, 3, 4, 6, 7], &["1", "2", "3", "4", "6", "7"]);
    check([7, 8, 10, 11, 12, 13], &["7", "8", "10", "11", "12", "13"]);
    // It was swapped with a distant one; next to its neighbour it may be a reference.
    check([1, 4, 3, 2, 5, 6], &["1", "4", "3", "2", "5", "6"]);
    check([1, 2, 4, 3, 5, 6], &["1", "2", "4", "5", "6"]);
}

#[test]
fn a_heading_in_the_middle_of_a_line_ends_the_provision_before_it() {
    let draft = Draft::parse("Article 1\n\nFirst.\n\nMore. Article 2 Aims here.\n\nArticle 3\n\nText.\n", None);
    let outline = Outline::of(Summaries::of(&draft));
    let text = draft.text();
    assert_eq!(text[outline.range(&draft, ProvisionId::FIRST)].lines().last(), Some("More. "));
    assert_eq!(&text[outline.range(&draft, ProvisionId::of(1))], "Article 2 Aims here.");
}

#[test]
fn a_list_continues_across_blocks() {
    check(
        "Artículo 1\n\n1. Las Partes, de conformidad con:\n\na) Uno:\n\ni) el apartado; ii) según el apartado\n\na) ii) del presente artículo; iii) tercero.\n\niv) Cuarto;\n\nb) Dos.\n",
        &[
            "article 1",
            "article 1, paragraph 1",
            "article 1, paragraph 1 (a)",
            "article 1, paragraph 1 (a) (i)",
            "article 1, paragraph 1 (a) (ii)",
            "article 1, paragraph 1 (a) (iii)",
            "article 1, paragraph 1 (a) (iv)",
            "article 1, paragraph 1 (b)",
        ],
    );
}

#[test]
fn cyrillic_look_alikes_follow_the_other_letters_of_the_draft() {
    check_references(
        "Статья 1\n\n1. Стороны:\n\na) одно;\n\nb) другое;\n\nс) третье.\n\n2. Согласно пункту 1 с) или пункту 1 с выше.\n",
        &["resolved: article 1, paragraph 1 (c)", "resolved: article 1, paragraph 1 (c)"],
    );
    check(
        "Статья 1\n\nСтороны:\n\nа) одно;\n\nб) другое;\n\nв) третье.\n",
        &["article 1", "article 1 (a)", "article 1 (b)", "article 1 (c)"],
    );
}

#[test]
fn a_letter_of_this_article_may_be_in_a_paragraph() {
    check_references(
        "Article 1\n\n1. One.\n\n2. Two:\n\n(a) first;\n\n(b) as in subparagraph (a) of this article.\n",
        &["resolved: article 1, paragraph 2 (a)"],
    );
}

#[test]
fn an_annex_of_another_instrument_stays_external() {
    check_references(
        "Article 1\n\nUnder Annex VII to the Convention on Trees.\n\nArticle 2\n\nThe panel is that of Annex VII.\n\nAnnex I\n\nText.\n",
        &["external: ", "external: "],
    );
}

#[test]
fn a_word_for_annex_below_an_untitled_article_is_its_title() {
    check("第一条\n\n附件\n\n一、甲。\n\n第二条 退出\n\n乙。\n", &["article 1", "article 1, paragraph 1", "article 2"]);
    check("Статья 1\nПриложения\n\n1. Текст.\n", &["article 1", "article 1, paragraph 1"]);
}

/// Checks the address of the provision at each `|` of a draft.
fn check_places(marked: &str, expected: &[&str]) {
    let draft = Draft::parse(&marked.replace('|', ""), None);
    let outline = Outline::of(Summaries::of(&draft));
    let offsets = marked.match_indices('|').enumerate().map(|(place, (at, _))| at - place);
    let address_at = |offset: usize| {
        let provision = outline.at_byte(&draft, offset);
        provision.map_or(String::new(), |id| outline.address(id))
    };
    let found: Vec<String> = offsets.map(address_at).collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn a_bracket_before_a_label_is_part_of_the_labelled_provision() {
    let (a, b) = ("article 1 (a)", "article 1 (b)");
    check_places("Article 1\n\n(a) plant| trees;\n\n|[|(b) dig| wells;]|\n", &[a, b, b, b, b]);
    check_places("Article 1\n\n(a) one;\n\n  |[[(b) two.]]\n", &[b]);
    check_places("Article 1\n\n(a) one;\n\n|- |[(b) two.]\n", &[b, b]);
    check_places("Article 1\n\n(a) one;\n\n|> |[(b) two.]\n", &[b, b]);
    check_places("Article 1\n\n(a) one|;\n|[(b) two.]\n", &[a, b]);
    check_places("المادة 1\n\n(أ) غرس| الأشجار؛\n\n|[|(ب) حفر| الآبار؛]\n", &[a, b, b, b]);
    check_places("Article premier\n\na) planter| des arbres ;\n\n|[|b) creuser| des puits.]\n", &[a, b, b, b]);
    check_places("Artículo 1\n\na) plantar| árboles;\n\n|[|b) cavar| pozos.]\n", &[a, b, b, b]);
    check_places("Статья 1\n\na) сажают| деревья;\n\n|[|b) роют| колодцы.]\n", &[a, b, b, b]);
    check_places("第一条\n\n（一）植树|；\n\n|［|（二）挖井|；］\n", &[a, b, b, b]);
}

#[test]
fn a_bracket_before_a_number_is_part_of_the_numbered_provision() {
    let (first, second) = ("article 1, paragraph 1", "article 1, paragraph 2");
    check_places("Article 1\n\n1. One|.\n\n|[|2. Parties| may build dams.]\n", &[first, second, second, second]);
    check_places("المادة 1\n\n1 - نص|.\n\n|[|2 - يجوز| للأطراف.]\n", &[first, second, second, second]);
    check_places("Статья 1\n\n1. Текст|.\n\n|[|2. Стороны| могут.]\n", &[first, second, second, second]);
    check_places("第一条\n\n一、各国|应合作。\n\n|［|二、各国|可以。］\n", &[first, second, second, second]);
    check_places("Article 1\n\n1. One.\n\n|[[2][3]. Parties may.]\n", &[second]);
    let option = "article 1, option 1";
    check_places("Article 1\n\nOne|.\n\n|[|Option 1|: Other| text.]\n", &["article 1", option, option, option, option]);
}

#[test]
fn markup_before_a_heading_is_part_of_the_headed_provision() {
    let (one, two) = ("article 10", "article 10 bis");
    check_places("### Article 10\n\nText|.\n\n|##|# [|Article 10 bis. Title\n\nText|.]\n", &[one, two, two, two, two]);
    check_places("### المادة 10\n\nنص|.\n\n|##|# [|المادة 10 ثانياً. التدخل\n\nنص|.]\n", &[one, two, two, two, two]);
    check_places("第十条\n\n各国|。\n\n|［|第十条 之二\n\n各国|。］\n", &[one, two, two, two]);
}

#[test]
fn a_bracket_on_a_line_of_its_own_is_part_of_the_provision_after_it() {
    let (a, b) = ("article 1 (a)", "article 1 (b)");
    check_places("Article 1\n\n(a) one|;\n\n|[\n|(b) two.\n]\n", &[a, b, b]);
    check_places("Article 1\n\n(a) one|;\n\n|[\n\n|[|\n\n(b) two.]]\n", &[a, b, b, b]);
    check_places("المادة 1\n\n(أ) نص|؛\n\n|[\n\n|(ب) نص.]\n", &[a, b, b]);
}

#[test]
fn provisions_on_one_line_are_separate() {
    let (a, b, c) = ("article 1 (a)", "article 1 (b)", "article 1 (c)");
    check_places("Article 1\n\n(a) x|; |[|(b) y|;]| |[(c) z.]\n", &[a, b, b, b, b, c]);
    check_places("المادة 1\n\n(أ) نص|؛ |[|(ب) نص|؛]\n", &[a, b, b, b]);
    check_places("Article 1\n\n(a) pay [one|] [two|]; and (b) go.\n", &[a, a]);
    check_places("Article 1\n\n(a) pay |[under (b)| above] now.\n", &[a, a]);
}

#[test]
fn a_provision_ends_where_the_bracket_of_the_next_opens() {
    let text = "Article 1\n\n(a) one; [(b) two;]\n\n[\n\n(c) three.]\n";
    let draft = Draft::parse(text, None);
    let outline = Outline::of(Summaries::of(&draft));
    let texts: Vec<&str> = (1..4).map(|id| text[outline.range(&draft, ProvisionId::of(id))].trim_end()).collect();
    assert_eq!(texts, ["(a) one;", "(b) two;]", "(c) three.]"]);
}

#[test]
fn a_section_may_begin_in_a_quotation_that_is_not_closed() {
    for text in [
        "A. First\n\n1. It is amended:\n\n(a) replace:\n\n“1. Text.\n\nI. General\n\n1. Text.\n\n(a) one;\n",
        "A. First\n\n1 - يعدل:\n\n(أ) يستعاض بما يلي:\n\n“1 - نص.\n\nI. General\n\n1 - نص.\n\n(أ) نص؛\n",
    ] {
        let draft = Draft::parse(text, None);
        let outline = Outline::of(Summaries::of(&draft));
        let addresses: Vec<String> = outline.ids().map(|id| outline.address(id)).collect();
        assert!(addresses.iter().any(|it| it == "section I, paragraph 1 (a)"), "{addresses:?}");
    }
}
