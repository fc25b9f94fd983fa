//! The number of a provision as a rename changes it, with its suffixes: `5`, `Article 5 bis`, `5 مكررا`, 第五条之二.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use travaux_grammar::{
    Label, Language, NumberForm, Suffix, find_number, folded, is_han, misspelt_suffix, suffix_after,
};

use travaux_model::document::Document;
use travaux_model::edit::numbers::{NewNumber, can_be_counted, renumbered};
use travaux_model::edit::{Edit, Rewrite, applied};
use travaux_model::outline::ProvisionId;

/// The largest number that is read from a name.
const MAX_NUMBER: u32 = 2_000;

/// Returns whether the number of a provision may be changed: it has one part, and its suffixes are read where it is written.
pub(super) fn can_be_changed(document: &Document, id: ProvisionId) -> bool {
    let outline = &document.outline;
    let Some(label) = outline.provision(id).label.filter(can_be_counted) else { return false };
    label.is_plain() || {
        let words = document.draft.slice(outline.label_range(&document.draft, id));
        NumberInWords::of(&words, &label, language_of(document, id)).is_some_and(|it| it.suffixes == label.suffixes)
    }
}

/// Changes the number of a provision, together with the references to it. `label` are the bytes of its label.
pub(super) fn change_number(
    document: &Document,
    id: ProvisionId,
    name: &str,
    label: &Range<usize>,
) -> Result<Rewrite, String> {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let written = draft.slice(label.clone());
    let Some(old) = provision.label else { return Err(format!("`{written}` has no number")) };
    let language = language_of(document, id);
    let Some(shown) = NumberInWords::of(&written, &old, language) else {
        return Err(format!("the number of `{written}` is written in words"));
    };
    let unlike = || format!("`{name}` is not a number like that of `{written}`");
    let new = new_number(name, &shown, old.form, language).ok_or_else(unlike)?;
    let wanted =
        Label { numbers: [new.number, 0, 0], suffixes: new.suffix.as_ref().map_or(old.suffixes, |it| it.1), ..old };
    let taken = outline.children(provision.parent).find(|other| {
        let other_provision = outline.provision(*other);
        *other != id
            && other_provision.kind == provision.kind
            && other_provision.label.is_some_and(|it| it.form == old.form && it.names_same_provision(&wanted))
    });
    if let Some(taken) = taken {
        return Err(format!("{} already exists", outline.address(taken)));
    }
    let changed = renumbered(document, &BTreeMap::from([(id, new)])).ok_or_else(unlike)?;
    if let Some(shared) = changed.shared.first() {
        let words = draft.slice(shared.clone());
        return Err(format!("what follows `{words}` has the same number; write that number out first"));
    }
    // A suffix of another language may be none after this number.
    let own = changed.edits.iter().filter(|it| label.start <= it.range.start && it.range.end <= label.end);
    let own: Vec<Edit> =
        own.map(|it| Edit { range: it.range.start - label.start..it.range.end - label.start, ..it.clone() }).collect();
    let is_read =
        NumberInWords::of(&applied(&written, &own), &wanted, language).is_some_and(|it| it.suffixes == wanted.suffixes);
    if is_read { Ok(Rewrite::new(format!("number it {name}"), changed.edits)) } else { Err(unlike()) }
}

fn language_of(document: &Document, id: ProvisionId) -> Language {
    document.draft.block(document.outline.provision(id).block).language
}

/// A number in some words, and what is around it.
struct NumberInWords<'w> {
    before: &'w str,
    /// Between the number and its suffixes: the noun in Chinese, or the ending of an ordinal.
    noun: &'w str,
    suffix: &'w str,
    suffixes: [Suffix; 3],
    after: &'w str,
}

