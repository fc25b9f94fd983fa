//! The numbers that are missing between two labels of a list. Reports nothing itself.

use std::ops::RangeInclusive;

use travaux_grammar::{Label, SharedLabels, Suffix};

/// The numbers that are missing between two labels: a range of numbers, or of suffixes after one number.
pub(super) struct Gap {
    /// A label with the same form.
    template: Label,
    /// The index of the number that differs; `None` if the suffix differs.
    pub(super) depth: Option<usize>,
    /// The missing numbers, or the missing suffixes by their position in the series.
    pub(super) numbers: RangeInclusive<u32>,
}

impl Gap {
    /// Returns the label of a missing number.
    pub(super) fn label(&self, number: u32) -> Label {
        let mut label = self.template;
        match self.depth {
            Some(depth) => label.numbers[depth] = number,
            None => {
                let place = u8::try_from(number).unwrap_or(u8::MAX);
                let suffix = match label.suffixes[0] {
                    Suffix::Letter(_) => Suffix::Letter(place),
                    Suffix::Capital(_) => Suffix::Capital(place),
                    Suffix::Enclosed(_) => Suffix::Enclosed(place),
                    Suffix::EnclosedNumber(_) => Suffix::EnclosedNumber(place),
                    Suffix::Hyphenated(_) => Suffix::Hyphenated(place),
                    _ => Suffix::Inserted(place),
                };
                label.suffixes = [Suffix::None; 3];
                label = label.with(suffix);
            }
        }
        label
    }

    /// Returns the number of a label in the series of the gap; `None` for a label of another series.
    pub(super) fn number(&self, label: &Label) -> Option<u32> {
        match self.depth {
            Some(depth) => {
                let is_in_series = label.form == self.template.form
                    && label.numbers[..depth] == self.template.numbers[..depth]
                    && label.numbers[depth + 1..].iter().all(|it| *it == 0);
                is_in_series.then_some(label.numbers[depth])
            }
            None => match label.suffixes[0] {
                _ if label.numbers != self.template.numbers => None,
                Suffix::Inserted(place)
                | Suffix::Letter(place)
                | Suffix::Capital(place)
                | Suffix::Enclosed(place)
                | Suffix::EnclosedNumber(place)
                | Suffix::Hyphenated(place) => Some(u32::from(place)),
                Suffix::None => Some(1),
                Suffix::Supra | Suffix::Alternative(_) | Suffix::Part(_) => None,
            },
        }
    }

    /// Returns the ranges of the gap that are not named.
    pub(super) fn without(&self, named: &[SharedLabels]) -> Vec<RangeInclusive<u32>> {
        let mut named: Vec<(u32, u32)> =
            named.iter().filter_map(|it| Some((self.number(&it.first)?, self.number(&it.last)?))).collect();
        named.sort_unstable();
        let (mut missing, mut from) = (Vec::new(), *self.numbers.start());
        for (first, last) in named {
            let before = first.saturating_sub(1).min(*self.numbers.end());
            if from <= before {
                missing.push(from..=before);
            }
            from = from.max(last.saturating_add(1));
        }
        if from <= *self.numbers.end() {
            missing.push(from..=*self.numbers.end());
        }
        missing
    }
}

/// Returns the gap between two labels, if any.
pub(super) fn gap(before: &Label, label: &Label) -> Option<Gap> {
    // In dotted numbers the last part is counted.
    let depth = label.numbers.iter().rposition(|it| *it != 0).unwrap_or(0);
    match (label.suffixes[0], before.suffixes[0]) {
        (Suffix::Inserted(place), suffix) if label.numbers == before.numbers && label.suffixes[1] == Suffix::None => {
            let last = suffix.place_in_series()?;
            let numbers = u32::from(last) + 1..=u32::from(place).saturating_sub(1);
            (!numbers.is_empty()).then_some(Gap { template: *label, depth: None, numbers })
        }
        // 2C after 2A; 2B after 2 may be the first that was inserted.
        (Suffix::Letter(place), Suffix::Letter(last))
        | (Suffix::Capital(place), Suffix::Capital(last))
        | (Suffix::Enclosed(place), Suffix::Enclosed(last))
        | (Suffix::EnclosedNumber(place), Suffix::EnclosedNumber(last))
        | (Suffix::Hyphenated(place), Suffix::Hyphenated(last))
            if label.numbers == before.numbers && label.suffixes[1] == Suffix::None =>
        {
            // More than one may be in other files.
            let missing = u32::from(last) + 1;
            let is_one = missing + 1 == u32::from(place);
            is_one.then_some(Gap { template: *label, depth: None, numbers: missing..=missing })
        }
        // Before `4 bis`, 2 leaves out 3 and 4; before 5, it leaves out the numbers between.
        (Suffix::Inserted(_) | Suffix::None, _) => {
            let same = label.numbers[..depth] == before.numbers[..depth]
                && before.numbers[depth + 1..].iter().all(|it| *it == 0);
            let (number, last) = (label.numbers[depth], before.numbers[depth]);
            let numbers = match label.suffixes[0] {
                Suffix::Inserted(_) => last.saturating_add(1)..=number,
                Suffix::None if number > 0 => last.saturating_add(1)..=number - 1,
                _ => return None,
            };
            let mut template = *label;
            template.suffixes = [Suffix::None; 3];
            (same && last > 0 && !numbers.is_empty()).then_some(Gap { template, depth: Some(depth), numbers })
        }
        _ => None,
    }
}
