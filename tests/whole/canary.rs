//! F20: nothing readable is left on the device.

use crate::support::{
    DemoPortal, DeviceFolders, FileSearch, Relay, Window, authority, only_account,
};
use balcao_bridge::{AppError, CheckNow, Event, SignIn};
use balcao_client::{Core, Host, KeychainVault, MemoryVault, Setup, SystemClock, Vault};
use balcao_domain::Sensitive;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, Cast};
use std::sync::Arc;

/// The personal data of Ana that the cache stores.
fn stored(cast: &Cast) -> Vec<String> {
    let customer = cast.customer_of(ANA_TAX_ID).unwrap();
    let served = cast
        .customers
        .iter()
        .find(|known| known.id == customer)
        .unwrap();
    let person = cast.person(ANA_TAX_ID).unwrap();
    let plan = cast
        .plans
        .iter()
        .find(|plan| plan.customer == customer)
        .unwrap();
    let bill = cast
        .bills
        .iter()
        .rfind(|bill| bill.customer == customer)
        .unwrap();
    vec![
        person.user.name.clone(),
        person.user.email.clone(),
        person.user.tax_id.formatted(),
        served.address.street.clone(),
        served.address.postal_code.clone(),
        served.phone.clone(),
        plan.name.clone(),
        plan.login.clone().unwrap(),
        plan.ip.unwrap().to_string(),
        bill.pix.as_ref().unwrap().payload().to_owned(),
        bill.boleto.as_ref().unwrap().barcode().to_owned(),
    ]
}

/// What the screens make of it, and the password.
fn derived(cast: &Cast) -> Vec<String> {
    let customer = cast.customer_of(ANA_TAX_ID).unwrap();
    let served = cast.customers.iter().find(|known| known.id == customer);
    let served = served.unwrap();
    let bills = cast.bills.iter().filter(|bill| bill.customer == customer);
    let lines = bills.flat_map(|bill| {
        let boleto = bill.boleto.as_ref().unwrap();
        [boleto.line(), boleto.line_formatted()]
    });
    lines
        .chain([
            phone(&served.phone),
            postal_code(&served.address.postal_code),
            ANA_PASSWORD.to_owned(),
        ])
        .collect()
}

/// `(11) 98877-6655`, as screens show it.
fn phone(digits: &str) -> String {
    let (area, number) = digits.split_at(2);
    let (first, last) = number.split_at(number.len() - 4);
    format!("({area}) {first}-{last}")
}

/// `01310-000`.
fn postal_code(digits: &str) -> String {
    let (first, last) = digits.split_at(5);
    format!("{first}-{last}")
}

fn cast() -> Cast {
    let day = serde_json::from_value(crate::support::TODAY.into()).unwrap();
    balcao_people::rede_horizonte(day, 7)
}

#[tokio::test]
async fn nothing_of_ana_can_be_read_from_the_device() {
    let mut relay = Relay::open().await;
    let portal = DemoPortal::behind(&mut relay);
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    window
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    window.wait_for("R$ 129,90").await;
    window.click("open-bill").await;
    window.find("copy-line").await;
    window.click("nav-account").await;
    window.wait_for("Ana Souza").await;

    // Once while the app runs, with its write-ahead log, and once after it.
    let cast = cast();
    let secret = KeychainVault
        .load(only_account(&device).0)
        .unwrap()
        .to_bytes();
    let (key, refresh) = secret.expose().split_at(32);
    assert!(!refresh.is_empty());
    let mut search = FileSearch::new([stored(&cast), derived(&cast)].concat())
        .with_bytes("the account's key", key)
        .with_bytes("the refresh token", refresh);
    let presented = relay.access_tokens();
    assert!(!presented.is_empty());
    for token in presented {
        search = search.with_bytes("an access token", token.as_bytes());
    }
    assert_eq!(search.below(device.root()), []);
    window.close().await;
    assert_eq!(search.below(device.root()), []);
    println!("files read: {:#?}", search.files());
    for name in ["cache.db", "key.check", "accounts.json"] {
        assert!(
            search.files().iter().any(|file| file.ends_with(name)),
            "{name} was not among the files read"
        );
    }
}

struct Nobody;

impl Host for Nobody {
    fn emit(&self, _: Event) {}

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Ok(())
    }
}

/// The control: the same search finds everything when the databases are opened without a key.
#[tokio::test]
async fn the_same_search_finds_everything_in_databases_without_a_key() {
    let portal = DemoPortal::start();
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup {
        data: Some(folder.path().to_owned()),
        vault: Arc::new(MemoryVault::default()),
        clock: Arc::new(SystemClock),
        host: Arc::new(Nobody),
        extra_ca: Some(authority()),
        version: "test".to_owned(),
    };
    let core = Core::open_without_encryption(setup).await.unwrap();
    let account = core
        .call(SignIn {
            address: portal.address("rede-horizonte"),
            tax_id: ANA_TAX_ID.to_owned(),
            password: Sensitive::new(ANA_PASSWORD.to_owned()),
        })
        .await
        .unwrap()
        .id;
    let freshness = core.call(CheckNow { account }).await.unwrap();
    assert_eq!(freshness.problem, None);
    core.close().await;

    let mut search = FileSearch::new(stored(&cast()));
    let found = search.below(folder.path());
    for value in search.values() {
        assert!(
            found.iter().any(|(hit, _)| hit == value),
            "{value} was not found"
        );
    }
}
