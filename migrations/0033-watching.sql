-- Unusual reading of customers, and customers who do not exist.

-- How unusual reading is told; one row, or the defaults.
create table watching_setting (
  id integer primary key check (id = 1),
  raised_at integer not null check (raised_at between 2 and 20),
  opened_a_day integer not null check (opened_a_day between 20 and 10000),
  in_order integer not null check (in_order between 8 and 30),
  readers_a_day integer not null check (readers_a_day between 3 and 100),
  leaving_days integer not null check (leaving_days between 1 and 90),
  night_from integer not null check (night_from between 18 and 24),
  night_until integer not null check (night_until between 0 and 10),
  wait_seconds integer not null check (wait_seconds between 5 and 600),
  answer_hours integer not null check (answer_hours between 1 and 72),
  updated_by uuid references person,
  updated_at timestamptz(3) not null
);
create index watching_setting_updated_by on watching_setting (updated_by);

-- What somebody read on each of the sixty days before `day`, reckoned from the ledger once a day: a copy to be quick, never the proof.
create table reading_baseline (
  person_id uuid primary key references person,
  day date not null,
  days jsonb not null check (length(days::text) <= 20000),
  made_at timestamptz(3) not null
);

-- Keyed digests of the numbers that somebody searched by within a day, so that the next number is recognised. Not kept longer.
create table search_trail (
  id uuid primary key,
  person_id uuid not null references person,
  at timestamptz(3) not null,
  step bytea not null check (length(step) = 8)
);
create index search_trail_person on search_trail (person_id, step, at);
create index search_trail_at on search_trail (at);

create table decoy (
  id uuid primary key,
  -- Which customer it is, and all that could tell it: an envelope.
  sealed bytea not null check (length(sealed) <= 6000),
  -- A keyed digest of the customer's id; null until the customer is there. Without the key nothing tells which one it is.
  mark bytea unique check (length(mark) = 32),
  made_by uuid not null references person,
  made_at timestamptz(3) not null
);
create index decoy_made_by on decoy (made_by);

-- Keyed digests of the numbers and addresses that belong to the company, for whoever is told that one was used.
create table decoy_contact (
  decoy_id uuid not null references decoy,
  kind text not null check (kind in ('mobile', 'email', 'wecom-id', 'wechat')),
  digest bytea not null unique check (length(digest) = 32),
  primary key (decoy_id, kind)
);

create table decoy_use (
  id uuid primary key,
  decoy_id uuid not null references decoy,
  channel text not null check (channel in ('call', 'sms', 'mail', 'wecom', 'wechat', 'other')),
  happened_at timestamptz(3) not null,
  note text check (length(note) between 1 and 500),
  -- Null where a system told of it.
  reported_by uuid references person,
  reported_at timestamptz(3) not null,
  obligation_id uuid not null references obligation
);
create index decoy_use_decoy on decoy_use (decoy_id, happened_at);
create index decoy_use_reported_by on decoy_use (reported_by);
create index decoy_use_obligation on decoy_use (obligation_id);

create table reading_alert (
  id uuid primary key,
  kind text not null check (kind in ('unusual', 'decoy')),
  person_id uuid not null references person,
  -- Of the reader, when it was raised.
  department_id uuid not null references department,
  grade text not null check (grade in ('raised', 'throttled', 'blocked')),
  reasons jsonb not null check (length(reasons::text) <= 8000),
  decoy_id uuid references decoy,
  raised_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  obligation_id uuid not null references obligation,
  due_at timestamptz(3) not null,
  decision text check (decision in ('harmless', 'block', 'case')),
  -- When it was first decided; a block may be lifted later.
  decided_at timestamptz(3),
  -- Until when the like of it is not raised again.
  calm_until timestamptz(3),
  check ((kind = 'decoy') = (decoy_id is not null)),
  check ((decision is null) = (decided_at is null)),
  check (calm_until is null or decision = 'harmless')
);
create unique index reading_alert_one_open on reading_alert (person_id) where kind = 'unusual' and decided_at is null;
create index reading_alert_person on reading_alert (person_id, raised_at);
create index reading_alert_department on reading_alert (department_id, raised_at);
create index reading_alert_raised on reading_alert (raised_at);
create index reading_alert_decoy on reading_alert (decoy_id, person_id);
create index reading_alert_obligation on reading_alert (obligation_id);

-- What a second person said of an alert. Reading goes on by 'agreed', until then, and by 'harmless'.
create table reading_verdict (
  id uuid primary key,
  alert_id uuid not null references reading_alert,
  person_id uuid not null references person,
  by_id uuid not null references person,
  kind text not null check (kind in ('agreed', 'harmless', 'block', 'case')),
  reason text not null check (length(reason) between 4 and 500),
  at timestamptz(3) not null,
  until timestamptz(3),
  check (by_id <> person_id),
  check ((kind = 'agreed') = (until is not null)),
  check (until <= at + interval '72 hours')
);
create index reading_verdict_alert on reading_verdict (alert_id, at);
create index reading_verdict_person on reading_verdict (person_id, until);
create index reading_verdict_by on reading_verdict (by_id, person_id, at);

-- Two people do not let each other read: not within a day, also where both ask at the same moment.
create function refuse_mutual_verdict() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(
    'vault.verdict ' || least(new.person_id::text, new.by_id::text) || ' ' || greatest(new.person_id::text, new.by_id::text), 0));
  if exists (
    select from reading_verdict as other
    where other.person_id = new.by_id and other.by_id = new.person_id
      and other.kind in ('agreed', 'harmless') and other.at > new.at - interval '24 hours'
  ) then
    raise exception 'two people let each other read' using errcode = 'check_violation', constraint = 'reading_verdict_mutual';
  end if;
  return new;
end
$$;
create trigger reading_verdict_mutual before insert on reading_verdict
  for each row when (new.kind in ('agreed', 'harmless')) execute function refuse_mutual_verdict();
create function refuse_verdict_of_another_reader() returns trigger language plpgsql as $$
begin
  if not exists (select from reading_alert where id = new.alert_id and person_id = new.person_id) then
    raise exception 'the verdict is about somebody else' using errcode = 'check_violation', constraint = 'reading_verdict_reader';
  end if;
  return new;
end
$$;
create trigger reading_verdict_reader before insert on reading_verdict
  for each row execute function refuse_verdict_of_another_reader();
create trigger reading_verdict_kept before update or delete or truncate on reading_verdict
  for each statement execute function refuse_change();
