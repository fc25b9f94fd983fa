//! Makes single defects in drafts that have none. A defect has the changes that make it, the finding that is expected,
//! and further findings that are consequences of it. Defects that cannot be recognized from the text are not made; the
//! functions document which these are.

use std::collections::BTreeSet;
use std::ops::Range;

use travaux_grammar::{
    BlockId, BlockKind, DefinitionBasis, Doubt, Enclosure, Kind, Label, NumberForm, Reference, Suffix, digit_value,
    is_han, to_u32, to_usize,
};
use travaux_model::document::{Change, Document};
use travaux_model::outline::{BracketRef, ProvisionId, Resolution, Resolved, Status};

use crate::generator::han;
use crate::random::Random;

/// A kind of defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefectKind {
    /// A bracket loses its opener.
    OpenerDropped,
    /// A bracket loses its closer.
    CloserDropped,
    /// An opener is added before a word.
    OpenerAdded,
    /// A closer is added before a word.
    CloserAdded,
    /// The heading of an article is deleted, with its title.
    HeadingDeleted,
    /// Two adjacent provisions of a list exchange their numbers.
    NeighboursSwapped,
    /// Two provisions of a list that are not adjacent exchange their numbers.
    NumbersSwapped,
    /// A reference names a number that the draft does not have.
    ReferenceBroken,
    /// A word processor lost a reference.
    ReferenceLost,
    /// A word of the Latin series is misspelt.
    SuffixMisspelt,
    /// A definition is given the term of another.
    DefinitionDuplicated,
}

impl DefectKind {
    /// All kinds.
    pub const ALL: [DefectKind; 11] = [
        DefectKind::OpenerDropped,
        DefectKind::CloserDropped,
        DefectKind::OpenerAdded,
        DefectKind::CloserAdded,
        DefectKind::HeadingDeleted,
        DefectKind::NeighboursSwapped,
        DefectKind::NumbersSwapped,
        DefectKind::ReferenceBroken,
        DefectKind::ReferenceLost,
        DefectKind::SuffixMisspelt,
        DefectKind::DefinitionDuplicated,
    ];
}

/// A defect. All ranges are bytes of the draft before the changes.
#[derive(Clone, Debug)]
pub struct Defect {
    /// The changes that make it, in the order of the text.
    pub changes: Vec<Change>,
    /// The rule that must report it.
    pub rule: &'static str,
    /// The ranges in which it may be reported.
    pub places: Vec<Range<usize>>,
    /// Findings that are consequences: a rule, and the range in which it may report one.
    pub consequences: Vec<(&'static str, Range<usize>)>,
}

impl Defect {
    fn new(changes: Vec<(Range<usize>, String)>, rule: &'static str, places: Vec<Range<usize>>) -> Defect {
        let mut changes: Vec<Change> =
            changes.into_iter().map(|(range, text)| Change { range: Some(range), text }).collect();
        changes.sort_by_key(|it| it.range.as_ref().map(|range| range.start));
        Defect { changes, rule, places, consequences: Vec::new() }
    }
}

/// Makes a random defect of a kind; `None` if the draft, or the random choice, does not allow one.
pub fn defect(kind: DefectKind, document: &Document, random: &mut Random) -> Option<Defect> {
    let text = document.text.to_string();
    let draft = Draft { document, text: &text };
    match kind {
        DefectKind::OpenerDropped => draft.bracket_dropped(true, random),
        DefectKind::CloserDropped => draft.bracket_dropped(false, random),
        DefectKind::OpenerAdded => draft.bracket_added("[", "unclosed-bracket", random),
        DefectKind::CloserAdded => draft.bracket_added("]", "stray-bracket", random),
        DefectKind::HeadingDeleted => draft.heading_deleted(random),
        DefectKind::NeighboursSwapped => draft.swapped(true, random),
        DefectKind::NumbersSwapped => draft.swapped(false, random),
        DefectKind::ReferenceBroken => draft.reference_broken(random),
        DefectKind::ReferenceLost => draft.reference_lost(random),
        DefectKind::SuffixMisspelt => draft.suffix_misspelt(random),
        DefectKind::DefinitionDuplicated => draft.definition_duplicated(random),
    }
}

/// Returns the predecessor of a provision in a list.
fn predecessor(of: &[ProvisionId], id: ProvisionId) -> Option<ProvisionId> {
    let index = of.iter().position(|it| *it == id)?;
    index.checked_sub(1).map(|before| of[before])
}

/// Returns the findings that references may cause if they now dangle or name another provision, which may be in
/// brackets.
fn reference_consequences(references: Vec<Range<usize>>) -> Vec<(&'static str, Range<usize>)> {
    let rules = ["dangling-reference", "reference-to-contested-provision"];
    rules.into_iter().flat_map(|rule| references.iter().map(move |range| (rule, range.clone()))).collect()
}

/// The heading of an article that can be deleted.
#[derive(Clone)]
struct Heading {
    id: ProvisionId,
    /// The next article, if its number shows the gap.
    next: Option<ProvisionId>,
    /// The references to the article from outside it.
    references: Vec<Range<usize>>,
}

struct Draft<'a> {
    document: &'a Document,
    text: &'a str,
}

