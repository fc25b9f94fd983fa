//! Findings as rules report them. Places are relative to blocks, so that they stay valid when other blocks change.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{
    BlockId, Draft, clause_end_range, footnote_ranges, range_to_u32, range_to_usize, to_usize, without_filler,
};
use travaux_model::config::Settings;
use travaux_model::diagnostic::{Diagnostic, Edit, Fix, Related};
use travaux_model::outline::{BracketRef, DefinitionRef, Outline, ProvisionId};
use travaux_model::splice::Splice;

use crate::Rule;

/// A place to which a finding refers.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A range of bytes in a block.
    Bytes {
        /// The index of the block.
        block: BlockId,
        /// The bytes, relative to the start of the block.
        range: Range<u32>,
    },
    /// The opening sign of a bracket.
    Opener(BracketRef),
    /// A defined term.
    Definition(DefinitionRef),
    /// The mark of a footnote.
    Footnote {
        /// The index of the block.
        block: BlockId,
        /// The index among the marks of the block.
        index: u32,
    },
    /// The sign with which a block ends, or its last word.
    End(BlockId),
}

impl Place {
    /// Returns the place of a provision's label.
    pub(crate) fn label(outline: &Outline, id: ProvisionId) -> Place {
        let provision = outline.provision(id);
        Place::Bytes { block: provision.block, range: provision.at.clone() }
    }

    /// Returns the index of the block that contains the place.
    pub(crate) fn block(&self) -> BlockId {
        match self {
            Place::Bytes { block, .. } | Place::Footnote { block, .. } => *block,
            Place::Opener(bracket) => bracket.block,
            Place::Definition(definition) => definition.block,
            Place::End(block) => *block,
        }
    }

    /// Updates the index of the block after an edit; `None` if the block was replaced.
    fn spliced(&mut self, blocks: &Splice) -> Option<()> {
        let moved = blocks.map(self.block())?;
        match self {
            Place::Bytes { block, .. } | Place::Footnote { block, .. } | Place::End(block) => *block = moved,
            Place::Opener(bracket) => bracket.block = moved,
            Place::Definition(definition) => definition.block = moved,
        }
        Some(())
    }

    /// Returns the place as bytes of the draft.
    fn bytes(&self, draft: &Draft) -> Range<usize> {
        match self {
            Place::Bytes { block, range } => draft.range(*block, range.clone()),
            Place::Opener(bracket) => {
                draft.range(bracket.block, draft.block(bracket.block).brackets[bracket.index].opener())
            }
            Place::Definition(definition) => {
                let term = &draft.block(definition.block).definitions[definition.index].term;
                draft.range(definition.block, term.clone())
            }
            Place::Footnote { block, index } => {
                let mark = footnote_ranges(&draft.block(*block).text).nth(to_usize(*index));
                draft.range(*block, mark.map_or(0..0, range_to_u32))
            }
            Place::End(block) => draft.range(*block, clause_end_range(draft.block(*block))),
        }
    }
}

/// A finding of a rule. The name of the rule and the severity are added when it is published.
#[derive(Clone)]
pub(crate) struct Finding {
    place: Place,
    message: String,
    related: Vec<(Place, String)>,
    /// A change that would correct the fault. The ranges of its edits are bytes of the block that contains `place`.
    fix: Option<Fix>,
    /// What may be written at `place` instead, with the title of the fix. It moves with the place.
    replacement: Option<(String, char)>,
}

impl Finding {
    /// Creates a finding at a place.
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Finding {
        let message = without_filler(message.into());
        Finding { place, message, related: Vec::new(), fix: None, replacement: None }
    }

    /// Adds a related place.
    pub(crate) fn related(mut self, place: Place, message: impl Into<String>) -> Finding {
        self.related.push((place, message.into()));
        self
    }

    /// Adds a fix that may be wrong: replaces some bytes of the block by `text`.
    pub(crate) fn possible_fix(self, title: impl Into<String>, range: Range<u32>, text: &str) -> Finding {
        self.with_fix(title.into(), range, text, false, false)
    }

    /// Adds a fix that may be wrong: deletes some parts of the block, which are in order.
    pub(crate) fn possible_deletion(mut self, title: impl Into<String>, ranges: [Range<u32>; 2]) -> Finding {
        let edits = ranges.map(|range| Edit { range: range_to_usize(range), text: String::new() }).into();
        self.fix = Some(Fix { title: title.into(), edits, is_sure: false, is_preferred: false });
        self
    }

