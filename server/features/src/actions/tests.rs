use super::*;
use travaux_model::config::Settings;
use travaux_model::edit::applied;
use travaux_rules::lint;

/// Applies the action with a title to a draft, in which `$0` marks the cursor.
fn after(marked: &str, title: &str) -> String {
    let offset = marked.find("$0").unwrap();
    let text = marked.replace("$0", "");
    let document = Document::parse(&text, None, 0);
    let findings = lint(&Workspace::default(), "draft", &document, &Settings::default());
    let found = actions(&Workspace::default(), &document, &findings, offset..offset);
    let action = found.iter().find(|it| it.rewrite.title == title);
    let titles: Vec<&str> = found.iter().map(|it| it.rewrite.title.as_str()).collect();
    applied(&text, &action.unwrap_or_else(|| panic!("{titles:?}")).rewrite.edits)
}

#[test]
fn an_alternative_is_accepted_here_or_everywhere() {
    let draft = "To keep [comp$0uter data] [digital information] and [digital information] [computer data].\n";
    assert_eq!(
        after(draft, "accept “computer data” here"),
        "To keep computer data and [digital information] [computer data].\n"
    );
    assert_eq!(after(draft, "accept “computer data” in all 2 places"), "To keep computer data and computer data.\n");
}

#[test]
fn a_bracket_is_removed_with_its_words_or_without() {
    assert_eq!(after("Take [all $0necessary] measures.\n", "drop “all necessary”"), "Take measures.\n");
    assert_eq!(
        after("Take [all $0necessary] measures.\n", "remove the brackets and keep the words"),
        "Take all necessary measures.\n"
    );
    assert_eq!(after("خذ [ك$0ل] التدابير.\n", "add an alternative"), "خذ [كل] [X] التدابير.\n");
}

#[test]
fn an_escaped_bracket_goes_with_its_backslashes() {
    let draft = "Parties \\[sh$0all\\] \\[may\\] act.\n";
    assert_eq!(after(draft, "accept “shall” here"), "Parties shall act.\n");
    assert_eq!(after(draft, "remove the brackets and keep the words"), "Parties shall \\[may\\] act.\n");
    assert_eq!(after(draft, "drop “shall”"), "Parties \\[may\\] act.\n");
    assert_eq!(after(draft, "add an alternative"), "Parties \\[shall\\] \\[may\\] \\[X\\] act.\n");
    let draft = "خذ \\[ك$0ل\\] \\[جميع\\] التدابير.\n";
    assert_eq!(after(draft, "accept “كل” here"), "خذ كل التدابير.\n");
    let spanning = "\\[$01. To act.\n\n2. To go.\\]\n";
    assert_eq!(after(spanning, "remove the brackets and keep their content"), "1. To act.\n\n2. To go.\n");
}

#[test]
fn a_state_by_name_goes_with_the_brackets_of_its_proposal() {
    let draft = "Parties [Nor$0way: shall] [Japan: may] act.\n";
    assert_eq!(after(draft, "accept “shall” here"), "Parties shall act.\n");
    assert_eq!(after("Стороны [Норве$0гия: обязаны] действовать.\n", "drop “обязаны”"), "Стороны действовать.\n");
}

#[test]
fn a_selection_is_put_in_brackets() {
    let document = Document::parse("Take all measures.\n", None, 0);
    let found = actions(&Workspace::default(), &document, &[], 5..9);
    assert_eq!(applied("Take all measures.\n", &found[0].rewrite.edits), "Take [all] measures.\n");
    assert!(actions(&Workspace::default(), &Document::parse("a [b c", None, 0), &[], 0..4).is_empty());
}

#[test]
fn an_article_bis_is_inserted_in_the_words_of_the_language() {
    let title = "insert article 1 bis after it";
    assert!(
        after("Art$0icle 1\n\nText.\n\nArticle 2\n\nText.\n", title).contains("Text.\n\nArticle 1 bis\n\nArticle 2")
    );
    assert!(after("الما$0دة 1\n\nنص.\n", title).contains("المادة 1 ثانيا\n"));
    assert!(after("第$0一条\n\n案文。\n", title).contains("第一条之二\n"));
    assert!(after("第$0一条\r\n\r\n案文。\r\n", title).contains("案文。\r\n\r\n第一条之二"));
    assert!(after("## Art$0icle 1\n\nText.\n", title).contains("\n## Article 1 bis\n"));
    assert!(after("### **الما$0دة 1**\n\nنص.\n", title).contains("\n### **المادة 1 ثانيا**\n"));
    let third = "insert article 1 ter after it";
    assert!(after("Art$0icle 1\n\nText.\n\nArticle 1 bis\n\nText.\n", third).contains("Article 1 ter\n"));
}

