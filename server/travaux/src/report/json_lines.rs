//! Writes each finding as one line of JSON, with the fields of the format `json`, for tools that read line by line.

use std::io::{self, Write};

use super::Report;
use super::json::finding;
use super::sanitize::escaped_json;

/// Writes the findings, or the number of findings of each rule.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut line = |json: String| writeln!(out, "{}", escaped_json(&json));
    match &report.counts {
        Some(counts) => counts.iter().try_for_each(|it| line(serde_json::to_string(it)?)),
        None => report.findings().try_for_each(|it| line(finding(it).to_string())),
    }
}
