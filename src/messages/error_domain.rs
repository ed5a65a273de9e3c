//! What the numbers of an [`ErrorChainItem`] mean.
//!
//! Apple publishes a list of domains and codes (Mobile Device Management Protocol Reference, "Error Codes"; more codes
//! in the notes of `mdm/commands/*.yaml`) and warns that it changes. So nothing is ever judged by it: it explains.

use super::response::ErrorChainItem;

/// A party that numbers errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Its name in `ErrorDomain`.
    pub name: &'static str,
    /// What its errors are about, in words of ours.
    pub about: &'static str,
    /// The least and the greatest code that Apple lists. A device may send others.
    pub range: (i64, i64),
    /// The codes whose meaning is known, in order, each in words of ours.
    pub codes: &'static [(i64, &'static str)],
}

impl Domain {
    /// The domain of that name, compared exactly.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        DOMAINS.iter().find(|domain| domain.name == name)
    }

    /// What a code means: its own words, or what the domain is about where Apple lists the code and no more than that
    /// is known.
    #[must_use]
    pub fn explain(&self, code: i64) -> Option<&'static str> {
        let listed = (self.range.0..=self.range.1).contains(&code);
        let known = self.codes.iter().find(|(number, _)| *number == code).map(|(_, words)| *words);
        known.or(listed.then_some(self.about))
    }
}

/// What an error means, in English and in words of ours; `None` if its domain or its code is not known.
///
/// ```
/// use mdmwire::messages::error_domain::explain;
///
/// assert_eq!(explain("MCMDMErrorDomain", 12021), Some("request type not valid"));
/// assert_eq!(explain("com.example", 1), None);
/// ```
#[must_use]
pub fn explain(domain: &str, code: i64) -> Option<&'static str> {
    Domain::find(domain)?.explain(code)
}

impl ErrorChainItem<'_> {
    /// What the error means, in English and in words of ours; `None` if it is not known here.
    #[must_use]
    pub fn explain(&self) -> Option<&'static str> {
        explain(&self.error_domain, self.error_code)
    }
}

const fn domain(
    name: &'static str,
    about: &'static str,
    range: (i64, i64),
    codes: &'static [(i64, &'static str)],
) -> Domain {
    Domain { name, about, range, codes }
}

