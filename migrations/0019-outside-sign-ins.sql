-- Sign-ins that are under way at a provider outside, and through which of them somebody signed in.

-- From the click on a provider's button until the browser comes back: ten minutes, once, in the same browser. What the
-- provider is sent besides (nonce, PKCE verifier) is derived from the state, which only the browser has.
create table authorization_request (
  state_digest bytea primary key check (length(state_digest) = 32),
  provider text not null check (provider in ('oidc', 'wecom', 'dingtalk', 'feishu')),
  -- Who links an identity of theirs; null where somebody signs in.
  person_id uuid references person,
  device_digest bytea not null check (length(device_digest) = 32),
  expires_at timestamptz(3) not null
);
create index authorization_request_person on authorization_request (person_id);

-- Who somebody is in a contact book outlives the right to sign in by it: a leaver's account there has still to be found.
alter table outside_identity
  add column may_sign_in boolean not null default true;

-- Null where it began with a password or a passkey.
alter table sign_in
  add column provider text check (provider in ('oidc', 'wecom', 'dingtalk', 'feishu'));
