//! What Burp Suite saves of its history: an XML file of items, each with a request and its response as whole messages of
//! HTTP, in base64 or as they are.
//!
//! Source: PortSwigger, Burp Suite documentation, "Save items"; the file declares its own elements.

use std::{borrow::Cow, collections::VecDeque};

use memchr::{memchr, memmem::find, memrchr};

use super::{
    Captured, Exchange, Item, Items, Options, Reader, at_the_end, body,
    head::Head,
    http::{Body, Half, Recorded},
    json::Broken,
    offset_in, passed_over, problem,
    records::{cut, damaged},
};
use crate::{
    report::{Code, Problem},
    wire::Span,
};

pub(super) static READER: Reader = Reader { name: "burp", detect, open, complete: at_the_end };

/// The declarations before the root are no longer.
const HEAD: usize = 1 << 13;

/// No item stands further from the line feed before it, if there is one.
const INDENT: usize = 16;

const ITEM: &[u8] = b"<item>";
const ITEM_END: &[u8] = b"</item>";

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    find(head, b"<items burpVersion=").is_some()
}

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    let budget = bytes.len().saturating_mul(8);
    Items::new(History { bytes, at: 0, number: 0, ready: VecDeque::new(), passed: 0, head: None, budget })
}

struct History<'a> {
    bytes: &'a [u8],
    at: usize,
    number: usize,
    ready: VecDeque<Item<'a>>,
    /// How many items are of something else.
    passed: usize,
    /// How the first sound item begins, from the line feed before it to the end of the first tag in it.
    head: Option<&'a [u8]>,
    /// How many bytes may still be read in vain, so that reading stays linear.
    budget: usize,
}

impl<'a> Iterator for History<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        while self.ready.is_empty() {
            let Some(start) = self.item_from(self.at) else { return passed_over(core::mem::take(&mut self.passed)) };
            let mut reader = Elements { bytes: self.bytes, at: start.saturating_add(ITEM.len()) };
            let item = reader.item().and_then(|item| self.alone(start, reader.at).map(|()| item));
            match item {
                Ok(item) => {
                    self.at = reader.at;
                    self.head = self.head.or_else(|| self.head(start));
                    if !item.recorded(self.number, self.bytes, &mut self.ready) {
                        self.passed = self.passed.saturating_add(1);
                    }
                }
                Err(broken) => {
                    let problem = self.damage(start, reader.at, broken);
                    self.ready.push_back(Item::Problem(problem));
                }
            }
            self.number = self.number.saturating_add(1);
        }
        self.ready.pop_front()
    }
}

impl<'a> History<'a> {
    /// Where the next item begins.
    fn item_from(&self, from: usize) -> Option<usize> {
        Some(from.saturating_add(find(self.bytes.get(from..)?, ITEM)?))
    }

    /// The line feed and the white space before an item, if that is all that stands there.
    fn indent(&self, start: usize) -> &'a [u8] {
        let before = self.bytes.get(start.saturating_sub(INDENT)..start).unwrap_or_default();
        let indent = memrchr(b'\n', before).and_then(|feed| before.get(feed..));
        indent.filter(|indent| indent.trim_ascii().is_empty()).unwrap_or_default()
    }

    fn head(&self, start: usize) -> Option<&'a [u8]> {
        let behind = start.saturating_add(ITEM.len());
        let len = memchr(b'>', self.bytes.get(behind..)?)?;
        self.bytes.get(start.saturating_sub(self.indent(start).len())..behind.saturating_add(len))
    }

    /// That no other item stands in one, as it does if the end of a section is damaged.
    fn alone(&self, start: usize, end: usize) -> Result<(), Broken> {
        let inside = self.bytes.get(start.saturating_add(1)..end).unwrap_or_default();
        match self.head.or_else(|| self.head(start)).and_then(|head| find(inside, head)) {
            Some(at) => {
                Err(Broken { at: start.saturating_add(1).saturating_add(at), due: "the end of the item before it" })
            }
            None => Ok(()),
        }
    }

    /// Goes on with the next item behind one that is not sound, be it in what was taken for a part of this one. It begins
    /// as others do: in messages that stand there as they are there may be other items.
    fn damage(&mut self, start: usize, read: usize, broken: Broken) -> Problem {
        let end = self.bytes.len();
        let read = read.max(broken.at);
        let again = self.budget.checked_sub(read.saturating_sub(start));
        self.budget = again.unwrap_or(0);
        let from = if again.is_some() { start.saturating_add(ITEM.len()) } else { read };
        let lead = [self.indent(start), ITEM].concat();
        let next = self.bytes.get(from..).and_then(|rest| find(rest, self.head.unwrap_or(&lead)));
        self.at = next.map_or(end, |next| from.saturating_add(next));
        if broken.at >= end && self.at >= end { cut(start, end) } else { damaged(broken) }
    }
}

