//! Documents: the bill as PDF.

use super::Standing;
use super::bills::READ_BILLS;
use crate::account::Account;
use crate::cache::listed;
use crate::core::{Core, Handle};
use crate::documents::{self, Document};
use balcao_bridge::{
    AppError, DocumentPage, ErrorCode, GetDocumentPage, OpenDocument, OpenedDocument, ReadDocument,
    SaveDocument, Saved, WholeDocument,
};
use balcao_contract::paths;
use balcao_domain::{Bill, BillId};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

impl Core {
    /// A bill's document, for a browser to download.
    ///
    /// # Errors
    /// Those of [`OpenDocument`].
    pub async fn bill_document(&self, asked: OpenDocument) -> Result<Document, AppError> {
        self.call(asked).await?;
        kept(&*self.account(asked.account)?, asked.bill).await
    }
}

impl Handle<OpenDocument> for Core {
    async fn handle(&self, request: OpenDocument) -> Result<OpenedDocument, AppError> {
        let account = self.account(request.account)?;
        let bill = readable(&account, request.bill).await?;
        let fetched = documents::fetch(&account, &bill).await?;
        let turn = account.turn_to_draw().await?;
        Ok(OpenedDocument {
            pages: documents::pages(turn, fetched.file.bytes).await?,
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
        let bytes = kept(&account, request.bill).await?.bytes;
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
        let Document { name, bytes } = kept(&account, request.bill).await?;
        Ok(WholeDocument { name, bytes })
    }
}

impl Handle<SaveDocument> for Core {
    async fn handle(&self, request: SaveDocument) -> Result<Saved, AppError> {
        let account = self.account(request.account)?;
        let document = kept(&account, request.bill).await?;
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

/// A bill that the user may read.
async fn readable(account: &Account, bill: BillId) -> Result<Bill, AppError> {
    let found = account
        .read(move |connection| {
            let Some(bill) = listed::get::<Bill>(connection, bill.uuid().into())? else {
                return Ok(None);
            };
            let standing = Standing::of(connection, bill.customer)?;
            Ok(Some((bill, standing)))
        })
        .await?;
    let (bill, standing) = found.ok_or(AppError::new(ErrorCode::NotFound))?;
    standing.demand(READ_BILLS)?;
    Ok(bill)
}

/// The document that was opened, as it is kept.
async fn kept(account: &Account, bill: BillId) -> Result<Document, AppError> {
    let bill = readable(account, bill).await?;
    let file = account.files.get(&paths::bill_pdf(bill.id)).await?;
    let file = file.ok_or(AppError::new(ErrorCode::NotFound))?;
    Ok(Document {
        name: file.name,
        bytes: file.bytes,
    })
}
