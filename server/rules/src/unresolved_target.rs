//! # unresolved-target
//!
//! A position is about a provision that the draft does not have, or about a topic that no topics file has.
//!
//! The editor shows the position nowhere. Either the address is misspelt, or the provision has been renumbered or deleted
//! since. Addresses are in English whatever the language of the draft, as `travaux outline` prints them. Where the draft
//! does not decide, nothing is reported: paragraphs without numbers may be counted all the same. A positions file about
//! provisions that names no draft, and has no draft of its name beside it, is reported once, as a warning.
//!
//! ```treaty
//! Article 1
//!
//! Text.
//!
//! Article 2
//!
//! 1. Text.
//!
//! 2. Text.
//! ```
//!
//! ```csv
//! delegations,stance,target
//! RU,supports,artcle 1
//!             ^^^^^^^^ "artcle 1" is no provision of draft; did you mean "article 1"?
//! RU,supports,"article 2, paragraph 3"
//!             ^^^^^^^^^^^^^^^^^^^^^^^^ "article 2, paragraph 3" is no provision of draft; the nearest around it is "article 2"
//! RU,supports,article 1 (definition: data)
//!             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "article 1 (definition: data)" is no provision of draft; the nearest around it is "article 1"
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! نص.
//!
//! المادة 2
//!
//! 1 - نص.
//! ```
//!
//! ```csv
//! delegations;stance;target
//! مصر;supports;article 2, paragraph 1
//! مصر;supports;article 12
//!              ^^^^^^^^^^ "article 12" is no provision of draft; the nearest to it is "article 2"
//! مصر;supports;الفقرة 1 من المادة 2
//!              ^^^^^^^^^^^^^^^^^^^^ "الفقرة 1 من المادة 2" is no provision of draft; did you mean "article 2, paragraph 1"?
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 案文。
//! ```
//!
//! ```csv
//! delegations,stance,target
//! 中国,supports,"article 1, paragraph 2"
//! ```
//!
//! **Instead**, correct the address, or the slug of the topic. A position on a defined term is one on the provision that
//! defines it.

use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;
