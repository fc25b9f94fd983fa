//! What a block says to the rest of its draft, and so which edits leave the outline true. Whoever reads another block
//! than the one it speaks of, to fold an outline or to judge by one, reads only what is compared here: where
//! [`Outline::holds_for`] an edited draft, nothing of the draft has changed but inside the blocks that were edited.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::block::{BlockKind, LabelSite};
use travaux_grammar::bracket::Content;
use travaux_grammar::definition::Definition;
use travaux_grammar::label::Form;
use travaux_grammar::reference::{Anchor, Reference};
use travaux_grammar::several::{last_beside, near, several};
use travaux_grammar::{Block, Draft, Kind, Label};

use super::definitions::{first_line, is_of_definitions, opens_definitions};
use super::provisions::{common_level, title_words};
use super::spans::Enclosing;
use super::{Outline, ProvisionId};

/// How many blocks from a heading on tell its language.
pub const HEARD: u32 = 8;

/// The blocks of a draft that are not in the next state of it, and those that stand there in their place.
pub type Parted = (Range<u32>, Range<u32>);

/// The blocks that differ between two drafts, if they stand for each other one for one.
pub fn changed((gone, new): &Parted) -> Option<Range<usize>> {
    (gone == new).then_some(new.start as usize..new.end as usize)
}

/// Where a draft and the next state of it part.
pub fn parted(before: &Draft, after: &Draft) -> Parted {
    let (before, after) = (&before.blocks, &after.blocks);
    let is_same = |(before, after): &(&Arc<Block>, &Arc<Block>)| Arc::ptr_eq(before, after);
    let front = before.iter().zip(after).take_while(is_same).count();
    let back = before[front..].iter().rev().zip(after[front..].iter().rev()).take_while(is_same).count();
    (front as u32..(before.len() - back) as u32, front as u32..(after.len() - back) as u32)
}

impl Outline {
    /// Whether this outline of `before` is that of `after` too, and all that is judged by it and the blocks together
    /// comes out the same outside the blocks where they part.
    pub fn holds_for(&self, before: &Draft, after: &Draft, apart: &Parted) -> bool {
        let Some(changed) = changed(apart) else { return false };
        before.language() == after.language()
            && changed.clone().all(|index| self.bears_alike(before, after, index))
            && self
                .headings_heard(changed.clone())
                .all(|id| self.plain_language(before, id) == self.plain_language(after, id))
            && self.ending_in(changed).all(|id| self.contested(before, id) == self.contested(after, id))
    }

    fn bears_alike(&self, before: &Draft, after: &Draft, index: usize) -> bool {
        let may_be_title = index.checked_sub(1).is_some_and(|before| !after.blocks[before].labels.is_empty());
        let (before, after) = (&before.blocks[index], &after.blocks[index]);
        has_same_form(before, after)
            && has_same_labels(before, after)
            && (has_same_title(before, after) || before.kind == BlockKind::Labelled && self.takes_no_title(index))
            && has_same_brackets(before, after)
            && has_same_words(before, after)
            && !(may_be_title
                && before.text != after.text
                && [before, after].into_iter().any(|it| title_words(it).is_some()))
            && foreign(before).eq(foreign(after))
            && defined(before).eq(defined(after))
    }

    /// Whether nothing in a block is the heading of a section, whatever its text reads like: a paragraph of an article
    /// that somebody has begun to type reads like a title until it has a verb or a stop.
    fn takes_no_title(&self, index: usize) -> bool {
        let first = self.provisions.partition_point(|it| (it.block as usize) < index);
        let ids = (first..).zip(&self.provisions[first..]).take_while(|(_, it)| it.block as usize == index);
        let in_article = |id| self.ancestors(id).skip(1).any(|it| self.provision(it).kind == Kind::Article);
        let is_lettered = |form| matches!(form, Form::Upper | Form::UpperRoman);
        let mut ids = ids.peekable();
        ids.peek().is_some()
            && ids.all(|(id, it)| {
                let is_listed = matches!(it.kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item);
                is_listed && !it.label.is_some_and(|it| is_lettered(it.form)) && in_article(id as ProvisionId)
            })
    }

    /// The headings whose language is told by some blocks, among others.
    fn headings_heard(&self, blocks: Range<usize>) -> impl Iterator<Item = ProvisionId> + '_ {
        let first = (blocks.start as u32).saturating_sub(HEARD - 1);
        let near = self.provisions.partition_point(|it| it.block < first);
        let ids = (near..).zip(&self.provisions[near..]).take_while(move |(_, it)| (it.block as usize) < blocks.end);
        ids.filter(|(_, it)| it.kind.is_heading() && it.label.is_some()).map(|(id, _)| id as ProvisionId)
    }

    /// The provisions that end in some blocks, or whose brackets close there, and others around.
    fn ending_in(&self, blocks: Range<usize>) -> impl Iterator<Item = ProvisionId> + '_ {
        let first = self.provisions.partition_point(|it| (it.block as usize) < blocks.start);
        let behind = self.provisions.partition_point(|it| (it.block as usize) < blocks.end);
        let around = first.checked_sub(1).into_iter().flat_map(|last| self.ancestors(last as ProvisionId));
        around.chain(first as ProvisionId..behind as ProvisionId)
    }
}

