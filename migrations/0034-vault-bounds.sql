-- Bounds of the vault: what imports tell of who is known, who was erased while imports wait, how long exports are kept.

-- Rows of which an import told somebody that they are known: each is an answer like that to a search, and counts as one. By the
-- person or API key who asked; kept for two days.
create table customer_import_told (
  id uuid primary key,
  import_id uuid not null references customer_import,
  actor_id uuid not null,
  at timestamptz(3) not null,
  rows integer not null check (rows >= 1)
);
create index customer_import_told_actor on customer_import_told (actor_id, at);
create index customer_import_told_import on customer_import_told (import_id);
create index customer_import_told_at on customer_import_told (at);

alter table customer_import
  -- Who asked for what the import does now: a person or an API key. Null until somebody did.
  add column asked_by uuid,
  -- Rows of which it was not told that they are known, since the hour had no more answers.
  add column untold integer not null default 0 check (untold >= 0);

-- Keyed digests of what customers were found by who were erased while imports wait: the rows of such an import that hold them are
-- not written. Removed once no import waits that was begun before the erasure.
create table customer_erased_index (
  kind text not null check (length(kind) between 1 and 30),
  digest bytea not null check (length(digest) = 32),
  erased_at timestamptz(3) not null,
  primary key (kind, digest)
);
create index customer_erased_index_at on customer_erased_index (erased_at);

-- A copy of the ledger that is reckoned anew: it had no exports.
delete from reading_baseline;
