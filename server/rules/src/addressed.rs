//! The provisions of several texts by their addresses, so that texts can be compared in one pass: an address is a number,
//! the same for the same address in all of them. Finds no fault itself.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::{Kind, Label, NumberForm, Prefix, Suffix};

use travaux_model::outline::{Outline, ProvisionId};

/// How many provisions are read between two checks for cancellation.
pub(super) const CANCELLATION_STRIDE: usize = 4096;

/// An address, numbered: the same number for the same address in all texts.
pub(super) type Number = u32;

/// The address of what lies in nothing.
pub(super) const ROOT: Number = 0;

/// What is equal for labels of one number and form.
type LabelKey = (u8, [u32; 3], [Suffix; 3], Prefix);

/// The addresses that were met, each by what it lies in and its own step.
#[derive(Default)]
pub(super) struct Addresses {
    count: Number,
    /// Those that end in a plain number, packed: nearly all, and the quicker to find.
    plain: FxHashMap<u128, Number>,
    others: FxHashMap<(Number, Kind, Option<LabelKey>), Number>,
}

impl Addresses {
    fn number(&mut self, outer: Number, kind: Kind, label: Option<&Label>) -> Number {
        // Below the first letters the same list may be subparagraphs in one text and items in another.
        let kind = if kind == Kind::Item { Kind::Subparagraph } else { kind };
        let key = label.map(Label::key);
        let number = match key {
            Some((class, [number, 0, 0], [Suffix::None, Suffix::None, Suffix::None], Prefix::None)) => {
                let step = u64::from(kind as u8) << 40 | u64::from(class) << 32 | u64::from(number);
                self.plain.entry(u128::from(outer) << 64 | u128::from(step)).or_default()
            }
            key => self.others.entry((outer, kind, key)).or_default(),
        };
        if *number == ROOT {
            self.count += 1;
            *number = self.count;
        }
        *number
    }
}

/// The provisions of a text by their addresses.
#[derive(Default)]
pub(super) struct Addressed {
    /// Of each provision the address; `None` where it has none that can be compared, nor what lies in it.
    pub(super) numbers: Vec<Option<Number>>,
    /// The provision of each address.
    provisions: Vec<Holding>,
    /// Other numbers that are proposed for provisions.
    pub(super) rivals: FxHashSet<Number>,
    /// Whether paragraphs and letters stand outside of everything.
    pub(super) has_paragraphs: bool,
    pub(super) has_letters: bool,
    /// What holds several provisions of one address: its lists cannot be told apart.
    pub(super) muddled: FxHashSet<Number>,
    /// The listed provisions by their labels alone, in order.
    labelled: OnceCell<FxHashMap<LabelKey, Vec<ProvisionId>>>,
}

/// What has an address.
#[derive(Clone, Copy, Default)]
pub(super) enum Holding {
    /// Nothing.
    #[default]
    Nothing,
    /// A provision.
    One(ProvisionId),
    /// More than one, which nobody can tell apart.
    Several,
}

impl Addressed {
    /// `None` where the work is not wanted any more.
    pub(super) fn of(
        outline: &Outline,
        addresses: &mut Addresses,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Option<Addressed> {
        let mut text = Addressed::default();
        // What articles are counted in: the annex around, or the whole text.
        let mut realms: Vec<Number> = Vec::with_capacity(outline.provisions.len());
        for (place, provision) in outline.provisions.iter().enumerate() {
            if place % CANCELLATION_STRIDE == 0 && is_cancelled() {
                return None;
            }
            let parent = provision.parent.map(|it| it as usize);
            let realm = parent.map_or(ROOT, |it| realms[it]);
            let outer = match provision.kind {
                Kind::Article => Some(realm),
                Kind::Annex => Some(ROOT),
                _ => parent.map_or(Some(ROOT), |it| text.numbers[it]),
            };
            let is_annex = provision.kind == Kind::Annex;
            let is_numbered = provision.label.map_or(is_annex, |it| it.form != NumberForm::Placeholder);
            let outer = outer.filter(|_| !provision.quoted && is_numbered && is_compared(provision.kind));
            let number = outer.map(|outer| addresses.number(outer, provision.kind, provision.label.as_ref()));
            if let (Some(number), Some(outer)) = (number, outer) {
                text.add(number, outer, place as ProvisionId);
                text.has_paragraphs |= outer == ROOT && provision.kind == Kind::Paragraph;
                text.has_letters |= outer == ROOT && is_lettered(provision.kind);
                let rivals = provision.rivals.iter().map(|it| addresses.number(outer, provision.kind, Some(it)));
                text.rivals.extend(rivals);
            }
            text.numbers.push(number);
            realms.push(if is_annex { number.unwrap_or(realm) } else { realm });
        }
        Some(text)
    }

    fn add(&mut self, number: Number, outer: Number, id: ProvisionId) {
        let place = number as usize;
        if self.provisions.len() <= place {
            self.provisions.resize(place + 1, Holding::Nothing);
        }
        self.provisions[place] = match self.provisions[place] {
            Holding::Nothing => Holding::One(id),
            Holding::One(_) | Holding::Several => {
                self.muddled.insert(outer);
                Holding::Several
            }
        };
    }

    /// What has an address here.
    pub(super) fn holding(&self, number: Number) -> Holding {
        self.provisions.get(number as usize).copied().unwrap_or_default()
    }

    /// The listed provisions of a label, wherever they lie, in order.
    pub(super) fn labelled(&self, outline: &Outline, label: &Label) -> &[ProvisionId] {
        let all = self.labelled.get_or_init(|| {
            let mut all: FxHashMap<LabelKey, Vec<ProvisionId>> = FxHashMap::default();
            for (id, provision) in (0..).zip(&outline.provisions) {
                if let Some(label) = provision.label.filter(|_| !provision.kind.is_heading()) {
                    all.entry(label.key()).or_default().push(id);
                }
            }
            all
        });
        all.get(&label.key()).map_or(&[], Vec::as_slice)
    }
}

/// What is numbered alike in all languages. Options may begin anew wherever a choice is open, and nobody numbers
/// recitals.
fn is_compared(kind: Kind) -> bool {
    match kind {
        Kind::Annex | Kind::Part | Kind::Title | Kind::Chapter | Kind::Section | Kind::Article => true,
        Kind::Paragraph | Kind::Subparagraph | Kind::Item => true,
        Kind::Preamble | Kind::Recital | Kind::Option | Kind::Footnote => false,
    }
}

/// Whether a provision is listed by letters.
pub(super) fn is_lettered(kind: Kind) -> bool {
    matches!(kind, Kind::Subparagraph | Kind::Item)
}
