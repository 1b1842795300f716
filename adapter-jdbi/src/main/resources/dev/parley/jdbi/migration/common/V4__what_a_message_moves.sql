-- An update in H2 takes a row out of each index of its table and puts it in again, also where nothing that the index holds has
-- changed; it keeps an index for each foreign key as well; and each message moves its conversation's counters and its sender's
-- marker. So what a conversation is found by, and how far its members have read, lie in tables of their own.
-- H2 does not take back what it did of a migration that broke off: this one may be run again, and so may the next.

drop table if exists parley_address;

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

drop table if exists parley_marker;

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
