-- The register of marketing accounts: which account, on which platform, in whose hands.
create table marketing_account (
  id uuid primary key,
  platform text not null check (platform in (
    'wechat-official', 'wecom', 'weibo', 'douyin', 'xiaohongshu', 'wechat-channels', 'moments', 'sms', 'other'
  )),
  name text not null check (length(name) between 1 and 100),
  -- The account's id at the platform, where it has one.
  platform_id text check (length(platform_id) between 1 and 100),
  department_id uuid not null references department,
  owner_id uuid not null references person,
  -- A core account needs the strongest sign-in.
  core boolean not null,
  state text not null check (state in ('active', 'closed')),
  registered_at timestamptz(3) not null,
  unique (platform, platform_id)
);
create index marketing_account_name on marketing_account (name, id);
create index marketing_account_owner on marketing_account (owner_id);
create index marketing_account_department on marketing_account (department_id);
