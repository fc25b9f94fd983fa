//! The pages of rules as files of the documentation, and their index. `travaux explain --all docs/rules` writes them; a test
//! fails if they are stale.

use crate::files::fault::FaultCode;
use travaux_rules::Rule;

/// Returns the page of a rule.
pub fn rule_page(rule: &Rule) -> String {
    let name = rule.name;
    let default = if rule.is_on_by_default() {
        format!("Findings are of severity **{}**", rule.severity.word())
    } else {
        format!("The rule is **off** by default; findings are of severity **{}**", rule.severity.word())
    };
    let allowance = match rule.is_about_positions() {
        true => String::new(),
        false => format!("`<!-- travaux: allow {name}: reason -->` allows it in the next block. "),
    };
    format!(
        "{}\n---\n\n{default}; `{name} = \"off\"` under `[rules]` of travaux.toml, or another severity, changes that.\n\
         {allowance}[All rules](README.md)\n",
        rule.page().trim_end().to_owned() + "\n"
    )
}

/// Returns the index of the pages.
pub fn index_page() -> String {
    let mut page =
        "# Rules\n\nEach page says what the rule finds, why that matters, and what to do instead. Its examples are \
                    tests. The pages are\nmade from the sources of the rules by `travaux explain --all docs/rules`.\n\n\
                    | rule | severity | what it finds |\n|---|---|---|\n"
            .to_owned();
    for rule in travaux_rules::all() {
        let off = if rule.is_on_by_default() { "" } else { ", off by default" };
        let (name, severity) = (rule.name, rule.severity.word());
        page.push_str(&format!("| [{name}]({name}.md) | {severity}{off} | {} |\n", rule.summary().replace('|', "\\|")));
    }
    page.push_str("\n## Faults in files\n\nThese are findings about other files than drafts, and about files that could not be read.\n");
    for code in FaultCode::ALL {
        page.push_str(&format!("\n### {}\n\n{}\n", code.name(), code.description()));
    }
    page
}
