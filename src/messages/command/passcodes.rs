//! Passcodes, passwords and recovery keys.

use crate::{
    messages::Response,
    record::{record, tokens},
    report::Checks,
    wire::{Data, Text},
};

command! {
    /// Takes the passcode off an iPhone, iPad, Apple Watch or Vision Pro: `mdm/commands/passcode.clear.yaml`.
    pub struct ClearPasscode<'a> in ClearPasscodeCommand, "ClearPasscode", [only(IOS.and(VISIONOS).and(WATCHOS)), never(USER_ENROLLMENT), never(SHARED_IPAD), never(USER_CHANNEL)] {
        /// What the device handed over in `TokenUpdate` for this.
        "UnlockToken" => unlock_token: Data<'a>, SENSITIVE;
    }
}

command! {
    /// Asks for the token that takes the passcode off: `mdm/commands/passcode.unlocktoken.yaml`. Withdrawn with iOS 6.1.6.
    pub struct RequestUnlockToken<'a> in RequestUnlockTokenCommand, "RequestUnlockToken", [only(IOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(SHARED_IPAD), never(USER_CHANNEL)] {}
}

record! {
    /// The answer to `RequestUnlockToken`: `mdm/commands/passcode.unlocktoken.yaml`.
    pub struct RequestUnlockTokenResponse<'a> in response: Response<'a> {
        /// What `ClearPasscode` takes.
        "UnlockToken" => unlock_token: Option<Data<'a>>, SENSITIVE, ON_SUCCESS;
    }
}

command! {
    /// Sets the password of the firmware, or takes it off: `mdm/commands/passcode.firmware.set.yaml`. Macs without Apple silicon.
    pub struct SetFirmwarePassword<'a> in SetFirmwarePasswordCommand, "SetFirmwarePassword", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// Option ROMs may run.
        "AllowOroms" => allow_oroms: Option<bool>;
        /// The one it has, if it has one.
        "CurrentPassword" => current_password: Option<Text<'a>>, SENSITIVE;
        /// The new one, printable ASCII; empty to take it off.
        "NewPassword" => new_password: Text<'a>, format(PRINTABLE_ASCII), SENSITIVE;
    }
}

command! {
    /// Asks whether this is the password of the firmware: `mdm/commands/passcode.firmware.verify.yaml`. Macs without Apple silicon.
    pub struct VerifyFirmwarePassword<'a> in VerifyFirmwarePasswordCommand, "VerifyFirmwarePassword", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// The password.
        "Password" => password: Text<'a>, SENSITIVE;
    }
}

command! {
    /// Sets the password of Recovery, or takes it off: `mdm/commands/passcode.recovery.set.yaml`. Macs with Apple silicon.
    pub struct SetRecoveryLock<'a> in SetRecoveryLockCommand, "SetRecoveryLock", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// The one it has, if it has one.
        "CurrentPassword" => current_password: Option<Text<'a>>, SENSITIVE;
        /// The new one; empty to take it off.
        "NewPassword" => new_password: Text<'a>, SENSITIVE;
    }
}

command! {
    /// Asks whether this is the password of Recovery: `mdm/commands/passcode.recovery.verify.yaml`. Macs with Apple silicon.
    pub struct VerifyRecoveryLock<'a> in VerifyRecoveryLockCommand, "VerifyRecoveryLock", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// The password.
        "Password" => password: Text<'a>, SENSITIVE;
    }
}

command! {
    /// Gives FileVault another recovery key: `mdm/commands/rotate.file.vault.key.yaml`. Macs only.
    pub struct RotateFileVaultKey<'a> in RotateFileVaultKeyCommand, "RotateFileVaultKey", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// What opens the disk now.
        "FileVaultUnlock" => file_vault_unlock: FileVaultUnlock<'a>;
        /// Whose key it is.
        "KeyType" => key_type: FileVaultKeyType<'a>;
        /// The certificate of the organization's new key, in DER; needed for that.
        "NewCertificate" => new_certificate: Option<Data<'a>>;
        /// The certificate that the user's new key is encrypted for, in DER.
        "ReplyEncryptionCertificate" => reply_encryption_certificate: Option<Data<'a>>;
        check keys_go_with_key_type;
    }
}

/// What opens the disk is the key of the same type. The organization's needs no private key on volumes of APFS, which are
/// opened by a password.
fn keys_go_with_key_type(command: &RotateFileVaultKey<'_>, out: &mut Checks) {
    let FileVaultUnlock { password, private_key_export, .. } = &command.file_vault_unlock;
    match command.key_type {
        FileVaultKeyType::Institutional => {
            if command.new_certificate.is_none() {
                out.given(&["KeyType", "NewCertificate"]).missing("NewCertificate");
            }
            if private_key_export.is_none() && password.is_some() {
                out.expected_in("FileVaultUnlock", "PrivateKeyExport");
            }
        }
        FileVaultKeyType::Personal if private_key_export.is_some() => {
            if password.is_some() {
                out.forbidden_in("FileVaultUnlock", "PrivateKeyExport", "`KeyType` is `personal`");
            } else {
                out.missing_in("FileVaultUnlock", "Password");
            }
        }
        _ => {}
    }
}

