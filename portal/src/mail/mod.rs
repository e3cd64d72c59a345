//! Mail to customers. The words lie in text files beside this one: the first line is the subject.

mod rooms;

use balcao_domain::{
    Customer, CustomerId, DueDayChangeId, Issuer, ProfileChangeRequest, Provider, RequestId,
    RequestState, text,
};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message, MessageBuilder};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use uuid::Uuid;

use crate::portal::zone;
use crate::scope::System;
use crate::store::{Job, Outgoing, Store, StoreError};

const APPROVED: &str = include_str!("approved.txt");
const REJECTED: &str = include_str!("rejected.txt");

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailRoute {
    /// The mail server: `smtp://host:port`, with `?tls=required` for STARTTLS, `smtps://` for TLS
    /// from the start, `user:password@` before the host where it wants them.
    pub server: String,
    /// The address mail comes from; the provider's own when there is none.
    pub from: Option<Address>,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the mail server is none.
    #[error("not a mail server's address: {0}")]
    Server(smtp::Error),
    /// What it is about is not there, or was not decided.
    #[error("there is nothing to tell")]
    Nothing,
    /// An address of sender or receiver cannot be one.
    #[error("an address is malformed: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The message cannot be put together.
    #[error("the message is malformed: {0}")]
    Message(#[from] lettre::error::Error),
    /// The mail server did not take it.
    #[error("mail server: {0}")]
    Smtp(smtp::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MailError {
    /// Whether the same may succeed later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Smtp(error) => !error.is_permanent(),
            Self::Store(_) => true,
            Self::Server(_) | Self::Nothing | Self::Address(_) | Self::Message(_) => false,
        }
    }
}

/// Writes and sends mail. Cheap to clone.
#[derive(Clone)]
pub struct Post {
    store: Store,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Option<Address>,
}

impl Post {
    /// Over a route. No mail server is asked yet.
    ///
    /// # Errors
    /// [`MailError::Server`].
    pub fn new(store: Store, route: &MailRoute) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&route.server);
        Ok(Self {
            store,
            transport: transport.map_err(MailError::Server)?.build(),
            from: route.from.clone(),
        })
    }

    /// Does a job.
    ///
    /// # Errors
    /// Those of [`MailError`].
    pub async fn perform(&self, outgoing: Outgoing) -> Result<(), MailError> {
        let message = match outgoing.job {
            Job::MailDecision { request } => self.decision(outgoing.id, request).await?,
            Job::MailDueDay { change } => self.due_day(outgoing.id, change).await?,
        };
        self.transport
            .send(message)
            .await
            .map_err(MailError::Smtp)?;
        Ok(())
    }

    async fn decision(&self, id: Uuid, request: RequestId) -> Result<Message, MailError> {
        let found = self.store.profile_request_by_id(System, request).await?;
        let (issuer, request) = found.ok_or(MailError::Nothing)?;
        let (provider, customer) = self.parties(issuer, request.customer).await?;
        decision(id, self.from.as_ref(), &provider, &customer, &request)
    }

    async fn due_day(&self, id: Uuid, change: DueDayChangeId) -> Result<Message, MailError> {
        let found = self.store.due_day_change(System, change).await?;
        let (issuer, change) = found.ok_or(MailError::Nothing)?;
        let (provider, customer) = self.parties(issuer, change.customer).await?;
        rooms::due_days::asked(id, self.from.as_ref(), &provider, &customer, &change)
    }

    async fn parties(
        &self,
        issuer: Issuer,
        customer: CustomerId,
    ) -> Result<(Provider, Customer), MailError> {
        let provider = self.store.provider_by_id(System, issuer).await?;
        let customer = self.store.customer_by_id(System, issuer, customer).await?;
        provider.zip(customer).ok_or(MailError::Nothing)
    }
}

/// Tells how a request was decided.
fn decision(
    id: Uuid,
    from: Option<&Address>,
    provider: &Provider,
    customer: &Customer,
    request: &ProfileChangeRequest,
) -> Result<Message, MailError> {
    let template = match request.state {
        RequestState::Approved => APPROVED,
        RequestState::Rejected => REJECTED,
        _ => return Err(MailError::Nothing),
    };
    let day = request.made_at.with_timezone(&zone(provider));
    let told = template
        .replace("{name}", &text::line(customer.known_as()))
        .replace("{provider}", &text::line(&provider.name))
        .replace("{day}", &day.format("%d/%m/%Y").to_string())
        .replace("{phone}", &provider.support.phone)
        .replace("{email}", &provider.support.email)
        // Last, for it may hold anything.
        .replace(
            "{reason}",
            &text::lines(request.reason.as_deref().unwrap_or_default()),
        );
    message(id, from, provider, customer, &told, |to| to)
}

