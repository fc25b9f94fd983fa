//! The positions in `seeds/`: they read without an error, each has a source, the statements of each forum are counted, and
//! each footnote of the briefing that they come from has a record or a reason for having none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use travaux_model::document::Document;
use travaux_model::positions::{
    Delegations, Position, PositionIndex, PositionsFile, Stance, TextsByLanguage, Topics, provision_at, read_json,
};

/// The number of statements by file and forum.
const STATEMENTS: [(&str, &str, usize); 50] = [
    ("counter-terrorism-week", "Counter-Terrorism Week 2023, side event", 1),
    ("cybercrime", "Ad Hoc Committee, between the sixth and the concluding session", 3),
    ("cybercrime", "Ad Hoc Committee, fifth session", 4),
    ("cybercrime", "Ad Hoc Committee, sixth session", 20),
    ("cybercrime", "Ad Hoc Committee, submission for the first session", 5),
    ("cybercrime", "Ad Hoc Committee, submission for the second session", 16),
    ("cybercrime", "Ad Hoc Committee, third session", 10),
    ("enhanced-cooperation", "Affirmation of Commitments", 1),
    ("enhanced-cooperation", "Agreement of ICANN and UNESCO", 1),
    ("enhanced-cooperation", "General Assembly and Economic and Social Council, resolutions on Internet policy", 8),
    ("enhanced-cooperation", "Open consultations on enhanced cooperation, 2010", 45),
    ("enhanced-cooperation", "World Summit on the Information Society, Tunis Agenda", 12),
    ("freedom-online-coalition", "Directive of the President of the United States", 3),
    ("freedom-online-coalition", "Freedom Online Coalition", 5),
    ("freedom-online-coalition", "Freedom Online Coalition, ministerial conference, The Hague", 3),
    ("general-assembly-cybercrime", "Ad Hoc Committee, organizational session", 9),
    ("general-assembly-cybercrime", "General Assembly, launch of the process", 3),
    ("general-assembly-cybercrime", "General Assembly, meeting of 26 May 2021", 10),
    ("global-digital-compact", "EuroDIG 2023", 1),
    ("global-digital-compact", "Global Digital Compact, outlook", 1),
    ("global-digital-compact", "Global Digital Compact, written contributions", 23),
    (
        "global-digital-compact",
        "Internet Governance Forum, letter to the co-facilitators of the Global Digital Compact",
        1,
    ),
    ("global-digital-compact", "Internet Governance Forum, open meeting with the Envoy on Technology", 6),
    ("global-digital-compact", "Interview of the Envoy on Technology with the ITU", 1),
    ("global-digital-compact", "Launch of the policy brief on a Global Digital Compact", 28),
    ("global-digital-compact", "Our Common Agenda", 2),
    ("global-digital-compact", "Policy brief 5 of Our Common Agenda", 1),
    ("information-security-convention", "General Assembly, seventy-seventh session", 2),
    ("information-security-convention", "Open-ended working group, fifth substantive session", 2),
    ("oewg", "Correspondence of ICANN and RIPE NCC with Ukraine", 3),
    ("oewg", "Group of Governmental Experts", 1),
    ("oewg", "Information Technology and Innovation Foundation, webinar on Internet governance in times of war", 2),
    ("oewg", "Internet Governance Forum", 1),
    ("oewg", "Open-ended working group, accreditation of stakeholders", 3),
    ("oewg", "Open-ended working group, explanations of position on the first annual progress report", 3),
    ("oewg", "Open-ended working group, fifth substantive session", 5),
    ("oewg", "Open-ended working group, first annual progress report", 4),
    ("oewg", "Open-ended working group, first substantive session", 30),
    ("oewg", "Open-ended working group, fourth substantive session", 3),
    ("oewg", "Open-ended working group, informal consultations between sessions", 4),
    ("oewg", "Open-ended working group, second annual progress report", 8),
    ("oewg", "Open-ended working group, second substantive session", 35),
    ("oewg", "Open-ended working group, third substantive session", 16),
    ("oewg", "Second Russia-Africa summit", 1),
    ("oewg", "The White House, fact sheet on sanctions", 1),
    ("oewg", "White paper of the Information Office of the State Council of China", 6),
    ("oewg", "Working Group on Internet Governance", 1),
    ("oewg", "World Telecommunication Standardization Assembly", 2),
    ("summit-of-the-future", "Ministerial preparatory meeting for the Summit of the Future", 14),
    ("wcit-12", "World Conference on International Telecommunications, Dubai", 21),
];

