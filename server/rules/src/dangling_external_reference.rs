//! # dangling-external-reference
//!
//! A reference names a provision that another instrument does not have.
//!
//! A protocol, a decision or an accession treaty depends on the articles of another text. If `travaux.toml` names the
//! file of that text, references into it are checked like references within the draft. While both are being negotiated,
//! the other text is renumbered too. Guideline 16 of the Joint Practical Guide of the European Union requires that a
//! reference indicate precisely the act or provision to which it refers.
//!
//! ```treaty instrument=Harbour Convention
//! Article 1
//!
//! 1. One.
//!
//! 2. Two.
//!
//! Article 2
//!
//! The text of article 2.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Measures under article 99 of the Harbour Convention shall be taken.
//!                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ instrument.treaty has no article 99
//!
//! Article 2
//!
//! Nothing in article 1, paragraph 3, of the Harbour Convention affects this article.
//!            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ article 1 in instrument.treaty has no paragraph 3
//! ```
//!
//! ```treaty instrument=اتفاقية الموانئ
//! المادة 1
//!
//! نص.
//!
//! المادة 2
//!
//! نص.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! تطبق المادة 9 من اتفاقية الموانئ على هذه التدابير.
//!      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ instrument.treaty has no article 9
//! ```
//!
//! Nothing is reported if the other text is an excerpt or is ambiguous: if it has no article 1, if words or articles
//! were left out of it, if the number occurs in a quotation or is one of several proposed numbers, or if the file holds
//! several instruments with an article of that number. Nor is anything reported in a block that amends the other text,
//! since the amendment may add the provision that it names.
//!
//! ```treaty instrument=Harbour Convention
//! Article 1
//!
//! One.
//!
//! Article 2
//!
//! Two.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Under article 2, paragraph 3, of the Harbour Convention, paragraphs may be counted.
//!
//! Article 2
//!
//! A new article 3 of the Harbour Convention shall be inserted after article 2 of the Harbour Convention.
//!
//! Article 3
//!
//! Article 99 of the Pilots Convention is not known here, nor is article [X] of the Harbour Convention.
//! ```
//!
//! **Instead**, name the intended provision, or write `[X]` while the number is open.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use travaux_grammar::{Anchor, BlockFlags, BlockId, BlockSummary, Kind, Label, Reference, Summaries, Target};

use crate::context::WorkspaceContext;
use crate::finding::CrossDraftFinding;
use crate::missing_targets::{amends, is_certain, is_quoted, may_be_in_rival};
use crate::step_names::step_name;
use travaux_model::diagnostic::Severity;
use travaux_model::document::Document;
use travaux_model::instruments::Instruments;
use travaux_model::outline::{Missing, Outline, ProvisionId, Resolved, Status};
use travaux_model::paths::file_name;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(context: &WorkspaceContext<'_>, found: &mut Vec<CrossDraftFinding>) {
    let instruments = Instruments::of(context.settings);
    if instruments.names.is_empty() {
        return;
    }
    let (draft, outline) = (context.draft(), context.outline());
    let mut texts: FxHashMap<&str, Option<Instrument<'_>>> = FxHashMap::default();
    for (id, block) in draft.blocks_with(BlockFlags::REFERENCE) {
        if context.is_cancelled() {
            return;
        }
        let mut is_amending = None;
        for reference in outline.references(id, block) {
            let Some(named) = &reference.instrument else { continue };
            let Some(file) = instruments.file_of(block, named.clone()) else { continue };
            let text = texts.entry(file).or_insert_with(|| Instrument::of(context, file));
            let Some((text, missing)) = text.as_ref().and_then(|it| Some((it, it.missing(reference)?))) else {
                continue;
            };
            // `the Convention` may be the draft itself.
            let is_elsewhere = || {
                let resolution = outline.resolve_without_addresses(id, block.plain_text(), reference);
                resolution.status == Status::External
            };
            if !is_elsewhere()
                || is_quoted(outline, id, block, reference.start)
                || *is_amending.get_or_insert_with(|| amends(outline, Summaries::of(draft), id, block))
            {
                continue;
            }
            found.push(text.finding(draft.range(id, reference.range()), &missing));
        }
    }
}

/// The text of another instrument, with which references into it are checked.
struct Instrument<'a> {
    name: &'a Arc<str>,
    document: &'a Document,
    /// Whether parts of the instrument are clearly missing from the file.
    is_excerpt: bool,
}

