-- Changes of the permission matrix: drafted by one administrator, confirmed by a second.

create table matrix_draft (
  id uuid primary key,
  -- Number of the version that it starts from; 0 is the matrix as it ships.
  base integer not null check (base >= 0),
  -- [{ post, permission, given }]
  changes jsonb not null check (jsonb_array_length(changes) between 1 and 200),
  reason text not null check (length(reason) between 2 and 500),
  drafted_by uuid not null references person,
  drafted_at timestamptz(3) not null,
  state text not null check (state in ('open', 'confirmed', 'discarded')),
  decided_by uuid references person,
  decided_at timestamptz(3),
  check ((state = 'open') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  constraint matrix_draft_second_person check (state <> 'confirmed' or decided_by <> drafted_by)
);
create unique index matrix_draft_open on matrix_draft (state) where state = 'open';
create index matrix_draft_drafted_by on matrix_draft (drafted_by);
create index matrix_draft_decided_by on matrix_draft (decided_by);

-- What was drafted stays as it was; it is decided once.
create function guard_matrix_draft() returns trigger language plpgsql as $$
begin
  if old.state <> 'open' or new.id <> old.id or new.base <> old.base or new.changes <> old.changes
    or new.reason <> old.reason or new.drafted_by <> old.drafted_by or new.drafted_at <> old.drafted_at then
    raise exception 'a draft of the matrix is decided once and never rewritten'
      using errcode = 'integrity_constraint_violation', constraint = 'matrix_draft_kept';
  end if;
  return new;
end $$;
create trigger matrix_draft_guard before update on matrix_draft
  for each row execute function guard_matrix_draft();
create trigger matrix_draft_no_delete before delete or truncate on matrix_draft
  for each statement execute function refuse_change();

-- What the company changed of the matrix as it ships. The last one counts.
create table matrix_version (
  number integer primary key check (number >= 1),
  draft_id uuid not null unique references matrix_draft,
  -- Everything that differs: [{ post, permission, given, since }]
  changes jsonb not null check (jsonb_array_length(changes) <= 2000),
  -- SHA-256 of the changes: servers know by it whether they have read them.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  in_force_at timestamptz(3) not null
);

create function guard_matrix_version() returns trigger language plpgsql as $$
begin
  if not exists (
    select from matrix_draft d
    where d.id = new.draft_id and d.state = 'confirmed' and d.base = new.number - 1 and d.decided_by <> d.drafted_by
  ) or new.number <> 1 + coalesce((select max(number) from matrix_version), 0) then
    raise exception 'a version of the matrix follows the one before and needs a draft that a second person confirmed'
      using errcode = 'integrity_constraint_violation', constraint = 'matrix_version_confirmed';
  end if;
  return new;
end $$;
create trigger matrix_version_guard before insert on matrix_version
  for each row execute function guard_matrix_version();
create trigger matrix_version_append_only before update or delete or truncate on matrix_version
  for each statement execute function refuse_change();

-- When a person last used a right, written once a day at most. Kept without a reference, so that no use waits for a change
-- of the person.
create table right_use (
  person_id uuid not null,
  permission text not null check (length(permission) <= 100),
  first_used_at timestamptz(3) not null,
  last_used_at timestamptz(3) not null check (last_used_at >= first_used_at),
  primary key (person_id, permission)
);
create index right_use_first on right_use (first_used_at);

-- A post for some hours: given by an administrator, or taken by the person in an emergency ("break glass").
create table temporary_post (
  id uuid primary key,
  person_id uuid not null references person,
  post text not null check (length(post) between 1 and 60),
  kind text not null check (kind in ('given', 'taken')),
  reason text not null check (length(reason) between 2 and 500),
  given_by uuid not null references person,
  starts_at timestamptz(3) not null,
  -- From this moment on it opens nothing, whether or not a job has noted its end.
  ends_at timestamptz(3) not null,
  -- When its end was put on record, or brought forward.
  ended_at timestamptz(3) check (ended_at >= starts_at),
  -- Null when it ran out by itself.
  ended_by uuid references person,
  -- What was taken is looked at afterwards by an administrator who did not take it.
  obligation_id uuid,
  review_due_at timestamptz(3),
  reviewed_at timestamptz(3),
  reviewed_by uuid references person,
  review_note text check (length(review_note) between 2 and 500),
  check (ends_at > starts_at and ends_at <= starts_at + interval '72 hours'),
  check (kind = 'given' or ends_at <= starts_at + interval '24 hours'),
  check (kind = 'given' or review_due_at is not null),
  check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (review_note is null)),
  constraint temporary_post_second_person check ((kind = 'taken') = (given_by = person_id)),
  constraint temporary_post_reviewed_by_other check (reviewed_by <> person_id)
);
create index temporary_post_running on temporary_post (person_id, ends_at) where ended_at is null;
create index temporary_post_ends on temporary_post (ends_at) where ended_at is null;
create index temporary_post_starts on temporary_post (starts_at);

