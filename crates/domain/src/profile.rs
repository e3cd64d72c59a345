//! *Meus Dados*: what a customer may change of them, and the request that asks for it.

mod attach;
mod change;
mod proof;
mod tidied;

pub use attach::AttachProof;
pub use change::ChangeProfile;
pub use proof::{Proof, ProofFault, ProofKind};

use crate::listed::Listed;
use crate::{
    Customer, CustomerId, EmailAddress, Phone, PostalAddress, PostalCode, RequestId, UserId, text,
};
use chrono::{DateTime, Utc};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

/// A field of a customer's registration data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// CPF or CNPJ.
    TaxId,
    /// Full or registered name.
    Name,
    /// *Nome fantasia*.
    TradingName,
    /// E-mail address.
    Email,
    /// Telephone with DDD.
    Phone,
    /// Postal address.
    Address,
}

/// What happens when a field is changed (DP-38).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldRule {
    /// At once.
    Free,
    /// When the provider has approved it (MG-02).
    WithApproval,
    /// It cannot be changed here.
    Locked,
}

impl ProfileField {
    /// Every field, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::TaxId,
        Self::Name,
        Self::TradingName,
        Self::Email,
        Self::Phone,
        Self::Address,
    ];

    /// What happens when it is changed.
    pub const fn rule(self) -> FieldRule {
        match self {
            Self::TaxId => FieldRule::Locked,
            Self::Name | Self::TradingName | Self::Address => FieldRule::WithApproval,
            Self::Email | Self::Phone => FieldRule::Free,
        }
    }

    /// Whether a change asks for a document that shows it, a *comprovante*.
    pub const fn needs_proof(self) -> bool {
        matches!(self, Self::Address)
    }

    /// Its name in refusals.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TaxId => "tax_id",
            Self::Name => "name",
            Self::TradingName => "trading_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Address => "address",
        }
    }
}

/// New values for some fields; what is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// Full or registered name.
    #[serde(default)]
    pub name: Option<String>,
    /// *Nome fantasia*; empty for none.
    #[serde(default)]
    pub trading_name: Option<String>,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Telephone with DDD, digits only.
    #[serde(default)]
    pub phone: Option<String>,
    /// Postal address, whole.
    #[serde(default)]
    pub address: Option<PostalAddress>,
}

/// As JSON only what is named; where fields go by their place, all of them.
impl Serialize for ProfileChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn put<S: SerializeStruct, T: Serialize>(
            into: &mut S,
            name: &'static str,
            value: Option<&T>,
            named_only: bool,
        ) -> Result<(), S::Error> {
            match value {
                None if named_only => into.skip_field(name),
                value => into.serialize_field(name, &value),
            }
        }
        let only = serializer.is_human_readable();
        let mut into = serializer.serialize_struct("ProfileChange", 5)?;
        put(&mut into, "name", self.name.as_ref(), only)?;
        put(&mut into, "trading_name", self.trading_name.as_ref(), only)?;
        put(&mut into, "email", self.email.as_ref(), only)?;
        put(&mut into, "phone", self.phone.as_ref(), only)?;
        put(&mut into, "address", self.address.as_ref(), only)?;
        into.end()
    }
}

/// What is wrong with a proposed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProfileFault {
    /// Nothing is written there.
    Empty,
    /// More than a registry takes.
    TooLong,
    /// Not of the field's form.
    Malformed,
}

impl ProfileFault {
    /// Its word in refusals.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::Malformed => "malformed",
        }
    }
}

/// A line of a postal address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressLine {
    /// CEP.
    PostalCode,
    /// *Logradouro* with number.
    Street,
    /// *Bairro*.
    District,
    /// City.
    City,
    /// *UF*.
    State,
}

impl AddressLine {
    /// Every line, in the order they are asked for: the CEP tells most of the others.
    pub const ALL: [Self; 5] = [
        Self::PostalCode,
        Self::Street,
        Self::District,
        Self::City,
        Self::State,
    ];
}

