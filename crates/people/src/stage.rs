//! Where a provider's people are put together.

use crate::billing::{self, Habit, Payee};
use crate::cast::{Cast, Person};
use crate::ids::Ids;
use crate::rooms;
use balcao_domain::{
    Cents, CivilDate, Customer, CustomerId, Grant, Plan, PlanId, PlanState, PostalAddress,
    ProfileChange, ProfileChangeRequest, Provider, RequestId, RequestState, Role, TaxId, User,
    UserId,
};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use std::net::{IpAddr, Ipv4Addr};

/// Collects a provider's people while they are told about.
pub struct Stage {
    payee: Payee,
    today: CivilDate,
    ids: Ids,
    people: Vec<Person>,
    customers: Vec<Customer>,
    plans: Vec<(Plan, Habit)>,
    asked: Vec<Asked>,
}

/// A request to change registration data.
pub struct Asked {
    /// The CPF or CNPJ of who asked, for a customer of the same.
    pub by: &'static str,
    /// How long ago.
    pub days_ago: i64,
    /// What shall be otherwise.
    pub change: ProfileChange,
    /// Why it was rejected the day after; none while it is pending.
    pub rejected: Option<&'static str>,
}

impl Stage {
    pub fn new(slug: &str, payee: Payee, today: CivilDate, seed: u64) -> Self {
        Self {
            payee,
            today,
            ids: Ids::new(seed, slug),
            people: Vec::new(),
            customers: Vec::new(),
            plans: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// An id of something that was there long before.
    pub fn id(&mut self) -> uuid::Uuid {
        self.ids.next(self.today.add_days(-1_200))
    }

    /// The due day (1 to 28) of a bill that falls due that many days from today.
    pub fn due_day_in(&self, days: i64) -> u8 {
        u8::try_from(self.today.add_days(days).day().min(28)).unwrap_or(28)
    }

    pub fn customer(
        &mut self,
        id: &str,
        name: &str,
        trading_name: Option<&str>,
        email: &str,
    ) -> CustomerId {
        let customer = CustomerId::new(self.id());
        let number = 100 + self.ids.below(900);
        self.customers.push(Customer {
            id: customer,
            tax_id: tax_id(id),
            name: name.into(),
            trading_name: trading_name.map(Into::into),
            email: email.into(),
            phone: format!("1998{:07}", self.ids.below(10_000_000)),
            address: PostalAddress {
                street: format!("Rua das Palmeiras, {number}"),
                district: "Cambuí".into(),
                city: "Campinas".into(),
                state: "SP".into(),
                postal_code: "13024100".into(),
            },
        });
        customer
    }

    pub fn person(
        &mut self,
        id: &str,
        name: &str,
        job_title: Option<&str>,
        password: &'static str,
        roles: &[(CustomerId, Role)],
    ) {
        let grants = roles
            .iter()
            .filter_map(|(customer, role)| {
                let served = self.customers.iter().find(|known| known.id == *customer)?;
                Some(Grant {
                    customer: *customer,
                    customer_name: served.known_as().to_owned(),
                    roles: vec![*role],
                })
            })
            .collect();
        let login = name.to_lowercase().replace(' ', ".");
        let user = User {
            id: UserId::new(self.id()),
            tax_id: tax_id(id),
            name: name.into(),
            email: format!("{login}@correio.example"),
            job_title: job_title.map(Into::into),
            grants,
        };
        self.people.push(Person { user, password });
    }

    pub fn plan(
        &mut self,
        customer: CustomerId,
        name: &str,
        centavos: i64,
        due_day: u8,
        habit: Habit,
    ) {
        let Some(served) = self.customers.iter().find(|known| known.id == customer) else {
            return;
        };
        let address = served.address.clone();
        let login = format!("{}.{}", login_of(served.known_as()), self.plans.len() + 1);
        let host = u8::try_from(self.plans.len() + 10).unwrap_or(u8::MAX);
        let id = PlanId::new(self.id());
        self.plans.push((
            Plan {
                id,
                customer,
                name: name.into(),
                state: PlanState::Active,
                since: self.today.add_days(-30 * i64::from(habit.months)),
                login: Some(login),
                // TEST-NET-3 (RFC 5737): belongs to nobody.
                ip: Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, host))),
                price: Cents::new(centavos),
                due_day,
                address,
            },
            habit,
        ));
    }

    /// The plan told of last was suspended that many days ago.
    pub fn suspend_last_plan(&mut self, days_ago: i64) {
        if let Some((plan, _)) = self.plans.last_mut() {
            plan.state = PlanState::Suspended;
            plan.since = self.today.add_days(-days_ago);
        }
    }

    pub fn request(&mut self, asked: Asked) {
        self.asked.push(asked);
    }

    pub fn finish(mut self, provider: Provider, first_number: u32) -> Cast {
        let mut bills = Vec::new();
        for (plan, habit) in &self.plans {
            bills.extend(billing::history(
                plan,
                &self.payee,
                *habit,
                self.today,
                &mut self.ids,
            ));
        }
        billing::number(&mut bills, first_number);
        // Last, so that what is asked changes the ids of nothing else.
        let asked = std::mem::take(&mut self.asked);
        let requests = asked.iter().filter_map(|it| self.told(it)).collect();
        let long_ago = self.today.add_days(-1_200);
        let plans: Vec<_> = self.plans.into_iter().map(|(plan, _)| plan).collect();
        let told = rooms::Told {
            today: self.today,
            provider: &provider,
            people: &self.people,
            customers: &self.customers,
            bills: &bills,
        };
        let rows = rooms::rows(&told, &mut || self.ids.next(long_ago));
        Cast {
            provider,
            people: self.people,
            customers: self.customers,
            plans,
            bills,
            requests,
            rows,
        }
    }

    fn told(&mut self, asked: &Asked) -> Option<ProfileChangeRequest> {
        let by = tax_id(asked.by);
        let person = self.people.iter().find(|it| it.user.tax_id == by)?;
        let customer = self.customers.iter().find(|it| it.tax_id == by)?;
        let made_on = self.today.add_days(-asked.days_ago);
        Some(ProfileChangeRequest {
            id: RequestId::new(self.ids.next(made_on)),
            customer: customer.id,
            by: person.user.id,
            made_at: noon(made_on),
            original: asked.change.present(customer),
            proposed: asked.change.clone(),
            proofs: Vec::new(),
            state: match asked.rejected {
                Some(_) => RequestState::Rejected,
                None => RequestState::Pending,
            },
            decided_at: asked.rejected.map(|_| noon(made_on.add_days(1))),
            reason: asked.rejected.map(Into::into),
        })
    }
}

/// Noon in Brasília.
pub fn noon(day: CivilDate) -> DateTime<Utc> {
    day.naive().and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(15)
}

fn login_of(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// A number written in this crate.
#[expect(
    clippy::expect_used,
    reason = "only constants of this crate come here, and a test makes every cast"
)]
pub fn tax_id(digits: &str) -> TaxId {
    TaxId::parse(digits).expect("a valid CPF or CNPJ")
}
