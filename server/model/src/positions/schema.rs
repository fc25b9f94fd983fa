//! The JSON Schemas of positions, groups and topics files, made from types. `TRAVAUX_BLESS=1` writes them; without it, the
//! tests fail if a file differs. The readers' keys are compared with them in `keys.rs`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use super::{SpeakerKind, Stance, StatementKind};

/// Where delegations stand on the provisions of a treaty-style draft: *.positions.json
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(title = "Positions on a draft", deny_unknown_fields)]
struct PositionsSheet {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    /// The draft's file, relative to this one.
    #[schemars(extend("examples" = ["convention.treaty.md"]))]
    draft: Option<String>,
    /// The positions.
    positions: Vec<Position>,
}

/// A position of delegations or of other speakers.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(
    rename = "position",
    deny_unknown_fields,
    extend("allOf" = [
        {"anyOf": [{"required": ["delegations"]}, {"required": ["speaker"]}]},
        {"anyOf": [{"required": ["target"]}, {"required": ["topic"]}]},
    ])
)]
struct Position {
    /// ISO 3166 codes, names in any language of the United Nations, or groups.
    #[schemars(length(min = 1), extend("examples" = [["RU", "Iran (Islamic Republic of)", "G77"]]))]
    delegations: Option<Vec<Words>>,
    /// Those that take the position and are no delegations.
    speaker: Option<OneOrMany<Speaker>>,
    /// The other delegations for which they speak.
    #[schemars(extend("examples" = [["CARICOM"]]))]
    on_behalf_of: Option<Vec<Words>>,
    /// The delegation or other source that reports the position, if it is known at second hand only.
    #[schemars(extend("examples" = ["RU"]))]
    reported_by: Option<Text>,
    /// The forms of the statement.
    kind: Option<OneOrMany<StatementKind>>,
    /// What they do with the text.
    stance: Stance,
    /// The vote in which the position was cast.
    vote: Option<Vote>,
    /// The address of a provision, or of several, in English whatever the draft's language.
    #[schemars(extend("examples" = ["article 10 bis, paragraph 1 (a)"]))]
    target: Option<OneOrMany<Words>>,
    /// The slug of a topic of a *.topics.json.
    #[schemars(extend("examples" = ["critical-infrastructure"]))]
    topic: Option<Slug>,
    /// The bracketed text at that address, if the position is not about all of it.
    alternative: Option<String>,
    /// A day, month or year, or a period.
    date: Option<Date>,
    /// The meeting or process.
    #[schemars(extend("examples" = ["sixth session"]))]
    forum: Option<Text>,
    /// A remark for the reader.
    note: Option<Text>,
    /// The documents in which the position can be read.
    source: Option<OneOrMany<Source>>,
}

/// One that takes a position and is no delegation.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "speaker", deny_unknown_fields)]
struct Speaker {
    /// The name.
    name: Text,
    /// The kind.
    kind: Option<SpeakerKind>,
}

/// A vote: its question and its result.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "vote", deny_unknown_fields)]
struct Vote {
    /// The question.
    question: Option<Text>,
    /// The number of votes in favour.
    #[schemars(rename = "for")]
    in_favour: Option<u32>,
    /// The number of votes against.
    against: Option<u32>,
    /// The number of abstentions.
    abstaining: Option<u32>,
    /// Whether it was recorded how each State voted.
    recorded: Option<bool>,
}

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
enum Date {
    Day(Day),
    Period(Period),
}

/// A period with "from" and "to", or the state of affairs on a date.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "period", deny_unknown_fields)]
struct Period {
    /// The first day.
    from: Option<Day>,
    /// The last day.
    to: Option<Day>,
    /// The day whose state of affairs is meant.
    as_of: Option<Day>,
}

