//! Octets as `xxd`, `hexdump -C`, `tcpdump -X`, `curl --trace` and Wireshark show them: a row for each sixteen, with the
//! place of the first, the digits of all, and the text that they may be. What was sent is put together again.
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

use super::{Container, Items, Options, Reader, at_the_end, lines, redone};
use crate::wire::Format;

pub(super) static READER: Reader = Reader { name: "hexdump", detect, open, complete: at_the_end };

/// So much tells whether it is one, and what is in it.
const HEAD: usize = 1 << 16;

/// The first row is one of the first lines.
const LINES: usize = 64;

/// No program shows more octets in a row.
const MOST: usize = 64;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if !lines(head).take(LINES).any(is_row) {
        return false;
    }
    let (mut rows, mut others) = (0usize, 0usize);
    for line in lines(head).filter(|line| !line.is_empty()) {
        let count = if is_row(line) { &mut rows } else { &mut others };
        *count = count.saturating_add(1);
    }
    let is_known = |octets: &[u8]| Format::detect(octets).is_some() || !Container::detect(octets).is_whole();
    rows > others && is_known(&octets(head))
}

fn is_row(line: &[u8]) -> bool {
    row(line).is_some_and(|row| row.is_sure)
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    redone(&octets(bytes), options)
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    lines::lines(bytes).map(|(_, line)| line.trim_ascii_end())
}

/// One row.
#[derive(Debug)]
struct Row {
    /// The place of its first octet.
    place: u64,
    /// Its octets, and perhaps what looks like more of them in the text behind.
    octets: Vec<u8>,
    /// It is more than a number with a number behind it.
    is_sure: bool,
}

/// `row ::= S? '0x'? hex+ ':'? S octet (S? octet)* (S S text)?`
fn row(line: &[u8]) -> Option<Row> {
    let (digits, is_marked) = place(line).ok()?;
    let (rest, (place, colon)) = digits_then_colon(digits).ok()?;
    let place = u64::from_str_radix(str::from_utf8(place).ok()?, 16).ok()?;
    let mut rest = space1::<_, ()>(rest).ok()?.0;
    let mut octets = Vec::with_capacity(16);
    while let Ok((behind, group)) = group(rest) {
        octets.extend(group);
        // programs that write no colon leave a gap in the midst
        let gap = behind.iter().take_while(|byte| **byte == b' ').count();
        let is_midst = gap == 2 && octets.len() == 8 && colon.is_none();
        rest = behind.get(gap..)?;
        if octets.len() >= MOST || gap > 1 && !is_midst {
            break;
        }
    }
    let is_sure = colon.is_some() || is_marked || octets.len() > 1;
    (!octets.is_empty()).then_some(Row { place, octets, is_sure })
}

/// What stands before the digits of the place, and whether they are marked.
fn place(line: &[u8]) -> IResult<&[u8], bool, ()> {
    preceded(space0, opt(tag("0x")).map(|mark: Option<&[u8]>| mark.is_some())).parse(line)
}

type Place<'a> = (&'a [u8], Option<&'a [u8]>);

fn digits_then_colon(text: &[u8]) -> IResult<&[u8], Place<'_>, ()> {
    (take_while_m_n(4, 16, |byte: u8| byte.is_ascii_hexdigit()), opt(tag(":"))).parse(text)
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

/// What the rows show, one part behind the other, without what `curl` shows of TLS.
fn octets(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    let mut part: Vec<u8> = Vec::new();
    let (mut last, mut width, mut is_tls): (Option<Row>, usize, bool) = (None, 16, false);
    // behind the last one nothing goes on
    for line in lines(bytes).map(Some).chain(iter::once(None)) {
        let next = line.and_then(row);
        let step = last.as_ref().zip(next.as_ref()).and_then(|(last, next)| {
            let step = usize::try_from(next.place.checked_sub(last.place)?).ok()?;
            (1..=last.octets.len()).contains(&step).then_some(step)
        });
        let next = next.filter(|next| next.is_sure || step.is_some());
        width = step.unwrap_or(width);
        if let Some(Row { octets, .. }) = last.take() {
            part.extend(octets.get(..width).unwrap_or(&octets));
        }
        if step.is_none() {
            all.extend_from_slice(if is_tls { &[] } else { payload(&part) });
            part.clear();
        }
        if let (Some(line), None) = (line, &next) {
            is_tls = find(line, b" SSL data, ").is_some();
        }
        last = next;
    }
    all
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
    use crate::capture::Item;

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
                assert_eq!(String::from_utf8(octets(text.as_bytes())).unwrap(), plist, "{}\n{text}", form.0);
                assert_eq!(Container::detect(text.as_bytes()).as_str(), "hexdump", "{}", form.0);
                // one direction and the other, each with a line before it
                let two = format!("=> Send data, 1 bytes (0x1)\n{text}<= Recv data\n{text}");
                let bodies: Vec<_> = open(two.as_bytes(), &Options::default()).collect();
                let [Item::Message(first), Item::Message(second)] = &bodies[..] else { panic!("{bodies:?}") };
                assert!(first.body == plist.as_bytes() && second.body == plist.as_bytes(), "{}", form.0);
                let tls = format!("=> Send SSL data, 1 bytes (0x1)\n{text}== Info: 1\n{text}");
                assert_eq!(octets(tls.as_bytes()), plist.as_bytes(), "{}", form.0);
            }
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
            assert_eq!(octets(text.as_bytes()), PLIST.as_bytes());
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
