-- What people outside are told of their requests, and the number or address for it until the last of it was told.

-- An envelope around the contact that was proven; bound to its row.
alter table rights_session add column sealed_contact bytea check (length(sealed_contact) <= 1500);

-- The contact on file that the request came with, for telling the person, also after the customer was erased.
alter table rights_request add column contact_kind text check (contact_kind in ('mobile', 'email'));
alter table rights_request add column sealed_contact bytea check (length(sealed_contact) <= 1500);
alter table rights_request add check (sealed_contact is null or (contact_kind is not null and destroyed_at is null));

create table rights_news (
  id uuid primary key,
  request_id uuid not null references rights_request,
  about text not null check (about in ('received', 'question', 'answer')),
  -- `sending`: a job is at it; `by-hand`: no way to send it, a colleague tells the person; `dropped`: something newer took its place.
  state text not null check (state in ('sending', 'by-hand', 'sent', 'told', 'dropped')),
  way text check (way in ('sms', 'mail', 'phone', 'letter', 'visit')),
  -- How it was told by hand: no personal data.
  note text check (length(note) between 4 and 500),
  obligation_id uuid references obligation,
  made_at timestamptz(3) not null,
  settled_at timestamptz(3),
  settled_by uuid references person,
  check ((state in ('sent', 'told', 'dropped')) = (settled_at is not null)),
  check ((state in ('sent', 'told')) = (way is not null)),
  check ((state = 'told') = (note is not null))
);
create index rights_news_request on rights_news (request_id, made_at);
create index rights_news_open on rights_news (made_at) where state in ('sending', 'by-hand');
create index rights_news_obligation on rights_news (obligation_id);
create index rights_news_settled_by on rights_news (settled_by);