/// The document or recording in which the position can be read or heard.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "source", deny_unknown_fields)]
struct Source {
    /// The title.
    title: Option<Text>,
    /// The document symbol.
    #[schemars(extend("examples" = ["A/AC.291/22"]))]
    symbol: Option<String>,
    /// A page, or a range of pages.
    #[schemars(extend("examples" = [9, "5-6"]))]
    page: Option<Page>,
    /// The address of the publication.
    url: Option<String>,
    /// The mark of the footnote that names the source.
    footnote: Option<Mark>,
    /// The place in a recording.
    #[schemars(extend("pattern" = "^[0-9]{1,2}(:[0-5][0-9]){1,2}$", "examples" = ["1:14:20"]))]
    time: Option<String>,
}

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
enum Page {
    One(#[schemars(range(min = 1))] u32),
    Written(#[schemars(extend("pattern" = "^[1-9][0-9]*([-–][1-9][0-9]*)?$"))] String),
}

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
enum Mark {
    Number(i64),
    Sign(String),
}

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// A text, or an object with the text by language code.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "text", untagged)]
enum Text {
    Plain(String),
    ByLanguage(#[schemars(extend("propertyNames" = {"pattern": "^[a-z]{2,3}(-.*)?$"}))] BTreeMap<String, String>),
}

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, transparent)]
struct Words(#[schemars(length(min = 1))] String);

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, transparent)]
struct Slug(#[schemars(extend("pattern" = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"))] String);

/// A day, or only the month or the year.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(
    rename = "date",
    transparent,
    extend("pattern" = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")
)]
struct Day(String);

/// Groups and their members over time: *.groups.json. A group that is built in is replaced by the one given here.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(title = "Groups of delegations", deny_unknown_fields)]
struct GroupsSheet {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    /// The groups.
    groups: Vec<Group>,
}

/// A group of delegations.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "group", deny_unknown_fields)]
struct Group {
    /// The abbreviation.
    #[schemars(length(min = 1), extend("examples" = ["EU", "AOSIS"]))]
    code: String,
    /// The names to display, by language code.
    names: Option<GroupNames>,
    /// Other forms in which documents write the name, in any language.
    also: Option<Vec<String>>,
    /// The document that states the membership: a title or an address.
    source: Option<String>,
    /// Codes or names of delegations, with dates where they are known; none if no document states the membership.
    members: Option<Vec<Member>>,
}

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
struct GroupNames {
    en: Option<String>,
    fr: Option<String>,
    es: Option<String>,
    ru: Option<String>,
    zh: Option<String>,
    ar: Option<String>,
}

#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
enum Member {
    Name(Words),
    Dated(Membership),
}

/// A member of a group for a time.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "membership", deny_unknown_fields)]
struct Membership {
    /// The code or name of the delegation.
    #[schemars(length(min = 1))]
    member: String,
    /// The first day.
    since: Option<Day>,
    /// The last day.
    until: Option<Day>,
}

/// Subjects on which positions are taken besides provisions: *.topics.json
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(title = "Topics of positions", deny_unknown_fields)]
struct TopicsSheet {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    /// The topics.
    topics: Vec<Topic>,
}

/// A subject on which positions are taken.
#[allow(dead_code)]
#[derive(JsonSchema)]
#[schemars(rename = "topic", deny_unknown_fields)]
struct Topic {
    /// The word for the topic in positions files.
    #[schemars(extend("examples" = ["critical-infrastructure"]))]
    slug: Slug,
    /// The name to display, or the names by language code.
    name: Option<Text>,
    /// The terms by which texts name the topic, by language code.
    #[schemars(extend("propertyNames" = {"pattern": "^[a-z]{2,3}(-.*)?$"}))]
    terms: Option<BTreeMap<String, Vec<Words>>>,
}

fn check<T: JsonSchema>(name: &str) {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let made = format!("{:#}\n", schema.as_value());
    let path = format!("{}/data/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("TRAVAUX_BLESS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(made == written, "{path} is stale; make it again with TRAVAUX_BLESS=1");
}

#[test]
fn the_schemas_of_companions_are_those_of_the_types() {
    check::<PositionsSheet>("positions");
    check::<GroupsSheet>("groups");
    check::<TopicsSheet>("topics");
}