/// The footnotes of the briefing GE-014 without a record, with the reason.
const FOOTNOTES_WITHOUT_RECORD: [(&[u32], &str); 7] = [
    (&[1, 2, 3, 4], "pages of the processes, earlier reports and a plan of ICANN, in the introduction"),
    (&[5, 65], "remarks of the briefing on its own quotations"),
    (&[28], "the biography of a speaker"),
    (&[45], "statistics of crime, cited against a statement"),
    (&[70], "the list of members of the Governmental Advisory Committee, cited against a statement"),
    (&[75, 76, 79, 88, 99, 100, 104], "pages of the sessions of the Ad Hoc Committee"),
    (
        &[92, 106, 107, 114, 115, 118, 122, 133, 147],
        "texts of conventions and articles quoted without anybody's position, a blog page and a remark on a word",
    ),
];

const LAST_FOOTNOTE: u32 = 167;

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

/// Returns the positions files by their names without the suffix.
fn files() -> BTreeMap<String, PositionsFile> {
    let entries = std::fs::read_dir(seeds()).unwrap().map(|it| it.unwrap());
    let read = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        let name = name.strip_suffix(".positions.json")?.to_owned();
        let text = std::fs::read_to_string(entry.path()).unwrap();
        Some((name, read_json(&text, Delegations::shipped())))
    });
    read.collect()
}

fn english_forum(position: &Position) -> &str {
    position.forum.as_ref().and_then(|it| it.in_language("en")).unwrap_or_default()
}

#[test]
fn the_statements_of_each_forum_are_recorded() {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (name, file) in files() {
        assert_eq!(file.errors, [], "{name}");
        for position in &file.positions {
            *counts.entry((name.clone(), english_forum(position).to_owned())).or_default() += 1;
        }
    }
    let counted: Vec<_> = counts.iter().map(|it| (it.0.0.as_str(), it.0.1.as_str(), *it.1)).collect();
    assert_eq!(counted, STATEMENTS);
    assert_eq!(counts.values().sum::<usize>(), 391);
}

#[test]
fn every_record_has_a_source_and_texts_in_two_languages() {
    for (name, file) in files() {
        for position in &file.positions {
            let note = &position.note.by_language;
            let forum = &position.forum.as_ref().unwrap().by_language;
            for language in ["en", "ar"] {
                let length = |texts: &TextsByLanguage| texts.get(language).map_or(0, str::len);
                assert!(length(note) > 8 && length(forum) > 2, "{name}: {note:?}");
            }
            assert!(!position.sources.is_empty(), "{name}: {note:?}");
            for source in &position.sources {
                let title = source.title.as_ref().expect("a title");
                assert!(title.by_language.len() == 2, "{name}: {title:?}");
                assert!(source.url.as_ref().is_none_or(|it| it.starts_with("http") && !it.contains(' ')));
            }
        }
    }
}

#[test]
fn every_footnote_of_the_briefing_has_a_record_or_a_reason() {
    let mut cited: BTreeSet<u32> = BTreeSet::new();
    for file in files().values() {
        let sources = file.positions.iter().flat_map(|it| &it.sources);
        let of_briefing = sources.filter(|it| it.symbol.as_deref() == Some("GE-014"));
        cited.extend(of_briefing.filter_map(|it| it.footnote.as_ref()?.parse::<u32>().ok()));
    }
    let excused = FOOTNOTES_WITHOUT_RECORD.iter().flat_map(|it| it.0).copied().collect::<BTreeSet<u32>>();
    for footnote in 1..=LAST_FOOTNOTE {
        assert!(cited.contains(&footnote) != excused.contains(&footnote), "footnote {footnote}");
    }
}

