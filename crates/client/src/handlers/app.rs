//! The app itself.

use crate::core::{Core, Handle};
use balcao_bridge::{AppError, AppInfo, CopyText, GetAppInfo, RetryKeychain, SetVisible};

impl Core {
    fn info(&self) -> AppInfo {
        let inner = self.inner();
        AppInfo {
            version: inner.version.clone(),
            profile: inner.accounts.profile(),
            local_certificate: inner.authority.is_some(),
            today: inner.outside.clock.device_day(),
        }
    }
}

impl Handle<GetAppInfo> for Core {
    async fn handle(&self, GetAppInfo {}: GetAppInfo) -> Result<AppInfo, AppError> {
        Ok(self.info())
    }
}

impl Handle<SetVisible> for Core {
    async fn handle(&self, SetVisible { visible }: SetVisible) -> Result<(), AppError> {
        // Told once more, it is a focus, and means a check too.
        self.inner().visible.send_replace(visible);
        Ok(())
    }
}

impl Handle<RetryKeychain> for Core {
    async fn handle(&self, RetryKeychain {}: RetryKeychain) -> Result<AppInfo, AppError> {
        self.inner().retry_keychain().await?;
        Ok(self.info())
    }
}

impl Handle<CopyText> for Core {
    async fn handle(&self, CopyText { text }: CopyText) -> Result<(), AppError> {
        self.inner().outside.host.copy_text(&text)
    }
}
