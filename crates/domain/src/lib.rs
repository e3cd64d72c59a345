//! What things are in Balcão: money, dates, tax numbers, payment codes, bills, plans, roles.
//!
//! Pure: no I/O, no clock, no time zone. Everything compiles natively and to wasm, and the
//! types serialize to the one JSON form that portal, cache and interface share.
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod about;
mod access;
mod access_key;
mod bill;
mod bill_list;
mod boleto;
mod br_code;
mod brand;
mod business_day;
mod call;
mod cents;
pub mod charges;
mod choice;
mod civil_date;
mod collections;
pub mod compact;
mod customer;
pub mod decision;
mod decisions;
mod digest;
mod documented;
mod documents;
mod email;
mod fold;
pub mod form;
mod ids;
mod initials;
pub mod kept;
mod known;
pub mod listed;
mod password;
mod pasted;
mod period;
mod phone;
mod plan;
mod postal_code;
mod profile;
mod provider;
mod qr;
mod roles;
mod rooms;
mod row_id;
mod sensitive;
mod stream;
mod synced;
mod tax_id;
pub mod text;
mod user;

pub use access::Access;
pub use access_key::{AccessKey, AccessKeyError};
pub use bill::{Bill, BillGroup, BillState, Totals};
pub use boleto::{Bars, Boleto, BoletoError, BoletoKind, DueDate, FreeField};
pub use br_code::{BrCode, BrCodeError, BrCodeKind};
pub use brand::{Accent, Brand};
pub use call::{CallId, CallRecord, RowNumberError, TerminalType};
pub use cents::{Cents, CentsError};
pub use charges::Charges;
pub use civil_date::{CivilDate, CivilDateError};
pub use collections::{AnyRow, Collection, Keeping};
pub use customer::{Customer, PostalAddress};
pub use decision::{Decision, Made};
pub use decisions::{Action, DecisionKind};
pub use digest::{DigestError, Sha256Digest};
pub use documented::every_document;
pub use documents::{DocumentKind, DocumentRef, Documented};
pub use email::{EmailAddress, EmailError};
pub use fold::fold;
pub use ids::{
    AnnouncementId, BillId, ContactId, CustomerId, DueDayChangeId, EnablementId, FiscalDocumentId,
    Issuer, PlanId, ProofId, RequestId, TicketId, UserId,
};
pub use initials::initials;
pub use listed::Listed;
pub use password::PasswordRule;
pub use pasted::WrongCharacter;
pub use period::{Month, NoPeriod, Period};
pub use phone::{Phone, PhoneError};
pub use plan::{Plan, PlanState};
pub use postal_code::{PostalCode, PostalCodeError};
pub use profile::{
    AddressLine, AttachProof, ChangeProfile, FieldRule, ProfileChange, ProfileChangeRequest,
    ProfileFault, ProfileField, Proof, ProofFault, ProofKind, RequestState,
};
pub use provider::{Module, Provider, SignInMethod, Support};
pub use qr::QrMatrix;
pub use roles::Role;
pub use rooms::announcements::{Announcement, AnnouncementKind};
pub use rooms::contacts::{
    AddContact, Contact, ContactDetails, ContactKind, EditContact, RemoveContact,
};
pub use rooms::due_days::{ChangeDueDay, DueDay, DueDayChange, DueDayDetails, DueDayState};
pub use rooms::fiscal_documents::{FiscalDocument, FiscalModel, FiscalState};
pub use rooms::provisional::{EnableProvisionally, EnablementDetails, ProvisionalEnablement};
pub use rooms::tickets::{
    CloseTicket, OpenTicket, RateTicket, RatingDetails, ReopenTicket, ReplyDetails, ReplyTicket,
    Stars, Ticket, TicketAnswer, TicketDetails, TicketGroup, TicketKind, TicketMessage,
    TicketState,
};
pub use row_id::RowId;
pub use sensitive::Sensitive;
pub use stream::{Stream, StreamError, StreamKind};
pub use synced::{Owner, Synced};
pub use tax_id::{Cnpj, Cpf, TaxId, TaxIdError};
pub use user::{Grant, User};