/// What is said of an exchange.
#[derive(Default)]
struct Saved<'a> {
    exchange: Exchange<'a>,
    request: Option<Element<'a>>,
    response: Option<Element<'a>>,
}

impl<'a> Saved<'a> {
    fn take(&mut self, element: Element<'a>) {
        match element.name {
            b"request" => self.request = Some(element),
            b"response" => self.response = Some(element),
            b"method" => self.exchange.method = element.text(),
            b"status" => self.exchange.status = element.text().and_then(|status| status.trim().parse().ok()),
            b"time" => self.exchange.time = element.text(),
            b"url" => self.exchange.url = element.text(),
            _ => {}
        }
    }

    /// Adds what is of device management in it; whether anything is.
    fn recorded(self, number: usize, file: &'a [u8], ready: &mut VecDeque<Item<'a>>) -> bool {
        let mut half = |element: Option<Element<'a>>| {
            let (content_type, body) = match element.map(|element| element.message(file)) {
                Some(Ok(Some(found))) => (found.exchange.content_type.clone(), Body::Found(found)),
                Some(Err(problem)) => {
                    ready.push_back(Item::Problem(*problem));
                    (None, Body::Empty)
                }
                Some(Ok(None)) | None => (None, Body::Empty),
            };
            Half { content_type, body }
        };
        let (request, response) = (half(self.request), half(self.response));
        let is_damaged = !ready.is_empty();
        Recorded { number, exchange: self.exchange, request, response }.items(ready) || is_damaged
    }
}

/// An element with text in it.
struct Element<'a> {
    name: &'a [u8],
    attributes: &'a [u8],
    /// Where its text begins.
    start: usize,
    text: Cow<'a, [u8]>,
}

impl<'a> Element<'a> {
    fn text(self) -> Option<Cow<'a, str>> {
        let text = match self.text {
            Cow::Borrowed(text) => String::from_utf8_lossy(text),
            Cow::Owned(text) => String::from_utf8_lossy(&text).into_owned().into(),
        };
        (!text.is_empty()).then_some(text)
    }

    /// The body of the message of HTTP that it holds; none if it has no body.
    fn message(self, file: &'a [u8]) -> Result<Option<Captured<'a>>, Box<Problem>> {
        let all = if find(self.attributes, b"base64=\"true\"").is_some() {
            // of several sections there is no one place to point at
            let is_one = matches!(self.text, Cow::Borrowed(_));
            let bad = |at: usize| Span::at(self.start.saturating_add(if is_one { at } else { 0 }));
            body::octets(&self.text).map_err(|at| problem(Code::Base64, bad(at)))?.into()
        } else {
            self.text
        };
        Ok(match all {
            Cow::Borrowed(all) => {
                let found = framed(all, file);
                found.map(|found| Captured { offset: offset_in(file, &found.body), ..found })
            }
            Cow::Owned(all) => framed(&all, &[]).map(Captured::into_owned),
        })
    }
}

/// The body behind a head.
fn framed<'a>(all: &'a [u8], file: &[u8]) -> Option<Captured<'a>> {
    let head = Head::due(all);
    head.body(all.get(head.len..)?, file)
}

