//! Comma-separated values as RFC 4180 has them: a head, then a row a finding, each ended by CR and LF.

use csv::{Terminator, WriterBuilder};

use super::{Checked, Finding, Page, Printer, Said, Setting, lines::Lines};
use crate::render::{Visible, help, sentence};

/// Cells are empty where nothing is known. `offset` and `length` are bytes of the message, as in JSON lines; `line` and
/// `column` are those of the file, or of the message if the file has it in another form.
pub(super) struct Csv;

const HEAD: &str = "path,index,where,kind,code,severity,offset,length,line,column,key_path,message,help\r\n";

impl Csv {
    pub(super) const fn new(_: Setting) -> Self {
        Self
    }
}

impl Printer for Csv {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let index = checked.index().map(|index| index.to_string()).unwrap_or_default();
        let place = checked.place().map(text).unwrap_or_default();
        let subject = [text(checked.source.name), index, place, checked.kind().unwrap_or_default().to_owned()];
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
        let mut row = |cells: [String; 9]| {
            // nothing fails to be written into memory
            let _ = writer.write_record(subject.iter().chain(&cells));
        };
        for finding in checked.findings() {
            row(cells(checked, &finding));
        }
        if let Some(more) = checked.more() {
            let mut cells: [String; 9] = Default::default();
            let [.., message, _] = &mut cells;
            *message = more;
            row(cells);
        }
        Said::text(String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default())
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(Lines { head: HEAD, tail: |_| String::new() })
    }
}

/// What is said of one finding.
fn cells(checked: &Checked<'_>, Finding { problem, range, .. }: &Finding<'_>) -> [String; 9] {
    let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let place = range.map(|(first, _)| first);
    [
        problem.code.to_string(),
        problem.severity.to_string(),
        number(checked.offset(problem)),
        number(checked.offset(problem).map(|_| problem.span.len())),
        number(place.map(|place| place.line)),
        number(place.map(|place| place.column)),
        text(&problem.path),
        sentence(problem).to_string(),
        help(problem).to_string(),
    ]
}

/// Text from outside. What a spreadsheet would take for a formula gets an apostrophe, which makes it text there.
fn text(text: &str) -> String {
    let is_formula = text.len() > 1 && text.starts_with(['=', '+', '-', '@']);
    format!("{}{}", if is_formula { "'" } else { "" }, Visible(text))
}
