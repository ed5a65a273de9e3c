//! Octets as `xxd`, `hexdump -C`, `tcpdump -X`, `curl --trace` and Wireshark show them: a row for each sixteen, with the
//! place of the first, the digits of all, and the text that they may be. What was sent is put together again. So it is of
//! lines of nothing but digits, a line a packet, as `tshark -T fields -e tcp.payload` and `-z follow,tcp,raw` print them.
//!
//! Sources: the manuals of these programs; RFC 791, 8200 and 9293 for what `tcpdump` shows before the octets of a stream.

use core::iter;

use memchr::memmem::find;
use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_while_m_n},
    character::complete::{space0, space1},
    combinator::opt,
    sequence::preceded,
};

use super::{
    Container, Item, Items, Options, Reader, at_the_end,
    head::{self, Head},
    lines, problem, redone,
};
use crate::{
    report::{Code, Expected, Found, Problem},
    wire::{Format, Span},
};

pub(super) static READER: Reader = Reader { name: "hexdump", detect, open, complete: at_the_end };

/// So much tells whether it is one, and what is in it.
const HEAD: usize = 1 << 16;

/// The first row is one of the first lines.
const LINES: usize = 64;

/// No program shows more octets in a row.
const MOST: usize = 64;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if is_packets(head) {
        return true;
    }
    if !lines(head).take(LINES).any(|(_, line)| is_row(line)) {
        return false;
    }
    let (mut rows, mut others) = (0usize, 0usize);
    for (_, line) in lines(head).filter(|(_, line)| !line.is_empty()) {
        let count = if is_row(line) { &mut rows } else { &mut others };
        *count = count.saturating_add(1);
    }
    let is_known =
        |octets: &[u8]| Format::detect(octets).is_some() || !Container::within(octets, READER.name).is_whole();
    rows > others && is_known(&Shown::of(head).octets)
}

fn is_row(line: &[u8]) -> bool {
    row(line).is_some_and(|row| row.is_sure)
}

/// Whether a message of HTTP stands in the lines that are packets, and few are not.
fn is_packets(head: &[u8]) -> bool {
    let is_first = |line: &[u8]| packet(line).is_some_and(|packet| packet.octets.len() > 8);
    if !lines(head).take(LINES).any(|(_, line)| is_first(line)) {
        return false;
    }
    let is_other = |line: &[u8]| !line.is_empty() && !line.starts_with(b"===") && packet(line).is_none();
    let others = lines(head).filter(|(_, line)| is_other(line)).count();
    let octets: Vec<u8> = packets(head).flat_map(|(_, packet)| packet.octets).collect();
    others <= 8 && (Head::read(&octets).is_some() || head::is_damaged(&octets))
}

/// A line of nothing but digits.
struct Packet {
    octets: Vec<u8>,
    /// How many of them are written with something else.
    damaged: usize,
}

/// The lines that are packets, each with its place in the file.
fn packets(bytes: &[u8]) -> impl Iterator<Item = (Span, Packet)> {
    lines(bytes).filter_map(|(start, line)| Some((Span::new(start, start.saturating_add(line.len())), packet(line)?)))
}

/// The octets of a line of digits, with colons between them in some versions. A few may be damaged: those are `?`.
fn packet(line: &[u8]) -> Option<Packet> {
    let line = line.strip_prefix(b"\t").unwrap_or(line);
    let is_parted = line.get(2) == Some(&b':') && line.get(5).is_none_or(|byte| *byte == b':');
    let mut digits = line
        .iter()
        .enumerate()
        .filter(|(at, _)| !is_parted || at % 3 < 2)
        .map(|(_, byte)| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()));
    let mut packet = Packet { octets: Vec::with_capacity(line.len() / 2), damaged: 0 };
    while let Some(high) = digits.next() {
        let octet = high.zip(digits.next().flatten()).map(|(high, low)| high << 4 | low);
        packet.damaged = packet.damaged.saturating_add(usize::from(octet.is_none()));
        packet.octets.push(octet.unwrap_or(b'?'));
    }
    (!packet.octets.is_empty() && packet.damaged <= packet.octets.len() / 16).then_some(packet)
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    if is_packets(bytes.get(..HEAD).unwrap_or(bytes)) {
        let (mut octets, mut damage) = (Vec::new(), Vec::new());
        for (span, packet) in packets(bytes) {
            octets.extend(packet.octets);
            if packet.damaged > 0 {
                let (expected, found) = (Expected::Form("two digits for each octet"), Found::Count(packet.damaged));
                damage.push(Item::Problem(Problem { expected, found, ..problem(Code::CaptureDamaged, span) }));
            }
        }
        return Items::new(damage.into_iter().chain(redone(&octets, READER.name, options)));
    }
    let shown = Shown::of(bytes);
    let missing: Vec<_> = shown.missing.into_iter().map(Item::Problem).collect();
    Items::new(missing.into_iter().chain(redone(&shown.octets, READER.name, options)))
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    lines::lines(bytes).map(|(start, line)| (start, line.trim_ascii_end()))
}

