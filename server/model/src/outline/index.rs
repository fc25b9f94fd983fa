//! The tables by which references find their provisions: by heading, by the labels in running text, and by the names
//! that the draft gives itself and other instruments. Headings by number are in
//! `numbered_index.rs`, lists in `lists.rs`.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::{Anchor, BlockFlags, BlockId, Kind, Label, NumberForm, Summaries, folded_phrase};

use super::provisions::is_lettered;
use super::target_paths::target_paths;
use super::{HeadingKinds, LabelKey, Outline, ProvisionId};

/// Fills in the tables of an outline, except for its lists. The cost depends on the number of headings and of blocks
/// with the relevant flags.
pub(super) fn index(summaries: Summaries<'_>, outline: &mut Outline) {
    let collected = Collected::of(summaries, outline);
    outline.only_annex = collected.annexes.first().map(|it| it.0).filter(|_| collected.annexes.len() == 1);
    Arc::make_mut(&mut outline.numbered).annexes = collected.annexes;
    outline.instruments = Arc::new(collected.instruments);
    outline.named_instruments = Arc::new(collected.named_instruments);
    outline.lettered = Arc::new(collected.lettered);
    outline.kinds = collected.kinds;
    outline.articles_in_digits = collected.digits >= 2 && collected.romans == 0;
    outline.articles_in_romans = collected.romans >= 2 && collected.digits == 0;
    outline.shows_beginning = collected.has_first_division || outline.facts.preamble.is_some();
    outline.shows_end = collected.last_article.is_some_and(|article| is_closed(summaries, outline, article));
    outline.has_articles = outline.numbered.keys.iter().any(|(kind, _)| kind.is_article());
    outline.titled = Arc::new(titled(summaries, outline));
    outline.written = Arc::new(written(summaries, outline.facts.in_latin));
    outline.headings_in_text = Arc::new(headings_in_text(summaries));
    outline.restarts = Kind::ARTICLES.into_iter().any(|kind| restart(outline, kind));
    outline.paragraphs_restart = restart(outline, Kind::Paragraph);
    outline.sections_restart = restart(outline, Kind::Section);
    outline.chapters_restart = restart(outline, Kind::Chapter);
    find_instrument_names(summaries, outline);
    outline.foreign = Arc::new(foreign(summaries, outline));
}

impl Outline {
    /// Returns the first heading with a title, if a reference of the draft names an article or a division by its title or
    /// with it. All kinds of articles are one kind.
    pub fn heading_titled(&self, kind: Kind, title: &str) -> Option<ProvisionId> {
        self.titled.get(&(kind_of_titled(kind), plain_title(title))).copied()
    }

    /// Returns whether an anchor names another instrument by a noun: `the Convention` in an agreement.
    pub(super) fn names_another(&self, anchor: Anchor) -> bool {
        match anchor {
            Anchor::DefiniteInstrument(noun) => self.own_name != Some(noun) || self.defined_names.contains(&noun),
            Anchor::None
            | Anchor::This(_)
            | Anchor::Near
            | Anchor::UnnumberedAnnex
            | Anchor::ThisInstrument
            | Anchor::OtherInstrument => false,
        }
    }
}

/// Returns the divisions that are named as another instrument's: `annex VII to the Convention`.
fn foreign(summaries: Summaries<'_>, outline: &Outline) -> FxHashSet<(Kind, LabelKey)> {
    let references = summaries.with_flags(BlockFlags::EXTERNAL).flat_map(|(_, summary)| summary.foreign.iter());
    let of_others =
        references.filter(|(anchor, _)| *anchor == Anchor::OtherInstrument || outline.names_another(*anchor));
    let targets = of_others
        .flat_map(|(_, targets)| targets.iter())
        .filter(|it| it.steps.first().is_some_and(|step| step.kind.is_division()));
    let outermost = targets.flat_map(|target| target_paths(target, outline.facts.in_latin)).map(|steps| steps[0]);
    outermost.map(|step| (step.kind, step.label.key())).collect()
}

