//! Dates of positions and memberships: `2023-09-01`, or only `2023-09` or `2023`.
//!
//! Dates stay text, since ISO dates sort as text. A shorter date counts as the first day of its month or year. There
//! are no time zones, and nothing here reads the clock.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// The date of a position. Each part is a year, a month or a day: `2023`, `2023-09`, `2023-09-01`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// On that date.
    On(String),
    /// During a meeting that lasted from the first date to the second.
    Between(String, String),
    /// The state of affairs on that date, at which it may have been old.
    AsOf(String),
}

impl Date {
    /// Returns the date by which positions are ordered: the last day of a range.
    pub fn last_day(&self) -> &str {
        match self {
            Date::On(date) | Date::AsOf(date) | Date::Between(_, date) => date,
        }
    }

    /// Returns whether the date is not after `at`, a day or the end of a month or year.
    pub fn is_by(&self, at: &str) -> bool {
        let last = self.last_day();
        last <= at || last.starts_with(at)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Date::On(date) | Date::AsOf(date) => formatter.write_str(date),
            Date::Between(from, to) => write!(formatter, "{from}/{to}"),
        }
    }
}

impl Serialize for Date {
    /// Writes the date as files do.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts: &[(&str, &str)] = match self {
            Date::On(date) => return serializer.serialize_str(date),
            Date::Between(from, to) => &[("from", from), ("to", to)],
            Date::AsOf(date) => &[("as_of", date)],
        };
        let mut map = serializer.serialize_map(Some(parts.len()))?;
        for (key, date) in parts {
            map.serialize_entry(key, date)?;
        }
        map.end()
    }
}

/// Returns whether `written` is a year, a month or a day of the calendar.
pub fn is_date(written: &str) -> bool {
    let shape_holds = match written.len() {
        4 => true,
        7 => written.as_bytes()[4] == b'-',
        10 => written.as_bytes()[4] == b'-' && written.as_bytes()[7] == b'-',
        _ => false,
    };
    if !shape_holds {
        return false;
    }
    let mut numbers = written.split('-').map(number);
    let Some(Some(year @ 1..)) = numbers.next() else {
        return false;
    };
    let month = numbers.next().unwrap_or(Some(1));
    let day = numbers.next().unwrap_or(Some(1));
    match (month, day, numbers.next()) {
        (Some(month @ 1..=12), Some(day), None) => day >= 1 && day <= days_in(month, year),
        _ => false,
    }
}

/// Returns whether `date` is between the beginning of `since` and the end of `until`.
pub(super) fn within(date: &str, since: Option<&str>, until: Option<&str>) -> bool {
    let begun = since.is_none_or(|it| it <= date || it == first_day(date, it.len()));
    let over = until.is_some_and(|it| date > it && !date.starts_with(it));
    begun && !over
}

/// Completes `date` to a length with first days: `2013` becomes `2013-01-01`.
fn first_day(date: &str, length: usize) -> String {
    let missing = "0000-01-01".get(date.len()..length).unwrap_or("");
    format!("{date}{missing}")
}

fn number(written: &str) -> Option<u32> {
    let digits = written.bytes().all(|it| it.is_ascii_digit());
    if digits { written.parse().ok() } else { None }
}

fn days_in(month: u32, year: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, is_date, within};

    #[test]
    fn a_date_is_written_as_in_files() {
        let meeting = Date::Between("2023-08-21".to_owned(), "2023-09-01".to_owned());
        assert_eq!(serde_json::to_string(&meeting).unwrap(), r#"{"from":"2023-08-21","to":"2023-09-01"}"#);
        let state = Date::AsOf("2026-01".to_owned());
        assert_eq!(serde_json::to_string(&state).unwrap(), r#"{"as_of":"2026-01"}"#);
        assert_eq!((meeting.last_day(), meeting.to_string().as_str()), ("2023-09-01", "2023-08-21/2023-09-01"));
    }

    #[test]
    fn a_month_or_a_year_includes_all_of_its_days() {
        let day = Date::On("2023-09-01".to_owned());
        assert!(["2023", "2023-09", "2023-09-01", "2024"].iter().all(|it| day.is_by(it)));
        assert!(["2022", "2023-08", "2023-08-31"].iter().all(|it| !day.is_by(it)));
    }

    #[test]
    fn a_date_may_be_a_year_a_month_or_a_day() {
        for date in ["2023", "2023-09", "2023-09-01", "2024-02-29"] {
            assert!(is_date(date), "{date}");
        }
    }

    #[test]
    fn impossible_dates_are_rejected() {
        for date in
            ["", "23", "0000", "0000-01-01", "2023-13", "2023-02-29", "2023-9-1", "01/09/2023", "20230901", "２０２３"]
        {
            assert!(!is_date(date), "{date}");
        }
    }

    #[test]
    fn the_last_day_counts_and_the_next_does_not() {
        assert!(within("2020-01-31", Some("1973-01-01"), Some("2020-01-31")));
        assert!(!within("2020-02-01", Some("1973-01-01"), Some("2020-01-31")));
        assert!(!within("1972-12-31", Some("1973-01-01"), None));
    }

    #[test]
    fn a_year_begins_on_its_first_day_and_ends_on_its_last() {
        assert!(within("1973", Some("1973-01-01"), None));
        assert!(!within("2013", Some("2013-07-01"), None));
        assert!(within("1990-05-01", None, Some("1990")));
        assert!(!within("1991-01-01", None, Some("1990")));
    }
}
