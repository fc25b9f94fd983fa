//! Dates of positions and memberships: `2023-09-01`, or only `2023-09` or `2023`.
//!
//! Dates stay text, since ISO dates sort as text. A shorter date counts as the first day of its month or year. There
//! are no time zones, and nothing here reads the clock.

/// Returns whether `written` is a year, a month or a day of the calendar.
pub(super) fn is_date(written: &str) -> bool {
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
    let Some(Some(year)) = numbers.next() else {
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
    use super::{is_date, within};

    #[test]
    fn a_date_may_be_a_year_a_month_or_a_day() {
        for date in ["2023", "2023-09", "2023-09-01", "2024-02-29"] {
            assert!(is_date(date), "{date}");
        }
    }

    #[test]
    fn impossible_dates_are_rejected() {
        for date in ["", "23", "2023-13", "2023-02-29", "2023-9-1", "01/09/2023", "20230901", "２０２３"] {
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
