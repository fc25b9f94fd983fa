//! Hovers over references, provisions, brackets, terms and names of delegations, with the positions of delegations.

mod brackets;
mod delegation_names;
mod place_standings;
mod positions_of_place;
mod sides;
mod terms;

use std::ops::Range;

use travaux_grammar::{BlockId, Kind, Language, Reference, Summaries, range_to_u32, to_u32};

use crate::display_text::{after_label, as_heading, single_line};
use positions_of_place::PlacePositions;
use sides::Sides;
use travaux_model::document::Document;
use travaux_model::markdown::Markup;
use travaux_model::outline::{Missing, ProvisionId, Resolved, Status};
use travaux_model::positions::{PartNames, Phrase, Phrases, missing_place_name, place_name, provision_at};
use travaux_model::workspace::Workspace;

/// A hover. Its content contains no markup from the draft or the positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes that the hover describes.
    pub range: Range<usize>,
    /// The content, in the markup of the options.
    pub content: String,
}

/// What the client wants of a hover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HoverOptions {
    /// The markup.
    pub markup: Markup,
    /// The language of the client. An editor that nobody has set up states English, so that English gives way to the
    /// language of the draft.
    pub locale: Option<Language>,
    /// Whether the positions files have not been read yet.
    pub is_being_read: bool,
}

/// The length in characters of the longest quotation.
const MAX_QUOTED_CHARS: usize = 240;

/// The number of provisions that the hover over one reference shows.
const MAX_TARGETS: usize = 8;

/// Returns the hover in Markdown at a byte of a draft, in the draft's language.
pub fn hover(workspace: &Workspace, draft: &str, document: &Document, offset: usize) -> Option<Hover> {
    hover_with(workspace, draft, document, offset, HoverOptions::default())
}

/// Returns the hover at a byte of a draft.
pub fn hover_with(
    workspace: &Workspace,
    draft: &str,
    document: &Document,
    offset: usize,
    options: HoverOptions,
) -> Option<Hover> {
    if document.draft.is_empty() {
        return None;
    }
    let locale = options.locale.filter(|it| *it != Language::En);
    let language = locale.unwrap_or(document.draft.language()).code();
    let (block, at) = document.draft.place(offset);
    let own = document.outline.at(block, at);
    let view = View {
        workspace,
        document,
        markup: options.markup,
        phrases: Phrases { language },
        positions: PlacePositions::around(workspace, draft, document, own),
    };
    let hover = view
        .reference(block, at)
        .or_else(|| view.delegation_name(block, at))
        .or_else(|| view.heading(block, at))
        .or_else(|| view.words(block, at, offset));
    let hover = hover.map(|hover| if options.is_being_read { view.marked_as_incomplete(hover) } else { hover });
    hover.map(|hover| view.in_its_direction(hover))
}

/// Returns the hover over an address of a positions file: the text of the provision in a draft, and its positions. `range` are
/// the bytes of the address.
pub fn hover_on_target(
    workspace: &Workspace,
    draft: &str,
    document: &Document,
    (address, range): (&str, Range<usize>),
    options: HoverOptions,
) -> Option<Hover> {
    let id = provision_at(&document.outline, address)?;
    let locale = options.locale.filter(|it| *it != Language::En);
    let view = View {
        workspace,
        document,
        markup: options.markup,
        phrases: Phrases { language: locale.unwrap_or(document.draft.language()).code() },
        positions: PlacePositions::around(workspace, draft, document, Some(id)),
    };
    Some(view.in_its_direction(Hover { range, content: view.provision(id, true) }))
}

struct View<'a> {
    workspace: &'a Workspace,
    document: &'a Document,
    markup: Markup,
    phrases: Phrases<'a>,
    positions: PlacePositions<'a>,
}

