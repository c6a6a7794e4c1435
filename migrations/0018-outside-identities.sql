-- Who a person is elsewhere: at a sign-in provider, in WeCom's contact book, in the directory that staff come from.

create table outside_identity (
  provider text not null check (provider in ('oidc', 'wecom', 'dingtalk', 'feishu', 'scim')),
  -- The same for the same person for ever, within this provider.
  subject text not null check (length(subject) between 1 and 256),
  person_id uuid not null references person,
  linked_at timestamptz(3) not null,
  -- Null where a directory said it.
  linked_by uuid references person,
  primary key (provider, subject),
  unique (person_id, provider)
);
