//! The positions that the text of a draft itself states: `[NZ/CL propose; US oppose: …]`, `[Norway: shall]`,
//! `[EU: delete]`, `(RU: retain)`. They are dated by the draft, if its name has a date.

use std::cell::LazyCell;
use std::ops::Range;

use travaux_grammar::{
    Attribution, BlockId, Bracket, BracketRun, Instruction, Lexicon, Summaries, folded_phrase, instruction_stance,
    to_u32, to_usize,
};

use super::attributed_names::known_attributions;
use super::date::{Date, is_date};
use super::delegation::DelegationId;
use super::delegations::Delegations;
use super::local_text::LocalText;
use super::position::{Position, Target};
use super::stance::Stance;
use crate::at_offset::pair;
use crate::document::Document;
use crate::edit::alternatives::own_words;
use crate::outline::{BracketRef, ProvisionId};

/// Returns the positions that the text states in some blocks. `name` is the name of the draft.
pub fn attributed_positions(
    document: &Document,
    name: &str,
    blocks: Range<BlockId>,
    delegations: &Delegations,
) -> Vec<Position> {
    let mut reader =
        AttributionReader { document, delegations, date: date_in_name(name).map(Date::On), found: Vec::new() };
    for id in BlockId::range(blocks) {
        let block = document.draft.block(id);
        let runs = LazyCell::new(|| block.brackets.run_of_each());
        let run_of = |index: u32| runs[to_usize(index)];
        for (index, attributions) in block.attributed_brackets() {
            let bracket = &block.brackets[index];
            reader.read_bracket(BracketRef { block: id, index }, bracket, attributions, &run_of);
        }
        for instruction in block.instructions() {
            reader.read_instruction(id, instruction, &run_of);
        }
    }
    reader.found.sort_by_key(|it| it.range.start);
    reader.found
}

struct AttributionReader<'a> {
    document: &'a Document,
    delegations: &'a Delegations,
    date: Option<Date>,
    found: Vec<Position>,
}

/// Returns the run of a bracket, by the index of the bracket in its block.
type RunOf<'f, 'b> = &'f dyn Fn(u32) -> Option<&'b BracketRun>;

/// What an attribution is about.
struct Subject {
    provision: ProvisionId,
    /// The words of a bracket, if it is not about the whole provision.
    alternative: Option<String>,
}

impl AttributionReader<'_> {
    /// Reads the attributions of a bracket. `run_of` returns the run of a bracket in its block.
    fn read_bracket(
        &mut self,
        site: BracketRef,
        bracket: &Bracket,
        attributions: &[Attribution],
        run_of: RunOf<'_, '_>,
    ) {
        let document = self.document;
        let block = document.draft.block(site.block);
        let Some(provision) = document.outline.at(site.block, bracket.open) else { return };
        let known = known_attributions(block, attributions, self.delegations);
        if known.is_empty() {
            return;
        }
        let words = bracket_words(document, site, bracket, attributions, provision, self.delegations);
        // `[EU: delete]` is about the text around it.
        let instruction = words.as_deref().and_then(|it| instruction_stance(it, Lexicon::of(block.language)));
        let neighbour = instruction.map(|_| neighbour(document, site, run_of(site.index), self.delegations));
        let (instruction, alternative) = match neighbour {
            None => (None, words),
            Some(Neighbour::None) => (instruction, None),
            Some(Neighbour::One(other)) => (instruction, Some(other)),
            Some(Neighbour::Several) => (None, words),
        };
        let subject = Subject { provision, alternative };
        let first = self.found.len();
        for (attribution, delegation) in &known {
            let word = instruction.or(attribution.stance.as_deref()).unwrap_or(Stance::Proposes.word());
            self.add(first, &subject, site.block, (attribution, *delegation), word);
        }
    }

    /// `(RU: retain)` is about the bracket that it follows, or about the provision around it. After alternatives that stand
    /// side by side it may be about any of them.
    fn read_instruction(&mut self, block: BlockId, instruction: &Instruction<'_>, run_of: RunOf<'_, '_>) {
        let document = self.document;
        let parsed = document.draft.block(block);
        let known = known_attributions(parsed, &instruction.attributions, self.delegations);
        // Parentheses without a delegation are no attribution.
        if known.is_empty() {
            return;
        }
        let Some(provision) = document.outline.at(block, instruction.range.start) else { return };
        let end = to_u32(parsed.text_before(instruction.range.start).trim_end().len());
        let before = ending_at(&parsed.brackets.list, end);
        let mut alternative = None;
        if let Some((index, bracket)) = before {
            if run_of(index).is_some() {
                return;
            }
            let attributions = parsed.attributions(index);
            let site = BracketRef { block, index };
            let label = document.outline.provision(provision);
            let holds_label = label.block == block && bracket.open < label.at.start;
            let words = bracket_words(document, site, bracket, attributions, provision, self.delegations);
            alternative = words.filter(|_| !holds_label);
        }
        let subject = Subject { provision, alternative };
        let first = self.found.len();
        for (attribution, delegation) in &known {
            self.add(first, &subject, block, (attribution, *delegation), instruction.stance);
        }
    }

    /// Adds the position of a delegation, to one of the positions since the `first` if they differ in delegations only.
    fn add(
        &mut self,
        first: usize,
        subject: &Subject,
        block: BlockId,
        (attribution, delegation): (&Attribution, DelegationId),
        stance: &str,
    ) {
        let draft = &self.document.draft;
        let Some(stance) = Stance::from_word(stance) else { return };
        if let Some(position) = self.found[first..].iter_mut().find(|it| it.stance == stance) {
            if !position.delegations.contains(&delegation) {
                position.delegations.push(delegation);
            }
            return;
        }
        let address = self.document.outline.address(subject.provision);
        if address.is_empty() {
            return;
        }
        let range = draft.range(block, attribution.delegation.clone());
        self.found.push(Position {
            delegations: vec![delegation],
            speakers: Vec::new(),
            on_behalf_of: Vec::new(),
            reported_by: None,
            kinds: Vec::new(),
            stance,
            vote: None,
            targets: vec![Target { name: address, range: range.clone() }],
            topic: None,
            alternative: subject.alternative.clone(),
            date: self.date.clone(),
            forum: None,
            note: LocalText::default(),
            sources: Vec::new(),
            range,
            alternative_range: None,
        });
    }
}

