//! The words that the service answers with in place of JSON when it refuses a request.

/// What the word of a refusal means. The service writes it alone into the body; simulators put it into quotation marks.
///
/// ```
/// assert!(mdmwire::messages::dep::error_word("EXPIRED_CURSOR").is_some());
/// ```
#[must_use]
pub fn error_word(word: &str) -> Option<&'static str> {
    let at = WORDS.binary_search_by_key(&word, |(word, _)| word).ok()?;
    WORDS.get(at).map(|(_, meaning)| *meaning)
}

/// Words and meanings, sorted. Source: Apple, the pages of the calls, "Interpreting Automated Device Enrollment error codes";
/// some from clients and Apple's simulator.
const WORDS: &[(&str, &str)] = &[
    ("ACCESS_DENIED", "the token gives no right to this call"),
    ("APPLE_SEED_FOR_IT_TURNED_OFF", "the organization has turned programmes for beta versions off"),
    ("CONFIG_NAME_INVALID", "the profile's name is empty or has more than 125 characters"),
    ("CONFIG_NAME_REQUIRED", "the profile has no name"),
    ("CONFIG_URL_INVALID", "the profile's address is empty or has more than 2000 characters"),
    ("CONFIG_URL_REQUIRED", "the profile has no address"),
    ("CURSOR_REQUIRED", "changes are asked for from a cursor on"),
    ("DEPARTMENT_INVALID", "the profile's department is empty or has more than 125 characters"),
    ("DEVICE_ID_REQUIRED", "no device is named"),
    ("DEVICE_NOT_FOUND", "there is no such device"),
    ("EXHAUSTED_CURSOR", "the cursor has nothing more to give: go on from it with the changes"),
    ("EXPIRED_CURSOR", "the cursor is older than seven days: fetch all devices again"),
    ("FLAGS_INVALID", "the profile cannot be removed, and so has to ask for supervision"),
    ("FORBIDDEN", "the request is not allowed"),
    ("INVALID_CURSOR", "the cursor is none that the service gave"),
    ("LOCALE_INVALID", "the profile's language and region do not go together"),
    ("MAGIC_INVALID", "the profile's magic is empty or has more than 256 characters"),
    ("MALFORMED_REQUEST_BODY", "the body of the request can't be read"),
    ("MDM_SERVICE_DISCOVERY_URL_NOT_VALID", "the address of the discovery document is no https address"),
    ("MDM_SERVICE_DISCOVERY_URL_REQUIRED", "the address of the discovery document is missing"),
    ("NOT_FOUND", "there is nothing of that name"),
    ("ORG_NOT_SUPPORTED", "such an organization can't do this"),
    ("PROFILE_UUID_REQUIRED", "no profile is named"),
    ("SUPPORT_EMAIL_INVALID", "the profile's e-mail address is empty or has more than 250 characters"),
    ("SUPPORT_PHONE_INVALID", "the profile's telephone number is empty or has more than 50 characters"),
    ("TOO_MANY_REQUESTS", "too much was asked: come again later"),
    ("T_C_NOT_SIGNED", "the organization has to accept new terms in the portal first"),
    ("UNAUTHORIZED", "the session is not taken: ask for a new one, once"),
    ("USER_AGENT_INVALID", "the header User-Agent can't be read"),
    ("USER_AGENT_MISSING", "the header User-Agent is missing"),
    ("oauth_problem_advice", "the token, its signature or the session is not taken: ask for a new session, once"),
    ("signature_invalid", "the secrets that the request is signed with are not those of a token in force"),
    ("token_expired", "the token has ended: make a new one in the portal"),
    ("token_rejected", "the token has been revoked or replaced: a new one from the portal is needed"),
];

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn the_words_are_sorted() {
        assert!(WORDS.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
