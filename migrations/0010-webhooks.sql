-- Addresses of other systems that are told about results, and what waits to be sent to them.

create table webhook_endpoint (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  url text not null check (url like 'https://%' and length(url) <= 500),
  events text[] not null check (cardinality(events) between 1 and 20),
  -- Sealed for this row: the secret that signs what is sent, and the one before while both hold.
  sealed_secret bytea not null check (length(sealed_secret) between 40 and 400),
  previous_sealed_secret bytea check (length(previous_sealed_secret) between 40 and 400),
  previous_until timestamptz(3),
  state text not null check (state in ('active', 'disabled')),
  -- Attempts that failed in a row, and since when.
  failures integer not null default 0 check (failures >= 0),
  failing_since timestamptz(3),
  last_attempt_at timestamptz(3),
  last_outcome text check (length(last_outcome) <= 60),
  added_by uuid not null references person,
  added_at timestamptz(3) not null,
  check ((previous_sealed_secret is null) = (previous_until is null))
);
create unique index webhook_endpoint_name on webhook_endpoint (name);
create index webhook_endpoint_added_by on webhook_endpoint (added_by);

create table webhook_delivery (
  -- The id of the message: the same on every attempt, so that the receiver can drop what it has already.
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoint on delete cascade,
  event text not null check (length(event) <= 60),
  -- The ledger entry that it tells about: an endpoint is told about each once, however often the job runs.
  cause_id uuid,
  -- Sealed for this row; gone as soon as it has arrived or is given up.
  sealed_payload bytea check (length(sealed_payload) <= 600000),
  created_at timestamptz(3) not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0 check (attempts between 0 and 20),
  next_attempt_at timestamptz(3) not null,
  -- A server is sending it until then at the latest.
  claimed_until timestamptz(3),
  last_outcome text check (length(last_outcome) <= 60),
  ended_at timestamptz(3),
  check ((state = 'waiting') = (sealed_payload is not null)),
  check ((state = 'waiting') = (ended_at is null))
);
create unique index webhook_delivery_cause on webhook_delivery (endpoint_id, cause_id);
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where state = 'waiting';
create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, created_at desc);
create index webhook_delivery_ended on webhook_delivery (ended_at);
