//! The JSON Schemas of the files that people write, for editors and for `travaux schema`.

/// The schema of travaux.toml.
pub const SETTINGS: &str = include_str!("../data/travaux.schema.json");

/// The schema of `*.positions.json`.
pub const POSITIONS: &str = include_str!("../data/positions.schema.json");

/// The schema of `*.groups.json`.
pub const GROUPS: &str = include_str!("../data/groups.schema.json");

/// The schema of `*.topics.json`.
pub const TOPICS: &str = include_str!("../data/topics.schema.json");
