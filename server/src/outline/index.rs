//! The tables by which references find their provisions: by heading, by list and label, by what the running text writes, and
//! by what the draft calls itself and others.

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::fold::folded;
use travaux_grammar::label::Form;
use travaux_grammar::leading::Enclosure;
use travaux_grammar::lexicon::{Lexicon, Word, folded_phrase};
use travaux_grammar::reference::Anchor;
use travaux_grammar::{Draft, Kind, Label};

use super::resolve::spelt_out;
use super::{LabelKey, Outline, ProvisionId, ROOT};

/// Fills an outline's index from its provisions.
pub(super) fn index(draft: &Draft, outline: &mut Outline) {
    let mut headed: FxHashMap<_, Vec<ProvisionId>> = FxHashMap::default();
    let mut listed = FxHashMap::default();
    let mut rivals = Vec::new();
    let mut lists = FxHashSet::default();
    let mut foremost = FxHashMap::default();
    // Annexes hold each other's provisions nowhere, so the end of the last one tells.
    let mut annex_end = 0;
    for (id, provision) in outline.provisions.iter().enumerate() {
        let id = id as ProvisionId;
        if provision.kind == Kind::Annex {
            annex_end = provision.end.max(annex_end);
        }
        if let Some(parent) = provision.parent {
            if provision.kind == Kind::Option {
                lists.insert((parent, None));
            } else if let Some(label) = &provision.label {
                lists.insert((parent, Some(style(label))));
            }
        }
        let Some(label) = provision.label.filter(|_| !provision.quoted) else { continue };
        match provision.kind {
            Kind::Paragraph | Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => {
                let scope = outline
                    .ancestors(id)
                    .skip(1)
                    .find(|it| outline.provision(*it).kind != Kind::Option)
                    .unwrap_or(ROOT);
                listed.entry((scope, label.key())).or_insert(id);
                for rival in &provision.rivals {
                    rivals.push(((scope, rival.key()), id));
                }
                if provision.kind == Kind::Paragraph {
                    headed.entry((Kind::Paragraph, label.key())).or_default().push(id);
                }
            }
            Kind::Preamble
            | Kind::Annex
            | Kind::Part
            | Kind::Title
            | Kind::Chapter
            | Kind::Section
            | Kind::Article
            | Kind::Option => {
                if provision.enclosure == Enclosure::Dot {
                    // `2. Objective` is found in its part as a paragraph would be.
                    listed.entry((provision.parent.unwrap_or(ROOT), label.key())).or_insert(id);
                }
                if id >= annex_end {
                    foremost.entry((provision.kind, label.key())).or_insert(id);
                }
                headed.entry((provision.kind, label.key())).or_default().push(id);
            }
        }
    }
    let mut annexes = (0..).zip(&outline.provisions).filter(|(_, it)| it.kind == Kind::Annex).map(|(id, _)| id);
    outline.only_annex = annexes.next().filter(|_| annexes.next().is_none());
    outline.instruments = instruments(outline);
    // A provision's own number goes before one that is only proposed for another.
    for (key, id) in rivals {
        listed.entry(key).or_insert(id);
    }
    outline.titled = titled(draft, outline);
    outline.headed = headed;
    outline.foremost = foremost;
    outline.lists = lists;
    outline.written = written(draft, outline.in_latin);
    outline.listed = listed;
    outline.restarts = restart(outline, Kind::Article);
    outline.paragraphs_restart = restart(outline, Kind::Paragraph);
    names(draft, outline);
    outline.foreign = foreign(draft, outline);
}

/// The divisions that are named as another instrument's: `annex VII to the Convention`.
fn foreign(draft: &Draft, outline: &Outline) -> FxHashSet<(Kind, LabelKey)> {
    let references = draft.blocks.iter().flat_map(|block| block.references.iter());
    let of_others = references.filter(|it| it.anchor == Anchor::Other || outline.names_another(it.anchor));
    let targets = of_others
        .flat_map(|it| it.targets.iter())
        .filter(|it| it.steps.first().is_some_and(|step| step.kind.is_division()));
    let outermost = targets.flat_map(|target| spelt_out(target, outline.in_latin)).map(|steps| steps[0]);
    outermost.map(|step| (step.kind, step.label.key())).collect()
}

/// The articles from which on the numbers of articles are another instrument's, or another language's.
fn instruments(outline: &Outline) -> Vec<ProvisionId> {
    let mut found = Vec::new();
    let mut count = 0;
    let mut annex_end = 0;
    for (id, provision) in (0..).zip(&outline.provisions) {
        if provision.kind == Kind::Annex {
            annex_end = provision.end.max(annex_end);
        }
        if provision.kind != Kind::Article || provision.quoted || id < annex_end {
            continue;
        }
        let begins = provision.label.is_some_and(|label| label.number() == 1 && label.is_first() && label.is_plain());
        if begins && count >= 2 {
            found.push(id);
            count = 0;
        }
        count += 1;
    }
    found
}

