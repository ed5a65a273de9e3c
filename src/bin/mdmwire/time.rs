//! When something was, as containers write it.

use mdmwire::Date;

/// Seconds since 1970 of a time that is written as RFC 3339 has it, or as such seconds, perhaps with a fraction.
pub(crate) fn unix(text: &str) -> Option<i64> {
    let text = text.trim();
    let seconds = match text.parse::<f64>() {
        Ok(seconds) => seconds,
        // logs put a blank where the standard has a T
        Err(_) => Date::rfc3339(&text.replacen(' ', "T", 1))?.unix(),
    };
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond the numbers is at their end")]
    seconds.is_finite().then(|| seconds.floor() as i64)
}
