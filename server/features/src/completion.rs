//! What may be written at a place: the number of a provision behind `article`, with its title; in a bracket the words
//! that stand against it elsewhere, delegations and the state of the text; a defined term that begins so.

use std::collections::BTreeSet;
use std::ops::Range;

use travaux_grammar::{BracketContent, Draft, Kind, Language, Lexicon, Phrase, Token, Word, folded_phrase, tokenize};

use travaux_model::document::Document;
use travaux_model::outline::{Outline, ProvisionId};
use travaux_model::terms::terms;
use travaux_model::workspace::Workspace;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The number of a provision.
    Provision(ProvisionId),
    /// A defined term.
    Term,
    /// Words that are bracketed elsewhere.
    Alternative,
    /// A delegation's code.
    Delegation,
    /// Where the text stands: `agreed ad referendum`.
    Status,
}

/// One thing that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is.
    pub entry: Entry,
    /// What the list shows, and what is written.
    pub text: String,
    /// What else the list says of it: a title, a name.
    pub detail: Option<String>,
    /// The bytes that it replaces: what has been written of it so far.
    pub range: Range<usize>,
    /// What stands at these bytes if it is no beginning of the text.
    pub stands_for: Option<String>,
}

/// How many entries a list may have: past that nobody reads it.
const MOST: usize = 400;

/// What may be written at a byte.
pub fn completions(workspace: &Workspace, document: &Document, offset: usize) -> Vec<Completion> {
    let draft = &document.draft;
    if draft.is_empty() {
        return Vec::new();
    }
    // At the end of a block its own words count, not those behind.
    let block = draft.block_at(offset.saturating_sub(1));
    let parsed = &draft.blocks[block];
    let start = draft.start(block);
    let Some(before) = parsed.text.get(..offset.saturating_sub(start).min(parsed.text.len())) else {
        return Vec::new();
    };
    let written = before.len() - word_before(before).len()..before.len();
    let range = start + written.start..start + written.end;
    let mut found = numbers(document, block, &before[..written.start], &range);
    if found.is_empty() {
        found = in_placeholder(document, block, offset);
    }
    if found.is_empty() {
        found = counted(document, start, before);
    }
    if found.is_empty() {
        found = in_bracket(workspace, draft, before, start, parsed.language);
    }
    if found.is_empty() {
        found = defined(draft, &document.outline, &before[written], &range);
    }
    found.truncate(MOST);
    found
}

/// The letters and digits that a text ends with.
fn word_before(text: &str) -> &str {
    let from =
        text.char_indices().rev().take_while(|(_, it)| it.is_alphanumeric()).last().map_or(text.len(), |(at, _)| at);
    &text[from..]
}

/// The provisions of the kind whose name stands before the place: `article ▮`, `الفقرة ▮`.
fn numbers(document: &Document, block: usize, before: &str, range: &Range<usize>) -> Vec<Completion> {
    const NEAR: usize = 60;
    let (draft, outline) = (&document.draft, &document.outline);
    let from = (0..=before.len().saturating_sub(NEAR)).rev().find(|at| before.is_char_boundary(*at)).unwrap_or(0);
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(&before[from..], Lexicon::of(draft.blocks[block].language), &mut tokens);
    let Some(Word::Provision { kind, .. }) = tokens.last().and_then(Token::word) else { return Vec::new() };
    if !before.ends_with([' ', '\u{a0}']) {
        return Vec::new();
    }
    let around = outline.at(block, range.start - draft.start(block));
    let container = around.and_then(|id| outline.ancestors(id).find(|it| outline.provision(*it).kind == Kind::Article));
    let is_near = |id: ProvisionId| match kind {
        Kind::Paragraph => container.is_none_or(|article| outline.ancestors(id).any(|it| it == article)),
        _ => true,
    };
    let mut seen = BTreeSet::new();
    let listed = (0..).zip(&outline.provisions).filter(|(_, it)| it.kind == kind && !it.quoted);
    listed
        .filter(|(id, _)| is_near(*id))
        .filter_map(|(id, provision)| {
            let label = provision.label?;
            let text = if kind.is_in_parentheses() { format!("({label})") } else { label.to_string() };
            let detail = outline.title(draft, id).map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
            seen.insert(text.clone()).then(|| Completion {
                entry: Entry::Provision(id),
                text,
                detail,
                range: range.clone(),
                stands_for: None,
            })
        })
        .collect()
}

