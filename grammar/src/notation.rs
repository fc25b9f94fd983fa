//! The table of bracket signs. A new notation is a row of this table and a case in the book of cases.

use crate::offset::to_u32;

/// A pair of bracket signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// `[` `]`: text that is not agreed.
    Square,
    /// `{` `}`: an editorial note.
    Curly,
    /// `［` `］`: full-width square brackets.
    FullWidth,
    /// `【` `】`
    Lenticular,
    /// `〔` `〕`
    Tortoise,
    /// `{++` `++}`: an insertion in CriticMarkup.
    Insertion,
    /// `{--` `--}`: a deletion in CriticMarkup.
    Deletion,
    /// `{~~` `~~}`: a substitution in CriticMarkup, with `~>` between the old and the new words.
    Substitution,
    /// `{>>` `<<}`: a comment in CriticMarkup.
    Comment,
    /// `{==` `==}`: the words that a comment is about.
    Highlight,
    /// `~~` `~~`: struck out in Markdown.
    Strike,
    /// `**__` `__**`: bold and underlined in Markdown, the usual form of proposed insertions.
    Underline,
    /// `\[` `\]`: square brackets with the backslash by which Markdown keeps them from being links.
    Escaped,
}

/// The opening and closing sign of each glyph, in the order of [`Glyph`]. Both signs have the same number of bytes.
const SIGNS: [(Glyph, &str, &str); 13] = [
    (Glyph::Square, "[", "]"),
    (Glyph::Curly, "{", "}"),
    (Glyph::FullWidth, "［", "］"),
    (Glyph::Lenticular, "【", "】"),
    (Glyph::Tortoise, "〔", "〕"),
    (Glyph::Insertion, "{++", "++}"),
    (Glyph::Deletion, "{--", "--}"),
    (Glyph::Substitution, "{~~", "~~}"),
    (Glyph::Comment, "{>>", "<<}"),
    (Glyph::Highlight, "{==", "==}"),
    (Glyph::Strike, "~~", "~~"),
    (Glyph::Underline, "**__", "__**"),
    (Glyph::Escaped, r"\[", r"\]"),
];

/// The number of glyphs.
pub(crate) const GLYPH_COUNT: usize = SIGNS.len();

impl Glyph {
    /// Returns the opening sign.
    pub fn opener(self) -> &'static str {
        SIGNS[self as usize].1
    }

    /// Returns the closing sign.
    pub fn closer(self) -> &'static str {
        SIGNS[self as usize].2
    }

    /// Returns the family whose signs pair with each other: input methods may write one end of a bracket in full width
    /// and the other in half width, and one end may have lost its backslash.
    pub fn family(self) -> usize {
        match self {
            Glyph::Square | Glyph::FullWidth | Glyph::Escaped => Glyph::Square as usize,
            other => other as usize,
        }
    }

    /// Returns the number of bytes of either sign.
    pub fn width(self) -> u32 {
        to_u32(self.opener().len())
    }

    /// Returns whether the glyph is Markdown that marks text as changed in this version, rather than as not agreed.
    /// Both of its ends are in one block, since Markdown does not reach across paragraphs.
    pub fn is_markup(self) -> bool {
        matches!(self, Glyph::Strike | Glyph::Underline)
    }
}

/// One end of a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BracketEnd {
    /// The opening sign.
    Open(Glyph),
    /// The closing sign.
    Close(Glyph),
}

/// Returns the bracket end that a single character is, if any.
#[inline]
pub(crate) fn bracket_end(sign: char) -> Option<BracketEnd> {
    Some(match sign {
        '[' => BracketEnd::Open(Glyph::Square),
        ']' => BracketEnd::Close(Glyph::Square),
        '{' => BracketEnd::Open(Glyph::Curly),
        '}' => BracketEnd::Close(Glyph::Curly),
        '［' => BracketEnd::Open(Glyph::FullWidth),
        '］' => BracketEnd::Close(Glyph::FullWidth),
        '【' => BracketEnd::Open(Glyph::Lenticular),
        '】' => BracketEnd::Close(Glyph::Lenticular),
        '〔' => BracketEnd::Open(Glyph::Tortoise),
        '〕' => BracketEnd::Close(Glyph::Tortoise),
        _ => return None,
    })
}

/// Returns the CriticMarkup glyph whose opener a text begins with: `{++`.
pub(crate) fn long_opener(text: &str) -> Option<Glyph> {
    critic_markup().find(|(_, opener, _)| text.starts_with(opener)).map(|(glyph, ..)| *glyph)
}

/// Returns the CriticMarkup glyph whose closer a text ends with: `++}`.
pub(crate) fn long_closer(text: &str) -> Option<Glyph> {
    critic_markup().find(|(.., closer)| text.ends_with(closer)).map(|(glyph, ..)| *glyph)
}

fn critic_markup() -> impl Iterator<Item = &'static (Glyph, &'static str, &'static str)> {
    SIGNS.iter().filter(|(glyph, opener, _)| opener.starts_with('{') && opener.len() > 1 && !glyph.is_markup())
}

/// Returns the number of bytes of the closing sign that a text begins with.
pub fn closer_len(text: &str) -> usize {
    let long = SIGNS.iter().filter(|(.., closer)| closer.len() > 1).find(|(.., closer)| text.starts_with(closer));
    long.map_or_else(|| text.chars().next().map_or(0, char::len_utf8), |(.., closer)| closer.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_signs_of_a_glyph_have_the_same_length() {
        for (index, (glyph, opener, closer)) in SIGNS.iter().enumerate() {
            assert_eq!(*glyph as usize, index);
            assert_eq!(opener.len(), closer.len(), "{opener}");
        }
    }

    #[test]
    fn single_characters_agree_with_the_table() {
        for (glyph, opener, closer) in SIGNS.iter().filter(|(_, opener, _)| opener.chars().count() == 1) {
            assert_eq!(opener.chars().next().and_then(bracket_end), Some(BracketEnd::Open(*glyph)));
            assert_eq!(closer.chars().next().and_then(bracket_end), Some(BracketEnd::Close(*glyph)));
        }
    }
}
