//! *Comprovantes*: files for the form's draft, and for a request that is there already.

use super::profile::may_change;
use crate::account::Account;
use crate::core::{Core, Handle};
use crate::host::GivenFile;
use crate::outbox::overlay::Drawn;
use crate::outbox::queue::State;
use crate::outbox::{self, New, id};
use balcao_bridge::{
    ActionId, AppError, AttachProof, Command, Decided, ErrorCode, PickProof, ProfileDraft,
    RemoveProof, TakesFile, wire,
};
use balcao_domain::decision::Refused;
use balcao_domain::{
    Action, AttachProof as Attach, CustomerId, Owner, ProfileChangeRequest, Proof, ProofFault,
    ProofId, RequestId, Sha256Digest,
};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// A command that takes a file, whoever asked for it.
trait Take<C: TakesFile> {
    /// Answers it; the file is asked for once it would be taken, and is none when the user thought
    /// better of it.
    fn take(
        &self,
        request: C,
        file: impl Future<Output = Result<Option<GivenFile>, AppError>> + Send,
    ) -> impl Future<Output = Result<C::Output, AppError>> + Send;
}

impl Take<AttachProof> for Core {
    async fn take(
        &self,
        request: AttachProof,
        file: impl Future<Output = Result<Option<GivenFile>, AppError>> + Send,
    ) -> Result<Option<Decided>, AppError> {
        let account = self.account(request.account)?;
        let customer = request.customer;
        may_change(&account, customer).await?;
        takes_one_more(&account, customer, request.request).await?;
        let Some(file) = file.await? else {
            return Ok(None);
        };
        let (proof, bytes) = judged(&account, file).await?;
        let now = account.outside.clock.now();
        let sha256 = proof.sha256;
        let action = Attach::of(customer, request.request, proof).into();
        let made = account.outbox.id_for(&action, now)?;
        let new = New {
            id: made,
            action,
            made_at: now,
        };
        // Nobody else counts between this count and what is written.
        let _counted = account.outbox.attaching().await;
        takes_one_more(&account, customer, request.request).await?;
        let keep = move |connection: &_| outbox::keep_file(connection, &sha256, &bytes);
        account.decide(vec![new], keep).await?;
        Ok(Some(if account.outbox.queues() {
            Decided::Kept(made)
        } else {
            Decided::Done(made)
        }))
    }
}

impl Take<PickProof> for Core {
    async fn take(
        &self,
        request: PickProof,
        file: impl Future<Output = Result<Option<GivenFile>, AppError>> + Send,
    ) -> Result<ProfileDraft, AppError> {
        let account = self.account(request.account)?;
        let customer = request.customer;
        may_change(&account, customer).await?;
        has_room(&account.outbox.profile_draft(customer).await?)?;
        let Some(file) = file.await? else {
            return Ok(account.outbox.profile_draft(customer).await?);
        };
        let (proof, bytes) = judged(&account, file).await?;
        let _counted = account.outbox.attaching().await;
        has_room(&account.outbox.profile_draft(customer).await?)?;
        let file = (proof.sha256, bytes);
        let kept = account
            .outbox
            .redraft_profile(customer, Some(file), |draft| draft.proofs.push(proof));
        Ok(kept.await?)
    }
}

impl Handle<AttachProof> for Core {
    async fn handle(&self, request: AttachProof) -> Result<Option<Decided>, AppError> {
        self.take(request, self.chosen()).await
    }
}

impl Handle<PickProof> for Core {
    async fn handle(&self, request: PickProof) -> Result<ProfileDraft, AppError> {
        self.take(request, self.chosen()).await
    }
}

impl Handle<RemoveProof> for Core {
    async fn handle(&self, request: RemoveProof) -> Result<ProfileDraft, AppError> {
        let account = self.account(request.account)?;
        let remove = move |draft: &mut ProfileDraft| {
            draft.proofs.retain(|proof| proof.id != request.proof);
        };
        let left = account
            .outbox
            .redraft_profile(request.customer, None, remove);
        Ok(left.await?)
    }
}

impl Core {
    /// Answers a command that takes a file, by its name, with a file that the user chose outside of
    /// this process: in a browser. Its bytes are asked for once they would be taken.
    ///
    /// # Errors
    /// As [`Core::dispatch`]; those of `file`.
    pub async fn dispatch_with_file(
        &self,
        name: &str,
        request: &[u8],
        file: impl Future<Output = Result<GivenFile, AppError>> + Send,
    ) -> Result<Vec<u8>, AppError> {
        let file = async { file.await.map(Some) };
        match name {
            AttachProof::NAME => self.answer_with::<AttachProof>(request, file).await,
            PickProof::NAME => self.answer_with::<PickProof>(request, file).await,
            _ => Err(AppError::invalid("command", "unknown")),
        }
    }

