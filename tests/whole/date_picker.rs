//! Days on a phone: the system's own picker, and the text still typed.

use crate::support::{Browser, DemoPortal, Device, WebServer};
use serde_json::json;

/// What the picker does once the person has chosen; nothing drives the picker itself.
const CHOOSE: &str = "
    const input = document.querySelector('[data-testid=example-date-native]');
    input.value = '2026-12-05';
    input.dispatchEvent(new Event('change', { bubbles: true }));";

/// How wide each way to choose is; one of both is not shown.
const SHOWN: &str = "
    const width = (css) => document.querySelector(css).getBoundingClientRect().width;
    return [width('.date-native'), width('[data-testid=example-date-open]')];";

#[tokio::test]
async fn a_day_is_chosen_in_the_systems_picker_by_touch_and_in_our_calendar_by_mouse() {
    let portal = DemoPortal::start();
    let web = WebServer::start_with_gallery(&portal);
    let gallery = format!("{}/dev/gallery", web.origin);
    for (device, native) in [(Device::Phone, true), (Device::Desktop, false)] {
        let browser = Browser::open(&gallery, device).await;
        browser.find("example-date").await;
        let shown = browser.script(SHOWN).await;
        let expected = if native { [44, 0] } else { [0, 44] };
        assert_eq!(shown, json!(expected), "{device:?}");
        if native {
            browser.script(CHOOSE).await;
            let field = browser.find("example-date").await;
            let text = field.prop("value").await.unwrap();
            assert_eq!(text.as_deref(), Some("05/12/2026"));
        }
    }
}
