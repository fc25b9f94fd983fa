//! Dates of positions and memberships: `2023-09-01`, or only `2023-09` or `2023`.
//!
//! A date is a period: a year or a month is all of its days. Three rules follow, and dates are never compared as texts.
//! - **Order**: of two dates the one with the later last day is later, so `2023` is later than `2023-04-21`, of which it is
//!   not known whether it came before. Dates with the same last day are equally late.
//! - **By a date**: a date is by another one if its last day is. `2023` is by the end of 2023 and not by May 2023.
//! - **Membership**: a group speaks for a State that was its member on all days of the date.
//!
//! There are no time zones, and nothing here reads the clock.

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

/// A day of the calendar. Days are ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u32,
    month: u32,
    day: u32,
}

/// The days of a date, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Date {
    /// Returns the days of the date. The state of affairs at a date is dated by that date alone.
    pub fn period(&self) -> Period {
        match self {
            Date::On(date) | Date::AsOf(date) => Period::of(date),
            Date::Between(from, to) => Period { first: Period::of(from).first, last: Period::of(to).last },
        }
    }

    /// Returns the day by which dates are ordered: the last one.
    pub fn last_day(&self) -> Day {
        match self {
            Date::On(date) | Date::AsOf(date) | Date::Between(_, date) => Period::of(date).last,
        }
    }

    /// Returns whether the whole date is not after `at`, a day or the end of a month or year.
    pub fn is_by(&self, at: &str) -> bool {
        self.last_day() <= Period::of(at).last
    }
}

impl Period {
    /// Returns the days of a year, a month or a day as written. A text that is no date is before all dates.
    pub fn of(written: &str) -> Period {
        let mut numbers = written.split('-').map(|it| number(it).unwrap_or(0));
        let year = numbers.next().unwrap_or(0);
        let (month, day) = (numbers.next(), numbers.next());
        let last_month = month.unwrap_or(12);
        Period {
            first: Day { year, month: month.unwrap_or(1), day: day.unwrap_or(1) },
            last: Day { year, month: last_month, day: day.unwrap_or_else(|| days_in(last_month, year)) },
        }
    }

    /// Returns the last day of a year, a month or a day as a period.
    pub fn end_of(written: &str) -> Period {
        let last = Period::of(written).last;
        Period { first: last, last }
    }

    /// Returns whether all days are between the beginning of `since` and the end of `until`.
    pub(super) fn is_within(self, since: Option<&str>, until: Option<&str>) -> bool {
        let begun = since.is_none_or(|it| Period::of(it).first <= self.first);
        begun && until.is_none_or(|it| self.last <= Period::of(it).last)
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
    use super::{Date, Period, is_date};

    fn within(date: &str, since: Option<&str>, until: Option<&str>) -> bool {
        Period::of(date).is_within(since, until)
    }

    #[test]
    fn a_date_is_written_as_in_files() {
        let meeting = Date::Between("2023-08-21".to_owned(), "2023-09-01".to_owned());
        assert_eq!(serde_json::to_string(&meeting).unwrap(), r#"{"from":"2023-08-21","to":"2023-09-01"}"#);
        let state = Date::AsOf("2026-01".to_owned());
        assert_eq!(serde_json::to_string(&state).unwrap(), r#"{"as_of":"2026-01"}"#);
        assert_eq!(
            (meeting.last_day(), meeting.to_string().as_str()),
            (last_day("2023-09-01"), "2023-08-21/2023-09-01")
        );
    }

    fn last_day(written: &str) -> super::Day {
        Period::of(written).last
    }

    #[test]
    fn dates_are_ordered_by_their_last_days() {
        let on = |it: &str| Date::On(it.to_owned());
        let between = |from: &str, to: &str| Date::Between(from.to_owned(), to.to_owned());
        let in_order = [
            on("2022"),
            on("2023-01-31"),
            on("2023-02-28"),
            between("2023-01", "2023-04-21"),
            Date::AsOf("2023-05".to_owned()),
            between("2023-08-21", "2023-09"),
            on("2023"),
            on("2024-01-01"),
        ];
        let is_later = |pair: &[Date]| pair[0].last_day() < pair[1].last_day();
        assert!(in_order.windows(2).all(is_later));
        assert_eq!(on("2023").last_day(), on("2023-12-31").last_day());
        assert_eq!(on("2024-02").last_day(), between("2024", "2024-02-29").last_day());
        assert_eq!(Date::AsOf("2023-04".to_owned()).last_day(), on("2023-04-30").last_day());
    }

    #[test]
    fn a_year_is_not_by_a_day_in_it() {
        let year = Date::On("2023".to_owned());
        assert!(["2023", "2023-12", "2023-12-31", "2024-01-01"].iter().all(|it| year.is_by(it)));
        assert!(["2022", "2023-01", "2023-05-01", "2023-12-30"].iter().all(|it| !year.is_by(it)));
        let meeting = Date::Between("2023-08-21".to_owned(), "2023-09-01".to_owned());
        assert!(!meeting.is_by("2023-08") && meeting.is_by("2023-09"));
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

    #[test]
    fn a_member_for_a_part_of_a_period_is_not_spoken_for_in_it() {
        assert!(!within("2020", Some("1973-01-01"), Some("2020-01-31")));
        assert!(within("2020-01", Some("1973-01-01"), Some("2020-01-31")));
        assert!(Period::end_of("2013").is_within(Some("2013-07-01"), None));
        assert!(Period::of("no date").last < Period::of("0001").first);
    }
}
