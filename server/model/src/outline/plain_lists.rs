//! Whether the lists of a provision are numbered plainly enough to say that a number is missing, doubled or misplaced.

use travaux_grammar::{Enclosure, Kind, Label, NumberForm, Prefix, to_usize};

use super::{Missing, Outline, Provision, ProvisionId};

/// The number of provisions inside a rule that are looked at.
const MAX_PROVISIONS: usize = 200;

/// The number of provisions of an annex that are looked at.
const MAX_ANNEX_PROVISIONS: u32 = 500;

/// A draft with more sections is a compilation.
const MAX_SECTIONS: u32 = 40;

impl Outline {
    /// Returns whether a paragraph or an item stands below a heading without a number after the articles: `TRANSITIONAL
    /// PROVISIONS`.
    pub fn is_in_part_without_number(&self, id: ProvisionId) -> bool {
        let holder = self.ancestors(id).find(|it| self.provision(*it).kind.is_heading());
        holder.is_some_and(|it| super::provisions::is_part(self.provision(it)))
    }

    /// Returns whether the draft has no articles, and several of its paragraphs have a prefix: `OP1`, `OP2`.
    pub fn is_numbered_with(&self, prefix: Prefix) -> bool {
        const MAX_PROVISIONS: usize = 400;
        let is_prefixed = |it: &&Provision| it.label.is_some_and(|label| label.prefix == prefix);
        !self.has_articles && self.provisions.iter().take(MAX_PROVISIONS).filter(is_prefixed).nth(1).is_some()
    }

    /// Returns whether a list of a kind has the number 1 three times at its beginning or more, as Markdown lets one write a
    /// list that it numbers itself: `1. act`, `1. report`, `1. pay`. Twice is enough if a list in one of the members is so too.
    pub fn is_numbered_by_markdown(&self, holder: Option<ProvisionId>, kind: Kind) -> bool {
        const MIN_MEMBERS: usize = 3;
        const MAX_CHILDREN: usize = 50;
        let numbered = |holder: Option<ProvisionId>, kind: Option<Kind>| {
            self.children(holder).take(MAX_CHILDREN).map(|id| self.provision(id)).filter(move |it| {
                let is_number = it.label.is_some_and(|label| label.form == NumberForm::Digits);
                is_number
                    && kind.is_none_or(|kind| it.kind == kind)
                    && matches!(it.enclosure, Enclosure::Dot | Enclosure::Parenthesis)
            })
        };
        let is_one = |it: &&Provision| it.label.is_some_and(|label| label.is_first() && label.is_plain());
        let ones = |holder: Option<ProvisionId>, kind: Option<Kind>| {
            numbered(holder, kind).take(MIN_MEMBERS).take_while(is_one).count()
        };
        let count = ones(holder, Some(kind));
        let is_nested = |id: ProvisionId| self.provision(id).end > id.next() && ones(Some(id), None) + 1 >= MIN_MEMBERS;
        count == MIN_MEMBERS
            || count + 1 == MIN_MEMBERS
                && numbered(holder, Some(kind)).nth(count).is_none()
                && self.children(holder).take(MIN_MEMBERS).any(is_nested)
    }

    /// Returns whether a provision is in an article, or is one.
    pub fn is_in_article(&self, id: ProvisionId) -> bool {
        self.ancestors(id).any(|it| self.provision(it).kind == Kind::Article)
    }

    /// Returns whether an annex has nothing but paragraphs that are numbered from 1 on, each number once.
    pub fn is_plain_annex(&self, id: ProvisionId) -> bool {
        let provision = self.provision(id);
        if !provision.kind.is_annex() || provision.end.since(id) > MAX_ANNEX_PROVISIONS {
            return false;
        }
        let mut next = 1;
        for child in self.children(Some(id)).map(|child| self.provision(child)) {
            let is_next = child.label.is_some_and(|label| {
                label.form == NumberForm::Digits && label.numbers[1] == 0 && label.is_plain() && label.number() == next
            });
            if child.kind != Kind::Paragraph || !is_next || !child.rivals.is_empty() {
                return false;
            }
            next += 1;
        }
        next > 2
    }

    /// Returns whether a number is beyond those of all paragraphs of the annex around a provision. Its sections have numbers;
    /// those of the paragraphs run through them or begin anew in each.
    pub fn exceeds_annex(&self, id: ProvisionId, label: &Label) -> bool {
        const MIN_PARAGRAPHS: usize = 4;
        let Some(annex) = self.ancestors(id).find(|it| self.provision(*it).kind.is_annex()) else { return false };
        let provision = self.provision(annex);
        let is_plain = |label: &Label| label.form == NumberForm::Digits && label.numbers[1] == 0 && label.is_plain();
        if provision.end.since(annex) > MAX_ANNEX_PROVISIONS || !is_plain(label) {
            return false;
        }
        let inner = &self.provisions[annex.next().index()..provision.end.index()];
        let (mut count, mut before, mut last) = (0, 0, 0);
        for it in inner.iter().filter(|it| it.kind == Kind::Paragraph) {
            let Some(own) = it.label.filter(is_plain).filter(|_| it.rivals.is_empty() && !it.quoted) else {
                return false;
            };
            if own.number() != 1 && own.number() != before + 1 {
                return false;
            }
            (count, before, last) = (count + 1, own.number(), last.max(own.number()));
        }
        // Headings without numbers may be those of other texts: declarations and resolutions that are annexed.
        let is_other = |kind: Kind, label: Option<Label>| kind.is_article() || kind.is_division() && label.is_none();
        let holds_others = inner.iter().any(|it| is_other(it.kind, it.label));
        !holds_others && count >= MIN_PARAGRAPHS && label.number() > last
    }