/// The provisions that the reference with a placeholder around a byte may be meant to name: `article [▮]`. The placeholder
/// goes with its brackets.
fn in_placeholder(document: &Document, block: usize, offset: usize) -> Vec<Completion> {
    let draft = &document.draft;
    let (start, parsed) = (draft.start(block), &draft.blocks[block]);
    let at = (offset - start) as u32;
    let is_around = |open: u32, end: u32| open < at && at < end;
    let mut placeholders = parsed.brackets.list.iter().filter(|it| it.content == BracketContent::Placeholder);
    let around = placeholders.find_map(|it| Some((it.open, it.end?)).filter(|it| is_around(it.0, it.1)));
    let Some((open, end)) = around else { return Vec::new() };
    let mut found = numbers(document, block, &parsed.text[..open as usize], &draft.range(block, open..end));
    let placeholder = &parsed.text[open as usize..end as usize];
    found.iter_mut().for_each(|it| it.stands_for = Some(placeholder.to_owned()));
    found
}

/// The articles where Chinese counts one: 第▮, 第十▮.
fn counted(document: &Document, start: usize, before: &str) -> Vec<Completion> {
    const SIGN: char = '第';
    let (draft, outline) = (&document.draft, &document.outline);
    let Some(at) = before.rfind(SIGN) else { return Vec::new() };
    let typed = &before[at..];
    let articles = (0..).zip(&outline.provisions).filter(|(_, it)| it.kind == Kind::Article && !it.quoted);
    let written = articles.map(|(id, it)| (id, draft.blocks[it.block as usize].slice(it.at.clone())));
    let fitting = written.filter(|(_, it)| it.starts_with(typed));
    let entry = |(id, text): (ProvisionId, &str)| Completion {
        entry: Entry::Provision(id),
        text: text.to_owned(),
        detail: outline.title(draft, id).map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")),
        range: start + at..start + before.len(),
        stands_for: None,
    };
    fitting.map(entry).collect()
}

/// What may stand in the bracket that is open at the place.
fn in_bracket(workspace: &Workspace, draft: &Draft, before: &str, start: usize, language: Language) -> Vec<Completion> {
    const LONGEST: usize = 80;
    let Some(open) =
        before.rfind(['[', ']']).filter(|at| before[*at..].starts_with('[') && before.len() - at <= LONGEST)
    else {
        return Vec::new();
    };
    let words = &before[open + 1..];
    let typed = folded_phrase(words);
    let range = start + open + 1..start + before.len();
    let fits = |text: &str| folded_phrase(text).starts_with(&typed);
    let entry =
        |entry, text: String, detail| Completion { entry, text, detail, range: range.clone(), stands_for: None };
    // The bracket before it, if the place is in the second of a run: what stands beside those words elsewhere.
    let neighbour = before[..open].trim_end().strip_suffix(']').and_then(|it| it.rsplit('[').next()).map(folded_phrase);
    let mut found = Vec::new();
    for text in alternatives(draft, neighbour.as_deref()).into_iter().filter(|it| fits(it)) {
        found.push(entry(Entry::Alternative, text, None));
    }
    let statuses = Lexicon::of(language).phrases(Phrase::Status);
    found.extend(statuses.iter().filter(|it| fits(it)).map(|it| entry(Entry::Status, it.clone(), None)));
    let is_code = !words.is_empty() && words.chars().all(|it| it.is_ascii_uppercase());
    if is_code {
        let delegations = workspace.delegations();
        let named = delegations.iter().filter(|(_, it)| it.code.starts_with(words));
        found.extend(
            named.map(|(_, it)| entry(Entry::Delegation, it.code.clone(), Some(it.name(language.code()).to_owned()))),
        );
    }
    found
}

/// The words that stand in runs of the draft; beside `neighbour`, if one is given, else all.
fn alternatives(draft: &Draft, neighbour: Option<&str>) -> BTreeSet<String> {
    const LONGEST: usize = 120;
    let mut found = BTreeSet::new();
    for block in &draft.blocks {
        for run in &block.brackets.runs {
            let parts: Vec<&str> = run
                .brackets
                .iter()
                .map(|place| &block.brackets.list[*place as usize])
                .filter(|bracket| bracket.content == BracketContent::Text)
                .filter_map(|bracket| Some(block.text[bracket.inside()?].trim()))
                .filter(|words| !words.is_empty() && words.len() <= LONGEST && !words.contains(['[', ']', '\n']))
                .collect();
            let is_beside = neighbour.is_none_or(|words| parts.iter().any(|it| folded_phrase(it) == words));
            let others = parts.iter().filter(|it| neighbour.is_none_or(|words| folded_phrase(it) != words));
            found.extend(others.filter(|_| is_beside).map(|it| (*it).to_owned()));
        }
    }
    found
}

