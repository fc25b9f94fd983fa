//! The incremental lint of a draft that is being edited. It gives the same findings as [`crate::lint`] with less work.

use std::sync::Arc;

use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::outline::Outline;
use travaux_model::workspace::Workspace;

use crate::context::{DraftContext, WorkspaceContext};
use crate::cross_draft::CrossDraftFindings;
use crate::finding::Finding;
use crate::lint_cache::{LintCache, Reuse};

/// A linted draft, from which the next state of the draft is linted incrementally. The findings in its own text are
/// always current. The findings that compare it with other drafts are those of the last
/// [`IncrementalLint::compare_with`].
pub struct IncrementalLint {
    document: Arc<Document>,
    settings: Arc<Settings>,
    cache: LintCache,
    cross_draft: Option<CrossDraftFindings>,
    /// Whether findings of the previous state that depend on the structure were reused.
    pub is_incremental: bool,
    /// Whether the findings are certainly those of the previous state, at the same lines and columns.
    pub is_unchanged: bool,
}

/// What a comparison with other drafts led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// It was cancelled.
    Cancelled,
    /// The findings are certainly the same as before.
    Unchanged,
    /// The findings may have changed.
    Changed,
}

impl IncrementalLint {
    /// Lints the text of a draft, reusing findings of the previous state `before` that are still valid.
    pub fn of(document: &Arc<Document>, settings: &Arc<Settings>, before: Option<IncrementalLint>) -> IncrementalLint {
        let context = DraftContext::of(document, settings);
        let Some(IncrementalLint { document: then, settings: then_settings, cache, cross_draft, .. }) = before else {
            return IncrementalLint::with(document, settings, (LintCache::of(&context), Reuse::Texts), None);
        };
        let edited = Outline::splice_between(then.summaries(), document.summaries());
        let has_others_in_edited = cross_draft.as_ref().is_some_and(|it| it.has_findings_in(&edited.removed, &then));
        let cross_draft = cross_draft.map(|it| it.after(&then, document, &edited));
        let (cache, reuse) = match *then_settings == **settings {
            true => cache.after(&then, document, &context, &edited),
            false => (LintCache::of(&context), Reuse::Texts),
        };
        let reuse = if has_others_in_edited && reuse == Reuse::All { Reuse::Structure } else { reuse };
        IncrementalLint::with(document, settings, (cache, reuse), cross_draft)
    }

    fn with(
        document: &Arc<Document>,
        settings: &Arc<Settings>,
        (cache, reuse): (LintCache, Reuse),
        cross_draft: Option<CrossDraftFindings>,
    ) -> IncrementalLint {
        let (is_incremental, is_unchanged) = (reuse != Reuse::Texts, reuse == Reuse::All);
        let (document, settings) = (Arc::clone(document), Arc::clone(settings));
        IncrementalLint { document, settings, cache, cross_draft, is_incremental, is_unchanged }
    }

    /// Returns the linted draft.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Compares the draft, which has the given `name` in the workspace, with the other drafts there, unless nothing has
    /// changed since the last comparison. If it is cancelled, the earlier findings remain.
    pub fn compare_with(&mut self, workspace: &Workspace, name: &str, is_cancelled: &dyn Fn() -> bool) -> Comparison {
        let (document, settings) = (&*self.document, &*self.settings);
        let context = WorkspaceContext::of(document, settings, workspace, name, is_cancelled);
        if self.cross_draft.as_ref().is_some_and(|it| it.is_current(&self.document, &context)) {
            return Comparison::Unchanged;
        }
        let context = context.with_terms(self.cross_draft.as_ref().and_then(CrossDraftFindings::terms));
        let Some(mut cross_draft) = CrossDraftFindings::of(context) else { return Comparison::Cancelled };
        cross_draft.set_input(&self.document, &self.settings);
        let was_empty = self.cross_draft.as_ref().is_some_and(CrossDraftFindings::is_empty);
        let is_unchanged = was_empty && cross_draft.is_empty();
        self.cross_draft = Some(cross_draft);
        if is_unchanged { Comparison::Unchanged } else { Comparison::Changed }
    }

