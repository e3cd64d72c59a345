//! Requests to change registration data with their proofs, and who decides them.

use super::step;

step!(
    "m0005_profile",
    "
    CREATE TABLE settings (
        provider {uuid} NOT NULL PRIMARY KEY REFERENCES providers (id),
        approval {text} NOT NULL CHECK (approval IN ('automatic', 'by_administrator'))
    ){strict};

    CREATE TABLE profile_requests (
        id         {uuid} NOT NULL PRIMARY KEY {is_uuid:id},
        provider   {uuid} NOT NULL REFERENCES providers (id),
        customer   {uuid} NOT NULL REFERENCES customers (id),
        made_by    {uuid} NOT NULL REFERENCES users (id),
        made_at    {long} NOT NULL,
        original   {text} NOT NULL {is_json:original},
        proposed   {text} NOT NULL {is_json:proposed},
        state      {text} NOT NULL,
        decided_at {long},
        reason     {text},
        CHECK (state <> 'rejected' OR reason IS NOT NULL)
    ){strict};
    CREATE INDEX profile_requests_by_customer ON profile_requests (customer, id);
    CREATE INDEX profile_requests_by_state ON profile_requests (provider, state, id);

    CREATE TABLE proofs (
        id      {uuid}  NOT NULL PRIMARY KEY {is_uuid:id},
        request {uuid}  NOT NULL REFERENCES profile_requests (id),
        place   {int}   NOT NULL,
        name    {text}  NOT NULL,
        kind    {text}  NOT NULL,
        size    {long}  NOT NULL,
        sha256  {bytes} NOT NULL CHECK (length(sha256) = 32),
        UNIQUE (request, place)
    ){strict};
    "
);
