//! The wordings that a rule compares, kept from one lint to the next: an edit reads again the blocks that it touches.
//! Where these say what they said, what was found stands; else all is compared again, by numbers, without a look at the
//! text. Knows no rule.

use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use travaux_grammar::{Block, Marks};

use super::kept::{diagnostic, rules};
use super::{Check, Finding, Rule, Subject};
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::outline::Seam;

/// The wordings that a rule knows. Each is read once, and is a number from then on.
pub(super) trait Wordings: Send {
    /// What a block says: the wordings in it, in order, and where they stand.
    fn read(&mut self, block: &Block, said: &mut Vec<(u32, Range<u32>)>);

    /// How many it knows by now.
    fn count(&self) -> usize;

    /// What is wrong in what all blocks say, in order.
    fn compare(&self, said: &[Said]) -> Vec<Fault>;
}

/// A wording where a draft has it.
pub(super) struct Said {
    pub(super) wording: u32,
    block: u32,
    place: Range<u32>,
}

/// A finding that speaks of what is said by its place in the list, so that it moves with the blocks.
pub(super) struct Fault {
    pub(super) at: u32,
    pub(super) message: String,
    /// What it is held against, and why.
    pub(super) against: (u32, &'static str),
}

/// What a rule has compared in a draft.
pub(super) struct Compared {
    rule: &'static Rule,
    /// With what it begins.
    begin: fn() -> Box<dyn Wordings>,
    /// The mark of blocks that say anything to it.
    mark: Marks,
    wordings: Box<dyn Wordings>,
    /// How many there were when the whole draft had been read.
    at_first: usize,
    said: Vec<Said>,
    faults: Vec<Fault>,
}

impl Compared {
    /// What the rules make of a draft that compare wordings.
    pub(super) fn all(subject: &Subject<'_>) -> Vec<Compared> {
        let of_wordings = rules(subject.settings).filter_map(|rule| match rule.check {
            Check::Wordings(begin, mark) => Some(Compared::of(rule, begin, mark, subject)),
            Check::Draft(_)
            | Check::Block(..)
            | Check::List(_)
            | Check::Outline(_)
            | Check::Facts(..)
            | Check::Workspace(_) => None,
        });
        of_wordings.collect()
    }

    fn of(rule: &'static Rule, begin: fn() -> Box<dyn Wordings>, mark: Marks, subject: &Subject<'_>) -> Compared {
        let mut wordings = begin();
        let said = read(&mut *wordings, mark, subject, 0..subject.draft().blocks.len());
        let faults = wordings.compare(&said);
        Compared { rule, begin, mark, at_first: wordings.count(), wordings, said, faults }
    }

    /// The same after an edit of what lies in a seam.
    pub(super) fn after(mut self, subject: &Subject<'_>, seam: &Seam) -> Compared {
        // Whatever stood there between two keystrokes stays known. Before that outgrows what the draft says, all is read
        // anew: so seldom that it does not count.
        const SPARE: usize = 1000;
        if self.wordings.count() > 2 * self.at_first + SPARE {
            return Compared::of(self.rule, self.begin, self.mark, subject);
        }
        let (gone, new) = (&seam.gone_blocks, &seam.new_blocks);
        let first = self.said.partition_point(|it| it.block < gone.start);
        let behind = self.said.partition_point(|it| it.block < gone.end);
        if gone.end != new.end {
            self.said[behind..].iter_mut().for_each(|it| it.block = it.block - gone.end + new.end);
        }
        let now = read(&mut *self.wordings, self.mark, subject, new.start as usize..new.end as usize);
        let is_same = self.said[first..behind].iter().map(|it| it.wording).eq(now.iter().map(|it| it.wording));
        self.said.splice(first..behind, now);
        if !is_same {
            self.faults = self.wordings.compare(&self.said);
        }
        self
    }

    /// What was found, as all the world sees it.
    pub(super) fn diagnostics(&self, document: &Document, settings: &Settings) -> impl Iterator<Item = Diagnostic> {
        let range = |at: u32| {
            let said = &self.said[at as usize];
            document.draft.range(said.block as usize, said.place.clone())
        };
        self.faults.iter().map(move |fault| {
            let (against, note) = fault.against;
            let finding = Finding::new(range(fault.at), fault.message.clone()).related(range(against), note);
            diagnostic(self.rule, finding, settings)
        })
    }
}

fn read(wordings: &mut dyn Wordings, mark: Marks, subject: &Subject<'_>, blocks: Range<usize>) -> Vec<Said> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    for (index, block) in subject.draft().marked_in(blocks, mark) {
        wordings.read(block, &mut found);
        all.extend(found.drain(..).map(|(wording, place)| Said { wording, block: index as u32, place }));
    }
    all
}

/// Numbers for what is compared: what is the same has the same, and the first has 0.
pub(super) struct Numbers<T: ?Sized> {
    numbers: FxHashMap<Arc<T>, u32>,
    all: Vec<Arc<T>>,
}

impl<T: ?Sized> Default for Numbers<T> {
    fn default() -> Numbers<T> {
        Numbers { numbers: FxHashMap::default(), all: Vec::new() }
    }
}

impl<T: ?Sized + Eq + Hash> Numbers<T>
where
    for<'a> Arc<T>: From<&'a T>,
{
    /// The number of something, a new one if need be.
    pub(super) fn of(&mut self, thing: &T) -> u32 {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let (number, thing) = (self.all.len() as u32, Arc::from(thing));
        self.all.push(Arc::clone(&thing));
        self.numbers.insert(thing, number);
        number
    }

    /// What has a number.
    pub(super) fn get(&self, number: u32) -> &T {
        &self.all[number as usize]
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::document::Change;
    use travaux_model::outline::bearing::parted;

    #[test]
    fn what_stood_there_between_two_keystrokes_is_not_known_for_ever() {
        let (settings, text) = (Settings::default(), "To keep [my data] [signals] or [your data] [signals].\n");
        let mut document = Document::parse(text, None, 0);
        let mut compared = Compared::all(&Subject::of(&document, &settings));
        for number in 0..5000 {
            let change = Change { range: Some(9..16), text: format!("my {number:04}") };
            let edited = document.edited(&[change], number);
            let (gone_blocks, new_blocks) = parted(&document.draft, &edited.draft);
            document = edited;
            let subject = Subject::of(&document, &settings);
            let seam = Seam { gone_blocks, new_blocks, gone: 0..0, new: 0..0 };
            compared = compared.into_iter().map(|it| it.after(&subject, &seam)).collect();
        }
        assert!(compared.iter().all(|it| it.wordings.count() < 2000));
    }
}
