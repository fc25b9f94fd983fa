//! Words for benchmark drafts in each language: a few frequent ones, and tens of thousands of rare ones that are made of
//! syllables, because drafts on real subjects have many distinct words.

use travaux_grammar::Language;

use crate::random::Random;

/// How often a word is one of the frequent ones, in percent.
const FREQUENT_PERCENT: usize = 48;

/// The exponent by which frequent words are preferred among the rare ones: 1 is Zipf's law.
const PREFERENCE: f64 = 1.3;

/// The words of a language.
pub(super) struct Vocabulary {
    language: Language,
    frequent: &'static [&'static str],
    stems: &'static [&'static str],
    middles: &'static [&'static str],
    endings: &'static [&'static str],
}

impl Vocabulary {
    pub(super) fn of(language: Language) -> Vocabulary {
        let (frequent, stems, middles, endings) = syllables(language);
        Vocabulary { language, frequent, stems, middles, endings }
    }

    /// Returns a word of running text. Few are frequent and many are rare.
    pub(super) fn word(&self, random: &mut Random) -> String {
        if random.percent(FREQUENT_PERCENT) {
            return random.one_of(self.frequent).copied().unwrap_or_default().to_owned();
        }
        self.rare_word(random)
    }

    /// Returns a word that is not one of the frequent ones.
    pub(super) fn rare_word(&self, random: &mut Random) -> String {
        let count = (self.stems.len() * self.middles.len() * self.endings.len()) as f64;
        let rank = (count.ln() * random.fraction().powf(PREFERENCE)).exp();
        self.ranked(rank as usize)
    }

    /// Returns a few words that begin with a capital letter where the language has any.
    pub(super) fn title(&self, random: &mut Random) -> String {
        let separator = self.separator();
        let words: Vec<String> = (0..random.within(2..=4)).map(|_| self.rare_word(random)).collect();
        capitalized(&words.join(separator))
    }

    /// Returns what stands between two words.
    pub(super) fn separator(&self) -> &'static str {
        if self.language == Language::Zh { "" } else { " " }
    }

    /// Returns the word of a rank; the lower, the shorter and the more frequent.
    fn ranked(&self, rank: usize) -> String {
        let stem = self.stems[rank % self.stems.len()];
        let rank = rank / self.stems.len();
        let ending = self.endings[rank % self.endings.len()];
        let middle = self.middles[rank / self.endings.len() % self.middles.len()];
        [stem, middle, ending].concat()
    }
}

/// Returns a text with its first letter as a capital.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A list of words or of parts of words.
type Parts = &'static [&'static str];

