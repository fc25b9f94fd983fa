//! The names of provisions: their addresses in English, elsewhere their labels as the draft writes them.

use travaux_model::outline::ProvisionId;

use super::View;
use crate::display_text::single_line;

impl View<'_> {
    /// Returns the name of a provision: `article 10 bis, paragraph 1`, `المادة 10 ثانياً، 1 (أ)`.
    pub(super) fn place_name(&self, id: ProvisionId) -> String {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        if draft.language().code() == "en" {
            return self.markup.text(&outline.address(id));
        }
        let mut labels: Vec<String> = Vec::new();
        for id in outline.ancestors(id) {
            let provision = outline.provision(id);
            let label = draft.block(provision.block).slice(provision.at.clone());
            let label = label.trim_matches(|it: char| it.is_whitespace() || matches!(it, '-' | '–' | '.' | '#' | '*'));
            if !label.is_empty() {
                labels.push(single_line(label));
            }
            if provision.kind.is_heading() {
                break;
            }
        }
        labels.reverse();
        self.markup.text(&labels.join(" "))
    }
}
