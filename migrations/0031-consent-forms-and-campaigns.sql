-- Consent forms on landing pages, the evidence that they leave, audiences, and the record of campaigns.

-- What a form asks. There is no column in which a box could be ticked.
create table outreach_form (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  title text not null check (length(title) between 1 and 60),
  intro text not null check (length(intro) <= 500),
  -- [{ noticeId, channels }]
  boxes jsonb not null,
  fields text[] not null check (cardinality(fields) between 1 and 3),
  minors text not null check (minors in ('refused', 'guardian')),
  confirm_by_code boolean not null,
  -- Pages that may frame it.
  origins text[] not null check (cardinality(origins) <= 20),
  -- Whose customers those become whom nobody knows yet.
  department_id uuid not null references department,
  active boolean not null,
  changed_by uuid not null references person,
  changed_at timestamptz(3) not null
);
create index outreach_form_department on outreach_form (department_id);
create index outreach_form_changed_by on outreach_form (changed_by);

-- A form as somebody saw it who consented by it, word for word; the digest is of these words.
create table outreach_form_shown (
  form_id uuid not null references outreach_form,
  digest text not null check (length(digest) = 64),
  html text not null check (length(html) between 1 and 200000),
  first_at timestamptz(3) not null,
  primary key (form_id, digest)
);

-- Form tokens that were used: each serves once.
create table outreach_form_use (
  nonce bytea primary key check (length(nonce) = 16),
  used_at timestamptz(3) not null
);
create index outreach_form_use_used on outreach_form_use (used_at);

-- Answers that wait for the code that was sent to the phone.
create table outreach_pending (
  id uuid primary key,
  form_id uuid not null references outreach_form,
  -- An envelope.
  answers bytea not null check (length(answers) <= 20000),
  -- Keyed digest of the number: how many codes it was sent.
  mobile_index bytea not null check (length(mobile_index) = 32),
  tries integer not null check (tries between 0 and 5),
  asked_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index outreach_pending_form on outreach_pending (form_id);
create index outreach_pending_mobile on outreach_pending (mobile_index, asked_at);
create index outreach_pending_expires on outreach_pending (expires_at);

alter table outreach_consent
  add column form_id uuid,
  add column form_digest text check (length(form_digest) = 64),
  add column served_at timestamptz(3),
  -- One sending of a form; its link withdraws what was given by it.
  add column submission_id uuid,
  add column confirmed_by_code boolean not null default false,
  add foreign key (form_id, form_digest) references outreach_form_shown,
  add check ((form_id is null) = (form_digest is null)),
  add check ((form_id is null) = (served_at is null)),
  add check ((form_id is null) = (submission_id is null));
create index outreach_consent_form on outreach_consent (form_id, form_digest);
create index outreach_consent_submission on outreach_consent (submission_id) where submission_id is not null;

-- A filter over customers, evaluated whenever it is used.
create table outreach_audience (
  id uuid primary key,
  name text not null unique check (length(name) between 1 and 60),
  filter jsonb not null,
  changed_by uuid not null references person,
  changed_at timestamptz(3) not null
);
create index outreach_audience_changed_by on outreach_audience (changed_by);

-- The people of an audience that was brought as a list.
create table outreach_audience_member (
  subject uuid not null,
  audience_id uuid not null references outreach_audience on delete cascade,
  primary key (subject, audience_id)
);
create index outreach_audience_member_audience on outreach_audience_member (audience_id, subject);

-- Decisions about a whole audience: what was to be sent, to whom, by whose order, and what came of it.
create table outreach_campaign (
  id uuid primary key,
  -- Tells who could be reached, or reserves a message for each of them.
  mode text not null check (mode in ('estimate', 'reserve')),
  audience_id uuid references outreach_audience on delete set null,
  audience_name text not null check (length(audience_name) between 1 and 60),
  filter jsonb not null,
  purpose text not null check (purpose in ('marketing', 'service', 'statutory')),
  channel text not null check (channel in ('sms', 'email', 'wecom', 'wechat', 'app', 'phone')),
  material_id uuid,
  -- SHA-256 in hex of the copy as it was when the first were decided.
  copy_digest text check (length(copy_digest) = 64),
  state text not null check (state in ('running', 'done', 'cancelled')),
  -- Everybody up to this id was decided.
  cursor uuid,
  asked integer not null check (asked >= 0),
  allowed integer not null check (allowed between 0 and asked),
  by_reason jsonb not null,
  -- SHA-256 in hex over the one before and the answers of each step.
  digest text not null check (length(digest) = 64),
  started_by uuid not null references person,
  started_at timestamptz(3) not null,
  moved_at timestamptz(3) not null,
  finished_at timestamptz(3),
  check ((state = 'running') = (finished_at is null))
);
create index outreach_campaign_started on outreach_campaign (started_at desc, id);
create index outreach_campaign_audience on outreach_campaign (audience_id);
create index outreach_campaign_started_by on outreach_campaign (started_by);
create index outreach_campaign_running on outreach_campaign (moved_at) where state = 'running';

create table outreach_campaign_person (
  subject uuid not null,
  campaign_id uuid not null references outreach_campaign on delete cascade,
  -- None for whoever may be sent the message.
  reasons text[] not null check (cardinality(reasons) <= 20),
  send_id uuid,
  primary key (subject, campaign_id)
);
create index outreach_campaign_person_campaign on outreach_campaign_person (campaign_id, subject);
