//! The engine of lists, on the type that uses all of it: bills.

mod made;
mod plans;

use super::*;
use crate::db::{Database, Place, Schema};
use crate::testing::today;
use balcao_domain::{
    Bill, BillGroup, BillId, BillState, Cents, CivilDate, Month, Period, Totals, fold,
};
use balcao_lists::{Page, Query};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, MARINA_TAX_ID, rede_horizonte};
use proptest::prelude::*;
use uuid::Uuid;

const ORDERS: [&str; 5] = ["due_on", "number", "description", "state", "worth"];

/// How many rows a page has.
const ROWS: u32 = 200;

/// What is asked of a list of bills.
#[derive(Debug, Clone, PartialEq)]
struct ListBills {
    customer: CustomerId,
    filter: &'static str,
    period: Option<Period>,
    search: String,
    order: &'static str,
    descending: bool,
    after: Option<BillId>,
}

impl ListBills {
    fn query(&self) -> Query<'_> {
        Query {
            customer: Some(self.customer),
            filter: self.filter,
            period: self.period,
            search: &self.search,
            today: today(),
        }
    }
}

fn list(connection: &Connection, request: &ListBills) -> Result<Found<Bill>, DbError> {
    let page = Page {
        order: request.order,
        descending: request.descending,
        rows: ROWS,
    };
    let after = request.after.map(BillId::uuid);
    super::page(connection, &request.query(), page, after)
}

/// Bills of everybody, one of them cancelled and one with charges.
static BILLS: LazyLock<Vec<Bill>> = LazyLock::new(|| {
    let cast = rede_horizonte(today(), 7);
    let mut bills = cast.bills.clone();
    let bruno = cast.customer_of(BRUNO_TAX_ID).unwrap();
    let mut of_bruno = bills.iter_mut().filter(|bill| bill.customer == bruno);
    of_bruno.next().unwrap().state = BillState::Cancelled;
    let overdue = of_bruno
        .rfind(|bill| bill.days_overdue(today()).is_some())
        .unwrap();
    overdue.charges = Some(balcao_domain::Charges {
        as_of: today(),
        fine: Cents::new(260),
        interest: Cents::new(26),
        total: Cents::new(123_456),
    });
    overdue.description = "Conexão à Internet — Água".into();
    bills
});

fn customer(tax_id: &str) -> CustomerId {
    let cast = rede_horizonte(today(), 7);
    let people = cast.people.iter();
    let mut grants = people.filter(|it| it.user.tax_id.as_str() == tax_id);
    grants.next().unwrap().user.grants[0].customer
}

fn everything(tax_id: &str) -> ListBills {
    ListBills {
        customer: customer(tax_id),
        filter: "all",
        period: None,
        search: String::new(),
        order: "due_on",
        descending: false,
        after: None,
    }
}

async fn with_bills<T: Send + 'static>(
    ask: impl FnOnce(&Connection) -> Result<T, DbError> + Send + 'static,
) -> T {
    let database = Database::create(Schema::CACHE, Place::Memory)
        .await
        .unwrap();
    database
        .write(|connection| BILLS.iter().try_for_each(|bill| put(connection, 0, bill)))
        .await
        .unwrap();
    database.read(ask).await.unwrap()
}

async fn listed(request: ListBills) -> Found<Bill> {
    with_bills(move |connection| list(connection, &request)).await
}

fn of(tax_id: &str) -> Vec<&'static Bill> {
    let customer = customer(tax_id);
    BILLS
        .iter()
        .filter(|bill| bill.customer == customer)
        .collect()
}

#[tokio::test]
async fn mc_17_to_fall_due_is_what_is_pending_with_overdue_first() {
    for descending in [false, true] {
        let mut request = everything(BRUNO_TAX_ID);
        request.filter = "due";
        request.descending = descending;
        let rows = listed(request).await.rows;
        assert!(rows.iter().all(|bill| bill.group() == BillGroup::Pending));
        let overdue: Vec<_> = rows.iter().map(|bill| bill.due_on < today()).collect();
        assert!(overdue.is_sorted_by(|a, b| a >= b), "{overdue:?}");
        assert_eq!(overdue.iter().filter(|it| **it).count(), 2);
    }
}