tokens! {
    /// Whose recovery key it is: `KeyType` of `mdm/commands/rotate.file.vault.key.yaml`.
    pub enum FileVaultKeyType {
        /// The organization's.
        "institutional" => Institutional;
        /// The user's.
        "personal" => Personal;
    }
}

record! {
    /// What opens the disk of a Mac: `FileVaultUnlock` of `mdm/commands/rotate.file.vault.key.yaml`.
    pub struct FileVaultUnlock<'a> {
        /// The password of a user of FileVault, or the user's recovery key.
        "Password" => password: Option<Text<'a>>, SENSITIVE;
        /// The organization's recovery key, PKCS #12; up to macOS 10.14.
        "PrivateKeyExport" => private_key_export: Option<Data<'a>>, SENSITIVE;
        /// What opens that.
        "PrivateKeyExportPassword" => private_key_export_password: Option<Text<'a>>, SENSITIVE;
        group AllOrNone("PrivateKeyExport", "PrivateKeyExportPassword");
        group AtLeastOne("Password", "PrivateKeyExport");
    }
}

command! {
    /// Changes the password of the administrator that Setup Assistant made: `mdm/commands/set.auto.admin.password.yaml`. Macs only.
    pub struct SetAutoAdminPassword<'a> in SetAutoAdminPasswordCommand, "SetAutoAdminPassword", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// The account's `GeneratedUID`.
        "GUID" => guid: Text<'a>, format(NON_EMPTY);
        /// Its password, as a [`PasswordHash`].
        "passwordHash" => password_hash: Data<'a>, contains("password-hash"), SENSITIVE;
    }
}

record! {
    /// What a Mac keeps of a password; it travels as data in a command: `other/passwordhash.yaml`.
    pub struct PasswordHash<'a> {
        /// The salted hash.
        "SALTED-SHA512-PBKDF2" => salted_sha512_pbkdf2: SaltedHash<'a>;
    }
}

record! {
    /// A salted hash of a password, PBKDF2 with SHA-512: `SALTED-SHA512-PBKDF2` of `other/passwordhash.yaml`.
    pub struct SaltedHash<'a> {
        /// The key that was derived.
        "entropy" => entropy: Data<'a>, SENSITIVE;
        /// How often it was hashed.
        "iterations" => iterations: i64;
        /// The salt, 32 octets.
        "salt" => salt: Data<'a>, SENSITIVE;
    }
}

record! {
    /// The answer to `SetFirmwarePassword`: `mdm/commands/passcode.firmware.set.yaml`.
    pub struct SetFirmwarePasswordResponse<'a> in response: Response<'a> {
        /// What became of it.
        "SetFirmwarePassword" => set_firmware_password: Option<PasswordChange<'a>>, ON_SUCCESS;
    }
}

record! {
    /// Whether a password was changed: `mdm/commands/passcode.firmware.set.yaml`.
    pub struct PasswordChange<'a> {
        /// It was, and holds after the next start.
        "PasswordChanged" => password_changed: bool;
    }
}

record! {
    /// The answer to `VerifyFirmwarePassword`: `mdm/commands/passcode.firmware.verify.yaml`.
    pub struct VerifyFirmwarePasswordResponse<'a> in response: Response<'a> {
        /// What became of it.
        "VerifyFirmwarePassword" => verify_firmware_password: Option<PasswordVerification<'a>>, ON_SUCCESS;
    }
}

record! {
    /// Whether a password is the right one: `mdm/commands/passcode.firmware.verify.yaml`.
    pub struct PasswordVerification<'a> {
        /// It is.
        "PasswordVerified" => password_verified: bool;
    }
}

record! {
    /// The answer to `VerifyRecoveryLock`: `mdm/commands/passcode.recovery.verify.yaml`.
    pub struct VerifyRecoveryLockResponse<'a> in response: Response<'a> {
        /// It is the password.
        "PasswordVerified" => password_verified: Option<bool>, ON_SUCCESS;
    }
}

record! {
    /// The answer to `RotateFileVaultKey`: `mdm/commands/rotate.file.vault.key.yaml`.
    pub struct RotateFileVaultKeyResponse<'a> in response: Response<'a> {
        /// The new key, if it is the user's.
        "RotateResult" => rotate_result: Option<RotateResult<'a>>;
    }
}

record! {
    /// A new recovery key: `RotateResult` of `mdm/commands/rotate.file.vault.key.yaml`.
    pub struct RotateResult<'a> {
        /// The key in a CMS envelope, for the certificate that came with the command.
        "EncryptedNewRecoveryKey" => encrypted_new_recovery_key: Option<Data<'a>>, SENSITIVE;
    }
}