impl<'w> NumberInWords<'w> {
    /// Finds the number of a label.
    fn of(words: &'w str, label: &Label, language: Language) -> Option<NumberInWords<'w>> {
        let shown = find_number(words, label.form, label.number()).into_iter().next()?.range;
        // Without suffixes, the number may be joined to other signs.
        let plain = || NumberInWords {
            before: &words[..shown.start],
            noun: "",
            suffix: "",
            suffixes: label.suffixes,
            after: &words[shown.end..],
        };
        NumberInWords::at(words, &shown, label.form, language).or_else(|| label.is_plain().then(plain))
    }

    fn at(words: &'w str, at: &Range<usize>, form: NumberForm, language: Language) -> Option<NumberInWords<'w>> {
        let suffix = suffix_after(words, at, form, language)?;
        Some(NumberInWords {
            before: &words[..at.start],
            noun: &words[at.end..suffix.range.start],
            suffix: &words[suffix.range.clone()],
            suffixes: suffix.suffixes,
            after: &words[suffix.range.end..],
        })
    }
}

/// Reads a new number with or without the other words of the label: `5`, `5 bis`, `第五条之二`, `e`, `(e)`. Returns `None` if
/// other words are in it.
fn new_number(name: &str, shown: &NumberInWords<'_>, form: NumberForm, language: Language) -> Option<NewNumber> {
    let closed = format!("{name})");
    [name, &closed].into_iter().find_map(|name| {
        let at = |number: u32| Some((number, find_number(name, form, number).into_iter().next()?.range));
        // 5之二: the suffix is a number too.
        let first = (1..=MAX_NUMBER).filter_map(at).min_by_key(|(_, range)| (range.start, Reverse(range.end)));
        let (number, range) = first?;
        let read = NumberInWords::at(name, &range, form, language)?;
        let is_alike = |one: &str, other: &str| {
            let one = without_signs(one);
            one.is_empty() || folded(one) == folded(without_signs(other))
        };
        let is_noun = !read.noun.starts_with(is_han) || is_alike(read.noun, shown.noun);
        let is_whole = is_alike(read.before, shown.before) && is_noun && is_alike(read.after, shown.after);
        let suffix = read.suffix.trim();
        if !is_whole || misspelt_suffix(suffix).is_some() {
            return None;
        }
        // No blank stands before the suffix in Chinese.
        let written = if suffix.starts_with(is_han) { suffix } else { read.suffix };
        Some(NewNumber { number, suffix: Some((written.to_owned(), read.suffixes)) })
    })
}

fn without_signs(words: &str) -> &str {
    words.trim_matches(|it: char| !it.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::{rename, renamed_words};
    use super::*;

    fn renamed(marked: &str, name: &str) -> Result<String, String> {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let document = Document::parse(&text, None, 0);
        assert!(renamed_words(&document, offset).is_some(), "{marked}");
        rename(&document, offset, name, true).map(|it| applied(&text, &it.unwrap().edits))
    }

    fn check(marked: &str, names: &[&str], expected: &str) {
        for name in names {
            assert_eq!(renamed(marked, name).as_deref(), Ok(expected), "{name}");
        }
    }

    #[test]
    fn a_number_gets_a_suffix_in_every_language() {
        for (marked, names, expected) in [
            (
                "Article 1\n\nUnder article 2, paragraph 1.\n\nArti$0cle 2\n\n1. Text.\n",
                &["5 bis", "Article 5 bis", "article 5 bis."][..],
                "Article 1\n\nUnder article 5 bis, paragraph 1.\n\nArticle 5 bis\n\n1. Text.\n",
            ),
            (
                "Article premier\n\nSelon l’article 2.\n\nArti$0cle 2\n\nTexte.\n",
                &["5 ter", "Article 5 ter"],
                "Article premier\n\nSelon l’article 5 ter.\n\nArticle 5 ter\n\nTexte.\n",
            ),
            (
                "Artículo 1\n\nSegún el artículo 2.\n\nArtí$0culo 2\n\nTexto.\n",
                &["2 bis"],
                "Artículo 1\n\nSegún el artículo 2 bis.\n\nArtículo 2 bis\n\nTexto.\n",
            ),
            (
                "Статья 1\n\nСогласно статье 2.\n\nСта$0тья 2\n\nТекст.\n",
                &["5 бис", "Статья 5 бис"],
                "Статья 1\n\nСогласно статье 5 бис.\n\nСтатья 5 бис\n\nТекст.\n",
            ),
            (
                "المادة ١\n\nوفقا للمادة ٢.\n\nالما$0دة ٢\n\nنص.\n",
                &["5 مكررا", "٥ مكررا", "المادة ٥ مكررا"],
                "المادة ١\n\nوفقا للمادة ٥ مكررا.\n\nالمادة ٥ مكررا\n\nنص.\n",
            ),
            (
                "第一条\n\n依照第二条第一款。\n\n第$0二条\n\n一、案文。\n",
                &["第五条之二", "5 之二", "5之二", "五之二"],
                "第一条\n\n依照第五条之二第一款。\n\n第五条之二\n\n一、案文。\n",
            ),
        ] {
            check(marked, names, expected);
        }
    }

    #[test]
    fn a_suffix_is_changed_and_lost_in_every_language() {
        for (marked, changes) in [
            (
                "Article 2\n\nUnder articles 2 and 2 bis.\n\nArticle$0 2 bis\n\nText.\n",
                [
                    ("3", "Article 2\n\nUnder articles 2 and 3.\n\nArticle 3\n\nText.\n"),
                    ("4 bis", "Article 2\n\nUnder articles 2 and 4 bis.\n\nArticle 4 bis\n\nText.\n"),
                ],
            ),
            (
                "Article 1\n\nSelon l’article 1er bis.\n\nArticle$0 1er bis\n\nTexte.\n",
                [
                    ("2", "Article 1\n\nSelon l’article 2.\n\nArticle 2\n\nTexte.\n"),
                    ("1 ter", "Article 1\n\nSelon l’article 1 ter.\n\nArticle 1 ter\n\nTexte.\n"),
                ],
            ),
            (
                "Artículo 2\n\nSegún el artículo 2 bis.\n\nArtículo$0 2 bis\n\nTexto.\n",
                [
                    ("3", "Artículo 2\n\nSegún el artículo 3.\n\nArtículo 3\n\nTexto.\n"),
                    ("2 ter", "Artículo 2\n\nSegún el artículo 2 ter.\n\nArtículo 2 ter\n\nTexto.\n"),
                ],
            ),
            (
                "Статья 2\n\nСогласно статье 2 бис.\n\nСтатья$0 2 бис\n\nТекст.\n",
                [
                    ("3", "Статья 2\n\nСогласно статье 3.\n\nСтатья 3\n\nТекст.\n"),
                    ("4 тер", "Статья 2\n\nСогласно статье 4 тер.\n\nСтатья 4 тер\n\nТекст.\n"),
                ],
            ),
            (
                "المادة 2\n\nوفقا للمادة 2 مكررا.\n\nالمادة$0 2 مكررا\n\nنص.\n",
                [
                    ("3", "المادة 2\n\nوفقا للمادة 3.\n\nالمادة 3\n\nنص.\n"),
                    ("4 ثالثا", "المادة 2\n\nوفقا للمادة 4 ثالثا.\n\nالمادة 4 ثالثا\n\nنص.\n"),
                ],
            ),
            (
                "第二条\n\n依照第二条之二第一款。\n\n第二条$0之二\n\n一、案文。\n",
                [
                    ("3", "第二条\n\n依照第三条第一款。\n\n第三条\n\n一、案文。\n"),
                    ("四之三", "第二条\n\n依照第四条之三第一款。\n\n第四条之三\n\n一、案文。\n"),
                ],
            ),
        ] {
            for (name, expected) in changes {
                check(marked, &[name], expected);
            }
        }
    }

    #[test]
    fn a_letter_of_an_item_gets_a_suffix() {
        check(
            "Article 1\n\n1. Text:\n\n(a) one;\n\n($0b) under (a).\n\n2. Under paragraph 1 (b).\n",
            &["a bis", "(a bis)"],
            "Article 1\n\n1. Text:\n\n(a) one;\n\n(a bis) under (a).\n\n2. Under paragraph 1 (a bis).\n",
        );
    }

    /// The second line of a draft whose articles are renamed, which has a reference to them.
    fn check_reference(article: &str, reference: &str, labels: &[&str], (old, new): (&str, &str), expected: &str) {
        let headings = labels.iter().map(|it| {
            let caret = if *it == old { "$0" } else { "" };
            format!("{caret}{}\n\nX.\n\n", article.replace('#', it))
        });
        let marked = format!("{}\n\n{reference}\n\n{}", article.replace('#', "1"), headings.collect::<String>());
        let text = renamed(&marked, new).unwrap();
        assert_eq!(text.lines().nth(2), Some(expected), "{new}");
    }

    #[test]
    fn a_number_that_labels_share_is_written_out_if_they_no_longer_have_the_same() {
        let all = ["2", "2 bis", "2 ter", "2 quater"];
        for (reference, change, expected) in [
            ("Under article 2 bis and ter.", ("2 bis", "3 bis"), "Under article 3 bis and 2 ter."),
            ("Under article 2 bis and ter.", ("2 bis", "3"), "Under article 3 and 2 ter."),
            ("Under article 2 bis or ter.", ("2 ter", "3"), "Under article 2 bis or 3."),
            ("Under article 2 bis or ter.", ("2 quater", "3"), "Under article 2 bis or ter."),
            ("Under articles 2, bis and ter.", ("2", "5"), "Under articles 5, 2 bis and ter."),
            ("Under articles 2 bis, ter and quater.", ("2 ter", "3"), "Under articles 2 bis, 3 and 2 quater."),
            ("Under articles 2 bis to quater.", ("2 quater", "3 bis"), "Under articles 2 bis to 3 bis."),
            ("Under article 2 *bis* and *ter*.", ("2 bis", "3 bis"), "Under article 3 *bis* and 2 *ter*."),
        ] {
            check_reference("Article #", reference, &all, change, expected);
        }
        let article = ["Article #", "Artículo #", "Статья #", "المادة #", "第#条"];
        for (article, labels, reference, change, expected) in [
            (
                article[0],
                ["2 bis", "2 ter"],
                "Selon l’article 2 bis et ter.",
                ("2 bis", "3"),
                "Selon l’article 3 et 2 ter.",
            ),
            (
                article[1],
                ["2 bis", "2 ter"],
                "Según el artículo 2 bis y ter.",
                ("2 bis", "3"),
                "Según el artículo 3 y 2 ter.",
            ),
            (article[2], ["2 бис", "2 тер"], "По статьям 2 бис и тер.", ("2 тер", "3"), "По статьям 2 бис и 3."),
            (
                article[3],
                ["2 مكررا", "2 ثالثا"],
                "وفقا للمادتين 2 مكررا وثالثا.",
                ("2 مكررا", "3"),
                "وفقا للمادتين 3 و2 ثالثا.",
            ),
        ] {
            check_reference(article, reference, &labels, change, expected);
        }
        // In Chinese the noun stands between the number and the suffix.
        let marked = "第一条\n\n依照第二条之二和之三。\n\n第二条$0之二\n\n案文。\n\n第二条之三\n\n案文。\n";
        let text = renamed(marked, "三之二").unwrap();
        assert_eq!(text.lines().nth(2), Some("依照第三条之二和第二条之三。"));
        // Thirdly.
        let reference = "وفقا للمادة 2 وثالثا نقول.";
        check_reference(article[3], reference, &["2"], ("2", "5"), "وفقا للمادة 5 وثالثا نقول.");
    }

    #[test]
    fn what_is_not_wholly_a_number_is_refused() {
        let marked = "Article 1\n\nText.\n\nArticle$0 2\n\nText.\n\nArticle 2 bis\n\nText.\n";
        for name in ["5 foo", "5 bsi", "5 quarter", "Rule 5", "5, 6", "5.1", "5 [bis]", "5 мaкс", "bis", "0", "3000"]
        {
            assert_eq!(renamed(marked, name), Err(format!("`{name}` is not a number like that of `Article 2`")));
        }
        for name in ["2 bis", "Article 2 bis"] {
            assert_eq!(renamed(marked, name), Err("article 2 bis already exists".to_owned()));
        }
        assert!(renamed(marked, " ").is_err());
        let chinese = "第一条\n\n案文。\n\n第$0二条\n\n案文。\n";
        for name in ["5 bis", "第五款", "五条之"] {
            assert!(renamed(chinese, name).is_err(), "{name}");
        }
    }
}