/// A mail to a customer, and to whom else: the first line is its subject.
fn message(
    id: Uuid,
    from: Option<&Address>,
    provider: &Provider,
    customer: &Customer,
    told: &str,
    and_to: impl FnOnce(MessageBuilder) -> MessageBuilder,
) -> Result<Message, MailError> {
    let (subject, body) = told.split_once('\n').unwrap_or_default();
    let own: Address = provider.support.email.parse()?;
    let from = from.unwrap_or(&own).clone();
    // The same mail sent twice, by a portal that was killed, is seen to be the same.
    let message_id = format!("<{id}@{}>", from.domain());
    let name = || Some(text::line(&provider.name));
    let begun = Message::builder()
        .message_id(Some(message_id))
        .from(Mailbox::new(name(), from))
        .reply_to(Mailbox::new(name(), own))
        .to(Mailbox::new(
            Some(text::line(&customer.name)),
            customer.email.parse()?,
        ));
    let message = and_to(begun)
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(body.to_owned())?;
    Ok(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::CivilDate;
    use balcao_people::rede_horizonte;

    fn mail(state: RequestState, from: Option<&Address>) -> Result<String, MailError> {
        let cast = rede_horizonte(CivilDate::from_ymd(2026, 11, 22).unwrap(), 1);
        let request = ProfileChangeRequest {
            state,
            reason: Some("Veja {name}: {provider}".into()),
            ..cast.requests[0].clone()
        };
        let (provider, customer) = (&cast.provider, &cast.customers[0]);
        let message = decision(Uuid::nil(), from, provider, customer, &request)?;
        Ok(String::from_utf8(message.formatted())
            .unwrap()
            .replace("=\r\n", ""))
    }

    #[test]
    fn a_decision_is_told_with_all_that_it_is_about() {
        let approved = mail(RequestState::Approved, None).unwrap();
        for said in [
            "From: \"Rede Horizonte\" <atendimento@redehorizonte.example>",
            "Message-ID: <00000000-0000-0000-0000-000000000000@redehorizonte.example>",
            "Ol=C3=A1, Ana Souza!",
            "13/10/2026",
            "0800 555 0143",
        ] {
            assert!(approved.contains(said), "{said}: {approved}");
        }
        assert!(!approved.contains('{'), "{approved}");
        // What somebody wrote is told as it was written.
        let rejected = mail(RequestState::Rejected, None).unwrap();
        assert!(rejected.contains("Veja {name}: {provider}"), "{rejected}");
    }

    #[test]
    fn a_sender_of_its_own_leaves_answers_to_the_provider() {
        let from = "avisos@portal.example".parse().unwrap();
        let sent = mail(RequestState::Approved, Some(&from)).unwrap();
        assert!(
            sent.contains("From: \"Rede Horizonte\" <avisos@portal.example>"),
            "{sent}"
        );
        let reply = "Reply-To: \"Rede Horizonte\" <atendimento@redehorizonte.example>";
        assert!(sent.contains(reply), "{sent}");
    }

    #[test]
    fn a_name_puts_nothing_into_a_header_that_is_not_seen() {
        let mut cast = rede_horizonte(CivilDate::from_ymd(2026, 11, 22).unwrap(), 1);
        cast.provider.name = "Rede\u{202e}\r\nBcc: eva@mal.example \u{200b}Horizonte".into();
        let request = ProfileChangeRequest {
            state: RequestState::Approved,
            ..cast.requests[0].clone()
        };
        let (provider, customer) = (&cast.provider, &cast.customers[0]);
        let message = decision(Uuid::nil(), None, provider, customer, &request).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        let (headers, _) = text.split_once("\r\n\r\n").unwrap();
        let unfolded = headers.replace("\r\n ", " ");
        assert!(
            unfolded.contains("Rede Bcc: eva@mal.example Horizonte"),
            "{headers}"
        );
        assert!(!headers.contains("\r\nBcc"), "{headers}");
    }

    #[test]
    fn what_was_not_decided_is_not_told() {
        for state in [RequestState::Pending, RequestState::Inactive] {
            assert!(matches!(mail(state, None), Err(MailError::Nothing)));
        }
    }
}