    /// Returns whether the sections of the draft have roman numerals from I on, each once, and a missing one follows the
    /// last of them.
    pub fn exceeds_sections(&self, missing: &Missing) -> bool {
        let last = self.highest_number(Kind::Section);
        let is_one = |number: u32| {
            let label = Label::new(NumberForm::UpperRoman, number);
            matches!(self.headings(Kind::Section, Some(&label)), [id] if {
                let form = self.provision(*id).label.map(|label| label.form);
                form == Some(NumberForm::UpperRoman)
            })
        };
        let label = &missing.step.label;
        label.is_plain() && (2..MAX_SECTIONS).contains(&last) && label.number() > last && (1..=last).all(is_one)
    }

    /// Returns whether a paragraph may be that of another article, since the paragraphs run through several: those of this
    /// one begin after it, or with a higher number than 2. Where they begin with 2, only the first label may be lost.
    pub fn may_run_on(&self, article: ProvisionId, paragraph: u32) -> bool {
        // The options of an article hold numbers of the same series.
        let in_options = |id: ProvisionId| {
            let is_option = self.provision(id).kind == Kind::Option;
            is_option.then(|| self.children(Some(id))).into_iter().flatten().chain([id])
        };
        let mut labels = self.children(Some(article)).flat_map(in_options).filter_map(|id| {
            let provision = self.provision(id);
            provision.label.filter(|label| provision.kind == Kind::Paragraph && label.form == NumberForm::Digits)
        });
        self.provision(article).kind == Kind::Article
            && labels
                .next()
                .is_some_and(|first| first.numbers[1] == 0 && (first.number() > 2 || first.number() > paragraph))
    }

    /// Returns the last number of the paragraphs of a draft without articles, if there are as many paragraphs as that, apart
    /// from a few that were skipped. One number far beyond the others is a slip, or is being typed.
    pub fn last_of_running_paragraphs(&self) -> Option<u32> {
        /// One number in so many may be skipped, and two at most.
        const PARAGRAPHS_FOR_A_GAP: usize = 5;
        const MAX_GAPS: usize = 2;
        if self.has_articles || self.paragraphs_restart {
            return None;
        }
        let count = self.numbered.len_of(Kind::Paragraph);
        let gaps = (count / PARAGRAPHS_FOR_A_GAP).min(MAX_GAPS);
        let mut numbers = self.numbers_down(Kind::Paragraph).take(gaps.min(1) + 1);
        numbers.find(|last| to_usize(*last) <= count + gaps)
    }

    /// Returns whether a provision is a section or a chapter, such as `2. Areas` or `2.1 General`, in a part without articles
    /// and annexes, which may hold paragraphs with its number.
    fn is_numbered_section(&self, id: ProvisionId) -> bool {
        let provision = self.provision(id);
        if self.has_articles || !matches!(provision.kind, Kind::Section | Kind::Chapter) {
            return false;
        }
        let is_number = |label: Label| label.form == NumberForm::Digits && label.depth() < 3 && label.is_plain();
        let is_division = |kind: Kind| kind.is_division() && !kind.is_annex();
        let is_outside = || self.ancestors(id).all(|it| is_division(self.provision(it).kind));
        provision.label.is_some_and(is_number) && is_outside()
    }

    /// Returns whether the lists around a provision are counted as in an article, or as in a section of a text without
    /// articles whose paragraphs have the number of their section. Rules, regulations and clauses often number paragraphs
    /// and their items alike, `5.1` after `5` and then `1`, so that the paragraphs of one must show that they run from the
    /// first to the last.
    pub fn is_numbered_plainly(&self, id: ProvisionId) -> bool {
        let may_hold = |it: &ProvisionId| self.provision(*it).kind.is_article() || self.is_numbered_section(*it);
        let Some(article) = self.ancestors(id).find(may_hold) else { return false };
        if self.is_in_article(article) {
            return true;
        }
        let is_article = self.provision(article).kind.is_article();
        let inner = self.provisions[article.next().index()..self.provision(article).end.index()].iter();
        let paragraphs = inner.take(MAX_PROVISIONS).filter(|it| it.kind == Kind::Paragraph);
        // `2.1` in clause 2, 2.1.1 in section 2.1
        let own = self.provision(article).label;
        let depth = own.map_or(1, |label| label.depth());
        let is_own = |label: &Label| {
            let is_next_level = label.depth() == depth + 1;
            is_next_level && own.is_some_and(|own| own.numbers[..depth] == label.numbers[..depth])
        };
        let (mut firsts, mut descents, mut before, mut are_dotted) = (0, 0, 0, None);
        // 3.2.1 below 3.2
        let is_inner = |label: &Label, before: u32| {
            let is_of_section = own.is_some_and(|own| own.numbers[..depth] == label.numbers[..depth]);
            label.depth() == depth + 2 && is_of_section && label.numbers[depth] == before
        };
        for label in paragraphs.filter_map(|it| it.label) {
            if is_inner(&label, before) {
                continue;
            }
            let is_dotted = label.numbers[1] != 0;
            if is_dotted && !is_own(&label) || are_dotted.is_some_and(|it| it != is_dotted) {
                return false;
            }
            are_dotted = Some(is_dotted);
            let number = if is_dotted { label.numbers[depth] } else { label.number() };
            firsts += usize::from(number == 1 && label.is_plain());
            descents += usize::from(number < before || number == before && label.is_plain());
            before = number;
        }
        firsts <= 1 && descents <= 1 && (is_article || are_dotted == Some(true))
    }
}
