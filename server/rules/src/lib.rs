//! The rules that lint a draft. The command line calls [`lint`], and the editor calls [`IncrementalLint`], which gives
//! the same findings.
//!
//! A rule is a file: its opening comment is the page that `travaux explain` prints, and the examples in it are its
//! first tests. A rule reports a fault and never edits; a fix is data.

mod address_index;
mod allowances;
mod annex_lists;
mod context;
mod coordinated_terms;
mod counterpart_contents;
mod cross_draft;
mod finding;
mod incremental;
mod late_members;
mod letter_series;
mod lint_cache;
mod list_restarts;
mod missing_neighbours;
mod missing_targets;
mod mixed_brackets;
mod number_gap;
mod numbered_lists;
mod other_forms;
mod other_instruments;
#[cfg(test)]
mod position_pages;
mod proposed_provisions;
mod quotation_marks;
mod running_lists;
mod similar_rules;
mod step_names;
mod term_index;
mod term_uses;
#[cfg(test)]
mod tests;
mod wording_index;
mod written_otherwise;

use travaux_grammar::BlockFlags;
use travaux_model::config::Settings;
use travaux_model::diagnostic::{Diagnostic, Severity};
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::workspace::Workspace;

use context::{BlockContext, DraftContext, TextContext, WorkspaceContext};
use cross_draft::CrossDraftFindings;
use finding::{CrossDraftFinding, Finding};
use lint_cache::LintCache;
use wording_index::WordingRule;

pub use incremental::{Comparison, IncrementalLint};
pub use similar_rules::{similar_rules, suggestion};

/// Derives the name of a rule from that of its file: `stray-bracket` from `stray_bracket`.
const fn hyphenated<const LENGTH: usize>(file: &str) -> [u8; LENGTH] {
    let mut name = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        name[at] = if file.as_bytes()[at] == b'_' { b'-' } else { file.as_bytes()[at] };
        at += 1;
    }
    name
}

/// Builds the [`Check`] of a rule from the words after its name in the `rules!` list.
macro_rules! check {
    ($rule:ident each_text $flag:ident) => {
        Check::Text($rule::check, BlockFlags::$flag)
    };
    ($rule:ident each_block $flag:ident) => {
        Check::Block($rule::check, BlockFlags::$flag)
    };
    ($rule:ident each_list) => {
        Check::List($rule::check)
    };
    ($rule:ident draft) => {
        Check::Draft($rule::check)
    };
    ($rule:ident wordings $flag:ident) => {
        Check::Wordings($rule::wordings, BlockFlags::$flag)
    };
    ($rule:ident workspace) => {
        Check::Workspace($rule::check)
    };
    ($rule:ident allowances) => {
        Check::Allowances
    };
    ($rule:ident positions) => {
        Check::Positions
    };
}

/// Declares the module of each rule and lists all rules. The name of a rule is that of its file, with hyphens.
macro_rules! rules {
    ($($rule:ident $($scope:ident)*),* $(,)?) => {
        // The fences of examples on the pages have settings, `treaty bis=alternative`, which rustdoc does not know.
        $(#[allow(rustdoc::invalid_codeblock_attributes)]
        mod $rule;)*

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
            check: check!($rule $($scope)*),
        }),*];
    };
}

rules! {
    unclosed_bracket each_block UNPAIRED,
    stray_bracket each_block UNPAIRED,
    unclosed_parenthesis each_text ANY,
    unclosed_quotation workspace,
    empty_bracket each_text BRACKET,
    redundant_bracket each_text BRACKET,
    broken_reading each_text BRACKET,
    bracket_in_agreed_text each_text BRACKET,
    identical_alternatives each_text RUN,
    inconsistent_alternatives wordings RUN,
    duplicate_number each_list,
    skipped_number each_list,
    unordered_number each_list,
    empty_provision each_list,
    lone_item each_list,
    missing_and_or draft,
    unnumbered_paragraph draft,
    mixed_list_style each_list,
    mixed_punctuation draft,
    disordered_letters each_text ANY,
    misspelt_suffix each_text SUFFIX,
    hidden_direction each_text ANY,
    invisible_character each_text ANY,
    mixed_script each_text ANY,
    lost_reference each_text ANY,
    dangling_reference each_block REFERENCE,
    wrong_direction each_block REFERENCE,
    self_reference each_block REFERENCE,
    backwards_range each_text REFERENCE,
    wrong_title each_block TITLED_REFERENCE,
    circular_reference each_block REFERENCE,
    reference_to_no_text each_block REFERENCE,
    reference_to_contested_provision each_block REFERENCE,
    footnote_without_text draft,
    duplicate_definition draft,
    unbracketed_alternative draft,
    unsettled_text each_block ANY,
    unfilled_placeholder each_block ANY,
    unused_term workspace,
    undefined_term workspace,
    term_capitals workspace,
    dangling_external_reference workspace,
    uneven_counterpart workspace,
    unused_allowance allowances,
    attribution_without_stance each_text BRACKET,
    unknown_delegation positions,
    conflicting_position positions,
    unresolved_target positions,
    stale_position positions,
}

