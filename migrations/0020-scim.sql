-- People whom a directory outside brought, or has spoken of, by SCIM.

create table scim_person (
  person_id uuid primary key references person,
  -- When the directory brought the person, or first changed somebody who was here already.
  since timestamptz(3) not null,
  -- Whether the directory brought them.
  brought boolean not null,
  -- When it said that they have left.
  left_at timestamptz(3),
  -- When it deleted them; while they are out, it is not shown them any more.
  deleted_at timestamptz(3)
);
-- How many it brought, and let go, in a day.
create index scim_person_since on scim_person (since);
create index scim_person_left_at on scim_person (left_at);