#[tokio::test]
async fn overdue_is_what_is_pending_and_fell_due_before_today() {
    let mut request = everything(BRUNO_TAX_ID);
    request.filter = "overdue";
    let found = listed(request).await;
    let days: Vec<_> = found
        .rows
        .iter()
        .map(|bill| bill.days_overdue(today()))
        .collect();
    assert_eq!(days, [Some(37), Some(6)]);
    assert_eq!(found.count, 2);
}

#[tokio::test]
async fn all_keeps_overdue_on_top_and_shows_no_cancelled_bill() {
    let mut request = everything(BRUNO_TAX_ID);
    request.order = "worth";
    let found = listed(request).await;
    assert!(
        found.rows[..2]
            .iter()
            .all(|bill| bill.days_overdue(today()).is_some())
    );
    assert!(
        found
            .rows
            .iter()
            .all(|bill| bill.group() != BillGroup::Cancelled)
    );
    assert_eq!(found.count as usize, of(BRUNO_TAX_ID).len() - 1);
}

#[tokio::test]
async fn mc_18_a_period_goes_by_the_month_of_the_due_date() {
    let month = Month::new(2026, 9).unwrap();
    let mut request = everything(MARINA_TAX_ID);
    request.period = Period::new(month, month.next());
    let expected = of(MARINA_TAX_ID);
    let expected = expected
        .iter()
        .filter(|bill| request.period.unwrap().contains(bill.due_on));
    let expected = expected.count();
    let rows = listed(request).await.rows;
    assert!(expected > 0);
    assert_eq!(rows.len(), expected);
}

#[tokio::test]
async fn st_19_totals_are_of_the_period_whatever_the_filter() {
    let month = today().month();
    let period = Period::new(month.previous(), month);
    let mut request = everything(BRUNO_TAX_ID);
    request.period = period;
    request.filter = "paid";
    let sums = with_bills(move |it| super::sums::<Bill>(it, &request.query()));
    let sums = sums.await;
    let ((open, due), (paid, _)) = (sums["open"], sums["paid"]);
    let totals = Totals { open, paid };
    let within = || {
        of(BRUNO_TAX_ID)
            .into_iter()
            .filter(|bill| period.unwrap().contains(bill.due_on))
    };
    assert_eq!(totals, Totals::of(within()));
    assert!(!totals.open.is_zero());
    let pending = within().filter(|bill| bill.group() == BillGroup::Pending);
    assert_eq!(due as usize, pending.count());
}

#[tokio::test]
async fn search_finds_words_numbers_and_amounts_however_they_are_typed() {
    let charged = of(BRUNO_TAX_ID)
        .into_iter()
        .find(|bill| bill.charges.is_some())
        .unwrap();
    for typed in [
        "conexao",
        "CONEXÃO agua",
        "àgua internet",
        "inter - conex",
        "^conexao + agua",
        &charged.number.to_string(),
        &charged.number_text(),
        "1.234,56",
        "1234,56",
        "R$ 1.234,56",
        "R$\u{a0}1.234,56",
        "r$1234,56",
    ] {
        let mut request = everything(BRUNO_TAX_ID);
        request.search = typed.into();
        let found = listed(request).await;
        assert_eq!(found.count, 1, "{typed}");
        assert_eq!(found.rows[0].id, charged.id);
    }
    for typed in [
        "conexao energia",
        "nexao",
        "%",
        "_",
        "' OR 1=1 --",
        "\"",
        "*",
        "conexao AND \" NOT",
        "found_by:conexao",
        "conexao\0energia",
        "NEAR(conexao agua, 1)",
        &"palavra ".repeat(5_000),
    ] {
        let mut request = everything(BRUNO_TAX_ID);
        request.search = typed.into();
        assert_eq!(listed(request).await.count, 0, "{typed}");
    }
}

