//! The lint of a draft that is being edited: the same findings as those of [`super::lint`], with less to do.

use std::sync::Arc;

use super::across::Across;
use super::kept::Kept;
use super::{Company, Subject};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::workspace::Workspace;

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

/// A way to do two things: one after the other, or side by side for who has threads.
pub type Pair<'p> = &'p dyn Fn(&mut (dyn FnMut() + Send), &mut (dyn FnMut() + Send));

/// One after the other.
pub(super) fn in_turn(one: &mut (dyn FnMut() + Send), other: &mut (dyn FnMut() + Send)) {
    one();
    other();
}

impl Linted {
    /// Lints the text of a draft, by what was found in the state `before` where that still holds.
    pub fn of(document: &Arc<Document>, settings: &Arc<Settings>, before: Option<Linted>) -> Linted {
        Linted::of_by(document, settings, before, &in_turn)
    }

    /// The same, with the way to do what has to be done whole.
    pub fn of_by(document: &Arc<Document>, settings: &Arc<Settings>, before: Option<Linted>, pair: Pair<'_>) -> Linted {
        let subject = Subject::of(document, settings);
        let (before, across) = match before {
            Some(Linted { document: then, settings: by, kept, across, .. }) => {
                let across = across.map(|it| it.moved(&then, document));
                ((*by == **settings).then_some((then, kept)), across)
            }
            None => (None, None),
        };
        let again = before.and_then(|(then, kept)| kept.after(&then, document, &subject));
        let is_taken_over = again.is_some();
        let kept = again.unwrap_or_else(|| Kept::of(&subject, pair));
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
    use crate::document::Change;
    use crate::rules::lint;

    /// Replaces words of a long draft, and asks that little of it was folded again and the findings were taken over.
    fn check(article: &str, paragraph: &str, gone: &str, new: &str) {
        let of = |number: usize| format!("{article} {number}\n\n1{paragraph}\n\n2{paragraph}\n\n3{paragraph}\n\n");
        let text: String = (1..=200).map(of).collect();
        let settings = Arc::new(Settings::default());
        let document = Arc::new(Document::parse(&text, None, 0));
        let before = Linted::of(&document, &settings, None);
        let at = text.find(gone).unwrap();
        let change = Change { range: Some(at..at + gone.len()), text: new.to_owned() };
        let edited = Arc::new(document.edited(&[change], 1));
        let seam = &edited.origin.as_ref().unwrap().seam;
        assert!(seam.new_blocks.len() < 40, "{seam:?}");
        let after = Linted::of(&edited, &settings, Some(before));
        assert!(after.is_taken_over);
        assert_eq!(after.diagnostics(), lint(&Workspace::default(), "draft", &edited, &settings));
        assert_ne!(after.diagnostics(), []);
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
}