    async fn answer_with<C: TakesFile>(
        &self,
        request: &[u8],
        file: impl Future<Output = Result<Option<GivenFile>, AppError>> + Send,
    ) -> Result<Vec<u8>, AppError>
    where
        Self: Take<C>,
    {
        let malformed = |_| AppError::invalid("request", "malformed");
        let request = wire::decode(request).map_err(malformed)?;
        self.ready().await?;
        let answer = self.take(request, file).await?;
        wire::encode(&answer).map_err(malformed)
    }

    /// Asks the user for a file.
    async fn chosen(&self) -> Result<Option<GivenFile>, AppError> {
        let chooser = self.inner().outside.host.chooser();
        let chooser = chooser.ok_or_else(|| AppError::invalid("proof", "no_chooser"))?;
        let Some(path) = chooser.open().await else {
            return Ok(None);
        };
        let read = balcao_bounds::apart(move || read(&path));
        read.await.map_err(unreadable)?.map(Some)
    }
}

/// Refuses a file that a draft has no room for.
fn has_room(draft: &ProfileDraft) -> Result<(), AppError> {
    if draft.proofs.len() < Proof::MOST {
        Ok(())
    } else {
        Err(wrong(ProofFault::TooMany))
    }
}

/// Refuses a file that a request takes no more, with those that it will have and those that were
/// refused; one that was decided takes none.
async fn takes_one_more(
    account: &Account,
    customer: CustomerId,
    id: RequestId,
) -> Result<(), AppError> {
    // Before the cache: what is gone from the queue meanwhile is seen there.
    let queue = account.outbox.queue();
    let waiting = queue.clone();
    let found = account.read(move |connection| {
        let drawn = Drawn::of(connection, Owner::Customer(customer), waiting.entries())?;
        drawn.get::<ProfileChangeRequest>(connection, id.uuid().into())
    });
    let found = found.await?.filter(|request| request.customer == customer);
    let refused_change = queue.get(ActionId(id.uuid())).map(|entry| &entry.action);
    if let (None, Some(Action::ChangeProfile(change))) = (&found, refused_change)
        && change.customer == customer
    {
        // Refused, and to be tried once more: its files wait for it.
        let attached = queue.entries().iter().filter(
            |entry| matches!(&entry.action, Action::AttachProof(attach) if attach.request == id),
        );
        return change.change.takes_proof(attached.count()).map_err(wrong);
    }
    let mut request = found.ok_or(AppError::new(ErrorCode::NotFound))?;
    for entry in queue.entries() {
        if let (Action::AttachProof(attach), State::Refused(_)) = (&entry.action, &entry.state)
            && attach.request == id
        {
            request.proofs.push(attach.proof(ProofId::new(entry.id.0)));
        }
    }
    request.takes_proof().map_err(refused)
}

/// What the rows refuse, for the interface.
fn refused(refused: Refused) -> AppError {
    match refused {
        Refused::NotFound => AppError::new(ErrorCode::NotFound),
        Refused::Conflict => AppError::new(ErrorCode::Conflict),
        Refused::Invalid(fault) => AppError::invalid(fault.field, fault.code),
    }
}

fn wrong(fault: ProofFault) -> AppError {
    AppError::invalid("proof", fault.name())
}

fn unreadable<E>(_: E) -> AppError {
    AppError::invalid("proof", "unreadable")
}

/// What a file is, and its bytes.
async fn judged(account: &Account, file: GivenFile) -> Result<(Proof, Vec<u8>), AppError> {
    let id = ProofId::new(id::new(account.outside.clock.now())?.0);
    let judging = balcao_bounds::apart(move || {
        let GivenFile { name, bytes } = file;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let kind = Proof::judge(length, &bytes).map_err(wrong)?;
        let proof = Proof {
            id,
            name: Proof::name_of(&name),
            kind,
            size: u32::try_from(length).map_err(|_| wrong(ProofFault::TooLarge))?,
            sha256: Sha256Digest::new(Sha256::digest(&bytes).into()),
        };
        Ok((proof, bytes))
    });
    judging.await.map_err(unreadable)?
}

fn read(path: &Path) -> Result<GivenFile, AppError> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    // One byte more than is taken tells the larger ones.
    file.take(u64::from(Proof::LARGEST) + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let name = path.file_name().map(|name| name.to_string_lossy());
    Ok(GivenFile {
        name: name.unwrap_or_default().into_owned(),
        bytes,
    })
}
