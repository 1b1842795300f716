-- Who has blocked whom.

create table if not exists parley_block (
    account_id  bigint                   not null,
    blocked_id  bigint                   not null,
    blocked_at  timestamp with time zone not null,
    primary key (account_id, blocked_id),
    constraint parley_block_account_known foreign key (account_id) references parley_account (id),
    constraint parley_block_blocked_known foreign key (blocked_id) references parley_account (id)
);

create index if not exists parley_block_blocked on parley_block (blocked_id);
