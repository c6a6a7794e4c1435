-- Where, when and on what people signed in, and how likely it was them: what the next sign-in is compared with.

create table sign_in (
  id uuid primary key,
  person_id uuid not null references person,
  at timestamptz(3) not null,
  ip text not null check (length(ip) <= 60),
  -- As src/modules/identity/risk/sign-in.ts describes them; null for internal addresses and where nothing is known.
  place jsonb,
  network jsonb not null,
  device jsonb not null,
  -- Names the browser; a digest of its cookie.
  device_key text check (length(device_key) <= 60),
  level text not null check (level in ('low', 'elevated', 'high')),
  reasons jsonb not null,
  -- Null while a second factor is awaited, and for ever where none was proven.
  assurance text check (length(assurance) <= 40),
  session_id uuid references session on delete set null,
  -- When the person said that it was somebody else.
  disowned_at timestamptz(3)
);
create index sign_in_person on sign_in (person_id, at desc);
create index sign_in_recent on sign_in (at desc);
create index sign_in_session on sign_in (session_id);

-- The sign-in whose second factor is awaited.
alter table sign_in_ticket
  add column sign_in_id uuid references sign_in on delete cascade,
  add column passkey_only boolean not null default false;
create index sign_in_ticket_sign_in on sign_in_ticket (sign_in_id);
