-- People, their posts, and how they sign in. No token and no password is stored, only digests and hashes of them.

-- One row: the company that this installation belongs to, and its sign-in settings.
create table company (
  only_one boolean primary key default true check (only_one),
  name text not null check (length(name) between 2 and 100),
  session_idle_minutes integer not null default 480 check (session_idle_minutes between 5 and 1440),
  session_absolute_minutes integer not null default 1440 check (session_absolute_minutes between 15 and 10080),
  set_up_at timestamptz(3) not null,
  check (session_idle_minutes <= session_absolute_minutes)
);

create table department (
  id uuid primary key,
  name text not null unique check (length(name) between 1 and 60),
  head_id uuid,
  added_at timestamptz(3) not null
);

create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  -- Normalised (NFKC, lower case) before it is stored or looked up.
  login_name text not null unique check (length(login_name) between 3 and 60),
  department_id uuid not null references department,
  state text not null check (state in ('invited', 'active', 'suspended')),
  added_at timestamptz(3) not null,
  last_sign_in_at timestamptz(3)
);
create index person_department on person (department_id);
create index person_name on person (name, id);

alter table department add constraint department_head foreign key (head_id) references person;

create table person_post (
  person_id uuid not null references person,
  post text not null check (length(post) <= 60),
  since timestamptz(3) not null,
  primary key (person_id, post)
);
create index person_post_post on person_post (post);

-- A person who was invited and has not come yet has no row.
create table password (
  person_id uuid primary key references person,
  -- PHC string of Argon2id over the peppered password.
  hash text not null check (length(hash) between 60 and 200),
  changed_at timestamptz(3) not null
);

create table totp (
  person_id uuid primary key references person,
  sealed_secret bytea not null check (length(sealed_secret) between 16 and 400),
  begun_at timestamptz(3) not null,
  -- Null until the first code proved that the app holds the secret.
  enabled_at timestamptz(3),
  -- The last time step (RFC 6238) whose code was taken; a code of this step or an earlier one is refused.
  last_step integer not null default 0 check (last_step >= 0)
);

create table session (
  id uuid primary key,
  token_digest bytea not null unique check (length(token_digest) = 32),
  person_id uuid not null references person,
  -- What was proven when the session began.
  assurance text not null check (assurance in ('password', 'totp')),
  ip text check (length(ip) <= 60),
  device text check (length(device) <= 300),
  began_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  -- The absolute end; the idle end follows from last_seen_at.
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create index session_person on session (person_id) where ended_at is null;
create index session_ended on session (ended_at);

-- The step between a right password and the second factor.
create table sign_in_ticket (
  token_digest bytea primary key check (length(token_digest) = 32),
  person_id uuid not null references person,
  expires_at timestamptz(3) not null,
  failures integer not null default 0 check (failures >= 0)
);
create index sign_in_ticket_person on sign_in_ticket (person_id);

-- Failed sign-ins by login name (known or not) and by network; keys are keyed hashes of both.
create table sign_in_failure (
  key bytea primary key check (length(key) = 32),
  failures integer not null check (failures >= 0),
  last_at timestamptz(3) not null,
  delayed_until timestamptz(3)
);
create index sign_in_failure_age on sign_in_failure (last_at);

create table invitation (
  token_digest bytea primary key check (length(token_digest) = 32),
  -- A new invitation replaces the one before.
  person_id uuid not null unique references person,
  expires_at timestamptz(3) not null
);

create table set_up_token (
  token_digest bytea primary key check (length(token_digest) = 32),
  expires_at timestamptz(3) not null
);
