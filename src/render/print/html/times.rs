//! Messages over time, in as little memory for a year as for a minute.

use core::fmt;
use std::collections::BTreeMap;

use super::{Levels, tally};
use crate::{report::Severity, wire::Date};

/// The most spans of time that are kept, and the most that are drawn.
const KEPT: usize = 1024;
const DRAWN: i64 = 72;
/// Lengths of time that people count in, in seconds.
const NICE: [i64; 16] =
    [1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000, 7_776_000, 31_536_000, 315_360_000];

/// How many messages there were in each span of time, by their worst finding.
pub(super) struct Times {
    /// How long a span is, in seconds.
    width: i64,
    /// By the number of the span: clean messages, and those with findings.
    spans: BTreeMap<i64, (usize, Levels)>,
}

impl Default for Times {
    fn default() -> Self {
        Self { width: 1, spans: BTreeMap::new() }
    }
}

impl Times {
    /// A message of this second since 1970.
    pub(super) fn add(&mut self, time: i64, worst: Option<Severity>) {
        let (clean, levels) = self.spans.entry(time.div_euclid(self.width)).or_default();
        match worst {
            None => *clean += 1,
            Some(severity) => tally(levels, severity),
        }
        while self.spans.len() > KEPT {
            *self = self.wider(self.width.saturating_mul(2));
        }
    }

    /// The same in spans of another length, a multiple of this one's or nearly so.
    fn wider(&self, width: i64) -> Self {
        let mut spans = BTreeMap::<i64, (usize, Levels)>::new();
        for (number, (clean, levels)) in &self.spans {
            let to = spans.entry(number.saturating_mul(self.width).div_euclid(width)).or_default();
            to.0 += clean;
            for (to, count) in to.1.iter_mut().zip(levels) {
                *to += count;
            }
        }
        Self { width, spans }
    }

    /// The number of the first span and how many there are up to the last.
    fn range(&self) -> Option<(i64, i64)> {
        let ((first, _), (last, _)) = self.spans.first_key_value().zip(self.spans.last_key_value())?;
        Some((*first, last.saturating_sub(*first).saturating_add(1)))
    }

    /// In few enough spans to draw.
    fn drawable(&self) -> Option<Self> {
        let (_, count) = self.range()?;
        let least = count.saturating_mul(self.width) / DRAWN;
        let width = NICE.into_iter().find(|nice| *nice >= least && *nice >= self.width);
        Some(self.wider(width.unwrap_or(least.max(self.width))))
    }
}

/// The section of the page; nothing if no time is known.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((drawn, (first, count))) = self.drawable().and_then(|drawn| Some((drawn.range()?, drawn)).map(|(range, drawn)| (drawn, range))) else {
            return Ok(());
        };
        let sum = |(clean, levels): &(usize, Levels)| clean + levels.iter().sum::<usize>();
        let most = drawn.spans.values().map(sum).max().unwrap_or(1).max(1);
        let all: usize = drawn.spans.values().map(sum).sum();
        let (begin, end) = (first.saturating_mul(drawn.width), first.saturating_add(count).saturating_mul(drawn.width));
        writeln!(f, "<section>\n<h2>Messages over time</h2>")?;
        writeln!(
            f,
            "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {} 1000\" preserveAspectRatio=\"none\" aria-label=\"{all} messages from {} to {}, at most {most} in {}\">",
            count.saturating_mul(10), date(begin), date(end), Length(drawn.width)
        )?;
        for (number, (clean, levels)) in &drawn.spans {
            let x = number.saturating_sub(first).saturating_mul(10);
            let mut y = 1000;
            let parts = [("clean", clean)].into_iter().chain(Severity::ALL.iter().map(|severity| severity.as_str()).zip(levels));
            for (class, count) in parts.filter(|(_, count)| **count > 0) {
                let height = (count.saturating_mul(960) / most).max(6);
                y -= height.min(y);
                write!(f, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"9\" height=\"{height}\"/>")?;
            }
        }
        writeln!(f, "</svg>\n<div class=\"axis\"><span>{}</span><span>{}</span></div>", date(begin), date(end))?;
        write!(f, "<p class=\"faint\">A bar is {}; the highest is {most} messages.</p>\n<ul class=\"key\">", Length(drawn.width))?;
        for class in ["error", "warning", "note", "clean"] {
            let with = if class == "clean" { "clean".to_owned() } else { format!("with {class}s") };
            write!(f, "<li><svg aria-hidden=\"true\" viewBox=\"0 0 1 1\"><rect class=\"{class}\" width=\"1\" height=\"1\"/></svg>{with}</li>")?;
        }
        writeln!(f, "</ul>\n</section>")
    }
}

fn date(unix: i64) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "whole seconds of any year that has a date are exact")]
    Date::from_seconds(unix as f64 - Date::from_seconds(0.0).unix())
}

/// A length of time: `15 minutes`.
struct Length(i64);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
        let (unit, name) = units.into_iter().find(|(unit, _)| self.0 % unit == 0).unwrap_or((1, "second"));
        let count = self.0 / unit;
        write!(f, "{count} {name}{}", if count == 1 { "" } else { "s" })
    }
}