#[test]
fn every_topic_is_named_in_six_languages() {
    let text = std::fs::read_to_string(seeds().join("seeds.topics.json")).unwrap();
    let (topics, errors) = Topics::read(&text);
    assert_eq!(errors, []);
    for (name, file) in files() {
        assert_eq!(topics.errors(&file.positions), [], "{name}");
    }
    for topic in &topics.all {
        for language in ["en", "fr", "es", "ru", "zh", "ar"] {
            assert!(topic.name.by_language.contains_key(language), "{}", topic.slug);
            assert!(topic.terms.iter().any(|it| it.0 == language), "{}", topic.slug);
        }
    }
}

/// Checks that the delegations of each side on a provision are exactly `sides`, with the page of the source.
fn check(target: &str, page: &str, sides: &[(Stance, &str)]) {
    let delegations = Delegations::shipped();
    let index = PositionIndex::of(vec![Arc::new(files().remove("cybercrime").unwrap())]);
    let standings = index.standing(target, delegations, "en");
    for (stance, codes) in sides {
        let of_stance = standings.iter().filter(|it| it.position.position.stance == *stance);
        let found: BTreeSet<&str> = of_stance.map(|it| delegations[it.delegation].code.as_str()).collect();
        assert_eq!(found, codes.split(' ').collect::<BTreeSet<&str>>(), "{target} {}", stance.word());
    }
    let expected: usize = sides.iter().map(|it| it.1.split(' ').count()).sum();
    assert_eq!(standings.len(), expected, "{target}");
    for located in index.at(target) {
        let pages: Vec<String> =
            located.position.sources.iter().filter_map(|it| it.page).map(|it| it.to_string()).collect();
        let is_of_meeting = located.position.sources[0].time.is_some();
        let is_older = located.position.sources[0].symbol.is_some();
        assert!(pages[0] == page || is_of_meeting || is_older, "{target}: {pages:?}");
    }
}

#[test]
fn the_articles_under_discussion_have_the_sides_of_the_briefing() {
    use Stance::{Amends, Opposes, Proposes, Supports};
    check("article 10 bis", "9", &[(Proposes, "RU IR BY BF VE EG"), (Opposes, "AU US EU NZ GE NO GB LI CA CL JP MX")]);
    check("article 10 ter", "9", &[(Proposes, "CN IR RU VE EG"), (Opposes, "AU US EU NZ GE NO GB LI CA JP MX")]);
    check(
        "article 15 septies",
        "19",
        &[
            (Proposes, "RU ML BY NI BF ER VE SD CU NG BI KP EG TR SL"),
            (Opposes, "CA US NZ DO GT NO GE AU EU IL GB LB LI CL JP MX"),
        ],
    );
    check(
        "article 21, paragraph 2",
        "25",
        &[(Supports, "DZ CA RU"), (Opposes, "LI NZ NO TZ US EU CH NG IL PH AU GE CARICOM")],
    );
    check("article 29", "33", &[(Supports, "RU AR VE EG ZA"), (Opposes, "SG CH MY VN")]);
    check("article 30", "", &[]);
    check(
        "article 36, paragraph 1 bis",
        "38",
        &[(Supports, "CARICOM EU VU NZ AL GE US GB CN NO CV TZ LB CO EC PK CH TO AU"), (Opposes, "IN")],
    );
    check("article 43, paragraph 1", "26", &[]);
    check(
        "article 72",
        "38",
        &[(Amends, "EC VE"), (Opposes, "IN PK US CN NZ EG KE SD AU RU CO NO CA TZ SY DZ BF SG ZA NI MO TO EU FJ")],
    );
    check("article 72 (b)", "38", &[(Opposes, "CN MY AO NA")]);
}

