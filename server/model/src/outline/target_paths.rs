//! The paths of steps that a target of a reference names, with ranges expanded.

use travaux_grammar::{Label, NumberForm, Step, Suffix, Target};

/// The largest number of provisions in a range that is expanded. Of a longer range only the ends are resolved.
const MAX_RANGE_PROVISIONS: u32 = 200;

/// Returns the paths that a target names: one, or each of a range.
pub(super) fn target_paths(target: &Target, in_latin: bool) -> Vec<Vec<Step>> {
    let in_alphabet = |step: &Step| Step { label: step.label.in_alphabet(in_latin), ..*step };
    let target = &Target {
        steps: target.steps.iter().map(in_alphabet).collect(),
        to: target.to.map(|label| label.in_alphabet(in_latin)),
    };
    let Some((to, (last, before))) = target.to.zip(target.steps.split_last()) else {
        return vec![target.steps.to_vec()];
    };
    let (mut first, mut to) = (last.label, to);
    if first.form != to.form {
        // In `(i) to (iv)` the letter is a numeral.
        first = first.as_roman().filter(|it| it.form == to.form).unwrap_or(first);
        to = to.as_roman().filter(|it| it.form == first.form).unwrap_or(to);
    }
    // `(i) to (v)` are numerals: few lists have so many letters.
    if let Some((first_numeral, last_numeral)) = first.as_roman().zip(to.as_roman())
        && first_numeral.number() < last_numeral.number()
    {
        (first, to) = (first_numeral, last_numeral);
    }
    let path = |label: Label| -> Vec<Step> {
        let mut steps = before.to_vec();
        steps.push(Step { kind: last.kind, label });
        steps
    };
    // `3 to 3 quater` includes what is inserted in between.
    let is_one_number = first.is_plain() && first.numbers == to.numbers && to.suffixes[1] == Suffix::None;
    if let Suffix::Inserted(last) = to.suffixes[0]
        && is_one_number
    {
        let inserted = (2..=last).map(|place| path(first.with(Suffix::Inserted(place))));
        return std::iter::once(path(first)).chain(inserted).collect();
    }
    // `1 to 3 bis` ends with what is inserted after 3.
    if let Suffix::Inserted(last) = to.suffixes[0]
        && first.form == NumberForm::Digits
        && first.is_plain()
        && first.numbers[1] == 0
        && first.prefix == to.prefix
        && to.suffixes[1] == Suffix::None
        && to.numbers[1] == 0
        && (first.number()..first.number() + MAX_RANGE_PROVISIONS).contains(&to.number())
    {
        let plain = (first.number()..=to.number()).map(|number| path(Label::new(first.form, number)));
        let end = Label::new(first.form, to.number());
        return plain.chain((2..=last).map(|place| path(end.with(Suffix::Inserted(place))))).collect();
    }
    let is_plain = first.is_plain() && to.is_plain() && first.numbers[1] == 0 && to.numbers[1] == 0;
    let count = to.number().saturating_sub(first.number());
    if !is_plain || first.form != to.form || count == 0 || count > MAX_RANGE_PROVISIONS {
        return vec![path(first), path(to)];
    }
    (first.number()..=to.number())
        .map(|number| {
            let mut label = Label::new(first.form, number);
            label.prefix = first.prefix;
            path(label)
        })
        .collect()
}