/// Elements one behind the other, without elements in them.
struct Elements<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Elements<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Past these bytes, if they stand here.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let stands = self.rest().starts_with(bytes);
        if stands {
            self.at = self.at.saturating_add(bytes.len());
        }
        stands
    }

    /// The bytes from here up to where these stand, and past them.
    fn up_to(&mut self, end: &[u8], due: &'static str) -> Result<&'a [u8], Broken> {
        let rest = self.rest();
        let Some((before, _)) = find(rest, end).and_then(|at| rest.split_at_checked(at)) else {
            return Err(Broken { at: self.bytes.len(), due });
        };
        self.at = self.at.saturating_add(before.len()).saturating_add(end.len());
        Ok(before)
    }

    /// What stands in an item, and past its end.
    fn item(&mut self) -> Result<Saved<'a>, Broken> {
        let mut item = Saved::default();
        loop {
            self.at = self.bytes.len().saturating_sub(self.rest().trim_ascii_start().len());
            if self.take(ITEM_END) {
                return Ok(item);
            }
            item.take(self.element()?);
        }
    }

    fn element(&mut self) -> Result<Element<'a>, Broken> {
        let begin = self.at;
        if !self.take(b"<") {
            return Err(Broken { at: begin, due: "an element or `</item>`" });
        }
        let tag = self.up_to(b">", "`>`")?;
        let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        let name = name.strip_suffix(b"/").unwrap_or(name);
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            return Err(Broken { at: begin, due: "an element or `</item>`" });
        }
        let mut element = Element {
            name,
            attributes: tag.get(name.len()..).unwrap_or_default(),
            start: self.at,
            text: Cow::default(),
        };
        if tag.ends_with(b"/") {
            return Ok(element);
        }
        loop {
            let at = self.at;
            let part = if self.take(b"<![CDATA[") {
                self.up_to(b"]]>", "`]]>`")?
            } else if self.take(b"</") {
                let is_end = self.up_to(b">", "`>`")? == name;
                return if is_end { Ok(element) } else { Err(Broken { at, due: "the end of the element before it" }) };
            } else {
                let rest = self.rest();
                let len = memchr(b'<', rest).unwrap_or(rest.len());
                self.at = at.saturating_add(len);
                match rest.get(..len) {
                    Some(text) if !text.is_empty() => text,
                    _ => return Err(Broken { at, due: "the end of the element before it" }),
                }
            };
            if element.text.is_empty() {
                element.start = offset_in(self.bytes, part).unwrap_or(at);
                element.text = Cow::Borrowed(part);
            } else {
                element.text.to_mut().extend_from_slice(part);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Container, Place, Side};

    const BODY: &str = "<plist version=\"1.0\"><true/></plist>";

    fn item(request: &str) -> String {
        format!(
            "  <item>\n    <time>Mon Nov 30 09:39:00 UTC 2026</time>\n    <url><![CDATA[https://mdm.example.com/mdm]]></url>\n    \
             <method><![CDATA[PUT]]></method>\n    <extension>null</extension>\n    {request}\n    <status>200</status>\n    \
             <response base64=\"false\"><![CDATA[HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<item>no]]></response>\n    \
             <comment></comment>\n  </item>\n"
        )
    }

    fn file(items: &[String]) -> String {
        let head = "<?xml version=\"1.0\"?>\n<!DOCTYPE items [\n<!ELEMENT items (item*)>\n]>\n";
        format!("{head}<items burpVersion=\"2026.1\" exportTime=\"x\">\n{}</items>\n", items.concat())
    }

    /// Where each message stands, and the codes of problems.
    fn read(text: &str) -> Vec<String> {
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "burp");
        let items = Container::detect(text.as_bytes()).open(text.as_bytes(), &Options::default());
        let shown = |item| match item {
            Item::Message(found) => {
                assert_eq!(found.body, BODY.as_bytes());
                assert!(found.offset.is_none_or(|offset| text[offset..].starts_with(BODY)));
                assert_eq!(found.exchange.url.as_deref(), Some("https://mdm.example.com/mdm"));
                assert_eq!(found.exchange.status, Some(200));
                format!("{} {}", found.place, found.offset.is_some())
            }
            Item::Problem(problem) => format!("{} at {}", problem.code, problem.span.start),
        };
        items.map(shown).collect()
    }

    #[test]
    fn as_it_is_and_in_base64() {
        let plain = format!("<request base64=\"false\"><![CDATA[PUT /mdm HTTP/1.1\r\n\r\n{BODY}]]></request>");
        let packed = "<request base64=\"true\"><![CDATA[UFVUIC9tZG0gSFRUUC8xLjENCg0KPHBsaXN0IHZlcnNpb249IjEuMCI+PHRydWUvPj\
                      wvcGxpc3Q+]]></request>";
        let other = "<request base64=\"true\"><![CDATA[R0VUIC8gSFRUUC8xLjENCg0K]]></request>";
        let all = file(&[item(&plain), item(packed), item(other)]);
        let (first, second) = (Place::Entry(0, Side::Request), Place::Entry(1, Side::Request));
        assert_eq!(read(&all), [format!("{first} true"), format!("{second} false"), "passed-over at 0".to_owned()]);

        let bad = packed.replace("UFVU", "UF!U");
        let at = file(&[item(&bad)]).find("UF!U").unwrap() + 2;
        assert_eq!(read(&file(&[item(&bad)])), [format!("base64 at {at}")]);

        let three = file(&[item(packed), item(packed), item(packed)]);
        for broken in ["]]></request>", "</request>", "</comment>", "</item>", "<comment>", "]]></response>"] {
            let damaged = three.replacen(broken, &"?".repeat(broken.len()), 1);
            let read = read(&damaged);
            assert!(read[0].starts_with("capture-damaged"), "{broken}: {read:?}");
            assert!(read.ends_with(&["entry 1 request false".into(), "entry 2 request false".into()]), "{read:?}");
        }
        for end in three.rfind("<item>").unwrap() + 6..three.rfind("</item>").unwrap() + 7 {
            let read = read(&three[..end]);
            assert_eq!(read[..2], ["entry 0 request false", "entry 1 request false"]);
            assert!(read[2].starts_with("cut-off") || read[2].starts_with("capture-damaged"), "{end}: {read:?}");
        }
    }
}