/// Checks the footnotes of the briefing GE-014 from which the positions on a provision come, and those who take them without
/// being delegations. Both drafts have the provision.
fn check_footnotes(target: &str, footnotes: &[&str], speakers: &[&str]) {
    let index = PositionIndex::of(vec![Arc::new(files().remove("cybercrime").unwrap())]);
    let positions = index.at(target);
    let sources = positions.iter().flat_map(|it| &it.position.sources);
    let of_briefing = sources.filter(|it| it.symbol.as_deref() == Some("GE-014"));
    let found: BTreeSet<&str> = of_briefing.filter_map(|it| it.footnote.as_deref()).collect();
    assert_eq!(found, footnotes.iter().copied().collect(), "{target}");
    let names = positions.iter().flat_map(|it| &it.position.speakers).filter_map(|it| it.name.in_language("en"));
    assert_eq!(names.collect::<BTreeSet<_>>(), speakers.iter().copied().collect(), "{target}");
    for language in ["en", "ar"] {
        let text = std::fs::read_to_string(seeds().join(format!("cybercrime.{language}.treaty.md"))).unwrap();
        let document = Document::parse(&text, None, 0);
        // Article 72 was deleted before the text that the sample follows.
        let is_there = provision_at(&document.outline, target).is_some();
        assert!(is_there || target.starts_with("article 72"), "{target} in {language}");
    }
}

#[test]
fn the_articles_under_discussion_come_from_footnotes_of_the_briefing() {
    let chair = "Chair of the Ad Hoc Committee";
    check_footnotes("article 10 bis", &["110"], &[]);
    check_footnotes("article 10 ter", &["111"], &[]);
    check_footnotes("article 15 septies", &["112"], &[]);
    check_footnotes("article 21, paragraph 2", &["113"], &[]);
    check_footnotes("article 29", &["116", "117"], &["several delegations", chair]);
    check_footnotes("article 30", &["116"], &["several delegations", chair]);
    check_footnotes("article 36, paragraph 1 bis", &["119"], &[]);
    check_footnotes("article 43, paragraph 1", &["121"], &["Member States in the Ad Hoc Committee"]);
    check_footnotes("article 72", &["91", "101", "102", "103"], &[chair]);
    check_footnotes("article 72 (b)", &["90", "101"], &[]);
}

#[test]
fn the_vote_of_2019_has_its_figures() {
    let file = files().remove("general-assembly-cybercrime").unwrap();
    let votes: Vec<_> = file.positions.iter().filter(|it| it.stance == Stance::VotesFor).collect();
    let vote = votes[0].vote.as_ref().unwrap();
    assert_eq!((vote.in_favour, vote.against, vote.abstaining), (Some(79), Some(60), None));
    assert_eq!(votes[0].speakers[0].name.in_language("en"), Some("79 States"));
}

#[test]
fn names_of_the_documents_are_known_in_six_languages() {
    let delegations = Delegations::shipped();
    for (code, names) in [
        ("AE", ["United Arab Emirates", "Émirats arabes unis", "阿拉伯联合酋长国", "دولة الإمارات العربية المتحدة"]),
        ("BY", ["Republic of Belarus", "République de Biélorussie", "白俄罗斯", "بيلاروسيا"]),
        ("VE", ["Venezuela", "República Bolivariana de Venezuela", "委内瑞拉玻利瓦尔共和国", "فينزويلا"]),
        ("CARICOM", ["Caribbean Community", "Карибское сообщество", "加勒比共同体", "مجموعة الكاريبي"]),
        (
            "EU",
            [
                "European Union and its Member States",
                "Union européenne et ses États membres",
                "欧盟及其成员国",
                "الاتحاد الأوروبي والدول الأعضاء فيه",
            ],
        ),
        ("G77", ["Group of 77 and China", "Группа 77 и Китай", "77国集团和中国", "مجموعة السبع والسبعين والصين"]),
        ("Arab Group", ["Arab States", "États arabes", "阿拉伯国家", "الدول العربية"]),
        (
            "FOC",
            ["Freedom Online Coalition", "Coalition pour la liberté en ligne", "在线自由联盟", "تحالف حرية الإنترنت"],
        ),
    ] {
        for name in names {
            let found = delegations.find(name).map(|it| delegations[it].code.as_str());
            assert_eq!(found, Some(code), "{name}");
        }
    }
}
