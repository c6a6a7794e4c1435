-- Exports of customers: asked for, agreed to, made by a job, kept sealed for a day, marked for ever.
create table vault_export (
  id uuid primary key,
  state text not null check (state in ('asked', 'making', 'ready', 'refused', 'withdrawn', 'lapsed', 'destroyed')),
  -- Whose customers; null is every department's.
  department_id uuid references department,
  variant text not null check (variant in ('clear', 'masked')),
  format text not null check (format in ('xlsx', 'csv')),
  kinds jsonb not null check (length(kinds::text) <= 1000),
  -- Which customers; holds no personal data.
  filter jsonb not null check (length(filter::text) <= 50000),
  purpose text not null check (length(purpose) between 1 and 40),
  reason text not null check (length(reason) between 1 and 200),
  -- Whether any field is sensitive.
  sensitive boolean not null,
  -- Whether a second person has to agree.
  needs_agreement boolean not null,
  -- Customers when it was asked for.
  customers integer not null check (customers >= 0),
  asked_by uuid not null references person,
  asked_at timestamptz(3) not null,
  obligation_id uuid references obligation,
  decided_by uuid references person,
  decided_at timestamptz(3),
  decision_reason text check (length(decision_reason) between 1 and 200),
  -- Envelopes: the key of its mark, which stays, and the key of its file, null once that was destroyed.
  mark_key bytea check (length(mark_key) <= 400),
  file_key bytea check (length(file_key) <= 400),
  -- Rows to write and written; null before the customers are picked.
  total integer check (total >= 0),
  done integer not null default 0 check (done >= 0),
  -- Up to which customer they are picked, and up to which place rows are written.
  picked_to uuid,
  written_place bigint,
  written_to uuid,
  moved_at timestamptz(3) not null,
  made_at timestamptz(3),
  -- SHA-256 and bytes of the file as it was handed out.
  file_digest bytea check (length(file_digest) = 32),
  file_size integer check (file_size >= 0),
  expires_at timestamptz(3),
  downloads integer not null default 0 check (downloads between 0 and 100),
  ended_at timestamptz(3),
  check ((made_at is null) = (expires_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'ready' or (file_key is not null and mark_key is not null and made_at is not null))
);
create index vault_export_asked on vault_export (asked_by, asked_at desc);
create index vault_export_department on vault_export (department_id, asked_at desc);
create index vault_export_decided_by on vault_export (decided_by);
create index vault_export_obligation on vault_export (obligation_id);
create index vault_export_under_way on vault_export (state, moved_at) where state in ('asked', 'making', 'ready');

-- Which customers an export holds, and where: what the access record of each shows, and what a leaked file is compared with.
create table vault_export_customer (
  export_id uuid not null references vault_export,
  customer_id uuid not null references customer,
  -- Its place in the order of the file, drawn by the key of the mark; 52 bits.
  place bigint not null check (place >= 0),
  -- The digest by which the mobile was found when the export was made; null for none, and once the customer was erased.
  mobile_index bytea check (length(mobile_index) = 32),
  primary key (export_id, customer_id)
);
create index vault_export_customer_place on vault_export_customer (export_id, place, customer_id);
create index vault_export_customer_of on vault_export_customer (customer_id);
create index vault_export_customer_mobile on vault_export_customer (mobile_index) where mobile_index is not null;

-- The file while it is made and kept: rows as they are written, then the file itself, sealed under the key of the export.
create table vault_export_piece (
  export_id uuid not null references vault_export,
  part text not null check (part in ('rows', 'file')),
  number integer not null check (number >= 0),
  sealed bytea not null check (length(sealed) <= 1100000),
  primary key (export_id, part, number)
);

alter table vault_setting
  -- Rows a person may take out in a day without a second person, and at all.
  add column export_alone integer not null default 500 check (export_alone between 0 and 10000),
  add column export_a_day integer not null default 20000 check (export_a_day between 1 and 100000);
