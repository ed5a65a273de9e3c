//! The numbers of errors, of both versions.

/// What the number of an error means: `errorNumber`, `errorCode`.
///
/// ```
/// assert_eq!(mdmwire::messages::vpp::error_number(9621), Some("Token has expired."));
/// assert_eq!(mdmwire::messages::vpp::error_number(1), None);
/// ```
#[must_use]
pub fn error_number(number: i64) -> Option<&'static str> {
    let at = NUMBERS.binary_search_by_key(&number, |(number, _)| *number).ok()?;
    NUMBERS.get(at).map(|(_, meaning)| *meaning)
}

/// Numbers and meanings, sorted. Source: Apple, "Interpreting error codes" and "Handling error responses"; the Mobile Device
/// Management Protocol Reference of 2018 for what is called historic.
const NUMBERS: &[(i64, &str)] = &[
    (9600, "A required argument is missing."),
    (9601, "Sign-in required."),
    (9602, "An argument is not valid."),
    (9603, "Internal error."),
    (9604, "Nothing found."),
    (9605, "Storefront of the account is wrong."),
    (9606, "Token could not be made."),
    (9607, "Licence cannot be revoked."),
    (9608, "Backend gave nothing."),
    (9609, "No such registered user."),
    (9610, "No such licence."),
    (9611, "No such administrator."),
    (9612, "Claim job could not be made."),
    (9613, "Unclaim job could not be made."),
    (9614, "Date format is wrong."),
    (9615, "Country of the organization unknown."),
    (9616, "Licence is given already."),
    (9617, "Address has moved: ask the service configuration."),
    (9618, "User is retired already."),
    (9619, "Licence is not given."),
    (9620, "User is deleted already."),
    (9621, "Token has expired."),
    (9622, "Token is not valid."),
    (9623, "Push token is not valid."),
    (9624, "Licence was refunded."),
    (9625, "Token was revoked."),
    (9626, "Licence is given to another user."),
    (9627, "Taken and given too often."),
    (9628, "Product cannot be given to devices."),
    (9629, "BatchToken belongs to another token."),
    (9630, "Too many repeated calls: already given."),
    (9631, "Too many repeated calls: no licence free."),
    (9632, "Too many repeated manage calls."),
    (9633, "BatchToken has no data."),
    (9634, "Service has been withdrawn."),
    (9635, "Apple Account cannot be tied to this user."),
    (9636, "No registered user."),
    (9637, "Facilitator may not do this."),
    (9638, "Token has no organization, so no other facilitator can be used (historic)."),
    (9639, "No such facilitator (historic)."),
    (9640, "Facilitator's account could not be read (historic)."),
    (9641, "Apple Account is tied already."),
    (9642, "Apple Account is a VPP manager that has to accept terms first."),
    (9643, "Licence locked by a transfer."),
    (9644, "Maintenance."),
    (9646, "Too many calls."),
    (9649, "Seen by a client, meaning not established."),
    (9650, "Page index out of range."),
    (9700, "Too many assets."),
    (9701, "Too many clientUserIds."),
    (9702, "Too many serialNumbers."),
    (9703, "Asset named twice."),
    (9704, "ClientUserId named twice."),
    (9705, "SerialNumber named twice."),
    (9706, "Asset cannot be revoked."),
    (9707, "Asset cannot be given to devices."),
    (9708, "No such event."),
    (9709, "Not enough licences."),
    (9710, "Notification address and token belong together."),
    (9711, "Notification address or token too long."),
    (9712, "Notification address has to be https."),
    (9713, "MdmInfo.metadata too long."),
    (9714, "Too many users."),
    (9715, "User named twice."),
    (9716, "ClientUserId is registered already."),
    (9717, "E-mail address not valid."),
    (9718, "Assets missing."),
    (9719, "ClientUserIds or serialNumbers missing."),
    (9720, "Users missing."),
    (9721, "Version identifier not valid."),
    (9722, "Authorization header not valid."),
    (9723, "MdmInfo incomplete."),
    (9724, "MdmInfo.id too long."),
    (9725, "MdmInfo.name too long."),
    (9726, "HTTP method not supported."),
    (9727, "Content-Type not supported."),
    (9728, "Notification address cannot be reached."),
    (9729, "Seen by a client, meaning not established."),
    (9816, "Too many subscriptions or users in a subscription request."),
    (9818, "Subscriptions exist, so support cannot be withdrawn."),
];

#[cfg(test)]
mod tests {
    use super::NUMBERS;

    #[test]
    fn the_numbers_are_sorted() {
        assert!(NUMBERS.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
