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
}

/// The signs, in the order of `Glyph`.
const TABLE: [(Glyph, char, char); 5] = [
    (Glyph::Square, '[', ']'),
    (Glyph::Curly, '{', '}'),
    (Glyph::FullWidth, '［', '］'),
    (Glyph::Lenticular, '【', '】'),
    (Glyph::Tortoise, '〔', '〕'),
];

/// How many glyphs there are.
pub const GLYPHS: usize = TABLE.len();

impl Glyph {
    /// The sign that opens.
    pub fn opener(self) -> char {
        TABLE[self as usize].1
    }

    /// The sign that closes.
    pub fn closer(self) -> char {
        TABLE[self as usize].2
    }

    /// Signs of one family answer each other: an input method may write one end of full width and one of half.
    pub fn family(self) -> usize {
        match self {
            Glyph::Square | Glyph::FullWidth => Glyph::Square as usize,
            Glyph::Curly | Glyph::Lenticular | Glyph::Tortoise => self as usize,
        }
    }

    /// The bytes of either sign: both of a pair have the same number.
    pub fn width(self) -> u32 {
        self.opener().len_utf8() as u32
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

/// What a sign does, if it is a bracket.
pub fn end(sign: char) -> Option<End> {
    TABLE.iter().find_map(|(glyph, opener, closer)| {
        if sign == *opener {
            Some(End::Open(*glyph))
        } else if sign == *closer {
            Some(End::Close(*glyph))
        } else {
            None
        }
    })
}