/// Bills of a customer each.
fn described_so(descriptions: Vec<String>) -> Vec<Bill> {
    let bill = |(place, description)| {
        let id = Uuid::from_u128(place);
        Bill {
            id: BillId::new(id),
            customer: CustomerId::new(id),
            description,
            ..BILLS[0].clone()
        }
    };
    (0..).zip(descriptions).map(bill).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A row that only waits to be sent lies in no index, and is found like one that does.
    #[test]
    fn what_is_drawn_is_found_as_what_is_kept(
        descriptions in proptest::collection::vec("[an.lim@ -]{0,12}", 16),
        searches in proptest::collection::vec("[an.lim@ \"r$-]{0,5}", 32),
    ) {
        let (bills, all) = (described_so(descriptions), everything(ANA_TAX_ID));
        let asked: Vec<_> = bills
            .iter()
            .flat_map(|bill| searches.iter().map(|search| ListBills {
                customer: bill.customer,
                search: search.clone(),
                ..all.clone()
            }))
            .collect();
        let kept = |(bill, request): (&Bill, &ListBills)| {
            let table = Table::of::<Bill>();
            request.query().keeps(&table, &bill.keys(), &bill.words())
        };
        let of_each = bills.iter().flat_map(|bill| vec![bill; searches.len()]);
        let expected: Vec<_> = of_each.zip(&asked).map(kept).collect();
        let ask = {
            let (bills, asked) = (bills.clone(), asked.clone());
            move |connection: &Connection| {
                bills.iter().try_for_each(|bill| put(connection, 0, bill))?;
                let found = |request| Ok(list(connection, request)?.count == 1);
                asked.iter().map(found).collect::<Result<Vec<_>, DbError>>()
            }
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let found = runtime.block_on(async move {
            let database = Database::create(Schema::CACHE, Place::Memory).await.unwrap();
            database.write(ask).await.unwrap()
        });
        let differs = (found.iter().zip(&expected)).position(|(found, kept)| found != kept);
        prop_assert_eq!(differs.map(|at| &asked[at]), None);
    }
}

#[tokio::test]
async fn search_finds_the_month_a_bill_falls_due_in_in_every_language() {
    for typed in ["novembro", "Nov", "november", "noviembre", "11/2026"] {
        let mut request = everything(MARINA_TAX_ID);
        request.search = format!("{typed} 2026");
        let rows = listed(request).await.rows;
        let month = today().month();
        assert!(!rows.is_empty(), "{typed}");
        assert!(
            rows.iter().all(|bill| bill.due_on.month() == month),
            "{typed}"
        );
    }
}

#[tokio::test]
async fn search_follows_what_changes_and_goes() {
    let bill = of(ANA_TAX_ID)[0].clone();
    let mut renamed = bill.clone();
    renamed.description = "Instalação".into();
    let (id, customer) = (bill.id, bill.customer);
    let database = Database::create(Schema::CACHE, Place::Memory)
        .await
        .unwrap();
    let found = async |typed: &str| {
        let mut request = everything(ANA_TAX_ID);
        request.search = typed.into();
        let listed = database.read(move |connection| list(connection, &request));
        listed.await.unwrap().count
    };
    let old = bill.description.clone();
    let write = async |bill: Bill| {
        let written = database.write(move |connection| put(connection, 0, &bill));
        written.await.unwrap();
    };
    write(bill.clone()).await;
    write(bill).await;
    assert_eq!((found(&old).await, found("instalacao").await), (1, 0));
    write(renamed).await;
    assert_eq!((found(&old).await, found("instalacao").await), (0, 1));
    let gone = database.write(move |connection| {
        let stream = Stream::Customer(customer);
        delete::<Bill>(connection, stream, id.uuid().into())?;
        // Complains of an index that does not say what the table says.
        let sql = "INSERT INTO bills_words (bills_words, rank) VALUES ('integrity-check', 1)";
        Ok(connection.execute(sql, [])?)
    });
    gone.await.unwrap();
    assert_eq!(found("instalacao").await, 0);
}

#[tokio::test]
async fn every_order_is_what_it_says_both_ways() {
    for order in ORDERS {
        let mut request = everything(ANA_TAX_ID);
        request.order = order;
        let up = listed(request.clone()).await.rows;
        request.descending = true;
        let mut down = listed(request).await.rows;
        let key = |bill: &Bill| match order {
            "due_on" => bill.due_on.days(),
            "number" => bill.number.into(),
            "state" => part(bill.group()),
            "worth" => bill.worth().get(),
            _ => 0,
        };
        assert!(up.iter().map(key).is_sorted(), "{order:?}");
        down.reverse();
        assert_eq!(up, down, "{order:?}");
    }
}

/// Bills of one customer, many of them alike, some overdue, paid or cancelled.
fn many() -> impl Strategy<Value = Vec<Bill>> {
    let template = of(ANA_TAX_ID)[0].clone();
    let one = (0..20_u32, 0..6_i64, 0..5_usize, 0..3_usize);
    proptest::collection::vec(one, 0..500).prop_map(move |made| {
        let bill = |(number, (day, amount, state, word)): (u32, (u32, i64, usize, usize))| Bill {
            id: BillId::new(Uuid::from_u128((number.wrapping_mul(0x9e37_79b9)).into())),
            number,
            due_on: CivilDate::from_ymd(2026, 11, 11 + day % 20).unwrap(),
            amount: Cents::new(amount * 1_000),
            state: [
                BillState::Sent,
                BillState::Sent,
                BillState::OnHold,
                BillState::Settled,
                BillState::Cancelled,
            ][state],
            description: ["Água", "Luz", "Fibra"][word].into(),
            charges: None,
            ..template.clone()
        };
        (1..).zip(made).map(bill).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn pages_after_any_row_are_the_rest_of_the_list(bills in many(), at in any::<proptest::sample::Index>()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let customer = customer(ANA_TAX_ID);
        let put_all = move |connection: &Connection| {
            bills.iter().try_for_each(|bill| put(connection, 0, bill))
        };
        let checked = runtime.block_on(async {
            let database = Database::create(Schema::CACHE, Place::Memory).await?;
            database.write(put_all).await?;
            database.read(move |connection| {
                for order in ORDERS {
                    for descending in [false, true] {
                        let request = ListBills { customer, order, descending, ..everything(ANA_TAX_ID) };
                        let from = |after| {
                            let mut request = ListBills { after, ..request.clone() };
                            let mut read = Vec::new();
                            loop {
                                let page = list(connection, &request)?;
                                assert!(page.rows.len() <= ROWS as usize);
                                let Some(last) = page.rows.last() else {
                                    return Ok::<_, DbError>((read, page.count));
                                };
                                request.after = Some(last.id);
                                read.extend(page.rows);
                            }
                        };
                        let (whole, count) = from(None)?;
                        assert_eq!(whole.len(), count as usize);
                        let place = |bill: &Bill| match order {
                            "number" => (i64::from(bill.number), String::new()),
                            "description" => (0, fold(&bill.description)),
                            "state" => (part(bill.group()), String::new()),
                            "worth" => (bill.worth().get(), String::new()),
                            _ => (0, String::new()),
                        };
                        let key = |bill: &Bill| (place(bill), bill.due_on.days(), bill.number);
                        let is_overdue = |bill: &&Bill| bill.days_overdue(today()).is_some();
                        let runs = [
                            whole.iter().filter(is_overdue).map(key).collect::<Vec<_>>(),
                            whole.iter().filter(|bill| !is_overdue(bill)).map(key).collect(),
                        ];
                        assert!(whole.iter().map(|bill| is_overdue(&bill)).is_sorted_by(|a, b| a >= b));
                        for run in runs {
                            let in_order = |pair: &[_]| if descending { pair[0] > pair[1] } else { pair[0] < pair[1] };
                            assert!(run.windows(2).all(in_order), "{order:?} {run:?}");
                        }
                        if !whole.is_empty() {
                            let at = at.index(whole.len());
                            assert_eq!(from(Some(whole[at].id))?.0, whole[at + 1..]);
                        }
                    }
                }
                Ok(())
            }).await
        });
        checked.unwrap();
    }
}

const fn part(group: BillGroup) -> i64 {
    match group {
        BillGroup::Pending => 0,
        BillGroup::Paid => 1,
        BillGroup::Cancelled => 2,
        BillGroup::Held => 3,
        BillGroup::Credit => 4,
    }
}

#[tokio::test]
async fn what_needs_paying_is_the_oldest_overdue_and_the_next_due() {
    let mut overdue = everything(BRUNO_TAX_ID);
    overdue.filter = "overdue";
    let overdue = listed(overdue).await.rows;
    assert_eq!(overdue.len(), 2);
    assert!(overdue[0].due_on < overdue[1].due_on);
    let mut next = everything(ANA_TAX_ID);
    next.filter = "next";
    assert!(listed(next).await.rows[0].due_on >= today());
}