/// One row.
#[derive(Debug)]
struct Row<'a> {
    place: Place<'a>,
    /// Its octets, and perhaps what looks like more of them in the text behind.
    octets: Vec<u8>,
    /// It is more than a number with a number behind it.
    is_sure: bool,
}

/// The place of the first octet of a row, as it is written.
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    digits: &'a [u8],
    is_marked: bool,
    has_colon: bool,
}

impl Place<'_> {
    fn at(self, radix: u32) -> Option<usize> {
        usize::from_str_radix(str::from_utf8(self.digits).ok()?, radix).ok()
    }

    /// Whether another one is written so.
    const fn is_like(self, other: Self) -> bool {
        self.digits.len() == other.digits.len()
            && self.is_marked == other.is_marked
            && self.has_colon == other.has_colon
    }
}

/// `row ::= place S octet (S? octet)* (S S text)?`
fn row(line: &[u8]) -> Option<Row<'_>> {
    let (rest, place) = place(line).ok()?;
    let mut rest = space1::<_, ()>(rest).ok()?.0;
    let mut octets = Vec::with_capacity(16);
    while let Ok((behind, group)) = group(rest) {
        octets.extend(group);
        // programs that write no colon leave a gap in the midst
        let gap = behind.iter().take_while(|byte| **byte == b' ').count();
        let is_midst = gap == 2 && octets.len() == 8 && !place.has_colon;
        rest = behind.get(gap..)?;
        if octets.len() >= MOST || gap > 1 && !is_midst {
            break;
        }
    }
    let is_sure = place.has_colon || place.is_marked || octets.len() > 1;
    (!octets.is_empty()).then_some(Row { place, octets, is_sure })
}

/// `place ::= S? '0x'? hex+ ':'?`
fn place(line: &[u8]) -> IResult<&[u8], Place<'_>, ()> {
    let digits = take_while_m_n(4, 16, |byte: u8| byte.is_ascii_hexdigit());
    let (rest, (mark, digits, colon)) = preceded(space0, (opt(tag("0x")), digits, opt(tag(":")))).parse(line)?;
    Ok((rest, Place { digits, is_marked: mark.is_some(), has_colon: colon.is_some() }))
}

/// The octets that stand together: one, two or four.
fn group(text: &[u8]) -> IResult<&[u8], Vec<u8>, ()> {
    let digits = |count| take_while_m_n(count, count, |byte: u8| byte.is_ascii_hexdigit());
    let (rest, digits) = alt((digits(8), digits(4), digits(2))).parse(text)?;
    match rest.first() {
        None | Some(b' ') => {
            let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            let octets = digits.as_chunks().0.iter().filter_map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
            Ok((rest, octets.collect()))
        }
        Some(_) => Err(nom::Err::Error(())),
    }
}

/// How the places are written: `od` counts in octal, if it is not told otherwise.
fn radix(bytes: &[u8]) -> u32 {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let fits = |radix: u32| {
        let rows =
            lines(head).map(|(_, line)| row(line).and_then(|row| Some((row.place.at(radix)?, row.octets.len()))));
        let mut due = None;
        let fits = rows.filter(move |row| {
            let is_due = due.is_some() && row.map(|(at, _)| at) == due;
            due = row.map(|(at, len)| at.saturating_add(len));
            is_due
        });
        fits.count()
    };
    // of those that fit alike the last
    [10, 8, 16].into_iter().max_by_key(|radix| fits(*radix)).unwrap_or(16)
}

/// So many octets are put in place of those rows that a `*` stands for.
const REPEATED: usize = 1 << 20;

/// If more octets than these seem to be missing, another dump begins.
const MISSING: usize = 1 << 16;

/// What the rows show, one part behind the other, without what `curl` shows of TLS.
#[derive(Default)]
struct Shown {
    octets: Vec<u8>,
    /// Rows that can't be read, or are not there.
    missing: Vec<Problem>,
    /// How many of the octets stand for a `*`.
    repeated: usize,
}

