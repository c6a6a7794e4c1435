-- Posts that people asked for, for some hours. What was asked stays as it was asked; somebody else decides, once.
create table temporary_post_request (
  id uuid primary key,
  person_id uuid not null references person,
  post text not null check (length(post) between 1 and 60),
  hours integer not null check (hours between 1 and 72),
  reason text not null check (length(reason) between 2 and 500),
  asked_at timestamptz(3) not null,
  obligation_id uuid not null,
  state text not null check (state in ('open', 'given', 'declined', 'withdrawn')),
  decided_at timestamptz(3),
  -- Null where the person withdrew it.
  decided_by uuid references person,
  note text check (length(note) between 2 and 500),
  -- What came of it.
  temporary_post_id uuid references temporary_post,
  check ((state = 'open') = (decided_at is null)),
  check ((state in ('given', 'declined')) = (decided_by is not null)),
  check ((state = 'given') = (temporary_post_id is not null)),
  check ((state = 'declined') = (note is not null)),
  constraint temporary_post_request_second_person check (decided_by <> person_id)
);
create unique index temporary_post_request_open on temporary_post_request (person_id, post) where state = 'open';
create index temporary_post_request_asked on temporary_post_request (asked_at desc);
create index temporary_post_request_person on temporary_post_request (person_id, asked_at desc);
