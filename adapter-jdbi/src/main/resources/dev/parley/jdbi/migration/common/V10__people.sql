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

-- What somebody says of himself, and in which colour his picture is drawn.

alter table parley_account add column if not exists about character varying(1024);
alter table parley_account add column if not exists colour character varying(16);

-- Since when an account is being erased, or is. Its username_key goes last, so that it is found again where that broke off.

alter table parley_account add column if not exists erased_at timestamp with time zone;

-- What members have reported to administrators.

create table if not exists parley_report (
    id               bigint                   not null primary key,
    message_id       bigint                   not null,
    conversation_id  bigint                   not null,
    reporter_id      bigint                   not null,
    reason           character varying(1024)  not null,
    reported_at      timestamp with time zone not null,
    resolved_at      timestamp with time zone,
    constraint parley_report_once_unique unique (message_id, reporter_id),
    constraint parley_report_message_known foreign key (message_id) references parley_message (id),
    constraint parley_report_reporter_known foreign key (reporter_id) references parley_account (id)
);

create index if not exists parley_report_open on parley_report (resolved_at, id);
create index if not exists parley_report_reporter on parley_report (reporter_id);
create index if not exists parley_report_conversation on parley_report (conversation_id);
