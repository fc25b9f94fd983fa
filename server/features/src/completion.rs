//! Completion: the numbers of provisions after `article`, with their titles; in a bracket, the alternatives that occur
//! elsewhere, delegations and statuses; and defined terms.

mod attributions;

use std::collections::BTreeSet;
use std::ops::Range;

use travaux_grammar::{
    BlockId, BracketContent, Draft, Kind, Language, Lexicon, Phrase, Token, Word, folded_phrase, instruction_stance,
    tokenize,
};

pub use attributions::value_completions;

use crate::display_text::{excerpt, single_line};
use travaux_model::document::Document;
use travaux_model::edit::alternatives::own_words;
use travaux_model::outline::{BracketRef, Outline, ProvisionId};
use travaux_model::terms::terms;
use travaux_model::workspace::Workspace;

/// The kind of a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// The number of a provision.
    Provision(ProvisionId),
    /// A defined term.
    Term,
    /// Words that are an alternative elsewhere.
    Alternative,
    /// The code or name of a delegation.
    Delegation,
    /// A stance.
    Stance,
    /// The status of a text: `agreed ad referendum`.
    Status,
}

/// Words that can be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The kind.
    pub kind: CompletionKind,
    /// The words, as the list shows them and as they are inserted.
    pub text: String,
    /// Further words that the list shows: a title or a name.
    pub detail: Option<String>,
    /// The bytes to replace: the beginning of the words that has been typed.
    pub range: Range<usize>,
    /// The text by which editors filter the list, if it is not that of the words: a number with its title, or the placeholder
    /// that is replaced.
    pub filter_text: Option<String>,
}

/// The length of the longest list of completions.
const MAX_COMPLETIONS: usize = 400;

/// Returns the completions at a byte.
pub fn completions(workspace: &Workspace, document: &Document, offset: usize) -> Vec<Completion> {
    let draft = &document.draft;
    if draft.is_empty() {
        return Vec::new();
    }
    // At a boundary between blocks, the block before it counts.
    let block = draft.block_at(offset.saturating_sub(1));
    let parsed = draft.block(block);
    let start = draft.start(block);
    let Some(before) = parsed.text.get(..offset.saturating_sub(start).min(parsed.text.len())) else {
        return Vec::new();
    };
    let written = before.len() - word_before(before).len()..before.len();
    let range = start + written.start..start + written.end;
    let mut found = numbers(document, block, &before[..written.start], &range);
    if found.is_empty() {
        found = placeholder_numbers(document, block, offset);
    }
    if found.is_empty() {
        found = chinese_articles(document, start, before);
    }
    if found.is_empty() {
        found = bracket_content(workspace, draft, before, start, parsed.language);
    }
    if found.is_empty() {
        found = instructions(workspace, before, start, parsed.language);
    }
    if found.is_empty() {
        found = defined_terms(draft, &document.outline, before, &range);
    }
    found.truncate(MAX_COMPLETIONS);
    found
}

/// Returns the letters and digits at the end of a text.
fn word_before(text: &str) -> &str {
    let from =
        text.char_indices().rev().take_while(|(_, it)| it.is_alphanumeric()).last().map_or(text.len(), |(at, _)| at);
    &text[from..]
}

