//! Topics: what positions can be about besides provisions. A topic has a slug, a name and its terms in several languages.

use rustc_hash::FxHashSet;

use super::local_text::LocalText;
use super::parse_error::{ParseError, quoted, suggestion};
use super::position::Position;
use super::position_rule::PositionRule;
use crate::nearest::nearest;

/// A subject on which positions are taken: `critical-infrastructure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The word for the topic in positions files.
    pub slug: String,
    /// The name to display.
    pub name: LocalText,
    /// The terms by which texts name the topic, each with its language code.
    pub terms: Vec<(String, String)>,
}

/// The topics of a project, in the order of its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics {
    /// The topics, with different slugs.
    pub all: Vec<Topic>,
}

impl Topics {
    /// Returns the topic with a slug.
    pub fn find(&self, slug: &str) -> Option<&Topic> {
        self.all.iter().find(|it| it.slug == slug)
    }

    /// Adds the topics of another file. Of two topics with one slug, the first counts.
    pub fn extend(&mut self, other: Topics) {
        let known: FxHashSet<String> = self.all.iter().map(|it| it.slug.clone()).collect();
        self.all.extend(other.all.into_iter().filter(|it| !known.contains(&it.slug)));
    }

    /// Returns the errors in the topics of positions: slugs that no topics file has. Without topics there are none.
    pub fn errors(&self, positions: &[Position]) -> Vec<ParseError> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let slugs: FxHashSet<&str> = self.all.iter().map(|it| it.slug.as_str()).collect();
        let unknown = positions.iter().filter_map(|it| it.topic.as_ref()).filter(|it| !slugs.contains(&*it.name));
        unknown
            .map(|topic| {
                let near = suggestion(nearest(&topic.name, slugs.iter().copied()));
                let message = format!("{} is no topic here{near}", quoted(&topic.name));
                ParseError::of_rule(PositionRule::UnresolvedTarget, topic.range.clone(), message)
            })
            .collect()
    }
}
