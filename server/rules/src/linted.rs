//! The lint of a draft that is being edited: the same findings as those of [`super::lint`], with less to do.

use std::sync::Arc;

use travaux_grammar::draft::{InTurn, Way};

use super::across::Across;
use super::kept::Kept;
use super::{Company, Subject};
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;

/// A draft that was linted, with what the next state of it may be linted by: the same findings with less to do. What its
/// own text tells is right at once; what others tell of it is as it was last looked at.
pub struct Linted {
    document: Arc<Document>,
    settings: Arc<Settings>,
    kept: Kept,
    across: Option<Across>,
    /// Whether the findings before were taken over where nothing had changed.
    pub is_taken_over: bool,
}

impl Linted {
    /// Lints the text of a draft, by what was found in the state `before` where that still holds.
    pub fn of(document: &Arc<Document>, settings: &Arc<Settings>, before: Option<Linted>) -> Linted {
        Linted::of_by(document, settings, before, &InTurn)
    }

    /// The same, with the way to do what takes long.
    pub fn of_by(document: &Arc<Document>, settings: &Arc<Settings>, before: Option<Linted>, way: &impl Way) -> Linted {
        let subject = Subject::of(document, settings);
        let (before, across) = match before {
            Some(Linted { document: then, settings: by, kept, across, .. }) => {
                let across = across.map(|it| it.moved(&then, document));
                ((*by == **settings).then_some((then, kept)), across)
            }
            None => (None, None),
        };
        let again = before.and_then(|(then, kept)| kept.after(&then, document, &subject, way));
        let is_taken_over = again.is_some();
        let kept = again.unwrap_or_else(|| Kept::of(&subject, way));
        Linted { document: Arc::clone(document), settings: Arc::clone(settings), kept, across, is_taken_over }
    }

    /// What was linted.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Holds the draft against the others of a workspace, where it is called `draft`, unless that was done and they are
    /// as they were. Gives up, with what was known before, when the work `is_wanted` no more; says whether it is done.
    pub fn hold_against(&mut self, workspace: &Workspace, draft: &str, is_wanted: &dyn Fn() -> bool) -> bool {
        let subject = Subject::of(&self.document, &self.settings);
        let company = Company { subject: &subject, workspace, name: draft, is_wanted };
        if self.across.as_ref().is_some_and(|it| it.is_of(&self.document, &self.settings, &company)) {
            return true;
        }
        let Some(mut across) = Across::of(&company) else { return false };
        across.stamp(&self.document, &self.settings);
        self.across = Some(across);
        true
    }

    /// The findings, in the order of the text.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.kept.diagnostics(&self.document, &self.settings, self.across.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::document::Change;
    use crate::lint;

    /// Replaces words of a long draft, one edit after the other, and asks that little of it was folded again and the
    /// findings were taken over.
    fn edited(text: &str, edits: &[(&str, &str)]) -> Vec<Diagnostic> {
        let settings = Arc::new(Settings::default());
        let mut document = Arc::new(Document::parse(text, None, 0));
        let mut linted = Linted::of(&document, &settings, None);
        for (gone, new) in edits {
            let at = document.text.to_string().find(gone).unwrap();
            let change = Change { range: Some(at..at + gone.len()), text: (*new).to_owned() };
            let edited = Arc::new(document.edited(&[change], 1));
            if !Arc::ptr_eq(&document.outline, &edited.outline) {
                let seam = &edited.origin.as_ref().unwrap().seam;
                assert!(seam.new_blocks.len() < 40, "{seam:?}");
            }
            document = edited;
            linted = Linted::of(&document, &settings, Some(linted));
            assert!(linted.is_taken_over);
            assert_eq!(linted.diagnostics(), lint(&Workspace::default(), "draft", &document, &settings));
        }
        linted.diagnostics()
    }

    /// The same once in a draft of many articles, of three paragraphs each.
    fn check(article: &str, paragraph: &str, gone: &str, new: &str) {
        let of = |number: usize| format!("{article} {number}\n\n1{paragraph}\n\n2{paragraph}\n\n3{paragraph}\n\n");
        let text: String = (1..=200).map(of).collect();
        assert_ne!(edited(&text, &[(gone, new)]), []);
    }

    #[test]
    fn an_edit_of_the_structure_of_a_long_draft_is_taken_in_where_it_is() {
        let paragraph = ". Each Party shall act under article 7, paragraph 3.";
        let english = |gone, new| check("Article", paragraph, gone, new);
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

    /// Edits a long draft in which two forms of a choice are as frequent, and asks how many are odd then, and what is
    /// said of all of them.
    fn check_choices(choices: (&str, &str), edits: &[(&str, &str)], count: usize, message: &str) {
        let of = |number| {
            let (first, second) = choices;
            format!("Article {number}\n\n1. {first}\n\n2. {second}\n\n3. Each Party acts.\n\n")
        };
        let mut found = edited(&(1..=50).map(of).collect::<String>(), edits);
        found.retain(|it| it.rule == "inconsistent-alternatives");
        assert_eq!(found.len(), count, "{edits:?}");
        assert!(found.iter().all(|it| it.message == message), "{edits:?}: {}", found[0].message);
    }

    #[test]
    fn another_form_of_a_choice_is_the_usual_one_where_an_edit_makes_it_so() {
        let order = |edits: &[(&str, &str)], count, places| {
            let choices = ("To keep [computer data] [mere signals].", "To see [mere signals] [computer data].");
            let message = format!("these alternatives stand in another order than in {places} other places");
            check_choices(choices, edits, count, &message);
        };
        const FIRST: &str = "1. To keep [computer data] [mere signals].\n\n";
        const SECOND: &str = "2. To see [mere signals] [computer data].\n\n";
        order(&[("acts.", "acts at once.")], 50, 50);
        order(&[("Article 21\n\n", &format!("4{}Article 21\n\n", &SECOND[1..]))], 50, 51);
        // Of two that are as frequent the first one is usual.
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
