//! Computes the summary of a block.

mod amendments;
mod brackets;
mod definition_scope;
mod definitions;
mod own_text;
mod part_heading;
mod vacancy;
mod versions;

use std::ops::Range;

use crate::block::Block;
use crate::block_flags::{may_name_external_division, names_title};
use crate::block_kind::BlockKind;
use crate::block_summary::{BlockSummary, LabelSummary, Length, LooseEnds};
use crate::bracket::BracketContent;
use crate::clause_end::clause_end;
use crate::fold::folded_phrase;
use crate::footnotes::footnotes;
use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::LabelSite;
use crate::leading_label::Amendment;
use crate::left_open::open_number;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::numerals::{is_digit, is_han_numeral};
use crate::offset::{range_to_u32, to_u32, to_usize};
use crate::quotation::QuotationEnd;
use crate::reference::{Anchor, Reference, Target};
use crate::script::{is_cyrillic, is_han};
use crate::shared_labels::{last_shared_label, shared_labels};
use crate::text_pieces::text_pieces;
use crate::text_start::{only_opens, opening_start};
use amendments::{amended_article, instructs_amendment, introduces_other_provisions};
use brackets::{closers, enclosing, openers};
use definition_scope::scope_of_list;
use definitions::definitions;
use own_text::{has_text_after_labels, own_text_pieces};
pub(crate) use part_heading::title_with_stop;
use part_heading::{first_of_lines, part_heading};
use vacancy::is_vacant;
use versions::begins_version;

/// A text shorter than this may open a preamble: `The Parties to this Convention,`.
const SHORT_BYTES: usize = 160;

/// A text shorter than this after a numbered title may be another form of the title rather than the section's text.
const MEDIUM_BYTES: usize = 240;

/// A title is not longer than this.
const MAX_TITLE_BYTES: usize = 200;
const MAX_TITLE_WORDS: usize = 20;

/// A sentence that only refers to another provision is not longer than this.
const MAX_DEFERRING_BYTES: usize = 300;

/// The end of a block in which a list of definitions may be announced.
const ANNOUNCING_WORDS: usize = 10;

