-- The device that a sign-in was begun at, as a keyed digest: its second factor is taken from there and from nowhere else.
-- A ticket lives for five minutes; whoever waits on one signs in anew.
delete from sign_in_ticket;
alter table sign_in_ticket add column device_digest bytea not null check (length(device_digest) = 32);
