//! The address of a provision, in English whatever the draft's language, so that drafts can be compared:
//! `article 10 bis, paragraph 1 (a) (ii)`.

use std::fmt::Write;

use travaux_grammar::{Enclosure, Kind, Label, NumberForm, Step};

use super::{Outline, Provision, ProvisionId};

impl Outline {
    /// Returns the address of a provision. It is empty for a heading without a number.
    pub fn address(&self, id: ProvisionId) -> String {
        // What is quoted in an item has the address that it has where it belongs.
        let is_quoted = self.provision(id).quoted;
        let mut path: Vec<ProvisionId> =
            self.ancestors(id).take_while(|it| !is_quoted || self.provision(*it).quoted).collect();
        path.reverse();
        let article = path.iter().any(|it| self.provision(*it).kind.is_article());
        let in_annex = path.iter().any(|it| self.provision(*it).kind.is_annex());
        let last = path.len() - 1;
        let mut out = String::new();
        let is_numbered = |id: &ProvisionId| {
            let provision = self.provision(*id);
            provision.kind == Kind::Section && provision.enclosure == Enclosure::Dot
        };
        let in_section = path.iter().any(is_numbered);
        for (place, id) in path.iter().enumerate() {
            let provision = self.provision(*id);
            if is_numbered(id) && !article {
                write_section(&mut out, provision);
                continue;
            }
            if provision.kind == Kind::Option && self.runs_through(*id, &path[place..]) {
                continue;
            }
            if provision.kind == Kind::Option {
                write_option(&mut out, provision);
                continue;
            }
            // Sections of an article have numbers of their own in it.
            let is_in_article = || path[..place].iter().any(|it| self.provision(*it).kind.is_article());
            let is_division =
                matches!(provision.kind, Kind::Part | Kind::Title | Kind::Chapter | Kind::Section) && !is_in_article();
            let is_named = !is_division
                || place == last
                || self.is_restarted(self.provision(path[last]))
                || if article { self.restarts && !in_annex } else { self.paragraphs_restart || in_annex || in_section };
            if is_named {
                let is_continued = path.get(place + 1).is_some_and(|next| self.is_inside_number(*next, provision));
                if !is_continued {
                    write_step(&mut out, provision.kind, self.label_in_article(provision, &path[..place]).as_ref());
                }
            }
        }
        out
    }

    /// Returns whether the numbers of paragraphs run through the whole text and through an option, so that the address of
    /// a paragraph in it does without it. `path` leads from the option to the paragraph.
    fn runs_through(&self, option: ProvisionId, path: &[ProvisionId]) -> bool {
        if self.has_articles || self.paragraphs_restart {
            return false;
        }
        let number = |id: ProvisionId| {
            let provision = self.get(id).filter(|it| it.kind == Kind::Paragraph)?;
            provision.label.filter(|label| label.form == NumberForm::Digits)
        };
        let paragraph = path.iter().find_map(|id| number(*id));
        let continues = number(option.next()).is_some_and(|first| first.number() > 1);
        continues && paragraph.is_some_and(|label| self.headings(Kind::Paragraph, Some(&label)).len() == 1)
    }

    /// Returns whether a division is of a kind whose numbers restart in wider divisions: section 3 of part II.
    fn is_restarted(&self, provision: &Provision) -> bool {
        let restarts = match provision.kind {
            Kind::Section => self.sections_restart,
            Kind::Chapter => self.chapters_restart,
            _ => false,
        };
        restarts && provision.enclosure == Enclosure::Bare && provision.label.is_some()
    }

    /// Returns whether the number of a paragraph continues that of the paragraph that contains it: `5.1.1` in `5.1`.
    fn is_inside_number(&self, id: ProvisionId, outer: &Provision) -> bool {
        let inner = self.provision(id);
        let is_paragraph = inner.kind == Kind::Paragraph && outer.kind == Kind::Paragraph;
        is_paragraph && inner.label.zip(outer.label).is_some_and(|(inner, outer)| inner.within(&outer).is_some())
    }

    /// Returns the label of a provision as its address has it: `5.1` in article 5 is its paragraph 1.
    fn label_in_article(&self, provision: &Provision, path: &[ProvisionId]) -> Option<Label> {
        let label = provision.label?;
        if provision.kind != Kind::Paragraph || label.numbers[1] == 0 {
            return Some(label);
        }
        // `C.1` in annex C is its paragraph 1.
        let is_lettered = label.form != NumberForm::Digits;
        let is_outer = |it: &&Provision| it.kind.is_article() || is_lettered && it.kind.is_division();
        let article = path.iter().map(|id| self.provision(*id)).rfind(is_outer);
        article.and_then(|article| label.within(&article.label?)).or(Some(label))
    }

    /// Returns the address that a path of steps spells, whether or not there is such a provision.
    pub fn address_of_steps(&self, steps: &[Step]) -> String {
        let mut out = String::new();
        for step in steps {
            let label = Some(&step.label).filter(|_| step.kind != Kind::Preamble);
            write_step(&mut out, step.kind, label);
        }
        out
    }
}

/// Writes a section with a bare number, `part II.5 (a)`, or a bare letter, `section A`.
fn write_section(out: &mut String, provision: &Provision) {
    let Some(label) = provision.label else { return };
    // Writing to a string cannot fail.
    let _ = match label.form {
        NumberForm::Digits if out.is_empty() => write!(out, "section {label}"),
        NumberForm::Digits => write!(out, ".{label}"),
        NumberForm::Lower | NumberForm::LowerRoman => write!(out, " ({label})"),
        NumberForm::Upper | NumberForm::UpperRoman | NumberForm::Placeholder | NumberForm::Lettered => {
            write_step(out, Kind::Section, Some(&label));
            Ok(())
        }
    };
}

/// Writes an option: `option 1`, `sub-option 2`, `option (a)`.
fn write_option(out: &mut String, provision: &Provision) {
    let Some(label) = provision.label else { return };
    let comma = if out.is_empty() { "" } else { ", " };
    let word = provision.option_noun.word();
    let _ = match label.form {
        NumberForm::Lower | NumberForm::LowerRoman => write!(out, "{comma}{word} ({label})"),
        NumberForm::Digits
        | NumberForm::Upper
        | NumberForm::UpperRoman
        | NumberForm::Placeholder
        | NumberForm::Lettered => {
            write!(out, "{comma}{word} {label}")
        }
    };
}

/// Writes one step of an address.
fn write_step(out: &mut String, kind: Kind, label: Option<&Label>) {
    let in_parentheses = matches!(kind, Kind::Subparagraph | Kind::Item);
    if in_parentheses {
        let Some(label) = label else { return };
        if out.is_empty() {
            out.push_str(kind.word());
        }
        // Writing to a string cannot fail.
        let _ = write!(out, " ({label})");
        return;
    }
    if label.is_none() && !kind.is_annex() && kind != Kind::Preamble {
        return;
    }
    if !out.is_empty() {
        out.push_str(", ");
    }
    // The first number of a dotted label is the article, the second its paragraph.
    match label {
        Some(label)
            if kind == Kind::Paragraph
                && label.form == NumberForm::Digits
                && label.numbers[1] != 0
                && !out.is_empty() =>
        {
            let _ = write!(out, "paragraph {label}");
        }
        Some(label) => {
            let _ = write!(out, "{} {label}", kind.word());
        }
        None => out.push_str(kind.word()),
    }
}
