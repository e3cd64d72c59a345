//! Tables as their types describe them: written down, and made anew where they differ.

use super::*;

#[test]
fn the_tables_are_written_down_for_who_reads_a_database() {
    let described = crate::cache::kept::DESCRIBED.values();
    let objects = described.flat_map(|it| it.table.objects());
    let statements: Vec<_> = objects.map(|object| object.sql + ";\n").collect();
    let written = format!(
        "-- The tables of listed rows in cache.db, as their types describe them. Made from the code:\n\
         -- a test compares this file with it, and writes it anew where BALCAO_WRITES is set.\n\n{}",
        statements.join("\n")
    );
    let file = std::path::Path::new("../../docs/cache.sql");
    if std::env::var_os("BALCAO_WRITES").is_some() {
        std::fs::write(file, &written).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), written);
}

#[tokio::test]
async fn a_table_of_another_form_is_made_anew_from_its_own_rows_and_what_does_not_read_comes_again()
{
    let database = Database::create(Schema::CACHE, Place::Memory)
        .await
        .unwrap();
    let bills = of(ANA_TAX_ID);
    let count = bills.len() as u32;
    let remade = database.write(move |connection| {
        for bill in of(ANA_TAX_ID) {
            put(connection, 3, bill)?;
        }
        connection.execute_batch(
            "DROP INDEX bills_by_worth; DROP TRIGGER bills_words_of_gone;
             ALTER TABLE bills DROP COLUMN worth;
             UPDATE meta SET cursor = 'here';",
        )?;
        bring_up(connection)?;
        let sql = "SELECT count(*) FROM bills WHERE generation = 3 AND worth > 0";
        let kept: u32 = connection.query_one(sql, [], |row| row.get(0))?;
        let cursor = |connection: &Connection| {
            connection.query_one("SELECT cursor FROM meta", [], |row| {
                row.get::<_, Option<String>>(0)
            })
        };
        let before = cursor(connection)?;
        connection.execute_batch(
            "UPDATE bills SET json = '{}' WHERE row_no = 1; DROP INDEX bills_by_worth;",
        )?;
        bring_up(connection)?;
        let left: u32 = connection.query_one(sql, [], |row| row.get(0))?;
        Ok((kept, before, left, cursor(connection)?))
    });
    let here = Some("here".to_owned());
    assert_eq!(remade.await.unwrap(), (count, here, count - 1, None));
    let mut request = everything(ANA_TAX_ID);
    request.search = of(ANA_TAX_ID)[3].number_text();
    let found = database.read(move |connection| list(connection, &request));
    assert_eq!(found.await.unwrap().count, 1, "words are indexed anew");
}
