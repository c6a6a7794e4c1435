-- Materials, their reviews, approvals and publications. What the law depends on is refused here as well as in the
-- program: nobody reviews their own work, three different people pass one text, and only what they passed goes out.

create table material (
  id uuid primary key,
  author_id uuid not null references person,
  department_id uuid not null references department,
  -- Where the latest version stands. Publications rest on approvals, so they outlive a later draft.
  state text not null check (state in (
    'draft', 'self-check', 'department-review', 'legal-review', 'approved', 'published', 'taken-down', 'discarded'
  )),
  version integer not null check (version between 1 and 100000),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- When the latest version was last submitted.
  submitted_at timestamptz(3)
);
create index material_department on material (department_id, updated_at desc);
create index material_author on material (author_id, updated_at desc);
create index material_updated on material (updated_at desc);
create index material_state on material (state);

-- Every save is a row that never changes again.
create table material_version (
  material_id uuid not null references material,
  version integer not null check (version between 1 and 100000),
  title text not null check (length(title) between 1 and 100),
  copy text not null check (length(copy) between 1 and 20000),
  channel text not null check (channel in (
    'official-account', 'moments', 'xiaohongshu', 'douyin', 'weibo', 'wechat-channels', 'live', 'private-message',
    'group-message', 'sms', 'landing-page'
  )),
  industry text check (length(industry) <= 40),
  advertising boolean not null,
  ai_generated boolean not null,
  -- On which consent a push to persons rests.
  audience_consent text check (length(audience_consent) <= 500),
  account_ids jsonb not null,
  attachments jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  saved_at timestamptz(3) not null,
  saved_by uuid not null references person,
  primary key (material_id, version)
);
create index material_version_writer on material_version (saved_by, material_id);

create trigger material_version_append_only before update or delete or truncate on material_version
  for each statement execute function refuse_change();

-- One round of one version through the three levels.
create table material_submission (
  id uuid primary key,
  material_id uuid not null,
  version integer not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  submitted_at timestamptz(3) not null,
  submitted_by uuid not null references person,
  -- Which rules the machine checked it by.
  rules_version text check (length(rules_version) <= 100),
  state text not null check (state in ('open', 'approved', 'returned', 'withdrawn')),
  ended_at timestamptz(3),
  foreign key (material_id, version) references material_version (material_id, version),
  unique (id, digest),
  check ((state = 'open') = (ended_at is null))
);
create unique index material_submission_open on material_submission (material_id) where state = 'open';
create index material_submission_material on material_submission (material_id, submitted_at desc);
create index material_submission_ended on material_submission (ended_at);

-- What the machine found, what the author answered, and who overruled it.
create table material_finding (
  id uuid primary key,
  submission_id uuid not null references material_submission,
  field text not null check (field in ('title', 'copy')),
  rule text not null check (length(rule) <= 100),
  category text not null check (length(category) <= 60),
  severity text not null check (severity in ('block', 'warn', 'note')),
  start_offset integer not null check (start_offset >= 0),
  end_offset integer not null check (end_offset >= start_offset),
  excerpt text not null check (length(excerpt) <= 20000),
  law text not null check (length(law) <= 500),
  advice text not null check (length(advice) <= 2000),
  why text not null check (length(why) <= 2000),
  proof text check (length(proof) <= 2000),
  answer_reason text check (length(answer_reason) between 1 and 1000),
  answer_evidence jsonb,
  answered_by uuid references person,
  answered_at timestamptz(3),
  overrule_reason text check (length(overrule_reason) between 1 and 1000),
  overruled_by uuid references person,
  overruled_at timestamptz(3),
  overrule_level text check (overrule_level in ('department', 'legal')),
  check (num_nulls(answer_reason, answer_evidence, answered_by, answered_at) in (0, 4)),
  check (num_nulls(overrule_reason, overruled_by, overruled_at, overrule_level) in (0, 4)),
  -- Only legal may let through what the machine would block.
  check (severity <> 'block' or overrule_level is null or overrule_level = 'legal')
);
create index material_finding_submission on material_finding (submission_id);

create table material_review (
  id uuid primary key,
  submission_id uuid not null references material_submission,
  level text not null check (level in ('self', 'department', 'legal')),
  state text not null check (state in ('waiting', 'claimed', 'approved', 'returned', 'withdrawn')),
  -- Whose department-level reviewers see it; null: those of every department, because the own one has nobody left.
  department_id uuid references department,
  reviewer_id uuid references person,
  opened_at timestamptz(3) not null,
  claimed_at timestamptz(3),
  decided_at timestamptz(3),
  -- The promise of the moment it was opened; null at the author's own check.
  due_at timestamptz(3),
  obligation_id uuid references obligation,
  reason text check (length(reason) <= 1000),
  unique (submission_id, level),
  check (state not in ('claimed', 'approved', 'returned') or (reviewer_id is not null and claimed_at is not null)),
  check (state not in ('approved', 'returned') or decided_at is not null),
  check (state <> 'waiting' or (reviewer_id is null and claimed_at is null and decided_at is null)),
  check (state <> 'returned' or reason is not null)
);
create index material_review_queue on material_review (level, department_id, due_at) where state in ('waiting', 'claimed');
create index material_review_reviewer on material_review (reviewer_id, state);
create index material_review_decided on material_review (decided_at);

