//! Rows that do not read, as a newer or a faulty portal may have left them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::store::{Store, bills};

impl Store {
    /// Writes into a bill what is no Pix code.
    pub async fn spoil(&self, number: u32) {
        let spoilt = bills::Entity::update_many()
            .col_expr(bills::Column::Pix, Expr::value("no code of any kind"))
            .filter(bills::Column::Number.eq(number))
            .exec(&self.db)
            .await;
        assert_eq!(spoilt.unwrap().rows_affected, 1);
    }
}
