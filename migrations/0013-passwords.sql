-- Rules for passwords, the last ones that somebody had, a demand to change, and several reminders of one obligation.

-- One row: what the company demands of passwords.
create table password_settings (
  only_one boolean primary key default true check (only_one),
  -- Days after which a password has to be changed; null: never.
  period_days integer default 90 check (period_days between 30 and 366),
  -- How many of somebody's last passwords, the present one included, must not be set again.
  history_length integer not null default 5 check (history_length between 1 and 12),
  minimum_length integer not null default 12 check (minimum_length between 12 and 64),
  reminder_days integer[] not null default '{14,7,1}' check (cardinality(reminder_days) between 0 and 5)
);
insert into password_settings default values;

-- Set by an administrator who suspects that the password is known to others; the next change ends it.
alter table password add column must_change_since timestamptz(3);

-- The last passwords of everybody, the present one included: hashes as in table password.
create table password_history (
  id uuid primary key,
  person_id uuid not null references person,
  hash text not null check (length(hash) between 60 and 200),
  set_at timestamptz(3) not null
);
create index password_history_person on password_history (person_id, set_at);
insert into password_history (id, person_id, hash, set_at)
  select gen_random_uuid(), person_id, hash, changed_at from password;

-- Reminders after the one at remind_at: an array of moments in ISO 8601, in order.
alter table obligation add column later_reminders jsonb not null default '[]';