/// Returns what a block says to the rest of its draft.
pub(crate) fn summarize(block: &Block) -> BlockSummary {
    let lexicon = Lexicon::of(block.language);
    let candidate = candidate_title(block);
    let may_be_title = candidate.is_some();
    let has_no_label = block.labels.iter().all(|site| site.label.is_none());
    let name = || {
        let candidate = candidate.clone().map(|it| block.slice(it));
        let with_stop = || title_with_stop(block).map(|it| block.slice(it));
        candidate.or_else(|| first_of_lines(block).filter(|it| is_in_capitals(it))).or_else(with_stop)
    };
    let names_instrument = has_no_label && name().is_some_and(|name| is_name_of_instrument(name, lexicon));
    let part_heading = part_heading(block, lexicon, candidate.clone(), names_instrument);
    let title = block.title.clone().or(candidate);
    let is_definitions = |range: Range<u32>| is_of_definitions(block.slice(range), lexicon);
    let is_article = block.labels.iter().any(|site| site.kind.is_some_and(Kind::is_article));
    let is_vacant = is_vacant(block, lexicon);
    let instructs_amendment = instructs_amendment(block, lexicon);
    BlockSummary {
        kind: block.kind,
        language: block.language,
        plain_language: block.evidence.plain_language(),
        level: block.level,
        length: length(block),
        indent: to_u32(block.text.len() - block.text.trim_start().len()),
        in_block_quote: block.text.trim_start().starts_with('>'),
        text_pieces: own_text_pieces(block, lexicon),
        has_letters: block.plain_text().contains(char::is_alphabetic),
        only_opens: only_opens(block.plain_text()),
        has_text_below_heading: is_heading(block) && has_text_below_heading(block),
        closes_instrument: closes_instrument(block, lexicon),
        part_heading,
        ends_preamble: block.ends_preamble,
        is_elided: is_elided(block),
        footnotes: footnotes(block.plain_text()),
        only_defers: only_defers(block, lexicon),
        is_vacant,
        is_to_come: is_vacant && lexicon.begins_with(block.text_from(block.body), Phrase::ToCome),
        names_instrument,
        has_title: block.title.is_some(),
        title_ends_like_sentence: block.title.clone().is_some_and(|it| ends_like_sentence(block.slice(it))),
        may_be_title,
        has_definitions_title: title.is_some_and(is_definitions),
        begins_with_definitions_title: is_article
            && first_line(block).is_some_and(|line| is_of_definitions(line, lexicon)),
        announces_definitions: announces_definitions(block, lexicon),
        scope_of_list: scope_of_list(block),
        introduces_other_provisions: introduces_other_provisions(block, lexicon),
        instructs_amendment,
        amended_article: if instructs_amendment { amended_article(block, lexicon) } else { None },
        has_text_after_labels: has_text_after_labels(block, lexicon),
        // `Anexo al Convenio` is whole.
        open_number: open_number(block.plain_text()).filter(|_| !is_heading_without_number(block)),
        ends_with_reference: block.references.last().is_some_and(|it| to_usize(it.end) >= block.trimmed_len()),
        ends_with_rule: ends_with_rule(block.plain_text()),
        quotation_end: QuotationEnd::of(block.plain_text()),
        announces_list: block.plain_text().trim_end().ends_with([':', '：']),
        ends_with_comma: is_text(block) && block.plain_text().trim_end().ends_with([',', '，', '،']),
        clause_end: clause_end(block, lexicon),
        begins_version: begins_version(block, lexicon),
        begins_small: begins_small(block),
        is_list_of_references: is_list_of_references(block),
        ends_options: ends_options(block, lexicon),
        names_by_title: block.references.iter().any(|it| names_title(block.plain_text(), it)),
        labels: labels(block),
        running_labels: block.running_labels.clone(),
        headings_in_text: block.headings_in_text.clone(),
        shared: shared_labels(block),
        enclosing: enclosing(block),
        loose_ends: LooseEnds { closers: closers(block), openers: openers(block) },
        own_names: block.own_names.clone(),
        definitions: definitions(block, lexicon),
        cited: cited(block),
        foreign: foreign(block),
    }
}

/// Returns whether the last line of a text consists of underscores.
fn ends_with_rule(text: &str) -> bool {
    const MIN_RULE: &str = "_____";
    let text = text.trim_end();
    let before = text.trim_end_matches('_');
    text.ends_with(MIN_RULE)
        && before.lines().last().is_none_or(|line| before.ends_with('\n') || line.trim().is_empty())
}

/// The bytes of the title that a block is to the heading before it, if it reads like one.
pub fn candidate_title(block: &Block) -> Option<Range<u32>> {
    let start = match block.level {
        0 => block.plain_text().len() - block.plain_text().trim_start().len(),
        _ => to_usize(block.body),
    };
    let text = block.plain_text()[start..].trim_end();
    // A row of a table is a text.
    let is_title = !text.is_empty()
        && !text.starts_with('|')
        && text.len() <= MAX_TITLE_BYTES
        && !text.contains('\n')
        && (block.level > 0
            || !quotes_new_text(text)
                && !without_note_mark(text).ends_with(['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،', ']'])
                && text.split_whitespace().nth(MAX_TITLE_WORDS).is_none());
    let words = text.trim_start_matches(['*', '_', ' ']);
    let from = start + text.len() - words.len();
    let words = words.trim_end_matches(['*', '_', ' ']);
    is_title.then(|| range_to_u32(from..from + words.len()))
}