/// A title as it is compared: letter case, brackets and emphasis aside.
pub(super) fn plain_title(title: &str) -> String {
    folded_phrase(&title.replace(['[', ']', '*'], " "))
}

/// The first article of each title, where a reference names articles so.
fn titled(draft: &Draft, outline: &Outline) -> FxHashMap<String, ProvisionId> {
    let mut titled = FxHashMap::default();
    let is_asked = draft.blocks.iter().any(|block| block.references.iter().any(|it| it.title.is_some()));
    let articles = (0..).zip(&outline.provisions).filter(|(_, it)| is_asked && it.kind == Kind::Article);
    for (id, _) in articles {
        if let Some(title) = outline.title(draft, id) {
            titled.entry(plain_title(title)).or_insert(id);
        }
    }
    titled
}

/// In which blocks' running text each label is written.
fn written(draft: &Draft, in_latin: bool) -> FxHashMap<LabelKey, Vec<u32>> {
    let mut written: FxHashMap<LabelKey, Vec<u32>> = FxHashMap::default();
    for (index, block) in draft.blocks.iter().enumerate() {
        for label in &block.written {
            for reading in label.in_series(in_latin).readings() {
                written.entry(reading.key()).or_default().push(index as u32);
            }
        }
    }
    written
}

/// Whether the numbers of a kind begin anew in another division.
fn restart(outline: &Outline, kind: Kind) -> bool {
    let is_free = |id: ProvisionId| {
        !outline.ancestors(id).skip(1).any(|it| {
            matches!(
                outline.provision(it).kind,
                Kind::Article | Kind::Annex | Kind::Paragraph | Kind::Option | Kind::Preamble
            )
        })
    };
    outline.headed.iter().any(|((each, _), ids)| {
        *each == kind && ids.len() > 1 && {
            let first_of_lists = ids.iter().copied().filter(|id| {
                is_free(*id) && outline.provision(*id).label.is_some_and(|it| it.number() == 1 && it.is_plain())
            });
            let mut parents: Vec<Option<ProvisionId>> = first_of_lists.map(|id| outline.provision(id).parent).collect();
            parents.dedup();
            parents.len() > 1
        }
    })
}

/// What the agreement calls itself, and which nouns it defines as another's.
fn names(draft: &Draft, outline: &mut Outline) {
    // A protocol that amends a convention quotes `this Convention` more often than it says `this Protocol`; but its
    // first words are its own.
    const FIRST_WORDS: u32 = 5;
    let first_article = outline.provisions.iter().find(|it| it.kind == Kind::Article).map_or(0, |it| it.block);
    let mut counts: Vec<(u8, u32)> = Vec::new();
    for (index, block) in (0..).zip(&draft.blocks) {
        let weight = if index < first_article { FIRST_WORDS } else { 1 };
        if block.language != draft.language() {
            continue;
        }
        for (noun, count) in &block.own_names {
            match counts.iter_mut().find(|(each, _)| each == noun) {
                Some((_, sum)) => *sum += u32::from(*count) * weight,
                None => counts.push((*noun, u32::from(*count) * weight)),
            }
        }
    }
    for (index, definition) in outline.definitions(draft) {
        let block = &draft.blocks[index];
        if block.language != draft.language() {
            continue;
        }
        let term = folded(block.slice(definition.term.clone())).into_owned();
        let lexicon = Lexicon::of(block.language);
        let noun = term.split_whitespace().next_back().and_then(|word| lexicon.word(word));
        if let Some(Word::Instrument(noun)) = noun
            && term.split_whitespace().count() <= 2
        {
            outline.defined_names.push(noun);
        }
    }
    outline.own_name =
        counts.into_iter().max_by_key(|(noun, count)| (*count, std::cmp::Reverse(*noun))).map(|(noun, _)| noun);
    // `“Convention” means this Convention` would be no other: what it is called most is its own.
    let own = outline.own_name;
    outline.defined_names.retain(|noun| Some(*noun) != own);
    outline.defined_names.sort_unstable();
    outline.defined_names.dedup();
}

/// The labels that make one list with a label, whatever their alphabet.
pub(super) fn style(label: &Label) -> u8 {
    match label.form {
        Form::Digits | Form::UpperRoman => 0,
        Form::Lower | Form::LowerRoman => 1,
        Form::Upper => 2,
        Form::Placeholder => 3,
        Form::Lettered => 4,
    }
}
