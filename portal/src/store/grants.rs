//! Grants: which users may act for which customers. They are part of a user's synced row.

use balcao_domain::{Customer, CustomerId, Grant, Role, UserId};
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder, Set};

use super::{StoreError, customers, text};

const TABLE: &str = "grants";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer: Uuid,
    pub place: i32,
    pub roles: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// A user's grants in their order, with the customers' names of now.
pub(super) async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<Grant>, StoreError> {
    let mut grants = Vec::new();
    for (customer, roles) in roles_of(db, user).await? {
        let row = customers::Entity::find_by_id(customer.uuid())
            .one(db)
            .await?;
        let row: Customer = row.ok_or(StoreError::Unreadable(TABLE))?.try_into()?;
        grants.push(Grant {
            customer,
            customer_name: row.known_as().to_owned(),
            roles,
        });
    }
    Ok(grants)
}

/// A user's roles by customer, in the grants' order.
pub(super) async fn roles_of(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<(CustomerId, Vec<Role>)>, StoreError> {
    let rows = Entity::find()
        .filter(Column::User.eq(user.uuid()))
        .order_by_asc(Column::Place)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let roles = text::read_json(TABLE, &row.roles)?;
            Ok((CustomerId::new(row.customer), roles))
        })
        .collect()
}

/// The users who may act for a customer, in the order in which their streams are held.
pub(super) async fn users_of(
    tx: &DatabaseTransaction,
    customer: CustomerId,
) -> Result<Vec<UserId>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Customer.eq(customer.uuid()))
        .order_by_asc(Column::User)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| UserId::new(row.user)).collect())
}

/// Puts a user's grants in place of those before.
pub(super) async fn replace(
    tx: &DatabaseTransaction,
    user: UserId,
    grants: &[Grant],
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::User.eq(user.uuid()))
        .exec(tx)
        .await?;
    for (place, grant) in (0..).zip(grants) {
        let row = ActiveModel {
            user: Set(user.uuid()),
            customer: Set(grant.customer.uuid()),
            place: Set(place),
            roles: Set(text::write(&grant.roles)?),
        };
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