    /// Returns the findings, in the order of the text.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.cache.diagnostics(&self.document, &self.settings, self.cross_draft.as_ref(), Finding::diagnostic)
    }

    /// Returns the findings without their fixes, in the order of the text. An editor asks for the fixes at a place only.
    pub fn diagnostics_without_fixes(&self) -> Vec<Diagnostic> {
        self.cache.diagnostics(&self.document, &self.settings, self.cross_draft.as_ref(), Finding::without_fix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint;
    use travaux_grammar::BlockId;
    use travaux_model::document::Change;

    /// Replaces words of a long draft, one edit after the other, and checks that little of the outline was folded again
    /// and that findings were reused.
    fn edited(text: &str, edits: &[(&str, &str)]) -> Vec<Diagnostic> {
        let settings = Arc::new(Settings::default());
        let mut document = Arc::new(Document::parse(text, None, 0));
        let mut lint_state = IncrementalLint::of(&document, &settings, None);
        for (old, new) in edits {
            let at = document.text.to_string().find(old).unwrap();
            let change = Change { range: Some(at..at + old.len()), text: (*new).to_owned() };
            let edited = Arc::new(document.edited(&[change], 1));
            if !Arc::ptr_eq(&document.outline, &edited.outline) {
                let splice = &edited.origin.as_ref().unwrap().splice;
                assert!(BlockId::indices(splice.blocks.inserted.clone()).len() < 40, "{splice:?}");
            }
            document = edited;
            lint_state = IncrementalLint::of(&document, &settings, Some(lint_state));
            assert!(lint_state.is_incremental);
            assert_eq!(lint_state.diagnostics(), lint(&Workspace::default(), "draft", &document, &settings));
        }
        lint_state.diagnostics()
    }

    /// Checks one edit of a draft of many articles with three paragraphs each.
    fn check(article: &str, paragraph: &str, old: &str, new: &str) {
        let of = |number: usize| format!("{article} {number}\n\n1{paragraph}\n\n2{paragraph}\n\n3{paragraph}\n\n");
        let text: String = (1..=200).map(of).collect();
        assert_ne!(edited(&text, &[(old, new)]), []);
    }

    #[test]
    fn an_edit_of_the_structure_of_a_long_draft_is_linted_incrementally() {
        let paragraph = ". Each Party shall act under article 7, paragraph 3.";
        let english = |old, new| check("Article", paragraph, old, new);
        english("Article 100\n\n", "Article 100\n\n9. More.\n\n");
        english("Article 100\n\n", "Article 99 bis\n\nUnder article 999.\n\nArticle 100\n\n");
        english("Article 100\n\n1", "Article 100\n\n[1");
        english("Article 7\n", "Article 7 bis\n");
        check(
            "المادة",
            " - تتخذ الأطراف تدابير وفقا للفقرة 3 من المادة 7.",
            "المادة 100\n\n",
            "المادة 100\n\n9 - نص.\n\n",
        );
    }

    /// Edits a draft, compares it after every second edit, and checks that the findings are those of a full lint.
    fn check_terms(text: &str, edits: &[(&str, &str)]) {
        let (settings, workspace) = (Arc::new(Settings::default()), Workspace::default());
        let mut document = Arc::new(Document::parse(text, None, 0));
        let mut lint_state = IncrementalLint::of(&document, &settings, None);
        lint_state.compare_with(&workspace, "draft", &|| false);
        let mut count = 0;
        for (number, (old, new)) in edits.iter().enumerate() {
            let at = document.text.to_string().find(old).unwrap();
            let change = Change { range: Some(at..at + old.len()), text: (*new).to_owned() };
            document = Arc::new(document.edited(&[change], 1));
            lint_state = IncrementalLint::of(&document, &settings, Some(lint_state));
            assert_eq!(lint_state.compare_with(&workspace, "draft", &|| true), Comparison::Cancelled);
            if number % 2 == 1 {
                lint_state.compare_with(&workspace, "draft", &|| false);
                let found = lint(&workspace, "draft", &document, &settings);
                assert_eq!(lint_state.diagnostics(), found, "{old}");
                count += found.iter().filter(|it| it.rule.ends_with("-term")).count();
            }
        }
        assert!(count > 0);
    }

    #[test]
    fn the_places_of_terms_outlast_an_edit() {
        check_terms(
            "Article 1\n\n(a) “Competent Authority” means a body;\n\n(b) “Port” means a place;\n\n(c) “Gate” means a door.\n\n\
             Article 2\n\nThe Competent Authority opens ports.\n\nThe Competent Authority closes ports and gates.\n\n\
             The Competent Authority reports.\n",
            &[
                ("opens ports.", "opens ports.\n\nThe Compentent Authority opens gates."),
                (" and gates", ""),
                ("opens gates", "opens"),
                ("Article 2\n\n", "Article 2\n\nOne more.\n\n"),
                ("One more.\n\n", ""),
                ("reports", "reports on gates"),
                ("“Gate”", "“Gateway”"),
                ("means a door", "means a large door"),
                ("Article 2\n\n", ""),
                ("closes", "shuts"),
            ],
        );
        check_terms(
            "المادة 1\n\n(أ) يُقصد بتعبير \"المحطة المحلية\" مرفق؛\n\n(ب) يُقصد بتعبير \"ميناء\" مكان.\n\n\
             المادة 2\n\nتسجل الأطراف المحطة المحلية والميناء.\n\nتفتح المحطة المحلية.\n",
            &[
                ("تفتح", "تغلق المحطة المجلية.\n\nتفتح"),
                ("والميناء", ""),
                ("تغلق", "تدير"),
                ("المادة 2\n\n", "المادة 2\n\nنص.\n\n"),
            ],
        );
    }

    /// Edits a long draft in which two forms of a choice are equally frequent, and checks the number of places of the
    /// one finding, and its message.
    fn check_choices(choices: (&str, &str), edits: &[(&str, &str)], count: usize, message: &str) {
        let of = |number| {
            let (first, second) = choices;
            format!("Article {number}\n\n1. {first}\n\n2. {second}\n\n3. Each Party acts.\n\n")
        };
        let mut found = edited(&(1..=50).map(of).collect::<String>(), edits);
        found.retain(|it| it.rule == "inconsistent-alternatives");
        assert_eq!(found.len(), 1, "{edits:?}");
        // The usual form is related too, as the finding's own place is not.
        assert_eq!(found[0].related.len(), count, "{edits:?}");
        assert_eq!(found[0].message, message, "{edits:?}");
    }

    #[test]
    fn an_edit_can_make_another_form_of_a_choice_the_usual_one() {
        let order = |edits: &[(&str, &str)], count, places| {
            let choices = ("To keep [computer data] [mere signals].", "To see [mere signals] [computer data].");
            let message = format!("these alternatives stand in another order than in {places} other places");
            check_choices(choices, edits, count, &message);
        };
        const FIRST: &str = "1. To keep [computer data] [mere signals].\n\n";
        const SECOND: &str = "2. To see [mere signals] [computer data].\n\n";
        order(&[("acts.", "acts at once.")], 50, 50);
        order(&[("Article 21\n\n", &format!("4{}Article 21\n\n", &SECOND[1..]))], 50, 51);
        // Of two equally frequent forms the first one is the usual one.
        order(&[(&[FIRST, SECOND].concat(), &[SECOND, FIRST].concat())], 50, 50);
        order(&[(FIRST, "")], 49, 50);
        order(&[(FIRST, ""), (SECOND, "")], 49, 49);
        order(&[("[computer data] [mere signals]", "[mere signals] [computer data]")], 49, 51);
        order(&[("computer data] [mere", "mere] [mere"), ("mere] [mere", "computer data] [mere")], 50, 50);

        let choices = ("To keep [computer data] [mere signals].", "To see [computer data] [all signals].");
        let message = "`all signals` stands here for `mere signals`, the alternative in 50 other places";
        check_choices(choices, &[], 50, message);
        let message = "`mere signals` stands here for `All Signals`, the alternative in 51 other places";
        check_choices(choices, &[("mere signals", "All  Signals")], 49, message);

        let choices = ("حفظ [بيانات حاسوبية] [معلومات رقمية].", "نقل [معلومات رقمية] [بيانات حاسوبية].");
        let other = [("[بيانات حاسوبية] [معلومات رقمية]", "[معلومات رقمية] [بَيانات حاسوبية]")];
        let message = "these alternatives stand in another order than in 51 other places";
        check_choices(choices, &other, 49, message);
        let choices = ("To keep [computer data] [mere signals].", choices.1);
        let other = [("[computer data] [mere signals]", "[بيانات حاسوبية] [معلومات رقمية]")];
        let message = "these alternatives stand in another order than in 50 other places";
        check_choices(choices, &other, 1, message);
    }
}
