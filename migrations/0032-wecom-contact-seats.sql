-- Members of WeCom who may have customers there (客户联系), as WeCom said when it was last asked.
create table wecom_contact_seat (
  member text primary key check (length(member) between 1 and 64),
  -- Who has this member id, as far as the program knew when it asked.
  person_id uuid references person,
  first_seen_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  -- The obligation to register or take back a seat that the register does not have.
  obligation_id uuid
);
create index wecom_contact_seat_person on wecom_contact_seat (person_id);