-- Who, what, why and until when are facts; an end is never moved back.
create function guard_temporary_post() returns trigger language plpgsql as $$
begin
  if (new.id, new.person_id, new.post, new.kind, new.reason, new.given_by, new.starts_at, new.ends_at)
      is distinct from (old.id, old.person_id, old.post, old.kind, old.reason, old.given_by, old.starts_at, old.ends_at)
    or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
    or (old.reviewed_at is not null and new.reviewed_at is distinct from old.reviewed_at) then
    raise exception 'a temporary post is never prolonged, reopened or rewritten'
      using errcode = 'integrity_constraint_violation', constraint = 'temporary_post_kept';
  end if;
  return new;
end $$;
create trigger temporary_post_guard before update on temporary_post
  for each row execute function guard_temporary_post();
create trigger temporary_post_no_delete before delete or truncate on temporary_post
  for each statement execute function refuse_change();

-- Once a quarter every post that somebody holds is confirmed or withdrawn.
create table access_review (
  id uuid primary key,
  quarter text not null unique check (quarter ~ '^[0-9]{4}Q[1-4]$'),
  opened_at timestamptz(3) not null,
  due_at timestamptz(3) not null check (due_at > opened_at),
  closed_at timestamptz(3)
);
create index access_review_open on access_review (due_at) where closed_at is null;

-- What one group of people decides on: the heads of a department, or (null) the security administrators.
create table access_review_part (
  id uuid primary key,
  review_id uuid not null references access_review,
  department_id uuid references department,
  obligation_id uuid not null,
  unique nulls not distinct (review_id, department_id)
);
create index access_review_part_department on access_review_part (department_id);

create table access_review_item (
  id uuid primary key,
  part_id uuid not null references access_review_part,
  person_id uuid not null references person,
  post text not null check (length(post) between 1 and 60),
  since timestamptz(3) not null,
  -- As it was known when the review began.
  last_used_at timestamptz(3),
  unused boolean not null,
  -- lapsed: nobody confirmed it in time; kept: nobody did, but the last administrator stays; gone: it was not held any more.
  decision text check (decision in ('confirmed', 'withdrawn', 'lapsed', 'kept', 'gone')),
  decided_by uuid references person,
  decided_at timestamptz(3),
  reason text check (length(reason) between 2 and 500),
  unique (part_id, person_id, post),
  check ((decision is null) = (decided_at is null)),
  check ((decision in ('confirmed', 'withdrawn')) = (decided_by is not null)),
  check (decision <> 'withdrawn' or reason is not null),
  constraint access_review_not_oneself check (decided_by <> person_id)
);
create index access_review_item_person on access_review_item (person_id);
create index access_review_item_decided_by on access_review_item (decided_by);
create index access_review_item_open on access_review_item (part_id) where decision is null;

create function guard_access_review_item() returns trigger language plpgsql as $$
begin
  if old.decision is not null
    or (new.part_id, new.person_id, new.post) is distinct from (old.part_id, old.person_id, old.post) then
    raise exception 'an item of an access review is decided once'
      using errcode = 'integrity_constraint_violation', constraint = 'access_review_decided_once';
  end if;
  return new;
end $$;
create trigger access_review_item_guard before update on access_review_item
  for each row execute function guard_access_review_item();
create trigger access_review_item_no_delete before delete or truncate on access_review_item
  for each statement execute function refuse_change();
