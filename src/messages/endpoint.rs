//! The calls of both services of Apple, as plain static data: what is sent where, and what comes back.
//!
//! A body of these services does not say what it is; the call that it belongs to does.
//!
//! ```
//! use mdmwire::{Decoder, messages::Endpoint};
//!
//! let call = Endpoint::find("POST", "https://mdmenrollment.apple.com/devices/sync").unwrap();
//! assert_eq!(call.request(), Some("dep.SyncDeviceRequest"));
//! assert!(call.response(200).eq(["dep.FetchDeviceResponse"]));
//!
//! let body = br#"{"cursor": "MTY0OjA6MTM4NDI5NjU5MzE4MA", "limit": 100}"#;
//! let (message, report) = Decoder::new().decode_kind(call.request().unwrap(), body).unwrap();
//! assert!(message.is_some() && report.is_clean());
//! ```

mod table;

pub use self::table::ENDPOINTS;
use crate::wire::Kind;

/// One of the services, or one version of it.
#[derive(Debug)]
pub struct Service {
    /// What it is called.
    pub name: &'static str,
    /// Hosts with the path before that of the call, such as `vpp.itunes.apple.com/mdm`; the first is that of today.
    pub bases: &'static [&'static str],
    /// Headers of its calls, unless one says otherwise.
    pub headers: &'static [Header],
    /// How a call shows that it may be made, unless it says otherwise.
    pub auth: &'static str,
    /// The kind of a body that refuses a call.
    refusal: Option<&'static str>,
    /// Whether such a body comes with the status 200 too.
    refuses_quietly: bool,
    /// The words in such a body that any call may get.
    pub words: &'static [&'static str],
    /// The statuses of HTTP that refuse any call, and what each means. What refuses with the status 200 is told by its body.
    pub statuses: &'static [(u16, &'static str)],
    /// Where Apple describes it.
    pub source: &'static str,
}

/// A header of a call or of what comes back.
#[derive(Debug)]
pub struct Header {
    /// Its name.
    pub name: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// What is in it, and who sends it.
    pub docs: &'static str,
}

/// A key in the query of a call.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What its text stands for.
    pub kind: Kind,
    /// Whether it has to be there.
    pub required: bool,
    /// What it asks for.
    pub docs: &'static str,
}

/// One call: a method and a path of a service.
#[derive(Debug)]
pub struct Endpoint {
    /// Whose it is.
    pub service: &'static Service,
    /// The HTTP method.
    pub method: &'static str,
    /// A method that older clients use for the same.
    pub older_method: Option<&'static str>,
    /// The path behind the base of the service; `{storefront}` stands for any segment.
    pub path: &'static str,
    /// What it does, in words of ours.
    pub docs: &'static str,
    /// Its headers.
    pub headers: &'static [Header],
    /// Keys of its query.
    pub query: &'static [Parameter],
    request: Option<&'static str>,
    answer: Option<&'static str>,
    /// The words of its own that refuse it.
    pub words: &'static [&'static str],
    statuses: &'static [(u16, &'static str)],
    /// How much may be asked for at once.
    pub limit: Option<&'static str>,
    /// How it shows that it may be made.
    pub auth: &'static str,
    /// Since which version of the service's protocol there is such a call.
    pub since: Option<u8>,
    /// Whether it is only begun when the answer comes: `GET /v2/status` tells the rest.
    pub is_begun: bool,
    /// Where Apple describes it.
    pub source: &'static str,
}

