//! The document or recording in which a position can be read or heard.

use serde::{Serialize, Serializer};

use super::local_text::LocalText;

/// A document or recording that contains a position.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The title.
    pub title: Option<LocalText>,
    /// The document symbol: `A/AC.291/22`.
    pub symbol: Option<String>,
    /// The pages.
    pub page: Option<Pages>,
    /// The address of the publication.
    pub url: Option<String>,
    /// The mark of the footnote that names the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footnote: Option<String>,
    /// The place in a recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeCode>,
}

/// One page, or a range of pages: `9`, `5-6`. Pages are counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The first page.
    pub first: u32,
    /// The last page; the first one if there is no other.
    pub last: u32,
}

/// The place in a recording as its source writes it, in hours, minutes and seconds or in two of them: `1:14:20`, `04:30`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeCode(String);

impl Pages {
    /// Parses a page or a range of pages. Returns `None` for anything else, and if the range is reversed.
    pub(super) fn parse(written: &str) -> Option<Pages> {
        let (first, last) = written.split_once(['-', '–']).unwrap_or((written, written));
        let number = |it: &str| it.trim().parse::<u32>().ok().filter(|it| *it > 0);
        let (first, last) = (number(first)?, number(last)?);
        (first <= last).then_some(Pages { first, last })
    }
}

impl std::fmt::Display for Pages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.first == self.last {
            true => write!(formatter, "{}", self.first),
            false => write!(formatter, "{}-{}", self.first, self.last),
        }
    }
}

impl Serialize for Pages {
    /// Writes one page as a number, and a range as a text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.first == self.last {
            true => serializer.serialize_u32(self.first),
            false => serializer.collect_str(self),
        }
    }
}

impl TimeCode {
    /// Parses a time code. Returns `None` for anything else.
    pub(super) fn parse(written: &str) -> Option<TimeCode> {
        let parts: Vec<&str> = written.trim().split(':').collect();
        let is_number = |it: &&str| matches!(it.len(), 1 | 2) && it.bytes().all(|it| it.is_ascii_digit());
        let below_sixty = parts.iter().skip(1).all(|it| it.len() == 2 && **it < *"60");
        let is_one = matches!(parts.len(), 2 | 3) && parts.iter().all(is_number) && below_sixty;
        is_one.then(|| TimeCode(parts.join(":")))
    }

    /// Returns the time code as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Pages, TimeCode};

    #[test]
    fn pages_are_one_or_a_range() {
        let written = |text| Pages::parse(text).map(|it| it.to_string());
        assert_eq!(written("9").as_deref(), Some("9"));
        assert_eq!(written(" 5–6 ").as_deref(), Some("5-6"));
        for text in ["", "0", "-1", "6-5", "x", "1-2-3", "99999999999"] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_code_has_two_or_three_parts() {
        for text in ["1:14:20", "01:48:55", "04:30", "5:53"] {
            assert_eq!(TimeCode::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "5", "1:2:3:4", "1:99", "1:5", "a:10", "١:١٠"] {
            assert_eq!(TimeCode::parse(text), None, "{text}");
        }
    }
}