/// What is collected in one pass over the global provisions.
#[derive(Default)]
struct Collected {
    /// The range of each annex.
    annexes: Vec<(ProvisionId, ProvisionId)>,
    /// The articles from which on articles belong to another instrument or another language version.
    instruments: Vec<ProvisionId>,
    /// Those of them before which the name of an instrument stands.
    named_instruments: Vec<ProvisionId>,
    /// The sections with a bare letter.
    lettered: Vec<ProvisionId>,
    /// The kinds of numbered headings.
    kinds: HeadingKinds,
    /// How many articles have digits.
    digits: usize,
    /// How many articles have roman numerals.
    romans: usize,
    /// Whether a division with the number 1 stands before the first article.
    has_first_division: bool,
    /// The last article outside the annexes.
    last_article: Option<ProvisionId>,
}

impl Collected {
    fn of(summaries: Summaries<'_>, outline: &Outline) -> Collected {
        let mut collected = Collected::default();
        let (mut articles, mut annex_end) = (0, ProvisionId::FIRST);
        for id in outline.globals.iter().copied() {
            let provision = outline.provision(id);
            if provision.label.is_some() {
                collected.kinds = collected.kinds.with(provision.kind);
            }
            if provision.kind == Kind::Article && !provision.quoted {
                let form = provision.label.map(|label| label.form);
                collected.digits += usize::from(form == Some(NumberForm::Digits));
                collected.romans += usize::from(form == Some(NumberForm::UpperRoman));
            }
            if is_lettered(provision) {
                collected.lettered.push(id);
            }
            if provision.kind.is_annex() && id >= annex_end {
                collected.annexes.push((id, provision.end));
                annex_end = provision.end.max(annex_end);
            }
            let is_number_one = provision.label.is_some_and(|label| label.numbers[0] == 1 && label.is_plain());
            collected.has_first_division |=
                collected.last_article.is_none() && provision.kind.is_division() && is_number_one;
            if provision.quoted || id < annex_end {
                continue;
            }
            if provision.kind.is_article() {
                collected.last_article = Some(id);
            }
            if provision.kind != Kind::Article {
                continue;
            }
            let is_first = |label: Label| label.number() == 1 && label.is_first() && label.is_plain();
            if articles >= 1 && provision.label.is_some_and(is_first) {
                let is_named = names_instrument_before(summaries, outline, id);
                if is_named || articles >= 2 {
                    collected.instruments.push(id);
                    articles = 0;
                }
                collected.named_instruments.extend(is_named.then_some(id));
            }
            articles += 1;
        }
        collected
    }
}

/// Returns whether a closing clause follows the last article.
fn is_closed(summaries: Summaries<'_>, outline: &Outline, article: ProvisionId) -> bool {
    const MAX_BLOCKS: u32 = 64;
    let next = outline.get(outline.provision(article).end).map_or(summaries.end(), |next| next.block);
    let last = next.minus(MAX_BLOCKS).max(outline.provision(article).block);
    BlockId::range(last..next).any(|block| summaries.get(block).closes_instrument)
}

/// Returns whether the name of an instrument stands between an article and the text before it: `PROTOCOL`, and perhaps
/// a preamble.
fn names_instrument_before(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    const MAX_BLOCKS: usize = 24;
    let Some(before) = id.previous().map(|it| outline.provision(it)) else { return false };
    // The name may head a part without a number, which ended the article before it.
    let is_part = before.kind == Kind::Section && before.label.is_none();
    let last = before.title.map_or(before.block, |title| title.max(before.block));
    let first = if is_part { before.block } else { last.next() };
    let between = BlockId::range(first..outline.provision(id).block).rev().take(MAX_BLOCKS);
    between.into_iter().any(|block| summaries.get(block).names_instrument)
}

/// Returns a title in the form in which it is compared, without letter case, brackets and emphasis.
pub(super) fn plain_title(title: &str) -> String {
    folded_phrase(&title.replace(['[', ']', '*'], " "))
}

/// Returns the kind under which headings with titles are looked up.
fn kind_of_titled(kind: Kind) -> Kind {
    if kind.is_article() { Kind::Article } else { kind }
}

