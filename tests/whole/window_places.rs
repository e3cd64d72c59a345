//! What stands on every place of the app, for somebody who pays the bills of two companies.

use crate::support::{DemoPortal, DeviceFolders, TODAY, Window};
use balcao_people::{
    CONSTRUTORA_PASSWORD, CONSTRUTORA_TAX_ID, LOCACOES_TAX_ID, MARINA_PASSWORD, MARINA_TAX_ID,
};

const SLUG: &str = "rede-horizonte";

#[tokio::test]
async fn dp_11_dp_12_mc_13_mc_14_marina_finds_provider_data_and_plan_on_every_page() {
    let portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let cast = balcao_people::rede_horizonte(serde_json::from_value(TODAY.into()).unwrap(), 7);
    let window = Window::open(&device).await;
    window
        .sign_in(&portal.address(SLUG), MARINA_TAX_ID, MARINA_PASSWORD)
        .await;
    for (place, shown) in [
        ("nav-home", "due-card"),
        ("nav-bills", "total-open"),
        ("nav-account", "my-data"),
    ] {
        window.click(place).await;
        window.find(shown).await;
        let header = window.content("customer-menu").await;
        assert!(header.contains("Construtora Silva"), "{place}: {header}");
        assert!(header.contains("Rede Horizonte"), "{place}: {header}");
    }
    window.wait_for("12.ABC.345/01DE-35").await;

    let construtora = cast.customer_of(CONSTRUTORA_TAX_ID).unwrap();
    let plan = cast
        .plans
        .iter()
        .find(|plan| plan.customer == construtora && plan.name == "Link dedicado")
        .unwrap();
    window.find_css("main a[href*='/plans/']").await;
    window.click_link("Link dedicado").await;
    assert_eq!(window.text("plan-login").await, plan.login.clone().unwrap());
    assert_eq!(window.text("plan-ip").await, plan.ip.unwrap().to_string());
    let header = window.content("customer-menu").await;
    assert!(header.contains("Rede Horizonte"), "{header}");

    let locacoes = cast.customer_of(LOCACOES_TAX_ID).unwrap();
    window.click("customer-menu").await;
    let choice = format!("[data-testid='choose-customer'][data-customer='{locacoes}']");
    window.find_css(&choice).await.click().await.unwrap();
    window.wait_for("Fibra 300 · Galpão").await;
    window.click("nav-bills").await;
    window.find("total-open").await;
    assert!(!window.page_text().await.contains("Link dedicado"));

    // What was chosen is remembered.
    window.close().await;
    let window = Window::open(&device).await;
    window.wait_for("Fibra 300 · Galpão").await;
    window.close().await;
}

#[tokio::test]
async fn mc_09_a_company_signs_in_by_its_cnpj_with_letters() {
    let portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    window.add_provider(&portal.address(SLUG)).await;
    window.type_into("tax-id", "12abc34501de35").await;
    let typed = window.find("tax-id").await.prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some("12.ABC.345/01DE-35"));
    window.type_into("password", CONSTRUTORA_PASSWORD).await;
    window.click("sign-in").await;
    window.wait_for("Link dedicado").await;
    window.close().await;
}
