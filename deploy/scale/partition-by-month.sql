-- Turns the table of messages into one that is partitioned by the calendar month in Beijing. Run once, by the owner of the tables,
-- with the program stopped, on PostgreSQL 15 or later: psql --single-transaction -v ON_ERROR_STOP=1 -f partition-by-month.sql
-- The columns and keys stay as they are, and so does every statement of the program; its job outreach.make-partitions makes the
-- partitions of the next three months every night. How long it takes: about as long as it takes to write the table once.

alter table outreach_send rename to outreach_send_plain;
alter index outreach_send_pkey rename to outreach_send_plain_pkey;
alter index outreach_send_id rename to outreach_send_plain_id;
alter index outreach_send_settled rename to outreach_send_plain_settled;

create table outreach_send (like outreach_send_plain including defaults including constraints) partition by range (month);
alter table outreach_send add primary key (subject, month, id);

do $$
declare
  this_month date := date_trunc('month', now() at time zone 'Asia/Shanghai');
  month date;
begin
  select date_trunc('month', coalesce(min(plain.month), this_month)) into month from outreach_send_plain as plain;
  while month <= greatest(this_month, (select max(plain.month) from outreach_send_plain as plain)) + interval '3 months' loop
    execute format(
      'create table %I partition of outreach_send for values from (%L) to (%L)',
      'outreach_send_' || to_char(month, 'YYYYMM'), month, month + interval '1 month'
    );
    month := month + interval '1 month';
  end loop;
end
$$;

insert into outreach_send select * from outreach_send_plain;
drop table outreach_send_plain;

create index outreach_send_id on outreach_send (id);
create index outreach_send_settled on outreach_send (settled_at) where state = 'confirmed';
analyze outreach_send;
