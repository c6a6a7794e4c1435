-- Imports of customers. What is uploaded is clear personal data: it lies sealed under a key for each import, and the key is
-- destroyed when the import ends.
create table customer_import (
  id uuid primary key,
  department_id uuid not null references department,
  via text not null check (via in ('file', 'wecom')),
  state text not null check (state in
    ('uploading', 'fetching', 'uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'discarded', 'expired', 'unreadable')),
  -- An envelope around the key of name, headings, slices and chunks. Null once it was destroyed.
  data_key bytea check (length(data_key) <= 400),
  file_name bytea check (length(file_name) <= 1000),
  headings bytea check (length(headings) <= 40000),
  format text check (format in ('csv', 'xlsx', 'json')),
  size integer not null check (size between 0 and 268435456),
  received integer not null check (received between 0 and size),
  -- HMAC of the file under a key that is not here: proves which file it was, and tells nothing of it.
  digest bytea check (length(digest) = 32),
  -- Where the rows come from and by what right they may be kept. None of it holds personal data.
  source text not null check (source in ('form', 'store', 'phone', 'online-shop', 'wecom', 'event', 'partner', 'other')),
  source_detail text not null check (length(source_detail) between 1 and 200),
  basis text not null check (basis in ('consent', 'contract', 'legal-duty')),
  evidence text not null check (length(evidence) between 1 and 500),
  evidence_at timestamptz(3) not null,
  separate_consent boolean not null,
  guardian_consent boolean not null,
  duplicates text not null check (duplicates in ('fill', 'overwrite', 'skip', 'refuse')),
  -- Which kind each column holds; null for one that is left out.
  columns jsonb,
  -- How far the check has read, and what it found.
  position jsonb,
  read_permille integer not null check (read_permille between 0 and 1000),
  rows_read integer not null check (rows_read >= 0),
  rows_ready integer not null check (rows_ready >= 0),
  rows_faulty integer not null check (rows_faulty >= 0),
  twice_in_file integer not null check (twice_in_file >= 0),
  known_already integer not null check (known_already >= 0),
  faults integer not null check (faults >= 0),
  chunks integer not null check (chunks >= 0),
  -- How far the rows are written, and what became of them.
  chunks_done integer not null check (chunks_done between 0 and chunks),
  added integer not null check (added >= 0),
  merged integer not null check (merged >= 0),
  skipped integer not null check (skipped >= 0),
  refused integer not null check (refused >= 0),
  -- Why a file could not be read: a code, for the sentence.
  why text check (length(why) <= 40),
  why_row integer,
  begun_by uuid references person,
  -- The API key that began it, where no person did.
  begun_by_key uuid,
  begun_at timestamptz(3) not null,
  confirmed_by uuid references person,
  confirmed_at timestamptz(3),
  moved_at timestamptz(3) not null,
  ended_at timestamptz(3),
  check ((begun_by is null) <> (begun_by_key is null)),
  check ((ended_at is not null) = (state in ('done', 'cancelled', 'discarded', 'expired', 'unreadable'))),
  check ((ended_at is not null) = (data_key is null))
);
create index customer_import_begun on customer_import (department_id, begun_at desc, id);
create index customer_import_begun_by on customer_import (begun_by);
create index customer_import_confirmed_by on customer_import (confirmed_by);
create index customer_import_open on customer_import (moved_at) where ended_at is null;

-- The file as it came, in sealed slices.
create table customer_import_slice (
  import_id uuid not null references customer_import,
  from_byte integer not null check (from_byte >= 0),
  size integer not null check (size between 1 and 1048576),
  bytes bytea not null check (length(bytes) <= 1049000),
  primary key (import_id, from_byte)
);

-- Rows that passed the check, as they will be written; sealed.
create table customer_import_chunk (
  import_id uuid not null references customer_import,
  number integer not null check (number >= 1),
  size integer not null check (size between 1 and 1000),
  sealed bytea not null check (length(sealed) <= 1049000),
  primary key (import_id, number)
);

-- Keyed digests of the numbers in a file, to find one that comes twice. The first row that has it.
create table customer_import_key (
  import_id uuid not null references customer_import,
  digest bytea not null check (length(digest) = 16),
  row_number integer not null,
  primary key (import_id, digest)
);

-- What is wrong, without a value: row, column, kind and code.
create table customer_import_fault (
  import_id uuid not null references customer_import,
  number integer not null check (number >= 1),
  row_number integer not null,
  column_number integer check (column_number between 1 and 1000),
  kind text check (length(kind) between 1 and 30),
  code text not null check (length(code) between 1 and 40),
  other_row integer,
  primary key (import_id, number)
);

-- By which import somebody came in.
alter table customer add column import_id uuid references customer_import;
create index customer_import_id on customer (import_id) where import_id is not null;
