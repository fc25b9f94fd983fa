//! # conflicting-position
//!
//! A positions file has one delegation on both sides of one text at one time.
//!
//! One of the two is a mistake in the record: a stance, a date, or a target that has been copied from the row above. Days
//! and meetings are compared, not months and years, in which delegations change their minds. A reservation contradicts
//! neither side, and what others report of a delegation is left to them.
//!
//! ```csv
//! delegations,stance,target,date
//! CN;RU,supports,article 9,2023-09-01
//! CN,opposes,article 9,2023-09-01
//!            ^^^^^^^^^ China opposes "article 9" on 2023-09-01, and supports it at the same time in line 2; correct one of them
//! ```
//!
//! ```csv
//! delegations,stance,target,date
//! الصين,proposes,article 9,2023-09-01
//! 中国,opposes,Article 9,2023-09-01
//!            ^^^^^^^^^ China opposes "Article 9" on 2023-09-01, and proposes it at the same time in line 2; correct one of them
//! ```
//!
//! ```csv
//! delegations,stance,target,date
//! CN,supports,article 9,2023-09-01
//! CN,opposes,article 9,2023-09-02
//! EG,supports,article 9,2023-09
//! EG,opposes,article 9,2023-09
//! ```
//!
//! **Instead**, correct the one that is wrong.

use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;
