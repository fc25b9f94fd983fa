//! The forms of references in each language, as real treaties write them.

use travaux_grammar::{Language, latin_letters};

use super::Number;
use super::language::{ARABIC_LETTERS, ARABIC_ORDINALS, LanguageForms, han};

impl LanguageForms {
    pub(crate) fn to_article(&self, number: Number) -> String {
        let article = self.numbered(number);
        match self.language {
            Language::En => format!("article {article}"),
            Language::Fr => format!("l’article {article}"),
            Language::Es => format!("el artículo {article}"),
            Language::Ru => format!("статье {article}"),
            Language::Zh => Self::counted(number),
            Language::Ar => format!("المادة {article}"),
        }
    }

    /// Formats a reference to two articles, or to a range of articles.
    pub(crate) fn to_articles(&self, first: Number, last: Number, is_range: bool) -> String {
        let (from, to) = (self.numbered(first), self.numbered(last));
        let join = match is_range {
            true => self.of(["to", "à", "a", "по", "至", "إلى"]),
            false => self.of(["and", "et", "y", "и", "和", "و"]),
        };
        match self.language {
            Language::En => format!("articles {from} {join} {to}"),
            Language::Fr => format!("les articles {from} {join} {to}"),
            Language::Es => format!("los artículos {from} {join} {to}"),
            Language::Ru => format!("статьям {from} {join} {to}"),
            Language::Zh => format!("{}{join}{}", Self::counted(first), Self::counted(last)),
            Language::Ar if is_range => format!("المواد {from} {join} {to}"),
            Language::Ar => format!("المادتين {from} {join} {to}"),
        }
    }

    fn paragraph_number(&self, number: Number) -> String {
        match (self.language, number.position) {
            (Language::Zh, _) => format!("第{}款", han(number.number)),
            (_, 1) => number.number.to_string(),
            _ => self.numbered(number),
        }
    }

    pub(crate) fn to_paragraph(&self, article: Number, paragraph: Number) -> String {
        let (number, paragraph) = (self.numbered(article), self.paragraph_number(paragraph));
        match self.language {
            Language::En => format!("article {number}, paragraph {paragraph},"),
            Language::Fr => format!("le paragraphe {paragraph} de l’article {number}"),
            Language::Es => format!("el artículo {number}, párrafo {paragraph},"),
            Language::Ru => format!("пункту {paragraph} статьи {number}"),
            Language::Zh => format!("{}{paragraph}", Self::counted(article)),
            Language::Ar => format!("الفقرة {paragraph} من المادة {number}"),
        }
    }

    /// Formats a reference to a paragraph of the same article; `is_above` says on which side it stands, if that is said.
    pub(crate) fn to_own_paragraph(&self, paragraph: Number, is_above: Option<bool>) -> String {
        let paragraph = self.paragraph_number(paragraph);
        let side = is_above.map(|is_above| match is_above {
            true => self.of(["above", "ci-dessus", "supra", "выше", "上文", "أعلاه"]),
            false => self.of(["below", "ci-dessous", "infra", "ниже", "下文", "أدناه"]),
        });
        match (self.language, side) {
            (Language::En, Some(side)) => format!("paragraph {paragraph} {side}"),
            (Language::En, None) => format!("paragraph {paragraph} of this article"),
            (Language::Fr, Some(side)) => format!("le paragraphe {paragraph} {side}"),
            (Language::Fr, None) => format!("le paragraphe {paragraph} du présent article"),
            (Language::Es, Some(side)) => format!("el párrafo {paragraph} {side}"),
            (Language::Es, None) => format!("el párrafo {paragraph} del presente artículo"),
            (Language::Ru, Some(side)) => format!("пункту {paragraph} {side}"),
            (Language::Ru, None) => format!("пункту {paragraph} настоящей статьи"),
            (Language::Zh, Some(side)) => format!("{side}{paragraph}"),
            (Language::Zh, None) => format!("本条{paragraph}"),
            (Language::Ar, Some(side)) => format!("الفقرة {paragraph} {side}"),
            (Language::Ar, None) => format!("الفقرة {paragraph} من هذه المادة"),
        }
    }

    /// Formats a reference to a paragraph above in a text without articles, or to an item of it.
    pub(crate) fn to_paragraph_above(&self, paragraph: usize, letter: Option<&str>) -> String {
        let letter = letter.unwrap_or_default();
        let item = if letter.is_empty() { String::new() } else { format!(" ({letter})") };
        match self.language {
            Language::En => format!("paragraph {paragraph}{item} above"),
            Language::Fr => format!("le paragraphe {paragraph}{item} ci-dessus"),
            Language::Es => format!("el párrafo {paragraph}{item} supra"),
            Language::Ru => format!("пункту {paragraph}{item} выше"),
            Language::Zh => format!("上文第{}款", han(paragraph)),
            Language::Ar => format!("الفقرة {paragraph} أعلاه"),
        }
    }

    /// Formats a reference to an article with its title after it.
    pub(crate) fn to_titled_article(&self, number: Number, title: &str) -> String {
        let article = self.to_article(number);
        if self.language == Language::Zh { format!("{article}（{title}）") } else { format!("{article} ({title})") }
    }

    pub(crate) fn to_letter(&self, article: Number, paragraph: Number, letter: usize) -> String {
        let (number, paragraph) = (self.numbered(article), self.paragraph_number(paragraph));
        let latin = latin_letters(letter as u32);
        match self.language {
            Language::En => format!("article {number}, paragraph {paragraph} ({latin}),"),
            Language::Fr => format!("l’alinéa {latin}) du paragraphe {paragraph} de l’article {number}"),
            Language::Es => format!("el artículo {number}, párrafo {paragraph} {latin}),"),
            Language::Ru => format!("подпункту {latin}) пункта {paragraph} статьи {number}"),
            Language::Zh => format!("{}{paragraph}第（{}）项", Self::counted(article), han(letter)),
            Language::Ar => format!("الفقرة {paragraph} ({}) من المادة {number}", ARABIC_LETTERS[letter - 1]),
        }
    }

    pub(crate) fn to_part(&self, number: usize) -> String {
        let roman = ["I", "II", "III", "IV"][number - 1];
        match self.language {
            Language::En => format!("Part {roman}"),
            Language::Fr => format!("la partie {roman}"),
            Language::Es => format!("la parte {roman}"),
            Language::Ru => format!("части {roman}"),
            Language::Zh => format!("第{}部分", han(number)),
            Language::Ar => format!("الجزء {}", ARABIC_ORDINALS[number - 1]),
        }
    }

    pub(crate) fn to_annex(&self, number: usize) -> String {
        let roman = ["I", "II", "III"][number - 1];
        match self.language {
            Language::En => format!("annex {roman}"),
            Language::Fr => format!("l’annexe {roman}"),
            Language::Es => format!("el anexo {roman}"),
            Language::Ru => format!("приложению {roman}"),
            Language::Zh => format!("附件{}", han(number)),
            Language::Ar => format!("المرفق {}", ARABIC_ORDINALS[number - 1]),
        }
    }
}
