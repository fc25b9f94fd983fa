//! Whether the lists of a provision are numbered plainly enough to say that a number is missing, doubled or misplaced.

use travaux_grammar::Kind;

use super::{Outline, ProvisionId};

/// The number of provisions inside a rule that are looked at.
const MAX_PROVISIONS: usize = 200;

impl Outline {
    /// Returns whether a provision is in an article, or is one.
    pub fn is_in_article(&self, id: ProvisionId) -> bool {
        self.ancestors(id).any(|it| self.provision(it).kind == Kind::Article)
    }

    /// Returns whether the lists around a provision are counted as in an article. Rules, regulations and clauses often
    /// number paragraphs and their items alike, `5.1` after `5` and then `1`, so that the paragraphs of one must show
    /// that they run from the first to the last.
    pub fn is_numbered_plainly(&self, id: ProvisionId) -> bool {
        let Some(article) = self.ancestors(id).find(|it| self.provision(*it).kind.is_article()) else { return false };
        if self.is_in_article(article) {
            return true;
        }
        let inner = self.provisions[article.next().index()..self.provision(article).end.index()].iter();
        let paragraphs = inner.take(MAX_PROVISIONS).filter(|it| it.kind == Kind::Paragraph);
        let (mut firsts, mut descents, mut before) = (0, 0, 0);
        for label in paragraphs.filter_map(|it| it.label) {
            if label.numbers[1] != 0 {
                return false;
            }
            firsts += usize::from(label.number() == 1 && label.is_plain());
            descents += usize::from(label.number() < before || label.number() == before && label.is_plain());
            before = label.number();
        }
        firsts <= 1 && descents <= 1
    }
}
