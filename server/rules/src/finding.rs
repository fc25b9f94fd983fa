//! A finding as a rule reports it. Its places are counted inside blocks, so that they stay true while other blocks change.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::Draft;
use travaux_model::config::Settings;
use travaux_model::diagnostic::{Diagnostic, Edit, Fix, Related};
use travaux_model::outline::{BracketRef, DefinitionRef, Outline, ProvisionId};
use travaux_model::splice::Splice;

use crate::Rule;

/// A place that a finding speaks of.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Bytes of a block.
    Bytes {
        /// The block.
        block: u32,
        /// The bytes, counted from the beginning of the block.
        range: Range<u32>,
    },
    /// The opening sign of a bracket.
    Opener(BracketRef),
    /// A defined term.
    Definition(DefinitionRef),
}

impl Place {
    /// The label of a provision.
    pub(crate) fn label(outline: &Outline, id: ProvisionId) -> Place {
        let provision = outline.provision(id);
        Place::Bytes { block: provision.block, range: provision.at.clone() }
    }

    /// The block of the place.
    pub(crate) fn block(&self) -> u32 {
        match self {
            Place::Bytes { block, .. } => *block,
            Place::Opener(bracket) => bracket.block,
            Place::Definition(definition) => definition.block as u32,
        }
    }

    /// Moves the place to where its block is after an edit; `None` if the block was replaced.
    fn spliced(&mut self, blocks: &Splice) -> Option<()> {
        let moved = blocks.map(self.block())?;
        match self {
            Place::Bytes { block, .. } => *block = moved,
            Place::Opener(bracket) => bracket.block = moved,
            Place::Definition(definition) => definition.block = moved as usize,
        }
        Some(())
    }

    /// The bytes of the draft.
    fn bytes(&self, draft: &Draft) -> Range<usize> {
        match self {
            Place::Bytes { block, range } => draft.range(*block as usize, range.clone()),
            Place::Opener(bracket) => {
                let opener = draft.blocks[bracket.block as usize].brackets.list[bracket.index as usize];
                draft.range(bracket.block as usize, opener.open..opener.open + opener.glyph.width())
            }
            Place::Definition(definition) => {
                let term = &draft.blocks[definition.block].definitions[definition.index].term;
                draft.range(definition.block, term.clone())
            }
        }
    }
}

/// What a rule reports; the rule's name and the severity are added when it is published.
#[derive(Clone)]
pub(crate) struct Finding {
    place: Place,
    message: String,
    related: Vec<(Place, String)>,
    /// A change that would mend it; its edits are bytes of the block of `place`.
    fix: Option<Fix>,
}

impl Finding {
    /// A finding at a place.
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Finding {
        Finding { place, message: message.into(), related: Vec::new(), fix: None }
    }

    /// The finding with another place that it speaks of.
    pub(crate) fn related(mut self, place: Place, message: impl Into<String>) -> Finding {
        self.related.push((place, message.into()));
        self
    }

    /// The finding with a change that may mend it: what to put for some bytes of its block.
    pub(crate) fn possible_fix(self, title: impl Into<String>, range: Range<u32>, text: &str) -> Finding {
        self.with_fix(title.into(), range, text, false, false)
    }

    /// The finding with a change that an editor should offer first, though it is not sure.
    pub(crate) fn preferred_fix(self, title: impl Into<String>, range: Range<u32>, text: &str) -> Finding {
        self.with_fix(title.into(), range, text, false, true)
    }

    /// The finding with a change that is right whatever was meant, so that `--fix` makes it.
    pub(crate) fn sure_fix(self, title: impl Into<String>, range: Range<u32>, text: &str) -> Finding {
        self.with_fix(title.into(), range, text, true, true)
    }

    fn with_fix(mut self, title: String, range: Range<u32>, text: &str, is_sure: bool, is_preferred: bool) -> Finding {
        let edit = Edit { range: range.start as usize..range.end as usize, text: text.to_owned() };
        self.fix = Some(Fix { title, edits: vec![edit], is_sure, is_preferred });
        self
    }

    /// The block in which it stands.
    pub(crate) fn block(&self) -> u32 {
        self.place.block()
    }

    /// Whether anything related to it stands in a replaced block.
    pub(crate) fn relates_to_replaced(&self, blocks: &Splice) -> bool {
        self.related.iter().any(|(place, _)| blocks.map(place.block()).is_none())
    }

    /// The finding after an edit; `None` if it or anything related to it stands in a replaced block.
    pub(crate) fn spliced(mut self, blocks: &Splice) -> Option<Finding> {
        self.place.spliced(blocks)?;
        for (place, _) in &mut self.related {
            place.spliced(blocks)?;
        }
        Some(self)
    }

    /// The finding as it is published.
    pub(crate) fn diagnostic(&self, rule: &Rule, draft: &Draft, settings: &Settings) -> Diagnostic {
        let start = draft.start(self.block() as usize);
        let edit = |it: &Edit| Edit { range: it.range.start + start..it.range.end + start, text: it.text.clone() };
        let fix = self.fix.as_ref().map(|fix| Fix {
            title: fix.title.clone(),
            edits: fix.edits.iter().map(edit).collect(),
            is_sure: fix.is_sure,
            is_preferred: fix.is_preferred,
        });
        let related = |(place, message): &(Place, String)| Related {
            draft: None,
            range: place.bytes(draft),
            message: message.clone(),
        };
        Diagnostic {
            rule: rule.name,
            severity: rule.severity(settings),
            range: self.place.bytes(draft),
            message: self.message.clone(),
            related: self.related.iter().map(related).collect(),
            fix,
        }
    }
}

/// What a rule that compares drafts reports; its ranges are bytes of the whole draft.
pub(crate) struct CrossDraftFinding {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) related: Vec<Related>,
}

impl CrossDraftFinding {
    /// A finding at some bytes of the draft.
    pub(crate) fn new(range: Range<usize>, message: String) -> CrossDraftFinding {
        CrossDraftFinding { range, message, related: Vec::new() }
    }

    /// The finding with a place of another draft that it speaks of.
    pub(crate) fn related_in(
        mut self,
        draft: &Arc<str>,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> CrossDraftFinding {
        self.related.push(Related { draft: Some(Arc::clone(draft)), range, message: message.into() });
        self
    }

    /// The finding as it is published.
    pub(crate) fn diagnostic(&self, rule: &Rule, settings: &Settings) -> Diagnostic {
        let CrossDraftFinding { range, message, related } = self;
        let (message, related) = (message.clone(), related.clone());
        let severity = rule.severity(settings);
        Diagnostic { rule: rule.name, severity, range: range.clone(), message, related, fix: None }
    }
}
