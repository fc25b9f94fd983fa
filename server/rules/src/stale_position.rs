//! # stale-position
//!
//! A position is about an alternative that is no longer in brackets in the provision that it points at.
//!
//! The brackets have been agreed, deleted or reworded since the position was recorded, so that it counts for words which
//! nobody debates any longer. It may also never have been there, because the words were copied with a slip.
//!
//! ```treaty
//! Article 2
//!
//! Parties [shall] [EU: may] act.
//! ```
//!
//! ```csv
//! delegations,stance,target,alternative
//! RU,supports,article 2,should
//!                       ^^^^^^ "should" is no bracketed text of article 2 in draft; write what stands between its brackets
//! EU,supports,article 2,may
//! ```
//!
//! ```treaty
//! المادة 2
//!
//! 1 - [تعمل] [تتعاون] الدول.
//! ```
//!
//! ```csv
//! delegations,stance,target,alternative
//! مصر,supports,article 2,تنظر
//!                        ^^^^ "تنظر" is no bracketed text of article 2 in draft; write what stands between its brackets
//! ```
//!
//! ```treaty
//! 第二条
//!
//! 一、各方［应］［可］合作。
//! ```
//!
//! ```csv
//! delegations,stance,target,alternative
//! 中国,supports,article 2,应
//! ```
//!
//! **Instead**, give the position the words as they stand now, or delete its `alternative` if it is about the whole
//! provision. A record of an earlier text belongs beside that text.

use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;
