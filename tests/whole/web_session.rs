//! A browser's session at the server of the interface.

use crate::support::{Browser, DemoPortal, Device, WebServer, https};
use balcao_bridge::{AccountSummary, Command, ListAccounts, SignIn, wire};
use balcao_domain::Sensitive;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use reqwest::{Client, Response, StatusCode};

struct Caller {
    client: Client,
    origin: String,
}

impl Caller {
    async fn post(&self, path: &str, cookie: &str, body: Vec<u8>) -> Response {
        let asked = self.client.post(format!("{}/api/{path}", self.origin));
        let asked = asked.header("balcao-call", "1").header("cookie", cookie);
        let asked = asked.header("sec-fetch-site", "same-origin").body(body);
        asked.send().await.unwrap()
    }

    async fn call<C: Command>(&self, cookie: &str, request: &C) -> Response {
        self.post(C::NAME, cookie, wire::encode(request).unwrap())
            .await
    }
}

/// The cookie that an answer gives, as a browser sends it back.
fn given(answer: &Response) -> String {
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn who_begins_a_session_while_its_other_name_is_on_its_way_keeps_that() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let caller = Caller {
        client: https(),
        origin: web.origin.clone(),
    };
    let before = given(&caller.post("session", "", Vec::new()).await);
    let signed_in = caller.call(&before, &ana(&portal)).await;
    assert_eq!(signed_in.status(), StatusCode::OK);
    let begun = caller.post("session", &before, Vec::new()).await;
    assert_eq!(begun.status(), StatusCode::NO_CONTENT);
    assert!(!begun.headers().contains_key("set-cookie"));
}

#[tokio::test]
async fn a_page_whose_session_was_given_up_signs_in_all_the_same() {
    let portal = DemoPortal::start();
    let web = WebServer::start_with_one_seat(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    let address = portal.address("rede-horizonte");
    browser.add_provider(&address).await;
    browser.type_into("tax-id", ANA_TAX_ID).await;
    browser.type_into("password", ANA_PASSWORD).await;
    let caller = Caller {
        client: https(),
        origin: web.origin.clone(),
    };
    let other = caller.post("session", "", Vec::new()).await;
    assert_eq!(other.status(), StatusCode::NO_CONTENT);
    browser.click("sign-in").await;
    browser.wait_for("R$ 129,90").await;
}

fn ana(portal: &DemoPortal) -> SignIn {
    SignIn {
        address: portal.address("rede-horizonte"),
        tax_id: ANA_TAX_ID.into(),
        password: Sensitive::new(ANA_PASSWORD.into()),
    }
}

#[tokio::test]
async fn a_session_known_before_somebody_signs_in_opens_nothing_afterwards() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let caller = Caller {
        client: https(),
        origin: web.origin.clone(),
    };
    let before = given(&caller.post("session", "", Vec::new()).await);
    let signed_in = caller.call(&before, &ana(&portal)).await;
    assert_eq!(signed_in.status(), StatusCode::OK);
    let after = given(&signed_in);
    assert_ne!(before, after);

    let accounts = caller.call(&before, &ListAccounts {}).await;
    assert_eq!(
        accounts.status(),
        StatusCode::UNAUTHORIZED,
        "who knew it before"
    );
    // Another program on this machine may set one of its own beside.
    let both = caller
        .call(&format!("{before}; {after}"), &ListAccounts {})
        .await;
    assert_eq!(both.status(), StatusCode::UNAUTHORIZED);
    let accounts = caller.call(&after, &ListAccounts {}).await;
    let accounts: Vec<AccountSummary> = wire::decode(&accounts.bytes().await.unwrap()).unwrap();
    assert_eq!(accounts.len(), 1);
}
