//! Where an account's database is kept, and how it is made anew.

use super::folder::{Folder, KeyCheck};
use crate::cache::meta::Meta;
use crate::db::{Database, DbError, Encryption, Place, Schema};
use crate::outbox::{Kept, Outbox, UNREAD, set_aside};
use crate::vault::Key;
use balcao_bridge::{AccountNotice, AppError, ErrorCode};
use std::io;

/// Where an account's database is.
#[derive(Debug)]
pub(crate) enum Store {
    /// In memory.
    Memory,
    /// In a folder, under an encryption.
    Disk {
        /// The folder.
        folder: Folder,
        /// How its files are encrypted.
        encryption: Encryption,
    },
}

/// A cache, just opened.
pub(crate) struct Opened {
    pub database: Database,
    pub meta: Meta,
    /// Whether it was found damaged and made anew.
    pub rebuilt: bool,
}

impl Opened {
    /// Reads the one row too, so that a database opens only when that reads.
    async fn new(database: Database, rebuilt: bool) -> Result<Self, DbError> {
        match database.read(Meta::read).await {
            Ok(meta) => Ok(Self {
                database,
                meta,
                rebuilt,
            }),
            Err(error) => {
                database.close().await;
                Err(error)
            }
        }
    }
}

/// A folder whose database does not open, and why.
pub(crate) struct Unopened {
    pub folder: Folder,
    pub error: AppError,
}

impl Store {
    fn place(&self) -> Place {
        match self {
            Self::Memory => Place::Memory,
            Self::Disk { folder, encryption } => folder.cache(encryption.clone()),
        }
    }

    /// Where what waits to be sent is kept.
    fn outbox(&self) -> Kept {
        match self {
            Self::Memory => Kept::Memory,
            Self::Disk { folder, encryption } => Kept::Disk {
                folder: folder.path().to_owned(),
                encryption: encryption.clone(),
            },
        }
    }

    /// Lets go of the folder's lock.
    pub fn unlock(&self) {
        if let Self::Disk { folder, .. } = self {
            folder.unlock();
        }
    }

    /// Where fetched files are kept.
    pub fn files(&self) -> Place {
        match self {
            Self::Memory => Place::Memory,
            Self::Disk { folder, encryption } => folder.files(encryption.clone()),
        }
    }

    /// Makes new databases, in place of what may be there; an outbox of another key is set aside.
    pub async fn create(&self, key: &Key) -> Result<(Opened, Outbox), DbError> {
        let mut unreadable = 0;
        if let Self::Disk { folder, .. } = self {
            unreadable = set_aside(folder.path(), UNREAD)?;
            folder.set_check(key)?;
        }
        // Files of another key could not be read any more.
        self.files().remove()?;
        let outbox = Outbox::open(self.outbox()).await?;
        if unreadable > 0 {
            outbox.tell(AccountNotice::OutboxUnreadable { lost: unreadable });
        }
        Ok((Opened::new(self.rebuild().await?, false).await?, outbox))
    }

    /// Makes an empty database in place of the closed one.
    pub async fn rebuild(&self) -> Result<Database, DbError> {
        if let Self::Disk { folder, .. } = self {
            folder.remove_cache()?;
        }
        Database::create(Schema::CACHE, self.place()).await
    }

    /// Opens the closed database again after an error; none when it is damaged.
    pub async fn reopen(&self, error: DbError) -> Result<Option<Database>, DbError> {
        let damaged = match (self, &error) {
            // Memory does not tear; and what was closed there is gone.
            (Self::Memory, _) => return Err(error),
            (_, DbError::Unreadable) => true,
            _ => Database::is_damaged(self.place()).await,
        };
        if damaged {
            tracing::warn!(%error, "a cache is damaged and made anew");
            return Ok(None);
        }
        Database::open(Schema::CACHE, self.place()).await.map(Some)
    }

    /// Removes all that is on disk.
    pub fn remove(&self) -> io::Result<()> {
        match self {
            Self::Memory => Ok(()),
            Self::Disk { folder, .. } => folder.remove(),
        }
    }

    /// Opens a folder's database under the key from the vault. A wrong key touches nothing; with
    /// the right one, a damaged database is made anew.
    pub async fn open(
        folder: Folder,
        key: &Key,
        encryption: Encryption,
    ) -> Result<(Self, Opened, Outbox), Unopened> {
        let opened = match Self::opened(&folder, key, &encryption).await {
            Ok(opened) => opened,
            Err(error) => return Err(Unopened { folder, error }),
        };
        let kept = Kept::Disk {
            folder: folder.path().to_owned(),
            encryption: encryption.clone(),
        };
        match Outbox::open(kept).await {
            Ok(outbox) => Ok((Self::Disk { folder, encryption }, opened, outbox)),
            Err(error) => {
                opened.database.close().await;
                let error = error.into();
                Err(Unopened { folder, error })
            }
        }
    }

    async fn opened(
        folder: &Folder,
        key: &Key,
        encryption: &Encryption,
    ) -> Result<Opened, AppError> {
        let place = || folder.cache(encryption.clone());
        let check = folder.check(key).map_err(DbError::from)?;
        if check == KeyCheck::Wrong {
            return Err(AppError::new(ErrorCode::WrongKey));
        }
        let opened = match Database::open(Schema::CACHE, place()).await {
            Ok(database) => Opened::new(database, false).await,
            Err(error) => Err(error),
        };
        let error = match opened {
            Ok(opened) => {
                if check == KeyCheck::Missing {
                    folder.set_check(key).map_err(DbError::from)?;
                }
                return Ok(opened);
            }
            Err(error) => error,
        };
        // Without its check nobody can tell a wrong key from damage, so what is there stays.
        if check == KeyCheck::Missing && folder.has_cache() {
            return Err(AppError::new(ErrorCode::WrongKey));
        }
        let damaged = match &error {
            DbError::Unreadable => true,
            error if error.may_heal() => Database::is_damaged(place()).await,
            _ => false,
        };
        if !damaged {
            // Closing the connection that failed checkpoints the log that a killed process left,
            // and the pages in it may have been the ones that were missing.
            return match error.may_heal() {
                true => {
                    Ok(Opened::new(Database::open(Schema::CACHE, place()).await?, false).await?)
                }
                false => Err(error.into()),
            };
        }
        tracing::warn!(%error, "a cache is damaged and made anew");
        folder.set_check(key).map_err(DbError::from)?;
        folder.remove_cache().map_err(DbError::from)?;
        Ok(Opened::new(Database::create(Schema::CACHE, place()).await?, true).await?)
    }
}
