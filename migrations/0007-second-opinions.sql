-- What others say about a round: text-safety services and language models, asked in a job, beside the machine's own
-- findings. An opinion may raise what the machine decided and never lowers it.

create table material_opinion (
  id uuid primary key,
  submission_id uuid not null references material_submission,
  provider text not null check (length(provider) between 1 and 40),
  state text not null check (state in ('waiting', 'given', 'missing')),
  opened_at timestamptz(3) not null,
  -- How often it was asked for in vain.
  failures integer not null default 0 check (failures between 0 and 100),
  -- When the last answer, or the last failure, came.
  answered_at timestamptz(3),
  decision text check (decision in ('pass', 'review', 'block')),
  labels jsonb not null,
  reasons jsonb not null,
  score integer check (score between 0 and 100),
  -- By which the service finds the request again.
  request_id text check (length(request_id) <= 200),
  -- Whether it made a person necessary where the machine had found nothing.
  raised boolean not null default false,
  missing_reason text check (length(missing_reason) between 1 and 40),
  -- When it is asked for again; null when no more.
  next_attempt_at timestamptz(3),
  unique (submission_id, provider),
  check ((state = 'given') = (decision is not null)),
  check ((state = 'given') = (request_id is not null)),
  check ((state = 'missing') = (missing_reason is not null)),
  check ((state = 'waiting') = (answered_at is null)),
  check (state = 'missing' or next_attempt_at is null),
  check (not raised or decision <> 'pass')
);

create function guard_material_opinion() returns trigger language plpgsql as $$
begin
  if old.state = 'given' then
    raise exception 'an opinion that was given is never changed'
      using errcode = 'integrity_constraint_violation', constraint = 'opinion_given_once';
  end if;
  return new;
end $$;
create trigger material_opinion_guard before update on material_opinion
  for each row execute function guard_material_opinion();
create trigger material_opinion_kept before delete or truncate on material_opinion
  for each statement execute function refuse_change();

-- A finding that stands for an opinion which raised the decision: answered and overruled like any other.
alter table material_finding add column opinion_id uuid references material_opinion;
create unique index material_finding_opinion on material_finding (opinion_id) where opinion_id is not null;
