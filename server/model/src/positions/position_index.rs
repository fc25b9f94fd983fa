//! The positions on one draft by provision and by topic.
//!
//! Addresses are compared as written; the draft itself is not known here. [`super::standing`] decides which positions are
//! current.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address::{address_key, beneath};
use super::delegations::Delegations;
use super::position::LocatedPosition;
use super::reader::PositionsFile;
use super::standing::{Standing, StandingOptions, standings, topic_standings};

/// The positions on one draft, by the provisions and topics to which they apply.
#[derive(Clone, Debug, Default)]
pub struct PositionIndex {
    files: Vec<Arc<PositionsFile>>,
    by_address: BTreeMap<String, Vec<PositionRef>>,
    by_topic: BTreeMap<String, Vec<PositionRef>>,
}

/// The place of a position in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPlace<'r> {
    /// The name of the file: a path or a URI.
    pub file: &'r str,
    /// The line, counted from zero.
    pub line: u32,
}

#[derive(Clone, Copy, Debug)]
struct PositionRef {
    file: usize,
    index: usize,
    /// The index of the target among the position's targets.
    target: usize,
}

impl PositionIndex {
    /// Collects the positions of the files about one draft. Between equal dates, a later file or position counts as
    /// later.
    pub fn of(files: Vec<Arc<PositionsFile>>) -> PositionIndex {
        let mut by_address: BTreeMap<String, Vec<PositionRef>> = BTreeMap::new();
        let mut by_topic: BTreeMap<String, Vec<PositionRef>> = BTreeMap::new();
        for (file, positions) in files.iter().enumerate() {
            for (index, position) in positions.positions.iter().enumerate() {
                for (target, written) in position.targets.iter().enumerate() {
                    let here = by_address.entry(address_key(&written.name)).or_default();
                    // A target given twice counts once.
                    if here.last().is_none_or(|it| (it.file, it.index) != (file, index)) {
                        here.push(PositionRef { file, index, target });
                    }
                }
                if let Some(topic) = &position.topic {
                    by_topic.entry(topic.name.clone()).or_default().push(PositionRef { file, index, target: 0 });
                }
            }
        }
        PositionIndex { files, by_address, by_topic }
    }

    /// Returns the number of positions, each counted once.
    pub fn count(&self) -> usize {
        self.files.iter().map(|it| it.positions.len()).sum()
    }