/// Returns the numbers of the provisions whose kind is named before the cursor: `article ▮`, `الفقرة ▮`.
fn numbers(document: &Document, block: BlockId, before: &str, range: &Range<usize>) -> Vec<Completion> {
    const WINDOW_BYTES: usize = 60;
    let (draft, outline) = (&document.draft, &document.outline);
    let from =
        (0..=before.len().saturating_sub(WINDOW_BYTES)).rev().find(|at| before.is_char_boundary(*at)).unwrap_or(0);
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(&before[from..], Lexicon::of(draft.block(block).language), &mut tokens);
    let Some(Word::Provision { kind, .. }) = tokens.last().and_then(Token::word) else { return Vec::new() };
    if !before.ends_with([' ', '\u{a0}']) {
        return Vec::new();
    }
    let around = outline.at(block, draft.offset_in(block, range.start));
    let container = around.and_then(|id| outline.ancestors(id).find(|it| outline.provision(*it).kind.is_article()));
    let is_in_scope = |id: ProvisionId| match kind {
        Kind::Paragraph => container.is_none_or(|article| outline.ancestors(id).any(|it| it == article)),
        _ => true,
    };
    let mut seen = BTreeSet::new();
    let listed = outline.ids().zip(outline.provisions.iter()).filter(|(_, it)| it.kind == kind && !it.quoted);
    listed
        .filter(|(id, _)| is_in_scope(*id))
        .filter_map(|(id, provision)| {
            let label = provision.label?;
            let text = if kind.is_in_parentheses() { format!("({label})") } else { label.to_string() };
            let detail = outline.title(draft, id).map(single_line);
            let filter_text = detail.as_ref().map(|title| format!("{text} {title}"));
            seen.insert(text.clone()).then(|| Completion {
                kind: CompletionKind::Provision(id),
                text,
                detail,
                range: range.clone(),
                filter_text,
            })
        })
        .collect()
}

/// Returns the numbers that can replace the placeholder of a reference around a byte, together with its brackets:
/// `article [▮]`.
fn placeholder_numbers(document: &Document, block: BlockId, offset: usize) -> Vec<Completion> {
    let draft = &document.draft;
    let parsed = draft.block(block);
    let at = draft.offset_in(block, offset);
    let is_around = |range: &Range<u32>| range.start < at && at < range.end;
    let mut placeholders = parsed.brackets.list.iter().filter(|it| it.content == BracketContent::Placeholder);
    let around = placeholders.find_map(|it| it.whole().filter(is_around));
    let Some(range) = around else { return Vec::new() };
    let mut found = numbers(document, block, parsed.text_before(range.start), &draft.range(block, range.clone()));
    let placeholder = parsed.slice(range);
    found.iter_mut().for_each(|it| it.filter_text = Some(placeholder.to_owned()));
    found
}

/// Returns the articles after the Chinese ordinal sign: 第▮, 第十▮.
fn chinese_articles(document: &Document, start: usize, before: &str) -> Vec<Completion> {
    const ORDINAL_SIGN: char = '第';
    let (draft, outline) = (&document.draft, &document.outline);
    let Some(at) = before.rfind(ORDINAL_SIGN) else { return Vec::new() };
    let typed = &before[at..];
    let articles = outline.ids().zip(outline.provisions.iter()).filter(|(_, it)| it.kind.is_article() && !it.quoted);
    let written = articles.map(|(id, it)| (id, draft.block(it.block).slice(it.at.clone())));
    let matching = written.filter(|(_, it)| it.starts_with(typed));
    let completion = |(id, text): (ProvisionId, &str)| Completion {
        kind: CompletionKind::Provision(id),
        text: single_line(text),
        detail: outline.title(draft, id).map(single_line),
        range: start + at..start + before.len(),
        filter_text: None,
    };
    matching.map(completion).collect()
}

/// Returns what a delegation can say about the text around a bracket or parentheses: `(RU: ▮`.
fn instructions(workspace: &Workspace, before: &str, start: usize, language: Language) -> Vec<Completion> {
    const MAX_TYPED_BYTES: usize = 80;
    const OPENERS: [char; 4] = ['[', '［', '(', '（'];
    const CLOSERS: [char; 4] = [']', '］', ')', '）'];
    let Some(open) = before.rfind(OPENERS).filter(|at| before.len() - at <= MAX_TYPED_BYTES) else { return Vec::new() };
    let at = open + before[open..].chars().next().map_or(0, char::len_utf8);
    let words = &before[at..];
    // Most parentheses have no colon, and the table of delegations is parsed at first use.
    if words.contains(CLOSERS) || !words.contains([':', '：']) {
        return Vec::new();
    }
    attributions::after_names(workspace.delegations(), words, start + at, language)
}

