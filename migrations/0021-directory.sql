-- What the company's directory (the contact book of WeCom) said last, and who is gone from it.

create table directory_reading (
  id uuid primary key,
  provider text not null check (provider in ('wecom', 'scim')),
  state text not null check (state in ('reading', 'done', 'failed')),
  -- What is read next: the departments, the members of each, then one by one those who were not among them.
  stage text not null check (stage in ('departments', 'members', 'missing')),
  -- Null for the daily one.
  begun_by uuid references person,
  begun_at timestamptz(3) not null,
  ended_at timestamptz(3),
  members integer not null default 0,
  -- Steps that failed one after the other, and why the last one did.
  failures integer not null default 0,
  problem jsonb,
  next_at timestamptz(3) not null,
  check ((state = 'reading') = (ended_at is null))
);
create unique index directory_reading_under_way on directory_reading (provider) where state = 'reading';
create index directory_reading_begun on directory_reading (provider, begun_at);
create index directory_reading_begun_by on directory_reading (begun_by);

create table directory_department (
  provider text not null,
  ref text not null check (length(ref) between 1 and 64),
  -- As it would be called here: unlike any other one's.
  name text not null check (length(name) between 1 and 60),
  reading_id uuid not null references directory_reading,
  -- Null while its members are still to be read.
  read_at timestamptz(3),
  primary key (provider, ref)
);
create index directory_department_reading on directory_department (reading_id);

create table directory_member (
  provider text not null,
  subject text not null check (length(subject) between 1 and 256),
  -- '' where the directory does not tell.
  name text not null check (length(name) <= 60),
  department_name text check (length(department_name) between 1 and 60),
  -- `unseen`: not shown to us, which says nothing of whether they are still there.
  state text not null check (state in ('active', 'inactive', 'disabled', 'left', 'gone', 'unseen')),
  reading_id uuid references directory_reading,
  seen_at timestamptz(3) not null,
  primary key (provider, subject)
);
create index directory_member_reading on directory_member (reading_id);
create index directory_member_name on directory_member (provider, name);

-- People of ours whom the directory says are gone.
create table directory_departure (
  id uuid primary key,
  provider text not null check (provider in ('wecom', 'scim')),
  subject text not null check (length(subject) between 1 and 256),
  person_id uuid not null references person,
  why text not null check (why in ('gone', 'left', 'disabled')),
  -- `held`: too many at once, so an administrator decides.
  state text not null check (state in ('begun', 'held', 'dismissed')),
  learned_at timestamptz(3) not null,
  begun_at timestamptz(3),
  decided_by uuid references person,
  decided_at timestamptz(3),
  obligation_id uuid references obligation,
  -- When they were seen there again: what comes after is another departure.
  over_at timestamptz(3),
  check ((state = 'begun') = (begun_at is not null)),
  check (state <> 'held' or obligation_id is not null)
);
create unique index directory_departure_open on directory_departure (provider, subject) where over_at is null;
create index directory_departure_person on directory_departure (person_id);
create index directory_departure_begun on directory_departure (provider, begun_at);
create index directory_departure_decided_by on directory_departure (decided_by);
create index directory_departure_obligation on directory_departure (obligation_id);

-- What a directory told us, so that nothing counts twice. Forgotten after two days; older messages are refused anyway.
create table directory_event (
  provider text not null,
  digest bytea not null check (length(digest) = 32),
  taken_at timestamptz(3) not null,
  primary key (provider, digest)
);
create index directory_event_taken on directory_event (taken_at);