impl View<'_> {
    fn sides(&self) -> Sides<'_> {
        Sides { workspace: self.workspace, record: self.positions.record(), markup: self.markup, phrases: self.phrases }
    }

    fn place_name(&self, id: ProvisionId) -> String {
        self.markup.text(&place_name(self.document, id))
    }

    /// Returns the name of a provision at the beginning of a paragraph, bold.
    fn title_name(&self, id: ProvisionId) -> String {
        let name = as_heading(place_name(self.document, id));
        if name.is_empty() { name } else { self.markup.bold(&self.markup.text(&name)) }
    }

    fn reference(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let reference = outline.references(block, draft.block(block)).find(|it| (it.start..=it.end).contains(&at))?;
        let range = draft.range(block, reference.range());
        let resolution = outline.resolve(block, draft.block(block).plain_text(), reference);
        let mut parts: Vec<String> = Vec::new();
        match resolution.status {
            Status::Pending => parts.push(self.phrases.of(Phrase::PendingNumber).to_owned()),
            Status::External => {
                let other = self.phrases.of(Phrase::OtherInstrument);
                let name = reference.instrument.clone().map(|it| draft.block(block).slice(it));
                parts.push(name.map_or(other.to_owned(), |name| format!("{other}: {}", self.markup.text(name))));
            }
            Status::Resolved | Status::Relative | Status::Dangling => {
                let is_only = resolution.targets.len() == 1;
                let shown = || resolution.targets.iter().take(MAX_TARGETS);
                parts.extend(shown().filter_map(|target| match target {
                    Resolved::Found { provision, .. } => Some(self.provision(*provision, is_only)),
                    Resolved::NotFound { .. } => None,
                }));
                let missing: Vec<(&Missing, &str)> = shown().filter_map(Resolved::missing).collect();
                if !missing.is_empty() {
                    let names = self.missing_names(block, reference, &missing, parts.is_empty());
                    let missing = self.phrases.of(Phrase::Missing);
                    parts.push(format!("{} — {missing}", self.markup.bold(&self.markup.text(&names))));
                }
                let more = resolution.targets.len().saturating_sub(MAX_TARGETS);
                if more > 0 {
                    parts.push(self.phrases.count(Phrase::More, more));
                }
            }
        }
        (!parts.is_empty()).then(|| Hover { range, content: parts.join(self.markup.rule()) })
    }

    /// Returns the names of the provisions that a reference names and the draft does not have: in English their addresses, in
    /// other languages names like those of other provisions, or else the words of the reference. `is_whole` states whether
    /// it names no others.
    fn missing_names(
        &self,
        block: BlockId,
        reference: &Reference,
        missing: &[(&Missing, &str)],
        is_whole: bool,
    ) -> String {
        let draft = &self.document.draft;
        let words = || single_line(draft.block(block).slice(reference.range()));
        let name = |(missing, address): &(&Missing, &str)| match draft.language() {
            Language::En => Some((*address).to_owned()),
            _ => missing_place_name(self.document, missing),
        };
        let is_in_words = draft.language() != Language::En && is_whole && missing.len() == 1;
        let names: Option<Vec<String>> = if is_in_words { None } else { missing.iter().map(name).collect() };
        let Some(mut names) = names else { return words() };
        names.dedup();
        names.join(Phrases { language: draft.language().code() }.list_comma())
    }

    /// Returns the hover over the label of a provision or over its heading.
    fn heading(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let id = outline.at(block, at)?;
        let provision = outline.provision(id);
        if provision.block != block {
            return None;
        }
        let title_end = outline.title_range(draft, id).filter(|it| it.0 == block).map(|it| it.1.end);
        let end = title_end.unwrap_or(provision.at.end).max(provision.at.end);
        let is_on = (provision.at.start..=end).contains(&at) && provision.kind != Kind::Recital;
        is_on.then(|| Hover { range: draft.range(block, provision.at.start..end), content: self.provision(id, false) })
    }

    /// Returns the hover over words of the text: the innermost bracket, a defined term or topic, or else the positions on
    /// the provision around them.
    fn words(&self, block: BlockId, at: u32, offset: usize) -> Option<Hover> {
        let bracket = self.bracket(block, at);
        let term = self.term(offset).or_else(|| self.topic(block, at));
        match (term, bracket) {
            (Some(term), Some(bracket)) => {
                let content = format!("{}{}{}", term.content, self.markup.rule(), bracket.content);
                Some(Hover { range: term.range, content })
            }
            (Some(found), None) | (None, Some(found)) => Some(found),
            (None, None) => self.surroundings(block, at),
        }
    }

    /// Returns the hover over running text: the positions on the provision around it, and on those that contain it.
    fn surroundings(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let id = outline.at(block, at)?;
        let mut page = self.sides().page();
        let own = self.positions.standing(id, &self.sides());
        if !own.is_empty() {
            page.add(self.title_name(id));
            page.reserve(3);
            page.sides(&own);
            page.tally(&own);
        }
        self.add_containing(id, &mut page);
        let content = page.content()?;
        let parsed = draft.block(block);
        // Spaces and markup before a label are not in the body.
        let start = parsed.body.min(at);
        let end = to_u32(parsed.trimmed_len()).max(parsed.body);
        Some(Hover { range: draft.range(block, start..end), content })
    }

    /// Adds the positions on the provisions that contain one, marked as such.
    fn add_containing(&self, id: ProvisionId, page: &mut sides::Page<'_>) {
        for outer in self.document.outline.ancestors(id).skip(1) {
            let standing = self.positions.standing_on_whole(outer, &self.sides());
            if !standing.is_empty() {
                page.head(self.phrases.words(Phrase::OnWhole, &self.place_name(outer)));
                page.sides(&standing);
            }
        }
    }

    /// Describes a provision: its name, its title or first words, and the positions on it and on its parts. With
    /// `has_text`, an article is shown with its text.
    fn provision(&self, id: ProvisionId, has_text: bool) -> String {
        const MAX_TEXT_CHARS: usize = 1200;
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let provision = outline.provision(id);
        let mut out = self.title_name(id);
        match outline.title(draft, id) {
            Some(title) => {
                out.push_str(&format!(" {}", self.markup.text(title)));
                if has_text {
                    out.push_str(&self.text_of(id, MAX_TEXT_CHARS));
                }
            }
            None if has_text => out.push_str(&self.text_of(id, MAX_TEXT_CHARS)),
            None => {
                let block = draft.block(provision.block);
                let body = block.text_from(block.body.max(provision.at.end));
                let words = self.markup.brief(after_label(body), MAX_QUOTED_CHARS);
                if !words.is_empty() {
                    out.push_str(&format!("\n\n{words}"));
                }
            }
        }
        if outline.contested(Summaries::of(draft), id).is_some() {
            out.push_str(&format!("\n\n{}", self.phrases.of(Phrase::Contested)));
        }
        let mut page = self.sides().page();
        let own = self.positions.standing(id, &self.sides());
        let address = self.document.outline.address(id);
        let parts = self.positions.parts(&address);
        // A line for each part, two for what is counted, one for the heading, and the space after each.
        page.reserve(if parts.is_empty() { 3 } else { 2 * parts.len() + 5 });
        page.sides(&own);
        page.tally(&own);
        self.add_parts(id, &parts, &mut page);
        if let Some(positions) = page.content() {
            out.push_str(&format!("\n\n{positions}"));
        }
        out
    }

    /// Adds the positions on the parts of a provision: a line for each place and stance.
    fn add_parts(&self, id: ProvisionId, parts: &[&str], page: &mut sides::Page<'_>) {
        if parts.is_empty() {
            return;
        }
        page.head(self.phrases.of(Phrase::OnParts).to_owned());
        let names = PartNames::of(self.document, id, self.phrases);
        for part in parts {
            let standing = self.positions.standing_at(part, &self.sides());
            page.part(&names.name(part), &standing);
        }
    }

    /// Returns the text of a provision after its heading, a paragraph for each block, cut after some characters.
    fn text_of(&self, id: ProvisionId, max_chars: usize) -> String {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let provision = outline.provision(id);
        let range = outline.range(draft, id);
        let after_heading = outline.title_range(draft, id).map(|it| draft.offset(it.0, it.1.end));
        let label_end = draft.offset(provision.block, provision.at.end);
        // With the marks of headings and emphasis.
        const BLANK: [char; 5] = ['#', '*', ' ', '\n', '\r'];
        let mut rest = max_chars;
        let mut out = String::new();
        for block in draft.blocks_in(range.clone()) {
            let start = draft.start(block).max(after_heading.unwrap_or(0)).max(label_end);
            let end = (draft.start(block) + draft.block(block).trimmed_len()).min(range.end);
            if start >= end {
                continue;
            }
            let first = draft.start(block);
            let words = draft.block(block).slice(range_to_u32(start - first..end - first));
            let is_after_label = start == label_end || Some(start) == after_heading;
            let beginning = if is_after_label { after_label(words) } else { words.trim_start_matches(BLANK) };
            let shown = self.markup.brief(beginning.trim_end_matches(BLANK), rest);
            if !shown.is_empty() {
                out.push_str(&format!("\n\n{shown}"));
            }
            rest = rest.saturating_sub(words.chars().count());
            if rest == 0 {
                break;
            }
        }
        out
    }

    fn marked_as_incomplete(&self, hover: Hover) -> Hover {
        let note = self.phrases.of(Phrase::BeingRead);
        Hover { content: format!("{}\n\n{note}", hover.content), ..hover }
    }

    /// Returns a hover whose lines have the direction of its language.
    fn in_its_direction(&self, hover: Hover) -> Hover {
        if Language::of_code(self.phrases.language).is_some_and(Language::is_rtl) {
            return Hover { content: self.markup.right_to_left(&hover.content), ..hover };
        }
        hover
    }
}

#[cfg(test)]
mod tests;
