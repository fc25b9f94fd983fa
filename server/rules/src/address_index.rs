//! An index of a text's provisions by their addresses, with which texts are compared in one pass. Equal addresses have
//! the same id in all texts that share an [`AddressInterner`]. Reports nothing itself.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::{Kind, Label, NumberForm, Prefix, Suffix, to_usize};

use travaux_model::outline::{Outline, ProvisionId};

/// The number of provisions that are read between two checks for cancellation.
pub(super) const CANCELLATION_STRIDE: usize = 4096;

/// The id of an address, the same in all texts for the same address.
pub(super) type AddressId = u32;

/// The address of the whole text, which contains the outermost provisions.
pub(super) const ROOT: AddressId = 0;

/// A key that is equal for labels with the same number and form.
type LabelKey = (u8, [u32; 3], [Suffix; 3], Prefix);

/// Assigns ids to addresses. An address is identified by the address around it and by its own last step.
#[derive(Default)]
pub(super) struct AddressInterner {
    count: AddressId,
    /// Addresses that end in a plain number, packed into an integer. Nearly all do, and these are the fastest to
    /// find.
    plain: FxHashMap<u128, AddressId>,
    others: FxHashMap<(AddressId, Kind, Option<LabelKey>), AddressId>,
}

impl AddressInterner {
    fn id(&mut self, outer: AddressId, kind: Kind, label: Option<&Label>) -> AddressId {
        // A nested list may be read as subparagraphs in one text and as items in another, and one language may have one noun for
        // annexes and appendices.
        let kind = match kind {
            Kind::Item => Kind::Subparagraph,
            Kind::Appendix => Kind::Annex,
            kind => kind,
        };
        let key = label.map(Label::key);
        let id = match key {
            Some((class, [number, 0, 0], [Suffix::None, Suffix::None, Suffix::None], Prefix::None)) => {
                let step = u64::from(kind as u8) << 40 | u64::from(class) << 32 | u64::from(number);
                self.plain.entry(u128::from(outer) << 64 | u128::from(step)).or_default()
            }
            key => self.others.entry((outer, kind, key)).or_default(),
        };
        if *id == ROOT {
            self.count += 1;
            *id = self.count;
        }
        *id
    }
}

/// The provisions of one text by their addresses.
#[derive(Default)]
pub(super) struct AddressIndex {
    /// The address of each provision; `None` if neither it nor the provisions in it can be compared.
    pub(super) by_provision: Vec<Option<AddressId>>,
    /// The provision at each address.
    provisions: Vec<AddressMatch>,
    /// Addresses that are proposed as other numbers of provisions.
    pub(super) rivals: FxHashSet<AddressId>,
    /// Whether there are paragraphs outside all other provisions.
    pub(super) has_paragraphs: bool,
    /// Whether there are lettered provisions outside all other provisions.
    pub(super) has_letters: bool,
    /// Addresses that contain several provisions with one address, so that their lists cannot be distinguished.
    pub(super) ambiguous: FxHashSet<AddressId>,
    /// The listed provisions by their labels alone, in the order of the text.
    labelled: OnceCell<FxHashMap<LabelKey, Vec<ProvisionId>>>,
}

/// The provisions at an address.
#[derive(Clone, Copy, Default)]
pub(super) enum AddressMatch {
    #[default]
    None,
    One(ProvisionId),
    /// More than one, which cannot be distinguished.
    Several,
}

impl AddressIndex {
    /// Builds the index of a text; `None` if the work was cancelled.
    pub(super) fn of(
        outline: &Outline,
        addresses: &mut AddressInterner,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Option<AddressIndex> {
        let mut text = AddressIndex::default();
        // The address in which articles are counted: that of the enclosing annex, or of the whole text.
        let mut scopes: Vec<AddressId> = Vec::with_capacity(outline.provisions.len());
        for (id, provision) in outline.ids().zip(outline.provisions.iter()) {
            if id.index() % CANCELLATION_STRIDE == 0 && is_cancelled() {
                return None;
            }
            let parent = provision.parent.map(ProvisionId::index);
            let scope = parent.map_or(ROOT, |it| scopes[it]);
            let outer = match provision.kind {
                kind if kind.is_article() => Some(scope),
                kind if kind.is_annex() => Some(ROOT),
                _ => parent.map_or(Some(ROOT), |it| text.by_provision[it]),
            };
            let is_annex = provision.kind.is_annex();
            let is_numbered = provision.label.map_or(is_annex, |it| it.form != NumberForm::Placeholder);
            let outer = outer.filter(|_| !provision.quoted && is_numbered && is_compared(provision.kind));
            let address = outer.map(|outer| addresses.id(outer, provision.kind, provision.label.as_ref()));
            if let (Some(address), Some(outer)) = (address, outer) {
                text.add(address, outer, id);
                text.has_paragraphs |= outer == ROOT && provision.kind == Kind::Paragraph;
                text.has_letters |= outer == ROOT && is_lettered(provision.kind);
                let rivals = provision.rivals.iter().map(|it| addresses.id(outer, provision.kind, Some(it)));
                text.rivals.extend(rivals);
            }
            text.by_provision.push(address);
            scopes.push(if is_annex { address.unwrap_or(scope) } else { scope });
        }
        Some(text)
    }

    fn add(&mut self, address: AddressId, outer: AddressId, id: ProvisionId) {
        let index = to_usize(address);
        if self.provisions.len() <= index {
            self.provisions.resize(index + 1, AddressMatch::None);
        }
        self.provisions[index] = match self.provisions[index] {
            AddressMatch::None => AddressMatch::One(id),
            AddressMatch::One(_) | AddressMatch::Several => {
                self.ambiguous.insert(outer);
                AddressMatch::Several
            }
        };
    }

    /// Returns the provisions at an address.
    pub(super) fn at(&self, address: AddressId) -> AddressMatch {
        self.provisions.get(to_usize(address)).copied().unwrap_or_default()
    }

    /// Returns the listed provisions with a label, anywhere in the text, in order.
    pub(super) fn labelled(&self, outline: &Outline, label: &Label) -> &[ProvisionId] {
        let all = self.labelled.get_or_init(|| {
            let mut all: FxHashMap<LabelKey, Vec<ProvisionId>> = FxHashMap::default();
            for (id, provision) in outline.ids().zip(outline.provisions.iter()) {
                if let Some(label) = provision.label.filter(|_| !provision.kind.is_heading()) {
                    all.entry(label.key()).or_default().push(id);
                }
            }
            all
        });
        all.get(&label.key()).map_or(&[], Vec::as_slice)
    }
}

/// Returns whether provisions of a kind have the same numbers in all languages. Options may restart wherever a choice
/// is open, and recitals are not numbered.
fn is_compared(kind: Kind) -> bool {
    match kind {
        kind if kind.is_division() || kind.is_article() => true,
        Kind::Paragraph | Kind::Subparagraph | Kind::Item => true,
        _ => false,
    }
}

pub(super) fn is_lettered(kind: Kind) -> bool {
    matches!(kind, Kind::Subparagraph | Kind::Item)
}
