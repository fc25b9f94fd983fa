//! What a drafter sees over a word: the reference, the provision or the bracket there, and who stands where on it.

mod standings;

use std::ops::Range;

use travaux_grammar::{Bracket, BracketContent, BracketRun, Kind, Summaries};

use standings::Standings;
use travaux_model::document::Document;
use travaux_model::markdown::{quoted, quoted_brief};
use travaux_model::outline::{ProvisionId, Resolved, Status};
use travaux_model::workspace::Workspace;

/// A hover: the bytes it speaks of, and Markdown in which nothing of the draft is taken as markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes it speaks of.
    pub range: Range<usize>,
    /// What it says.
    pub markdown: String,
}

/// How many letters of a text a hover quotes.
const QUOTED: usize = 240;

/// The hover at a byte of a draft.
pub fn hover(workspace: &Workspace, draft: &str, document: &Document, offset: usize) -> Option<Hover> {
    if document.draft.is_empty() {
        return None;
    }
    let view = View { document, standings: Standings::of(workspace, draft, document) };
    let block = document.draft.block_at(offset);
    let at = u32::try_from(offset - document.draft.start(block)).ok()?;
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
    fn reference(&self, block: usize, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let reference = outline.references(block, &draft.blocks[block]).find(|it| (it.start..=it.end).contains(&at))?;
        let range = draft.range(block, reference.start..reference.end);
        let resolution = outline.resolve(block, &draft.blocks[block].text, reference);
        let mut parts: Vec<String> = Vec::new();
        match resolution.status {
            Status::Pending => parts.push("A number is still to come here.".to_owned()),
            Status::External => {
                let name = reference.instrument.clone().map(|it| draft.blocks[block].slice(it));
                parts.push(match name {
                    Some(name) => format!("Another instrument: {}", quoted(name)),
                    None => "Another instrument.".to_owned(),
                });
            }
            Status::Resolved | Status::Relative | Status::Dangling => {
                for target in resolution.targets.iter().take(8) {
                    parts.push(match target {
                        Resolved::Found { provision, .. } => self.provision(*provision),
                        Resolved::NotFound { address, .. } => format!("**{}** — this draft has none", quoted(address)),
                    });
                }
                let more = resolution.targets.len().saturating_sub(8);
                if more > 0 {
                    parts.push(format!("… and {more} more"));
                }
            }
        }
        (!parts.is_empty()).then(|| Hover { range, markdown: parts.join("\n\n---\n\n") })
    }

    /// Over a provision's label, or anywhere on its heading.
    fn heading(&self, block: usize, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let id = outline.at(block, at as usize)?;
        let provision = outline.provision(id);
        if provision.block as usize != block {
            return None;
        }
        let title_end = outline.title_range(draft, id).filter(|it| it.0 == block).map(|it| it.1.end);
        let end = title_end.unwrap_or(provision.at.end).max(provision.at.end);
        let is_on = (provision.at.start..=end).contains(&at) && provision.kind != Kind::Recital;
        is_on.then(|| Hover { range: draft.range(block, provision.at.start..end), markdown: self.provision(id) })
    }

    /// The innermost bracket of the block around the place.
    fn bracket(&self, block: usize, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let parsed = &draft.blocks[block];
        let around = |bracket: &Bracket| bracket.open <= at && bracket.end.is_some_and(|end| at <= end);
        let (place, bracket) = parsed
            .brackets
            .list
            .iter()
            .enumerate()
            .filter(|(_, bracket)| around(bracket))
            .max_by_key(|(_, bracket)| bracket.depth)?;
        let words = &parsed.text[bracket.inside()?];
        let run = parsed.brackets.runs.iter().find(|run| run.brackets.contains(&(place as u32)));
        let mut markdown = self.bracket_line(block, bracket, run);
        let attributions = parsed.attributions(place);
        for attribution in &attributions {
            let code = parsed.slice(attribution.delegation.clone());
            if !attribution.is_sure && !self.standings.knows(code) {
                continue;
            }
            let stance = attribution.stance.as_deref().unwrap_or("is named here");
            markdown.push_str(&format!("\n\n{}: {stance}", self.standings.named(code)));
        }
        let end = bracket.end.unwrap_or(bracket.open);
        // A bracket may hold several provisions: the one at the cursor counts.
        if let Some(id) = outline.at(block, at.min(end.saturating_sub(1)) as usize) {
            let said = self.standings.on_words(id, words).or_else(|| self.standings.nearest(id));
            if let Some(said) = said {
                markdown.push_str("\n\n");
                markdown.push_str(&said);
            }
        }
        Some(Hover { range: draft.range(block, bracket.open..end), markdown })
    }

    fn bracket_line(&self, block: usize, bracket: &Bracket, run: Option<&BracketRun>) -> String {
        let parsed = &self.document.draft.blocks[block];
        let depth = self.document.outline.depth(block) + bracket.depth;
        let what = match bracket.content {
            BracketContent::Text => "Not agreed",
            BracketContent::Placeholder => "A placeholder",
            BracketContent::Elision => "Words left out",
            BracketContent::Footnote => "A footnote's mark",
            BracketContent::Editorial => "An editorial note",
            BracketContent::Insertion => "Marked as added",
            BracketContent::Deletion => "Marked as deleted",
            BracketContent::Substitution => "Marked as replaced",
            BracketContent::Status => "Where the text stands",
            BracketContent::Label => "A label not agreed",
        };
        let mut line = format!("**{what}**, depth {depth}");
        if let Some(run) = run {
            const MOST: usize = 24;
            let parts: Vec<String> = run
                .brackets
                .iter()
                .take(MOST)
                .filter_map(|it| parsed.brackets.list[*it as usize].inside())
                .map(|inside| format!("- {}", quoted_brief(&parsed.text[inside], QUOTED / 2)))
                .collect();
            line.push_str(&format!("\n\n{}: {}\n\n{}", run.reading.word(), run.reason, parts.join("\n")));
        }
        line
    }

    /// Over running text: what has been said on the provision that it belongs to, if anything.
    fn surroundings(&self, block: usize, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let id = outline.at(block, at as usize)?;
        let said = self.standings.nearest(id)?;
        let parsed = &draft.blocks[block];
        // The blanks and the markup before a label are not in the body.
        let start = parsed.body.min(at);
        let end = (parsed.trimmed_len() as u32).max(parsed.body);
        Some(Hover { range: draft.range(block, start..end), markdown: said })
    }

    /// A provision: its address and title, its first words, who stands where.
    fn provision(&self, id: ProvisionId) -> String {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let address = outline.address(id);
        let provision = outline.provision(id);
        let mut out = if address.is_empty() { String::new() } else { format!("**{}**", quoted(&address)) };
        match outline.title(draft, id) {
            Some(title) => out.push_str(&format!(" {}", quoted(title))),
            None => {
                let block = &draft.blocks[provision.block as usize];
                let body = block.text.get(block.body.max(provision.at.end) as usize..).unwrap_or_default();
                out.push_str(&format!("\n\n{}", quoted_brief(body, QUOTED)));
            }
        }
        if outline.contested(Summaries::of(draft), id).is_some() {
            out.push_str("\n\nIn brackets as a whole.");
        }
        if let Some(said) = self.standings.on(id) {
            out.push_str(&format!("\n\n{said}"));
        }
        out
    }
}

#[cfg(test)]
mod tests;
