//! The titles and defined terms of the generator in each language.

use travaux_grammar::Language;

use super::language::LanguageForms;

impl LanguageForms {
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

    /// Adds words to a title that make it another one; the index is below 6.
    pub(super) fn title(&self, title: &str, index: usize) -> String {
        let words = match self.language {
            Language::En => ["on land", "at sea", "in ports", "in flight", "on rivers", "on islands"],
            Language::Fr => ["à terre", "en mer", "au port", "en vol", "sur les fleuves", "sur les îles"],
            Language::Es => ["en tierra", "en el mar", "en los puertos", "en vuelo", "en los ríos", "en las islas"],
            Language::Ru => ["на суше", "на море", "в портах", "в полете", "на реках", "на островах"],
            Language::Zh => ["陆地", "海上", "港口", "空中", "河流", "岛屿"],
            Language::Ar => ["في البر", "في البحر", "في الموانئ", "في الجو", "في الأنهار", "في الجزر"],
        };
        let words = words.get(index).copied().unwrap_or_default();
        if self.language == Language::Zh { format!("{words}{title}") } else { format!("{title} {words}") }
    }

    pub(super) fn decision(&self) -> String {
        self.of([
            "Decision on relay stations\n\n",
            "Décision sur les stations relais\n\n",
            "Decisión sobre las estaciones\n\n",
            "Решение о станциях\n\n",
            "关于台站的决定\n\n",
            "مقرر بشأن المحطات\n\n",
        ])
        .to_owned()
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
            Language::En => &["Relay Station", "Signal", "Operator", "Band", "Mast"],
            Language::Fr => &["Station Relais", "Signal", "Exploitant", "Bande", "Pylône"],
            Language::Es => &["Estación Repetidora", "señal", "operador", "banda", "mástil"],
            Language::Ru => &["Береговая Станция", "Сигнал", "Оператор", "Полоса", "Мачта"],
            Language::Zh => &["无线信号中继站", "信号", "运营人", "频段", "天线塔"],
            Language::Ar => &["المحطة الإلكترونية", "إشارة", "مشغل", "نطاق", "صارية"],
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
}
