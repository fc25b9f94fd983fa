//! The rules. `lint` is the one door: the command line and the editor both come through it, so they find the same.
//! A rule is a file: its opening comment is the page that `travaux explain` prints, and the examples in it are its
//! first tests. A rule says what is wrong; it never edits.

mod allowed;
mod numbering;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::ops::Range;

use travaux_grammar::reference::Reference;
use travaux_grammar::{Block, Draft};

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Fix, Related, Severity};
use crate::document::Document;
use crate::outline::{Outline, Resolution};
use crate::workspace::Workspace;

/// A file's name as a rule's: `stray_bracket` as `stray-bracket`.
const fn hyphenated<const LENGTH: usize>(file: &str) -> [u8; LENGTH] {
    let mut name = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        name[at] = if file.as_bytes()[at] == b'_' { b'-' } else { file.as_bytes()[at] };
        at += 1;
    }
    name
}

/// Names every rule once: its file, and with hyphens its name.
macro_rules! rules {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*

        static ALL: &[Rule] = &[$(Rule {
            name: {
                const NAME: [u8; stringify!($rule).len()] = hyphenated(stringify!($rule));
                match std::str::from_utf8(&NAME) {
                    Ok(name) => name,
                    Err(_) => stringify!($rule),
                }
            },
            severity: $rule::SEVERITY,
            source: include_str!(concat!(stringify!($rule), ".rs")),
            check: $rule::check,
        }),*];
    };
}

rules! {
    unclosed_bracket,
    stray_bracket,
    empty_bracket,
    identical_alternatives,
    inconsistent_alternatives,
    duplicate_number,
    skipped_number,
    unordered_number,
    misspelt_suffix,
    dangling_reference,
    reference_to_contested_provision,
    duplicate_definition,
    unbracketed_alternative,
    unsettled_text,
    unused_allowance,
}

/// What is known of a rule.
pub struct Rule {
    /// Its name, which reads after "allow": `dangling-reference`.
    pub name: &'static str,
    /// How grave its findings are unless settings say otherwise.
    pub severity: Severity,
    source: &'static str,
    check: fn(&Subject<'_>, &mut Vec<Finding>),
}

impl Rule {
    /// Its page, in Markdown: what it finds, why it matters, examples, what to do.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let mut page = String::new();
        for line in lines {
            page.push_str(line.strip_prefix(' ').unwrap_or(line));
            page.push('\n');
        }
        page
    }
}

/// All rules, in the order in which `explain` lists them.
pub fn all() -> &'static [Rule] {
    ALL
}

/// The names of all rules.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|rule| rule.name).collect()
}

/// The rule of a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}

/// What a rule finds: its name and severity are added by who asked.
pub(crate) struct Finding {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) related: Vec<Related>,
    pub(crate) fix: Option<Fix>,
}

impl Finding {
    fn new(range: Range<usize>, message: String) -> Finding {
        Finding { range, message, related: Vec::new(), fix: None }
    }

    fn related(mut self, range: Range<usize>, message: impl Into<String>) -> Finding {
        self.related.push(Related { draft: None, range, message: message.into() });
        self
    }
}

/// What a rule looks at: a draft, and what several rules ask of it, worked out once.
pub(crate) struct Subject<'a> {
    document: &'a Document,
    settings: &'a Settings,
    resolutions: OnceCell<Vec<Referred<'a>>>,
}

/// A reference, where it stands and what it came to.
struct Referred<'a> {
    block: usize,
    reference: &'a Reference,
    resolution: Resolution,
}

impl<'a> Subject<'a> {
    fn draft(&self) -> &'a Draft {
        &self.document.draft
    }

    fn outline(&self) -> &'a Outline {
        &self.document.outline
    }

    fn blocks(&self) -> impl Iterator<Item = (usize, &'a Block)> {
        self.document.draft.blocks.iter().enumerate().map(|(index, block)| (index, &**block))
    }

    /// Every reference of the draft, resolved.
    fn referred(&self) -> &[Referred<'a>] {
        self.resolutions.get_or_init(|| {
            (0..self.draft().blocks.len())
                .flat_map(|block| {
                    self.outline().references(self.draft(), block).map(move |reference| (block, reference))
                })
                .map(|(block, reference)| Referred {
                    block,
                    reference,
                    resolution: self.outline().resolve(self.draft(), block, reference),
                })
                .collect()
        })
    }
}

/// The findings in a draft, in the order of the text. `draft` is its name in the workspace.
pub fn lint(_workspace: &Workspace, _draft: &str, document: &Document, settings: &Settings) -> Vec<Diagnostic> {
    let subject = Subject { document, settings, resolutions: OnceCell::new() };
    let mut found = Vec::new();
    for rule in ALL {
        let severity = match settings.rules.get(rule.name) {
            Some(None) => continue,
            Some(Some(severity)) => *severity,
            None => rule.severity,
        };
        let mut findings = Vec::new();
        (rule.check)(&subject, &mut findings);
        found.extend(findings.into_iter().map(|finding| Diagnostic {
            rule: rule.name,
            severity,
            range: finding.range,
            message: finding.message,
            related: finding.related,
            fix: finding.fix,
        }));
    }
    let mut found = allowed::without_allowed(document, settings, found);
    found.sort_by(|a, b| (a.range.start, a.range.end, a.rule).cmp(&(b.range.start, b.range.end, b.rule)));
    found
}