/// The brackets beside one whose words may be an instruction.
enum Neighbour {
    None,
    /// `[shall] [EU: delete]`: the words of the other bracket, which no delegation claims.
    One(String),
    /// `[EU: delete] [CH: erase]`: alternatives, of which the words are one.
    Several,
}

fn neighbour(document: &Document, site: BracketRef, run: Option<&BracketRun>, delegations: &Delegations) -> Neighbour {
    let draft = &document.draft;
    let Some(run) = run else { return Neighbour::None };
    let [first, second] = run.brackets[..] else { return Neighbour::Several };
    let other = if first == site.index { second } else { first };
    if !draft.block(site.block).attributions(other).is_empty() {
        return Neighbour::Several;
    }
    let words = own_words(draft, BracketRef { block: site.block, index: other }, &|| delegations);
    words.map_or(Neighbour::Several, |it| Neighbour::One(it.to_owned()))
}

/// Returns the bracket of a block that ends at an offset, with its index.
fn ending_at(list: &[Bracket], end: u32) -> Option<(u32, &Bracket)> {
    /// The brackets inside another one that are passed over. A row of a table may have thousands beside it.
    const MAX_INSIDE: usize = 64;
    let next = list.partition_point(|it| it.open < end);
    let mut before = list[..next].iter().enumerate().rev().take(MAX_INSIDE);
    before.find(|it| it.1.whole().is_some_and(|it| it.end == end)).map(|(index, it)| (to_u32(index), it))
}

/// Returns the words of a bracket after its attribution; `None` if it has no other words, or contains a whole provision.
fn bracket_words(
    document: &Document,
    site: BracketRef,
    bracket: &Bracket,
    attributions: &[Attribution],
    provision: ProvisionId,
    delegations: &Delegations,
) -> Option<String> {
    const MAX_WORDS_BYTES: usize = 2000;
    let (draft, outline) = (&document.draft, &document.outline);
    if outline.contested(Summaries::of(draft), provision) == Some(site) {
        return None;
    }
    if let Some(inside) = bracket.inside() {
        let has_other_words = attributions.iter().all(|it| it.words < inside.end);
        let words = own_words(draft, site, &|| delegations);
        let words = words.filter(|it| has_other_words && !folded_phrase(it).is_empty());
        return words.map(str::to_owned);
    }
    let pair = pair(document, site).filter(|it| it.inside().len() < MAX_WORDS_BYTES)?;
    let start = draft.start(site.block) + to_usize(attributions.iter().map(|it| it.words).max()?);
    let words = draft.slice(start.min(pair.inside().end)..pair.inside().end);
    Some(words.trim_start_matches([':', '：', '.']).trim().to_owned()).filter(|it| !it.is_empty())
}

/// Returns the attribution whose delegation's name is at a byte of the draft, with its block. The table of delegations,
/// which is parsed at first use, is needed only if there is an attribution.
pub fn attribution_at<'d>(
    document: &Document,
    offset: usize,
    delegations: &dyn Fn() -> &'d Delegations,
) -> Option<(BlockId, Attribution, DelegationId)> {
    /// The bytes after the sign of a bracket in which its attribution stands.
    const MAX_ATTRIBUTION_BYTES: u32 = 400;
    /// The bytes of a number that ends a name: ` 77`.
    const MAX_NUMBER_BYTES: u32 = 4;
    if document.draft.is_empty() {
        return None;
    }
    let (block, at) = document.draft.place(offset);
    let parsed = document.draft.block(block);
    let is_near = |open: u32| open <= at && at - open < MAX_ATTRIBUTION_BYTES;
    let near = parsed.attributed_brackets().filter(|(index, _)| is_near(parsed.brackets[*index].open));
    let mut lists = near.map(|it| it.1).chain(parsed.instructions().iter().map(|it| &it.attributions[..]));
    let is_in = |range: Range<u32>| range.start <= at && at <= range.end;
    // A name may reach over several attributions: `Trinidad and Tobago`.
    let list = lists.find(|list| {
        let ends = list.first().zip(list.last());
        ends.is_some_and(|(first, last)| is_in(first.delegation.start..last.delegation.end + MAX_NUMBER_BYTES))
    })?;
    let known = known_attributions(parsed, list, delegations());
    let (attribution, id) = known.into_iter().find(|it| is_in(it.0.delegation.clone()))?;
    Some((block, attribution, id))
}

/// Returns the date in the name of a draft, if it has one: `2023-09-01` in `rolling-text.2023-09-01.treaty.md`.
pub fn date_in_name(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let bytes = name.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let starts = (0..bytes.len()).filter(|at| is_digit(*at) && (*at == 0 || !is_digit(at - 1)));
    starts
        .flat_map(|start| [10, 7].map(|length| (start, start + length)))
        .filter(|(_, end)| !is_digit(*end))
        .filter_map(|(start, end)| name.get(start..end))
        .find(|it| is_date(it))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests;