/// What it is, and how far what is asked of its length goes.
fn has_same_form(before: &Block, after: &Block) -> bool {
    let lengths = |it: &Block| {
        let length = it.trimmed_len();
        (length == 0, length < 160, length < 240)
    };
    let indent = |it: &Block| it.text.len() - it.text.trim_start().len();
    let form = |it: &Block| (it.kind, it.language, it.level, it.body, it.enacts);
    form(before) == form(after) && lengths(before) == lengths(after) && indent(before) == indent(after)
}

/// Its labels, how they are written, what stands before them and, as far as it counts, behind.
fn has_same_labels(before: &Block, after: &Block) -> bool {
    let first_letter = |it: &Block| it.text.find(char::is_alphabetic).unwrap_or(usize::MAX);
    let letters = (first_letter(before), first_letter(after));
    let is_heading = before.labels.iter().any(|site| site.kind.is_some());
    let is_article = before.labels.iter().any(|site| site.kind == Some(Kind::Article));
    let of_definitions = |it: &Block| first_line(it).is_some_and(|line| is_of_definitions(line, it.language));
    before.labels == after.labels
        && before.labels.iter().all(|site| {
            before.slice(site.start..site.end) == after.slice(site.start..site.end)
                && (letters.0 < site.start as usize) == (letters.1 < site.start as usize)
                && has_same_number_beside(before, after, site)
        })
        && (!is_heading || has_text(before) == has_text(after))
        && (!is_article || of_definitions(before) == of_definitions(after))
}

/// What its text is, if it reads like a title.
fn has_same_title(before: &Block, after: &Block) -> bool {
    before.title == after.title
        && before.title.clone().is_none_or(|title| before.slice(title.clone()) == after.slice(title))
}

/// What stands beside a label for more of its kind, however the label is read.
fn has_same_number_beside(before: &Block, after: &Block, site: &LabelSite) -> bool {
    let last = |it: &Block, label: Label| last_beside(it, &label, site.end);
    let mut readings = site.label.into_iter().flat_map(Label::readings);
    near(&before.text, site.end as usize) == near(&after.text, site.end as usize)
        || readings.all(|it| last(before, it) == last(after, it))
}

/// The brackets that it leaves open, and those around its labels.
fn has_same_brackets(before: &Block, after: &Block) -> bool {
    let starts = |it: &Block| {
        let indent = (it.text.len() - it.text.trim_start().len()) as u32;
        let mut starts: Vec<u32> = it.labels.iter().map(|site| site.start).chain([0, indent]).collect();
        starts.sort_unstable();
        starts
    };
    let around = |it: &Block| {
        let mut own = Enclosing::of(it);
        let brackets = starts(it).into_iter().map(move |start| own.at(start));
        brackets.map(|place| place.map(|place| (place, it.brackets.list[place as usize].open))).collect::<Vec<_>>()
    };
    let closers = |it: &Block| it.brackets.strays.iter().map(|it| it.glyph).collect::<Vec<_>>();
    let openers = |it: &Block| {
        let open = (0u32..).zip(&it.brackets.list).filter(|(_, it)| it.close.is_none());
        open.map(|(place, it)| (place, it.glyph, it.structural)).collect::<Vec<_>>()
    };
    closers(before) == closers(after) && openers(before) == openers(after) && around(before) == around(after)
}

/// What its running text tells others.
fn has_same_words(before: &Block, after: &Block) -> bool {
    let is_read = matches!(before.kind, BlockKind::Text | BlockKind::Heading);
    let names_by_title = |it: &Block| it.references.iter().any(|it| it.title.is_some());
    before.written == after.written
        && before.own_names == after.own_names
        && names_by_title(before) == names_by_title(after)
        && opens_definitions(before) == opens_definitions(after)
        && is_elided_in(before) == is_elided_in(after)
        && [Form::Digits, Form::Lower, Form::LowerRoman].iter().all(|it| several(before, *it) == several(after, *it))
        && (!is_read || common_level(before) == common_level(after))
}

/// The references that may name divisions of another instrument.
fn foreign(block: &Block) -> impl Iterator<Item = (&Anchor, impl PartialEq + '_)> {
    let names = |it: &&Reference| {
        matches!(it.anchor, Anchor::Other | Anchor::Definite(_))
            && it.targets.iter().any(|it| it.steps.first().is_some_and(|step| step.kind.is_division()))
    };
    block.references.iter().filter(names).map(|it| (&it.anchor, &it.targets))
}

/// Its terms, and behind which of its labels they stand.
fn defined(block: &Block) -> impl Iterator<Item = impl PartialEq + '_> {
    let labels_before = |it: &Definition| block.labels.iter().filter(|site| site.start <= it.term.start).count();
    block.definitions.iter().map(move |it| (it.basis, block.slice(it.term.clone()), labels_before(it)))
}

/// Whether words were left out of a block: `[...]`.
pub fn is_elided_in(block: &Block) -> bool {
    block.brackets.list.iter().any(|bracket| bracket.content == Content::Elision)
        || matches!(block.text.trim(), "…" | "..." | ". . ." | "* * *")
}

/// Whether a heading's block holds more than the heading and its title.
pub fn has_text(block: &Block) -> bool {
    block.text.trim_end().lines().count() > 2
}