impl PostalAddress {
    /// The federative units of Brazil, as IBGE abbreviates them.
    pub const STATES: [&str; 27] = [
        "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB",
        "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
    ];

    /// What stands in a line.
    pub const fn line(&self, line: AddressLine) -> &String {
        match line {
            AddressLine::PostalCode => &self.postal_code,
            AddressLine::Street => &self.street,
            AddressLine::District => &self.district,
            AddressLine::City => &self.city,
            AddressLine::State => &self.state,
        }
    }

    /// The line itself, to write it anew.
    pub const fn line_mut(&mut self, line: AddressLine) -> &mut String {
        match line {
            AddressLine::PostalCode => &mut self.postal_code,
            AddressLine::Street => &mut self.street,
            AddressLine::District => &mut self.district,
            AddressLine::City => &mut self.city,
            AddressLine::State => &mut self.state,
        }
    }

    /// What is wrong with a line, if anything.
    pub fn fault(&self, line: AddressLine) -> Option<ProfileFault> {
        let text = self.line(line);
        match line {
            AddressLine::PostalCode if text.is_empty() => Some(ProfileFault::Empty),
            AddressLine::PostalCode => malformed(PostalCode::try_from(text.clone()).is_ok()),
            AddressLine::State => malformed(Self::STATES.contains(&text.as_str())),
            AddressLine::Street | AddressLine::District | AddressLine::City => text_fault(text),
        }
    }
}

impl ProfileChange {
    /// The longest line a registry takes, in characters.
    pub const LONGEST: usize = 120;

    /// What leads from one state of a customer's data to another.
    pub fn between(from: &Customer, to: &Customer) -> Self {
        let text = |from: &String, to: &String| (from != to).then(|| to.clone());
        Self {
            name: text(&from.name, &to.name),
            trading_name: (from.trading_name != to.trading_name)
                .then(|| to.trading_name.clone().unwrap_or_default()),
            email: text(&from.email, &to.email),
            phone: text(&from.phone, &to.phone),
            address: (from.address != to.address).then(|| to.address.clone()),
        }
    }

    /// The data once this has come true.
    #[must_use]
    pub fn over(&self, customer: &Customer) -> Customer {
        let mut changed = customer.clone();
        if let Some(name) = &self.name {
            changed.name.clone_from(name);
        }
        if let Some(name) = &self.trading_name {
            changed.trading_name = Some(name.clone()).filter(|name| !name.is_empty());
        }
        if let Some(email) = &self.email {
            changed.email.clone_from(email);
        }
        if let Some(phone) = &self.phone {
            changed.phone.clone_from(phone);
        }
        if let Some(address) = &self.address {
            changed.address.clone_from(address);
        }
        changed
    }

    /// The fields it names.
    pub fn fields(&self) -> impl Iterator<Item = ProfileField> + use<> {
        let named = [
            (ProfileField::Name, self.name.is_some()),
            (ProfileField::TradingName, self.trading_name.is_some()),
            (ProfileField::Email, self.email.is_some()),
            (ProfileField::Phone, self.phone.is_some()),
            (ProfileField::Address, self.address.is_some()),
        ];
        named
            .into_iter()
            .filter_map(|(field, is_named)| is_named.then_some(field))
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.fields().next().is_none()
    }

    /// The part of it whose fields have a rule.
    #[must_use]
    pub fn with_rule(&self, rule: FieldRule) -> Self {
        let keep = |field: ProfileField| field.rule() == rule;
        let text = |field, value: &Option<String>| value.clone().filter(|_| keep(field));
        Self {
            name: text(ProfileField::Name, &self.name),
            trading_name: text(ProfileField::TradingName, &self.trading_name),
            email: text(ProfileField::Email, &self.email),
            phone: text(ProfileField::Phone, &self.phone),
            address: self.address.clone().filter(|_| keep(ProfileField::Address)),
        }
    }

