-- What people prove themselves with besides a password, and what a session has proven.

alter table company
  add column second_factor_demanded boolean not null default true,
  add column passkey_demanded boolean not null default true,
  -- AAGUIDs of models that may act on core accounts, besides those of packs/authenticators.yaml.
  add column key_models uuid[] not null default '{}' check (cardinality(key_models) <= 50);

alter table session drop constraint session_assurance_check;
alter table session
  add constraint session_assurance check (assurance in ('password', 'sms', 'recovery-code', 'totp', 'passkey', 'security-key')),
  -- When a factor was last proven in this session.
  add column proven_at timestamptz(3),
  -- The token is replaced every few minutes; the one before still works for a moment, then shows that it was copied.
  add column previous_digest bytea unique check (length(previous_digest) = 32),
  add column rotated_at timestamptz(3),
  add column token_arrived boolean not null default true,
  -- Digest of the device's own cookie; a session is not taken from any other device.
  add column device_digest bytea check (length(device_digest) = 32),
  add column ended_because text check (length(ended_because) <= 40);
update session set proven_at = began_at, rotated_at = began_at;
alter table session alter column proven_at set not null, alter column rotated_at set not null;

-- WebAuthn credentials: passkeys and security keys.
create table passkey (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 60),
  credential_id bytea not null unique check (length(credential_id) between 16 and 1023),
  -- COSE key.
  public_key bytea not null check (length(public_key) between 32 and 4000),
  -- Stays 0 for authenticators that do not count.
  sign_count bigint not null check (sign_count between 0 and 4294967295),
  -- The model; zeros where it does not say.
  aaguid uuid not null,
  -- Whether it can never leave its device.
  single_device boolean not null,
  transports text[] not null check (cardinality(transports) <= 10),
  attestation_format text not null check (length(attestation_format) <= 40),
  -- The attestation object as it came, so that its statement can be judged later as well.
  attestation bytea not null check (length(attestation) <= 16384),
  added_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  ended_at timestamptz(3),
  -- `cloned`: its counter went backwards, so that somebody else has it too.
  ended_because text check (ended_because in ('removed', 'reset', 'cloned')),
  check ((ended_at is null) = (ended_because is null))
);
create index passkey_person on passkey (person_id) where ended_at is null;

-- Challenges that were given out and not answered yet; each is answered once.
create table webauthn_challenge (
  challenge bytea primary key check (length(challenge) = 32),
  purpose text not null check (purpose in ('add', 'prove')),
  -- Null where a passkey alone says who signs in.
  person_id uuid references person,
  expires_at timestamptz(3) not null
);
create index webauthn_challenge_person on webauthn_challenge (person_id);

-- Codes on paper for whoever lost the phone. Each works once.
create table recovery_code (
  person_id uuid not null references person,
  digest bytea not null check (length(digest) = 32),
  used_at timestamptz(3),
  primary key (person_id, digest)
);

-- Mobile numbers for codes by SMS.
create table phone (
  person_id uuid primary key references person,
  sealed_number bytea not null check (length(sealed_number) between 16 and 200),
  ending text not null check (ending ~ '^[0-9]{4}$'),
  begun_at timestamptz(3) not null,
  -- Null until a code proved that the person has it.
  enabled_at timestamptz(3)
);

-- The code that was sent last to a person.
create table sms_code (
  person_id uuid primary key references person,
  digest bytea not null check (length(digest) = 32),
  -- For the job that sends it.
  sealed_code bytea not null check (length(sealed_code) between 16 and 200),
  -- When codes were sent to this person within the last day, so that nobody is flooded.
  sent timestamptz(3)[] not null check (cardinality(sent) <= 10),
  expires_at timestamptz(3) not null,
  failures integer not null check (failures between 0 and 10)
);
