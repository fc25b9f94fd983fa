use super::*;

fn check(text: &str, expected: &str) {
    let plain = without_markup(text).map_or(text.to_owned(), String::from);
    assert_eq!(plain.replace('\x7f', "~"), expected, "{text}");
    assert_eq!(plain.len(), text.len());
}

#[test]
fn tags_are_blanks() {
    check("<p class=\"x\">1. Each</p>\n", "             1. Each    \n");
    check("<b>المادة</b> 5<BR/>\n", "   المادة     5     \n");
    check("<p>", "   ");
    check("a < b, b > <c>, <sup>2</sup> <del>x</del>", "a < b, b > <c>, <sup>2</sup> <del>x</del>");
    check("<p class=\nx>", "<p class=\nx>");
    check("<p <b>x", "<p    x");
}

#[test]
fn tags_inside_words_and_labels_join_them() {
    check("(<i>a</i>) 10<i>bis</i> <b>1</b>. x<b>;</b>", "(~~~a~~~~) 10~~~bis        1~~~~. x~~~;    ");
    check("[<b>shall</b>]", "[   shall    ]");
}

#[test]
fn headings_have_their_level_and_breaks_end_lines() {
    check("<h2>Article 1</h2>", "##  Article 1     ");
    check("<div><h6 id='x'>Article 1</h6>", "     ####       Article 1     ");
    check("see <h2>", "see     ");
    check("Article 5<br>Scope<br />\n", "Article 5\n   Scope      \n");
    check("<br>\n", "    \n");
}

#[test]
fn links_inside_the_draft_and_anchors_are_markup() {
    check("### <a name=\"5\"></a>Article 5", "###                 Article 5");
    check("<a id=\"5\"/>Article <a href='#6'>6</a>.", "           Article              6~~~~.");
    check("<a href='x/y'><b>Article 6</b></a> </a>", "<a href='x/y'>   Article 6    </a>     ");
}

#[test]
fn names_of_blanks_are_blanks() {
    check("Article&nbsp;5 R&D; &#160;&#xA0;&#10;&amp;", "Article      5 R&D;             &#10;&amp;");
    check("第五条&emsp;范围", "第五条      范围");
    check("&#99999999; &; &#; &#x;", "&#99999999; &; &#; &#x;");
}

#[test]
fn an_element_that_opens_in_a_range_closes_in_it() {
    let text = "article 10 <i>bis</i></p>";
    assert_eq!(end_with_closing_tags(text, 0..17), 21);
    assert_eq!(end_with_closing_tags(text, 14..17), 17);
    assert_eq!(end_with_closing_tags(text, 0..0), 0);
}

#[test]
fn emphasis_inside_the_parentheses_of_a_label_is_markup() {
    check("(*a*) (__b__)(*i*) （**二**） (*ب*)", "(~a~) (~~b~~)(~i~) （~~二~~） (~ب~)");
    check("(*see it*) (*a) (*a**) (**) (*", "(*see it*) (*a) (*a**) (**) (*");
}

#[test]
fn signs_of_block_quotes_are_blanks() {
    check("> ## Article 1\n>\n>> > a > b\n   > c\r> d", "  ## Article 1\n \n     a > b\n     c\r  d");
    check("> <h2>Article 1</h2>", "  ##  Article 1     ");
    check("1 > 0 {>>x<<}\n    > code", "1 > 0 {>>x<<}\n    > code");
}

#[test]
fn raised_endings_belong_to_their_number() {
    check("Article 1<sup>er</sup>", "Article 1~~~~~er~~~~~~");
    check("n<sup>o</sup> 5, I<sup>re</sup> partie", "n~~~~~o~~~~~~ 5, I~~~~~re~~~~~~ partie");
    for text in ["x<sup>er</sup> 1<sup>2</sup> 1<sup>er", "1<sup></sup> 1<sup>e</sup> 5<sup>a</sup>"] {
        check(text, text);
    }
}

#[test]
fn comments_stay() {
    check("<!-- <p> --><p>x", "<!-- <p> -->   x");
    check("<!-- <p>", "<!-- <p>");
}

#[test]
fn a_paragraph_begins_with_its_tag() {
    assert!(begins_element(" <p>x") && begins_element("<h3 class=x>x") && begins_element("<LI>"));
    assert!(!begins_element("</p>") && !begins_element("<b>x") && !begins_element("&nbsp;"));
}
