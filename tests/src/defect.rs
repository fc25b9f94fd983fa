//! One defect in a draft that had none: where it is made, what should be said of it, and what else may be said that
//! follows from it and from nothing else. What nobody could see is not made; each maker says what that is.

use std::collections::BTreeSet;
use std::ops::Range;

use travaux_grammar::{
    BlockKind, DefinitionBasis, Doubt, Enclosure, Kind, Label, NumberForm, Reference, Suffix, digit_value, is_han,
};
use travaux_model::document::{Change, Document};
use travaux_model::outline::{BracketRef, ProvisionId, Resolution, Resolved, Status};

use crate::generator::han;
use crate::random::Random;

/// What kinds of defect are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A bracket loses its opener.
    OpenerDropped,
    /// A bracket loses its closer.
    CloserDropped,
    /// An opener stands before a word.
    OpenerAdded,
    /// A closer stands before a word.
    CloserAdded,
    /// The heading of an article goes, with its title.
    HeadingDeleted,
    /// Two neighbours of one list change their numbers.
    NeighboursSwapped,
    /// Two of one list that are no neighbours change their numbers.
    NumbersSwapped,
    /// A reference names a number that the draft does not have.
    ReferenceBroken,
    /// A word of the Latin series is misspelt.
    SuffixMisspelt,
    /// A definition is given the term of another.
    DefinitionDuplicated,
}

impl Fault {
    /// All kinds.
    pub const ALL: [Fault; 10] = [
        Fault::OpenerDropped,
        Fault::CloserDropped,
        Fault::OpenerAdded,
        Fault::CloserAdded,
        Fault::HeadingDeleted,
        Fault::NeighboursSwapped,
        Fault::NumbersSwapped,
        Fault::ReferenceBroken,
        Fault::SuffixMisspelt,
        Fault::DefinitionDuplicated,
    ];
}

/// A defect: bytes of the draft that is to have it.
#[derive(Clone, Debug)]
pub struct Defect {
    /// What makes it, in order.
    pub changes: Vec<Change>,
    /// The rule that should speak.
    pub rule: &'static str,
    /// Where it may do so.
    pub places: Vec<Range<usize>>,
    /// What else may be said and where.
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

/// A defect of a kind somewhere in a draft; `None` where it has no place for one.
pub fn defect(fault: Fault, document: &Document, random: &mut Random) -> Option<Defect> {
    let text = document.text.to_string();
    let draft = Draft { document, text: &text };
    match fault {
        Fault::OpenerDropped => draft.bracket_dropped(true, random),
        Fault::CloserDropped => draft.bracket_dropped(false, random),
        Fault::OpenerAdded => draft.bracket_added("[", "unclosed-bracket", random),
        Fault::CloserAdded => draft.bracket_added("]", "stray-bracket", random),
        Fault::HeadingDeleted => draft.heading_deleted(random),
        Fault::NeighboursSwapped => draft.swapped(true, random),
        Fault::NumbersSwapped => draft.swapped(false, random),
        Fault::ReferenceBroken => draft.reference_broken(random),
        Fault::SuffixMisspelt => draft.suffix_misspelt(random),
        Fault::DefinitionDuplicated => draft.definition_duplicated(random),
    }
}

/// The one before another in a list.
fn place_before(of: &[ProvisionId], id: ProvisionId) -> Option<ProvisionId> {
    let place = of.iter().position(|it| *it == id)?;
    place.checked_sub(1).map(|before| of[before])
}

/// References that lead nowhere now, or to another provision, which may stand in brackets.
fn misled(references: Vec<Range<usize>>) -> Vec<(&'static str, Range<usize>)> {
    let rules = ["dangling-reference", "reference-to-contested-provision"];
    rules.into_iter().flat_map(|rule| references.iter().map(move |range| (rule, range.clone()))).collect()
}

struct Draft<'a> {
    document: &'a Document,
    text: &'a str,
}