/// Returns the frequent words, and the stems, middle parts and endings of the others.
fn syllables(language: Language) -> (Parts, Parts, Parts, Parts) {
    match language {
        Language::En => (
            &[
                "the", "of", "and", "to", "in", "for", "with", "on", "by", "a", "the", "of", "and", "its", "their",
                "from", "as", "that", "which", "such", "shall", "may", "other", "all", "between", "through", "States",
                "Parties",
            ],
            &[
                "marin", "harv", "vess", "curr", "depth", "shor", "relay", "chart", "bea", "drift", "fisc", "pol",
                "tid", "nav", "sal", "cora", "moor", "cargo", "bal", "plank", "sedim", "hydr", "lum", "ferr", "grav",
                "therm", "acou", "sens", "buoy", "dredg",
            ],
            &[
                "", "al", "er", "ov", "int", "esc", "um", "ant", "ill", "ar", "on", "ect", "if", "us", "at", "or",
                "en", "ul", "ib", "ax",
            ],
            &[
                "s", "ing", "ation", "ed", "ity", "ment", "able", "ive", "ance", "ness", "ist", "ory", "ate", "ure",
                "ize",
            ],
        ),
        Language::Fr => (
            &[
                "la", "les", "des", "et", "de", "du", "dans", "pour", "par", "sur", "une", "le", "aux", "que", "leurs",
                "avec", "ainsi", "toute", "qui", "ou", "entre", "sans", "ces", "de", "et", "la",
            ],
            &[
                "marin", "récol", "navir", "cour", "fond", "rivag", "relai", "chart", "balis", "dériv", "fisc", "pol",
                "maré", "navig", "sal", "corail", "mouil", "cargo", "bal", "planch", "sédim", "hydr", "lum", "ferr",
                "grav", "therm", "acoust", "sens", "boué", "drag",
            ],
            &[
                "", "al", "er", "ov", "int", "esc", "um", "ant", "ill", "ar", "on", "ect", "if", "us", "at", "or",
                "en", "ul", "ib", "ax",
            ],
            &[
                "es", "ation", "ée", "ité", "ement", "able", "ive", "ance", "esse", "iste", "oire", "ure", "ique",
                "eux", "age",
            ],
        ),
        Language::Es => (
            &[
                "la", "los", "de", "y", "en", "para", "por", "sobre", "una", "el", "las", "que", "sus", "con", "así",
                "toda", "del", "o", "entre", "sin", "esas", "de", "y", "la",
            ],
            &[
                "marin", "cosech", "buqu", "corrient", "fond", "riber", "relev", "cart", "baliz", "deriv", "fisc",
                "pol", "mare", "naveg", "sal", "coral", "amarr", "carg", "bal", "planch", "sedim", "hidr", "lum",
                "ferr", "grav", "term", "acúst", "sens", "boy", "drag",
            ],
            &[
                "", "al", "er", "ov", "int", "esc", "um", "ant", "ill", "ar", "on", "ect", "if", "us", "at", "or",
                "en", "ul", "ib", "ax",
            ],
            &[
                "os", "ación", "ada", "idad", "amiento", "able", "iva", "ancia", "eza", "ista", "orio", "ura", "ico",
                "oso", "aje",
            ],
        ),
        Language::Ru => (
            &[
                "и",
                "в",
                "на",
                "с",
                "по",
                "для",
                "от",
                "или",
                "их",
                "к",
                "при",
                "о",
                "также",
                "всех",
                "между",
                "через",
                "без",
                "и",
                "в",
                "другие",
                "эти",
                "которые",
            ],
            &[
                "морск",
                "промысл",
                "судоход",
                "теч",
                "глуб",
                "берегов",
                "релей",
                "карт",
                "маяк",
                "дрейф",
                "льд",
                "пол",
                "прилив",
                "навиг",
                "сол",
                "корал",
                "причал",
                "груз",
                "балл",
                "планк",
                "осад",
                "гидр",
                "свет",
                "ферр",
                "грав",
                "терм",
                "акуст",
                "сенс",
                "буй",
                "дон",
            ],
            &[
                "", "ал", "ер", "ов", "инт", "еск", "ум", "ант", "ил", "ар", "он", "ект", "иф", "ус", "ат", "ор", "ен",
                "ул", "иб", "акс",
            ],
            &[
                "ами", "ация", "ного", "ость", "ение", "ные", "ивых", "анию", "ство", "иста", "ория", "ура", "ика",
                "ему", "аж",
            ],
        ),
        Language::Zh => (
            &[
                "的", "和", "应", "在", "与", "对", "以", "或", "其", "为", "由", "于", "并", "及", "可", "各国",
                "措施", "合作",
            ],
            &[
                "海洋", "渔业", "船舶", "水流", "深度", "海岸", "信号", "航图", "灯塔", "漂流", "冰层", "极地", "潮汐",
                "航行", "盐度", "珊瑚", "停泊", "货物", "压载", "木板", "沉积", "水文", "光照", "金属", "重力", "温度",
                "声学", "传感", "浮标", "疏浚",
            ],
            &[
                "", "环境", "资源", "保护", "监测", "评估", "管理", "技术", "数据", "研究", "安全", "污染", "利用",
                "养护", "发展", "信息",
            ],
            &[
                "", "活动", "能力", "计划", "系统", "方法", "机构", "标准", "程序", "工作", "建设", "影响", "需要",
                "原则",
            ],
        ),
        Language::Ar => (
            &[
                "في",
                "من",
                "على",
                "إلى",
                "عن",
                "مع",
                "التي",
                "أو",
                "هذه",
                "بين",
                "كل",
                "ذلك",
                "أن",
                "بما",
                "لها",
                "غير",
                "في",
                "من",
                "على",
                "الدول",
            ],
            &[
                "بحر",
                "صيد",
                "سفن",
                "تيار",
                "عمق",
                "ساحل",
                "إشار",
                "خريط",
                "منار",
                "جرف",
                "جليد",
                "قطب",
                "مد",
                "ملاح",
                "ملوح",
                "مرجان",
                "رسو",
                "حمول",
                "صابور",
                "لوح",
                "رسوب",
                "مائ",
                "ضوئ",
                "معدن",
                "جذب",
                "حرار",
                "صوت",
                "حسّ",
                "عوام",
                "تعميق",
            ],
            &["", "ال", "ين", "ات", "ان", "تم", "ور", "يل", "اس", "ند", "ير", "وم", "اك", "يف", "ام", "اد", "يب", "اح"],
            &["ية", "هم", "ها", "يات", "يون", "ته", "نا", "اء", "يه", "تها", "يين", "اتهم", "اته", "يتها"],
        ),
    }
}
