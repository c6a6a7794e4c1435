-- Requests of people outside about their personal data, the copies made for them, and how long data are kept.

-- A term in days is reckoned anew when the holidays of a year become known, so it is kept; null for the obligations of before
-- and where a person chose the moment. `pauses`: [{from, to}] in ISO 8601, those that are over.
alter table obligation add column term jsonb;
alter table obligation add column pauses jsonb not null default '[]';
create index obligation_provisional on obligation (id) where provisional and state in ('open', 'paused');

-- A code on its way to a number or address that somebody typed, on file or not: both have the same row.
create table rights_proof (
  id uuid primary key,
  -- HMAC of the token by which the page names it.
  token_digest bytea not null unique check (length(token_digest) = 32),
  kind text not null check (kind in ('mobile', 'email')),
  -- An envelope around what was typed and the code; bound to this row.
  sealed bytea not null check (length(sealed) <= 1500),
  code_digest bytea not null check (length(code_digest) = 32),
  failures integer not null check (failures between 0 and 5),
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index rights_proof_expires on rights_proof (expires_at);

-- How often codes were asked for: by an address or from a network, both as an HMAC.
create table rights_turn (
  key bytea primary key check (length(key) = 32),
  sent timestamptz(3)[] not null check (cardinality(sent) <= 100),
  last_at timestamptz(3) not null
);
create index rights_turn_last on rights_turn (last_at);

-- Who proved to be the owner of a number or address; good for this long and in one page alone.
create table rights_session (
  id uuid primary key,
  token_digest bytea not null unique check (length(token_digest) = 32),
  kind text not null check (kind in ('mobile', 'email')),
  -- Customers with that number or address when it was proven.
  subjects uuid[] not null check (cardinality(subjects) <= 20),
  -- HMAC of the number or address, by which requests made with it are found.
  contact_key bytea not null check (length(contact_key) = 32),
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index rights_session_contact on rights_session (contact_key);
create index rights_session_expires on rights_session (expires_at);

create table rights_request (
  id uuid primary key,
  -- What people quote on the telephone.
  number text not null unique check (length(number) between 8 and 20),
  kind text not null check (kind in ('access', 'correct', 'delete', 'export', 'withdraw', 'object')),
  source text not null check (source in ('page', 'phone', 'letter', 'mail', 'visit')),
  state text not null check (state in ('received', 'proven', 'working', 'waiting', 'answered', 'refused', 'withdrawn')),
  -- Whose it is; null while more than one customer fits and nobody has said which.
  subject uuid,
  candidates uuid[] not null check (cardinality(candidates) <= 20),
  -- HMAC of the number or address that it came with; by it the person finds the answer, also when nothing else is kept.
  contact_key bytea check (length(contact_key) = 32),
  proven_by text check (proven_by in ('code-mobile', 'code-email', 'staff')),
  proof_note text check (length(proof_note) between 4 and 500),
  -- What a withdrawal or objection is about.
  reach text check (reach in ('marketing', 'all')),
  -- Envelopes around what the person wrote: what it is about, corrections, the answer to our question.
  sealed_wish bytea check (length(sealed_wish) <= 20000),
  sealed_reply bytea check (length(sealed_reply) <= 10000),
  question text check (length(question) between 4 and 500),
  received_at timestamptz(3) not null,
  entered_by uuid references person,
  handler_id uuid references person,
  -- Who verified a deletion and handed it over; somebody else decides.
  erasure_asked_by uuid references person,
  obligation_id uuid not null references obligation,
  refusal text check (length(refusal) <= 40),
  -- What we told the person, beside what is said by the outcome.
  note text check (length(note) between 1 and 500),
  -- What was done: sentences with parameters, no personal data.
  outcome jsonb not null,
  ended_at timestamptz(3),
  ended_by uuid references person,
  -- The copy for the person, until it is destroyed.
  sealed_answer bytea check (length(sealed_answer) <= 1200000),
  answer_digest text check (length(answer_digest) = 64),
  -- Until when the person may fetch it; then everything that was written is destroyed.
  open_until timestamptz(3),
  destroyed_at timestamptz(3),
  check ((state in ('answered', 'refused', 'withdrawn')) = (ended_at is not null)),
  check ((state = 'refused') = (refusal is not null)),
  check ((kind in ('withdraw', 'object')) = (reach is not null)),
  check ((ended_at is not null) = (open_until is not null)),
  check (destroyed_at is null or (sealed_wish is null and sealed_reply is null and sealed_answer is null and contact_key is null))
);
create index rights_request_state on rights_request (state, received_at desc, id);
create index rights_request_subject on rights_request (subject);
create index rights_request_candidates on rights_request using gin (candidates);
create index rights_request_contact on rights_request (contact_key) where contact_key is not null;
create index rights_request_entered_by on rights_request (entered_by);
create index rights_request_handler on rights_request (handler_id);
create index rights_request_erasure_asked_by on rights_request (erasure_asked_by);
create index rights_request_ended_by on rights_request (ended_by);
create index rights_request_obligation on rights_request (obligation_id);
create index rights_request_open_until on rights_request (open_until) where destroyed_at is null;

-- How long customers' data are kept after the last change, by basis; the program's own values hold where there is no row.
-- A shorter time is in force only from `in_force_at` on, so that a slip of the hand can be taken back.
create table vault_retention (
  basis text primary key check (basis in ('consent', 'contract', 'legal-duty')),
  months integer not null check (months between 1 and 360),
  before_months integer not null check (before_months between 1 and 360),
  in_force_at timestamptz(3) not null,
  updated_by uuid not null references person,
  updated_at timestamptz(3) not null
);
create index vault_retention_updated_by on vault_retention (updated_by);
create index customer_retention on customer (basis, changed_at) where state = 'active';
create index customer_kept_until on customer (kept_until) where state = 'restricted';
