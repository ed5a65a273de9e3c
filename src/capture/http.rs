//! Exchanges as proxies record them: which of their bodies are of device management.

use std::{borrow::Cow, collections::VecDeque};

use super::{Captured, Exchange, Item, Place, Side, body, text};
use crate::{messages::Endpoint, report::Problem};

/// One exchange.
pub(super) struct Recorded<'a> {
    pub(super) number: usize,
    /// What holds for both halves.
    pub(super) exchange: Exchange<'a>,
    pub(super) request: Half<'a>,
    pub(super) response: Half<'a>,
}

/// What is sent one way.
pub(super) struct Half<'a> {
    pub(super) content_type: Option<Cow<'a, str>>,
    pub(super) body: Body<'a>,
}

pub(super) enum Body<'a> {
    Empty,
    Found(Captured<'a>),
    /// There is one that the tool did not keep.
    Lost(Problem),
}

impl<'a> Recorded<'a> {
    /// Adds the bodies that are of device management; whether the exchange is.
    pub(super) fn items(self, items: &mut VecDeque<Item<'a>>) -> bool {
        let Self { number, exchange, request, response } = self;
        let call = Call::of(&exchange);
        let is_asked = call == Call::Apple || is_of_mdm(request.content_type.as_deref());
        let is_answered = exchange.status.is_none_or(|status| (200..300).contains(&status));
        let mut is_any = is_asked;
        for (side, half) in [(Side::Request, request), (Side::Response, response)] {
            let is_due = is_asked && (side == Side::Request || is_answered);
            let Half { content_type, body } = half;
            let concerns = match &body {
                Body::Empty => false,
                Body::Found(found) => is_due || concerns(call, content_type.as_deref(), &found.body),
                Body::Lost(_) => is_due || is_of_mdm(content_type.as_deref()),
            };
            is_any |= concerns;
            match body {
                _ if !concerns => {}
                Body::Empty => {}
                Body::Lost(problem) => items.push_back(Item::Problem(problem)),
                Body::Found(found) => items.push_back(Item::Message(Captured {
                    place: Place::Entry(number, side),
                    exchange: Exchange { side: Some(side), content_type, ..exchange.clone() },
                    ..found
                })),
            }
        }
        is_any
    }
}

/// Whether an exchange is a call of one of Apple's services.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    Apple,
    /// By its path, at a host that is not Apple's.
    Alike,
    Other,
}

impl Call {
    fn of(exchange: &Exchange<'_>) -> Self {
        match exchange.endpoint() {
            Some(endpoint) if endpoint.service.is_at(exchange.url.as_deref().unwrap_or_default()) => Self::Apple,
            Some(_) => Self::Alike,
            None => Self::Other,
        }
    }
}

/// Whether a content type is one of the MDM protocol or of what travels in it.
fn is_of_mdm(content_type: Option<&str>) -> bool {
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    ["application/x-apple-aspen-", "application/pkcs7-", "application/x-pkcs7-", "application/x-plist"]
        .iter()
        .any(|own| content_type.starts_with(own))
}

/// Whether a body seems to be of device management.
fn concerns(call: Call, content_type: Option<&str>, bytes: &[u8]) -> bool {
    let kind = content_type.unwrap_or_default().to_ascii_lowercase();
    if call == Call::Apple || is_of_mdm(content_type) || body::is_plist(bytes) || crate::is_cms(bytes) {
        return true;
    }
    if bytes.trim_ascii_start().starts_with(b"{") {
        let report = crate::decode(bytes).1;
        return report.kind().is_some() && (call == Call::Alike || report.is_clean());
    }
    (kind.starts_with("application/xml") || kind.starts_with("text/xml")) && !has_other_root(bytes)
}

/// Whether the first element of an XML text is another than that of a property list.
fn has_other_root(text: &[u8]) -> bool {
    let root = text::root(text).and_then(|at| text.get(at..));
    root.is_some_and(|name| !name.starts_with(b"plist") && !name.starts_with(b"p\0l\0"))
}

impl Exchange<'_> {
    /// The call of one of Apple's services that it is by its method and address.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        Endpoint::find(self.method.as_deref()?, self.url.as_deref()?)
    }

    /// The kinds that the message may be of, the likeliest first, as far as its call says; see [`Endpoint`].
    ///
    /// ```
    /// use mdmwire::capture::{Exchange, Side};
    ///
    /// let exchange = Exchange {
    ///     side: Some(Side::Response),
    ///     method: Some("POST".into()),
    ///     url: Some("https://mdmenrollment.apple.com/devices/sync".into()),
    ///     status: Some(200),
    ///     ..Exchange::default()
    /// };
    /// assert_eq!(exchange.kinds(), ["dep.FetchDeviceResponse"]);
    /// ```
    #[must_use]
    pub fn kinds(&self) -> Vec<&'static str> {
        match (self.endpoint(), self.side) {
            (Some(endpoint), Some(Side::Request)) => endpoint.request().into_iter().collect(),
            (Some(endpoint), Some(Side::Response)) => endpoint.response(self.status.unwrap_or(200)).collect(),
            _ => Vec::new(),
        }
    }
}
