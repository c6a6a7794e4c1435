-- The four ideas and what they stand on. PostgreSQL 15 dialect; the same for the embedded database.

-- Key check value and other facts of this installation; one row a key.
create table installation (
  key text primary key check (length(key) <= 64),
  value jsonb not null
);

-- The ledger. Rows are only ever added; sealing gives each a leaf of the Merkle tree.
create table ledger_entry (
  id uuid primary key,
  at timestamptz(3) not null,
  operation text not null check (length(operation) <= 100),
  type text not null check (length(type) <= 100),
  actor_kind text not null check (actor_kind in ('person', 'job', 'machine', 'anonymous')),
  actor_id text check (length(actor_id) <= 100),
  actor_name text check (length(actor_name) <= 100),
  subject_kind text not null check (length(subject_kind) <= 60),
  subject_id text not null check (length(subject_id) <= 100),
  detail jsonb not null,
  origin jsonb not null,
  mac bytea not null
);
create index ledger_entry_at on ledger_entry (at desc, id desc);
create index ledger_entry_subject on ledger_entry (subject_kind, subject_id, at);
create index ledger_entry_actor on ledger_entry (actor_id, at);
create index ledger_entry_type on ledger_entry (type, at);

-- Entries that wait for a leaf. A queue: rows are deleted when sealed, so that appending never waits for sealing.
create table ledger_unsealed (
  entry_id uuid primary key
);

create table ledger_leaf (
  index bigint primary key,
  entry_id uuid not null unique,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  -- HMAC over index, entry and leaf hash: names the place where a leaf was removed, inserted or moved.
  seal bytea not null check (length(seal) = 32)
);

create table ledger_checkpoint (
  size bigint primary key,
  at timestamptz(3) not null,
  root bytea not null check (length(root) = 32),
  -- The compact frontier of the tree at this size: what the next sealing starts from.
  frontier jsonb not null,
  -- C2SP signed note.
  note text not null check (length(note) <= 4000)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
  for each statement execute function refuse_change();
create trigger ledger_leaf_append_only before update or delete or truncate on ledger_leaf
  for each statement execute function refuse_change();
create trigger ledger_checkpoint_append_only before update or delete or truncate on ledger_checkpoint
  for each statement execute function refuse_change();

-- Promises with a clock and proof.
create table obligation (
  id uuid primary key,
  kind text not null check (length(kind) <= 100),
  title jsonb not null,
  params jsonb not null,
  subject_kind text not null check (length(subject_kind) <= 60),
  subject_id text not null check (length(subject_id) <= 100),
  owner_person uuid,
  owner_post text check (length(owner_post) <= 60),
  owner_department uuid,
  escalate_person uuid,
  escalate_post text check (length(escalate_post) <= 60),
  escalate_department uuid,
  link text check (length(link) <= 200),
  state text not null check (state in ('open', 'paused', 'met', 'cancelled')),
  opened_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  provisional boolean not null,
  remind_at timestamptz(3) not null,
  reminded_at timestamptz(3),
  breached_at timestamptz(3),
  paused_at timestamptz(3),
  ended_at timestamptz(3),
  evidence jsonb,
  check (owner_person is not null or owner_post is not null)
);
create index obligation_due on obligation (due_at) where state = 'open' and breached_at is null;
create index obligation_remind on obligation (remind_at) where state = 'open' and reminded_at is null;
create index obligation_subject on obligation (subject_kind, subject_id);
create index obligation_owner on obligation (owner_person, state);
create index obligation_post on obligation (owner_post, owner_department, state);

-- Measured safeguards, and the score that they make.
create table control_measurement (
  id uuid primary key,
  control_id text not null check (length(control_id) <= 100),
  at timestamptz(3) not null,
  state text not null check (state in ('holds', 'partly', 'fails', 'inconclusive')),
  share double precision not null check (share between 0 and 1),
  evidence jsonb not null
);
create index control_measurement_latest on control_measurement (control_id, at desc);

create table score_measurement (
  id uuid primary key,
  at timestamptz(3) not null,
  overall double precision check (overall between 0 and 100),
  dimensions jsonb not null,
  coverage double precision not null check (coverage between 0 and 1)
);
create index score_measurement_at on score_measurement (at desc);

create table notice (
  id uuid primary key,
  person_id uuid not null,
  kind text not null check (length(kind) <= 100),
  sentence jsonb not null,
  params jsonb not null,
  link text check (length(link) <= 200),
  at timestamptz(3) not null,
  read_at timestamptz(3)
);
create index notice_person on notice (person_id, at desc);

create table file (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  media_type text not null check (length(media_type) <= 100),
  size integer not null check (size between 1 and 10485760),
  bytes bytea not null,
  at timestamptz(3) not null
);
