//! The app itself.

use balcao_domain::CivilDate;
use serde::{Deserialize, Serialize};

/// Where this run keeps things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// On disk, encrypted under a key of the system's keychain.
    Device,
    /// In memory only, because there is no keychain: *só nesta sessão*.
    ThisSession,
    /// In memory only, because the keychain is locked; it can be tried again.
    KeychainLocked,
    /// In memory only, for a browser: nothing of it was ever meant to stay.
    Online,
}

/// What the interface needs to know of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppInfo {
    /// The version.
    pub version: String,
    /// Where this run keeps things.
    pub profile: Profile,
    /// Whether an extra, local certificate authority is in use.
    pub local_certificate: bool,
    /// The day it is on this device.
    pub today: CivilDate,
}

/// Asks for [`AppInfo`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetAppInfo {}

/// Tries the keychain once more, after it was found locked or absent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RetryKeychain {}

/// Tells whether the window is seen and has the focus; while it is, the portal is asked every 15 s.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetVisible {
    /// Whether it is.
    pub visible: bool,
}

/// Puts a text on the system's clipboard.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CopyText {
    /// The text, exactly.
    pub text: String,
}
