//! What can be wrong, one variant a rule, each with its page as doc comment.

use core::{fmt, str::FromStr};

use super::Severity;

/// Turns
///
/// ```text
/// /// An attribute value holds `>`.
/// AttrGt "attr-gt" Error, "leave the attribute out";
/// /// A comment holds `--`.
/// CommentDashes "comment-dashes" Warning strict, "put no two dashes into a comment";
/// ```
///
/// into
///
/// ```text
/// pub enum Code {
///     /// An attribute value holds `>`.
///     AttrGt,
///     /// A comment holds `--`.
///     CommentDashes,
/// }
/// ```
///
/// and tables of what stands in each line: name, default severity, whether the strict policy refuses, what to do, page.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $severity:ident $($strict:ident)?, $help:literal;)+) => {
        /// The rule that a [`Problem`](super::Problem) is about.
        ///
        /// [`as_str`](Self::as_str) gives its name as it is printed and searched for: lower-case words and hyphens.
        /// Names are stable; there may be more of them later.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(
                $(#[doc = $doc])+
                #[doc = ""]
                #[doc = concat!("Help: ", $help, ".")]
                $variant,
            )+
        }

        impl Code {
            /// All of them, alphabetically.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name: `attr-gt`, `missing-key`, …
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// How bad it is, if nobody says otherwise and the document can still be read.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }

            /// Whether it is a leniency that the strict policy refuses. What no policy reads is an error as it is.
            #[must_use]
            pub const fn strict(self) -> bool {
                match self {
                    $(Self::$variant => codes!(@strict $($strict)?),)+
                }
            }

            /// What to do about it, in a few words.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self {
                    $(Self::$variant => $help,)+
                }
            }

            const fn doc(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc, "\n",)+ "\nHelp: ", $help, ".\n"),)+
                }
            }
        }
    };
    (@strict) => { false };
    (@strict strict) => { true };
}

