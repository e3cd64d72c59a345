//! Rows that go.

use balcao_contract::cursor::Mark;
use balcao_domain::{Bill, Collection, Role, Stream};
use balcao_people::ANA_TAX_ID;
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::now;
use crate::scope::Scope;
use crate::store::TestDatabase;
use crate::store::changes::Removable;
use crate::store::{Reader, Store, StoreError, bills};

/// No command takes a bill away yet; the log must be able to tell of one all the same.
impl Removable for Bill {
    async fn remove(&self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        bills::Entity::delete_by_id(self.id.uuid()).exec(tx).await?;
        Ok(())
    }
}

#[tokio::test]
async fn a_row_that_is_gone_is_told_as_gone_and_its_earlier_changes_are_not_sent() {
    let database = TestDatabase::new();
    let store = Store::migrate(&database.address()).await.unwrap();
    let cast = store.populate().await;

    let own = cast.customer_of(ANA_TAX_ID).unwrap();
    let scope = Scope::new(
        cast.provider.issuer,
        cast.person(ANA_TAX_ID).unwrap().user.id,
        cast.provider.modules.clone(),
        [(own, vec![Role::Customer])],
    );
    let stream = Stream::Customer(own);
    let before = store.head(&scope, stream).await.unwrap();
    let mut bills = cast.bills.iter();
    let gone = bills.find(|bill| bill.customer == own).unwrap();
    let writing = store.write(now()).await.unwrap();
    writing.put(cast.provider.issuer, gone).await.unwrap();
    writing.delete(cast.provider.issuer, gone).await.unwrap();
    writing.commit().await.unwrap();

    let head = store.head(&scope, stream).await.unwrap();
    assert_eq!(head.seq, before.seq + 2);
    let reader = Reader {
        scope: &scope,
        now: now(),
    };
    let found = store.changes_after(reader, stream, before, head, 10).await;
    let (changes, place) = found.unwrap();
    let [change] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    assert_eq!(change.key, (Collection::Bills, gone.id.uuid().into()));
    assert_eq!(
        (change.sent.as_ref(), change.mark, place),
        (None, head, head)
    );
    assert!(store.knows(&scope, stream, Mark::START).await.unwrap());
}
