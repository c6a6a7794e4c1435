-- People who leave: what they could reach, and how each piece of it was taken back.

-- A person who left is never deleted: the ledger names them.
alter table person drop constraint person_state_check;
alter table person add constraint person_state check (state in ('invited', 'active', 'suspended', 'left'));

create table leaving (
  id uuid primary key,
  person_id uuid not null references person,
  state text not null check (state in ('planned', 'done', 'cancelled')),
  -- Who says so: somebody here, or a directory outside.
  source text not null check (source in ('person', 'wecom', 'scim')),
  reason text not null check (length(reason) between 2 and 500),
  -- Who takes over what a person has to see to; null leaves it to the head of the department.
  takeover_id uuid references person,
  due_at timestamptz(3) not null,
  begun_by uuid references person,
  begun_at timestamptz(3) not null,
  -- When it was due and could not be carried out, and the administrators were told.
  blocked_at timestamptz(3),
  ended_at timestamptz(3),
  check ((state = 'planned') = (ended_at is null)),
  check (takeover_id is null or takeover_id <> person_id)
);
create unique index leaving_planned on leaving (person_id) where state = 'planned';
create index leaving_due on leaving (due_at) where state = 'planned';
create index leaving_person on leaving (person_id, begun_at);
create index leaving_takeover on leaving (takeover_id);
create index leaving_begun_by on leaving (begun_by);
create index leaving_begun_at on leaving (begun_at);

create table leaving_item (
  id uuid primary key,
  leaving_id uuid not null references leaving,
  position integer not null check (position between 1 and 10000),
  kind text not null check (length(kind) between 1 and 60),
  -- What it is about, where it is one thing; it is looked for again before somebody may say that it is gone.
  ref text check (length(ref) <= 100),
  title jsonb not null,
  params jsonb not null,
  state text not null check (state in ('withdrawn', 'pending', 'manual')),
  -- Why it is not done yet, or what the outside said.
  note jsonb,
  proof text check (length(proof) between 2 and 2000),
  obligation_id uuid references obligation,
  -- The way to the outside that carries it on, and how far that has come.
  outside text check (length(outside) <= 60),
  progress jsonb,
  next_at timestamptz(3),
  settled_at timestamptz(3),
  settled_by uuid references person,
  unique (leaving_id, position),
  check ((state = 'withdrawn') = (settled_at is not null)),
  check (state <> 'manual' or obligation_id is not null),
  check ((state = 'pending') = (next_at is not null)),
  check (state <> 'pending' or outside is not null)
);
create index leaving_item_next on leaving_item (next_at) where state = 'pending';
create index leaving_item_obligation on leaving_item (obligation_id);
create index leaving_item_settled_by on leaving_item (settled_by);