#[test]
fn no_brackets_are_put_around_one_that_is_open() {
    let titles = |text: &str| {
        let document = Document::parse(text, None, 0);
        let found = actions(&Workspace::default(), &document, &[], 0..text.trim_end().len());
        found.into_iter().map(|it| it.rewrite.title).filter(|it| it.starts_with("put ")).collect::<Vec<_>>()
    };
    for sign in ["[", "]", "［", "］", "【", "】", "〔", "〕", "{", "}", "［〕", "】【"] {
        assert_eq!(titles(&format!("第一条\n\n案{sign}文。\n")), [""; 0], "{sign}");
    }
    for signs in ["[］", "［]", "【［甲］】", "〔〕"] {
        assert_eq!(titles(&format!("第一条\n\n案{signs}文。\n")).len(), 2, "{signs}");
    }
}

#[test]
fn a_finding_is_fixed() {
    assert_eq!(
        after("Article 1\n\nThe Parties [$0] act.\n", "write `[X]` while the text is open"),
        "Article 1\n\nThe Parties [X] act.\n"
    );
}

#[test]
fn an_empty_draft_has_no_actions() {
    assert!(actions(&Workspace::default(), &Document::parse("", None, 0), &[], 0..0).is_empty());
}

#[test]
fn attributions_are_removed_with_their_brackets() {
    let draft = "A term of [US propose; CL oppose: 95] [AU/SG propose: sev$0enty] years.\n";
    assert_eq!(after(draft, "accept “seventy” here"), "A term of seventy years.\n");
    let draft = "A term of [US propose; CL oppose: nine$0ty] years.\n";
    assert_eq!(after(draft, "remove the brackets and keep the words"), "A term of ninety years.\n");
}

#[test]
fn chinese_alternatives_have_no_space_between_them() {
    assert_eq!(after("各缔约国［应$0］［可］合作。\n", "add an alternative"), "各缔约国［应］［可］［X］合作。\n");
}

#[test]
fn brackets_around_articles_are_removed_with_them_or_without() {
    let draft = "Article 1\n\nText.\n\n$0[Article 2\n\n1. To act.\n\n2. To go.]\n\nArticle 3\n\nText.\n";
    assert_eq!(
        after(draft, "remove the brackets and keep their content"),
        "Article 1\n\nText.\n\nArticle 2\n\n1. To act.\n\n2. To go.\n\nArticle 3\n\nText.\n"
    );
    assert_eq!(after(draft, "drop the brackets and their content"), "Article 1\n\nText.\n\nArticle 3\n\nText.\n");
}

#[test]
fn a_provision_is_put_in_brackets_with_everything_in_it() {
    assert_eq!(
        after("المادة 1\n\nنص.\n\nالما$0دة 2\n\n1 - نص.\n\n2 - نص.\n\nالمادة 3\n\nنص.\n", "put article 2 in brackets"),
        "المادة 1\n\nنص.\n\n[المادة 2\n\n1 - نص.\n\n2 - نص.]\n\nالمادة 3\n\nنص.\n"
    );
    assert_eq!(
        after("第一条\n\n案文。\n\n第二$0条\n\n案文。\n", "put article 2 in brackets"),
        "第一条\n\n案文。\n\n[第二条\n\n案文。]\n"
    );
}

#[test]
fn a_label_without_a_number_gets_the_next_one() {
    assert_eq!(
        after("Article 1\n\nText.\n\nArt$0icle [X]\n\nText.\n", "number it 2"),
        "Article 1\n\nText.\n\nArticle 2\n\nText.\n"
    );
    assert_eq!(
        after("المادة ١\n\nنص.\n\nالمادة [X$0]\n\nنص.\n\nالمادة ٢\n\nنص.\n", "number it ١ ثانيا"),
        "المادة ١\n\nنص.\n\nالمادة ١ ثانيا\n\nنص.\n\nالمادة ٢\n\nنص.\n"
    );
    assert_eq!(
        after("Статья X$0X\n\nТекст.\n\nСтатья 2\n\nТекст.\n", "number it 1"),
        "Статья 1\n\nТекст.\n\nСтатья 2\n\nТекст.\n"
    );
}

#[test]
fn a_blank_number_is_put_in_brackets() {
    assert_eq!(
        after("By 20X$0X the Parties act.\n", "put the placeholder in brackets"),
        "By [20XX] the Parties act.\n"
    );
    assert_eq!(after("خلال ____$0 يوما.\n", "put the placeholder in brackets"), "خلال [____] يوما.\n");
}

#[test]
fn empty_brackets_are_marked_with_what_is_still_to_come() {
    assert_eq!(after("في غضون [$0] يوما.\n", "write `X` for a number still to come"), "في غضون [X] يوما.\n");
    assert_eq!(after("各国［ $0］合作。\n", "write `…` for words still to come"), "各国［…］合作。\n");
}

