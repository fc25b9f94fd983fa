//! A draft and the tables from which defects are chosen: its references, articles and lists.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use travaux_grammar::{Enclosure, Kind, NumberForm, Reference};
use travaux_model::document::Document;
use travaux_model::outline::{ProvisionId, Resolution};

/// A reference of a draft: its bytes, what it says, and what it resolves to.
pub(super) type Cited<'a> = (Range<usize>, &'a Reference, Resolution);

/// A draft in which defects are made. Its tables are computed once for all of them.
pub struct Draft<'a> {
    pub(super) document: &'a Document,
    pub(super) text: String,
    references: OnceCell<Vec<Cited<'a>>>,
    lists: OnceCell<Vec<Vec<ProvisionId>>>,
}

impl<'a> Draft<'a> {
    /// Prepares a document.
    pub fn of(document: &'a Document) -> Draft<'a> {
        let text = document.text.to_string();
        Draft { document, text, references: OnceCell::new(), lists: OnceCell::new() }
    }

    pub(super) fn block_of(&self, at: usize) -> Range<usize> {
        self.document.draft.block_range(self.document.draft.block_at(at))
    }

    /// Returns the references whose resolution depends on a provision: references to it or into it, and those inside
    /// it.
    pub(super) fn dependent(&self, id: ProvisionId) -> Vec<Range<usize>> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let inside = outline.range(draft, id);
        let targets_it = |resolution: &Resolution| {
            resolution.provisions().any(|target| outline.ancestors(target).any(|it| it == id))
        };
        self.references()
            .iter()
            .filter(|(range, _, resolution)| inside.contains(&range.start) || targets_it(resolution))
            .map(|(range, ..)| range.clone())
            .collect()
    }

    pub(super) fn references(&self) -> &[Cited<'a>] {
        self.references.get_or_init(|| self.read_references())
    }

    fn read_references(&self) -> Vec<Cited<'a>> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        draft
            .blocks_with_ids()
            .flat_map(|(id, block)| {
                outline.references(id, block).map(move |reference| {
                    let range = draft.range(id, reference.range());
                    (range, reference, outline.resolve(id, &block.text, reference))
                })
            })
            .collect()
    }

    /// Returns the articles that are numbered through the text, in order.
    pub(super) fn articles(&self) -> Vec<ProvisionId> {
        let outline = &self.document.outline;
        let is_counted = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            provision.kind == Kind::Article
                && provision.label.is_some_and(|it| it.form == NumberForm::Digits)
                && !provision.quoted
                && outline.ancestors(*id).all(|it| outline.provision(it).kind != Kind::Annex)
        };
        outline.ids().filter(is_counted).collect()
    }

    /// Returns the lists whose order is fixed, without alternatives, bracketed and quoted provisions. Paragraphs are
    /// listed in articles only. Lists with labels in running text are left out, because such a label is recognized only
    /// if it has the next number.
    pub(super) fn lists(&self) -> &[Vec<ProvisionId>] {
        self.lists.get_or_init(|| self.read_lists())
    }

    fn read_lists(&self) -> Vec<Vec<ProvisionId>> {
        let outline = &self.document.outline;
        let mut inline: BTreeSet<(Option<ProvisionId>, u8)> = BTreeSet::new();
        let mut lists: Vec<(Option<ProvisionId>, Enclosure, NumberForm, Vec<ProvisionId>)> = Vec::new();
        for id in outline.ids() {
            let provision = outline.provision(id);
            let Some(label) = provision.label else { continue };
            let in_article = outline.ancestors(id).any(|it| outline.provision(it).kind == Kind::Article);
            let is_listed = matches!(provision.kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item) && in_article;
            let sites = &self.document.draft.block(provision.block).labels;
            let is_inline = sites.iter().any(|site| site.inline && site.start == provision.at.start);
            if !is_listed || !label.is_plain() || outline.bracket(provision).is_some() || provision.quoted {
                continue;
            }
            let key = |it: &&mut (Option<ProvisionId>, Enclosure, NumberForm, Vec<ProvisionId>)| {
                it.0 == provision.parent && it.1 == provision.enclosure && it.2 == label.form
            };
            match lists.iter_mut().rev().take(4).find(key) {
                Some(list) if !label.is_first() => list.3.push(id),
                _ => lists.push((provision.parent, provision.enclosure, label.form, vec![id])),
            }
            if is_inline {
                inline.insert((provision.parent, label.form as u8));
            }
        }
        lists.retain(|it| !inline.contains(&(it.0, it.2 as u8)));
        let is_settled = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            outline.bracket(provision).is_none() && provision.label.is_some_and(|it| it.is_plain())
        };
        let articles = self.articles().into_iter().filter(is_settled).collect();
        lists.into_iter().map(|it| it.3).chain([articles]).collect()
    }
}

/// Returns the predecessor of a provision in a list.
pub(super) fn predecessor(of: &[ProvisionId], id: ProvisionId) -> Option<ProvisionId> {
    let index = of.iter().position(|it| *it == id)?;
    index.checked_sub(1).map(|before| of[before])
}

/// Returns the findings that references may cause if they now dangle or name another provision, which may be in
/// brackets.
pub(super) fn reference_consequences(references: Vec<Range<usize>>) -> Vec<(&'static str, Range<usize>)> {
    let rules =
        ["dangling-reference", "reference-to-contested-provision", "wrong-direction", "self-reference", "wrong-title"];
    rules.into_iter().flat_map(|rule| references.iter().map(move |range| (rule, range.clone()))).collect()
}