/// The domains that are known, those of Apple's list first, then others that devices have sent.
#[rustfmt::skip]
pub static DOMAINS: &[Domain] = &[
    domain("MCProfileErrorDomain", "configuration profile", (1000, 1010), &[
        (1000, "profile is malformed"),
        (1001, "version of the profile not supported"),
        (1002, "required key missing"),
        (1003, "value of the wrong type"),
        (1004, "signature not valid"),
        (1005, "profile is empty"),
        (1006, "profile cannot be decrypted"),
        (1007, "two payloads have the same UUID"),
        (1008, "two payloads have the same identifier"),
        (1009, "profile could not be installed"),
        (1010, "value not supported"),
    ]),
    domain("MCPayloadErrorDomain", "payload of a profile", (2000, 2005), &[
        (2000, "payload is malformed"),
        (2001, "version of the payload not supported"),
        (2002, "required key missing"),
        (2003, "value of the wrong type"),
        (2004, "value not supported"),
        (2005, "internal error"),
    ]),
    domain("MCRestrictionsErrorDomain", "restrictions", (3000, 3001), &[
        (3000, "restrictions contradict each other"),
        (3001, "values of restrictions contradict each other"),
    ]),
    domain("MCInstallationErrorDomain", "installation of a profile", (4000, 4031), &[
        (4000, "profile cannot be parsed"),
        (4001, "installation failed"),
        (4002, "UUID already in use"),
        (4003, "profile was not queued"),
        (4004, "cancelled by the user"),
        (4005, "passcode does not comply"),
        (4006, "removal date lies in the past"),
        (4007, "file format unknown"),
        (4008, "certificates do not match"),
        (4009, "device is locked"),
        (4010, "update has another identifier"),
        (4011, "not a configuration profile in the end"),
        (4012, "profile cannot be updated"),
        (4013, "update failed"),
        (4014, "device has no identity"),
        (4015, "replacement lacks the MDM payload"),
        (4016, "internal error"),
        (4017, "more than one global proxy"),
        (4018, "more than one cellular payload"),
        (4019, "more than one app lock"),
        (4020, "must not be installed by hand"),
        (4021, "must be installed without interaction"),
        (4022, "must be installed by MDM"),
        (4023, "payload not acceptable here"),
        (4024, "no such profile"),
        (4025, "supervision not valid"),
        (4026, "removal date lies in the past"),
        (4027, "passcode has to be changed"),
        (4028, "more than one home screen layout"),
        (4029, "more than one set of notification settings"),
        (4030, "payload not acceptable on Shared iPad"),
        (4031, "payload holds private data of a user"),
    ]),
    domain("MCPasscodeErrorDomain", "passcode", (5000, 5018), &[
        (5000, "too short"),
        (5001, "too few different characters"),
        (5002, "too few complex characters"),
        (5003, "characters repeat"),
        (5004, "characters ascend or descend"),
        (5005, "needs a digit"),
        (5006, "needs a letter"),
        (5007, "expired"),
        (5008, "used too recently"),
        (5010, "device is locked"),
        (5011, "wrong passcode"),
        (5013, "passcode cannot be cleared"),
        (5014, "passcode cannot be set"),
        (5015, "grace period cannot be set"),
        (5016, "unlocking by fingerprint cannot be set"),
        (5017, "buying by fingerprint cannot be set"),
        (5018, "number of attempts cannot be set"),
    ]),
    domain("MCKeychainErrorDomain", "keychain", (6000, 6002), &[
        (6000, "error of the keychain"),
        (6001, "string is empty"),
        (6002, "query cannot be made"),
    ]),
    domain("MCEmailErrorDomain", "mail account", (7000, 7007), &[
        (7000, "host does not answer"),
        (7001, "credentials not valid"),
        (7002, "account could not be checked"),
        (7003, "S/MIME certificate not found"),
        (7004, "S/MIME certificate not valid"),
        (7005, "IMAP settings not valid"),
        (7006, "POP settings not valid"),
        (7007, "SMTP settings not valid"),
    ]),
    domain("MCWebClipErrorDomain", "web clip", (8000, 8000), &[
        (8000, "could not be installed"),
    ]),
    domain("MCCertificateErrorDomain", "certificate", (9000, 9006), &[
        (9000, "wrong password"),
        (9001, "more than one certificate in a payload"),
        (9002, "certificate cannot be stored"),
        (9003, "WAPI data cannot be stored"),
        (9004, "root certificate cannot be stored"),
        (9005, "certificate is malformed"),
        (9006, "certificate is no identity"),
    ]),
    domain("MCDefaultsErrorDomain", "managed preferences", (10000, 10001), &[
        (10000, "could not be installed"),
        (10001, "signer not valid"),
    ]),
    domain("MCAPNErrorDomain", "access point name", (11000, 11001), &[
        (11000, "could not be installed, or there is one already"),
    ]),
    domain("MCMDMErrorDomain", "device management", (12000, 12081), &[
        (12000, "access rights not valid"),
        (12001, "already managed by another MDM"),
        (12002, "check-in failed"),
        (12003, "answer to the challenge not valid"),
        (12004, "push certificate not valid"),
        (12005, "certificate not found"),
        (12006, "redirection refused"),
        (12007, "not authorized"),
        (12008, "request is malformed"),
        (12009, "replacement of the profile not valid"),
        (12010, "internal inconsistency"),
        (12011, "MDM settings not valid"),
        (12012, "replacement of the MDM payload does not match"),
        (12013, "profile not managed by this MDM"),
        (12014, "provisioning profile not managed by this MDM"),
        (12015, "no push token to be had"),
        (12016, "identity missing"),
        (12017, "escrow keybag cannot be made"),
        (12018, "escrow keybag cannot be copied"),
        (12019, "escrow secret cannot be copied"),
        (12020, "refused by the server"),
        (12021, "request type not valid"),
        (12022, "topic not valid"),
        (12023, "store identifier of the app cannot be checked"),
        (12024, "manifest of the app cannot be checked"),
        (12025, "app already installed"),
        (12026, "no licence for the app"),
        (12027, "not an app"),
        (12028, "not waiting for a redemption code"),
        (12029, "app not managed"),
        (12030, "URL not valid"),
        (12031, "installing apps is switched off"),
        (12032, "too many apps in the manifest"),
        (12033, "manifest not valid"),
        (12034, "URL is not https"),
        (12035, "app cannot be bought"),
        (12036, "app cannot be removed in its state"),
        (12037, "redemption code not valid"),
        (12038, "app not managed"),
        (12040, "sign-in to the store needed"),
        (12041, "language unknown"),
        (12042, "locale unknown"),
        (12043, "download of media failed"),
        (12044, "type of media not valid"),
        (12045, "type of media to replace not valid"),
        (12046, "identifier of media cannot be checked"),
        (12047, "no volume purchase assignment"),
        (12048, "no update available"),
        (12049, "passcode has to be cleared"),
        (12050, "search for updates failed"),
        (12051, "update is being downloaded"),
        (12052, "update is downloaded"),
        (12053, "update needs a computer to download"),
        (12054, "too little space to download the update"),
        (12055, "too little power to download the update"),
        (12056, "no suitable network to download the update"),
        (12057, "download of the update failed"),
        (12058, "update is being installed"),
        (12059, "update has to be downloaded first"),
        (12060, "too little space to install the update"),
        (12061, "too little power to install the update"),
        (12062, "installation of the update failed"),
        (12063, "refused by the user"),
        (12064, "licence not found"),
        (12065, "app of the system"),
        (12066, "Lost Mode cannot be switched on"),
        (12067, "not in Lost Mode"),
        (12068, "location cannot be found"),
        (12069, "Lost Mode cannot be switched off"),
        (12070, "users cannot be listed"),
        (12071, "no such user"),
        (12072, "user is logged in"),
        (12073, "user has data that is not synchronized"),
        (12074, "user cannot be deleted"),
        (12075, "no such profile"),
        (12076, "user channel not supported"),
        (12077, "no update while a user is logged in"),
        (12078, "not allowed in Lost Mode"),
        (12079, "not managed"),
        (12080, "Lost Mode sound cannot be played"),
        (12081, "no tethered network"),
    ]),
    domain("MCWiFiErrorDomain", "Wi-Fi", (13000, 13005), &[
        (13000, "could not be installed"),
        (13001, "user name needed"),
        (13002, "password needed"),
        (13003, "settings cannot be made"),
        (13004, "EAP cannot be set up"),
        (13005, "proxy cannot be set up"),
    ]),
    domain("MCTunnelErrorDomain", "tunnel", (14000, 14002), &[
        (14000, "value not valid"),
        (14001, "device is locked"),
        (14002, "there is one already"),
    ]),
    domain("MCVPNErrorDomain", "VPN", (15000, 15005), &[
        (15000, "could not be installed"),
        (15001, "could not be removed"),
        (15002, "network settings cannot be locked"),
        (15003, "certificate not valid"),
        (15004, "internal error"),
        (15005, "payload cannot be parsed"),
    ]),
    domain("MCSubCalErrorDomain", "subscribed calendar", (16000, 16002), &[
        (16000, "account cannot be made"),
        (16001, "no host name"),
        (16002, "there is one already"),
    ]),
    domain("MCCalDAVErrorDomain", "CalDAV account", (17000, 17002), &[
        (17000, "account cannot be made"),
        (17001, "no host name"),
        (17002, "there is one already"),
    ]),
    domain("MCDAErrorDomain", "account of calendars and contacts", (18000, 18002), &[
        (18000, "unknown error"),
        (18001, "host does not answer"),
        (18002, "credentials not valid"),
    ]),
    domain("MCLDAPErrorDomain", "LDAP account", (19000, 19002), &[
        (19000, "account cannot be made"),
        (19001, "no host name"),
        (19002, "there is one already"),
    ]),
    domain("MCCardDAVErrorDomain", "CardDAV account", (20000, 20002), &[
        (20000, "account cannot be made"),
        (20001, "no host name"),
        (20002, "there is one already"),
    ]),
    domain("MCEASErrorDomain", "Exchange account", (21000, 21007), &[
        (21000, "policy of the server cannot be fetched"),
        (21001, "policy of the server cannot be met"),
        (21002, "encryption that the server asks for cannot be met"),
        (21003, "no host name"),
        (21004, "account cannot be made"),
        (21005, "there is one already"),
        (21006, "certificate cannot be decrypted"),
        (21007, "account cannot be checked"),
    ]),
    domain("MCSCEPErrorDomain", "SCEP", (22000, 22013), &[
        (22000, "key usage not valid"),
        (22001, "key pair cannot be made"),
        (22002, "answer of the certification authority not valid"),
        (22003, "answer of the registration authority not valid"),
        (22004, "kind of certificate not supported"),
        (22005, "network error"),
        (22006, "capabilities of the server not sufficient"),
        (22007, "issued certificate not valid"),
        (22008, "identity cannot be made"),
        (22009, "temporary identity cannot be made"),
        (22010, "temporary identity cannot be stored"),
        (22011, "signing request cannot be made"),
        (22012, "certificate of the authority cannot be stored"),
        (22013, "answer to the operation not valid"),
    ]),
    domain("MCHTTPTransactionErrorDomain", "HTTP exchange", (23000, 23002), &[
        (23000, "identity not valid"),
        (23001, "answer of the server not valid"),
        (23002, "certificate of the server not valid"),
    ]),
    domain("MCOTAProfilesErrorDomain", "over-the-air enrolment", (24000, 24003), &[
        (24000, "attributes of the device cannot be gathered"),
        (24001, "attributes of the device cannot be signed"),
        (24002, "payload of the identity not valid"),
        (24003, "final profile not valid"),
    ]),
    domain("MCProvisioningProfileErrorDomain", "provisioning profile", (25000, 25002), &[
        (25000, "profile not valid"),
        (25001, "could not be installed"),
        (25002, "could not be removed"),
    ]),
    domain("MCDeviceCapabilitiesErrorDomain", "abilities of the device", (26000, 26001), &[
        (26000, "no encryption of blocks"),
        (26001, "no encryption of files"),
    ]),
    domain("MCSettingsErrorDomain", "settings", (28000, 28002), &[
        (28000, "setting unknown"),
        (28001, "wallpaper is no image"),
        (28002, "wallpaper cannot be set"),
    ]),
    domain("MCChaperoneErrorDomain", "supervision", (29000, 29003), &[
        (29000, "not supervised"),
        (29003, "certificate not valid"),
    ]),
    domain("MCStoreErrorDomain", "store account", (30000, 30001), &[
        (30000, "sign-in failed"),
        (30001, "no answer in time"),
    ]),
    domain("MCGlobalHTTPProxyErrorDomain", "global HTTP proxy", (31000, 31001), &[
        (31000, "credentials cannot be set"),
        (31001, "settings cannot be set"),
    ]),
    domain("MCSingleAppErrorDomain", "single app mode", (32000, 32000), &[
        (32000, "more than one app"),
    ]),
    domain("MCSSOErrorDomain", "single sign-on", (34000, 34004), &[
        (34000, "pattern of apps not valid"),
        (34001, "pattern of URLs not valid"),
        (34002, "Kerberos principal missing"),
        (34003, "Kerberos principal not valid"),
        (34004, "Kerberos certificate not found"),
    ]),
    domain("MCFontErrorDomain", "font", (35000, 35002), &[
        (35000, "not a font"),
        (35001, "could not be installed"),
        (35002, "more than one font in a payload"),
    ]),
    domain("MCCellularErrorDomain", "cellular settings", (36000, 36001), &[
        (36000, "there are some already"),
        (36001, "internal error"),
    ]),
    domain("MCKeybagErrorDomain", "keybag", (37000, 37001), &[
        (37000, "internal error"),
        (37001, "internal error"),
    ]),
    domain("MCDomainsErrorDomain", "managed domains", (38000, 38000), &[
        (38000, "pattern of domains not valid"),
    ]),
    domain("MCWebContentFilterErrorDomain", "web content filter", (40000, 40001), &[
        (40000, "internal error"),
        (40001, "certificate not valid"),
    ]),
    domain("MCNetworkUsageRulesErrorDomain", "network usage rules", (41000, 41002), &[
        (41000, "internal error"),
        (41001, "settings not valid"),
        (41002, "internal error"),
    ]),
    domain("MCOSXServerErrorDomain", "account of macOS Server", (42000, 42002), &[
        (42000, "account cannot be made"),
        (42001, "no host name"),
        (42002, "there is one already"),
    ]),
    domain("MCHomeScreenLayoutErrorDomain", "home screen layout", (43000, 43000), &[
        (43000, "more than one layout"),
    ]),
    domain("MCNotificationSettingsErrorDomain", "notification settings", (44000, 44000), &[
        (44000, "more than one set of settings"),
    ]),
    domain("MCEDUClassroomErrorDomain", "classroom", (45000, 45003), &[
        (45000, "could not be installed"),
        (45001, "student is there already"),
        (45002, "certificate not found"),
        (45003, "identity not valid"),
    ]),
    domain("MCSharedDeviceConfigurationErrorDomain", "Shared iPad settings", (46000, 46000), &[
        (46000, "more than one set of settings"),
    ]),
    domain("DMCCellularErrorDomain", "cellular plans", (36001, 36003), &[
        (36001, "cellular software does not answer"),
        (36002, "hardware cannot do it"),
        (36003, "request failed, or cellular software is busy: may be tried again"),
    ]),
    domain("DeviceManagement.error", "device management", NO_LIST, &[
        (1407, "the user is being asked already"),
        (2213, "updates cannot be listed"),
    ]),
    domain("com.apple.softwareupdateservices.errors", "software update", NO_LIST, &[
        (3, "no update found"),
    ]),
    domain("MDMClientError", "device management of Macs", NO_LIST, &[
        (70, "recovery lock password missing or wrong"),
        (74, "needs enrolment by Automated Device Enrollment"),
        (89, "no such profile"),
        (91, "command unknown"),
        (97, "command lacks a key"),
    ]),
    domain("MDMErrorDomain", "device management", NO_LIST, &[
        (12075, "no such profile"),
    ]),
    domain("ASDErrorDomain", "App Store", NO_LIST, &[
        (506, "the same app was asked for already"),
    ]),
    domain("NSOSStatusErrorDomain", "system of Macs", NO_LIST, &[
        (-25299, "item is in the keychain already"),
    ]),
    domain("NSPOSIXErrorDomain", "system call (errno)", NO_LIST, &[
        (1, "not permitted"),
        (2, "no such file or directory"),
        (5, "input or output failed"),
        (12, "no memory left"),
        (13, "no permission"),
        (17, "file is there already"),
        (22, "argument not valid"),
        (28, "no space left"),
        (50, "network is down"),
        (51, "network cannot be reached"),
        (53, "connection given up"),
        (54, "connection reset by the other side"),
        (57, "not connected"),
        (60, "timed out"),
        (61, "connection refused"),
        (65, "no route to the host"),
    ]),
    domain("NSCocoaErrorDomain", "files and property lists", NO_LIST, &[
        (4, "no such file"),
        (256, "file cannot be read"),
        (257, "no permission to read the file"),
        (260, "no such file to read"),
        (512, "file cannot be written"),
        (513, "no permission to write the file"),
        (516, "file is there already"),
        (640, "no space left"),
        (3072, "cancelled by the user"),
        (3840, "property list or JSON is damaged"),
        (4097, "connection to a service of the system was interrupted"),
        (4099, "connection to a service of the system is not valid"),
    ]),
    domain("NSURLErrorDomain", "loading from an address", NO_LIST, &[
        (-1202, "certificate of the server is not trusted"),
        (-1200, "no secure connection can be made"),
        (-1102, "no permission to read"),
        (-1100, "no such file"),
        (-1012, "authentication was cancelled"),
        (-1011, "the server's answer is not one"),
        (-1009, "no connection to the internet"),
        (-1005, "connection was lost"),
        (-1004, "cannot connect to the host"),
        (-1003, "host cannot be found"),
        (-1002, "scheme of the address not supported"),
        (-1001, "timed out"),
        (-1000, "address is not one"),
        (-999, "cancelled"),
    ]),
];

