//! Hovers over references, provisions and brackets, with the positions of delegations on them.

mod standings;

use std::ops::Range;

use travaux_grammar::{BlockId, Bracket, BracketContent, BracketRun, Kind, Summaries, to_u32};

use standings::Standings;
use travaux_model::document::Document;
use travaux_model::markdown::{quoted, quoted_brief};
use travaux_model::outline::{ProvisionId, Resolved, Status};
use travaux_model::workspace::Workspace;

/// A hover. Its Markdown contains no markup from the draft or the positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes that the hover describes.
    pub range: Range<usize>,
    /// The content.
    pub markdown: String,
}

/// The length in characters of the longest quotation.
const MAX_QUOTED_CHARS: usize = 240;

/// The number of alternatives that a hover lists.
const MAX_ALTERNATIVES: usize = 24;

/// The number of provisions that the hover over one reference shows.
const MAX_TARGETS: usize = 8;

/// Returns the hover at a byte of a draft.
pub fn hover(workspace: &Workspace, draft: &str, document: &Document, offset: usize) -> Option<Hover> {
    if document.draft.is_empty() {
        return None;
    }
    let view = View { document, standings: Standings::of(workspace, draft, document) };
    let (block, at) = document.draft.place(offset);
    view.reference(block, at)
        .or_else(|| view.heading(block, at))
        .or_else(|| view.bracket(block, at))
        .or_else(|| view.surroundings(block, at))
}

struct View<'a> {
    document: &'a Document,
    standings: Standings<'a>,
}

impl View<'_> {
    fn reference(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let reference = outline.references(block, draft.block(block)).find(|it| (it.start..=it.end).contains(&at))?;
        let range = draft.range(block, reference.range());
        let resolution = outline.resolve(block, &draft.block(block).text, reference);
        let mut parts: Vec<String> = Vec::new();
        match resolution.status {
            Status::Pending => parts.push("A number is still to come here.".to_owned()),
            Status::External => {
                let name = reference.instrument.clone().map(|it| draft.block(block).slice(it));
                parts.push(match name {
                    Some(name) => format!("Another instrument: {}", quoted(name)),
                    None => "Another instrument.".to_owned(),
                });
            }
            Status::Resolved | Status::Relative | Status::Dangling => {
                for target in resolution.targets.iter().take(MAX_TARGETS) {
                    parts.push(match target {
                        Resolved::Found { provision, .. } => self.provision(*provision),
                        Resolved::NotFound { address, .. } => format!("**{}** — this draft has none", quoted(address)),
                    });
                }
                let more = resolution.targets.len().saturating_sub(MAX_TARGETS);
                if more > 0 {
                    parts.push(format!("… and {more} more"));
                }
            }
        }
        (!parts.is_empty()).then(|| Hover { range, markdown: parts.join("\n\n---\n\n") })
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
        is_on.then(|| Hover { range: draft.range(block, provision.at.start..end), markdown: self.provision(id) })
    }

    /// Returns the hover over the innermost bracket around an offset in a block.
    fn bracket(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let parsed = draft.block(block);
        let contains = |bracket: &Bracket| bracket.open <= at && bracket.end.is_some_and(|end| at <= end);
        let (index, bracket) = (0..)
            .zip(&parsed.brackets.list)
            .filter(|(_, bracket)| contains(bracket))
            .max_by_key(|(_, bracket)| bracket.depth)?;
        let words = parsed.slice(bracket.inside()?);
        let run = parsed.brackets.runs.iter().find(|run| run.brackets.contains(&index));
        let mut markdown = self.bracket_line(block, bracket, run);
        let attributions = parsed.attributions(index);
        for attribution in &attributions {
            let code = parsed.slice(attribution.delegation.clone());
            if !attribution.is_sure && !self.standings.is_delegation(code) {
                continue;
            }
            let stance = attribution.stance.as_deref().unwrap_or("is named here");
            markdown.push_str(&format!("\n\n{}: {stance}", self.standings.delegation_name(code)));
        }
        let end = bracket.end.unwrap_or(bracket.open);
        // A bracket may contain several provisions. The one at the cursor counts.
        if let Some(id) = outline.at(block, at.min(end.saturating_sub(1))) {
            let positions = self.standings.on_words(id, words).or_else(|| self.standings.nearest(id));
            if let Some(positions) = positions {
                markdown.push_str("\n\n");
                markdown.push_str(&positions);
            }
        }
        Some(Hover { range: draft.range(block, bracket.open..end), markdown })
    }

    fn bracket_line(&self, block: BlockId, bracket: &Bracket, run: Option<&BracketRun>) -> String {
        let parsed = self.document.draft.block(block);
        let depth = self.document.outline.depth(block) + bracket.depth;
        let description = match bracket.content {
            BracketContent::Text => "Not agreed",
            BracketContent::Placeholder => "A placeholder",
            BracketContent::Elision => "Words left out",
            BracketContent::Footnote => "A footnote mark",
            BracketContent::Editorial => "An editorial note",
            BracketContent::Insertion => "Marked as added",
            BracketContent::Deletion => "Marked as deleted",
            BracketContent::Substitution => "Marked as replaced",
            BracketContent::Status => "Status of the text",
            BracketContent::Label => "A label not agreed",
        };
        let mut line = format!("**{description}**, depth {depth}");
        if let Some(run) = run {
            let parts: Vec<String> = parsed
                .brackets
                .of_run(run)
                .take(MAX_ALTERNATIVES)
                .filter_map(Bracket::inside)
                .map(|inside| format!("- {}", quoted_brief(parsed.slice(inside), MAX_QUOTED_CHARS / 2)))
                .collect();
            line.push_str(&format!("\n\n{}: {}\n\n{}", run.reading.word(), run.reason, parts.join("\n")));
        }
        line
    }

    /// Returns the hover over running text: the positions on the provision around it, if there are any.
    fn surroundings(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let id = outline.at(block, at)?;
        let markdown = self.standings.nearest(id)?;
        let parsed = draft.block(block);
        // Spaces and markup before a label are not in the body.
        let start = parsed.body.min(at);
        let end = to_u32(parsed.trimmed_len()).max(parsed.body);
        Some(Hover { range: draft.range(block, start..end), markdown })
    }

    /// Describes a provision: its address, its title or first words, and the positions on it.
    fn provision(&self, id: ProvisionId) -> String {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let address = outline.address(id);
        let provision = outline.provision(id);
        let mut out = if address.is_empty() { String::new() } else { format!("**{}**", quoted(&address)) };
        match outline.title(draft, id) {
            Some(title) => out.push_str(&format!(" {}", quoted(title))),
            None => {
                let block = draft.block(provision.block);
                let body = block.text_from(block.body.max(provision.at.end));
                out.push_str(&format!("\n\n{}", quoted_brief(body, MAX_QUOTED_CHARS)));
            }
        }
        if outline.contested(Summaries::of(draft), id).is_some() {
            out.push_str("\n\nIn brackets as a whole.");
        }
        if let Some(positions) = self.standings.on(id) {
            out.push_str(&format!("\n\n{positions}"));
        }
        out
    }
}

#[cfg(test)]
mod tests;
