-- The vault: customers, whose personal data lie sealed under a key for each of them.
create table customer (
  id uuid primary key,
  department_id uuid not null references department,
  -- An envelope around the key of this person's fields. Null once it was destroyed: then no copy of a field opens any more.
  data_key bytea check (length(data_key) <= 400),
  state text not null check (state in ('active', 'restricted', 'erased')),
  -- Where the data come from, and by what right they are here. Neither holds personal data.
  source text not null check (source in ('form', 'store', 'phone', 'online-shop', 'wecom', 'event', 'partner', 'other')),
  source_detail text not null check (length(source_detail) between 1 and 200),
  basis text not null check (basis in ('consent', 'contract', 'legal-duty')),
  evidence text not null check (length(evidence) between 1 and 500),
  evidence_at timestamptz(3) not null,
  separate_consent boolean not null,
  guardian_consent boolean not null,
  -- Under fourteen when last written.
  minor boolean not null,
  -- Until when the law demands keeping, and which.
  kept_until date,
  kept_for text check (kept_for in ('transaction', 'accounting', 'dispute')),
  registered_by uuid references person,
  registered_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  erasure_asked_by uuid references person,
  erasure_asked_at timestamptz(3),
  erasure_reason text check (length(erasure_reason) between 1 and 500),
  erased_at timestamptz(3),
  check ((state = 'erased') = (data_key is null)),
  check ((state = 'erased') = (erased_at is not null)),
  check ((kept_until is null) = (kept_for is null)),
  check ((erasure_asked_at is null) = (erasure_reason is null))
);
create index customer_registered on customer (department_id, registered_at desc, id);
create index customer_registered_by on customer (registered_by);
create index customer_erasure_asked_by on customer (erasure_asked_by);

create table customer_field (
  customer_id uuid not null references customer,
  kind text not null check (length(kind) between 1 and 30),
  -- Sealed under the customer's key, bound to kind and customer.
  value bytea not null check (length(value) <= 4000),
  -- Keyed digests by which a value is found; null where the kind is not searched.
  exact_index bytea check (length(exact_index) = 32),
  last_four_index bytea check (length(last_four_index) = 32),
  primary key (customer_id, kind)
);
create index customer_field_exact on customer_field (kind, exact_index) where exact_index is not null;
create index customer_field_last_four on customer_field (kind, last_four_index) where last_four_index is not null;

-- How much one person may read; one row, or the defaults.
create table vault_setting (
  id integer primary key check (id = 1),
  fields_an_hour integer not null check (fields_an_hour between 1 and 1000),
  searches_an_hour integer not null check (searches_an_hour between 1 and 1000),
  shown_seconds integer not null check (shown_seconds between 10 and 300),
  updated_by uuid references person,
  updated_at timestamptz(3) not null
);
create index vault_setting_updated_by on vault_setting (updated_by);

-- A list or a search shows several customers by one entry: the record of one customer finds it by this.
create index ledger_entry_customers_shown on ledger_entry using gin ((detail -> 'customers'))
  where subject_kind = 'customers';