/// Returns the first heading of each kind and title, if a reference names headings by their titles.
pub(super) fn titled(summaries: Summaries<'_>, outline: &Outline) -> FxHashMap<(Kind, String), ProvisionId> {
    let mut titled = FxHashMap::default();
    if summaries.with_flags(BlockFlags::TITLED_REFERENCE).next().is_none() {
        return titled;
    }
    for id in outline.globals.iter().copied() {
        let kind = outline.provision(id).kind;
        if let Some(title) = outline.title_in(summaries, id).filter(|_| kind.is_article() || kind.is_division()) {
            titled.entry((kind_of_titled(kind), plain_title(title))).or_insert(id);
        }
    }
    titled
}

/// Returns the blocks whose running text contains each label.
fn written(summaries: Summaries<'_>, in_latin: bool) -> FxHashMap<LabelKey, Vec<BlockId>> {
    let mut written: FxHashMap<LabelKey, Vec<BlockId>> = FxHashMap::default();
    for (index, block) in summaries.with_flags(BlockFlags::RUNNING_LABELS) {
        for label in &block.running_labels {
            for reading in label.in_alphabet(in_latin).readings() {
                written.entry(reading.key()).or_default().push(index);
            }
        }
    }
    written
}

/// Returns the headings that may be in running text.
fn headings_in_text(summaries: Summaries<'_>) -> FxHashSet<(Kind, LabelKey)> {
    let blocks = summaries.with_flags(BlockFlags::RUNNING_LABELS);
    blocks.flat_map(|(_, block)| block.headings_in_text.iter()).map(|(kind, label)| (*kind, label.key())).collect()
}

/// Returns whether the numbers of a kind restart in each division.
fn restart(outline: &Outline, kind: Kind) -> bool {
    let is_free = |id: ProvisionId| {
        !outline.ancestors(id).skip(1).any(|it| {
            matches!(
                outline.provision(it).kind,
                Kind::Annex | Kind::Schedule | Kind::Appendix | Kind::Paragraph | Kind::Option | Kind::Preamble
            ) || outline.provision(it).kind.is_article()
        })
    };
    outline.numbered.groups(kind).any(|alike| {
        alike.len() > 1 && {
            let first_of_lists = alike.iter().copied().filter(|id| {
                is_free(*id) && outline.provision(*id).label.is_some_and(|it| it.number() == 1 && it.is_plain())
            });
            let mut parents: Vec<Option<ProvisionId>> = first_of_lists.map(|id| outline.provision(id).parent).collect();
            parents.dedup();
            parents.len() > 1
        }
    })
}

/// Fills in the noun for the agreement itself, and the nouns that it defines as names of other instruments.
fn find_instrument_names(summaries: Summaries<'_>, outline: &mut Outline) {
    // A protocol that amends a convention quotes `this Convention` more often than it mentions `this Protocol`, but the
    // words before its first article are its own.
    const FIRST_WORDS: u32 = 5;
    let mut globals = outline.globals.iter().map(|id| outline.provision(*id));
    let first_article = globals.find(|it| it.kind.is_article()).map_or(BlockId::FIRST, |it| it.block);
    let mut counts: Vec<(u8, u32)> = Vec::new();
    for (index, block) in summaries.with_flags(BlockFlags::OWN_NAME) {
        let weight = if index < first_article { FIRST_WORDS } else { 1 };
        if block.language != summaries.language() {
            continue;
        }
        for (noun, count) in &block.own_names {
            match counts.iter_mut().find(|(each, _)| each == noun) {
                Some((_, sum)) => *sum += u32::from(*count) * weight,
                None => counts.push((*noun, u32::from(*count) * weight)),
            }
        }
    }
    for site in outline.definitions(summaries) {
        let summary = summaries.get(site.block);
        let instrument = summary.definitions[site.index].instrument;
        outline.defined_names.extend(instrument.filter(|_| summary.language == summaries.language()));
    }
    outline.own_name =
        counts.into_iter().max_by_key(|(noun, count)| (*count, std::cmp::Reverse(*noun))).map(|(noun, _)| noun);
    // `“Convention” means this Convention` does not name another instrument: the most frequent noun is the draft's own.
    let own = outline.own_name;
    outline.defined_names.retain(|noun| Some(*noun) != own);
    outline.defined_names.sort_unstable();
    outline.defined_names.dedup();
}
