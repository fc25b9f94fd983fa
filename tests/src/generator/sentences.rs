//! The sentences of the generator in each language. They were written for the tests.

use travaux_grammar::Language;

use super::language::LanguageForms;

impl LanguageForms {
    pub(crate) fn preamble(&self) -> String {
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

    pub(crate) fn plain(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &[
                "Each Party shall keep its stations in good order.",
                "The operators meet once a year and choose their chair.",
                "Records of signals are kept for as long as they are of use.",
                "No Party is bound to answer a signal that it cannot read.",
                "Each operator of a Relay Station keeps a record of its calls.",
                "The costs of a Relay Station are borne by its operator.",
                "No Party shall close a Relay Station without notice to the others.",
                "A mast (with all that is fixed to it) is painted every year.",
                "The operators shall: (a) keep their masts in order; (b) train their staff; and (c) answer all calls.",
            ],
            Language::Fr => &[
                "Chaque Partie maintient ses stations en bon état.",
                "Les exploitants se réunissent une fois par an et élisent leur président.",
                "Les relevés des signaux sont conservés tant que cela est utile.",
                "Chaque exploitant de la Station Relais tient un relevé de ses appels.",
                "Les frais de la Station Relais sont à la charge de son exploitant.",
                "Nul ne ferme une Station Relais sans en avertir les autres.",
                "Un pylône (avec tout ce qui y est fixé) est peint chaque année.",
                "Les exploitants doivent : (a) entretenir leurs pylônes ; (b) former leur personnel ; et (c) répondre aux appels.",
            ],
            Language::Es => &[
                "Cada Parte mantendrá sus estaciones en buen estado.",
                "Los operadores se reunirán una vez al año y elegirán a su presidente.",
                "Los registros de las señales se conservarán mientras sean útiles.",
                "El operador de la Estación Repetidora llevará un registro de las llamadas.",
                "Los gastos de la Estación Repetidora correrán a cargo de su operador.",
                "Nadie cerrará una Estación Repetidora sin avisar a los otros.",
                "El mástil (con todo lo fijado en él) se pintará cada año.",
                "Los operadores deberán: (a) cuidar sus mástiles; (b) capacitar a su personal; y (c) responder a las llamadas.",
            ],
            Language::Ru => &[
                "Каждая Сторона содержит свои станции в порядке.",
                "Операторы собираются раз в год и избирают председателя.",
                "Записи сигналов хранятся столько времени, сколько они полезны.",
                "Если действует Береговая Станция и есть вызов, дается ответ.",
                "Когда закрывается Береговая Станция и ее мачта, об этом сообщают.",
                "Там, где стоит Береговая Станция и горит огонь, ведется запись.",
                "Мачта (со всем, что на ней закреплено) окрашивается ежегодно.",
                "Операторы обязаны: (a) содержать мачты; (b) обучать персонал; и (c) отвечать на вызовы.",
            ],
            Language::Zh => &[
                "各缔约方应使其台站保持良好状态。",
                "运营人每年举行一次会议并选举主席。",
                "信号记录应在有用期间内保存。",
                "运营人应为无线信号中继站保存记录。",
                "关闭无线信号中继站应事先通知。",
                "无线信号中继站的费用由运营人承担。",
                "天线塔（连同其上的一切设备）应每年油漆。",
                "运营人应：（一）维护设备；（二）培训人员；（三）答复呼叫。",
            ],
            Language::Ar => &[
                "تحافظ كل دولة طرف على محطاتها في حالة جيدة.",
                "يجتمع المشغلون مرة في السنة وينتخبون رئيسهم.",
                "تحفظ سجلات الإشارات ما دامت مفيدة.",
                "يحتفظ مشغل المحطة الإلكترونية بسجل للنداءات.",
                "يتحمل مشغل المحطة الإلكترونية تكاليفها.",
                "لا يجوز إغلاق المحطة الإلكترونية دون إخطار الأطراف.",
                "تدهن الصارية (مع كل ما هو مثبت عليها) كل سنة.",
                "يقوم المشغلون بما يلي: (أ) صيانة الصواري؛ (ب) تدريب الموظفين؛ (ج) الرد على النداءات.",
            ],
        }
    }

    pub(crate) fn referring(&self) -> &'static [&'static str] {
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

    pub(crate) fn bracketed(&self) -> &'static [&'static str] {
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

    pub(crate) fn chapeaux(&self) -> &'static [&'static str] {
        match self.language {
            Language::En => &["Each Party shall:", "The operators decide upon:"],
            Language::Fr => &["Chaque Partie veille à ce que :", "Les exploitants décident des points suivants :"],
            Language::Es => &["Cada Parte deberá:", "Los operadores decidirán:"],
            Language::Ru => &["Каждая Сторона:", "Операторы решают:"],
            Language::Zh => &["各缔约方应：", "运营人应决定："],
            Language::Ar => &["تقوم كل دولة طرف بما يلي:", "يقرر المشغلون ما يلي:"],
        }
    }

    pub(crate) fn item_chapeau(&self) -> &'static str {
        self.of([
            "with regard to its masts:",
            "en ce qui concerne ses pylônes :",
            "en lo que respecta a sus mástiles:",
            "в отношении своих мачт:",
            "就其天线塔而言：",
            "فيما يتعلق بصواريها:",
        ])
    }

    pub(crate) fn items(&self) -> &'static [&'static str] {
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
