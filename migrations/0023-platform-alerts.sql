-- Alerts that platforms sent of their accounts, what the machine and what people made of them, and what was done.

create table platform_alert (
  id uuid primary key,
  account_id uuid not null references marketing_account,
  source text not null check (source in ('pasted', 'wecom-log')),
  -- Names the line of a log, so that each is taken in once.
  source_key text unique check (length(source_key) between 1 and 100),
  reported_at timestamptz(3) not null,
  -- Null where a connector brought it.
  reported_by uuid references person,
  -- Whose sign-in it was, where the source says so.
  subject_id uuid references person,
  -- What was pasted, an envelope: it may hold telephone numbers and codes.
  sealed_text bytea check (length(sealed_text) <= 20000),
  action text not null check (action in (
    'frozen', 'rights-changed', 'phone-changed', 'password-changed', 'bound', 'failed', 'new-device', 'sign-in', 'other'
  )),
  -- Null: the alert does not say.
  happened_at timestamptz(3),
  ip text check (length(ip) between 1 and 45),
  place_words text check (length(place_words) between 1 and 60),
  device text check (length(device) between 1 and 60),
  app text check (length(app) between 1 and 40),
  forged_hosts jsonb not null,
  -- What address and words stand for, and their network, as they were known when it came.
  place jsonb,
  network jsonb,
  -- The machine's verdict, which no person's changes.
  verdict text not null check (verdict in ('likely-genuine', 'unclear', 'likely-stolen')),
  score integer not null,
  reasons jsonb not null,
  -- By when somebody decides.
  triage_id uuid not null,
  due_at timestamptz(3) not null,
  claimed_at timestamptz(3),
  claimed_by uuid references person,
  claim_statement text check (length(claim_statement) between 1 and 500),
  decision text check (decision in ('genuine', 'stolen', 'forged')),
  decided_at timestamptz(3),
  decided_by uuid references person,
  decision_reason text check (length(decision_reason) between 1 and 500),
  -- The case, once somebody opened one.
  case_id uuid,
  case_opened_at timestamptz(3),
  case_closed_at timestamptz(3),
  case_outcome text check (length(case_outcome) between 1 and 1000),
  check (num_nulls(claimed_at, claimed_by, claim_statement) in (0, 3)),
  check (num_nulls(decision, decided_at, decided_by) in (0, 3)),
  check ((case_id is null) = (case_opened_at is null)),
  check (num_nulls(case_closed_at, case_outcome) in (0, 2))
);
create index platform_alert_account on platform_alert (account_id, reported_at desc);
create index platform_alert_reported on platform_alert (reported_at desc);
create index platform_alert_reporter on platform_alert (reported_by, reported_at desc);
create index platform_alert_subject on platform_alert (subject_id);
create index platform_alert_claimer on platform_alert (claimed_by);
create index platform_alert_decider on platform_alert (decided_by);
create index platform_alert_open on platform_alert (due_at) where decision is null;

-- What is to be done, each with its obligation.
create table platform_alert_step (
  id uuid primary key,
  alert_id uuid not null references platform_alert,
  -- Names it in packs/alert-steps.yaml; its words are kept as they were when it was opened.
  step text not null check (length(step) between 1 and 40),
  title jsonb not null,
  path jsonb not null,
  proof_wanted jsonb not null,
  place integer not null check (place between 0 and 100),
  obligation_id uuid not null,
  state text not null check (state in ('open', 'done', 'cancelled')),
  proof text check (length(proof) between 1 and 1000),
  settled_at timestamptz(3),
  settled_by uuid references person,
  unique (alert_id, step),
  check ((state = 'open') = (settled_at is null)),
  check ((state = 'done') = (proof is not null))
);
create index platform_alert_step_settler on platform_alert_step (settled_by);

create table platform_alert_evidence (
  id uuid primary key,
  alert_id uuid not null references platform_alert,
  digest text not null references file (digest),
  name text not null check (length(name) between 1 and 200),
  added_at timestamptz(3) not null,
  added_by uuid not null references person,
  unique (alert_id, digest)
);
create index platform_alert_evidence_file on platform_alert_evidence (digest);
create index platform_alert_evidence_adder on platform_alert_evidence (added_by);

-- How far a log outside was read, and what went wrong the last time.
create table alert_source (
  source text primary key check (source in ('wecom-log')),
  read_until timestamptz(3) not null,
  read_at timestamptz(3) not null,
  failure jsonb
);

-- Minutes within which an alert is triaged; without a row the defaults hold.
create table alert_setting (
  one boolean primary key default true check (one),
  core_minutes integer not null check (core_minutes between 5 and 1440),
  other_minutes integer not null check (other_minutes between 5 and 1440)
);
