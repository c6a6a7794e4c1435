-- The company's own part of the rules: terms, changes of shipped rules and rules of its own. What is in force is the
-- highest version; the shipped packs come with the program.

create table rule_version (
  number integer primary key check (number between 1 and 1000000),
  -- SHA-256 over the changes and the version of the shipped packs that they were tried on.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  packs_version text not null check (length(packs_version) <= 64),
  -- SHA-256 of the changes alone, and they themselves: canonical JSON, gzip.
  content text not null check (content ~ '^[0-9a-f]{64}$'),
  changes bytea not null check (octet_length(changes) <= 16777216),
  counts jsonb not null,
  -- Of an earlier version, when it brought that one back.
  copy_of integer references rule_version,
  dry_run_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  editor_ids jsonb not null,
  -- Nobody else could have put it in force.
  alone boolean not null,
  enforced_at timestamptz(3) not null,
  enforced_by uuid not null references person
);
create trigger rule_version_append_only before update or delete or truncate on rule_version
  for each statement execute function refuse_change();

-- At most one draft at a time.
create table rule_draft (
  id uuid primary key,
  single boolean not null default true unique check (single),
  based_on integer references rule_version,
  copy_of integer references rule_version,
  -- Counts every edit: what was tried on another revision is stale.
  revision integer not null check (revision between 1 and 100000000),
  content text not null check (content ~ '^[0-9a-f]{64}$'),
  changes bytea not null check (octet_length(changes) <= 16777216),
  counts jsonb not null,
  opened_at timestamptz(3) not null,
  edited_at timestamptz(3) not null,
  edited_by uuid not null references person
);

create table rule_draft_editor (
  draft_id uuid not null references rule_draft on delete cascade,
  person_id uuid not null references person,
  primary key (draft_id, person_id)
);

-- What a draft would have changed about everything that was submitted lately. The row is the truth: a job goes on from
-- `position` whatever happened to the last one.
create table rule_dry_run (
  id uuid primary key,
  draft_id uuid not null,
  revision integer not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('running', 'done', 'cancelled', 'superseded')),
  since timestamptz(3) not null,
  total integer not null check (total >= 0),
  checked integer not null default 0 check (checked >= 0),
  position uuid,
  more_stopped integer not null default 0,
  fewer_stopped integer not null default 0,
  more_reviewed integer not null default 0,
  fewer_reviewed integer not null default 0,
  started_at timestamptz(3) not null,
  started_by uuid not null references person,
  progressed_at timestamptz(3) not null,
  ended_at timestamptz(3),
  check ((state = 'running') = (ended_at is null))
);
create unique index rule_dry_run_running on rule_dry_run ((true)) where state = 'running';
create index rule_dry_run_draft on rule_dry_run (draft_id, started_at desc);

create table rule_dry_run_item (
  run_id uuid not null references rule_dry_run,
  submission_id uuid not null,
  material_id uuid not null,
  title text not null check (length(title) <= 100),
  submitted_at timestamptz(3) not null,
  kind text not null check (kind in ('more-stopped', 'fewer-stopped', 'more-reviewed', 'fewer-reviewed')),
  before text not null check (before in ('allow', 'review', 'deny')),
  after text not null check (after in ('allow', 'review', 'deny')),
  findings jsonb not null,
  primary key (run_id, submission_id)
);
create index rule_dry_run_item_kind on rule_dry_run_item (run_id, kind, submission_id);

-- Everything live, checked again by what came into force (CNT-7).
create table rule_recheck (
  id uuid primary key,
  version integer references rule_version,
  packs_version text not null check (length(packs_version) <= 64),
  state text not null check (state in ('running', 'done', 'superseded')),
  total integer not null check (total >= 0),
  checked integer not null default 0 check (checked >= 0),
  offending integer not null default 0 check (offending >= 0),
  position uuid,
  started_at timestamptz(3) not null,
  progressed_at timestamptz(3) not null,
  ended_at timestamptz(3),
  check ((state = 'running') = (ended_at is null))
);
create unique index rule_recheck_once on rule_recheck (coalesce(version, 0), packs_version);
create index rule_recheck_started on rule_recheck (started_at desc);

create table rule_offence (
  id uuid primary key,
  recheck_id uuid not null references rule_recheck,
  publication_id uuid not null,
  material_id uuid not null,
  title text not null check (length(title) <= 100),
  decision text not null check (decision in ('review', 'deny')),
  findings jsonb not null,
  obligation_id uuid not null references obligation,
  found_at timestamptz(3) not null,
  kept_reason text check (length(kept_reason) between 1 and 500),
  kept_by uuid references person,
  taken_down boolean not null default false,
  settled_at timestamptz(3),
  unique (recheck_id, publication_id),
  check (num_nulls(kept_reason, kept_by) in (0, 2)),
  check ((settled_at is not null) = (taken_down or kept_by is not null))
);
create index rule_offence_publication on rule_offence (publication_id);
create index rule_offence_material on rule_offence (material_id);
create index rule_offence_open on rule_offence (found_at desc) where settled_at is null;
create index rule_offence_obligation on rule_offence (obligation_id);
