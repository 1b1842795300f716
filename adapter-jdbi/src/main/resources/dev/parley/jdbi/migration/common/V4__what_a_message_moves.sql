-- An update in H2 takes a row out of each index of its table and puts it in again, also where nothing that the index holds has
-- changed; it keeps an index for each foreign key as well; and each message moves its conversation's counters and its sender's
-- marker. So what a conversation is found by, and how far its members have read, lie in tables of their own.

create table parley_address (
    conversation_id  bigint                 not null primary key,
    pair             character varying(64) ${binary},
    host_key         character varying(255),
    constraint parley_address_pair_unique unique (pair),
    constraint parley_address_host_key_unique unique (host_key),
    constraint parley_address_conversation_known foreign key (conversation_id) references parley_conversation (id)
);

insert into parley_address (conversation_id, pair, host_key)
    select id, pair, host_key from parley_conversation where pair is not null or host_key is not null;

alter table parley_conversation drop constraint parley_conversation_pair_unique;
alter table parley_conversation drop constraint parley_conversation_host_key_unique;
alter table parley_conversation drop column pair;
alter table parley_conversation drop column host_key;

-- A marker is written with its member, and goes with it.
create table parley_marker (
    conversation_id  bigint           not null,
    account_id       bigint           not null,
    read_seq         bigint           not null,
    read_ordinal     bigint           not null,
    unread_from      bigint,
    read_revision    bigint default 0 not null,
    primary key (conversation_id, account_id)
);

insert into parley_marker (conversation_id, account_id, read_seq, read_ordinal, unread_from, read_revision)
    select conversation_id, account_id, read_seq, read_ordinal, unread_from, read_revision from parley_member;

alter table parley_member drop column read_seq;
alter table parley_member drop column read_ordinal;
alter table parley_member drop column unread_from;
alter table parley_member drop column read_revision;

-- H2 lays a table out by its first key where that is one number, and keeps an index for each other one: a change has one index
-- less this way round.

create table parley_log (
    id               bigint                   not null primary key,
    conversation_id  bigint                   not null,
    seq              bigint                   not null,
    kind             character varying(32)    not null,
    message_id       bigint,
    actor_id         bigint                   not null,
    changed_at       timestamp with time zone not null,
    constraint parley_log_seq_unique unique (conversation_id, seq)
);

insert into parley_log (id, conversation_id, seq, kind, message_id, actor_id, changed_at)
    select id, conversation_id, seq, kind, message_id, actor_id, changed_at from parley_change order by id;

drop table parley_change;
alter table parley_log rename to parley_change;
