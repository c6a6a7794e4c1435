-- Envelope encryption: the versions of the key-encryption key, and how far moving to a new one has come.
create table sealing_key (
  version integer primary key check (version >= 1),
  -- Which key source wrapped it.
  source text not null check (length(source) between 1 and 100),
  -- Null once it was retired: what it wrapped can then not be opened by anybody.
  wrapped bytea check (length(wrapped) between 1 and 2000),
  state text not null check (state in ('active', 'retiring', 'retired')),
  made_at timestamptz(3) not null,
  retired_at timestamptz(3),
  check ((state = 'retired') = (wrapped is null)),
  check ((state = 'retired') = (retired_at is not null))
);
create unique index sealing_key_active on sealing_key ((true)) where state = 'active';

create table key_rotation (
  id uuid primary key,
  to_version integer not null unique references sealing_key,
  total bigint not null check (total >= 0),
  done bigint not null check (done between 0 and total),
  position jsonb not null,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create unique index key_rotation_running on key_rotation ((true)) where finished_at is null;

-- The register: who the platform verified, who stands in, how the account is recovered, what protects it.
alter table marketing_account
  add column verified_subject text check (length(verified_subject) between 1 and 100),
  add column verification_expires_on date,
  add column stand_in_id uuid references person check (stand_in_id <> owner_id),
  -- Envelopes: personal data of whoever holds the phone and the mailbox.
  add column recovery_phone bytea check (length(recovery_phone) <= 400),
  add column recovery_mail bytea check (length(recovery_mail) <= 800),
  add column factors jsonb not null default '[]';
create index marketing_account_stand_in on marketing_account (stand_in_id);
create index marketing_account_verification on marketing_account (verification_expires_on) where state = 'active';

-- Who holds which right on an account at the platform itself.
create table account_seat (
  id uuid primary key,
  account_id uuid not null references marketing_account,
  person_id uuid not null references person,
  held_right text not null check (held_right in ('owner', 'administrator', 'operator', 'analyst', 'customer-service')),
  way text not null check (way in ('invited', 'scanned', 'shared-password')),
  granted_by uuid references person,
  since timestamptz(3) not null,
  last_used_at timestamptz(3),
  -- Null: until it is withdrawn.
  ends_at timestamptz(3),
  -- The obligation to take it back at the platform, once there is one.
  withdrawal_id uuid,
  withdrawn_at timestamptz(3),
  withdrawn_by uuid references person,
  withdrawal_note text check (length(withdrawal_note) between 1 and 500),
  check (ends_at > since),
  check ((withdrawn_at is null) = (withdrawal_note is null))
);
create unique index account_seat_live on account_seat (account_id, person_id) where withdrawn_at is null;
create index account_seat_person on account_seat (person_id) where withdrawn_at is null;
create index account_seat_granted_by on account_seat (granted_by);
create index account_seat_withdrawn_by on account_seat (withdrawn_by);
create index account_seat_end on account_seat (ends_at) where withdrawn_at is null;

-- Applications of others that were given rights on an account.
create table linked_app (
  id uuid primary key,
  account_id uuid not null references marketing_account,
  name text not null check (length(name) between 1 and 100),
  app_id text check (length(app_id) between 1 and 100),
  purposes jsonb not null,
  scopes jsonb not null,
  token_expires_at timestamptz(3),
  linked_at timestamptz(3) not null,
  unlinked_at timestamptz(3)
);
create index linked_app_account on linked_app (account_id);

-- Secrets of platforms and partners. The value is an envelope and is never given back by a list.
create table credential (
  id uuid primary key,
  kind text not null check (kind in ('app-secret', 'api-key', 'token', 'password')),
  name text not null check (length(name) between 1 and 100),
  account_id uuid references marketing_account,
  partner text check (length(partner) between 1 and 100),
  platform text check (platform in (
    'wechat-official', 'wecom', 'weibo', 'douyin', 'xiaohongshu', 'wechat-channels', 'moments', 'sms', 'other'
  )),
  purposes jsonb not null,
  scopes jsonb not null,
  -- Null once it was retired.
  sealed_value bytea check (length(sealed_value) <= 10000),
  -- Empty for a password, and for a value too short to show any of it.
  last_four text not null check (length(last_four) in (0, 4)),
  owner_id uuid not null references person,
  rotation_days integer not null check (rotation_days between 1 and 730),
  stored_at timestamptz(3) not null,
  rotated_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  -- The obligation to replace it.
  rotation_id uuid,
  last_used_at timestamptz(3),
  state text not null check (state in ('active', 'leaked', 'retired')),
  check ((state = 'retired') = (sealed_value is null)),
  check ((account_id is null) <> (partner is null)),
  check ((account_id is null) = (platform is null))
);
create index credential_account on credential (account_id);
create index credential_owner on credential (owner_id);
create index credential_due on credential (due_at) where state <> 'retired';

-- Who saw a shared password, when, and why.
create table credential_reveal (
  id uuid primary key,
  credential_id uuid not null references credential,
  person_id uuid not null references person,
  reason text not null check (reason in ('publish', 'platform-check', 'incident', 'handover', 'other')),
  explanation text not null check (length(explanation) between 1 and 200),
  at timestamptz(3) not null
);
create index credential_reveal_person on credential_reveal (person_id, at);
create index credential_reveal_credential on credential_reveal (credential_id, at);