    /// The values that a customer has now in the fields that this names.
    #[must_use]
    pub fn present(&self, customer: &Customer) -> Self {
        let text = |named: bool, value: &String| named.then(|| value.clone());
        Self {
            name: text(self.name.is_some(), &customer.name),
            trading_name: self
                .trading_name
                .is_some()
                .then(|| customer.trading_name.clone().unwrap_or_default()),
            email: text(self.email.is_some(), &customer.email),
            phone: text(self.phone.is_some(), &customer.phone),
            address: self.address.is_some().then(|| customer.address.clone()),
        }
    }

    /// Whether a *comprovante* is asked for.
    pub fn needs_proof(&self) -> bool {
        self.fields().any(ProfileField::needs_proof)
    }

    /// Whether it takes one more file beside so many: the one rule of form, outbox and portal.
    ///
    /// # Errors
    /// [`ProofFault::NotAsked`] and [`ProofFault::TooMany`].
    pub fn takes_proof(&self, beside: usize) -> Result<(), ProofFault> {
        if !self.needs_proof() {
            Err(ProofFault::NotAsked)
        } else if beside >= Proof::MOST {
            Err(ProofFault::TooMany)
        } else {
            Ok(())
        }
    }

    /// What is wrong with it, a field at a time; nothing when it may be sent.
    pub fn faults(&self) -> Vec<(ProfileField, ProfileFault)> {
        let mut faults = Vec::new();
        let mut judge = |field, fault: Option<ProfileFault>| {
            faults.extend(fault.map(|fault| (field, fault)));
        };
        if let Some(name) = &self.name {
            judge(ProfileField::Name, text_fault(name));
        }
        if let Some(name) = &self.trading_name {
            let fault = text_fault(name).filter(|fault| *fault != ProfileFault::Empty);
            judge(ProfileField::TradingName, fault);
        }
        if let Some(email) = &self.email {
            judge(
                ProfileField::Email,
                text_fault(email).or(malformed(EmailAddress::try_from(email.clone()).is_ok())),
            );
        }
        if let Some(phone) = &self.phone {
            judge(
                ProfileField::Phone,
                text_fault(phone).or(malformed(Phone::try_from(phone.clone()).is_ok())),
            );
        }
        if let Some(address) = &self.address {
            let mut lines = AddressLine::ALL.into_iter();
            judge(
                ProfileField::Address,
                lines.find_map(|line| address.fault(line)),
            );
        }
        faults
    }
}

fn text_fault(text: &str) -> Option<ProfileFault> {
    if text::is_blank(text) {
        Some(ProfileFault::Empty)
    } else if text.chars().count() > ProfileChange::LONGEST {
        Some(ProfileFault::TooLong)
    } else {
        let unseen = |c: char| c.is_control() || text::is_invisible(c);
        malformed(!text.contains(unseen) && !text.contains(['\u{2028}', '\u{2029}']))
    }
}

fn malformed(well_formed: bool) -> Option<ProfileFault> {
    (!well_formed).then_some(ProfileFault::Malformed)
}

/// Where a request stands (MG-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// *Em análise*.
    Pending,
    /// *Aprovada*.
    Approved,
    /// *Reprovada*.
    Rejected,
    /// *Inativa*: a later request took its place.
    Inactive,
    /// *Excluída*.
    Deleted,
}

/// A customer's request to change registration data (ProfileChangeRequest in `domain.md`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileChangeRequest {
    /// Its id, which is that of the action that made it.
    pub id: RequestId,
    /// Whose data.
    pub customer: CustomerId,
    /// Who asked.
    pub by: UserId,
    /// When the portal took it.
    #[serde(with = "crate::compact")]
    pub made_at: DateTime<Utc>,
    /// How the fields read before.
    pub original: ProfileChange,
    /// How they shall read.
    pub proposed: ProfileChange,
    /// What was attached, in order.
    pub proofs: Vec<Proof>,
    /// Where it stands.
    pub state: RequestState,
    /// When it was decided.
    #[serde(with = "crate::compact")]
    pub decided_at: Option<DateTime<Utc>>,
    /// Why, in the provider's words; always there when it was rejected.
    pub reason: Option<String>,
}

/// A customer has few, and they are shown among those that are only drawn.
impl Listed for ProfileChangeRequest {}

#[cfg(test)]
mod tests;
