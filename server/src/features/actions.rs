//! What can be done at a place: the fixes of findings, a choice among alternatives, brackets on and off, a provision
//! inserted, numbers put in a row. Each is offered as data and nothing is changed here.

use std::ops::Range;

use travaux_grammar::bracket::Content;
use travaux_grammar::label::Suffix;
use travaux_grammar::lexicon::{inserted_word, latin_word};
use travaux_grammar::{Kind, Label, Language};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::edit::alternatives::{self, Site};
use crate::edit::{Edit, Rewrite, numbers};
use crate::outline::ProvisionId;

/// What an editor groups an action under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It mends a finding.
    Fix,
    /// It changes the text at the place.
    Rewrite,
}

/// One thing that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it is.
    pub sort: Sort,
    /// The finding that it mends, by place in those handed in.
    pub mends: Option<usize>,
    /// Its edits and its name.
    pub rewrite: Rewrite,
}

/// How many letters of a text a menu entry quotes.
const QUOTED: usize = 40;

/// What can be done with a selection, which may be empty. `findings` are those of the draft.
pub fn actions(document: &Document, findings: &[Diagnostic], selection: Range<usize>) -> Vec<Action> {
    let mut found = fixes(findings, &selection);
    if document.draft.is_empty() {
        return found;
    }
    let rewrites = in_brackets(document, selection.start)
        .into_iter()
        .chain(wrapped(document, &selection))
        .chain(inserted(document, selection.start))
        .chain(in_a_row(document, selection.start));
    found.extend(rewrites.map(|rewrite| Action { sort: Sort::Rewrite, mends: None, rewrite }));
    found
}

fn fixes(findings: &[Diagnostic], selection: &Range<usize>) -> Vec<Action> {
    let touches = |range: &Range<usize>| range.start <= selection.end && selection.start <= range.end;
    let near = findings.iter().enumerate().filter(|(_, finding)| touches(&finding.range));
    near.filter_map(|(place, finding)| {
        let fix = finding.fix.as_ref()?;
        let rewrite = Rewrite::new(fix.title.clone(), fix.edits.clone());
        Some(Action { sort: Sort::Fix, mends: Some(place), rewrite })
    })
    .collect()
}

/// The choices that the innermost bracket around a place leaves.
fn in_brackets(document: &Document, offset: usize) -> Vec<Rewrite> {
    let draft = &document.draft;
    let Some(site) = alternatives::innermost(draft, offset) else { return Vec::new() };
    let Some(words) = alternatives::words(draft, site) else { return Vec::new() };
    let quoted = brief(words);
    let mut found = Vec::new();
    if let Some(run) = alternatives::run(draft, site) {
        let here = alternatives::accepted(draft, site.block, run, site.place);
        found.extend(here.map(|edit| Rewrite::new(format!("accept “{quoted}” here"), vec![edit])));
        let everywhere = alternatives::accepted_everywhere(draft, site);
        if everywhere.len() > 1 {
            found.push(Rewrite::new(format!("accept “{quoted}” in all {} places", everywhere.len()), everywhere));
        }
        found.extend(another(document, site, run.brackets.last().copied()));
    } else if draft.blocks[site.block].brackets.list[site.place].content == Content::Text {
        found.extend(another(document, site, Some(site.place as u32)));
    }
    let unbracketed = alternatives::unbracketed(draft, &document.outline, site);
    found.extend(unbracketed.map(|edits| Rewrite::new("remove the brackets and keep the words", edits)));
    found.extend(alternatives::dropped(draft, site).map(|edit| Rewrite::new(format!("drop “{quoted}”"), vec![edit])));
    found
}

/// An empty bracket behind the last of a run, for another alternative.
fn another(document: &Document, site: Site, last: Option<u32>) -> Option<Rewrite> {
    let block = &document.draft.blocks[site.block];
    let bracket = &block.brackets.list[last? as usize];
    let end = document.draft.start(site.block) + bracket.end? as usize;
    let text = format!(" {}{}", bracket.glyph.opener(), bracket.glyph.closer());
    Some(Rewrite::new("add an alternative", vec![Edit { range: end..end, text }]))
}

