//! The bill as PDF, read back by other people's programs.

use std::path::Path;
use std::process::Command;

use axum::http::header::IF_NONE_MATCH;
use axum::http::{Method, StatusCode};
use balcao_contract::ProblemCode;
use balcao_domain::charges::charges;
use balcao_domain::{Bill, BillGroup, BillState, Cents, Role};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, CONSTRUTORA_TAX_ID, TIAGO_TAX_ID};

use super::{AV, Answer, RH, Stage, ask, today, under};

impl Stage {
    /// The first bill of somebody that is as a test wants it.
    fn bill_of(&self, tax_id: &str, wanted: impl Fn(&Bill) -> bool) -> Bill {
        let cast = self.cast(RH);
        let customer = cast.customer_of(tax_id).unwrap();
        let mut bills = cast.bills.iter();
        let found = bills.find(|bill| bill.customer == customer && wanted(bill));
        found.unwrap().clone()
    }

    async fn pdf(&self, tax_id: &str, bill: &Bill) -> Answer {
        let tokens = self.sign_in(RH, tax_id).await;
        let path = under(RH, &bill.pdf().path());
        self.get(&path, tokens.access.expose()).await
    }
}

fn printed(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A text with each run of spaces one, and none that does not break.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in a PDF as text.
fn text_of(folder: &Path, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    let file = folder.join("bill.pdf");
    std::fs::write(&file, &answer.body).unwrap();
    spaced(&printed(
        "pdftotext",
        &["-raw", file.to_str().unwrap(), "-"],
    ))
}

#[tokio::test]
async fn other_programs_read_text_qr_code_and_barcode_of_a_bill() {
    let stage = Stage::new().await;
    let bill = stage.bill_of(ANA_TAX_ID, |bill| {
        bill.group() == BillGroup::Pending && bill.due_on > today()
    });
    let answer = stage.pdf(ANA_TAX_ID, &bill).await;
    let folder = tempfile::tempdir().unwrap();
    let text = text_of(folder.path(), &answer);
    let (pix, boleto) = (bill.pix.as_ref().unwrap(), bill.boleto.as_ref().unwrap());
    for words in [
        &stage.provider(RH).name,
        "Ana Souza",
        "880.887.731-05",
        &bill.number_text(),
        &bill.due_on.text(),
        &bill.amount.brl(),
        &boleto.line_formatted(),
    ] {
        assert!(text.contains(&spaced(words)), "{words} in {text}");
    }
    let bare = |text: &str| text.replace(' ', "");
    let payload = bare(pix.payload());
    assert!(bare(&text).contains(&payload), "{payload} in {text}");

    let (page, pdf) = (folder.path().join("page"), folder.path().join("bill.pdf"));
    let (page, pdf) = (page.to_str().unwrap(), pdf.to_str().unwrap());
    printed("pdftoppm", &["-png", "-r", "200", "-singlefile", pdf, page]);
    let image = format!("{page}.png");
    let set = [
        "-q",
        "--raw",
        "-Sdisable",
        "-Sqrcode.enable",
        "-Si25.enable",
    ];
    let read = printed("zbarimg", &[&set[..], &[&image]].concat());
    let mut read: Vec<&str> = read.lines().collect();
    read.sort_unstable_by_key(|code| code.len());
    assert_eq!(read, [boleto.barcode(), pix.payload()]);
}

#[tokio::test]
async fn an_overdue_bill_says_what_it_is_made_of_and_a_paid_one_asks_for_nothing() {
    let stage = Stage::new().await;
    let folder = tempfile::tempdir().unwrap();
    let overdue = stage.bill_of(BRUNO_TAX_ID, |bill| {
        bill.group() == BillGroup::Pending && bill.due_on < today()
    });
    let text = text_of(folder.path(), &stage.pdf(BRUNO_TAX_ID, &overdue).await);
    let charges = charges(overdue.amount, overdue.due_on, &[], today()).unwrap();
    for amount in [
        overdue.amount,
        charges.fine,
        charges.interest,
        charges.total,
    ] {
        let amount = spaced(&amount.brl());
        assert!(text.contains(&amount), "{amount} in {text}");
    }

    let paid = stage.bill_of(BRUNO_TAX_ID, |bill| bill.group() == BillGroup::Paid);
    let text = text_of(folder.path(), &stage.pdf(BRUNO_TAX_ID, &paid).await);
    assert!(text.contains(&paid.paid_on.unwrap().text()), "{text}");
    let line = paid.boleto.unwrap().line_formatted();
    assert!(!text.contains("Pix") && !text.contains(&line), "{text}");
}

#[tokio::test]
async fn what_was_paid_in_part_is_told_with_what_is_left_and_what_is_not_owed_offers_no_code() {
    let stage = Stage::new().await;
    let folder = tempfile::tempdir().unwrap();
    let issuer = stage.provider(RH).issuer;
    let mut bill = stage.bill_of(ANA_TAX_ID, |bill| bill.group() == BillGroup::Pending);
    let boleto = bill.boleto.clone().unwrap().line_formatted();
    let text = async |bill: &Bill| {
        stage.portal.store.put_bill(issuer, bill).await;
        text_of(folder.path(), &stage.pdf(ANA_TAX_ID, bill).await)
    };
    bill.state = BillState::PartiallyPaid;
    bill.paid_amount = Some(Cents::new(12_989));
    let part = text(&bill).await;
    for words in ["Já pago", "129,89", "Falta pagar", "0,01", "Pix"] {
        assert!(part.contains(words), "{words} in {part}");
    }
    assert!(!part.contains(&boleto), "the bars carry the whole amount");

    bill.paid_amount = None;
    for (state, words) in [
        (BillState::OnHold, "em contestação"),
        (BillState::New, "ainda não enviada"),
        (BillState::Cancelled, "cancelada"),
    ] {
        bill.state = state;
        let held = text(&bill).await;
        assert!(held.contains(words), "{words} in {held}");
        assert!(!held.contains("Pix") && !held.contains(&boleto), "{held}");
    }
}

#[tokio::test]
async fn the_same_bill_is_the_same_bytes_and_another_state_others() {
    let stage = Stage::new().await;
    let bill = stage.bill_of(ANA_TAX_ID, |bill| bill.group() == BillGroup::Pending);
    let first = stage.pdf(ANA_TAX_ID, &bill).await;
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-length", &first.body.len().to_string()),
        (
            "content-disposition",
            &format!("attachment; filename=\"fatura-{:06}.pdf\"", bill.number),
        ),
    ] {
        assert_eq!(first.headers[name], value);
    }
    assert!(!first.headers.contains_key("content-encoding"));
    let again = stage.pdf(ANA_TAX_ID, &bill).await;
    assert_eq!(first.body, again.body);
    let etag = first.headers["etag"].clone();
    assert_eq!(again.headers["etag"], etag);

    let tokens = stage.sign_in(RH, ANA_TAX_ID).await;
    let conditional = async || {
        let path = under(RH, &bill.pdf().path());
        let mut request = ask(Method::GET, &path, tokens.access.expose(), None);
        let headers = request.headers_mut();
        headers.insert(IF_NONE_MATCH, etag.clone());
        headers.insert("accept-encoding", "gzip".parse().unwrap());
        stage.send(request).await
    };
    let held = conditional().await;
    assert_eq!(held.status, StatusCode::NOT_MODIFIED);
    assert_eq!((held.body.len(), &held.headers["etag"]), (0, &etag));

    stage.pay(RH, bill.number).await;
    let paid = conditional().await;
    assert_eq!(paid.status, StatusCode::OK);
    assert_ne!(paid.headers["etag"], etag);
    assert!(!paid.headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn a_bill_of_others_is_no_document_and_a_technician_is_told_the_role() {
    let stage = Stage::new().await;
    let brunos = stage.bill_of(BRUNO_TAX_ID, |_| true);
    let companys = stage.bill_of(CONSTRUTORA_TAX_ID, |_| true);
    for bill in [&brunos, &companys] {
        let refused = stage.pdf(ANA_TAX_ID, bill).await;
        assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    }
    let technician = stage.pdf(TIAGO_TAX_ID, &companys).await;
    assert_eq!(technician.status, StatusCode::FORBIDDEN);
    assert_eq!(technician.problem().role, Some(Role::Finance));

    let path = brunos.pdf().path();
    let nobody = stage.get(&under(RH, &path), "").await;
    assert_eq!(nobody.code(), Some(ProblemCode::TokenExpired));
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let elsewhere = stage.get(&under(AV, &path), bruno.access.expose()).await;
    assert_eq!(elsewhere.code(), Some(ProblemCode::SessionRevoked));
    let nonsense = under(RH, "/v1/bills/nonsense/pdf");
    let nonsense = stage.get(&nonsense, bruno.access.expose()).await;
    assert_eq!(nonsense.code(), Some(ProblemCode::NotFound));
}