/// The range of a domain of which Apple lists no codes.
const NO_LIST: (i64, i64) = (0, -1);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Text;

    #[track_caller]
    fn check(domain: &'static str, code: i64, expected: Option<&str>) {
        assert_eq!(explain(domain, code), expected);
        let item = ErrorChainItem { error_domain: Text::from(domain), error_code: code, ..ErrorChainItem::default() };
        assert_eq!(item.explain(), expected);
    }

    #[test]
    fn codes() {
        check("MCMDMErrorDomain", 12013, Some("profile not managed by this MDM"));
        check("MCMDMErrorDomain", 12021, Some("request type not valid"));
        check("MCProfileErrorDomain", 1000, Some("profile is malformed"));
        check("DeviceManagement.error", 1407, Some("the user is being asked already"));
        check("NSOSStatusErrorDomain", -25299, Some("item is in the keychain already"));
    }

    #[test]
    fn a_listed_code_without_words_is_explained_by_its_domain() {
        check("MCMDMErrorDomain", 12039, Some("device management"));
        check("MCPasscodeErrorDomain", 5012, Some("passcode"));
    }

    #[test]
    fn what_is_not_listed_is_not_explained() {
        check("MCMDMErrorDomain", 11999, None);
        check("MCMDMErrorDomain", 12082, None);
        check("MCMDMErrorDomain", -12021, None);
        check("NSOSStatusErrorDomain", -909, None);
        check("NSOSStatusErrorDomain", 0, None);
        check("MCMDMErrorDomain", i64::MIN, None);
        check("mcmdmerrordomain", 12021, None);
        check("com.example.unknown", 12021, None);
        check("", 0, None);
    }

    #[test]
    fn the_table_is_in_order() {
        for domain in DOMAINS {
            assert!(domain.codes.is_sorted_by(|(a, _), (b, _)| a < b), "{}", domain.name);
            assert_eq!(Domain::find(domain.name), Some(domain), "{} stands twice", domain.name);
            let listed = |(code, _): &(i64, &str)| (domain.range.0..=domain.range.1).contains(code);
            assert!(domain.range == NO_LIST || domain.codes.iter().all(listed), "{}", domain.name);
        }
    }
}