/// `In article 9, after paragraph 3, insert: “3 bis. Text.”`: returns whether a line announces a quotation that ends it with a
/// stop of its own, as no title does.
fn quotes_new_text(text: &str) -> bool {
    let quoted = [':', '：'].into_iter().find_map(|sign| text.split_once(sign)).map(|(_, quoted)| quoted.trim_start());
    let words = text.trim_end_matches([' ', '\u{A0}', '”', '“', '»', '"', '’', '」', '』']);
    quoted.is_some_and(|it| it.starts_with(['“', '”', '„', '«', '"', '‘', '「', '『']))
        && words.len() < text.len()
        && words.ends_with(['.', ';', '。', '；', '؛'])
}

/// Returns whether the words of a title end with a stop and are more than a few: `Fees are set by law.`
fn ends_like_sentence(title: &str) -> bool {
    const MIN_WORDS: usize = 3;
    const MIN_HAN: usize = 8;
    let title =
        without_note_mark(title.trim_end_matches(|it: char| it.is_whitespace() || matches!(it, '*' | '_' | ']')));
    let has_words = title.split_whitespace().nth(MIN_WORDS - 1).is_some()
        || title.chars().filter(|it| is_han(*it)).nth(MIN_HAN - 1).is_some();
    has_words && title.ends_with(['.', ';', ':', '。', '；', '：', '؛', '؟'])
}

/// Returns a text without the mark of a footnote after its stop: `A Party acts.1`
fn without_note_mark(text: &str) -> &str {
    text.trim_end_matches(|it: char| it.is_ascii_digit())
}

