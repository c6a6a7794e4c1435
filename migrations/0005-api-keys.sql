-- Keys by which programs call operations, and how many checks were made with them. No key is stored, only its digest.

create table api_key (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  -- HMAC-SHA-256 of the key under a key that is not in the database.
  token_digest bytea not null unique check (length(token_digest) = 32),
  -- The last characters of the key, by which its holder tells it from others.
  ending text not null check (length(ending) = 4),
  -- Names of the operations that it may call; any other is refused.
  operations text[] not null check (cardinality(operations) between 1 and 50),
  -- The posts of whoever gave it. It may never do what these posts may not do today.
  posts text[] not null check (cardinality(posts) <= 50),
  calls_per_minute integer not null check (calls_per_minute between 1 and 6000),
  given_by uuid not null references person,
  given_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at <= given_at + interval '366 days'),
  -- Written once a minute at most; the network is coarse (IPv4 /24, IPv6 /48).
  last_used_at timestamptz(3),
  last_used_network text check (length(last_used_network) <= 60),
  revoked_at timestamptz(3),
  revoked_by uuid references person,
  check ((revoked_at is null) = (revoked_by is null))
);
-- The ledger names a key: of those that are not revoked, no two have one name.
create unique index api_key_name on api_key (name) where revoked_at is null;
create index api_key_given_by on api_key (given_by);
create index api_key_revoked_by on api_key (revoked_by);

-- Checks that were made and not recorded yet, by caller and quarter of an hour. A job turns a row that is over into one
-- entry of the ledger and deletes it.
create table check_tally (
  caller_kind text not null check (caller_kind in ('person', 'machine', 'api-key')),
  caller_id text not null check (length(caller_id) <= 100),
  caller_name text not null check (length(caller_name) <= 100),
  begins_at timestamptz(3) not null,
  rules_version text not null check (length(rules_version) <= 100),
  allowed bigint not null check (allowed >= 0),
  in_doubt bigint not null check (in_doubt >= 0),
  denied bigint not null check (denied >= 0),
  characters bigint not null check (characters >= 0),
  primary key (caller_kind, caller_id, begins_at, rules_version)
);
create index check_tally_begins on check_tally (begins_at);

alter table ledger_entry drop constraint ledger_entry_actor_kind_check;
alter table ledger_entry add constraint ledger_entry_actor_kind_check
  check (actor_kind in ('person', 'job', 'machine', 'api-key', 'anonymous'));
