-- Whoever answered for a credential knows its value until it is replaced, like whoever looked at it.
alter table credential_reveal drop constraint credential_reveal_reason_check;
alter table credential_reveal add constraint credential_reveal_reason_check
  check (reason in ('publish', 'platform-check', 'incident', 'handover', 'other', 'former-owner'));