#[test]
fn alternatives_are_written_as_elsewhere() {
    let draft = "1. To keep [computer data] [digital records].\n\n2. To seize [computer data] [digital records].\n\n\
                 3. To use [$0digital records] [computer data].\n";
    assert!(
        after(draft, "write these alternatives as in the other places")
            .ends_with("3. To use [computer data] [digital records].\n")
    );
}

#[test]
fn all_sure_fixes_are_applied_at_once() {
    let draft = "Article 1\n\n1. To [] act [on] [on] time.\n\n1 bis. Text.\n\n1 terr. $0Text [open.\n";
    assert_eq!(
        after(draft, "apply all sure fixes in this draft"),
        "Article 1\n\n1. To [] act [on] time.\n\n1 bis. Text.\n\n1 ter. Text [open.\n"
    );
}

/// Returns the example drafts in the documentation of the rules, with the given line break.
fn examples(line_break: &str) -> Vec<String> {
    let pages = travaux_rules::all().iter().map(|it| it.page());
    let drafts = pages.flat_map(|page| {
        let blocks = page.split("```treaty\n").skip(1).map(|it| it.split("```").next().unwrap().to_owned());
        blocks.collect::<Vec<_>>()
    });
    let drafts = drafts.map(|it| {
        let lines = it.lines().filter(|line| !line.trim_start().starts_with('^'));
        lines.flat_map(|line| [line, line_break]).collect()
    });
    drafts.collect()
}

#[test]
fn every_finding_can_be_allowed_where_it_is() {
    let lint = |text: &str| {
        let document = Document::parse(text, None, 0);
        let findings = lint(&Workspace::default(), "draft", &document, &Settings::default());
        (document, findings)
    };
    let mut count = 0;
    for text in ["\n", "\r\n"].into_iter().flat_map(examples) {
        let (document, findings) = lint(&text);
        for finding in findings.iter().filter(|it| it.rule != "unused-allowance") {
            let found = actions(&Workspace::default(), &document, &findings, finding.range.clone());
            let title = format!("allow {} here", finding.rule);
            let allowed = found.iter().find(|it| it.rewrite.title == title).unwrap();
            let (_, after) = lint(&applied(&text, &allowed.rewrite.edits));
            let of_rule = |findings: &[Diagnostic]| findings.iter().filter(|it| it.rule == finding.rule).count();
            assert!(of_rule(&after) < of_rule(&findings), "{}: {text}\n{after:?}", finding.rule);
            let others = findings.iter().filter(|it| it.rule != finding.rule).count();
            assert_eq!(after.len() - of_rule(&after), others, "{}: {text}\n{after:?}", finding.rule);
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn a_rule_is_allowed_by_a_paragraph_of_its_own() {
    for (text, allowed) in [
        (
            "1. Each Party shall:\n(a) act under [$0];\n(b) report.\n",
            "1. Each Party shall:\n\n<!-- travaux: allow empty-bracket -->\n\n(a) act under [];\n(b) report.\n",
        ),
        (
            "1 - تقوم كل دولة بما يلي:\r\n(أ) العمل [$0]؛\r\n(ب) الإبلاغ.\r\n",
            "1 - تقوم كل دولة بما يلي:\r\n\r\n<!-- travaux: allow empty-bracket -->\r\n\r\n(أ) العمل []؛\r\n(ب) الإبلاغ.\r\n",
        ),
        ("Text.\n \nTo act [$0].\n", "Text.\n \n<!-- travaux: allow empty-bracket -->\n\nTo act [].\n"),
    ] {
        assert_eq!(after(text, "allow empty-bracket here"), allowed);
    }
}

#[test]
fn a_rule_is_added_to_an_existing_comment() {
    let draft = "<!-- travaux: allow stray-bracket -->\n\nالأطراف] تعمل [$0] معا.\n";
    assert_eq!(
        after(draft, "allow empty-bracket here"),
        "<!-- travaux: allow stray-bracket, empty-bracket -->\n\nالأطراف] تعمل [] معا.\n"
    );
}

#[test]
fn adding_an_alternative_adds_no_finding() {
    for marked in [
        "1. Each Party [sh$0all] act.\n",
        "1. Each Party [sh$0all] [may] act.\n",
        "1. To keep [com$0puter data] [digital records] and [digital records] [computer data].\n",
        "1 - تتخذ الدول [ك$0ل] التدابير.\n",
        "1 - تتخذ الدول [ك$0ل] [جميع] التدابير.\n",
        "各缔约国［应$0］［可］合作。\n",
    ] {
        let findings = |text: &str| {
            let document = Document::parse(text, None, 0);
            lint(&Workspace::default(), "draft", &document, &Settings::default()).len()
        };
        let changed = after(marked, "add an alternative");
        assert!(findings(&changed) <= findings(&marked.replace("$0", "")), "{changed}");
    }
}
