//! # unknown-delegation
//!
//! A positions file names a delegation that nobody knows: no State, no group and no code of travaux.toml or of a groups
//! file.
//!
//! The position is not counted for that delegation, so that a table of who wants what is short of one voice without saying
//! so. Delegations are known by their ISO codes, by their names in the six languages of the United Nations, and by the
//! usual names of groups.
//!
//! ```csv
//! delegations,stance,target
//! Norwey;CH,supports,article 4
//! ^^^^^^ "Norwey" is no delegation; did you mean "Norway"?
//! ```
//!
//! ```csv
//! delegations,stance,target
//! النرويج;سويسررا,supports,article 4
//!         ^^^^^^^ "سويسررا" is no delegation; did you mean "سويسرا"?
//! ```
//!
//! ```csv
//! delegations,stance,target
//! NOR;瑞士;مجموعة السبع والسبعين والصين,supports,article 4
//! ```
//!
//! **Instead**, correct the name; give a code of your own a name under `[delegations]` of travaux.toml, or its members in a
//! `*.groups.json`. One who takes a position and is no delegation is a `speaker`.

use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;
