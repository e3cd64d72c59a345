//! Tells that another due day was asked for (MC-36).

use balcao_domain::{Customer, DueDayChange, Provider, text};
use lettre::Address;
use lettre::message::{Mailbox, Message};
use uuid::Uuid;

use super::super::{MailError, message};
use crate::portal::zone;

const ASKED: &str = include_str!("due_days.txt");

/// To the customer, with the provider in copy.
pub fn asked(
    id: Uuid,
    from: Option<&Address>,
    provider: &Provider,
    customer: &Customer,
    change: &DueDayChange,
) -> Result<Message, MailError> {
    let at = change.agreed_at.with_timezone(&zone(provider));
    let told = ASKED
        .replace("{provider}", &text::line(&provider.name))
        .replace("{day}", &at.format("%d/%m/%Y").to_string())
        .replace("{time}", &at.format("%H:%M").to_string())
        .replace("{from}", &change.from.to_string())
        .replace("{to}", &change.to.to_string())
        .replace("{phone}", &provider.support.phone)
        .replace("{email}", &provider.support.email)
        .replace("{number}", &customer.tax_id.masked())
        // Last, for they may hold anything.
        .replace("{plan}", &text::line(&change.plan_name))
        .replace("{name}", &text::line(customer.known_as()));
    let desk = Mailbox::new(
        Some(text::line(&provider.name)),
        provider.support.email.parse()?,
    );
    message(id, from, provider, customer, &told, |to| to.cc(desk))
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::{CivilDate, DueDayChangeId, DueDayState};
    use balcao_people::rede_horizonte;

    #[test]
    fn mc_36_the_request_is_told_to_customer_and_provider() {
        let cast = rede_horizonte(CivilDate::from_ymd(2026, 11, 22).unwrap(), 1);
        let (customer, plan) = (&cast.customers[0], &cast.plans[0]);
        let change = DueDayChange {
            id: DueDayChangeId::new(Uuid::nil()),
            customer: customer.id,
            plan: plan.id,
            plan_name: plan.name.clone(),
            from: plan.due_day,
            to: 10,
            agreed_at: "2026-11-23T02:30:00Z".parse().unwrap(),
            state: DueDayState::Requested,
        };
        let mail = asked(Uuid::nil(), None, &cast.provider, customer, &change).unwrap();
        let to: Vec<_> = mail
            .envelope()
            .to()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            to,
            ["ana.souza@correio.example", &cast.provider.support.email]
        );
        let text = String::from_utf8(mail.formatted()).unwrap();
        let text = text.replace("=\r\n", "");
        for said in ["Fibra 600 Mega", "22/11/2026", "23:30", "dia 10"] {
            assert!(text.contains(said), "{said} in {text}");
        }
    }
}
