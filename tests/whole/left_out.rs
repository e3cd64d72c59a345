//! A row that does not read, as whoever misses it sees it.

use crate::support::{Browser, DemoPortal, Device, WebServer};
use balcao_people::{BRUNO_PASSWORD, BRUNO_TAX_ID};
use rusqlite::Connection;
use uuid::Uuid;

#[tokio::test]
async fn a_bill_that_does_not_read_is_told_on_the_screens_that_lack_it() {
    let portal = DemoPortal::start();
    let database = Connection::open(portal.database()).unwrap();
    let oldest = "SELECT id FROM bills WHERE due_on = '2026-10-16' AND paid_on IS NULL";
    let id: [u8; 16] = database.query_one(oldest, [], |row| row.get(0)).unwrap();
    let spoil = "UPDATE bills SET pix = 'no code of any kind' WHERE id = ?1";
    assert_eq!(database.execute(spoil, [id]).unwrap(), 1);

    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    let provider = portal.address("rede-horizonte");
    browser
        .sign_in(&provider, BRUNO_TAX_ID, BRUNO_PASSWORD)
        .await;
    browser.find("plan-row").await;
    browser.click("left-out-banner-action").await;
    let told = browser.content("left-out").await;
    assert!(told.contains(&Uuid::from_bytes(id).to_string()), "{told}");
    browser.close().await;
}
