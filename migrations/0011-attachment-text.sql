-- The text of attached documents is checked like the copy: what a file says, read once, and findings within a file.

-- What was read out of a file, by its digest: the same bytes say the same, so that no file is read twice.
create table attachment_text (
  digest text primary key references file,
  -- Which reader read it; what an older one read is read again.
  reader integer not null check (reader between 1 and 1000000),
  -- Why it cannot be read.
  fault text check (length(fault) between 1 and 40),
  -- The text with its places: JSON, gzip.
  document bytea check (octet_length(document) <= 16777216),
  check (num_nulls(fault, document) = 1)
);

alter table material_finding
  add column attachment_digest text check (attachment_digest ~ '^[0-9a-f]{64}$'),
  add column attachment_name text check (length(attachment_name) between 1 and 200),
  -- Where in the file, as a reader counts: 第3段, 第2页, Sheet1!B4.
  add column attachment_place text check (length(attachment_place) <= 200),
  drop constraint material_finding_field_check,
  add constraint material_finding_field_check check (field in ('title', 'copy', 'attachment')),
  add constraint material_finding_attachment_check check (
    num_nulls(attachment_digest, attachment_name, attachment_place) = case field when 'attachment' then 0 else 3 end
  );