    /// Adds a fix that an editor should offer first, though it may be wrong.
    pub(crate) fn preferred_fix(self, title: impl Into<String>, range: Range<u32>, text: &str) -> Finding {
        self.with_fix(title.into(), range, text, false, true)
    }

    /// Adds a fix that is right whatever the author intended, so that `--fix` applies it.
    pub(crate) fn sure_fix(self, title: impl Into<String>, range: Range<u32>, text: &str) -> Finding {
        self.with_fix(title.into(), range, text, true, true)
    }

    /// Adds a fix that may be wrong: replaces what stands at the place of the finding by a sign. A rule that is not given
    /// the text of a block cannot name bytes of it, which move when its words are edited.
    pub(crate) fn possible_sign(mut self, title: impl Into<String>, sign: char) -> Finding {
        self.replacement = Some((title.into(), sign));
        self
    }

    fn with_fix(mut self, title: String, range: Range<u32>, text: &str, is_sure: bool, is_preferred: bool) -> Finding {
        let edit = Edit { range: range_to_usize(range), text: text.to_owned() };
        self.fix = Some(Fix { title, edits: vec![edit], is_sure, is_preferred });
        self
    }

    /// Returns the index of the block that contains it.
    pub(crate) fn block(&self) -> BlockId {
        self.place.block()
    }

    /// Returns whether its place or a related place is in some blocks.
    pub(crate) fn is_in(&self, blocks: &Range<BlockId>) -> bool {
        let related = self.related.iter().map(|it| &it.0);
        related.chain([&self.place]).any(|place| blocks.contains(&place.block()))
    }

    /// Returns whether a related place is in a replaced block.
    pub(crate) fn relates_to_replaced(&self, blocks: &Splice) -> bool {
        self.related.iter().any(|(place, _)| blocks.map(place.block()).is_none())
    }

    /// Returns the finding after an edit; `None` if its place or a related place is in a replaced block.
    pub(crate) fn spliced(mut self, blocks: &Splice) -> Option<Finding> {
        self.place.spliced(blocks)?;
        for (place, _) in &mut self.related {
            place.spliced(blocks)?;
        }
        Some(self)
    }

    /// Returns the finding in the form in which it is published. A fix that would delete markup, which no rule reads, is left
    /// out.
    pub(crate) fn diagnostic(&self, rule: &Rule, draft: &Draft, settings: &Settings) -> Diagnostic {
        let start = draft.start(self.block());
        let block = draft.block(self.block());
        let edit = |it: &Edit| Edit { range: it.range.start + start..it.range.end + start, text: it.text.clone() };
        let keeps_markup = |fix: &&Fix| !fix.edits.iter().any(|it| block.holds_markup(it.range.clone()));
        let fix = self.fix.as_ref().filter(keeps_markup).map(|fix| Fix {
            title: fix.title.clone(),
            edits: fix.edits.iter().map(edit).collect(),
            is_sure: fix.is_sure,
            is_preferred: fix.is_preferred,
        });
        let replacement = self.replacement.as_ref().map(|(title, sign)| Fix {
            title: title.clone(),
            edits: vec![Edit { range: self.place.bytes(draft), text: sign.to_string() }],
            is_sure: false,
            is_preferred: false,
        });
        let fix = fix.or(replacement);
        Diagnostic { fix, ..self.without_fix(rule, draft, settings) }
    }

    /// Returns the finding in the form in which it is published, without its fix.
    pub(crate) fn without_fix(&self, rule: &Rule, draft: &Draft, settings: &Settings) -> Diagnostic {
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
            fix: None,
        }
    }
}

/// A finding of a rule that compares drafts. Its ranges are bytes of the whole draft.
pub(crate) struct CrossDraftFinding {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) related: Vec<Related>,
}

impl CrossDraftFinding {
    /// Creates a finding at some bytes of the draft.
    pub(crate) fn new(range: Range<usize>, message: String) -> CrossDraftFinding {
        CrossDraftFinding { range, message, related: Vec::new() }
    }

    /// Adds a related place in another draft.
    pub(crate) fn related_in(
        mut self,
        draft: &Arc<str>,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> CrossDraftFinding {
        self.related.push(Related { draft: Some(Arc::clone(draft)), range, message: message.into() });
        self
    }

    /// Returns the finding in the form in which it is published.
    pub(crate) fn diagnostic(&self, rule: &Rule, settings: &Settings) -> Diagnostic {
        let CrossDraftFinding { range, message, related } = self;
        let (message, related) = (message.clone(), related.clone());
        let severity = rule.severity(settings);
        Diagnostic { rule: rule.name, severity, range: range.clone(), message, related, fix: None }
    }
}
