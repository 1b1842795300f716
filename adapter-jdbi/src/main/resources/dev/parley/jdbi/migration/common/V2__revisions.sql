-- With which revision of its account a member came, and with which it read on last. Members from before have none, and need none:
-- nobody who listens now was told of less.

alter table parley_member add column joined_revision bigint default 0 not null;
alter table parley_member add column read_revision bigint default 0 not null;
