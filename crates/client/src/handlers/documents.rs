//! Documents of rows: opened, looked at, handed on.

use super::Standing;
use crate::account::Account;
use crate::cache::kept::described_as;
use crate::cache::listed;
use crate::core::{Core, Handle};
use crate::documents::{self, Document};
use balcao_bridge::{
    AppError, DocumentPage, ErrorCode, GetDocumentPage, OpenDocument, OpenedDocument, ReadDocument,
    SaveDocument, Saved, WholeDocument,
};
use balcao_contract::sync::RawRow;
use balcao_domain::{Access, DocumentRef};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

impl Core {
    /// A document, for a browser to download.
    ///
    /// # Errors
    /// Those of [`OpenDocument`].
    pub async fn document(&self, asked: OpenDocument) -> Result<Document, AppError> {
        self.call(asked).await?;
        kept(&*self.account(asked.account)?, asked.document).await
    }
}

impl Handle<OpenDocument> for Core {
    async fn handle(&self, request: OpenDocument) -> Result<OpenedDocument, AppError> {
        let account = self.account(request.account)?;
        let document = request.document;
        let row = readable(&account, document).await?;
        let fetched = documents::fetch(&account, document, &row).await?;
        let turn = account.turn_to_draw().await?;
        Ok(OpenedDocument {
            pages: documents::pages_of(turn, document.kind, fetched.file.bytes).await?,
            version: fetched.file.etag,
            outdated: fetched.outdated,
        })
    }
}

impl Handle<GetDocumentPage> for Core {
    async fn handle(&self, request: GetDocumentPage) -> Result<DocumentPage, AppError> {
        let account = self.account(request.account)?;
        // Before the file is read: whoever waits holds no bytes.
        let turn = account.turn_to_draw().await?;
        let bytes = kept(&account, request.document).await?.bytes;
        let picture = documents::picture(turn, bytes, request.page, request.width).await?;
        Ok(DocumentPage {
            picture: format!("data:image/png;base64,{}", STANDARD.encode(&picture.png)),
            width: picture.width,
            height: picture.height,
        })
    }
}

impl Handle<ReadDocument> for Core {
    async fn handle(&self, request: ReadDocument) -> Result<WholeDocument, AppError> {
        let account = self.account(request.account)?;
        let Document { name, bytes, .. } = kept(&account, request.document).await?;
        Ok(WholeDocument { name, bytes })
    }
}

impl Handle<SaveDocument> for Core {
    async fn handle(&self, request: SaveDocument) -> Result<Saved, AppError> {
        let account = self.account(request.account)?;
        let document = kept(&account, request.document).await?;
        let chooser = account.outside.host.chooser();
        let chooser = chooser.ok_or(AppError::new(ErrorCode::Unavailable))?;
        match chooser.save_as(&document.name).await {
            None => Ok(Saved::Not),
            Some(path) => {
                documents::save(path, document.bytes).await?;
                Ok(Saved::There)
            }
        }
    }
}

/// The row of a document, where the user may read it and such rows have such documents.
async fn readable(account: &Account, document: DocumentRef) -> Result<RawRow, AppError> {
    let not_found = || AppError::new(ErrorCode::NotFound);
    let has_such = document.of.documents().contains(&document.kind);
    let described = described_as(document.of).filter(|it| has_such && it.table.is_owned());
    let table = described.ok_or_else(not_found)?.table;
    let found = account
        .read(move |connection| {
            let Some((customer, row)) = listed::with_owner(connection, &table, document.row())?
            else {
                return Ok(None);
            };
            let standing = Standing::of(connection, customer)?;
            Ok(Some((row, standing)))
        })
        .await?;
    let (row, standing) = found.ok_or_else(not_found)?;
    standing.demand(Access::Read(document.of))?;
    Ok(row)
}

/// The document that was opened, as it is kept.
async fn kept(account: &Account, document: DocumentRef) -> Result<Document, AppError> {
    readable(account, document).await?;
    let file = account.files.get(&document.path()).await?;
    let file = file.ok_or(AppError::new(ErrorCode::NotFound))?;
    Ok(Document {
        kind: document.kind,
        name: file.name,
        bytes: file.bytes,
    })
}
