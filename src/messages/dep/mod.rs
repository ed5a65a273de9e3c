//! The Device Enrollment Program, now Automated Device Enrollment: JSON from and to `mdmenrollment.apple.com`.
//!
//! Apple says of every key of this service that it is not required; what is required here is what a record is of no use
//! without. `Since` a version of the protocol means the version that `X-Server-Protocol-Version` of the request names.

mod account;
mod activation_lock;
mod beta;
mod devices;
mod enrollment;
mod errors;
mod profiles;
mod roster;

pub use self::{
    account::{AccountDetail, Limit, OrgType, OrgVersion, ServerToken, SessionResponse, Url},
    activation_lock::{ActivationLockRequest, ActivationLockStatusResponse, ActivationLockVerdict},
    beta::{BetaOs, GetSeedBuildTokenResponse, SeedBuildToken},
    devices::{
        Device, DeviceFamily, DeviceListRequest, DeviceListResponse, DeviceOs, DeviceStatusResponse, DeviceVerdict,
        FetchDeviceRequest, FetchDeviceResponse, GetReplacementDetailsResponse, OpType, ProfileStatus,
        SyncDeviceRequest,
    },
    enrollment::{
        AccountDrivenEnrollmentProfileRequest, EnrollmentVersion, GetAccountDrivenEnrollmentProfileResponse,
        ServiceDiscoveryDocument, ServiceDiscoveryServer,
    },
    errors::error_word,
    profiles::{
        AssignProfileResponse, AssignVerdict, ClearProfileRequest, ClearProfileResponse, DefineProfileResponse,
        Profile, ProfileServiceRequest, SKIP_KEYS,
    },
    roster::{
        BaseRosterCourse, BaseRosterLocation, ClassStatus, PasscodeType, PersonStatus, RosterClass,
        RosterClassLocationResponse, RosterClassResponse, RosterCourse, RosterCourseResponse, RosterLocation,
        RosterPerson, RosterPersonResponse, RosterRequest, RosterSource,
    },
};
