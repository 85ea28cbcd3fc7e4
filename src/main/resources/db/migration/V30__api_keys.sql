-- API keys that are hashed with a secret, expire and tell when they were last used. The columns are nullable or have a constant default:
-- adding them takes a moment's lock each.

-- A random secret of this installation, encrypted with the keys of the tokens (JWE).
create table server_secret (
  only_row          boolean     not null primary key default true constraint server_secret_has_one_row check (only_row),
  secret            text        not null,
  key_id            text        not null
);

alter table api_key
  -- the service hashes what is still SHA-256 once more, with its secret, at its next start
  add column hashed_with text not null default 'SHA-256' constraint api_key_hashed_with check (hashed_with in ('SHA-256', 'SERVER_SECRET')),
  add column expires_at timestamptz,
  add column last_used_at timestamptz;
