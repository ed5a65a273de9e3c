//! When something was, as containers write it.

use mdmwire::Date;

/// Seconds since 1970 of a time that is written as RFC 3339 has it, or as such seconds, perhaps with a fraction, or as
/// thousandths, millionths or billionths of them.
pub(crate) fn unix(text: &str) -> Option<i64> {
    let text = text.trim();
    let seconds = match text.parse::<f64>() {
        Ok(number) => {
            // a number of seconds so great is a year that has five digits
            let units = [1e0, 1e3, 1e6, 1e9];
            number / units.into_iter().find(|unit| number / unit < 1e11).unwrap_or(1e9)
        }
        // logs put a blank where the standard has a T
        Err(_) => Date::rfc3339(&text.replacen(' ', "T", 1))?.unix(),
    };
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond the numbers is at their end")]
    seconds.is_finite().then(|| seconds.floor() as i64)
}
