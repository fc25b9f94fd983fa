//! The sentences of the generator in each language, and the forms of numbers and references in that language. The forms
//! are those of real treaties; the sentences were written for the tests.

use travaux_grammar::{Language, latin_adverb, latin_letters};

use super::Number;

pub(super) struct LanguageForms {
    pub(super) language: Language,
}

/// One text in each language, in the order of `Language`.
type Six = [&'static str; 6];

const ARABIC_LETTERS: [&str; 6] = ["أ", "ب", "ج", "د", "هـ", "و"];
const ARABIC_SERIES: [&str; 5] = ["مكرراً", "ثالثاً", "رابعاً", "خامساً", "سادساً"];
const ARABIC_ORDINALS: [&str; 4] = ["الأول", "الثاني", "الثالث", "الرابع"];

impl LanguageForms {
    fn of(&self, six: Six) -> &'static str {
        six[self.language as usize]
    }

    pub(super) fn inserts_paragraphs(&self) -> bool {
        !matches!(self.language, Language::Zh | Language::Ar)
    }

    pub(super) fn preamble(&self) -> String {
        self.of([
            "The Parties to this Convention,\n\nRecalling their earlier work on relay stations,\n\nConvinced that signals \
             know no borders,\n\nHave agreed as follows:\n\n",
            "Les Parties à la présente Convention,\n\nRappelant leurs travaux sur les stations relais,\n\nConvaincues que \
             les signaux ignorent les frontières,\n\nSont convenues de ce qui suit :\n\n",
            "Las Partes en la presente Convención,\n\nRecordando sus trabajos sobre las estaciones,\n\nConvencidas de que \
             las señales no conocen fronteras,\n\nHan convenido en lo siguiente:\n\n",
            "Стороны настоящей Конвенции,\n\nнапоминая о своей работе над станциями,\n\nубежденные, что сигналы не знают \
             границ,\n\nсогласились о нижеследующем:\n\n",
            "本公约缔约方，\n\n回顾其在中继站方面的工作，\n\n深信信号不分国界，\n\n兹商定如下：\n\n",
            "إن الأطراف في هذه الاتفاقية،\n\nإذ تشير إلى أعمالها بشأن المحطات،\n\nواقتناعا منها بأن الإشارات لا تعرف \
             الحدود،\n\nقد اتفقت على ما يلي:\n\n",
        ])
        .to_owned()
    }

    pub(super) fn titles(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &["Duties of stations", "Exchange of signals", "Costs", "Training", "Meetings"],
            Language::Fr => &["Devoirs des stations", "Échange de signaux", "Coûts", "Formation", "Réunions"],
            Language::Es => &["Deberes de las estaciones", "Intercambio de señales", "Costos", "Capacitación"],
            Language::Ru => &["Обязанности станций", "Обмен сигналами", "Расходы", "Обучение", "Совещания"],
            Language::Zh => &["台站义务", "信号交换", "费用", "培训", "会议"],
            Language::Ar => &["واجبات المحطات", "تبادل الإشارات", "التكاليف", "التدريب", "الاجتماعات"],
        }
    }

    pub(super) fn definitions(&self) -> &'static str {
        self.of([
            "Use of terms",
            "Emploi des termes",
            "Términos empleados",
            "Употребление терминов",
            "用语",
            "استخدام المصطلحات",
        ])
    }

    pub(super) fn definitions_chapeau(&self) -> &'static str {
        self.of([
            "For the purposes of this Convention:",
            "Aux fins de la présente Convention :",
            "A los efectos de la presente Convención:",
            "Для целей настоящей Конвенции:",
            "为本公约的目的：",
            "لأغراض هذه الاتفاقية:",
        ])
    }

    pub(super) fn terms(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &["Relay station", "Signal", "Operator", "Band", "Mast"],
            Language::Fr => &["Station relais", "Signal", "Exploitant", "Bande", "Pylône"],
            Language::Es => &["estación", "señal", "operador", "banda", "mástil"],
            Language::Ru => &["Станция", "Сигнал", "Оператор", "Полоса", "Мачта"],
            Language::Zh => &["中继站", "信号", "运营人", "频段", "天线塔"],
            Language::Ar => &["محطة ترحيل", "إشارة", "مشغل", "نطاق", "صارية"],
        }
    }

    pub(super) fn definition(&self, term: &str) -> String {
        match self.language {
            Language::En => format!("“{term}” means whatever serves the exchange between operators"),
            Language::Fr => format!("« {term} » désigne ce qui sert aux échanges des exploitants"),
            Language::Es => format!("por “{term}” se entenderá lo que sirve para los intercambios"),
            Language::Ru => format!("«{term}» означает то, что служит обмену между операторами"),
            Language::Zh => format!("“{term}”是指用于交换的设施"),
            Language::Ar => format!("يُقصد بتعبير \"{term}\" كل ما يستخدم في التبادل"),
        }
    }

    pub(super) fn plain(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &[
                "Each Party shall keep its stations in good order.",
                "The operators meet once a year and choose their chair.",
                "Records of signals are kept for as long as they are of use.",
                "No Party is bound to answer a signal that it cannot read.",
            ],
            Language::Fr => &[
                "Chaque Partie maintient ses stations en bon état.",
                "Les exploitants se réunissent une fois par an et élisent leur président.",
                "Les relevés des signaux sont conservés tant que cela est utile.",
            ],
            Language::Es => &[
                "Cada Parte mantendrá sus estaciones en buen estado.",
                "Los operadores se reunirán una vez al año y elegirán a su presidente.",
                "Los registros de las señales se conservarán mientras sean útiles.",
            ],
            Language::Ru => &[
                "Каждая Сторона содержит свои станции в порядке.",
                "Операторы собираются раз в год и избирают председателя.",
                "Записи сигналов хранятся столько времени, сколько они полезны.",
            ],
            Language::Zh => &[
                "各缔约方应使其台站保持良好状态。",
                "运营人每年举行一次会议并选举主席。",
                "信号记录应在有用期间内保存。",
            ],
            Language::Ar => &[
                "تحافظ كل دولة طرف على محطاتها في حالة جيدة.",
                "يجتمع المشغلون مرة في السنة وينتخبون رئيسهم.",
                "تحفظ سجلات الإشارات ما دامت مفيدة.",
            ],
        }
    }

    pub(super) fn referring(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &[
                "Each Party shall apply {} to the stations on its coast.",
                "Nothing in {} affects the duty to answer a call for help.",
                "The costs that arise from {} are shared among the operators.",
                "Subject to {}, stations may be moved by their operators.",
            ],
            Language::Fr => &[
                "Chaque Partie applique {} aux stations de ses côtes.",
                "Nulle mesure prise conformément à {} ne dispense de répondre aux appels.",
                "Les coûts visés dans {} sont partagés entre les exploitants.",
            ],
            Language::Es => &[
                "Cada Parte aplicará {} a las estaciones de sus costas.",
                "Nada de lo dispuesto en {} exime de responder a las llamadas.",
                "Los costos previstos en {} se repartirán entre los operadores.",
            ],
            Language::Ru => &[
                "Каждая Сторона действует согласно {} на своем побережье.",
                "Станции переносятся операторами согласно {} без задержки.",
                "Операторы делят расходы согласно {} поровну.",
            ],
            Language::Zh => &[
                "各缔约方应将{}适用于其沿岸台站。",
                "运营人应分担{}所述的费用。",
                "在不违反{}的情况下，台站可以迁移。",
            ],
            Language::Ar => &[
                "تطبق كل دولة طرف {} على محطاتها الساحلية.",
                "يتقاسم المشغلون التكاليف المشار إليها في {} بالتساوي.",
                "رهنا بأحكام {}، يجوز نقل المحطات.",
            ],
        }
    }

    pub(super) fn bracketed(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &[
                "Each Party [shall] [should] report to the others [every year].",
                "The operators keep [open [and free] channels] for calls, as {} provides.",
                "Stations [of small Parties] are paid for under {} by all.",
            ],
            Language::Fr => &[
                "Chaque Partie [doit] [devrait] faire rapport aux autres [chaque année].",
                "Les exploitants gardent [des voies libres [et ouvertes]] pour les appels, dans les conditions de {}.",
            ],
            Language::Es => &[
                "Cada Parte [deberá] [debería] informar a las otras [cada año].",
                "Los operadores mantendrán [canales libres [y abiertos]] para las llamadas, conforme a {}.",
            ],
            Language::Ru => &[
                "Каждая Сторона [обязана] [может] сообщать другим [ежегодно].",
                "Операторы держат [свободные [и открытые] каналы] для вызовов согласно {}.",
            ],
            Language::Zh => &["各缔约方[应][可]向其他缔约方[每年]报告。", "运营人应依照{}保持[自由[和开放]的]频道。"],
            Language::Ar => &[
                "[تلتزم] [تتعهد] كل دولة طرف بإبلاغ الدول الأخرى [كل سنة].",
                "يبقي المشغلون [قنوات حرة [ومفتوحة]] للنداءات وفقا لأحكام {}.",
            ],
        }
    }

    pub(super) fn chapeaux(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &["Each Party shall:", "The operators decide upon:"],
            Language::Fr => &["Chaque Partie veille à ce que :", "Les exploitants décident des points suivants :"],
            Language::Es => &["Cada Parte deberá:", "Los operadores decidirán:"],
            Language::Ru => &["Каждая Сторона:", "Операторы решают:"],
            Language::Zh => &["各缔约方应：", "运营人应决定："],
            Language::Ar => &["تقوم كل دولة طرف بما يلي:", "يقرر المشغلون ما يلي:"],
        }
    }

    pub(super) fn item_chapeau(&self) -> &'static str {
        self.of([
            "with regard to its masts:",
            "en ce qui concerne ses pylônes :",
            "en lo que respecta a sus mástiles:",
            "в отношении своих мачт:",
            "就其天线塔而言：",
            "فيما يتعلق بصواريها:",
        ])
    }

    pub(super) fn items(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &[
                "the upkeep of its equipment",
                "measures that follow from {}",
                "the [fair] sharing of its channels",
                "the training of its staff",
            ],
            Language::Fr => {
                &["l’entretien du matériel", "les mesures prévues dans {}", "le partage [équitable] des voies"]
            }
            Language::Es => {
                &["el cuidado de los equipos", "las medidas previstas en {}", "el reparto [justo] de los canales"]
            }
            Language::Ru => &["содержит оборудование", "принимает меры согласно {}", "делит [справедливо] каналы"],
            Language::Zh => &["维护其设备", "采取{}所述措施", "[公平]分享频道"],
            Language::Ar => &["صيانة معداتها", "اتخاذ التدابير المشار إليها في {}", "تقاسم قنواتها [بإنصاف]"],
        }
    }

    pub(super) fn stop(&self) -> &'static str {
        if self.language == Language::Zh { "。" } else { "." }
    }

    pub(super) fn semicolon(&self) -> &'static str {
        self.of([";", " ;", ";", ";", "；", "؛"])
    }

    pub(super) fn part(&self, number: usize, title: &str) -> String {
        let roman = ["I", "II", "III", "IV"][number - 1];
        match self.language {
            Language::En => format!("Part {roman}\n{title}"),
            Language::Fr => format!("Partie {roman}\n{title}"),
            Language::Es => format!("Parte {roman}\n{title}"),
            Language::Ru => format!("Часть {roman}\n{title}"),
            Language::Zh => format!("第{}部分 {title}", han(number)),
            Language::Ar => format!("الجزء {}\n{title}", ARABIC_ORDINALS[number - 1]),
        }
    }

    pub(super) fn annex(&self, number: usize, title: &str) -> String {
        let roman = ["I", "II"][number - 1];
        match self.language {
            Language::En => format!("Annex {roman}\n{title}"),
            Language::Fr => format!("Annexe {roman}\n{title}"),
            Language::Es => format!("Anexo {roman}\n{title}"),
            Language::Ru => format!("Приложение {roman}\n{title}"),
            Language::Zh => format!("附件{}\n{title}", han(number)),
            Language::Ar => format!("المرفق {}\n{title}", ARABIC_ORDINALS[number - 1]),
        }
    }

    /// Formats a number with its suffix: `4 bis`.
    fn numbered(&self, number: Number) -> String {
        let Number { number, position } = number;
        match (self.language, position) {
            (Language::Fr, 1) if number == 1 => "premier".to_owned(),
            (_, 1) => number.to_string(),
            (Language::Ar, position) => format!("{number} {}", ARABIC_SERIES[position - 2]),
            (_, position) => format!("{number} {}", latin_adverb(position as u8).unwrap_or_default()),
        }
    }

    fn counted(number: Number) -> String {
        let suffix = if number.position > 1 { format!("之{}", han(number.position)) } else { String::new() };
        format!("第{}条{suffix}", han(number.number))
    }

    pub(super) fn article(&self, number: Number, title: &str) -> String {
        let written = self.numbered(number);
        match self.language {
            Language::En | Language::Fr => format!("Article {written}\n{title}"),
            Language::Es => format!("Artículo {written}\n{title}"),
            Language::Ru => format!("Статья {written}\n{title}"),
            Language::Zh => format!("{} {title}", Self::counted(number)),
            Language::Ar => format!("المادة {written}\n{title}"),
        }
    }

    pub(super) fn paragraph(&self, number: Number) -> String {
        let suffix = match number.position {
            1 => String::new(),
            position => format!(" {}", latin_adverb(position as u8).unwrap_or_default()),
        };
        match self.language {
            Language::Zh => format!("{}、", han(number.number)),
            Language::Ar => format!("{} - ", number.number),
            _ => format!("{}{suffix}. ", number.number),
        }
    }

    pub(super) fn letter(&self, letter: usize) -> String {
        match self.language {
            Language::En => format!("({}) ", latin_letters(letter as u32)),
            Language::Zh => format!("（{}）", han(letter)),
            Language::Ar => format!("({}) ", ARABIC_LETTERS[letter - 1]),
            _ => format!("{}) ", latin_letters(letter as u32)),
        }
    }

    pub(super) fn item(&self, item: usize) -> String {
        let roman = ["i", "ii", "iii", "iv"][item - 1];
        match self.language {
            Language::En => format!("({roman}) "),
            Language::Zh => format!("{item}. "),
            Language::Ar => format!("'{item}' "),
            _ => format!("{roman}) "),
        }
    }

    pub(super) fn to_article(&self, number: Number) -> String {
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
    pub(super) fn to_articles(&self, first: Number, last: Number, is_range: bool) -> String {
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

    pub(super) fn to_paragraph(&self, article: Number, paragraph: Number) -> String {
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

    pub(super) fn to_own_paragraph(&self, paragraph: Number) -> String {
        let paragraph = self.paragraph_number(paragraph);
        match self.language {
            Language::En => format!("paragraph {paragraph} above"),
            Language::Fr => format!("le paragraphe {paragraph} du présent article"),
            Language::Es => format!("el párrafo {paragraph} del presente artículo"),
            Language::Ru => format!("пункту {paragraph} настоящей статьи"),
            Language::Zh => format!("本条{paragraph}"),
            Language::Ar => format!("الفقرة {paragraph} من هذه المادة"),
        }
    }

    pub(super) fn to_letter(&self, article: Number, paragraph: Number, letter: usize) -> String {
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

    pub(super) fn to_part(&self, number: usize) -> String {
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

    pub(super) fn to_annex(&self, number: usize) -> String {
        let roman = ["I", "II"][number - 1];
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

/// Formats a number in Han numerals: 十二. From 100 on, digit by digit: 一五〇.
pub(crate) fn han(number: usize) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        0..=9 => DIGITS[number].to_owned(),
        10..=99 => {
            let tens = if number < 20 { "" } else { DIGITS[number / 10] };
            let ones = if number.is_multiple_of(10) { "" } else { DIGITS[number % 10] };
            format!("{tens}十{ones}")
        }
        _ => number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect(),
    }
}
