//! Strategies for drafts to be edited: fragments in random order; divisions with running numbers, which are short so
//! that hundreds of blocks are parsed quickly; and drafts of the generator.

use std::fmt::Write;
use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use travaux_grammar::Language;
use travaux_tests::generator;

use crate::fragments::{CHOICES, DEPENDENT_PARAGRAPHS, FRAGMENTS, PARAGRAPHS};

/// One division of a draft, which is written in the current language and with the next number.
#[derive(Clone, Copy, Debug)]
enum Division {
    Preamble,
    Part,
    /// The number of paragraphs, the number of items in paragraph 2, and whether the article is in brackets.
    Article(usize, usize, bool),
    Definitions,
    Options(usize),
    Annex,
    /// Another instrument follows, and the numbering restarts.
    Instrument,
    /// Another language follows, and the numbering restarts.
    Translation,
}

struct Templates {
    article: &'static str,
    paragraph: &'static str,
    letters: [&'static str; 3],
    words: &'static str,
    bracketed: &'static str,
    reference: &'static str,
    definition: &'static str,
    definitions: &'static str,
    preamble: &'static str,
    part: &'static str,
    annex: &'static str,
    option: &'static str,
}

/// The templates of each language. `#` stands for the number.
const TEMPLATES: [Templates; 5] = [
    Templates {
        article: "Article #",
        paragraph: "#. ",
        letters: ["(a) ", "(b) ", "(c) "],
        words: "Each of the Parties shall act.",
        bracketed: "Each Party [shall] [may] report to the [depositary].",
        reference: "They act under article #, paragraph 1.",
        definition: "“Relay #” means a station;",
        definitions: "Use of terms\n\nFor the purposes of this Convention:",
        preamble: "Preamble\n\nThe Parties to this Convention,\n\nRecalling the Charter,\n\nHave agreed as follows:",
        part: "Part #",
        annex: "Annex #",
        option: "Option #",
    },
    Templates {
        article: "Article #",
        paragraph: "#. ",
        letters: ["a) ", "b) ", "c) "],
        words: "Chacune des Parties agit pour le bien de tous.",
        bracketed: "Les Parties [agissent] [peuvent agir] dans les [trois] mois.",
        reference: "Elles agissent selon le paragraphe 1 de l’article #.",
        definition: "« Relais # » désigne une station ;",
        definitions: "Définitions\n\nAux fins de la présente Convention, on entend par :",
        preamble: "Préambule\n\nLes Parties à la présente Convention,\n\nSont convenues de ce qui suit :",
        part: "Partie #",
        annex: "Annexe #",
        option: "Option #",
    },
    Templates {
        article: "Статья #",
        paragraph: "#. ",
        letters: ["a) ", "b) ", "c) "],
        words: "Каждая Сторона действует.",
        bracketed: "Стороны [действуют] [могут действовать].",
        reference: "Они действуют согласно пункту 1 статьи #.",
        definition: "«Станция #» означает сооружение;",
        definitions: "Употребление терминов\n\nДля целей настоящей Конвенции:",
        preamble: "Преамбула\n\nСтороны настоящей Конвенции,\n\nсогласились о нижеследующем:",
        part: "Часть #",
        annex: "Приложение #",
        option: "Вариант #",
    },
    Templates {
        article: "第#条",
        paragraph: "#. ",
        letters: ["（一）", "（二）", "（三）"],
        words: "各缔约方应当采取行动。",
        bracketed: "各缔约方［应当］［可以］提出报告。",
        reference: "其依照第#条第1款行事。",
        definition: "“中继站#”是指一种设施；",
        definitions: "用语\n\n为本公约的目的：",
        preamble: "序言\n\n本公约缔约方，\n\n兹协议如下：",
        part: "第#部分",
        annex: "附件#",
        option: "备选案文#",
    },
    Templates {
        article: "المادة #",
        paragraph: "# - ",
        letters: ["(أ) ", "(ب) ", "(ج) "],
        words: "تتخذ كل دولة طرف التدابير.",
        bracketed: "تقدم الأطراف [جميع] [كل] التقارير.",
        reference: "تعمل وفقا للفقرة 1 من المادة #.",
        definition: "يقصد بتعبير \"المحطة #\" أي مرفق؛",
        definitions: "المصطلحات المستخدمة\n\nلأغراض هذه الاتفاقية:",
        preamble: "الديباجة\n\nإن الأطراف في هذه الاتفاقية،\n\nقد اتفقت على ما يلي:",
        part: "الجزء #",
        annex: "المرفق #",
        option: "الخيار #",
    },
];

/// Fragments in random order.
pub(crate) fn random_fragments(count: Range<usize>) -> impl Strategy<Value = String> {
    vec(select(FRAGMENTS), count).prop_map(|fragments| fragments.concat())
}

/// A few paragraphs that depend on each other, so that most edits affect another paragraph.
pub(crate) fn dependent_paragraphs() -> impl Strategy<Value = String> {
    let paragraphs = prop_oneof![3 => select(DEPENDENT_PARAGRAPHS), 1 => select(PARAGRAPHS)];
    vec(paragraphs, 1..4).prop_map(|paragraphs| paragraphs.iter().flat_map(|it| [*it, "\n\n"]).collect())
}

/// Articles with alternatives.
pub(crate) fn with_alternatives(articles: Range<usize>) -> impl Strategy<Value = String> {
    vec(vec(select(CHOICES), 0..3), articles).prop_map(|articles| {
        let mut out = String::new();
        for (number, choices) in (1..).zip(articles) {
            let _ = write!(out, "Article {number}\n\n1. The Parties act for the good of all.\n\n");
            choices.iter().for_each(|it| out.extend([*it, "\n\n"]));
        }
        out
    })
}

/// Divisions with running numbers, and unrelated paragraphs among them.
pub(crate) fn numbered(divisions: Range<usize>) -> impl Strategy<Value = String> {
    let division = prop_oneof![
        1 => Just(Division::Preamble),
        1 => Just(Division::Part),
        12 => (0..5usize, 0..4usize, prop::bool::weighted(0.1)).prop_map(|it| Division::Article(it.0, it.1, it.2)),
        1 => Just(Division::Definitions),
        1 => (1..4usize).prop_map(Division::Options),
        1 => Just(Division::Annex),
        1 => Just(Division::Instrument),
        1 => Just(Division::Translation),
    ];
    let odd = prop::option::weighted(0.1, prop_oneof![select(PARAGRAPHS), select(DEPENDENT_PARAGRAPHS)]);
    let end = select(vec!["\n", "\n", "\r\n", "\r"]);
    (0..TEMPLATES.len(), vec((division, odd), divisions), end).prop_map(|(language, divisions, end)| {
        let mut writer = Writer { language, ..Writer::default() };
        for (division, odd) in divisions {
            writer.division(division);
            odd.into_iter().for_each(|it| writer.out.extend([it, "\n\n"]));
        }
        writer.out.replace('\n', end)
    })
}

/// Realistic drafts of the generator; sometimes two in one file.
pub(crate) fn generated() -> impl Strategy<Value = String> {
    let one = (select(&Language::ALL[..]), 0..1000u64).prop_map(|(language, seed)| generator::draft(language, seed));
    vec(one, 1..=2).prop_map(|drafts| drafts.join("\n\n"))
}

#[derive(Default)]
struct Writer {
    language: usize,
    articles: usize,
    parts: usize,
    annexes: usize,
    out: String,
}

impl Writer {
    fn division(&mut self, division: Division) {
        let templates = &TEMPLATES[self.language];
        match division {
            Division::Preamble => self.block(templates.preamble, 0),
            Division::Part => {
                self.parts += 1;
                self.block(templates.part, self.parts);
            }
            Division::Article(paragraphs, items, is_bracketed) => {
                self.articles += 1;
                self.out.push_str(if is_bracketed { "[" } else { "" });
                self.block(templates.article, self.articles);
                (1..=paragraphs).for_each(|number| self.paragraph(number, items));
                if is_bracketed {
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push_str("]\n\n");
                }
            }
            Division::Definitions => {
                self.articles += 1;
                let _ = writeln!(self.out, "{}", templates.article.replace('#', &self.articles.to_string()));
                self.block(templates.definitions, 0);
                for (place, letter) in templates.letters.into_iter().enumerate() {
                    self.out.push_str(letter);
                    self.block(templates.definition, place + self.articles / 2);
                }
            }
            Division::Options(count) => {
                for number in 1..=count {
                    self.block(templates.option, number);
                    self.paragraph(1, 2);
                }
            }
            Division::Annex => {
                self.annexes += 1;
                self.block(templates.annex, self.annexes);
                self.paragraph(1, 0);
            }
            Division::Instrument => (self.articles, self.parts, self.annexes) = (0, 0, 0),
            Division::Translation => {
                self.language = (self.language + 1) % TEMPLATES.len();
                (self.articles, self.parts, self.annexes) = (0, 0, 0);
            }
        }
    }

    fn paragraph(&mut self, number: usize, items: usize) {
        let templates = &TEMPLATES[self.language];
        self.out.push_str(&templates.paragraph.replace('#', &number.to_string()));
        let of = [templates.words, templates.bracketed, templates.reference];
        self.block(of[(number + self.articles) % 3], (self.articles * 7 + number) % (self.articles + 2));
        for letter in templates.letters.into_iter().take(items * usize::from(number == 2)) {
            self.out.push_str(letter);
            self.block(of[(number + self.articles + 1) % 3], self.articles);
        }
    }

    fn block(&mut self, words: &str, number: usize) {
        self.out.push_str(&words.replace('#', &number.to_string()));
        self.out.push_str("\n\n");
    }
}