impl Endpoint {
    /// The call with this method to this address: a whole one, or a path with or without that of the service before it.
    /// The query does not matter. On a host that is not Apple's, such as that of a simulator, the path decides.
    ///
    /// ```
    /// use mdmwire::messages::Endpoint;
    ///
    /// let call = Endpoint::find("GET", "/mdm/v2/assets?pageIndex=0").unwrap();
    /// assert_eq!(call.path, "/v2/assets");
    /// assert!(Endpoint::find("GET", "https://mdmenrollment.apple.com/v2/assets").is_none());
    /// ```
    #[must_use]
    pub fn find(method: &str, address: &str) -> Option<&'static Self> {
        let address = address.split_once(['?', '#']).map_or(address, |(before, _)| before);
        let (host, path) = parts(address);
        ENDPOINTS.iter().find(|endpoint| {
            endpoint.methods().any(|own| own.eq_ignore_ascii_case(method))
                && endpoint.service.answers_at(host)
                && endpoint.paths(path).any(|path| matches(endpoint.path, path))
        })
    }

    /// Its methods: that of today, and an older one if there is.
    pub fn methods(&self) -> impl Iterator<Item = &'static str> {
        core::iter::once(self.method).chain(self.older_method)
    }

    /// The whole address of today.
    #[must_use]
    pub fn address(&self) -> String {
        let base = self.service.bases.first().copied().unwrap_or_default();
        format!("https://{base}{}", self.path)
    }

    /// The kind of what is sent; `None` if nothing is.
    #[must_use]
    pub const fn request(&self) -> Option<&'static str> {
        self.request
    }

    /// The kinds that a body with this status may be, the likeliest first; none if there is nothing in it.
    ///
    /// ```
    /// let call = mdmwire::messages::Endpoint::find("POST", "/mdm/getVPPUsersSrv").unwrap();
    /// assert!(call.response(200).eq(["vpp.GetVppUsersResponse", "vpp.VppError"]));
    /// ```
    pub fn response(&self, status: u16) -> impl Iterator<Item = &'static str> {
        let is_answer = (200..300).contains(&status);
        let is_refusal = (400..600).contains(&status) || is_answer && self.service.refuses_quietly;
        let answer = self.answer.filter(|_| is_answer);
        answer.into_iter().chain(self.service.refusal.filter(|_| is_refusal))
    }

    /// The statuses of HTTP that Apple documents to refuse it, and what each means; what it means of this call, where that is
    /// documented.
    ///
    /// ```
    /// let call = mdmwire::messages::Endpoint::find("POST", "/profile/devices").unwrap();
    /// assert!(call.statuses().any(|(status, meaning)| status == 404 && meaning == "there is no such profile"));
    /// ```
    pub fn statuses(&self) -> impl Iterator<Item = (u16, &'static str)> {
        let own = |status: u16| self.statuses.iter().any(|(own, _)| *own == status);
        let general = self.service.statuses.iter().filter(move |(status, _)| !own(*status));
        self.statuses.iter().chain(general).copied()
    }

    /// A path, and what is left of it behind that of each base of the service.
    fn paths<'p>(&self, path: &'p str) -> impl Iterator<Item = &'p str> {
        let behind = self.service.bases.iter().map(|base| parts_of_base(base).1);
        core::iter::once(path)
            .chain(behind.filter(|before| !before.is_empty()).filter_map(|before| path.strip_prefix(before)))
    }
}

impl Service {
    /// Whether a host may be its own: no host or a stranger's may be.
    fn answers_at(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return true };
        self.has(host) || !ENDPOINTS.iter().any(|endpoint| endpoint.service.has(host))
    }

    fn has(&self, host: &str) -> bool {
        self.bases.iter().any(|base| parts_of_base(base).0.eq_ignore_ascii_case(host))
    }

    /// Whether a whole address is at a host of its own.
    #[must_use]
    pub fn is_at(&self, address: &str) -> bool {
        parts(address).0.is_some_and(|host| self.has(host))
    }
}

/// Host and path of an address; a path alone has no host.
fn parts(address: &str) -> (Option<&str>, &str) {
    let Some((_, rest)) = address.split_once("://") else { return (None, address) };
    let (host, path) = parts_of_base(rest);
    (Some(host.split_once(':').map_or(host, |(host, _)| host)), path)
}

/// Host and path, the path with the slash before it.
fn parts_of_base(base: &str) -> (&str, &str) {
    base.split_at(base.find('/').unwrap_or(base.len()))
}

/// Whether a path is that of a pattern, segment by segment.
fn matches(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    let fits = |own: &str| {
        segments.next().is_some_and(|segment| if own.starts_with('{') { !segment.is_empty() } else { own == segment })
    };
    pattern.split('/').all(fits) && segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    fn path(method: &str, address: &str) -> Option<&'static str> {
        Endpoint::find(method, address).map(|endpoint| endpoint.path)
    }

    #[test]
    fn addresses() {
        for (address, found) in [
            ("/devices", Some("/devices")),
            ("/devices?x=/devices/sync", Some("/devices")),
            ("/devices/", None),
            ("devices", None),
            ("", None),
            ("://", None),
            ("https://MDMENROLLMENT.apple.com:443/devices", Some("/devices")),
            ("http://localhost:8080/devices", Some("/devices")),
            ("https://vpp.itunes.apple.com/devices", None),
            ("https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa/getVPPUserSrv", Some("/getVPPUserSrv")),
            ("/getVPPUserSrv", Some("/getVPPUserSrv")),
            ("/mdm/v2/users/create", Some("/v2/users/create")),
            ("/mdm/mdm/v2/users/create", None),
        ] {
            assert_eq!(path("POST", address), found, "{address}");
        }
    }

    #[test]
    fn segments() {
        let apps = "/catalog/{storefront}/apps";
        assert_eq!(path("GET", "/v1/catalog/us/apps?ids=1,2"), Some(apps));
        assert_eq!(path("GET", "https://api.ent.apple.com/v1/catalog/us/apps"), Some(apps));
        assert_eq!(path("GET", "/v1/catalog/us/apps/361309726"), Some("/catalog/{storefront}/apps/{id}"));
        assert_eq!(path("GET", "/v1/catalog//apps"), None);
        assert_eq!(path("GET", "/v1/catalog/us/apps/1/2"), None);
    }

    #[test]
    fn methods() {
        assert_eq!(path("put", "/profile/devices"), Some("/profile/devices"));
        assert_eq!(path("GET", "/profile/devices"), None);
    }
}
