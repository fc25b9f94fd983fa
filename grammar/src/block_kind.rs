//! What a block is, by its form.

/// The kind of a block, by its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading, with a number or without.
    Heading,
    /// A labelled paragraph or item.
    Labelled,
    /// Running text.
    Text,
    /// The text of a footnote.
    Note,
    /// A line of a table of contents.
    Contents,
    /// An HTML comment, which readers of the draft do not see, or code.
    Comment,
    /// The settings that some publishers put before a Markdown text.
    FrontMatter,
    /// White space only.
    #[default]
    Blank,
}
