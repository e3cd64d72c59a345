//! *Atendimento* in the real window.

use crate::support::{DemoPortal, DeviceFolders, Window};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};

#[tokio::test]
async fn mc_37_mc_38_tv_11_tv_14_a_ticket_is_opened_offline_answered_closed_rated_and_reopened() {
    let mut portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    let provider = portal.address("rede-horizonte");
    window.sign_in(&provider, ANA_TAX_ID, ANA_PASSWORD).await;
    window.click("nav-tickets").await;
    window.wait_for("Internet lenta à noite").await;
    portal.stop();

    window.click("room-add").await;
    window.type_into("subject", "Mudança de endereço").await;
    window.click("form-save").await;
    window.wait_for_text_at("#kind-error", "Escolha").await;
    window.wait_for_text_at("#text-error", "Preencha").await;
    let kind = window.find("kind").await;
    kind.select_by_index(3).await.unwrap();
    window.type_into("text", "Vou me mudar em janeiro.").await;
    window.click("form-save").await;
    let row = window
        .wait_for_text_at("tbody tr", "Aguardando envio")
        .await;
    assert!(row.contains("protocolo chega com o envio"), "{row}");

    // Said before the portal has the ticket, it is sent after it.
    window.click_link("Mudança de endereço").await;
    window.type_into("text", "É para a Rua Nova, 7.").await;
    window.click("form-save").await;
    window
        .wait_for_text("room-detail", |text| text.contains("Rua Nova, 7"))
        .await;
    portal.resume();
    window
        .wait_for_text("room-detail", |text| text.contains("000001"))
        .await;

    let listed = portal.run(&["ticket", "list", "--provider", "rede-horizonte"]);
    let mut lines = listed.lines();
    let line = lines.find(|line| line.ends_with("Mudança de endereço"));
    let id = line.unwrap().split(' ').next().unwrap();
    let answer = "Levamos a sua linha sem custo. Qual é o dia?";
    portal.run(&["ticket", "answer", id, "--text", answer]);
    window
        .wait_for_text("room-detail", |text| {
            text.contains(answer) && text.contains("Aguardando você")
        })
        .await;

    window.click("close_ticket").await;
    window.click("act-now").await;
    window
        .wait_for_text("room-detail", |text| text.contains("Encerrado em"))
        .await;
    window.click("rate_ticket").await;
    let stars = window.find("stars").await;
    stars.select_by_index(1).await.unwrap();
    window.click("form-save").await;
    window
        .wait_for_text("room-detail", |text| text.contains("Ótimo"))
        .await;
    window.click("closed").await;
    window.wait_for("2 de 2").await;
    window.click("reopen_ticket").await;
    window.type_into("text", "Mudou o dia.").await;
    window.click("form-save").await;
    window
        .wait_for_text("room-detail", |text| {
            text.contains("Mudou o dia.") && text.contains("Aberto")
        })
        .await;
    window.close().await;
}