/// Rows that belong together.
#[derive(Default)]
struct Part<'a> {
    octets: Vec<u8>,
    /// The last row, of which the next one tells how many octets it has.
    last: Option<Row<'a>>,
    /// How many octets a row has.
    width: Option<usize>,
    /// Where the last row ends in the file.
    end: usize,
    /// Behind the last row stands a `*`.
    repeats: bool,
    is_tls: bool,
}

impl Shown {
    fn of(bytes: &[u8]) -> Self {
        let radix = radix(bytes);
        let (mut shown, mut part, mut is_tls, mut is_behind) = (Self::default(), Part::default(), false, false);
        for (start, line) in lines(bytes) {
            let is_next = core::mem::replace(&mut is_behind, false);
            if line == b"*" && is_next {
                (part.repeats, is_behind) = (true, true);
                continue;
            }
            let row = row(line).filter(|row| {
                let is_due = || part.step(row.place, radix).is_some_and(|step| part.repeats || step <= part.len());
                row.is_sure || is_next && is_due()
            });
            match row {
                Some(row) => {
                    match part.step(row.place, radix) {
                        Some(step) => shown.go_on(&mut part, step, start),
                        None => shown.take(core::mem::replace(&mut part, Part { is_tls, ..Part::default() })),
                    }
                    (part.end, part.last, is_behind) = (start.saturating_add(line.len()), Some(row), true);
                }
                None => match end(line).filter(|_| is_next).and_then(|place| part.step(place, radix)) {
                    Some(step) => {
                        shown.go_on(&mut part, step, start);
                        shown.take(core::mem::take(&mut part));
                    }
                    None => is_tls = find(line, b" SSL data, ").is_some(),
                },
            }
        }
        shown.take(part);
        shown
    }

    /// Past the last row of a part, from whose first octet it is so far to that of the next row, which begins here.
    fn go_on(&mut self, part: &mut Part<'_>, step: usize, next: usize) {
        let Some(Row { octets, .. }) = part.last.take() else { return };
        let repeats = core::mem::take(&mut part.repeats);
        if step <= octets.len() {
            part.width = Some(step);
        }
        let own = octets.get(..part.width.unwrap_or(octets.len())).unwrap_or(&octets);
        part.octets.extend_from_slice(own);
        let missing = step.saturating_sub(own.len());
        let (rows, rest) = (missing.checked_div(own.len()), missing.checked_rem(own.len()));
        match rows.filter(|_| repeats && rest == Some(0) && missing <= REPEATED.saturating_sub(self.repeated)) {
            Some(rows) => {
                self.repeated = self.repeated.saturating_add(missing);
                part.octets.extend(iter::repeat_n(own, rows).flatten());
            }
            None if missing > 0 => {
                let (expected, found) = (Expected::Form("the row behind this one"), Found::Count(missing));
                let span = Span::new(part.end, next);
                self.missing.push(Problem { expected, found, ..problem(Code::CaptureDamaged, span) });
            }
            None => {}
        }
    }

    /// What a part has that is over.
    fn take(&mut self, mut part: Part<'_>) {
        let len = part.width.map_or(part.len(), |width| width.min(part.len()));
        self.go_on(&mut part, len, 0);
        self.octets.extend_from_slice(if part.is_tls { &[] } else { payload(&part.octets) });
    }
}

impl Part<'_> {
    /// How many octets the last row seems to have.
    fn len(&self) -> usize {
        self.last.as_ref().map_or(0, |row| row.octets.len())
    }

    /// How far it is from the first octet of the last row to that of another row, if it belongs to this part.
    fn step(&self, next: Place<'_>, radix: u32) -> Option<usize> {
        let last = self.last.as_ref()?.place;
        let step = next.at(radix)?.checked_sub(last.at(radix)?).filter(|_| next.is_like(last))?;
        (1..=MISSING).contains(&step).then_some(step)
    }
}

/// What some programs write behind the last row: the place where the next one would begin.
fn end(line: &[u8]) -> Option<Place<'_>> {
    place(line).ok().filter(|(rest, _)| rest.is_empty()).map(|(_, place)| place)
}