/// Returns the completions in the bracket that is open at the cursor.
fn bracket_content(
    workspace: &Workspace,
    draft: &Draft,
    before: &str,
    start: usize,
    language: Language,
) -> Vec<Completion> {
    const MAX_TYPED_BYTES: usize = 80;
    let Some(open) =
        before.rfind(['[', ']']).filter(|at| before[*at..].starts_with('[') && before.len() - at <= MAX_TYPED_BYTES)
    else {
        return Vec::new();
    };
    let words = &before[open + 1..];
    let typed = folded_phrase(words);
    let range = start + open + 1..start + before.len();
    let matches = |text: &str| folded_phrase(text).starts_with(&typed);
    let completion =
        |kind, text: String, detail| Completion { kind, text, detail, range: range.clone(), filter_text: None };
    // In the second bracket of a run, only the alternatives that occur beside the first one elsewhere are offered.
    let neighbour = before[..open].trim_end().strip_suffix(']').and_then(|it| it.rsplit('[').next()).map(folded_phrase);
    let mut found = Vec::new();
    for text in alternatives(workspace, draft, neighbour.as_deref()).into_iter().filter(|it| matches(it)) {
        found.push(completion(CompletionKind::Alternative, text, None));
    }
    // An abbreviation is listed with its stop too.
    let statuses = Lexicon::of(language).phrases(Phrase::Status).iter().filter(|it| !it.ends_with('.'));
    found
        .extend(statuses.filter(|it| matches(it)).map(|it| completion(CompletionKind::Status, (*it).to_owned(), None)));
    found.extend(attributions::in_attribution(workspace.delegations(), words, start + open + 1, language));
    found
}

/// Returns the alternatives in the runs of a draft; with `neighbour`, only those that occur beside it.
fn alternatives(workspace: &Workspace, draft: &Draft, neighbour: Option<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for id in BlockId::range(BlockId::FIRST..draft.end()) {
        for run in &draft.block(id).brackets.runs {
            let sites = run.brackets.iter().map(|index| BracketRef { block: id, index: *index });
            let parts: Vec<&str> = sites.filter_map(|it| words_in_dispute(workspace, draft, it)).collect();
            let is_beside = neighbour.is_none_or(|words| parts.iter().any(|it| folded_phrase(it) == words));
            let others = parts.iter().filter(|it| neighbour.is_none_or(|words| folded_phrase(it) != words));
            found.extend(others.filter(|_| is_beside).map(|it| (*it).to_owned()));
        }
    }
    found
}

/// Returns the words of a bracket as another bracket or a position would repeat them: without an attribution, and not an
/// instruction such as `delete`.
fn words_in_dispute<'d>(workspace: &Workspace, draft: &'d Draft, site: BracketRef) -> Option<&'d str> {
    const MAX_WORDS_BYTES: usize = 120;
    let block = draft.block(site.block);
    let bracket = &block.brackets[site.index];
    let inside = block.slice(bracket.inside()?).trim();
    let words = match block.attributions(site.index).is_empty() {
        true => inside,
        // The table of delegations is parsed at first use.
        false => own_words(draft, site, &|| workspace.delegations())?,
    };
    let is_text = bracket.content == BracketContent::Text && !words.is_empty() && words.len() <= MAX_WORDS_BYTES;
    let is_instruction =
        || words.len() < inside.len() && instruction_stance(words, Lexicon::of(block.language)).is_some();
    (is_text && !words.contains(['[', ']', '\n']) && !is_instruction()).then_some(words)
}

/// Returns the defined terms that begin with the letters typed at the end of a text. In mid-sentence the form with a small
/// letter comes first, unless the typed letter is a capital.
fn defined_terms(draft: &Draft, outline: &Outline, before: &str, range: &Range<usize>) -> Vec<Completion> {
    let written = word_before(before);
    let typed = folded_phrase(written);
    if typed.chars().count() < 2 {
        return Vec::new();
    }
    let terms = terms(draft, outline).into_iter().filter(|it| folded_phrase(&it.term).starts_with(&typed));
    let is_small = written.starts_with(char::is_lowercase) && !begins_sentence(&before[..before.len() - written.len()]);
    terms
        .flat_map(|it| {
            let small = with_small_letter(&it.term).filter(|_| is_small);
            small.into_iter().chain([it.term])
        })
        .map(|text| Completion {
            kind: CompletionKind::Term,
            text,
            detail: None,
            range: range.clone(),
            filter_text: None,
        })
        .collect()
}

