//! Options: several texts for one place. No word closes an option; the next label decides.

use travaux_grammar::{BlockId, BlockSummary, Kind, LabelSite};

use super::{Fold, NESTED_INDENT_COLUMNS, Open};

impl Fold<'_> {
    /// Adds an option where it stands, next to the open options of its form.
    pub(super) fn option(&mut self, block: &BlockSummary, site: &LabelSite, index: BlockId) {
        let is_sub = site.is_sub_option;
        self.close_outdented_options(site.indent);
        let depth = self.open.iter().rposition(|open| {
            open.kind == Kind::Option
                && (open.level == u8::from(is_sub))
                && self.form_of(open.id) == site.label.map(|it| it.form)
        });
        // A sub-option belongs to its option, even after a paragraph of the option.
        let holder = self.open.iter().rposition(|open| open.kind == Kind::Option && open.level == 0);
        let holder = holder.filter(|_| is_sub).map(|at| at + 1);
        let depth = depth.or(holder).unwrap_or(self.open.len());
        self.close_to(depth);
        let mut provision = self.provision(Kind::Option, site, index);
        provision.title = block.has_title.then_some(index);
        self.push(provision, 7, u8::from(is_sub), None);
        if let Some(option) = self.open.last_mut() {
            option.indent = site.indent;
        }
    }

    /// Closes the options with a larger indentation than the next label.
    pub(super) fn close_outdented_options(&mut self, indent: u16) {
        let is_deeper = |open: &Open| open.kind == Kind::Option && open.indent >= indent + NESTED_INDENT_COLUMNS;
        if let Some(depth) = self.open.iter().position(is_deeper) {
            self.close_to(depth);
        }
    }

    /// Closes options at `Provisions common for sub-options 0 to 3 above`, since the text after it belongs to none of
    /// them.
    pub(super) fn ends_options(&mut self, block: &BlockSummary) {
        if !self.open.iter().any(|open| open.kind == Kind::Option) {
            return;
        }
        let Some(level) = block.ends_options else { return };
        let first = self.open.iter().position(|open| open.kind == Kind::Option && open.level >= level);
        self.close_to(first.unwrap_or(self.open.len()));
    }
}
