-- Notices, consents, unsubscribes and messages to people outside. A person is a uuid here and nothing else.
-- Every table about a person begins its primary key with the person, so that a cluster can distribute by it.

create table outreach_notice (
  id uuid primary key,
  purpose text not null check (purpose in ('marketing', 'service')),
  channels text[] not null check (cardinality(channels) between 1 and 20),
  version integer not null check (version between 1 and 10000),
  -- Consents to versions before this one no longer count: purpose, method, scope or recipients have changed since.
  valid_from integer not null check (valid_from between 1 and version),
  published_at timestamptz(3) not null
);

-- Never changed once it is published: consents rest on its digest.
create table outreach_notice_version (
  notice_id uuid not null references outreach_notice,
  version integer not null check (version between 1 and 10000),
  title text not null check (length(title) between 1 and 100),
  purpose_text text not null check (length(purpose_text) between 1 and 1000),
  method text not null check (length(method) between 1 and 1000),
  scope text not null check (length(scope) between 1 and 1000),
  retention text not null check (length(retention) between 1 and 500),
  recipients text not null check (length(recipients) between 1 and 1000),
  plain_text text not null check (length(plain_text) between 1 and 5000),
  sensitive boolean not null,
  -- SHA-256 in hex of all of the above.
  digest text not null check (length(digest) = 64),
  asks_again boolean not null,
  published_by uuid not null references person,
  published_at timestamptz(3) not null,
  primary key (notice_id, version)
);
create index outreach_notice_version_published_by on outreach_notice_version (published_by);

-- One row a person; whoever reserves, unsubscribes or withdraws for a person holds it meanwhile.
create table outreach_recipient (
  subject uuid primary key
);

create table outreach_consent (
  subject uuid not null,
  id uuid not null,
  purpose text not null check (purpose in ('marketing', 'service')),
  channel text not null check (channel in ('sms', 'email', 'wecom', 'wechat', 'app', 'phone')),
  notice_id uuid not null,
  notice_version integer not null,
  notice_digest text not null check (length(notice_digest) = 64),
  given_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  -- The form that was shown, and from where it was answered.
  form text not null check (length(form) between 1 and 120),
  ip text check (length(ip) <= 45),
  box_untouched boolean not null check (box_untouched),
  separate boolean not null,
  under14 boolean not null,
  -- Who consented for a child, as a relation and never by name.
  guardian text check (guardian in ('parent', 'other-guardian')),
  withdrawn_at timestamptz(3),
  withdrawn_via text check (length(withdrawn_via) between 1 and 40),
  primary key (subject, id),
  foreign key (notice_id, notice_version) references outreach_notice_version,
  check (not under14 or guardian is not null),
  check ((withdrawn_at is null) = (withdrawn_via is null))
);
create index outreach_consent_latest on outreach_consent (subject, purpose, channel, given_at desc, id desc);
create index outreach_consent_notice on outreach_consent (notice_id, notice_version);

create table outreach_unsubscribe (
  subject uuid not null,
  id uuid not null,
  purpose text not null check (purpose in ('marketing', 'service')),
  channel text not null check (channel in ('sms', 'email', 'wecom', 'wechat', 'app', 'phone')),
  at timestamptz(3) not null,
  via text not null check (via in ('link', 'reply', 'staff')),
  -- The message whose link was used; only that link undoes it.
  send_id uuid,
  undone_at timestamptz(3),
  primary key (subject, id),
  check ((via = 'link') = (send_id is not null))
);
create unique index outreach_unsubscribe_standing on outreach_unsubscribe (subject, purpose, channel) where undone_at is null;
create index outreach_unsubscribe_send on outreach_unsubscribe (send_id);

-- Messages: reserved by a decision, then confirmed or released. The month is the calendar month in Beijing that it counts in.
create table outreach_send (
  subject uuid not null,
  month date not null check (extract(day from month) = 1),
  id uuid not null,
  purpose text not null check (purpose in ('marketing', 'service', 'statutory')),
  channel text not null check (channel in ('sms', 'email', 'wecom', 'wechat', 'app', 'phone')),
  state text not null check (state in ('reserved', 'confirmed', 'released', 'expired')),
  material_id uuid,
  reserved_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  settled_at timestamptz(3),
  -- Sent although the reservation was over.
  late boolean not null default false,
  primary key (subject, month, id),
  check ((state = 'reserved') = (settled_at is null))
);
create index outreach_send_id on outreach_send (id);
create index outreach_send_settled on outreach_send (settled_at) where state = 'confirmed';

-- At most one row; the program's own values hold until there is one.
create table outreach_setting (
  sole boolean primary key check (sole),
  -- Null is no cap.
  monthly_cap integer check (monthly_cap between 1 and 1000),
  -- Minutes after midnight in Beijing.
  quiet_from integer check (quiet_from between 0 and 1439),
  quiet_until integer check (quiet_until between 0 and 1439),
  hold_seconds integer not null check (hold_seconds between 10 and 86400),
  platform_limits jsonb not null,
  updated_by uuid not null references person,
  updated_at timestamptz(3) not null,
  check ((quiet_from is null) = (quiet_until is null))
);
create index outreach_setting_updated_by on outreach_setting (updated_by);