/// Brackets around what is selected, if brackets pair in it.
fn wrapped(document: &Document, selection: &Range<usize>) -> Option<Rewrite> {
    if selection.is_empty() {
        return None;
    }
    let words = document.draft.slice(selection.clone());
    let mut depth = 0i64;
    let pairs = words.chars().all(|sign| {
        depth += i64::from(sign == '[') - i64::from(sign == ']');
        depth >= 0
    });
    let sign = |at: usize, sign: &str| Edit { range: at..at, text: sign.to_owned() };
    let front = selection.start + (words.len() - words.trim_start().len());
    let back = selection.end - (words.len() - words.trim_end().len());
    (pairs && depth == 0 && front < back)
        .then(|| Rewrite::new("put the selection in brackets", vec![sign(front, "["), sign(back, "]")]))
}

/// A new provision behind the one whose label a place is on: `Article 10 bis` behind article 10.
fn inserted(document: &Document, offset: usize) -> Option<Rewrite> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = on_label(document, offset)?;
    let provision = outline.provision(id);
    let label = provision.label?;
    if !matches!(provision.kind, Kind::Article | Kind::Paragraph) {
        return None;
    }
    // The first of the series that is free.
    let base = Label { suffixes: [Suffix::None; 3], ..label };
    let taken = |place: u8| {
        let wanted = base.with(Suffix::Inserted(place));
        let siblings = outline.children(provision.parent);
        siblings.into_iter().any(|it| outline.provision(it).label.is_some_and(|label| label.names(&wanted)))
    };
    let last = match label.suffixes[0] {
        Suffix::Inserted(place) => place,
        Suffix::None => 1,
        Suffix::Supra | Suffix::Alternative(_) | Suffix::Letter(_) | Suffix::Capital(_) => return None,
    };
    let place = (last + 1..=30).find(|place| !taken(*place))?;
    let language = draft.blocks[provision.block as usize].language;
    let written = draft.blocks[provision.block as usize].slice(provision.at.clone()).to_owned();
    let number = base_of(&written, &label);
    let heading = with_suffix(number, place, language)?;
    let behind = outline.range(draft, id).end;
    let stop = match provision.kind {
        Kind::Article => "",
        _ => stop_behind(draft.blocks[provision.block as usize].slice(provision.at.end..provision.at.end + 3)),
    };
    let text = format!("\n\n{heading}{stop}");
    let name = base.with(Suffix::Inserted(place));
    let title = format!("insert {} {name} behind it", provision.kind.word());
    Some(Rewrite::new(title, vec![Edit { range: behind..behind, text }]))
}

/// The label's words without the suffixes: `Article 10` of `Article 10 bis`.
fn base_of<'w>(written: &'w str, label: &Label) -> &'w str {
    if label.is_plain() {
        return written;
    }
    let last_digit = written.char_indices().rfind(|(_, it)| it.is_numeric());
    last_digit.map_or(written, |(at, it)| &written[..at + it.len_utf8()])
}

fn with_suffix(number: &str, place: u8, language: Language) -> Option<String> {
    Some(match language {
        Language::Zh => format!("{number}之{}", chinese(place)?),
        _ => format!("{number} {}", inserted_word(language, place).or_else(|| latin_word(place))?),
    })
}

fn chinese(place: u8) -> Option<&'static str> {
    const NUMERALS: [&str; 9] = ["二", "三", "四", "五", "六", "七", "八", "九", "十"];
    NUMERALS.get(usize::from(place).checked_sub(2)?).copied()
}

/// What sets a list label off, as it stands behind one.
fn stop_behind(behind: &str) -> &str {
    let stop = behind.trim_start();
    let length = stop.chars().next().filter(|it| matches!(it, '.' | ')' | '、' | '-')).map_or(0, char::len_utf8);
    &behind[..behind.len() - stop.len() + length]
}