impl Draft<'_> {
    fn block_of(&self, at: usize) -> Range<usize> {
        self.document.draft.block_range(self.document.draft.block_at(at))
    }

    /// Returns the opener and the closer of every closed bracket.
    fn brackets(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut found = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            for (index, bracket) in (0..).zip(&block.brackets.list) {
                let Some(close) = outline.close(draft, BracketRef { block: id, index }) else { continue };
                let open = draft.range(id, bracket.opener());
                let width = open.len();
                found.push((open, close..close + width));
            }
        }
        found
    }

    /// Returns the blocks of the ends of all brackets around an offset. In `[a b] c]` it is unknown which opener was
    /// lost, so a finding in any of these blocks is right.
    fn blocks_of_enclosing_ends(&self, at: usize) -> Vec<Range<usize>> {
        let enclosing = self.brackets().into_iter().filter(|(open, close)| (open.start..=close.end).contains(&at));
        let ends = enclosing.flat_map(|(open, close)| [open.start, close.start]);
        ends.chain([at]).map(|at| self.block_of(at)).collect()
    }

    fn bracket_dropped(&self, opener: bool, random: &mut Random) -> Option<Defect> {
        let brackets = self.brackets();
        let (open, close) = random.one_of(&brackets)?.clone();
        let (deleted, rule) = if opener { (open, "stray-bracket") } else { (close, "unclosed-bracket") };
        let places = self.blocks_of_enclosing_ends(deleted.start);
        Some(Defect::new(vec![(deleted, String::new())], rule, places))
    }

    /// Adds a bracket before a word of running text. It is not added inside a reference or a label, where it would
    /// cause a second defect, nor shortly after a reference, where it would separate the reference from its instrument.
    fn bracket_added(&self, sign: &str, rule: &'static str, random: &mut Random) -> Option<Defect> {
        const MAX_ATTEMPTS: usize = 200;
        let draft = &self.document.draft;
        for _ in 0..MAX_ATTEMPTS {
            let id = BlockId::of(random.below(draft.blocks.len()));
            let block = draft.block(id);
            if !matches!(block.kind, BlockKind::Labelled | BlockKind::Text) || block.trimmed_len() == 0 {
                continue;
            }
            let mut at = random.below(block.trimmed_len());
            while !block.text.is_char_boundary(at) {
                at -= 1;
            }
            let begins_word = |at: usize| {
                let before = block.text[..at].chars().next_back();
                let after = block.text[at..].chars().next().unwrap_or(' ');
                after.is_alphabetic() && (before == Some(' ') || is_han(after) && before.is_some_and(is_han))
            };
            while at < block.trimmed_len() && !(block.text.is_char_boundary(at) && begins_word(at)) {
                at += 1;
            }
            let touches = |range: Range<u32>| (range.start..=range.end).contains(&to_u32(at));
            let follows = |end: u32| {
                let between = block.text.get(to_usize(end)..at);
                between.is_some_and(|it| it.split_whitespace().count() < 4 && !it.contains(['.', ';', '。', '；']))
            };
            let is_running_text = at > to_usize(block.body)
                && at < block.trimmed_len()
                && !block.references.iter().any(|it| touches(it.range()) || follows(it.end))
                && !block.labels.iter().any(|it| touches(it.start..it.end))
                && !block.definitions.iter().any(|it| touches(it.term.clone()))
                && !block.text[..at].trim_end().ends_with(['[', ']'])
                && block.text[..at].contains(char::is_alphabetic);
            if is_running_text {
                let at = draft.start(id) + at;
                return Some(Defect::new(vec![(at..at, sign.to_owned())], rule, self.blocks_of_enclosing_ends(at)));
            }
        }
        None
    }

    /// Returns the references whose resolution depends on a provision: references to it or into it, and those inside
    /// it.
    fn dependent(&self, id: ProvisionId) -> Vec<Range<usize>> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let inside = outline.range(draft, id);
        let targets_it = |resolution: &Resolution| {
            resolution.provisions().any(|target| outline.ancestors(target).any(|it| it == id))
        };
        self.references()
            .into_iter()
            .filter(|(range, _, resolution)| inside.contains(&range.start) || targets_it(resolution))
            .map(|(range, ..)| range)
            .collect()
    }

    fn references(&self) -> Vec<(Range<usize>, &Reference, Resolution)> {
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
    fn articles(&self) -> Vec<ProvisionId> {
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

    /// Deletes the heading of an article, with its title.
    fn heading_deleted(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let articles = self.articles();
        let Heading { id, next, references } = random.one_of(&self.deletable_headings(&articles))?.clone();
        // The next higher number, which is elsewhere if two articles were exchanged before.
        let number = outline.provision(id).label;
        let higher = articles.iter().filter(|it| outline.provision(**it).label > number);
        let higher = higher.min_by_key(|it| outline.provision(**it).label);
        let (rule, places) = match next {
            Some(next) => (
                "skipped-number",
                [Some(&next), higher].into_iter().flatten().map(|id| outline.label_range(draft, *id)).collect(),
            ),
            None => ("dangling-reference", references),
        };
        let mut defect = Defect::new(vec![(self.heading_range(id), String::new())], rule, places);
        // The text below the heading now belongs to the article before, and its paragraphs continue that article's
        // numbers.
        let affected = predecessor(&articles, id).into_iter().chain([id]);
        defect.consequences = reference_consequences(affected.flat_map(|id| self.dependent(id)).collect());
        Some(defect)
    }

    /// Returns the headings whose absence can be recognized: by the next number, or by references to the article. So
    /// the last article, the first one of a fragment and the last inserted one need a reference. A heading is left out
    /// if a bracket opens before it, which would be torn, or if its number or the next one occurs twice.
    fn deletable_headings(&self, articles: &[ProvisionId]) -> Vec<Heading> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut headings = Vec::new();
        for (index, id) in articles.iter().enumerate() {
            let provision = outline.provision(*id);
            let block = draft.block(provision.block);
            let is_torn = !block.brackets.strays.is_empty() || block.brackets.list.iter().any(|it| it.close.is_none());
            let Some(label) = provision.label.filter(|_| !is_torn) else { continue };
            let before = index.checked_sub(1).and_then(|before| outline.provision(articles[before]).label);
            let next = articles.get(index + 1).map(|next| (*next, outline.provision(*next).label));
            let is_gap_visible = |next: &Label| {
                before.is_some() && (label.is_plain() || matches!(next.suffixes[0], Suffix::Inserted(_)))
            };
            let is_duplicate = |label: &Option<Label>| outline.headings(Kind::Article, label.as_ref()).len() > 1;
            if is_duplicate(&provision.label) || next.as_ref().is_some_and(|(_, next)| is_duplicate(next)) {
                continue;
            }
            let next = next.filter(|(_, next)| next.is_some_and(|it| is_gap_visible(&it))).map(|(id, _)| id);
            let references: Vec<Range<usize>> = self
                .references()
                .into_iter()
                .filter(|(_, _, resolution)| {
                    resolution.status == Status::Resolved && resolution.provisions().any(|it| it == *id)
                })
                .map(|(range, ..)| range)
                .filter(|range| !outline.range(draft, *id).contains(&range.start))
                .collect();
            if next.is_some() || !references.is_empty() {
                headings.push(Heading { id: *id, next, references });
            }
        }
        headings
    }

    /// Returns the bytes of a heading with its title and the line ends after it.
    fn heading_range(&self, id: ProvisionId) -> Range<usize> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let start = draft.start(outline.provision(id).block);
        let label = outline.label_range(draft, id);
        let title = outline.title_range(draft, id).map(|(block, range)| draft.range(block, range).end);
        // If there is text between the number and the title, it is not the title of this heading.
        let is_near =
            |end: &usize| self.text[label.end..*end].lines().filter(|it| it.contains(char::is_alphabetic)).count() <= 1;
        let mut end = title.filter(is_near).unwrap_or(label.end);
        let line = self.text[end..].lines().next().unwrap_or_default();
        if line.chars().all(|it| !it.is_alphanumeric()) {
            end += line.len();
            end += self.text[end..].len() - self.text[end..].trim_start_matches(['\r', '\n']).len();
        }
        start..end
    }

    /// Returns the lists whose order is fixed, without alternatives, bracketed and quoted provisions. Paragraphs are
    /// listed in articles only. Lists with labels in running text are left out, because such a label is recognized only
    /// if it has the next number.
    fn lists(&self) -> Vec<Vec<ProvisionId>> {
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

    /// Returns whether the heading of an article can be read as a reference in a sentence: `is established Article 47
    /// Conference of the Parties`.
    fn reads_as_reference(&self, id: ProvisionId) -> bool {
        let provision = self.document.outline.provision(id);
        let sites = &self.document.draft.block(provision.block).labels;
        sites.iter().any(|site| site.start == provision.at.start && site.doubt == Doubt::Strong)
    }

    /// Exchanges the numbers of two provisions of a list. References into them may then dangle. A heading that can be
    /// read as a reference is recognized only by its number, so it is not exchanged with a neighbour.
    fn swapped(&self, neighbours: bool, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let min_len = if neighbours { 2 } else { 3 };
        let lists: Vec<Vec<ProvisionId>> = self.lists().into_iter().filter(|list| list.len() >= min_len).collect();
        let list = random.one_of(&lists)?;
        let (first, second) = if neighbours {
            let first = random.below(list.len() - 1);
            (list[first], list[first + 1])
        } else {
            let first = random.below(list.len() - 2);
            (list[first], list[random.within(first + 2..=list.len() - 1)])
        };
        if neighbours && [first, second].into_iter().any(|id| self.reads_as_reference(id)) {
            return None;
        }
        let (one, other) = (outline.label_range(draft, first), outline.label_range(draft, second));
        let changes = vec![
            (one.clone(), self.text[other.clone()].to_owned()),
            (other.clone(), self.text[one.clone()].to_owned()),
        ];
        let mut defect = Defect::new(changes, "unordered-number", vec![one, other]);
        defect.consequences =
            reference_consequences([first, second].into_iter().flat_map(|id| self.dependent(id)).collect());
        Some(defect)
    }

    /// Changes the number in a reference to an article or into one, where the number names a provision.
    fn reference_broken(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let is_sure = |resolution: &Resolution| {
            resolution.status == Status::Resolved
                && resolution.targets.iter().all(|target| match target {
                    Resolved::Found { provision, address, .. } => {
                        *address == outline.address(*provision)
                            && outline.ancestors(*provision).any(|it| outline.provision(it).kind == Kind::Article)
                    }
                    Resolved::NotFound { .. } => false,
                })
        };
        let sites: Vec<Range<usize>> = self
            .references()
            .into_iter()
            .filter(|(range, _, resolution)| is_sure(resolution) && !self.numbers(range.clone()).is_empty())
            .map(|(range, ..)| range)
            .collect();
        let range = random.one_of(&sites)?.clone();
        let numbers = self.numbers(range.clone());
        let number = random.one_of(&numbers)?.clone();
        let other = random.within(150..=190);
        let is_counted_in_han = self.text[number.clone()].chars().all(is_han);
        let other = if is_counted_in_han { han(other) } else { other.to_string() };
        Some(Defect::new(vec![(number, other)], "dangling-reference", vec![range]))
    }

    /// Returns the numbers in a reference. In Chinese these are the numbers of articles and paragraphs.
    fn numbers(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut is_ordinal = false;
        for (at, sign) in self.text[range.clone()].char_indices() {
            let at = range.start + at;
            let is_numeral = is_ordinal && "〇一二三四五六七八九十百".contains(sign);
            if digit_value(sign).is_some() || is_numeral {
                match found.last_mut().filter(|it| it.end == at) {
                    Some(number) => number.end += sign.len_utf8(),
                    None => found.push(at..at + sign.len_utf8()),
                }
            }
            is_ordinal = sign == '第' || is_numeral;
        }
        // '1' is the label of an item.
        let is_quoted = |it: &Range<usize>| self.text[..it.start].ends_with(['\'', '‘', '’', '(']);
        found.retain(|it| !is_quoted(it));
        found
    }

    /// Replaces a reference by the message that a word processor shows in the language of the draft. A message in another
    /// script might decide the language of its article. The references beside it may share its article or its instrument: `paragraph 2 of that article`.
    fn reference_lost(&self, random: &mut Random) -> Option<Defect> {
        const MESSAGES: [&str; 6] = [
            "Error! Reference source not found.",
            "Erreur ! Source du renvoi introuvable.",
            "¡Error! No se encuentra el origen de la referencia.",
            "Ошибка! Источник ссылки не найден.",
            "错误！未找到引用源。",
            "خطأ! لم يتم العثور على مصدر المرجع.",
        ];
        let references: Vec<Range<usize>> = self.references().into_iter().map(|(range, ..)| range).collect();
        let at = random.below(references.len().max(1));
        let range = references.get(at)?.clone();
        let message = format!(" {}", MESSAGES[self.document.draft.language() as usize]);
        let mut defect = Defect::new(vec![(range.clone(), message)], "lost-reference", vec![range]);
        defect.consequences =
            reference_consequences(references[at.saturating_sub(1)..references.len().min(at + 2)].to_vec());
        Some(defect)
    }

    /// Misspells a suffix: doubles a letter, deletes one, or exchanges two. In a word of three letters only doubling is
    /// used, because other changes give a word that is as close to other words.
    fn suffix_misspelt(&self, random: &mut Random) -> Option<Defect> {
        const SERIES: [&str; 8] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies"];
        let draft = &self.document.draft;
        let mut sites: Vec<Range<usize>> = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            let labels = block.labels.iter().map(|it| it.start..it.end);
            let references = block.references.iter().map(Reference::range);
            for range in labels.chain(references) {
                let range = draft.range(id, range);
                let written = &self.text[range.clone()];
                for word in written.split(|it: char| !it.is_alphabetic()).filter(|it| SERIES.contains(it)) {
                    let at = word.as_ptr() as usize - self.text.as_ptr() as usize;
                    sites.push(at..at + word.len());
                }
            }
        }
        let range = random.one_of(&sites)?.clone();
        let mut letters: Vec<char> = self.text[range.clone()].chars().collect();
        let at = random.below(letters.len() - 1);
        match random.below(if letters.len() > 3 { 3 } else { 1 }) {
            0 => letters.insert(at, letters[at]),
            1 => drop(letters.remove(at + 1)),
            _ => letters.swap(at, at + 1),
        }
        let misspelt: String = letters.into_iter().collect();
        // Exchanging two equal letters changes nothing.
        if misspelt == self.text[range.clone()] {
            return None;
        }
        Some(Defect::new(vec![(range.clone(), misspelt)], "misspelt-suffix", vec![range]))
    }

    /// Replaces a defined term by the term of another definition. Both are in different provisions of one article and
    /// not in brackets: terms of one provision share a meaning, versions of a definition share a term, and a definition
    /// that only extends a meaning is not a second one.
    fn definition_duplicated(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut sites: Vec<(ProvisionId, ProvisionId, Range<usize>)> = Vec::new();
        for site in outline.definitions(self.document.summaries()) {
            let definition = &draft.block(site.block).definitions[site.index];
            let Some(provision) = outline.at(site.block, definition.term.start) else { continue };
            let article = outline.ancestors(provision).find(|it| outline.provision(*it).kind == Kind::Article);
            let range = draft.range(site.block, definition.term.clone());
            let is_free = self.brackets().iter().all(|(open, close)| !(open.start..close.end).contains(&range.start));
            if let Some(article) = article
                .filter(|_| is_free && matches!(definition.basis, DefinitionBasis::Means | DefinitionBasis::Listed))
            {
                sites.push((article, provision, range));
            }
        }
        let (article, provision, first) = random.one_of(&sites)?.clone();
        let others: Vec<Range<usize>> = sites
            .into_iter()
            .filter(|it| it.0 == article && it.1 != provision && self.text[it.2.clone()] != self.text[first.clone()])
            .map(|it| it.2)
            .collect();
        let second = random.one_of(&others)?.clone();
        let term = self.text[first.clone()].to_owned();
        let places = vec![first, second.clone()];
        Some(Defect::new(vec![(second, term)], "duplicate-definition", places))
    }
}
