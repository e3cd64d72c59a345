//! Providers, their customers, and who may act for them.

use super::step;

step!(
    "m0002_parties",
    r#"
    CREATE TABLE providers (
        id          {uuid} NOT NULL PRIMARY KEY {is_uuid:id},
        slug        {text} NOT NULL UNIQUE,
        name        {text} NOT NULL,
        initials    {text} NOT NULL,
        accent      {text} NOT NULL,
        modules     {text} NOT NULL {is_json:modules},
        zone        {text} NOT NULL,
        phone       {text} NOT NULL,
        email       {text} NOT NULL,
        legal_name  {text} NOT NULL,
        tax_id      {text} NOT NULL,
        hook_secret {text} NOT NULL
    ){strict};

    CREATE TABLE customers (
        id           {uuid} NOT NULL PRIMARY KEY {is_uuid:id},
        provider     {uuid} NOT NULL REFERENCES providers (id),
        tax_id       {text} NOT NULL,
        name         {text} NOT NULL,
        trading_name {text},
        email        {text} NOT NULL,
        phone        {text} NOT NULL,
        address      {text} NOT NULL {is_json:address},
        UNIQUE (provider, tax_id)
    ){strict};

    CREATE TABLE users (
        id        {uuid} NOT NULL PRIMARY KEY {is_uuid:id},
        provider  {uuid} NOT NULL REFERENCES providers (id),
        tax_id    {text} NOT NULL,
        name      {text} NOT NULL,
        email     {text} NOT NULL,
        job_title {text},
        removed   {bool} NOT NULL DEFAULT {no} {is_bool:removed}
    ){strict};
    CREATE UNIQUE INDEX users_by_tax_id ON users (provider, tax_id) WHERE removed = {no};

    CREATE TABLE grants (
        "user"   {uuid} NOT NULL REFERENCES users (id),
        customer {uuid} NOT NULL REFERENCES customers (id),
        place    {int}  NOT NULL,
        roles    {text} NOT NULL CHECK (json_array_length({json:roles}) > 0),
        PRIMARY KEY ("user", customer)
    ){keyed};
    CREATE INDEX grants_by_customer ON grants (customer);

    CREATE TABLE credentials (
        "user"        {uuid} NOT NULL PRIMARY KEY REFERENCES users (id),
        password_hash {text} NOT NULL
    ){strict};
    "#
);