/// Rules about matters of style on which practice varies, or about what is normal while a text is negotiated. They run only
/// if the settings or the command line name them.
const OFF_BY_DEFAULT: &[&str] = &["reference-to-contested-provision", "unfilled-placeholder"];

/// The address of the project, at which the pages of rules can be read. A build for another home sets `TRAVAUX_HOME_URL`.
pub const HOME_URL: &str = match option_env!("TRAVAUX_HOME_URL") {
    Some(url) => url,
    None => "https://github.com/travaux-lint/travaux",
};

/// Returns the address of the page about a rule, or about a kind of fault in files.
pub fn page_url(name: &str) -> String {
    match named(name) {
        Some(_) => format!("{HOME_URL}/blob/main/docs/rules/{name}.md"),
        None => format!("{HOME_URL}/blob/main/docs/rules/README.md#{name}"),
    }
}

/// A rule of the lint.
pub struct Rule {
    /// The name of the rule, which reads after "allow": `dangling-reference`.
    pub name: &'static str,
    /// The severity of its findings unless the settings override it.
    pub severity: Severity,
    source: &'static str,
    check: Check,
}

/// The input of a rule, and the function that checks it.
enum Check {
    /// The text of each block with a flag. The rule sees nothing else, so that only an edit of the block changes what it
    /// reports.
    Text(fn(&TextContext<'_>, &mut Vec<Finding>), BlockFlags),
    /// Each block with a flag. The rule reports faults in that block; of the rest of the draft it sees the outline and
    /// the summaries.
    Block(fn(&BlockContext<'_>, &mut Vec<Finding>), BlockFlags),
    /// Each numbered list. The rule reports faults in that list.
    List(fn(&DraftContext<'_>, &[ProvisionId], &mut Vec<Finding>)),
    /// The outline and the summaries of all blocks.
    Draft(fn(&DraftContext<'_>, &mut Vec<Finding>)),
    /// The wordings in the blocks with a flag, which are stored in an index and compared with each other.
    Wordings(fn() -> Box<dyn WordingRule>, BlockFlags),
    /// The draft and the other drafts of its workspace. This takes too long to run at every keystroke.
    Workspace(fn(&WorkspaceContext<'_>, &mut Vec<CrossDraftFinding>)),
    /// The allowances in comments, after the findings of all other rules are known.
    Allowances,
    /// Positions files, which are read in the crate of the model.
    Positions,
}

impl Rule {
    /// Returns the page of the rule, in Markdown: what it finds, why that matters, examples, and how to correct it.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let mut page = String::new();
        for line in lines {
            page.push_str(line.strip_prefix(' ').unwrap_or(line));
            page.push('\n');
        }
        page
    }

    /// Returns the first sentence of the page, which says what the rule finds.
    pub fn summary(&self) -> String {
        let description = self.description();
        let end = description.find(". ").map_or(description.len(), |at| at + 1);
        description[..end].to_owned()
    }

    /// Returns the paragraphs of the page before the first example, as one line without Markdown.
    pub fn description(&self) -> String {
        let page = self.page();
        let lines = page.lines().skip(1).take_while(|line| !line.starts_with("```"));
        let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        words.join(" ").replace(['`', '*'], "")
    }

    /// Returns whether the rule is enabled unless the settings say otherwise.
    pub fn is_on_by_default(&self) -> bool {
        !OFF_BY_DEFAULT.contains(&self.name)
    }

    /// Returns whether the rule is about positions files instead of drafts.
    pub fn is_about_positions(&self) -> bool {
        matches!(self.check, Check::Positions)
    }

    /// Returns the severity of its findings under the given settings; `None` if it is turned off.
    pub fn severity_if_enabled(&self, settings: &Settings) -> Option<Severity> {
        self.is_enabled(settings).then(|| self.severity(settings))
    }

    /// Returns the severity of its findings under the given settings.
    fn severity(&self, settings: &Settings) -> Severity {
        settings.rules.get(self.name).copied().flatten().unwrap_or(self.severity)
    }

    /// Returns whether the rule is enabled under the given settings.
    fn is_enabled(&self, settings: &Settings) -> bool {
        settings.rules.get(self.name).map_or(self.is_on_by_default(), Option::is_some)
    }
}

/// Returns all rules, in the order in which `travaux explain` lists them.
pub fn all() -> &'static [Rule] {
    ALL
}

/// Returns the names of all rules.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|rule| rule.name).collect()
}

/// Returns the rule with the given name, or `None` if there is none.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}

fn enabled(settings: &Settings) -> impl Iterator<Item = &'static Rule> {
    ALL.iter().filter(|rule| rule.is_enabled(settings))
}

/// Lints a draft and returns the findings in the order of the text. `name` is the name of the draft in the workspace.
pub fn lint(workspace: &Workspace, name: &str, document: &Document, settings: &Settings) -> Vec<Diagnostic> {
    let context = WorkspaceContext::of(document, settings, workspace, name, &|| false);
    let cache = LintCache::of(&DraftContext::of(document, settings));
    cache.diagnostics(document, settings, CrossDraftFindings::of(context).as_ref(), Finding::diagnostic)
}