create function guard_material_review() returns trigger language plpgsql as $$
declare
  is_writer boolean;
begin
  if tg_op = 'UPDATE' and old.state in ('approved', 'returned', 'withdrawn') then
    raise exception 'a decided review is never changed'
      using errcode = 'integrity_constraint_violation', constraint = 'review_decided_once';
  end if;
  if new.reviewer_id is null then
    return new;
  end if;
  select exists (
    select from material_submission s join material m on m.id = s.material_id
    where s.id = new.submission_id and (
      m.author_id = new.reviewer_id or exists (
        select from material_version v
        where v.material_id = s.material_id and v.version <= s.version and v.saved_by = new.reviewer_id
      )
    )
  ) into is_writer;
  if new.level = 'self' and not is_writer then
    raise exception 'only who wrote it makes the self-check'
      using errcode = 'integrity_constraint_violation', constraint = 'review_self_check_by_writer';
  end if;
  if new.level <> 'self' and is_writer then
    raise exception 'nobody reviews their own work'
      using errcode = 'integrity_constraint_violation', constraint = 'review_not_own_work';
  end if;
  if new.state = 'approved' and exists (
    select from material_review other
    where other.submission_id = new.submission_id and other.id <> new.id
      and other.reviewer_id = new.reviewer_id and other.state = 'approved'
  ) then
    raise exception 'one person does not pass two levels'
      using errcode = 'integrity_constraint_violation', constraint = 'review_one_level_each';
  end if;
  return new;
end $$;
create trigger material_review_guard before insert or update on material_review
  for each row execute function guard_material_review();
create trigger material_review_kept before delete or truncate on material_review
  for each statement execute function refuse_change();

create table material_approval (
  id uuid primary key,
  submission_id uuid not null unique,
  material_id uuid not null,
  version integer not null,
  digest text not null,
  approved_at timestamptz(3) not null,
  approved_by uuid not null references person,
  unique (material_id, version),
  unique (id, material_id, version, digest),
  foreign key (submission_id, digest) references material_submission (id, digest),
  foreign key (material_id, version) references material_version (material_id, version)
);

create function guard_material_approval() returns trigger language plpgsql as $$
begin
  if (
    select count(distinct r.reviewer_id) from material_review r
    where r.submission_id = new.submission_id and r.state = 'approved'
  ) <> 3 or not exists (
    select from material_version v
    where v.material_id = new.material_id and v.version = new.version and v.digest = new.digest
  ) then
    raise exception 'an approval needs three people who passed this text'
      using errcode = 'integrity_constraint_violation', constraint = 'approval_by_three';
  end if;
  return new;
end $$;
create trigger material_approval_guard before insert on material_approval
  for each row execute function guard_material_approval();
create trigger material_approval_append_only before update or delete or truncate on material_approval
  for each statement execute function refuse_change();

create table material_publication (
  id uuid primary key,
  material_id uuid not null,
  version integer not null,
  approval_id uuid not null,
  digest text not null,
  account_id uuid not null references marketing_account,
  url text not null check (length(url) <= 1000 and url like 'https://%'),
  published_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  recorded_by uuid not null references person,
  taken_down_at timestamptz(3),
  taken_down_by uuid references person,
  taken_down_reason text check (length(taken_down_reason) between 1 and 1000),
  -- What is out is what was approved, to the letter.
  foreign key (approval_id, material_id, version, digest) references material_approval (id, material_id, version, digest),
  unique (account_id, url),
  check (num_nulls(taken_down_at, taken_down_by, taken_down_reason) in (0, 3))
);
create index material_publication_material on material_publication (material_id);
create index material_publication_published on material_publication (published_at desc);
create function guard_material_publication() returns trigger language plpgsql as $$
begin
  if (new.id, new.material_id, new.version, new.approval_id, new.digest, new.account_id, new.url, new.published_at,
      new.recorded_at, new.recorded_by)
    is distinct from
     (old.id, old.material_id, old.version, old.approval_id, old.digest, old.account_id, old.url, old.published_at,
      old.recorded_at, old.recorded_by)
    or old.taken_down_at is not null
  then
    raise exception 'a publication record only takes its takedown'
      using errcode = 'integrity_constraint_violation', constraint = 'publication_record_kept';
  end if;
  return new;
end $$;
create trigger material_publication_guard before update on material_publication
  for each row execute function guard_material_publication();
create trigger material_publication_kept before delete or truncate on material_publication
  for each statement execute function refuse_change();

-- How long each level may take, by department; without a row the default holds.
create table review_setting (
  department_id uuid primary key references department,
  department_minutes integer not null check (department_minutes between 1 and 10080),
  legal_minutes integer not null check (legal_minutes between 1 and 10080),
  updated_at timestamptz(3) not null,
  updated_by uuid not null references person
);