impl Draft<'_> {
    fn block_of(&self, at: usize) -> Range<usize> {
        self.document.draft.block_range(self.document.draft.block_at(at))
    }

    /// Every bracket that closes: its opener and its closer.
    fn brackets(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut found = Vec::new();
        for (index, block) in draft.blocks.iter().enumerate() {
            for (place, bracket) in block.brackets.list.iter().enumerate() {
                let Some(close) = outline.close(draft, BracketRef { block: index as u32, index: place as u32 }) else {
                    continue;
                };
                let width = bracket.glyph.width() as usize;
                let open = draft.start(index) + bracket.open as usize;
                found.push((open..open + width, close..close + width));
            }
        }
        found
    }

    /// The provision in which a bracket was lost is known, not the bracket: `[a b] c]` may lack its second opener or its
    /// third. So any end of the bracket, or of one around it, is a right place, by its block.
    fn ends_around(&self, at: usize) -> Vec<Range<usize>> {
        let around = self.brackets().into_iter().filter(|(open, close)| (open.start..=close.end).contains(&at));
        let ends = around.flat_map(|(open, close)| [open.start, close.start]);
        ends.chain([at]).map(|at| self.block_of(at)).collect()
    }

    fn bracket_dropped(&self, opener: bool, random: &mut Random) -> Option<Defect> {
        let brackets = self.brackets();
        let (open, close) = random.one_of(&brackets)?.clone();
        let (goes, rule) = if opener { (open, "stray-bracket") } else { (close, "unclosed-bracket") };
        let places = self.ends_around(goes.start);
        Some(Defect::new(vec![(goes, String::new())], rule, places))
    }

    /// Before a word of running text, not inside a reference or a label, where it would be another defect as well, nor
    /// right behind a reference, where it would tear off what that is of.
    fn bracket_added(&self, sign: &str, rule: &'static str, random: &mut Random) -> Option<Defect> {
        const TRIES: usize = 200;
        let draft = &self.document.draft;
        for _ in 0..TRIES {
            let index = random.below(draft.blocks.len());
            let block = &draft.blocks[index];
            if !matches!(block.kind, BlockKind::Labelled | BlockKind::Text) || block.trimmed_len() == 0 {
                continue;
            }
            let mut at = random.below(block.trimmed_len());
            while !block.text.is_char_boundary(at) {
                at -= 1;
            }
            let begins = |at: usize| {
                let before = block.text[..at].chars().next_back();
                let behind = block.text[at..].chars().next().unwrap_or(' ');
                behind.is_alphabetic() && (before == Some(' ') || is_han(behind) && before.is_some_and(is_han))
            };
            while at < block.trimmed_len() && !(block.text.is_char_boundary(at) && begins(at)) {
                at += 1;
            }
            let is_taken = |range: Range<u32>| (range.start..=range.end).contains(&(at as u32));
            let is_behind = |end: u32| {
                let between = block.text.get(end as usize..at);
                between.is_some_and(|it| it.split_whitespace().count() < 4 && !it.contains(['.', ';', '。', '；']))
            };
            let is_running = at > block.body as usize
                && at < block.trimmed_len()
                && !block.references.iter().any(|it| is_taken(it.start..it.end) || is_behind(it.end))
                && !block.labels.iter().any(|it| is_taken(it.start..it.end))
                && !block.definitions.iter().any(|it| is_taken(it.term.clone()))
                && !block.text[..at].trim_end().ends_with(['[', ']'])
                && block.text[..at].contains(char::is_alphabetic);
            if is_running {
                let at = draft.start(index) + at;
                return Some(Defect::new(vec![(at..at, sign.to_owned())], rule, self.ends_around(at)));
            }
        }
        None
    }

    /// References whose meaning depends on a provision: those that lead to it or into it, and those that stand in it.
    fn dependent(&self, id: ProvisionId) -> Vec<Range<usize>> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let inside = outline.range(draft, id);
        let leads = |resolution: &Resolution| {
            resolution.provisions().any(|target| outline.ancestors(target).any(|it| it == id))
        };
        self.references()
            .into_iter()
            .filter(|(range, _, resolution)| inside.contains(&range.start) || leads(resolution))
            .map(|(range, ..)| range)
            .collect()
    }

    fn references(&self) -> Vec<(Range<usize>, &Reference, Resolution)> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        (0..draft.blocks.len())
            .flat_map(|index| {
                outline.references(index, &draft.blocks[index]).map(move |reference| {
                    let range = draft.range(index, reference.start..reference.end);
                    (range, reference, outline.resolve(index, &draft.blocks[index].text, reference))
                })
            })
            .collect()
    }

    /// The articles that are numbered through the text, in order.
    fn articles(&self) -> Vec<ProvisionId> {
        let outline = &self.document.outline;
        let is_counted = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            provision.kind == Kind::Article
                && provision.label.is_some_and(|it| it.form == NumberForm::Digits)
                && !provision.quoted
                && outline.ancestors(*id).all(|it| outline.provision(it).kind != Kind::Annex)
        };
        (0..outline.provisions.len() as ProvisionId).filter(is_counted).collect()
    }

    /// An article that is not there shows by the number behind it, or by references to it. The last one that nothing
    /// refers to shows by nothing, nor does the first of a fragment, nor the last of the inserted ones. Where a bracket
    /// opens before the heading, that would be torn too; where its number or the one behind it stands twice, it is open which
    /// of the two is meant.
    fn heading_deleted(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let articles = self.articles();
        let mut sites = Vec::new();
        for (place, id) in articles.iter().enumerate() {
            let provision = outline.provision(*id);
            let block = &draft.blocks[provision.block as usize];
            let is_torn = !block.brackets.strays.is_empty() || block.brackets.list.iter().any(|it| it.close.is_none());
            let Some(label) = provision.label.filter(|_| !is_torn) else { continue };
            let before = place.checked_sub(1).and_then(|before| outline.provision(articles[before]).label);
            let next = articles.get(place + 1).map(|next| (*next, outline.provision(*next).label));
            let shows = |next: &Label| {
                before.is_some() && (label.is_plain() || matches!(next.suffixes[0], Suffix::Inserted(_)))
            };
            let is_twofold = |next: &Option<Label>| outline.headings(Kind::Article, next.as_ref()).len() > 1;
            if is_twofold(&provision.label) || next.as_ref().is_some_and(|(_, next)| is_twofold(next)) {
                continue;
            }
            let next = next.filter(|(_, next)| next.is_some_and(|it| shows(&it))).map(|(id, _)| id);
            let leading: Vec<Range<usize>> = self
                .references()
                .into_iter()
                .filter(|(_, _, resolution)| {
                    resolution.status == Status::Resolved && resolution.provisions().any(|it| it == *id)
                })
                .map(|(range, ..)| range)
                .filter(|range| !outline.range(draft, *id).contains(&range.start))
                .collect();
            if next.is_some() || !leading.is_empty() {
                sites.push((*id, next, leading));
            }
        }
        let (id, next, leading) = random.one_of(&sites)?.clone();
        let provision = outline.provision(id);
        let start = draft.start(provision.block as usize);
        let label = outline.label_range(draft, id);
        let title = outline.title_range(draft, id).map(|(block, range)| draft.range(block, range).end);
        // Where text stands between the two, the words farther on are no title of this heading.
        let is_near =
            |end: &usize| self.text[label.end..*end].lines().filter(|it| it.contains(char::is_alphabetic)).count() <= 1;
        let title = title.filter(is_near);
        let mut end = title.unwrap_or(label.end);
        let line = self.text[end..].lines().next().unwrap_or_default();
        if line.chars().all(|it| !it.is_alphanumeric()) {
            end += line.len();
            end += self.text[end..].len() - self.text[end..].trim_start_matches(['\r', '\n']).len();
        }
        // The next number, which stands elsewhere where two articles have changed places already.
        let number = outline.provision(id).label;
        let higher = articles.iter().filter(|it| outline.provision(**it).label > number);
        let higher = higher.min_by_key(|it| outline.provision(**it).label);
        let (rule, places) = match next {
            Some(next) => (
                "skipped-number",
                [Some(&next), higher].into_iter().flatten().map(|id| outline.label_range(draft, *id)).collect(),
            ),
            None => ("dangling-reference", leading),
        };
        let mut defect = Defect::new(vec![(start..end, String::new())], rule, places);
        // What is left of it lies in the article before, whose paragraphs are counted with its own.
        let around = place_before(&articles, id).into_iter().chain([id]);
        defect.consequences = misled(around.flat_map(|id| self.dependent(id)).collect());
        Some(defect)
    }

    /// The lists in which an order is to be kept: neither alternatives nor what stands in brackets, whose order is free,
    /// nor what is quoted. Paragraphs count in articles only. A number in running text is a label only in its turn, so
    /// nobody can tell one that is out of it from any other: a list with such members is left out.
    fn lists(&self) -> Vec<Vec<ProvisionId>> {
        let outline = &self.document.outline;
        let mut inline: BTreeSet<(Option<ProvisionId>, u8)> = BTreeSet::new();
        let mut lists: Vec<(Option<ProvisionId>, Enclosure, NumberForm, Vec<ProvisionId>)> = Vec::new();
        for id in 0..outline.provisions.len() as ProvisionId {
            let provision = outline.provision(id);
            let Some(label) = provision.label else { continue };
            let in_article = outline.ancestors(id).any(|it| outline.provision(it).kind == Kind::Article);
            let is_listed = matches!(provision.kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item) && in_article;
            let sites = &self.document.draft.blocks[provision.block as usize].labels;
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

    /// Whether the heading of an article stands in a sentence that may as well refer to it: `is established Article 47
    /// Conference of the Parties`.
    fn reads_as_reference(&self, id: ProvisionId) -> bool {
        let provision = self.document.outline.provision(id);
        let sites = &self.document.draft.blocks[provision.block as usize].labels;
        sites.iter().any(|site| site.start == provision.at.start && site.doubt == Doubt::Strong)
    }

    /// References into the two follow their numbers, so they may dangle. A heading that reads as a reference is told from
    /// one by its turn; behind or before its neighbour it may be one, as if its own heading were lost.
    fn swapped(&self, neighbours: bool, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let least = if neighbours { 2 } else { 3 };
        let lists: Vec<Vec<ProvisionId>> = self.lists().into_iter().filter(|list| list.len() >= least).collect();
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
        defect.consequences = misled([first, second].into_iter().flat_map(|id| self.dependent(id)).collect());
        Some(defect)
    }

    /// One that leads to a provision of that number, in a list where numbers are sure to count: an article's, or articles
    /// themselves.
    fn reference_broken(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let is_sure = |resolution: &Resolution| {
            resolution.status == Status::Resolved
                && resolution.targets.iter().all(|target| match target {
                    Resolved::Found { provision, address } => {
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

    /// The numbers in a reference; in Chinese those that count articles and paragraphs.
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
        // '1' is an item's letter.
        let is_quoted = |it: &Range<usize>| self.text[..it.start].ends_with(['\'', '‘', '’', '(']);
        found.retain(|it| !is_quoted(it));
        found
    }

    /// With a letter doubled, dropped, or changed places with the next. A word of three letters is doubled in one of them
    /// only: shorter it is no word, and its letters in another order are as near to other words.
    fn suffix_misspelt(&self, random: &mut Random) -> Option<Defect> {
        const SERIES: [&str; 8] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies"];
        let draft = &self.document.draft;
        let mut sites: Vec<Range<usize>> = Vec::new();
        for (index, block) in draft.blocks.iter().enumerate() {
            let labels = block.labels.iter().map(|it| it.start..it.end);
            let references = block.references.iter().map(|it| it.start..it.end);
            for range in labels.chain(references) {
                let range = draft.range(index, range);
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
        // Two letters alike that change places are no defect.
        if misspelt == self.text[range.clone()] {
            return None;
        }
        Some(Defect::new(vec![(range.clone(), misspelt)], "misspelt-suffix", vec![range]))
    }

    /// Between two that stand in different provisions of one article and in no bracket: several terms of one provision
    /// share its meaning, versions of a definition may share its term, and one that only adds to a term is no second one.
    fn definition_duplicated(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut sites: Vec<(ProvisionId, ProvisionId, Range<usize>)> = Vec::new();
        for site in outline.definitions(self.document.summaries()) {
            let (index, definition) = (site.block, &draft.blocks[site.block].definitions[site.index]);
            let Some(provision) = outline.at(index, definition.term.start as usize) else { continue };
            let article = outline.ancestors(provision).find(|it| outline.provision(*it).kind == Kind::Article);
            let range = draft.range(index, definition.term.clone());
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