/// Returns whether a text without a title begins with a small letter.
fn begins_small(block: &Block) -> bool {
    let is_text = block.kind != BlockKind::Heading && block.title.is_none();
    is_text && block.text_from(block.body).chars().find(|it| it.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Returns whether a block is a text without labels.
fn is_text(block: &Block) -> bool {
    block.kind == BlockKind::Text && block.labels.is_empty()
}

fn is_heading(block: &Block) -> bool {
    block.labels.iter().any(|site| site.kind.is_some())
}

fn is_heading_without_number(block: &Block) -> bool {
    block.labels.first().is_some_and(|site| site.kind.is_some() && site.label.is_none())
}

/// Returns whether lines follow the line of a heading and that of its title.
fn has_text_below_heading(block: &Block) -> bool {
    let mut lines = block.plain_text().trim().lines();
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    let end_of_first = block.plain_text().len() - block.plain_text().trim_start().len() + first.len();
    let has_title_on_first = block.title.as_ref().is_some_and(|title| to_usize(title.start) < end_of_first);
    let ends_sentence = |line: &str| line.trim_end().ends_with(['.', '。', '؟', '!', '?']);
    second.is_some_and(|line| has_title_on_first || ends_sentence(line)) || lines.next().is_some()
}

/// Returns whether a block without a label begins with the words of the clause before the signatures, and has a date.
fn closes_instrument(block: &Block, lexicon: &Lexicon) -> bool {
    let has_date = || block.plain_text().contains(|sign: char| is_digit(sign) || is_han_numeral(sign));
    is_text(block)
        && !block.plain_text().trim_start().starts_with(char::is_lowercase)
        && (lexicon.begins_with(block.plain_text(), Phrase::Attesting)
            || lexicon.begins_with(block.plain_text(), Phrase::Closing) && has_date())
}

fn length(block: &Block) -> Length {
    match block.trimmed_len() {
        0 => Length::Blank,
        bytes if bytes < SHORT_BYTES => Length::Short,
        bytes if bytes < MEDIUM_BYTES => Length::Medium,
        _ => Length::Long,
    }
}

fn is_elided(block: &Block) -> bool {
    block.brackets.list.iter().any(|bracket| bracket.content == BracketContent::Elision)
        || is_unchanged(block)
        || is_omission(block.plain_text().trim())
}

/// Returns whether a text is the sign of words that were left out: `(…)`, `<...>`, `(omissis)`, `▼C2 —————`.
fn is_omission(text: &str) -> bool {
    const MAX_BYTES: usize = 40;
    const ENCLOSING: [char; 10] = ['(', ')', '（', '）', '<', '>', '[', ']', '«', '»'];
    if text.len() > MAX_BYTES {
        return false;
    }
    let inner = text.trim_matches(|it: char| it.is_whitespace() || ENCLOSING.contains(&it));
    // The sign of the Official Journal of the European Union for a provision that an act has repealed.
    let is_repealed = text.starts_with(['▼', '►']) && text.ends_with(['—', '_', '–']);
    matches!(inner, "…" | "..." | ". . ." | ". . . ." | "* * *" | "……")
        || inner.eq_ignore_ascii_case("omissis")
        || is_repealed
}

/// `NOC`: returns whether a mark of the ITU stands in place of a text that is not changed.
fn is_unchanged(block: &Block) -> bool {
    let text = block.text_from(block.body).trim_matches(|it: char| !it.is_alphanumeric());
    text == Amendment::Noc.word()
}

/// Returns whether a block is one short sentence that ends with its only reference, after words such as `as provided in`.
fn only_defers(block: &Block, lexicon: &Lexicon) -> bool {
    let [reference] = &block.references[..] else { return false };
    if block.plain_text().len() > MAX_DEFERRING_BYTES {
        return false;
    }
    let (before, after) = (block.text_before(reference.start), block.text_from(reference.end));
    let before = before.trim_end_matches([' ', '\n', '’', '\'']);
    let after = after.trim_end().trim_end_matches(['.', '。', ';', '；']);
    let is_at_end = after.is_empty() || lexicon.phrases(Phrase::DefersAfter).contains(&after);
    let may_end = || lexicon.may_end(before, Phrase::Defers) || lexicon.may_end(before, Phrase::The);
    is_at_end && may_end() && text_pieces(block.text_from(block.body)) == 1 && {
        // The article stands before its noun: « prévu à l’article 5 ».
        let words = folded_phrase(before);
        let ends_with = |words: &str| lexicon.phrases(Phrase::Defers).iter().any(|it| words.ends_with(it));
        let without_article = lexicon.phrases(Phrase::The).iter().filter_map(|it| words.strip_suffix(it));
        ends_with(&words) || without_article.into_iter().any(|it| ends_with(it.trim_end()))
    }
}

/// Returns whether only signs stand beside the references of a block.
fn is_list_of_references(block: &Block) -> bool {
    let mut end = 0;
    let only_signs = |from: u32, to: u32| !block.slice(from..to).contains(char::is_alphanumeric);
    let is_plain = block.references.iter().all(|reference| {
        let from = std::mem::replace(&mut end, reference.end);
        from <= reference.start && only_signs(from, reference.start)
    });
    is_plain && !block.references.is_empty() && only_signs(end, to_u32(block.plain_text().len()))
}

fn first_line(block: &Block) -> Option<&str> {
    block.text_from(block.body).trim_start().lines().next()
}

/// Whether a title is that of a list of definitions: `Use of terms`.
fn is_of_definitions(title: &str, lexicon: &Lexicon) -> bool {
    if !lexicon.begins_with(title, Phrase::Definitions) {
        return false;
    }
    let title = folded_phrase(title);
    let begins_with = |phrase: &&str| {
        title.strip_prefix(phrase).is_some_and(|rest| rest.chars().next().is_none_or(|it| !it.is_lowercase()))
    };
    lexicon.phrases(Phrase::Definitions).iter().any(begins_with)
}

fn announces_definitions(block: &Block, lexicon: &Lexicon) -> bool {
    let Some(words) = block.plain_text().trim_end().strip_suffix([':', '：']) else { return false };
    if !lexicon.may_end(words.trim_end(), Phrase::ListsDefinitions) {
        return false;
    }
    let last: Vec<&str> = words.split_whitespace().rev().take(ANNOUNCING_WORDS).collect();
    let tail = folded_phrase(&last.into_iter().rev().collect::<Vec<_>>().join(" "));
    lexicon.phrases(Phrase::ListsDefinitions).iter().any(|it| tail.ends_with(it))
}

fn ends_options(block: &Block, lexicon: &Lexicon) -> Option<u8> {
    let is_read = matches!(block.kind, BlockKind::Text | BlockKind::Heading);
    if !is_read || block.trimmed_len() > MAX_TITLE_BYTES || !lexicon.begins_with(block.plain_text(), Phrase::Common) {
        return None;
    }
    Some(u8::from(block.plain_text().split_whitespace().any(|word| lexicon.is_sub_option(word))))
}

fn labels(block: &Block) -> Box<[LabelSummary]> {
    if block.labels.is_empty() {
        return Box::default();
    }
    let first_letter = block.plain_text().find(char::is_alphabetic).unwrap_or(usize::MAX);
    let summary = |site: &LabelSite| {
        let written = block.slice(site.start..site.end);
        let readings = site.label.into_iter().flat_map(Label::readings);
        LabelSummary {
            site: *site,
            is_latin: written.contains(|it: char| it.is_ascii_lowercase()),
            is_cyrillic: written.contains(|it: char| is_cyrillic(it) && it.is_lowercase()),
            is_in_capitals: site.kind.is_some_and(Kind::is_heading) && is_in_capitals(written),
            has_letters_before: first_letter < to_usize(site.start),
            text_start: to_u32(opening_start(block.text_before(site.start))),
            shared: readings.filter_map(|it| Some((it, last_shared_label(block, &it, site.end)?.0))).collect(),
        }
    };
    block.labels.iter().map(summary).collect()
}

/// Returns whether the first word of a text is written in capitals.
fn is_in_capitals(text: &str) -> bool {
    let mut letters = text.chars().skip_while(|it| !it.is_alphabetic()).take_while(|it| it.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let mut others = letters.peekable();
    first && others.peek().is_some() && others.all(char::is_uppercase)
}

/// Returns whether a title is the name of an instrument: `OPTIONAL PROTOCOL ON FERRIES`, 议定书.
fn is_name_of_instrument(title: &str, lexicon: &Lexicon) -> bool {
    const MAX_NAME_WORDS: usize = 14;
    const NOUN_LETTERS: std::ops::RangeInclusive<usize> = 2..=3;
    let is_noun = |word: &str| matches!(lexicon.word(word), Some(Word::Instrument(_)));
    if title.ends_with(is_han) {
        let mut ends = title.char_indices().rev().map(|(at, _)| &title[at..]).take(*NOUN_LETTERS.end());
        return ends.any(|end| NOUN_LETTERS.contains(&end.chars().count()) && is_noun(end));
    }
    let words = || title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_short = words().nth(MAX_NAME_WORDS).is_none();
    is_short
        && title.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase())
        && words().next_back().is_some()
        && words().any(is_noun)
        && !words().any(|word| matches!(lexicon.word(word), Some(Word::This | Word::Provision { .. })))
}

fn cited(block: &Block) -> Box<[(Kind, Label)]> {
    let is_own = |it: &&Reference| matches!(it.anchor, Anchor::None | Anchor::Near | Anchor::ThisInstrument);
    let mut cited: Vec<(Kind, Label)> = Vec::new();
    for target in block.references.iter().filter(is_own).flat_map(|it| &it.targets) {
        cited.extend(target.steps.first().filter(|step| step.kind.is_heading()).map(|step| (step.kind, step.label)));
    }
    cited.sort_unstable();
    cited.dedup();
    cited.into_boxed_slice()
}

fn foreign(block: &Block) -> Box<[(Anchor, Box<[Target]>)]> {
    block
        .references
        .iter()
        .filter(|it| may_name_external_division(it))
        .map(|it| (it.anchor, it.targets.clone()))
        .collect()
}
