//! Plans, their bills, and the payments received.

use super::step;

step!(
    "m0003_bills",
    "
    CREATE TABLE plans (
        id       {uuid}  NOT NULL PRIMARY KEY {is_uuid:id},
        provider {uuid}  NOT NULL REFERENCES providers (id),
        customer {uuid}  NOT NULL REFERENCES customers (id),
        name     {text}  NOT NULL,
        state    {text}  NOT NULL,
        since    {text}  NOT NULL,
        login    {text},
        ip       {text},
        price    {long}  NOT NULL,
        due_day  {short} NOT NULL CHECK (due_day BETWEEN 1 AND 28),
        address  {text}  NOT NULL {is_json:address}
    ){strict};
    CREATE INDEX plans_by_customer ON plans (customer, id);

    CREATE TABLE bills (
        id            {uuid} NOT NULL PRIMARY KEY {is_uuid:id},
        provider      {uuid} NOT NULL REFERENCES providers (id),
        customer      {uuid} NOT NULL REFERENCES customers (id),
        plan          {uuid} REFERENCES plans (id),
        description   {text} NOT NULL,
        number        {long} NOT NULL,
        period        {text} NOT NULL,
        issued_on     {text} NOT NULL,
        due_on        {text} NOT NULL,
        amount        {long} NOT NULL,
        state         {text} NOT NULL,
        charges_as_of {text},
        fine          {long},
        interest      {long},
        paid_on       {text},
        paid_amount   {long},
        boleto        {text},
        pix           {text},
        UNIQUE (provider, number),
        CHECK ((charges_as_of IS NULL) = (fine IS NULL)),
        CHECK ((charges_as_of IS NULL) = (interest IS NULL))
    ){strict};
    CREATE INDEX bills_by_customer ON bills (customer, id);
    CREATE INDEX bills_by_due_date ON bills (provider, state, due_on);
    CREATE INDEX bills_by_plan ON bills (plan, state);

    CREATE TABLE payments (
        provider      {uuid} NOT NULL REFERENCES providers (id),
        end_to_end_id {text} NOT NULL,
        txid          {text} NOT NULL,
        bill          {uuid} REFERENCES bills (id),
        amount        {long} NOT NULL,
        paid_at       {long} NOT NULL,
        PRIMARY KEY (provider, end_to_end_id)
    ){keyed};
    CREATE INDEX payments_by_bill ON payments (bill);
    "
);