    /// Returns the positions on exactly the provision at `target`, in the order of the files.
    pub fn at(&self, target: &str) -> Vec<LocatedPosition<'_>> {
        let references = self.by_address.get(&address_key(target));
        references.into_iter().flatten().map(|it| self.located(*it)).collect()
    }

    /// Returns the positions on the provision at `target` and on everything in it: `article 36, paragraph 1 bis` with
    /// `article 36`.
    pub fn under(&self, target: &str) -> Vec<LocatedPosition<'_>> {
        let key = address_key(target);
        if key.is_empty() {
            return Vec::new();
        }
        let (from, to) = beneath(&key);
        let own = self.by_address.get(&key).into_iter().flatten();
        let inner = self.by_address.range(from..to).flat_map(|it| it.1);
        own.chain(inner).map(|it| self.located(*it)).collect()
    }

    /// Returns every address that has positions, as its first position spells it.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.by_address.values().map(|it| self.located(it[0]).position.targets[it[0].target].name.as_str())
    }

    /// Returns the addresses inside the provision at `target` that have positions, as their first positions spell them.
    pub fn targets_under(&self, target: &str) -> Vec<&str> {
        let key = address_key(target);
        if key.is_empty() {
            return Vec::new();
        }
        let (from, to) = beneath(&key);
        let inner = self.by_address.range(from..to);
        inner.map(|it| self.located(it.1[0]).position.targets[it.1[0].target].name.as_str()).collect()
    }

    /// Returns the slugs of the topics that have positions, in alphabetical order.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.by_topic.keys().map(String::as_str)
    }

    /// Returns the positions on a topic, in the order of the files.
    pub fn on_topic(&self, slug: &str) -> Vec<LocatedPosition<'_>> {
        self.by_topic.get(slug).into_iter().flatten().map(|it| self.located(*it)).collect()
    }

    /// Returns the current position of each delegation on the provision at `target`; see [`standings`].
    pub fn standing(&self, target: &str, delegations: &Delegations, language: &str) -> Vec<Standing<'_>> {
        standings(self.at(target), StandingOptions { delegations, language, at: None })
    }

    /// Returns the current position of each delegation on a topic; see [`topic_standings`].
    pub fn topic_standing(&self, slug: &str, delegations: &Delegations, language: &str) -> Vec<Standing<'_>> {
        topic_standings(self.on_topic(slug), StandingOptions { delegations, language, at: None })
    }

    /// Returns every position with its file, in the order of the files.
    pub fn all(&self) -> impl Iterator<Item = LocatedPosition<'_>> {
        let files = self.files.iter().enumerate();
        files.flat_map(|(file, it)| {
            it.positions.iter().map(move |position| LocatedPosition { file: Some(file), position })
        })
    }

    /// Returns the file and line of a position; `None` if the file has no name.
    pub fn place(&self, located: LocatedPosition<'_>) -> Option<RecordPlace<'_>> {
        let file = self.files.get(located.file?)?;
        Some(RecordPlace { file: file.name.as_deref()?, line: file.line_of(located.position.range.start) })
    }

    fn located(&self, reference: PositionRef) -> LocatedPosition<'_> {
        let position = &self.files[reference.file].positions[reference.index];
        LocatedPosition { file: Some(reference.file), position }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{PositionIndex, standings};
    use crate::positions::{Delegations, Reporter, Standing, StandingOptions, read_csv, read_json};

    /// Parses a CSV file, given without its heading.
    fn index(rows: &str) -> PositionIndex {
        let sheet = format!("delegations,stance,target,alternative,date\n{rows}");
        let file = read_csv(&sheet, Delegations::shipped());
        assert_eq!(file.errors, []);
        PositionIndex::of(vec![Arc::new(file)])
    }

    fn summary(standing: &Standing) -> String {
        let position = standing.position.position;
        let name = Delegations::shipped()[standing.delegation].name("en");
        let text = position.alternative.as_deref().map_or(String::new(), |it| format!(" [{it}]"));
        format!("{name} {}{text} after {}", position.stance.word(), standing.history.len())
    }

    fn check(rows: &str, expected: &[&str]) {
        let index = index(rows);
        let standings = index.standing("article 9", Delegations::shipped(), "en");
        assert_eq!(standings.iter().map(summary).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_last_position_by_date_is_current_and_the_others_are_its_history() {
        check(
            "CH,supports,article 9,,2023-09\nCH,opposes,Article 9,,2022-01-01\n瑞士,abstains,article 9,,\n",
            &["Switzerland supports after 2"],
        );
    }

    #[test]
    fn between_equal_dates_the_later_position_is_current() {
        check("مصر,opposes,article 9,,2023\nEG,joins-consensus,article 9,,2023\n", &["Egypt joins-consensus after 1"]);
    }

    #[test]
    fn positions_on_alternatives_coexist_until_one_on_the_whole_provision() {
        let rows = "US,supports,article 9,computer data,2022\nUS,opposes,article 9,data,2023\n\
            US,amends,article 9,Computer  data,2023\n";
        let expected = [
            "United States of America amends [Computer  data] after 1",
            "United States of America opposes [data] after 0",
        ];
        check(rows, &expected);
        let settled = format!("{rows}US,joins-consensus,article 9,,2024\n");
        check(&settled, &["United States of America joins-consensus after 3"]);
    }

    #[test]
    fn standings_are_sorted_by_stance_and_then_by_name() {
        check(
            "AT;AX,opposes,article 9,,\nCN;AL;DZ,opposes,article 9,,\nEU,proposes,article 9,,\n",
            &[
                "European Union proposes after 0",
                "Åland Islands opposes after 0",
                "Albania opposes after 0",
                "Algeria opposes after 0",
                "Austria opposes after 0",
                "China opposes after 0",
            ],
        );
    }

    #[test]
    fn arabic_names_are_sorted_without_the_article() {
        let index = index("RU;AL;CN;BH,opposes,article 9,,\n");
        let standings = index.standing("article 9", Delegations::shipped(), "ar");
        let names = standings.iter().map(|it| Delegations::shipped()[it.delegation].name("ar"));
        let expected = ["الاتحاد الروسي", "ألبانيا", "البحرين", "الصين"];
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn positions_on_the_parts_of_a_provision_are_found_with_it() {
        let index = index(
            "RU,opposes,article 36,,\nUS,amends,\"article 36, paragraph 1 bis\",,\n\
             CN,amends,article 36 bis,,\nFR,supports,\"article 36,paragraph 1 bis(a)\",,\n",
        );
        let targets = |target| index.under(target).iter().map(|it| &*it.position.targets[0].name).collect::<Vec<_>>();
        assert_eq!(targets("Article 36").len(), 3);
        assert_eq!(targets("article 36, paragraph 1 bis").len(), 2);
        assert_eq!(targets("article 36 bis"), ["article 36 bis"]);
        assert_eq!(targets(""), Vec::<&str>::new());
        assert_eq!(index.at("article 36").len(), 1);
        assert_eq!(index.targets().count(), 4);
    }

    #[test]
    fn a_position_on_one_provision_replaces_none_on_another_of_the_same_topic() {
        let text = r#"{"positions": [
            {"delegations": ["CA"], "stance": "opposes", "target": "article 3", "topic": "ports", "date": "2023-09-02"},
            {"delegations": ["CA"], "stance": "supports", "target": "article 4", "topic": "ports", "date": "2023-09-02"},
            {"delegations": ["NO"], "stance": "opposes", "target": "article 3", "topic": "ports", "date": "2022"},
            {"delegations": ["NO"], "stance": "supports", "target": "article 3", "topic": "ports", "date": "2023"},
            {"delegations": ["NO"], "stance": "supports", "target": "article 4", "topic": "ports", "date": "2023"}]}"#;
        let delegations = Delegations::shipped();
        let index = PositionIndex::of(vec![Arc::new(read_json(text, delegations))]);
        let standings = index.topic_standing("ports", delegations, "en");
        let described: Vec<_> = standings
            .iter()
            .map(|it| (&*delegations[it.delegation].code, it.position.position.stance.word(), it.history.len()))
            .collect();
        assert_eq!(described, [("CA", "supports", 0), ("NO", "supports", 1), ("CA", "opposes", 0)]);
    }

    #[test]
    fn positions_on_a_topic_and_on_several_provisions_are_found_by_each() {
        let text = r#"{"positions": [
            {"delegations": ["海地"], "on_behalf_of": ["CARICOM", "HT"], "stance": "proposes",
             "target": ["article 3", "Article 3", "article 4"], "topic": "venue"},
            {"speaker": {"name": "most Arab States", "kind": "unnamed"}, "stance": "abstains", "topic": "venue"}]}"#;
        let delegations = Delegations::shipped();
        let file = read_json(text, delegations);
        assert_eq!(file.errors, []);
        let index = PositionIndex::of(vec![Arc::new(file)]);
        assert_eq!((index.count(), index.at("article 3").len(), index.at("article 4").len()), (2, 1, 1));
        assert_eq!(index.targets().collect::<Vec<_>>(), ["article 3", "article 4"]);
        assert_eq!(index.topics().collect::<Vec<_>>(), ["venue"]);
        assert_eq!(index.on_topic("venue").len(), 2);
        let standings = index.topic_standing("venue", delegations, "ar");
        let names: Vec<_> = standings.iter().map(|it| delegations[it.delegation].name("ar")).collect();
        assert_eq!(names, ["الجماعة الكاريبية", "هايتي"]);
    }

    #[test]
    fn a_statement_without_a_side_replaces_none_with_one() {
        check(
            "US,refuses,article 9,,2012\n美国,states,article 9,,2013\n",
            &["United States of America refuses after 1"],
        );
        check("RU,states,article 9,,2012\nروسيا,states,article 9,,2013\n", &["Russian Federation states after 1"]);
        let rows = "US,opposes,article 9,data,2022\nUS,states,article 9,,2023\n";
        check(rows, &["United States of America states after 0", "United States of America opposes [data] after 0"]);
    }

    #[test]
    fn own_words_stand_over_what_others_report() {
        let text = r#"{"positions": [
            {"delegations": ["中国"], "stance": "opposes", "target": "article 9", "date": "2022"},
            {"delegations": ["CN", "IR"], "stance": "supports", "target": "article 9", "date": "2023",
             "reported_by": "Россия"}]}"#;
        let delegations = Delegations::shipped();
        let file = read_json(text, delegations);
        assert_eq!(file.errors, []);
        let russia = delegations.find("RU").unwrap();
        assert_eq!(file.positions[1].reported_by, Some(Reporter::Delegation(russia)));
        let index = PositionIndex::of(vec![Arc::new(file)]);
        let standings = index.standing("article 9", delegations, "en");
        let expected = ["Iran (Islamic Republic of) supports after 0", "China opposes after 1"];
        assert_eq!(standings.iter().map(summary).collect::<Vec<_>>(), expected);
    }

    /// The groups from which each delegation departs on `article 9`, at a date.
    fn departures(rows: &str, at: Option<&str>, language: &str) -> Vec<String> {
        let (index, delegations) = (index(rows), Delegations::shipped());
        let options = StandingOptions { delegations, language, at };
        let standings = standings(index.at("article 9"), options);
        let described = standings.iter().map(|it| {
            let groups: Vec<&str> = it.departs_from.iter().map(|it| delegations[*it].name(language)).collect();
            format!("{}: {}", delegations[it.delegation].name(language), groups.join(" "))
        });
        described.collect()
    }

    #[test]
    fn a_members_own_position_goes_before_that_of_its_group() {
        let rows = "EU,opposes,article 9,,2019-12\nPL;CH,supports,article 9,,2021\nFR,opposes,article 9,,2021\n";
        let expected = ["Poland: European Union", "Switzerland: ", "European Union: ", "France: "];
        assert_eq!(departures(rows, None, "en"), expected);
        let expected = ["بولندا: الاتحاد الأوروبي", "سويسرا: ", "الاتحاد الأوروبي: ", "فرنسا: "];
        assert_eq!(departures(rows, None, "ar"), expected);
        let rows = "EU,opposes,article 9,,2021\nGB,supports,article 9,,2019\n";
        assert_eq!(
            departures(rows, None, "en"),
            ["United Kingdom of Great Britain and Northern Ireland: ", "European Union: "]
        );
    }

    #[test]
    fn positions_after_the_date_in_question_do_not_count() {
        let rows = "RU,supports,article 9,,2021\nRU,opposes,article 9,,2023-02\nCN,opposes,article 9,,\n";
        assert_eq!(departures(rows, Some("2022"), "en"), ["Russian Federation: ", "China: "]);
        let at = |at| {
            let index = index(rows);
            let options = StandingOptions { delegations: Delegations::shipped(), language: "ru", at };
            standings(index.at("article 9"), options).iter().map(summary).collect::<Vec<_>>()
        };
        assert_eq!(at(Some("2022"))[0], "Russian Federation supports after 0");
        assert_eq!(at(Some("2023"))[1], "Russian Federation opposes after 1");
    }

    #[test]
    fn a_position_has_a_line_of_its_file() {
        let mut file = read_csv(
            "delegations,stance,target\nمصر,supports,article 1\nCN,supports,article 1\n",
            Delegations::shipped(),
        );
        file.name = Some("a.positions.csv".into());
        let index = PositionIndex::of(vec![Arc::new(file)]);
        let lines: Vec<u32> = index.at("article 1").into_iter().map(|it| index.place(it).unwrap().line).collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn a_group_has_its_own_position() {
        let delegations = Delegations::shipped();
        let index = index("G77,proposes,article 9,,2023\n");
        let standings = index.standing("article 9", delegations, "zh");
        let group = standings[0].delegation;
        let china = delegations.find("中国").unwrap();
        assert_ne!(group, china);
        assert!(delegations.spoken_for(china, Some("2023")).contains(&group));
    }
}