/// What a packet carries of a stream; what is no packet is that itself.
fn payload(packet: &[u8]) -> &[u8] {
    let stream = || {
        let length = |at: usize| Some(usize::from(u16::from_be_bytes(*packet.get(at..)?.first_chunk()?)));
        let (protocol, head, end) = match packet.first()? >> 4 {
            4 => (packet.get(9)?, usize::from(packet.first()? & 0xf).wrapping_mul(4), length(2)?),
            6 => (packet.get(6)?, 40, length(4)?.saturating_add(40)),
            _ => return None,
        };
        let segment = packet.get(head..end.min(packet.len())).filter(|_| *protocol == 6)?;
        segment.get(usize::from(segment.get(12)? >> 4).wrapping_mul(4)..)
    };
    stream().unwrap_or(packet)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLIST: &str = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><string>abcdef 01 23</string></plist>\n";

    fn shown(octets: &[u8]) -> String {
        octets.iter().map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' }).collect()
    }

    fn digits(octets: &[u8], group: usize) -> String {
        let hex = |octets: &[u8]| octets.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        octets.chunks(group).map(hex).collect::<Vec<_>>().join(" ")
    }

    type Form = (&'static str, fn(usize, &[u8]) -> String);

    const FORMS: [Form; 6] = [
        ("xxd", |at, row| format!("{at:08x}: {:<39}  {}", digits(row, 2), shown(row))),
        ("xxd -g 1", |at, row| format!("{at:08x}: {:<47}  {}", digits(row, 1), shown(row))),
        ("curl", |at, row| format!("{at:04x}: {:<47} {}", digits(row, 1), shown(row))),
        ("tcpdump", |at, row| format!("\t0x{at:04x}:  {:<39}  {}", digits(row, 2), shown(row))),
        ("hexdump -C", |at, row| {
            let (first, second) = row.split_at(row.len().min(8));
            format!("{at:08x}  {:<23}  {:<23}  |{}|", digits(first, 1), digits(second, 1), shown(row))
        }),
        ("Wireshark", |at, row| {
            let (first, second) = row.split_at(row.len().min(8));
            format!("    {at:08X}  {:<23}  {:<23}   {}", digits(first, 1), digits(second, 1), shown(row))
        }),
    ];

    fn dump(form: Form, octets: &[u8]) -> String {
        octets.chunks(16).enumerate().map(|(i, row)| form.1(16 * i, row) + "\n").collect()
    }

    #[test]
    fn programs() {
        for form in FORMS {
            for cut in 0..17 {
                let plist = PLIST.replace("abcdef", &"abcdef"[..6.min(cut)]).replace("23", &"a".repeat(cut));
                let text = dump(form, plist.as_bytes());
                assert_eq!(String::from_utf8(Shown::of(text.as_bytes()).octets).unwrap(), plist, "{}\n{text}", form.0);
                assert_eq!(Container::detect(text.as_bytes()).as_str(), "hexdump", "{}", form.0);
                // one direction and the other, each with a line before it
                let two = format!("=> Send data, 1 bytes (0x1)\n{text}<= Recv data\n{text}");
                let bodies: Vec<_> = open(two.as_bytes(), &Options::default()).collect();
                let [Item::Message(first), Item::Message(second)] = &bodies[..] else { panic!("{bodies:?}") };
                assert!(first.body == plist.as_bytes() && second.body == plist.as_bytes(), "{}", form.0);
                let tls = format!("=> Send SSL data, 1 bytes (0x1)\n{text}== Info: 1\n{text}");
                assert_eq!(Shown::of(tls.as_bytes()).octets, plist.as_bytes(), "{}", form.0);
            }
        }
    }

    #[test]
    fn rows_that_are_missing() {
        let missing = |text: &str| {
            let shown = Shown::of(text.as_bytes());
            let found = shown.missing.iter().map(|problem| match problem.found {
                Found::Count(count) => (&text[problem.span.start..problem.span.end], count),
                _ => panic!("{problem:?}"),
            });
            let found = found.map(|(text, count)| (text.to_owned(), count)).collect::<Vec<_>>();
            (String::from_utf8(shown.octets).unwrap(), found)
        };
        for form in FORMS {
            let text = dump(form, PLIST.as_bytes());
            let rows: Vec<_> = text.split_inclusive('\n').collect();
            assert_eq!(missing(&text), (PLIST.to_owned(), vec![]), "{}", form.0);
            let without = |from: usize, to: usize| [&PLIST[..from], &PLIST[to..]].concat();
            let lost = rows[0].to_owned() + &rows[2..].concat();
            assert_eq!(missing(&lost), (without(16, 32), vec![("\n".to_owned(), 16)]), "{}", form.0);
            // a digit of its octets, or of its place
            let broken = rows[1].replacen(&digits(&PLIST.as_bytes()[16..17], 1), "zz", 1);
            let text = [rows[0], &broken, &rows[2..].concat()].concat();
            assert_eq!(missing(&text), (without(16, 32), vec![(format!("\n{broken}"), 16)]), "{}", form.0);
            let broken = rows[1].replacen("10", "1z", 1);
            let text = [rows[0], &broken, &rows[2..].concat()].concat();
            assert_eq!(missing(&text), (without(16, 32), vec![(format!("\n{broken}"), 16)]), "{}", form.0);
        }
    }

    #[test]
    fn rows_that_are_the_same() {
        let plist = PLIST.replace("abcdef", &"a".repeat(100));
        let rows = |end: &str| {
            let (mut text, mut last) = (String::new(), &[][..]);
            for (i, row) in plist.as_bytes().chunks(16).enumerate() {
                if row != last {
                    text += &(FORMS[4].1(16 * i, row) + "\n");
                } else if !text.ends_with("*\n") {
                    text += "*\n";
                }
                last = row;
            }
            text + end
        };
        let len = format!("{:08x}\n", plist.len());
        for end in ["", &len] {
            let shown = Shown::of(rows(end).as_bytes());
            assert_eq!((String::from_utf8(shown.octets).unwrap(), shown.missing), (plist.clone(), vec![]), "{end}");
        }
        let cut = Shown::of(rows(&format!("{:08x}\n", plist.len() + 5)).as_bytes());
        assert!(matches!(cut.missing[..], [Problem { found: Found::Count(5), .. }]));
        // the last rows are the same, and nothing else says how many
        let text = "00000000  61 61 61 61\n*\n0000000c\n";
        assert_eq!(Shown::of(text.as_bytes()).octets, [b'a'; 12]);
        for hostile in
            ["00000000  61\n*\nfffffff0  61\n".to_owned(), "00000000  61 61\n*\n0000fff0  61 61\n".repeat(99)]
        {
            let shown = Shown::of(hostile.as_bytes());
            assert!(shown.octets.len() <= REPEATED + hostile.len(), "{}", shown.octets.len());
        }
    }

    #[test]
    fn places_in_other_bases() {
        for (name, place) in [("o", (|at| format!("{at:07o}")) as fn(usize) -> String), ("d", |at| format!("{at:07}"))]
        {
            let row = |(i, row): (usize, &[u8])| format!("{} {}\n", place(16 * i), digits(row, 1));
            let rows: Vec<_> = PLIST.as_bytes().chunks(16).enumerate().map(row).collect();
            let text = rows.concat() + &place(PLIST.len()) + "\n";
            let shown = Shown::of(text.as_bytes());
            assert_eq!((shown.octets, shown.missing), (PLIST.as_bytes().to_vec(), vec![]), "od -A {name}");
            let lost = Shown::of(text.replace(&rows[2], "").as_bytes());
            assert!(matches!(lost.missing[..], [Problem { found: Found::Count(16), .. }]), "od -A {name}");
        }
    }

    #[test]
    fn packets() {
        let tcp =
            [&[0x23, 0x28, 0xc0, 0x22, 0, 0, 0, 1, 0, 0, 0, 1, 0x60, 0x18, 1, 0, 0, 0, 0, 0][..], &[1; 4]].concat();
        let length = |head: usize| u16::try_from(head + tcp.len() + PLIST.len()).unwrap().to_be_bytes();
        let four = [&[0x45, 0][..], &length(20), &[0, 1, 0x40, 0, 0x40, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]].concat();
        let six = [&[0x60, 0, 0, 0][..], &length(0), &[6, 64], &[0; 32]].concat();
        for ip in [four, six] {
            let packet = [&ip, &tcp, PLIST.as_bytes(), b"trailer"].concat();
            assert_eq!(payload(&packet), PLIST.as_bytes());
            assert_eq!(payload(&packet[..ip.len() + tcp.len() + 10]), &PLIST.as_bytes()[..10]);
            let empty = &packet[..ip.len() + tcp.len()];
            let text = dump(FORMS[3], empty) + &dump(FORMS[3], &packet) + &dump(FORMS[3], empty);
            assert_eq!(Shown::of(text.as_bytes()).octets, PLIST.as_bytes());
        }
        for other in [PLIST, "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "bplist00", ""] {
            assert_eq!(payload(other.as_bytes()), other.as_bytes());
        }
    }

    #[test]
    fn others() {
        let rows = dump(FORMS[0], b"nothing that is known here");
        let log = format!("2026 body: {PLIST}\n0000: 3c 3f\n2026 body: {PLIST}\n");
        for other in [rows.as_str(), &log, "0000: not one", "1234 5678", "2026 11 30", "", PLIST] {
            assert_ne!(Container::detect(other.as_bytes()).as_str(), "hexdump", "{other}");
        }
    }
}