codes! {
    /// Two references of a binary property list name the same object offset.
    ///
    /// The offset table lists one object twice. Readers that keep objects by number see two, readers that keep them
    /// by place see one; no writer is known to do this.
    ///
    /// ```text
    /// offset table: 08 09 09
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// offset table: 08 09 0a
    /// ```
    ///
    /// Source: binary property list, offset table: one entry an object.
    Alias "alias" Warning strict, "write every object once and list it once";

    /// The identifiers of the message name more than one sender.
    ///
    /// A server files a message under its sender. Here one reading of the identifiers gives another sender than
    /// another reading does: a user of a device, and the device itself, or two enrolments at once.
    ///
    /// ```xml
    /// <key>UDID</key><string>0000…</string> <key>UserID</key><string>…</string> <key>EnrollmentUserID</key><string>…</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>UDID</key><string>0000…</string> <key>UserID</key><string>…</string>
    /// ```
    ///
    /// Source: Apple's schema, `userenrollment` and `sharedipad` of `mdm/checkin/*.yaml`.
    AmbiguousIdentity "ambiguous-identity" Warning, "decide who sent it by the TLS client certificate, and refuse what does not fit";

    /// The body fits more than one message.
    ///
    /// Messages of DEP and of Apps and Books have no tag, and some have the same keys. It was taken for one of them; the
    /// address that it was sent to or came from tells which it is.
    ///
    /// ```json
    /// {"cursor": "MTY0OjA6MTM4NDI5NjU5MzE4MA", "limit": 100}
    /// ```
    ///
    /// Instead, with `--as "POST /devices/sync"`:
    ///
    /// ```json
    /// {"cursor": "MTY0OjA6MTM4NDI5NjU5MzE4MA", "limit": 100}
    /// ```
    ///
    /// Source: the records of both services.
    AmbiguousMessage "ambiguous-message" Note, "name the kind or the call, as `--as dep.SyncDeviceRequest`, `--as \"POST /devices/sync\"` or `decode_as` do";

    /// The same answer is sent again after the server refused it.
    ///
    /// A device that gets 4xx or 5xx for an answer keeps it and sends it at every contact, and the commands behind it wait.
    ///
    /// ```text
    /// PUT /mdm  CommandUUID 7f3a…  Acknowledged  -> 500
    /// PUT /mdm  CommandUUID 7f3a…  Acknowledged  -> 500
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// PUT /mdm  CommandUUID 7f3a…  Acknowledged  -> 200
    /// ```
    ///
    /// Source: Apple, "Mobile Device Management Protocol Reference": error codes of the server.
    AnswerRepeated "answer-repeated" Warning, "log an answer that cannot be handled, and answer 200";

    /// The capture shows commands, but not the one that is answered.
    ///
    /// It was sent before the capture began, or by another server; or the device has mistaken the `CommandUUID`.
    ///
    /// ```xml
    /// <key>CommandUUID</key><string>of no command here</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>CommandUUID</key><string>of a command that stands before it</string>
    /// ```
    ///
    /// Source: Apple, "Mobile Device Management Protocol Reference": `CommandUUID` of an answer is that of the command.
    AnswerWithoutCommand "answer-without-command" Note, "begin the capture earlier, or look for a second server that talks to the device";

    /// An ASCII string of a binary property list holds a byte above 0x7F.
    ///
    /// CoreFoundation reads 0xE9 as `é`, libplist and two Go packages keep the raw byte, Foundation and others
    /// refuse: the same string means different text.
    ///
    /// ```text
    /// 53 61 E9 62
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 63 00 61 00 E9 00 62
    /// ```
    ///
    /// Source: binary property list, marker 0101: ASCII string.
    AsciiHigh "ascii-high" Error, "write text beyond ASCII as UTF-16 (marker 0110)";

    /// An element has an attribute that the property list format does not know.
    ///
    /// Every known reader ignores it, so whatever it says is lost.
    ///
    /// ```xml
    /// <dict xmlns="urn:x"></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <dict></dict>
    /// ```
    ///
    /// Source: Apple's property list DTD: `plist` has `version`, nothing else has attributes.
    Attr "attr" Warning strict, "leave the attribute out";

    /// An element has the same attribute twice.
    ///
    /// Python and XML parsers refuse the document; no other known reader looks.
    ///
    /// ```xml
    /// <plist version="1.0" version="1.0">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 section 3.1, well-formedness constraint: unique attribute specification.
    AttrDup "attr-dup" Warning strict, "write each attribute once";

    /// An attribute value holds `>`.
    ///
    /// Apple's readers end the tag at this `>`, every XML parser reads on to the quotation mark. `<string
    /// a=">evil">x</string>` is `evil">x` to a device and `x` to a server: what one checks is not what the other
    /// does.
    ///
    /// ```xml
    /// <string a=">evil">x</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>x</string>
    /// ```
    ///
    /// Source: XML 1.0 production 10, `AttValue`; CoreFoundation's reader, which skips to the first `>`.
    AttrGt "attr-gt" Error, "leave the attribute out: nothing but `plist` has any";

    /// An attribute value holds `<`.
    ///
    /// It is not well-formed: XML parsers refuse the whole document, Apple's reader does not look.
    ///
    /// ```xml
    /// <plist version="<1.0">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 production 10, `AttValue`.
    AttrLt "attr-lt" Warning strict, "write `&lt;`, or leave the attribute out";

    /// An attribute value has no closing quotation mark.
    ///
    /// Where the tag ends cannot be told: readers that skip to the next `>` see another document than those that
    /// look for the quotation mark.
    ///
    /// ```xml
    /// <plist version="1.0>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 production 10, `AttValue`.
    AttrOpen "attr-open" Error, "close the quotation mark";

    /// An attribute value holds a `&` that begins no reference.
    ///
    /// It is not well-formed: XML parsers refuse the whole document, Apple's reader does not look.
    ///
    /// ```xml
    /// <plist version="1.0&x;">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 productions 10 and 67.
    AttrRef "attr-ref" Warning strict, "write `&amp;` for the sign `&`";

    /// An attribute is not written `name="value"`.
    ///
    /// Python, the Go packages and XML parsers refuse the whole document; Apple's readers, libplist and rust-plist
    /// skip to the end of the tag. Where even that cannot be told, it is an error.
    ///
    /// ```xml
    /// <plist version=1.0>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 production 41, `Attribute`.
    AttrSyntax "attr-syntax" Warning strict, "write the value in quotation marks, with `=` before it";

    /// Data is not base64.
    ///
    /// CoreFoundation, Foundation and libplist drop an incomplete group and skip a stray sign, so that a
    /// certificate loses octets in silence; rust-plist, Python and the Go packages refuse. The value is taken as
    /// missing, the rest of the message is still judged.
    ///
    /// ```xml
    /// <data>QU!JD</data>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <data>QUJD</data>
    /// ```
    ///
    /// Source: RFC 4648 section 4; white space may stand anywhere in it.
    Base64 "base64" Error, "encode the octets with the standard alphabet and with padding";

    /// The unused bits of the last base64 character are not zero.
    ///
    /// Two texts stand for the same octets. rust-plist and howett refuse this one, the other readers do not look.
    ///
    /// ```xml
    /// <data>QR==</data>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <data>QQ==</data>
    /// ```
    ///
    /// Source: RFC 4648 section 3.5, canonical encoding.
    Base64Bits "base64-bits" Warning strict, "use an encoder that sets the unused bits to zero";

    /// Data hold the base64 of a document, in place of the document.
    ///
    /// Data are base64 in XML and JSON as it is. Base64 once more comes from a server that encodes what its library encodes
    /// again: the device finds letters where it looks for a profile, and refuses.
    ///
    /// ```xml
    /// <key>Payload</key><data>UEQ5NGJXd2c…</data>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>Payload</key><data>PD94bWwg…</data>
    /// ```
    ///
    /// Source: `mdm/commands/profile.install.yaml`: key `Payload`.
    Base64Twice "base64-twice" Warning, "hand the octets to the library that writes the message, not their base64";

    /// A container tells of a body and does not have it.
    ///
    /// Nothing can be said of the message. Proxies leave binary bodies out of some exports, and servers out of some logs.
    ///
    /// ```json
    /// {"topic": "mdm.Connect", "acknowledge_event": {"udid": "…", "status": "Idle"}}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"topic": "mdm.Connect", "acknowledge_event": {"udid": "…", "status": "Idle", "raw_payload": "PD94bWwg…"}}
    /// ```
    ///
    /// Source: NanoMDM, `service/webhook/event.json`; HAR 1.2, `postData`.
    BodyMissing "body-missing" Warning, "export it in a form that keeps bodies, such as the flow file of mitmproxy";

    /// A container says how long a body is, and it is not.
    ///
    /// The tool has changed bytes, cut the body off, or counts otherwise than is usual.
    ///
    /// ```json
    /// {"bodySize": 447, "postData": {"text": "a text of 440 bytes"}}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"bodySize": 447, "postData": {"text": "a text of 447 bytes"}}
    /// ```
    ///
    /// Source: HAR 1.2, `bodySize` and `size`.
    BodySize "body-size" Warning, "export it in a form that keeps bytes, such as the flow file of mitmproxy";

    /// A UTF-8 byte order mark stands before the document.
    ///
    /// Apple's readers, rust-plist, Python and one Go package skip it; libplist and the Go package of many MDM
    /// servers refuse the document. In JSON it is not allowed at all, and most readers refuse it.
    ///
    /// ```text
    /// EF BB BF 3C 3F 78 6D 6C …
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 3C 3F 78 6D 6C …
    /// ```
    ///
    /// Source: XML 1.0 section 4.3.3; RFC 8259 section 8.1.
    Bom "bom" Warning, "write the document without it: UTF-8 needs none";

    /// A tool has written bytes as characters; they were turned back.
    ///
    /// The body is what the sender sent, byte for byte. mitmproxy writes each byte of a body without a charset as the
    /// character of its number, and bytes that are no UTF-8 as half surrogate pairs.
    ///
    /// ```json
    /// {"mimeType": "application/x-apple-aspen-mdm-checkin", "text": "<string>ZoÃ«</string>"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"mimeType": "application/x-apple-aspen-mdm-checkin", "text": "PHN0cmluZz5ab8OrPC9zdHJpbmc+", "encoding": "base64"}
    /// ```
    ///
    /// Source: mitmproxy, `mitmproxy/addons/savehar.py`.
    BytesRestored "bytes-restored" Note, "nothing has to be done; the flow file of mitmproxy keeps bytes as they are";

    /// A container is damaged: a byte stands where another is due.
    ///
    /// The entry that it stands in is lost; reading goes on where the next one seems to begin. Of octets that are shown in
    /// rows, the octets of a row that is missing or can't be read are lost. What a file or a body is packed with is damaged
    /// too if its checksum is another; then anything in it may be wrong.
    ///
    /// ```json
    /// {"topic": "mdm.Connect" "acknowledge_event": {"raw_payload": "PD94bWwg…"}}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"topic": "mdm.Connect", "acknowledge_event": {"raw_payload": "PD94bWwg…"}}
    /// ```
    ///
    /// Source: RFC 8259 for what is JSON; the form of the container.
    CaptureDamaged "capture-damaged" Error, "see whether an editor or a transfer has changed the file, and what it is if it is none of this form";

    /// A body is packed in a way that is not undone here.
    ///
    /// gzip, deflate and Zstandard are undone. What the body says is not checked.
    ///
    /// ```text
    /// Content-Encoding: br
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// Content-Encoding: gzip
    /// ```
    ///
    /// Source: RFC 9110, section 8.4.
    ContentEncoding "content-encoding" Error, "capture it without that packing: let the client accept gzip only, or the tool unpack it";

    /// A container is of a version of its form that is not known here.
    ///
    /// It is read as the version that is known; what has changed may be missed.
    ///
    /// ```text
    /// 7:version;2:99#
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 7:version;2:21#
    /// ```
    ///
    /// Source: mitmproxy, `mitmproxy/io/compat.py`.
    CaptureVersion "capture-version" Note, "write the file anew with a current version of the tool if something is missing";

    /// Text stands in a CDATA section.
    ///
    /// It is well-formed and every reader takes it but one: rust-plist loses the text and gives an empty string.
    ///
    /// ```xml
    /// <string><![CDATA[a < b]]></string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>a &lt; b</string>
    /// ```
    ///
    /// Source: XML 1.0 production 18, `CDSect`.
    Cdata "cdata" Warning, "write the text with `&lt;` and `&amp;`";

    /// Text holds `]]>`.
    ///
    /// It is not well-formed: XML parsers refuse the whole document, Apple's reader takes it as text.
    ///
    /// ```xml
    /// <string>a ]]> b</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>a ]]&gt; b</string>
    /// ```
    ///
    /// Source: XML 1.0 production 14, `CharData`.
    CdataEndInText "cdata-end-in-text" Warning strict, "write the `>` as `&gt;`";

    /// A CDATA section is not closed.
    ///
    /// No known reader takes it.
    ///
    /// ```xml
    /// <string><![CDATA[text</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>text</string>
    /// ```
    ///
    /// Source: XML 1.0 production 18, `CDSect`.
    CdataOpen "cdata-open" Error, "close it with `]]>`; if the end is missing altogether, the document was cut off";

    /// This is within the rules of the format, but Apple's reader refuses it.
    ///
    /// A comment inside text, a reference inside a number, `<data/>`, an empty UTF-16 string: XML parsers and other
    /// readers take them, a device refuses the whole message. libplist reads data with a comment in it as empty.
    ///
    /// ```xml
    /// <integer>4<!-- note -->2</integer>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <integer>42</integer>
    /// ```
    ///
    /// Source: CoreFoundation, `CFPropertyList.c` and `CFBinaryPList.c`.
    CfRefuses "cf-refuses" Warning strict, "write the plain form of the value";

    /// A dictionary whose only key is `CF$UID` stands for a reference of a keyed archive.
    ///
    /// Apple's older reader turns `{CF$UID: integer}` into a reference, its newer one refuses it; other readers
    /// leave the dictionary. It has no place in a message.
    ///
    /// ```xml
    /// <dict><key>CF$UID</key><integer>1</integer></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <integer>1</integer>
    /// ```
    ///
    /// Source: CoreFoundation, `CFPropertyList.c`.
    CfUid "cf-uid" Warning strict, "send the value itself";

    /// A closing tag does not end in `>`.
    ///
    /// No known reader takes it.
    ///
    /// ```xml
    /// <string>x</string x>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>x</string>
    /// ```
    ///
    /// Source: XML 1.0 production 42, `ETag`.
    Close "close" Error, "write `</name>` with nothing but white space after the name";

    /// A closing tag does not name the element that is open.
    ///
    /// No known reader takes it, but for a few cases at rust-plist and howett.
    ///
    /// ```xml
    /// <string>x</data>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>x</string>
    /// ```
    ///
    /// Source: XML 1.0 section 3, well-formedness constraint: element type match.
    CloseMismatch "close-mismatch" Error, "close elements in the order in which they were opened, the last one first";

    /// The body is a signed or encrypted CMS envelope.
    ///
    /// Machine info and profiles travel signed. The envelope is named and not opened; nothing is said of what is in
    /// it.
    ///
    /// ```text
    /// 30 80 06 09 2A 86 48 86 F7 0D 01 07 02 …
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict></dict></plist>
    /// ```
    ///
    /// Source: RFC 5652 section 3, `ContentInfo`.
    Cms "cms" Note, "take the content out first, as `openssl cms -verify -noverify` does, and check the signature yourself";

    /// No colon follows the key of a JSON object.
    ///
    /// No known reader takes it.
    ///
    /// ```json
    /// {"serial_number" "C8TJ500QF1MN"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"serial_number": "C8TJ500QF1MN"}
    /// ```
    ///
    /// Source: RFC 8259 section 4.
    Colon "colon" Error, "write `\"key\": value`";

    /// Neither a comma nor the end follows a value of a JSON array or object.
    ///
    /// Only Apple's readers take a comma before the closing bracket; nobody takes a missing one.
    ///
    /// ```json
    /// {"a": 1 "b": 2}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"a": 1, "b": 2}
    /// ```
    ///
    /// Source: RFC 8259 sections 4 and 5.
    Comma "comma" Error, "put one comma between two values and none behind the last";

    /// The capture shows no answer to a command.
    ///
    /// The capture ended first, or the device could not read the command and gave up the connection. A device that can
    /// read it answers at once, if only with `NotNow`.
    ///
    /// ```text
    /// -> DeviceInformation, CommandUUID 7f3a…
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// -> DeviceInformation, CommandUUID 7f3a…
    /// <- Acknowledged, CommandUUID 7f3a…
    /// ```
    ///
    /// Source: Apple, "Mobile Device Management Protocol Reference": a device answers every command.
    CommandUnanswered "command-unanswered" Note, "end the capture later, or look for what the device could not read in the command";

    /// A comment holds `--`.
    ///
    /// It is not well-formed. Apple's readers, libplist and rust-plist take it, Python and the Go packages refuse
    /// the document.
    ///
    /// ```xml
    /// <!-- a -- b -->
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!-- a - b -->
    /// ```
    ///
    /// Source: XML 1.0 production 15, `Comment`.
    CommentDashes "comment-dashes" Warning strict, "put no two dashes into a comment";

    /// A comment is not closed.
    ///
    /// No known reader takes it.
    ///
    /// ```xml
    /// <!-- a <dict></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!-- a --> <dict></dict>
    /// ```
    ///
    /// Source: XML 1.0 production 15, `Comment`.
    CommentOpen "comment-open" Error, "close it with `-->`; if the end is missing altogether, the document was cut off";

    /// A comment is written `<!-->` or `<!--->`.
    ///
    /// Apple's readers, libplist and rust-plist find its end at another place than Python and the Go packages: a
    /// key that one side sees is a comment to the other. This is how the "psychic paper" attack gave an app rights
    /// that nobody had granted.
    ///
    /// ```xml
    /// <!---> <key>a</key> <!-- -->
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!-- --> <key>a</key>
    /// ```
    ///
    /// Source: XML 1.0 production 15, `Comment`.
    CommentShort "comment-short" Error, "write `<!-- -->`";

    /// Something stands where an element must.
    ///
    /// Between the elements of an array, a dictionary or the document only white space, comments and processing
    /// instructions may stand.
    ///
    /// ```xml
    /// <array>text</array>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <array><string>text</string></array>
    /// ```
    ///
    /// Source: Apple's property list DTD; XML 1.0 production 43, `content`.
    Content "content" Error, "put text into a `string` element; if the document ends here, it was cut off";

    /// The value of a key cannot be what it is with what the others are.
    ///
    /// The service refuses such a request, or such an answer means nothing. So it is with a list that names twice what it may
    /// name once.
    ///
    /// ```json
    /// {"is_supervised": false, "is_mdm_removable": false}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"is_supervised": true, "is_mdm_removable": false}
    /// ```
    ///
    /// Source: what Apple says of the keys of the record.
    Contradiction "contradiction" Error, "change one of the values";

    /// A character that XML does not allow.
    ///
    /// Devices send names of devices and apps as they are, control characters too. Apple's readers, rust-plist and
    /// libplist take them; Python, the Go packages and every XML parser refuse the whole message. In a JSON string
    /// it has to be escaped, and most readers refuse it otherwise.
    ///
    /// ```text
    /// <string>a U+001B b</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// <string>a b</string>
    /// ```
    ///
    /// Source: XML 1.0 production 2, `Char`; RFC 8259 section 7.
    ControlChar "control-char" Warning strict, "read such messages tolerantly, and drop the character before you pass the text on";

    /// The count of a binary object is not one that can be read.
    ///
    /// It is no integer, has more than 8 bytes, or is larger than any file. Readers have crashed on such counts and
    /// have reserved all memory for them.
    ///
    /// ```text
    /// 4F 13 FF FF FF FF FF FF FF FF
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 4F 10 20 …
    /// ```
    ///
    /// Source: binary property list: a count of 15 and more follows as an integer object.
    Count "count" Error, "write the count in as few bytes as it needs; if it was right, the file is damaged";

    /// The file ends within a message.
    ///
    /// A message begins here, and what ends it is missing: the closing tag, the trailer, a bracket, or as many bytes as
    /// were announced. Nothing of it was checked. The messages before it are complete. Of a file or a body that is packed,
    /// or sent in chunks, what is there is checked.
    ///
    /// ```xml
    /// <?xml version="1.0" encoding="UTF-8"?>
    /// <plist version="1.0"><dict><key>Sta
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0" encoding="UTF-8"?>
    /// <plist version="1.0"><dict><key>Status</key><string>Idle</string></dict></plist>
    /// ```
    ///
    /// Source: containers of messages, [`capture`](crate::manual::architecture).
    CutOff "cut-off" Error, "copy the file again once it is written to its end; a log may have been rotated here";

    /// Text holds a carriage return.
    ///
    /// Apple's readers, libplist and rust-plist keep it; XML parsers, Python and the Go packages turn it into a
    /// line feed or drop it before a line feed. A text that is compared or signed differs. Here it is kept.
    ///
    /// ```text
    /// <string>a CR LF b</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// <string>a LF b</string>
    /// ```
    ///
    /// Source: XML 1.0 section 2.11, end-of-line handling.
    CrKept "cr-kept" Warning, "end lines with a line feed alone";

    /// A container of a binary property list contains itself.
    ///
    /// Readers that follow the reference never end: 43 bytes stop a whole server that is built on micromdm/plist
    /// 0.2.
    ///
    /// ```text
    /// object 0: A1 00
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// object 0: A1 01, object 1: 50
    /// ```
    ///
    /// Source: binary property list: references make a tree.
    Cycle "cycle" Error, "nothing that is sent contains itself: treat the file as an attack";

    /// Data holds a character reference.
    ///
    /// XML parsers decode the reference first, Apple's readers and libplist take its own letters for base64: they
    /// see other octets.
    ///
    /// ```xml
    /// <data>&#81;Q==</data>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <data>QQ==</data>
    /// ```
    ///
    /// Source: CoreFoundation, `CFPropertyList.c`; XML 1.0 production 67.
    DataReference "data-reference" Error, "write the base64 characters themselves";

    /// A date is not written `YYYY-MM-DDThh:mm:ssZ`.
    ///
    /// Apple's readers refuse a fraction of a second and any offset but `Z`; rust-plist and the Go packages take
    /// them. The value is taken as missing, the rest of the message is still judged.
    ///
    /// ```xml
    /// <date>2026-11-24T15:00:00.5+01:00</date>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <date>2026-11-24T14:00:00Z</date>
    /// ```
    ///
    /// Source: Apple's property list DTD, a subset of ISO 8601.
    Date "date" Error, "write the time in UTC, in whole seconds, with `Z` behind";

    /// A date names a day that its month does not have.
    ///
    /// Apple's readers count on into the next month, others refuse. Foundation itself once wrote 2024-01-32 for 1
    /// February. Here it is counted on.
    ///
    /// ```xml
    /// <date>2026-02-30T00:00:00Z</date>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <date>2026-03-02T00:00:00Z</date>
    /// ```
    ///
    /// Source: Apple's property list DTD, a subset of ISO 8601; CoreFoundation, `CFPropertyList.c`.
    DateDay "date-day" Warning strict, "write the day as the calendar has it";

    /// A date of a binary property list has a fraction of a second.
    ///
    /// XML has no place for the fraction: the same date is another one after a conversion.
    ///
    /// ```text
    /// 33 41 C3 69 1B 3A 40 00 00
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 33 41 C3 69 1B 3A 00 00 00
    /// ```
    ///
    /// Source: binary property list, marker 0011: seconds since 2001 as a double.
    DateFraction "date-fraction" Note, "compare dates by whole seconds";

    /// A date names second 60.
    ///
    /// Apple's readers and rust-plist take it as the first second of the next minute, others refuse. Here it is the
    /// next minute.
    ///
    /// ```xml
    /// <date>2016-12-31T23:59:60Z</date>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <date>2017-01-01T00:00:00Z</date>
    /// ```
    ///
    /// Source: ISO 8601; CoreFoundation, `CFPropertyList.c`.
    DateLeapSecond "date-leap-second" Warning strict, "write the first second of the next minute";

    /// A date of a binary property list is infinite or not a number.
    ///
    /// Apple's readers keep it, libplist and the Go packages make some date of it, others refuse.
    ///
    /// ```text
    /// 33 7F F8 00 00 00 00 00 00
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 33 41 C3 69 1B 3A 00 00 00
    /// ```
    ///
    /// Source: binary property list, marker 0011: seconds since 2001 as a double.
    DateNonfinite "date-nonfinite" Error, "leave the key out if there is no date";

    /// A date names a month, day, hour, minute or second that does not exist.
    ///
    /// Apple's readers count on, and make 3 January of 24:00 on the first; others refuse. The value is taken as
    /// missing.
    ///
    /// ```xml
    /// <date>2026-13-01T24:00:00Z</date>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <date>2027-01-02T00:00:00Z</date>
    /// ```
    ///
    /// Source: Apple's property list DTD, a subset of ISO 8601.
    DateRange "date-range" Error, "write months 01 to 12, hours 00 to 23, minutes and seconds 00 to 59";

    /// A date lies outside the years 1 to 9999.
    ///
    /// Readers differ in the years that they take, and Python takes none of these.
    ///
    /// ```xml
    /// <date>12026-11-24T00:00:00Z</date>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <date>2026-11-24T00:00:00Z</date>
    /// ```
    ///
    /// Source: Apple's property list DTD, a subset of ISO 8601.
    DateYear "date-year" Warning strict, "write the year with four digits, or leave the key out if there is no date";

    /// An XML declaration stands elsewhere than at the very beginning.
    ///
    /// It is not well-formed: Python and XML parsers refuse the document, the others skip it.
    ///
    /// ```xml
    /// <!-- a --><?xml version="1.0"?><plist version="1.0">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0"?><!-- a --><plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 productions 17 and 22, `PITarget` and `prolog`.
    DeclMisplaced "decl-misplaced" Warning strict, "put it first or leave it out";

    /// The XML declaration is not written as XML 1.0 has it.
    ///
    /// libplist and XML parsers refuse the document; the others look for the encoding only.
    ///
    /// ```xml
    /// <?xml encoding="UTF-8"?>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0" encoding="UTF-8"?>
    /// ```
    ///
    /// Source: XML 1.0 production 23, `XMLDecl`: version, then encoding, then standalone, each in quotation marks.
    DeclSyntax "decl-syntax" Warning strict, "write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";

    /// Containers are nested too deep.
    ///
    /// CoreFoundation reads 128 levels on iOS, tvOS and watchOS and 512 on macOS. Other readers have no bound and
    /// die: of a stack that overflows, or when they drop the tree. More than 128 levels is a warning, more than the
    /// limit ends the reading.
    ///
    /// ```text
    /// <array> × 600
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// <array> × 6
    /// ```
    ///
    /// Source: CoreFoundation, `CFPropertyList.c`; [`Limits`](crate::Limits).
    Depth "depth" Warning strict, "no message of Apple's needs more than 20 levels: treat the document as an attack";

    /// The document type does not name Apple's DTD.
    ///
    /// Nobody reads the DTD, so it does no harm; it tells who wrote the document.
    ///
    /// ```xml
    /// <!DOCTYPE plist SYSTEM "plist.dtd">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    /// ```
    ///
    /// Source: Apple's property list DTD: `-//Apple//DTD PLIST 1.0//EN`, before 2006 `-//Apple Computer//DTD PLIST
    /// 1.0//EN`.
    DoctypeId "doctype-id" Note, "name Apple's DTD or leave the declaration out";

    /// The document type has an internal subset.
    ///
    /// What is declared between `[` and `]` can grow without bound ("billion laughs"), read files, or hide keys
    /// from one reader and not from another. Apple's readers refuse all of it; rust-plist drops the text that
    /// refers to it.
    ///
    /// ```xml
    /// <!DOCTYPE plist [<!ENTITY a "b">]>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!DOCTYPE plist>
    /// ```
    ///
    /// Source: XML 1.0 production 28, `doctypedecl`; CoreFoundation, `CFPropertyList.c`.
    DoctypeInternalSubset "doctype-internal-subset" Error, "leave everything between `[` and `]` out and write the text where it belongs";

    /// A literal of the document type holds markup.
    ///
    /// Readers that look for the first `>` end the declaration there, readers that respect quotation marks do not:
    /// they see two documents.
    ///
    /// ```xml
    /// <!DOCTYPE plist SYSTEM "a><plist>">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!DOCTYPE plist>
    /// ```
    ///
    /// Source: XML 1.0 productions 11 and 12, `SystemLiteral` and `PubidLiteral`.
    DoctypeMarkupInLiteral "doctype-markup-in-literal" Error, "name Apple's DTD or leave the declaration out";

    /// The document type is not `plist`.
    ///
    /// The document says that it is something else; no reader of property lists looks.
    ///
    /// ```xml
    /// <!DOCTYPE html>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!DOCTYPE plist>
    /// ```
    ///
    /// Source: XML 1.0 production 28, validity constraint: root element type.
    DoctypeName "doctype-name" Warning strict, "write `plist`, or leave the declaration out";

    /// The document type declaration is not closed.
    ///
    /// No known reader takes it.
    ///
    /// ```xml
    /// <!DOCTYPE plist
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!DOCTYPE plist>
    /// ```
    ///
    /// Source: XML 1.0 production 28, `doctypedecl`.
    DoctypeOpen "doctype-open" Error, "close it with `>`; if the end is missing altogether, the document was cut off";

    /// The document type declaration is not written as XML 1.0 has it.
    ///
    /// rust-plist and XML parsers refuse the document; the others skip to the `>`. Where even that cannot be told,
    /// it is an error.
    ///
    /// ```xml
    /// <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    /// ```
    ///
    /// Source: XML 1.0 productions 28 and 75, `doctypedecl` and `ExternalID`.
    DoctypeSyntax "doctype-syntax" Warning strict, "write it as Apple does or leave it out";

    /// There is a second document type declaration.
    ///
    /// It is not well-formed: XML parsers refuse the document, Apple's reader skips both.
    ///
    /// ```xml
    /// <!DOCTYPE plist><!DOCTYPE plist><plist version="1.0">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!DOCTYPE plist><plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 production 22, `prolog`.
    DoctypeTwice "doctype-twice" Warning strict, "write one";

    /// A dictionary has the same key twice.
    ///
    /// In XML every known reader keeps the last value, in binary Apple keeps the first and everybody else the last,
    /// in JSON Foundation's decoder keeps the first. What is checked on one side is not what the other side does.
    /// Here the last one holds in XML and JSON, and a binary property list is refused.
    ///
    /// ```xml
    /// <key>UDID</key><string>A</string> <key>UDID</key><string>B</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>UDID</key><string>A</string>
    /// ```
    ///
    /// Source: Apple's property list DTD says nothing; RFC 8259 section 4: names should be unique.
    DupKey "dup-key" Error strict, "send the key once; refuse the message if the two values differ";

    /// An element stands where only text may.
    ///
    /// Strings, numbers, dates and data hold text and nothing else. Apple's readers, libplist and rust-plist refuse
    /// the document, Python and the Go packages take some of it.
    ///
    /// ```xml
    /// <string>a<true/></string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>a</string>
    /// ```
    ///
    /// Source: Apple's property list DTD: `string` and its like are `#PCDATA`.
    ElementInText "element-in-text" Error, "write `&lt;` for the sign `<`; close the element before the next one begins";

    /// There is nothing to read.
    ///
    /// A device that has nothing to say sends `Idle`, never an empty body. A server, though, answers with no octets
    /// when it has no command.
    ///
    /// ```text
    /// (0 bytes)
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict><key>Status</key><string>Idle</string>…</dict></plist>
    /// ```
    ///
    /// Source: Apple, "Implementing device management"; `mdm/checkin/*.yaml`.
    EmptyInput "empty-input" Error, "see whether the request had a body and whether something on the way has read it already";

    /// A key of a dictionary is empty.
    ///
    /// Nothing of Apple's has such a key.
    ///
    /// ```xml
    /// <key></key><true/>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>a</key><true/>
    /// ```
    ///
    /// Source: Apple's property list DTD.
    EmptyKey "empty-key" Note, "give the value a key or leave it out";

    /// The `plist` element holds no value.
    ///
    /// It is due exactly one. A server that has nothing to say answers with no octets, not with an empty property
    /// list.
    ///
    /// ```xml
    /// <plist version="1.0"/>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict/></plist>
    /// ```
    ///
    /// Source: Apple's property list DTD: `plist` holds one value.
    EmptyPlist "empty-plist" Error, "put a dictionary in, or send nothing";

    /// A number, a date or a real is written as an empty element.
    ///
    /// There is no value to read. `<string/>` is the empty string and `<data/>` no octets; the others have no such
    /// form.
    ///
    /// ```xml
    /// <integer/>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <integer>0</integer>
    /// ```
    ///
    /// Source: Apple's property list DTD.
    EmptyScalar "empty-scalar" Error, "write the value, or leave the key out";

    /// The document is not in UTF-8.
    ///
    /// Property lists of device management are UTF-8. UTF-16 and Latin-1 are read by some readers and refused by
    /// others, and some keep the raw bytes.
    ///
    /// ```text
    /// FF FE 3C 00 3F 00 …
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0" encoding="UTF-8"?>
    /// ```
    ///
    /// Source: XML 1.0 section 4.3.3; Apple, "Implementing device management".
    Encoding "encoding" Error, "save or send it as UTF-8, without a byte order mark, and let the declaration say so";

    /// A container says that a body is base64, and it is not.
    ///
    /// Its text was taken as it stands.
    ///
    /// ```json
    /// {"text": "<plist>…</plist>", "encoding": "base64"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"text": "<plist>…</plist>"}
    /// ```
    ///
    /// Source: HAR 1.2, `encoding`; Firefox is known for it.
    EncodingClaim "encoding-claim" Warning, "save the file with another tool if the body is not what it should be";

    /// The XML declaration names another encoding than UTF-8, for plain ASCII.
    ///
    /// It reads the same either way as long as it stays ASCII. Some readers refuse the name alone.
    ///
    /// ```xml
    /// <?xml version="1.0" encoding="ISO-8859-1"?>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0" encoding="UTF-8"?>
    /// ```
    ///
    /// Source: XML 1.0 production 80, `EncodingDecl`.
    EncodingLabel "encoding-label" Warning strict, "declare UTF-8";

    /// What a container says of a message is not what the message says.
    ///
    /// A server writes both at once, so that one of the two has been changed since, or the server mixes up messages.
    ///
    /// ```json
    /// {"topic": "mdm.Connect", "acknowledge_event": {"status": "Error", "raw_payload": "base64 of an answer with the Status Idle"}}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"topic": "mdm.Connect", "acknowledge_event": {"status": "Idle", "raw_payload": "base64 of an answer with the Status Idle"}}
    /// ```
    ///
    /// Source: NanoMDM, `service/webhook/event.json`.
    EnvelopeMismatch "envelope-mismatch" Warning, "trust the payload: it is what the device sent";

    /// JSON ends before it is complete.
    ///
    /// The document was cut off, or a value or what closes an object or array was left out.
    ///
    /// ```json
    /// {"devices":
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"devices": []}
    /// ```
    ///
    /// Source: RFC 8259 section 2.
    Eof "eof" Error, "compare its length with the `Content-Length` of the request";

    /// The service has refused the request.
    ///
    /// In place of JSON the Device Enrollment Program answers with a word. Some servers put it into quotation marks.
    ///
    /// ```text
    /// EXPIRED_CURSOR
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"cursor": "…", "devices": [], "fetched_until": "2026-11-24T10:00:00Z", "more_to_follow": false}
    /// ```
    ///
    /// Source: Apple, the pages of the calls of "Device assignment".
    ErrorWord "error-word" Note, "mend the request by what the word says";

    /// A JSON string has an escape that does not exist.
    ///
    /// After a backslash one of `"` `\` `/` `b` `f` `n` `r` `t` is due, or `u` and four hexadecimal digits. No
    /// reader takes anything else.
    ///
    /// ```json
    /// {"path": "C:\data"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"path": "C:\\data"}
    /// ```
    ///
    /// Source: RFC 8259 section 7.
    Escape "escape" Error, "write a backslash as `\\\\`";

    /// Keys stand together that exclude each other.
    ///
    /// A device says who it is in one way: `UDID` if the organization enrolled it, `EnrollmentID` if its user did.
    /// With both, a server can file the same message under two devices.
    ///
    /// ```xml
    /// <key>EnrollmentID</key><string>…</string> <key>UDID</key><string>…</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>EnrollmentID</key><string>…</string>
    /// ```
    ///
    /// Source: `userenrollment.mode` in `mdm/checkin/*.yaml`.
    ExclusiveKeys "exclusive-keys" Error, "keep the key that fits the enrolment and leave the other one out";

    /// A body denotes far more than it holds.
    ///
    /// In a binary property list thirty arrays that each hold the next one twice are 193 bytes and a thousand million
    /// values. Readers that write them out take all memory. More values than 65,536 + 8 a byte of input, or more octets
    /// in them than 1 MiB + 64 a byte, end the reading. In all formats the records of lists may take 24 KiB + 24 a byte:
    /// a list of `{}` alone takes more, and what is past that is not kept.
    ///
    /// ```text
    /// A2 01 01, A2 02 02, A2 03 03, …
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// A2 01 02, 50, 50
    /// ```
    ///
    /// Source: binary property list: references may share objects.
    Expansion "expansion" Error, "no device shares so much: treat the file as an attack";

    /// A key is missing that such a sender sends.
    ///
    /// Apple's schema demands it of some senders only, and what is known of this one says that it is one of them:
    /// by its own keys or by the context that you gave. Or what another key says asks for it: then that is named.
    ///
    /// ```xml
    /// <key>ProductName</key><string>MacBookPro18,3</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>ProductName</key><string>MacBookPro18,3</string> <key>Model</key><string>Mac</string>
    /// ```
    ///
    /// Source: `presence` and `supportedOS` of the key in Apple's schema.
    ExpectedKey "expected-key" Warning, "send the key; if the sender is not what it seems to be, say so with the context";

    /// A key is there that such a sender must not send.
    ///
    /// Apple's schema forbids it to some senders, and what is known of this one says that it is one of them: by its
    /// own keys or by the context that you gave. A user enrolment, for one, keeps the serial number and the
    /// hardware identifier of the device to itself. Or what another key says leaves no room for it: then that is named.
    ///
    /// ```xml
    /// <key>EnrollmentID</key><string>…</string> <key>SerialNumber</key><string>C8TJ500QF1MN</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>EnrollmentID</key><string>…</string>
    /// ```
    ///
    /// Source: `userenrollment.mode` and `sharedipad.mode` of the key in Apple's schema.
    ForbiddenKey "forbidden-key" Warning, "leave the key out; if the sender is not what it seems to be, say so with the context";

    /// A message is there that is not meant for such a device.
    ///
    /// Apple's schema names the platforms, the kinds of enrolment and the channels of each command, and whether it is for
    /// supervised devices only. What is known of this one says that it is none of those: the device is going to refuse
    /// the command.
    ///
    /// ```xml
    /// <key>RequestType</key><string>EraseDevice</string>  to a user enrolment
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>RequestType</key><string>RemoveProfile</string>  to a user enrolment
    /// ```
    ///
    /// Source: `supportedOS` of the command in Apple's schema.
    ForbiddenMessage "forbidden-message" Warning, "send another message; if the device is not what it seems to be, say so with the context";

    /// The body is a web page.
    ///
    /// A proxy, a login page or a load balancer answered in place of the sender.
    ///
    /// ```xml
    /// <!DOCTYPE html><html><body>502 Bad Gateway</body></html>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict></dict></plist>
    /// ```
    ///
    /// Source: WHATWG MIME Sniffing Standard section 7.1, which bytes make a web page.
    Html "html" Error, "look at the status and headers of the exchange and at what stands between the two sides";

    /// The body is longer than the limit.
    ///
    /// Nothing of it was read. The limit is yours to set; the largest answers seen, lists of applications and of
    /// profiles with certificates, stay below 1 MiB.
    ///
    /// ```text
    /// 70 MiB, limit 64 MiB
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 120 kB
    /// ```
    ///
    /// Source: [`Limits::bytes`](crate::Limits::bytes), on the command line `--max-message-size`.
    InputTooLong "input-too-long" Error, "raise the limit if the sender is one that you trust";

    /// An `integer` element holds no integer.
    ///
    /// An empty one, a fraction, letters. Apple's readers refuse it; Python takes digits of other scripts and
    /// underscores. The value is taken as missing, the rest of the message is still judged.
    ///
    /// ```xml
    /// <integer>12.5</integer>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <integer>12</integer>
    /// ```
    ///
    /// Source: Apple's property list DTD: an optional sign and decimal digits.
    Int "int" Error, "write decimal digits with an optional `-` before them, or use `real`";

    /// An integer of a binary property list needs more than 64 bits.
    ///
    /// Apple's readers, libplist and the Go package of many MDM servers keep the low 64 bits, so that -1 becomes
    /// 18446744073709551615; Python and howett read -1; rust-plist refuses.
    ///
    /// ```text
    /// 14 FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 13 FF FF FF FF FF FF FF FF
    /// ```
    ///
    /// Source: binary property list, marker 0001: an integer of 2^n bytes, 16 at most.
    Int128 "int128" Error, "write integers in 1, 2, 4 or 8 bytes";

    /// A small integer of a binary property list is stored in 16 bytes.
    ///
    /// Every known reader takes it; only integers from 2^63 on need as many.
    ///
    /// ```text
    /// 14 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 05
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 10 05
    /// ```
    ///
    /// Source: binary property list, marker 0001: an integer of 2^n bytes, 16 at most.
    Int128Small "int128-small" Note, "write it in as few bytes as it needs";

    /// A JSON integer is too large for a double.
    ///
    /// Readers that keep numbers as doubles round it, so that the same identifier is another one. Here it is read
    /// exactly.
    ///
    /// ```json
    /// {"adam_id": 9007199254740993}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"adam_id": "9007199254740993"}
    /// ```
    ///
    /// Source: RFC 8259 section 6: integers are the same everywhere up to 2^53 - 1.
    IntBeyond53 "int-beyond-2-53" Warning, "send identifiers as strings";

    /// An integer is not written in canonical form.
    ///
    /// A sign `+`, leading zeros, hexadecimal digits or white space are read by some: `010` is 10 to Apple and 8 to
    /// libplist, `0x1F` is refused by the Go package of many MDM servers, ` 5 ` by Apple.
    ///
    /// ```xml
    /// <integer>010</integer>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <integer>10</integer>
    /// ```
    ///
    /// Source: Apple's property list DTD: an optional sign and decimal digits.
    IntForm "int-form" Warning strict, "write decimal digits without leading zeros, with an optional `-` before them";

    /// An integer does not fit into 64 bits.
    ///
    /// From -2^63 to 2^64 - 1 every reader agrees. Beyond, most refuse; Python reads it exactly, some readers of
    /// JSON make a double of it. The value is taken as missing, or kept as its digits in JSON: a warning there, unless its
    /// key asks for an integer.
    ///
    /// ```xml
    /// <integer>18446744073709551616</integer>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <integer>18446744073709551615</integer>
    /// ```
    ///
    /// Source: CoreFoundation, `CFNumber`; RFC 8259 section 6.
    IntRange "int-range" Error strict, "send it as a string";

    /// JSON stands where a property list is due.
    ///
    /// The messages of the MDM protocol are property lists. A JSON body under such an address is another service's,
    /// or a test client's.
    ///
    /// ```json
    /// {"MessageType": "CheckOut"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <dict><key>MessageType</key><string>CheckOut</string></dict>
    /// ```
    ///
    /// Source: Apple, "Implementing device management".
    JsonNotPlist "json-not-plist" Error, "see whether the request belongs to another service, or send a property list";

    /// A JSON object has no key where one is due.
    ///
    /// A key is a string. Apple's readers take a comma before the closing brace; no other known reader does.
    ///
    /// ```json
    /// {serial_number: "C8TJ500QF1MN"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"serial_number": "C8TJ500QF1MN"}
    /// ```
    ///
    /// Source: RFC 8259 section 4.
    Key "key" Error, "write the key in double quotation marks, and no comma behind the last value";

    /// A key is one that is known, in the wrong case.
    ///
    /// Keys are compared exactly. Nobody reads this one, so that its value is as good as not sent. How words are told apart
    /// belongs to it: `skipSetupItems` is no `skip_setup_items`. If the key has to be there, it is missing too.
    ///
    /// ```xml
    /// <key>udid</key>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>UDID</key>
    /// ```
    ///
    /// Source: the spelling of the key in Apple's schema.
    KeyCase "key-case" Warning, "write the key as the schema has it";

    /// A dictionary has something else where a key is due.
    ///
    /// Keys and values stand in turn, and a key is a `key` element. Of known readers only some older ones take a
    /// `string` in its place.
    ///
    /// ```xml
    /// <dict><string>UDID</string><string>…</string></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <dict><key>UDID</key><string>…</string></dict>
    /// ```
    ///
    /// Source: Apple's property list DTD: `dict` holds pairs of `key` and value.
    KeyExpected "key-expected" Error, "put a `key` element before each value";

    /// A `key` element stands where a value is due.
    ///
    /// Apple's readers, libplist and rust-plist take it for a string, Python refuses, a Go package drops it: after
    /// `<key>a</key><key>b</key>` they disagree on every key that follows.
    ///
    /// ```xml
    /// <key>UDID</key><key>EnrollmentID</key>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>UDID</key><string>…</string> <key>EnrollmentID</key><string>…</string>
    /// ```
    ///
    /// Source: Apple's property list DTD: `key` is no value.
    KeyMisplaced "key-misplaced" Error, "put the value after the key that has none";

    /// A key of a binary dictionary is no string.
    ///
    /// CoreFoundation and Python take any kind of key, the other readers refuse; Foundation on Linux dies of it.
    ///
    /// ```text
    /// D1 01 02, 10 05, 09
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// D1 01 02, 51 61, 09
    /// ```
    ///
    /// Source: binary property list, marker 1101; Apple's property list DTD.
    KeyType "key-type" Error, "write keys as strings";

    /// A bare word of JSON is neither `true`, `false` nor `null`.
    ///
    /// Python's reader and writer know `NaN` and `Infinity`; nobody else does.
    ///
    /// ```json
    /// {"is_supervised": True}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"is_supervised": true}
    /// ```
    ///
    /// Source: RFC 8259 section 3.
    Literal "literal" Error, "write `true`, `false` or `null` in small letters, and text in quotation marks";

    /// A tool has replaced bytes of a body, so that it is not what was sent.
    ///
    /// Where U+FFFD stands, the tool found bytes that are no UTF-8 and threw them away. What is wrong with the form of the
    /// body need not be the sender's fault. HTTP Toolkit and PCAPdroid are known for it.
    ///
    /// ```json
    /// {"mimeType": "application/x-apple-aspen-mdm-checkin", "text": "bplist00\ufffd\u0001\u0002"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"mimeType": "application/x-apple-aspen-mdm-checkin", "text": "YnBsaXN0MDDUAQI=", "encoding": "base64"}
    /// ```
    ///
    /// Source: HAR 1.2, which has no `encoding` for what is sent.
    LossyCapture "lossy-capture" Warning, "record it again with a tool that keeps bytes, such as mitmproxy with a flow file";

    /// A binary property list does not begin with `bplist0`.
    ///
    /// Some readers try other formats on it and read something else.
    ///
    /// ```text
    /// 62 70 6C 69 73 74 31 35
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 62 70 6C 69 73 74 30 30
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`: version 00.
    Magic "magic" Error, "convert it to version 00 or to XML; `bplist15` and later are formats of Apple's own that do not travel";

    /// A value does not have the form that its key asks for.
    ///
    /// Apple's schema gives no forms; these are of what devices send. A value of another form cannot be matched
    /// with what other messages and services say of the same device. Apple's services refuse an empty text, one
    /// that is too long, and what is no address where they ask for one: in what goes to them these are errors.
    ///
    /// ```xml
    /// <key>UDID</key><string>my-phone</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>UDID</key><string>00008101-001938611EE9001E</string>
    /// ```
    ///
    /// Source: the form of the key: show it with `mdmwire explain KEY`.
    MalformedValue "malformed-value" Warning, "send the identifier as the device knows it, without blanks or quotation marks around it";

    /// A binary object is of a type that does not exist.
    ///
    /// Sets, URLs, fill bytes and types that nobody uses: the readers that know some of them disagree on the value,
    /// and one of Apple's dies of a set.
    ///
    /// ```text
    /// C1 01
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// A1 01
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`, table of markers.
    Marker "marker" Error, "write arrays, dictionaries, strings, data, dates, numbers and booleans only";

    /// A key is missing that every sender must send.
    ///
    /// Without it the message cannot be acted on, and it has no typed form.
    ///
    /// ```xml
    /// <dict><key>MessageType</key><string>CheckOut</string></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <dict><key>MessageType</key><string>CheckOut</string> <key>Topic</key><string>…</string> …</dict>
    /// ```
    ///
    /// Source: `presence: required` of the key in Apple's schema, unless devices are known to leave it out.
    MissingKey "missing-key" Error, "send the key";

    /// The message does not say which one it is.
    ///
    /// It has the keys of a check-in and no `MessageType`, or a command and no `RequestType`, so that nobody can tell what is
    /// wanted.
    ///
    /// ```xml
    /// <key>Topic</key><string>…</string> <key>PushMagic</key><string>…</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>MessageType</key><string>TokenUpdate</string> <key>Topic</key><string>…</string> …
    /// ```
    ///
    /// Source: `mdm/checkin/*.yaml`: key `MessageType` is required of all; `mdm/commands/*.yaml`: so is `RequestType`.
    MissingTag "missing-tag" Error, "send the key, or name the message when you decode";

    /// A `plist` element stands inside the document.
    ///
    /// Apple's readers take it for the value that it holds, others refuse it.
    ///
    /// ```xml
    /// <array><plist><true/></plist></array>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <array><true/></array>
    /// ```
    ///
    /// Source: Apple's property list DTD: `plist` is the outermost element and no value.
    NestedPlist "nested-plist" Warning strict, "send the value itself, or a whole document as data";

    /// The message does not say who sends it.
    ///
    /// Without `UDID` or `EnrollmentID` a server cannot tell which device it is about.
    ///
    /// ```xml
    /// <key>MessageType</key><string>CheckOut</string> <key>Topic</key><string>…</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>MessageType</key><string>CheckOut</string> <key>Topic</key><string>…</string> <key>UDID</key><string>…</string>
    /// ```
    ///
    /// Source: `mdm/checkin/*.yaml`: `UDID`, or `EnrollmentID` in a user enrolment.
    NoIdentifier "no-identifier" Error, "send `UDID`, or `EnrollmentID` if the device was enrolled by its user";

    /// The value stands without a `plist` element around it.
    ///
    /// Every known reader takes it, though the DTD does not allow it.
    ///
    /// ```xml
    /// <dict></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict></dict></plist>
    /// ```
    ///
    /// Source: Apple's property list DTD: `plist` is the outermost element.
    NoPlist "no-plist" Warning strict, "put `<plist version=\"1.0\">` around it";

    /// The document has no element.
    ///
    /// It ends after its declarations and comments, or has nothing but white space.
    ///
    /// ```xml
    /// <?xml version="1.0"?>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0"?><plist version="1.0"><dict></dict></plist>
    /// ```
    ///
    /// Source: XML 1.0 production 1, `document`.
    NoRoot "no-root" Error, "compare its length with the `Content-Length` of the request";

    /// The `plist` element has no version.
    ///
    /// Every known reader takes it: the DTD gives 1.0 as default.
    ///
    /// ```xml
    /// <plist><dict></dict></plist>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict></dict></plist>
    /// ```
    ///
    /// Source: Apple's property list DTD: attribute `version`.
    NoVersion "no-version" Note, "write `<plist version=\"1.0\">`";

    /// The body is neither a property list nor JSON.
    ///
    /// It begins with nothing that either begins with. No other format is guessed.
    ///
    /// ```text
    /// Status: Idle
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict></dict></plist>
    /// ```
    ///
    /// Source: [`Format::detect`](crate::wire::Format::detect).
    NotADocument "not-a-document" Error, "see what the sender says of it in `Content-Type` and `Content-Encoding`: it may be compressed, encoded in base64, or a form";

    /// The document is sound, but no message that is known here.
    ///
    /// Its outermost dictionary has none of the keys that messages are told apart by. JSON may have most of the keys of a kind, and
    /// yet too much that differs: then that kind is named.
    ///
    /// ```xml
    /// <dict><key>Label</key><string>com.example.agent</string></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <dict><key>Status</key><string>Idle</string> <key>UDID</key><string>…</string></dict>
    /// ```
    ///
    /// Source: the catalogue: `MessageType` of `mdm/checkin/*.yaml`, `Command` of `mdm/commands/*.yaml`, `Status` of an answer.
    NotAMessage "not-a-message" Warning, "name the kind if you know it, as `--as plist` or `decode_as` do";

    /// The device puts a command off again and again.
    ///
    /// A device that answers `NotNow` comes back by itself when it can carry the command out. A server that sends the
    /// command again before keeps both busy, and other commands wait.
    ///
    /// ```text
    /// -> InstallProfile  <- NotNow  -> InstallProfile  <- NotNow  …
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// -> InstallProfile  <- NotNow  -> another command  …  <- Idle  -> InstallProfile  <- Acknowledged
    /// ```
    ///
    /// Source: Apple, "Mobile Device Management Protocol Reference": `NotNow`.
    NotNowLoop "not-now-loop" Warning, "put the command off until the device asks again, and send others meanwhile";

    /// Text holds U+0000.
    ///
    /// iPhones have sent it inside strings. Apple's readers, rust-plist and libplist take it, Python, the Go
    /// packages and every XML parser refuse the whole message; libplist cuts a binary string there, so that two
    /// keys become one. In a number, a date or data it is an error.
    ///
    /// ```text
    /// <string>iPhone U+0000</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// <string>iPhone</string>
    /// ```
    ///
    /// Source: XML 1.0 production 2, `Char`.
    Nul "nul" Warning strict, "read such messages tolerantly, and cut the text before you pass it on";

    /// A null stands where a value or nothing is due.
    ///
    /// In a binary property list Apple's readers and libplist take it, rust-plist and howett refuse; XML has no place for
    /// it. In JSON the services send it for some keys, in place of leaving them out; this is not one of them.
    ///
    /// ```json
    /// {"cursor": null}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {}
    /// ```
    ///
    /// Source: binary property list, marker 0000 0000; the keys of the record.
    Null "null" Warning strict, "leave the key out if there is no value";

    /// A JSON number is not written as numbers are.
    ///
    /// Leading zeros, a sign `+`, a point without digits on both sides, hexadecimal digits: no known reader takes
    /// them.
    ///
    /// ```json
    /// {"limit": 0100}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"limit": 100}
    /// ```
    ///
    /// Source: RFC 8259 section 6.
    Number "number" Error, "write decimal digits with an optional `-` before them";

    /// A JSON number is too large for a double.
    ///
    /// Some readers make infinity of it, some keep its digits, others refuse.
    ///
    /// ```json
    /// {"limit": 1e400}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"limit": 1000}
    /// ```
    ///
    /// Source: RFC 8259 section 6.
    NumberRange "number-range" Error, "send it as a string";

    /// A binary object runs past the end of its region.
    ///
    /// Objects end where the offset table begins. Some readers go on into the table and take its bytes for text.
    ///
    /// ```text
    /// 5F 10 FF 61 62
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 52 61 62
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    ObjectBounds "object-bounds" Error, "compare the length of the file with what its sender says; if it is complete, treat it as an attack";

    /// The offsets or references of a binary property list have 3, 5, 6 or 7 bytes.
    ///
    /// rust-plist refuses all of them but 3; every other known reader takes them.
    ///
    /// ```text
    /// trailer: 03 01
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// trailer: 04 01
    /// ```
    ///
    /// Source: binary property list, trailer: sizes of 1, 2, 4 and 8 are what writers use.
    OddSize "odd-size" Warning, "write sizes of 1, 2, 4 or 8 bytes";

    /// An offset of a binary property list points outside the objects.
    ///
    /// Into the header, into the table or past the end: some readers take the magic itself for an object.
    ///
    /// ```text
    /// offset table: 00
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// offset table: 08
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`: objects lie between the header and the offset table.
    Offset "offset" Error, "if the file is complete, treat it as an attack";

    /// The offsets of a binary property list have too few bytes.
    ///
    /// The last object that they reach is the one that CoreFoundation keeps back; with fewer bytes still, it is an
    /// error.
    ///
    /// ```text
    /// 256 bytes of objects, offsets of 1 byte
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 256 bytes of objects, offsets of 2 bytes
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    OffsetSize "offset-size" Warning strict, "write offsets that can hold the length of the file";

    /// A number is smaller or larger than its key allows, or an array has fewer or more items.
    ///
    /// What a receiver does with it is its own affair: cut, refuse, or ignore. Apple's services refuse it, so that it is an
    /// error in what goes to them, unless the bounds are advice.
    ///
    /// ```xml
    /// <key>CellularTechnology</key><integer>7</integer>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>CellularTechnology</key><integer>3</integer>
    /// ```
    ///
    /// An array that is empty where it has to name something asks for nothing.
    ///
    /// Source: `range` of the key in Apple's schema; what Apple says of the calls of its services.
    OutOfRange "out-of-range" Warning, "send a number of the range; see whether another unit was meant";

    /// Objects of a binary property list overlap.
    ///
    /// The same bytes stand for two values. Every known reader takes it, no known writer does it.
    ///
    /// ```text
    /// offsets 08 and 09, 52 51 61
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// offsets 08 and 0A, 51 62, 51 61
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    Overlap "overlap" Warning strict, "write each object on its own; treat the file as an attack if you do not know who wrote it";

    /// Entries of a container have nothing to do with device management.
    ///
    /// A proxy records what else goes over the line, and a log has other lines; they are counted and not looked at.
    ///
    /// ```json
    /// {"request": {"url": "https://www.example.com/logo.png"}}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"request": {"url": "https://mdm.example.com/mdm/checkin"}}
    /// ```
    ///
    /// Source: content types of the MDM protocol, addresses of both services.
    PassedOver "passed-over" Note, "name the column with `--field`, or the form with `--input`, if there are messages among them";

    /// A processing instruction stands in the document.
    ///
    /// Apple's readers and most others skip it, the Go package of many MDM servers refuses it.
    ///
    /// ```xml
    /// <?note a?><plist version="1.0">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0">
    /// ```
    ///
    /// Source: XML 1.0 production 16, `PI`.
    Pi "pi" Warning, "leave it out";

    /// A processing instruction is not closed.
    ///
    /// No known reader takes it.
    ///
    /// ```xml
    /// <?xml version="1.0">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0"?>
    /// ```
    ///
    /// Source: XML 1.0 production 16, `PI`.
    PiOpen "pi-open" Error, "close it with `?>`; if the end is missing altogether, the document was cut off";

    /// A processing instruction has no proper target.
    ///
    /// It is not well-formed: XML parsers, Python and the Go packages refuse the document, Apple's readers skip it.
    ///
    /// ```xml
    /// <? note?>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <!-- note -->
    /// ```
    ///
    /// Source: XML 1.0 productions 16 and 17, `PI` and `PITarget`.
    PiSyntax "pi-syntax" Warning strict, "leave it out";

    /// A property list stands where JSON is due.
    ///
    /// DEP and VPP speak JSON. A property list under such an address is a message of the MDM protocol, or a test
    /// client's.
    ///
    /// ```xml
    /// <dict><key>devices</key><array/></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"devices": []}
    /// ```
    ///
    /// Source: Apple, "Device assignment" and "App and book management".
    PlistNotJson "plist-not-json" Error, "see whether the request belongs to another service, or send JSON";

    /// The version of the `plist` element is not 1.0.
    ///
    /// There is no other version. No known reader looks.
    ///
    /// ```xml
    /// <plist version="2.0">
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0">
    /// ```
    ///
    /// Source: Apple's property list DTD: attribute `version`.
    PlistVersion "plist-version" Warning strict, "write `version=\"1.0\"`";

    /// A `real` element holds no number.
    ///
    /// It is empty, has letters, or digits that are none. The value is taken as missing, the rest of the message is
    /// still judged.
    ///
    /// ```xml
    /// <real>64 GB</real>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <real>64.0</real>
    /// ```
    ///
    /// Source: Apple's property list DTD: a sign, digits, a fraction and an exponent.
    Real "real" Error, "write decimal digits with a point, without a unit";

    /// A real is not written in canonical form.
    ///
    /// White space around it, a sign `+`, a point without digits on both sides: some readers take it, others
    /// refuse.
    ///
    /// ```xml
    /// <real>.5</real>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <real>0.5</real>
    /// ```
    ///
    /// Source: Apple's property list DTD: a sign, digits, a fraction and an exponent.
    RealForm "real-form" Warning strict, "write digits on both sides of the point and nothing around them";

    /// A real is infinite or not a number.
    ///
    /// Apple's readers take `nan` and `inf`, libplist and some others refuse them.
    ///
    /// ```xml
    /// <real>nan</real>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <real>0.0</real>
    /// ```
    ///
    /// Source: CoreFoundation, `CFPropertyList.c`.
    RealNonfinite "real-nonfinite" Warning strict, "leave the key out if there is no number";

    /// The references of a binary property list have too few bytes.
    ///
    /// The last object that they reach is the one that CoreFoundation keeps back; with fewer bytes still, it is an
    /// error.
    ///
    /// ```text
    /// 256 objects, references of 1 byte
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 256 objects, references of 2 bytes
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    RefSize "ref-size" Warning strict, "write references that can hold the number of objects";

    /// A reference names nothing that a property list may use.
    ///
    /// Five names are known: `amp`, `lt`, `gt`, `quot`, `apos`. Of any other, rust-plist and Python drop the text
    /// in silence; Apple's readers refuse the message. In a binary property list: a reference to an object that
    /// there is none of.
    ///
    /// ```xml
    /// <string>Fish & Chips &nbsp;</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>Fish &amp; Chips &#160;</string>
    /// ```
    ///
    /// Source: XML 1.0 section 4.6, predefined entities, and production 67, `Reference`.
    Reference "reference" Error, "write `&amp;` for the sign `&`, and other characters as they are or by number";

    /// A character reference has more digits than Apple's reader takes.
    ///
    /// Apple's readers and libplist refuse it, the others take it.
    ///
    /// ```xml
    /// <string>&#x0000041;</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>&#x41;</string>
    /// ```
    ///
    /// Source: XML 1.0 production 66, `CharRef`; CoreFoundation, `CFPropertyList.c`.
    ReferenceLong "reference-long" Warning strict, "write it without leading zeros";

    /// A character reference names no character.
    ///
    /// Apple's readers make U+0000 of `&#0;`, most others refuse.
    ///
    /// ```xml
    /// <string>&#0;</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>&#32;</string>
    /// ```
    ///
    /// Source: XML 1.0 production 66, well-formedness constraint: legal character.
    ReferenceRange "reference-range" Error, "leave it out";

    /// A key is written `<key/>`.
    ///
    /// It is the empty key. Nothing of Apple's has such a key.
    ///
    /// ```xml
    /// <key/><true/>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>a</key><true/>
    /// ```
    ///
    /// Source: Apple's property list DTD.
    SelfclosedKey "selfclosed-key" Note, "give the value a key or leave it out";

    /// A container of a binary property list is used more than once.
    ///
    /// Readers that write it out twice can be made to take all memory, readers that share it may change both when
    /// one is changed. Apple's writer shares strings and numbers, never containers.
    ///
    /// ```text
    /// A2 01 01, A0
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// A2 01 02, A0, A0
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    SharedContainer "shared-container" Warning, "write a container once for each use";

    /// A binary property list is too short to be one.
    ///
    /// A header, one object, one offset and the trailer need 42 bytes.
    ///
    /// ```text
    /// 62 70 6C 69 73 74 30 30
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 62 70 6C 69 73 74 30 30 09 08 … (42 bytes)
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    Short "short" Error, "compare its length with the `Content-Length` of the request";

    /// White space stands before the XML declaration.
    ///
    /// It is not well-formed: XML parsers refuse the document, Apple's readers and most others take it.
    ///
    /// ```text
    /// (line feed) <?xml version="1.0"?>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0"?>
    /// ```
    ///
    /// Source: XML 1.0 production 22, `prolog`.
    SpaceBeforeDecl "space-before-decl" Warning strict, "send the declaration as the very first bytes";

    /// A JSON string is not closed.
    ///
    /// The document was cut off, or a quotation mark is missing.
    ///
    /// ```json
    /// {"serial_number": "C8TJ
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"serial_number": "C8TJ500QF1MN"}
    /// ```
    ///
    /// Source: RFC 8259 section 7.
    StringOpen "string-open" Error, "compare its length with the `Content-Length` of the request";

    /// A number is not the sum of those that it is made of.
    ///
    /// Licences are given out or free: together they are all. A client that computes one number from the others
    /// computes another one than it reads.
    ///
    /// ```json
    /// {"totalCount": 5, "assignedCount": 2, "availableCount": 2}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"totalCount": 5, "assignedCount": 2, "availableCount": 3}
    /// ```
    ///
    /// Source: what Apple says of the counts of assets and subscriptions.
    SumMismatch "sum-mismatch" Warning, "compare the counts, and trust the service's next answer";

    /// A surrogate stands alone.
    ///
    /// UTF-16 code units from D800 to DFFF make a character in pairs only. Some readers replace it, one makes
    /// U+0000 of it, others drop it or refuse.
    ///
    /// ```json
    /// {"device_name": "\ud83d"}
    /// ```
    ///
    /// Instead:
    ///
    /// ```json
    /// {"device_name": "\ud83d\ude00"}
    /// ```
    ///
    /// Source: RFC 8259 section 8.2; the Unicode Standard, definition D75.
    Surrogate "surrogate" Error, "cut text between characters, not between code units";

    /// A tag has no proper name or end.
    ///
    /// No known reader but rust-plist takes any of it.
    ///
    /// ```xml
    /// <string!>x</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <string>x</string>
    /// ```
    ///
    /// Source: XML 1.0 production 40, `STag`.
    Tag "tag" Error, "write `&lt;` for the sign `<`, and tags as `<name>`";

    /// The document ends inside a tag.
    ///
    /// It was cut off.
    ///
    /// ```xml
    /// <plist version="1.0"><dict><key>UDID</key><stri
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict><key>UDID</key><string>…</string></dict></plist>
    /// ```
    ///
    /// Source: XML 1.0 production 40, `STag`.
    TagOpen "tag-open" Error, "compare its length with the `Content-Length` of the request";

    /// A device sends `TokenUpdate` and is not enrolled.
    ///
    /// An enrolment begins with `Authenticate`, and ends with `CheckOut`. Here a push token came before the one or after the
    /// other, so that a server files it under an enrolment that there is not.
    ///
    /// ```text
    /// TokenUpdate, Authenticate
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// Authenticate, TokenUpdate
    /// ```
    ///
    /// Source: `mdm/checkin/authenticate.yaml`, `mdm/checkin/tokenupdate.yaml`.
    TokenUpdateFirst "token-update-first" Warning, "take a push token only of a device that has sent Authenticate";

    /// The document holds more values than the limit.
    ///
    /// Reading ended there. The limit is yours to set.
    ///
    /// ```text
    /// <true/> × 20,000,000
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// <true/> × 20
    /// ```
    ///
    /// Source: [`Limits::nodes`](crate::Limits::nodes), on the command line `--max-nodes`.
    TooManyNodes "too-many-nodes" Error, "raise the limit if the sender is one that you trust";

    /// The trailer of a binary property list counts no objects, or its root is none of them.
    ///
    /// Without a root there is no value.
    ///
    /// ```text
    /// trailer: 0 objects
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// trailer: 1 object, root 0
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`: the last 32 bytes.
    TrailerCount "trailer-count" Error, "compare the length of the file with what its sender says";

    /// The trailer of a binary property list names a size that is not 1 to 8.
    ///
    /// Offsets and references of 0 or more than 8 bytes cannot be read; libplist and others take some of them.
    ///
    /// ```text
    /// trailer: 00 00 00 00 00 00 00 01
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// trailer: 00 00 00 00 00 00 01 01
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`: bytes 6 and 7 of the trailer.
    TrailerSizes "trailer-sizes" Error, "compare the length of the file with what its sender says: the last 32 bytes may not be the trailer";

    /// The sort version of a binary trailer is not zero.
    ///
    /// It means nothing today. Every known reader takes it.
    ///
    /// ```text
    /// trailer: 00 00 00 00 00 01 01 01
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// trailer: 00 00 00 00 00 00 01 01
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`: byte 5 of the trailer.
    TrailerSort "trailer-sort" Warning strict, "write zero";

    /// The offset table of a binary property list is not where its trailer says.
    ///
    /// It ends where the trailer begins. Readers that do not look take a gap, in which anything can be hidden, or
    /// read past the end.
    ///
    /// ```text
    /// table at 9, 1 object, 50 bytes in all
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// table at 9, 1 object, 42 bytes in all
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    TrailerTable "trailer-table" Error, "compare the length of the file with what its sender says";

    /// The unused bytes of a binary trailer are not zero.
    ///
    /// Something is said there that no reader reads.
    ///
    /// ```text
    /// trailer: 01 00 00 00 00 00 01 01
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// trailer: 00 00 00 00 00 00 01 01
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`: bytes 0 to 4 of the trailer.
    TrailerUnused "trailer-unused" Warning strict, "write zeros";

    /// Something follows the document.
    ///
    /// Apple's readers and the Go packages ignore it, libplist, rust-plist, Python and XML parsers refuse the
    /// document. In JSON no reader takes it.
    ///
    /// ```xml
    /// <plist version="1.0"><dict/></plist>junk
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict/></plist>
    /// ```
    ///
    /// Source: XML 1.0 production 1, `document`; RFC 8259 section 2.
    TrailingData "trailing-data" Warning strict, "send one document; if two were joined, take them apart first";

    /// A binary property list holds a reference of a keyed archive.
    ///
    /// It has no place in a message. Foundation refuses it in a decoder, others take it; one of more than 32 bits
    /// is an error.
    ///
    /// ```text
    /// 80 01
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 10 01
    /// ```
    ///
    /// Source: binary property list, marker 1000.
    Uid "uid" Warning strict, "send the value itself";

    /// A device is answered with 401.
    ///
    /// To a device 401 means that the server does not manage it any more: it may remove the enrolment with all that came
    /// by it. A fault of the server, such as a certificate that it cannot check, can so lose a whole fleet.
    ///
    /// ```text
    /// HTTP/1.1 401 Unauthorized
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// HTTP/1.1 403 Forbidden
    /// ```
    ///
    /// Source: Apple, "Mobile Device Management Protocol Reference": a device that gets 401 removes the profile.
    Unauthorized "unauthorized" Warning, "answer 401 only to end an enrolment; otherwise 400, 403 or 503";

    /// The document ends before an element is closed.
    ///
    /// It was cut off.
    ///
    /// ```xml
    /// <plist version="1.0"><dict><key>UDID</key><string>0000
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict><key>UDID</key><string>…</string></dict></plist>
    /// ```
    ///
    /// Source: XML 1.0 production 39, `element`.
    Unclosed "unclosed" Error, "compare its length with the `Content-Length` of the request";

    /// A property list has no such element.
    ///
    /// rust-plist and Python pass over some of them in silence; every other known reader refuses.
    ///
    /// ```xml
    /// <dict><key>a</key><boolean>true</boolean></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <dict><key>a</key><true/></dict>
    /// ```
    ///
    /// Source: Apple's property list DTD: `array`, `data`, `date`, `dict`, `false`, `integer`, `plist`, `real`,
    /// `string`, `true`.
    UnknownElement "unknown-element" Error, "write one of `array`, `data`, `date`, `dict`, `false`, `integer`, `real`, `string`, `true`";

    /// A key is not in the schema.
    ///
    /// Devices send keys that no schema has, and Apple adds some with every release. It is kept beside the known
    /// ones.
    ///
    /// ```xml
    /// <key>UDDI</key><string>…</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>UDID</key><string>…</string>
    /// ```
    ///
    /// Source: the keys of the record in Apple's schema.
    UnknownKey "unknown-key" Note, "see whether the key is misspelt or newer than the schema that is built in";

    /// The tag of the message names none that is known here.
    ///
    /// Tags are compared exactly. A server that does not know the message answers with an error, and the device
    /// tries again.
    ///
    /// ```xml
    /// <key>MessageType</key><string>checkout</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>MessageType</key><string>CheckOut</string>
    /// ```
    ///
    /// Source: `mdm/checkin/*.yaml`: `MessageType`; `mdm/commands/*.yaml`: `RequestType`.
    UnknownMessage "unknown-message" Error, "see whether the tag is misspelt or newer than the schema that is built in";

    /// A value is not one of those that are listed for its key.
    ///
    /// Apple adds to its lists, so the value is kept as it is; but a receiver that knows only the list cannot act
    /// on it.
    ///
    /// ```xml
    /// <key>Status</key><string>Done</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>Status</key><string>Acknowledged</string>
    /// ```
    ///
    /// Source: `rangelist` of the key in Apple's schema.
    UnlistedValue "unlisted-value" Warning, "send one of the listed values; they are compared exactly";

    /// A file or folder cannot be read.
    ///
    /// It was left out; everything else was checked.
    ///
    /// ```text
    /// mode 000
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// mode 644
    /// ```
    ///
    /// Source: the operating system.
    UnreadableFile "unreadable-file" Error, "see whether it is there and whether you may read it";

    /// A binary property list holds an object that nothing refers to.
    ///
    /// No reader shows it, so that something can be hidden there.
    ///
    /// ```text
    /// A1 01, 09, 51 61
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// A1 01, 09
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    Unreferenced "unreferenced" Note, "leave it out";

    /// The document is not valid UTF-8.
    ///
    /// Apple's readers refuse the bytes in text, libplist keeps them as they are, some readers of JSON put U+FFFD
    /// in their place.
    ///
    /// ```text
    /// 3C 73 74 72 69 6E 67 3E E9 3C …
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 3C 73 74 72 69 6E 67 3E C3 A9 3C …
    /// ```
    ///
    /// Source: RFC 3629 section 3.
    Utf8 "utf8" Error, "send the text as UTF-8; a single byte above 0x7F is mostly Latin-1";

    /// A key has no value.
    ///
    /// libplist and a Go package drop the key in silence, every other known reader refuses.
    ///
    /// ```xml
    /// <dict><key>UDID</key></dict>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <dict><key>UDID</key><string>…</string></dict>
    /// ```
    ///
    /// Source: Apple's property list DTD: `dict` holds pairs of `key` and value.
    ValueMissing "value-missing" Error, "write the value or leave the key out";

    /// The version of a binary property list is not 00.
    ///
    /// Apple's readers take any `bplist0?`, most others refuse all but 00.
    ///
    /// ```text
    /// 62 70 6C 69 73 74 30 31
    /// ```
    ///
    /// Instead:
    ///
    /// ```text
    /// 62 70 6C 69 73 74 30 30
    /// ```
    ///
    /// Source: CoreFoundation, `CFBinaryPList.c`.
    Version "version" Warning strict, "write `bplist00`";

    /// The message is another one than was asked for.
    ///
    /// Its tag says so, or it is a document where none is due: the word of a refusal, a token.
    ///
    /// ```xml
    /// <key>MessageType</key><string>CheckOut</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>MessageType</key><string>Authenticate</string>
    /// ```
    ///
    /// Source: `mdm/checkin/*.yaml`: key `MessageType`.
    WrongMessage "wrong-message" Error, "let the message be recognised, or ask for the one that the tag names";

    /// The outermost value is no dictionary.
    ///
    /// Every message is one.
    ///
    /// ```xml
    /// <plist version="1.0"><array/></plist>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <plist version="1.0"><dict>…</dict></plist>
    /// ```
    ///
    /// Source: `mdm/checkin/*.yaml`, `mdm/commands/*.yaml`.
    WrongRoot "wrong-root" Error, "send a dictionary; several messages in an array have to be sent one by one";

    /// A value is of another type than its key asks for.
    ///
    /// Apple's readers do not convert: a device ignores the key or refuses the message. Some frameworks turn
    /// booleans into numbers on the way. A real without a fraction where an integer is due is read as that, with a warning.
    ///
    /// ```xml
    /// <key>NotOnConsole</key><string>false</string>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <key>NotOnConsole</key><false/>
    /// ```
    ///
    /// Source: `type` of the key in Apple's schema.
    WrongType "wrong-type" Error, "send the value as the type that is expected";

    /// The XML declaration names another version than 1.0.
    ///
    /// Most readers do not look, the Go packages refuse the document.
    ///
    /// ```xml
    /// <?xml version="1.1"?>
    /// ```
    ///
    /// Instead:
    ///
    /// ```xml
    /// <?xml version="1.0"?>
    /// ```
    ///
    /// Source: XML 1.0 production 26, `VersionNum`.
    XmlVersion "xml-version" Warning strict, "write `version=\"1.0\"`";
}

impl Code {
    /// The first sentence of its page.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.page().next().unwrap_or_default()
    }

    /// The lines of its page, in Markdown: what it means, why it matters, an example that fails and one that passes,
    /// the source.
    pub fn page(self) -> impl Iterator<Item = &'static str> + Clone {
        self.doc().lines().map(|line| line.strip_prefix(' ').unwrap_or(line))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reads the name that [`Code::as_str`] gives.
impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name).ok_or(UnknownCode(()))
    }
}

/// No [`Code`] has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode(());

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such problem code")
    }
}

impl core::error::Error for UnknownCode {}