/// Returns whether a sentence begins after a text.
fn begins_sentence(before: &str) -> bool {
    before
        .trim_end_matches([' ', '\u{a0}', '"', '“', '«', '[', '('])
        .chars()
        .next_back()
        .is_none_or(|it| matches!(it, '.' | '?' | '!' | ':' | '\n'))
}

/// Returns a term with a small first letter; `None` if it has one, or if its second letter is a capital too: `EEZ`.
fn with_small_letter(term: &str) -> Option<String> {
    let mut letters = term.chars();
    let first = letters.next().filter(|it| it.is_uppercase())?;
    let is_name = letters.clone().next().is_none_or(|it| it.is_uppercase() || !it.is_alphabetic());
    (!is_name).then(|| first.to_lowercase().chain(letters).collect())
}

/// Returns the documentation of a provision in a list of completions: its first words.
pub fn documentation(document: &Document, id: ProvisionId) -> Option<String> {
    const MAX_DOCUMENTATION_CHARS: usize = 400;
    document.outline.get(id)?;
    let range = document.outline.range(&document.draft, id);
    Some(excerpt(&document.draft.slice(range), MAX_DOCUMENTATION_CHARS))
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
    fn numbers_are_offered_after_the_word_for_a_provision() {
        check("Article 1\nScope\n\nUnder article $0\n\nArticle 2 bis\nFund\n\nText.\n", &["1: Scope", "2 bis: Fund"]);
        check("المادة 1\n\n1 - وفقا للفقرة $0\n\n2 - نص.\n\nالمادة 2\n\n3 - نص.\n", &["1", "2"]);
        check("Article 1\n\nUnder article$0\n", &[]);
    }

    #[test]
    fn a_bracket_offers_the_alternatives_to_its_neighbour_elsewhere() {
        check("Keep [computer data] [digital information]. Seize [computer data] [dig$0\n", &["digital information"]);
        check("It is done. [agreed ad$0\n", &["agreed ad referendum", "agreed ad ref"]);
        check("The [CH$0\n", &["CH: Switzerland"]);
    }

    #[test]
    fn a_placeholder_can_be_replaced_by_a_number() {
        let text = "المادة 1\nالنطاق\n\nوفقا للمادة [X$0].\n\nالمادة 2\n\nنص.\n";
        check(text, &["1: النطاق", "2"]);
        let document = Document::parse(&text.replace("$0", ""), None, 0);
        let found = completions(&Workspace::default(), &document, text.find("$0").unwrap());
        assert_eq!(document.draft.slice(found[0].range.clone()), "[X]");
        check("Article 1\n\nWithin [__$0] days.\n", &[]);
    }

    #[test]
    fn chinese_articles_are_offered_after_the_ordinal_sign() {
        check("第一条 范围\n\n依照第$0\n\n第十二条\n\n案文。\n", &["第一条: 范围", "第十二条"]);
        check("第一条 范围\n\n依照第十$0\n\n第十二条\n\n案文。\n", &["第十二条"]);
        check("第一条 范围\n\n第$0\n\n一、案文。\n", &["第一条: 范围"]);
        check("第一条 范围\n\n依照第一条的规$0\n", &[]);
    }

    #[test]
    fn a_defined_term_is_offered_after_its_first_two_letters() {
        check(
            "Article 1\n\n(a) “Computer data” means facts;\n\nArticle 2\n\nAll comp$0\n",
            &["computer data", "Computer data"],
        );
        check("Article 1\n\n(a) “Computer data” means facts;\n\nArticle 2\n\nThere. Comp$0\n", &["Computer data"]);
        check("Article 1\n\n(a) “CFC” means a gas;\n\nArticle 2\n\nAll cf$0\n", &["CFC"]);
        check("Article 1\n\n(a) “Computer data” means facts;\n\nArticle 2\n\nAll c$0\n", &[]);
    }

    #[test]
    fn nothing_is_offered_in_an_empty_draft() {
        check("$0", &[]);
    }
}