/// The numbers from a provision on put in a row, and the references that name them.
fn in_a_row(document: &Document, offset: usize) -> Option<Rewrite> {
    let id = on_label(document, offset)?;
    let changes = numbers::row(&document.outline, id)?;
    let renumbered = numbers::renumbered(document, &changes)?;
    let count = changes.len();
    let left = renumbered.left.len();
    let kept = if left == 0 { String::new() } else { format!("; {left} references cannot follow") };
    let what = match count {
        1 => "this provision and what refers to it".to_owned(),
        _ => format!("{count} provisions from here and what refers to them"),
    };
    Some(Rewrite::new(format!("renumber {what}{kept}"), renumbered.edits))
}

/// The provision whose label a place is on.
fn on_label(document: &Document, offset: usize) -> Option<ProvisionId> {
    let (draft, outline) = (&document.draft, &document.outline);
    let block = draft.block_at(offset);
    let id = outline.at(block, offset - draft.start(block))?;
    let label = outline.label_range(draft, id);
    (label.start <= offset && offset <= label.end + 1).then_some(id)
}

fn brief(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(QUOTED) {
        None => words,
        Some((end, _)) => format!("{}…", &words[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::edit::applied;
    use crate::rules::lint;
    use crate::workspace::Workspace;

    /// What the action of a name makes of a draft in which `$0` is the cursor.
    fn after(marked: &str, title: &str) -> String {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let document = Document::parse(&text, None, 0);
        let findings = lint(&Workspace::default(), "draft", &document, &Settings::default());
        let found = actions(&document, &findings, offset..offset);
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
        assert_eq!(
            after(draft, "accept “computer data” in all 2 places"),
            "To keep computer data and computer data.\n"
        );
    }

    #[test]
    fn brackets_go_with_their_words_or_without() {
        assert_eq!(after("Take [all $0necessary] measures.\n", "drop “all necessary”"), "Take measures.\n");
        assert_eq!(
            after("Take [all $0necessary] measures.\n", "remove the brackets and keep the words"),
            "Take all necessary measures.\n"
        );
        assert_eq!(after("خذ [ك$0ل] التدابير.\n", "add an alternative"), "خذ [كل] [] التدابير.\n");
    }

    #[test]
    fn a_selection_is_put_in_brackets() {
        let document = Document::parse("Take all measures.\n", None, 0);
        let found = actions(&document, &[], 5..9);
        assert_eq!(applied("Take all measures.\n", &found[0].rewrite.edits), "Take [all] measures.\n");
        assert!(actions(&Document::parse("a [b c", None, 0), &[], 0..4).is_empty());
    }

    #[test]
    fn an_article_bis_is_inserted_in_the_words_of_the_language() {
        let title = "insert article 1 bis behind it";
        assert!(
            after("Art$0icle 1\n\nText.\n\nArticle 2\n\nText.\n", title)
                .contains("Text.\n\nArticle 1 bis\n\nArticle 2")
        );
        assert!(after("الما$0دة 1\n\nنص.\n", title).contains("المادة 1 ثانيا\n"));
        assert!(after("第$0一条\n\n案文。\n", title).contains("第一条之二\n"));
        let third = "insert article 1 ter behind it";
        assert!(after("Art$0icle 1\n\nText.\n\nArticle 1 bis\n\nText.\n", third).contains("Article 1 ter\n"));
    }

    #[test]
    fn a_finding_is_mended() {
        assert_eq!(
            after("Article 1\n\nThe Parties [$0] act.\n", "delete the empty brackets"),
            "Article 1\n\nThe Parties act.\n"
        );
    }

    #[test]
    fn nothing_is_done_in_an_empty_draft() {
        assert!(actions(&Document::parse("", None, 0), &[], 0..0).is_empty());
    }
}
