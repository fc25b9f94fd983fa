//! The sentences of the generator in each language. They were written for the tests.

use travaux_grammar::Language;

use super::language::LanguageForms;

impl LanguageForms {
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
}
