//! The table of bracket marks: which sign opens, which closes, and what it says. A new notation is a row here and a
//! case in the book.

/// A pair of bracket signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// `[` `]`: text that is not agreed.
    Square,
    /// `{` `}`: an editorial note.
    Curly,
    /// `［` `］`: square ones of full width.
    FullWidth,
    /// `【` `】`
    Lenticular,
    /// `〔` `〕`
    Tortoise,
    /// `{++` `++}`: words to add, in CriticMarkup.
    Insertion,
    /// `{--` `--}`: words to delete.
    Deletion,
    /// `{~~` `~~}`: words to delete, `~>`, and those to put there.
    Substitution,
    /// `{>>` `<<}`: a comment.
    Comment,
    /// `{==` `==}`: words that a comment is about.
    Highlight,
    /// `~~` `~~`: struck out, in Markdown.
    Strike,
    /// `**__` `__**`: bold and underlined, as proposed insertions are.
    Underline,
}

/// The signs, in the order of `Glyph`. Both of a pair have the same number of bytes.
const TABLE: [(Glyph, &str, &str); 12] = [
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
];

/// How many glyphs there are.
pub const GLYPHS: usize = TABLE.len();

impl Glyph {
    /// The sign that opens.
    pub fn opener(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The sign that closes.
    pub fn closer(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// Signs of one family answer each other: an input method may write one end of full width and one of half.
    pub fn family(self) -> usize {
        match self {
            Glyph::Square | Glyph::FullWidth => Glyph::Square as usize,
            other => other as usize,
        }
    }

    /// The bytes of either sign: both of a pair have the same number.
    pub fn width(self) -> u32 {
        self.opener().len() as u32
    }

    /// Whether the sign says how text is marked in this version rather than that it is not agreed. Its two ends stand
    /// in one block, since markup does not reach across paragraphs.
    pub fn is_markup(self) -> bool {
        matches!(self, Glyph::Strike | Glyph::Underline)
    }
}

/// One end of a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It opens.
    Open(Glyph),
    /// It closes.
    Close(Glyph),
}

/// What a sign of one letter does, if it is a bracket.
pub fn end(sign: char) -> Option<End> {
    Some(match sign {
        '[' => End::Open(Glyph::Square),
        ']' => End::Close(Glyph::Square),
        '{' => End::Open(Glyph::Curly),
        '}' => End::Close(Glyph::Curly),
        '［' => End::Open(Glyph::FullWidth),
        '］' => End::Close(Glyph::FullWidth),
        '【' => End::Open(Glyph::Lenticular),
        '】' => End::Close(Glyph::Lenticular),
        '〔' => End::Open(Glyph::Tortoise),
        '〕' => End::Close(Glyph::Tortoise),
        _ => return None,
    })
}

/// The glyph of several letters whose opener a text begins with: `{++`.
pub fn long_opener(text: &str) -> Option<Glyph> {
    let long = TABLE.iter().filter(|(glyph, opener, _)| opener.is_ascii() && opener.len() > 1 && !glyph.is_markup());
    long.into_iter().find(|(_, opener, _)| text.starts_with(opener)).map(|(glyph, ..)| *glyph)
}

/// The glyph of several letters whose closer a text ends with: `++}`.
pub fn long_closer(text: &str) -> Option<Glyph> {
    let long = TABLE.iter().filter(|(glyph, _, closer)| closer.is_ascii() && closer.len() > 1 && !glyph.is_markup());
    long.into_iter().find(|(.., closer)| text.ends_with(closer)).map(|(glyph, ..)| *glyph)
}

/// The bytes of the closer that a text begins with.
pub fn closer_len(text: &str) -> usize {
    let long = TABLE.iter().filter(|(.., closer)| closer.len() > 1).find(|(.., closer)| text.starts_with(closer));
    long.map_or_else(|| text.chars().next().map_or(0, char::len_utf8), |(.., closer)| closer.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_signs_of_a_pair_have_the_same_length_and_their_row() {
        for (place, (glyph, opener, closer)) in TABLE.iter().enumerate() {
            assert_eq!(*glyph as usize, place);
            assert_eq!(opener.len(), closer.len(), "{opener}");
        }
    }

    #[test]
    fn signs_of_one_letter_are_those_of_the_table() {
        for (glyph, opener, closer) in TABLE.iter().filter(|(_, opener, _)| opener.chars().count() == 1) {
            assert_eq!(opener.chars().next().and_then(end), Some(End::Open(*glyph)));
            assert_eq!(closer.chars().next().and_then(end), Some(End::Close(*glyph)));
        }
    }
}