/// The defined terms that begin as what has been written does.
fn defined(draft: &Draft, outline: &Outline, written: &str, range: &Range<usize>) -> Vec<Completion> {
    let typed = folded_phrase(written);
    if typed.chars().count() < 2 {
        return Vec::new();
    }
    let terms = terms(draft, outline).into_iter().filter(|it| folded_phrase(&it.term).starts_with(&typed));
    terms
        .map(|it| Completion {
            entry: Entry::Term,
            text: it.term,
            detail: None,
            range: range.clone(),
            stands_for: None,
        })
        .collect()
}

/// What a provision in a list says when it is looked at: its title and its first words.
pub fn documentation(document: &Document, id: ProvisionId) -> Option<String> {
    const LONGEST: usize = 400;
    if id as usize >= document.outline.provisions.len() {
        return None;
    }
    let range = document.outline.range(&document.draft, id);
    let words = document.draft.slice(range);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match words.char_indices().nth(LONGEST) {
        None => words,
        Some((end, _)) => format!("{}…", &words[..end]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let found = completions(&Workspace::default(), &Document::parse(&text, None, 0), offset);
        let shown: Vec<String> = found
            .iter()
            .map(|it| it.detail.as_ref().map_or_else(|| it.text.clone(), |detail| format!("{}: {detail}", it.text)))
            .collect();
        assert_eq!(shown, expected, "{marked}");
    }

    #[test]
    fn numbers_stand_behind_the_word_for_a_provision() {
        check("Article 1\nScope\n\nUnder article $0\n\nArticle 2 bis\nFund\n\nText.\n", &["1: Scope", "2 bis: Fund"]);
        check("المادة 1\n\n1 - وفقا للفقرة $0\n\n2 - نص.\n\nالمادة 2\n\n3 - نص.\n", &["1", "2"]);
        check("Article 1\n\nUnder article$0\n", &[]);
    }

    #[test]
    fn a_bracket_offers_what_stands_against_its_neighbour_elsewhere() {
        check("Keep [computer data] [digital information]. Seize [computer data] [dig$0\n", &["digital information"]);
        check("It is done. [agreed ad$0\n", &["agreed ad referendum", "agreed ad ref"]);
        check("The [CH$0\n", &["CH: Switzerland"]);
    }

    #[test]
    fn a_placeholder_may_become_a_number() {
        let text = "المادة 1\nالنطاق\n\nوفقا للمادة [X$0].\n\nالمادة 2\n\nنص.\n";
        check(text, &["1: النطاق", "2"]);
        let document = Document::parse(&text.replace("$0", ""), None, 0);
        let found = completions(&Workspace::default(), &document, text.find("$0").unwrap());
        assert_eq!(document.draft.slice(found[0].range.clone()), "[X]");
        check("Article 1\n\nWithin [__$0] days.\n", &[]);
    }

    #[test]
    fn chinese_counts_from_its_sign_on() {
        check("第一条 范围\n\n依照第$0\n\n第十二条\n\n案文。\n", &["第一条: 范围", "第十二条"]);
        check("第一条 范围\n\n依照第十$0\n\n第十二条\n\n案文。\n", &["第十二条"]);
        check("第一条 范围\n\n第$0\n\n一、案文。\n", &["第一条: 范围"]);
        check("第一条 范围\n\n依照第一条的规$0\n", &[]);
    }

    #[test]
    fn a_defined_term_is_offered_where_it_begins() {
        check("Article 1\n\n(a) “Computer data” means facts;\n\nArticle 2\n\nAll comp$0\n", &["Computer data"]);
        check("Article 1\n\n(a) “Computer data” means facts;\n\nArticle 2\n\nAll c$0\n", &[]);
    }

    #[test]
    fn nothing_is_offered_in_an_empty_draft() {
        check("$0", &[]);
    }
}