impl<'a> Instrument<'a> {
    fn of(context: &WorkspaceContext<'a>, file: &str) -> Option<Instrument<'a>> {
        let (name, document) = context.workspace.draft_of_file(file).filter(|it| !it.1.draft.is_empty())?;
        let articles = || document.outline.numbered_headings().map(|(id, _)| document.outline.provision(id));
        let mut articles = articles().filter(|it| it.kind == Kind::Article).filter_map(|it| it.label);
        let has_first_article = articles.any(|it| it.number() == 1);
        let is_left_out = |summary: &BlockSummary| summary.is_elided && !summary.has_letters;
        let is_excerpt = !has_first_article || document.summaries().iter().any(|(_, summary)| is_left_out(summary));
        Some(Instrument { name, document, is_excerpt })
    }

    /// Returns the provision that a reference names and this text certainly does not have.
    fn missing(&self, reference: &Reference) -> Option<Missing> {
        let is_plain = reference.title.is_none() && reference.relative.is_none() && !reference.pending;
        // `paragraph 2 of the Convention` does not name an article to search.
        let is_headed = |it: &Target| it.steps.first().is_some_and(|it| it.kind.is_heading());
        if !is_plain || !reference.targets.iter().all(is_headed) {
            return None;
        }
        let outline = &self.document.outline;
        // Resolved in the other text, it is a reference of that text to itself.
        let own = Reference { start: 0, end: 0, anchor: Anchor::ThisInstrument, instrument: None, ..reference.clone() };
        let resolution = outline.resolve_without_addresses(BlockId::FIRST, "", &own);
        let missing = resolution.targets.into_iter().find_map(|target| match target {
            Resolved::NotFound { missing, .. } if self.is_certain(&missing) => Some(missing),
            Resolved::NotFound { .. } | Resolved::Found { .. } => None,
        })?;
        // `paragraph 2 of that article` is reported with the reference that names the article.
        let mut inherited = reference
            .targets
            .iter()
            .flat_map(|target| target.steps.iter().take(usize::from(reference.inherited_steps)));
        (!inherited.any(|step| *step == missing.step)).then_some(missing)
    }

    fn is_certain(&self, missing: &Missing) -> bool {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        if !is_certain(outline, Summaries::of(draft), missing) || may_be_in_rival(outline, missing, true) {
            return false;
        }
        let Some(inside) = missing.inside else {
            return !self.is_excerpt && !may_have_heading(outline, missing);
        };
        let is_article = |id: &ProvisionId| outline.provision(*id).kind == Kind::Article;
        outline.ancestors(inside).find(is_article).is_some_and(|article| {
            let range = outline.range(draft, article);
            outline.headings(Kind::Article, outline.provision(article).label.as_ref()).len() == 1
                && !draft.blocks_in(range).any(|id| draft.block(id).summary.is_elided)
        })
    }

    fn finding(&self, range: Range<usize>, missing: &Missing) -> CrossDraftFinding {
        let outline = &self.document.outline;
        let (step, file) = (step_name(&missing.step), file_name(self.name));
        match missing.inside.map(|inside| (inside, outline.address(inside))).filter(|it| !it.1.is_empty()) {
            Some((inside, address)) => CrossDraftFinding::new(range, format!("{address} in {file} has no {step}"))
                .related_in(self.name, outline.label_range(&self.document.draft, inside), format!("{address} is here")),
            None => CrossDraftFinding::new(range, format!("{file} has no {step}")),
        }
    }
}

/// Returns whether a heading with that number occurs in a quotation, or as one of several numbers of one provision.
fn may_have_heading(outline: &Outline, missing: &Missing) -> bool {
    let is_it = |label: &Label| label.names_same_provision(&missing.step.label);
    outline.provisions.iter().filter(|it| it.kind == missing.step.kind).any(|it| {
        let is_quoted = it.quoted && it.label.as_ref().is_some_and(is_it);
        is_quoted || it.rivals.iter().any(is_it)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::lint;
    use travaux_model::config::{Instrument, Settings};
    use travaux_model::document::Document;
    use travaux_model::workspace::Workspace;

    /// Checks what is reported of a reference to article 3, paragraph 4, of an instrument with the given text.
    fn check(instrument: &str, expected: Option<&str>) {
        let file = Some("h.treaty".to_owned());
        let name = "Harbour Convention".to_owned();
        let settings = Settings {
            instruments: vec![Instrument { name, aliases: Vec::new(), file: file.clone() }],
            ..Settings::default()
        };
        let drafts = file.into_iter().map(|it| (it.into(), Arc::new(Document::parse(instrument, None, 0))));
        let workspace = Workspace { drafts: drafts.collect(), ..Workspace::default() };
        let draft = "Article 1\n\nUnder article 3, paragraph 4, of the Harbour Convention.\n";
        let found = lint(&workspace, "draft", &Document::parse(draft, None, 0), &settings);
        let found: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{instrument}");
    }

    #[test]
    fn a_provision_missing_from_a_complete_text_is_reported() {
        check("Article 1\n\nOne.\n\nArticle 2\n\nTwo.\n", Some("h.treaty has no article 3"));
        let third = "Article 1\n\nOne.\n\nArticle 3\n\n1. Text.\n\n2. Text.\n";
        check(third, Some("article 3 in h.treaty has no paragraph 4"));
        check("第一条\n\n案文。\n\n第二条\n\n案文。\n", Some("h.treaty has no article 3"));
    }

    #[test]
    fn nothing_is_reported_against_an_excerpt() {
        for excerpt in [
            "",
            "Article 1\n\nOne.\n",
            "Article 7\n\nSeven.\n\nArticle 8\n\nEight.\n",
            "Article 1\n\nOne.\n\n[...]\n\nArticle 5\n\nFive.\n",
            "Article 1\n\nOne.\n\nArticle 3\n\n1. One.\n\n[...]\n",
            "Article 1\n\nOne.\n\nArticle 3\n\nWithout numbers.\n",
        ] {
            check(excerpt, None);
        }
    }

    #[test]
    fn nothing_is_reported_against_a_file_of_several_instruments() {
        let third = "Article 1\n\nOne.\n\nArticle 2\n\nTwo.\n\nArticle 3\n\n1. Text.\n\n2. Text.\n\n";
        check(&third.repeat(2), None);
    }
}
