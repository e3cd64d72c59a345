//! Behind a browser: nothing on disk, no portal but the configured ones.

use super::*;
use balcao_bridge::{GetAppInfo, LookUpProvider, RetryKeychain, SignIn};
use balcao_domain::Sensitive;

#[tokio::test]
async fn a_browsers_core_serves_its_portal_from_memory() {
    let stage = Stage::new();
    let core = stage.open_online();
    let account = signed_in(&core, ANA).await;
    assert_eq!(
        sorted(bills(&core, &account).await),
        sorted(portals(&stage, &account))
    );
    let info = core.call(GetAppInfo {}).await.unwrap();
    assert_eq!(info.profile, Profile::Online);
    let info = core.call(RetryKeychain {}).await.unwrap();
    assert_eq!(info.profile, Profile::Online);
    assert_eq!(files(stage.data.path()), []);
}

#[tokio::test]
async fn an_address_that_is_not_configured_is_refused_before_any_network() {
    let stage = Stage::new();
    // Whoever asked would be told of this instead.
    stage.twin.fault(|faults| faults.offline = true);
    let core = stage.open_online();
    let not_configured = AppError::invalid("address", "not_configured");
    for address in ["localhost:8443/aguas-do-vale", "localhost:8443", "10.0.0.1"] {
        let look_up = LookUpProvider {
            address: address.into(),
        };
        assert_eq!(core.call(look_up).await.unwrap_err(), not_configured);
        let sign_in = SignIn {
            address: address.into(),
            tax_id: ANA.0.into(),
            password: Sensitive::new(ANA.1.into()),
        };
        assert_eq!(core.call(sign_in).await.unwrap_err(), not_configured);
    }
}
