-- The whole model. Standard SQL that H2 and PostgreSQL both take: no triggers, no partial or expression indexes.
-- ${binary} makes a column compare by code point, as H2 does anyway.

create sequence parley_id start with 1 increment by 100;

create table parley_account (
    id             bigint                      not null primary key,
    kind           character varying(16)       not null,
    external_id    character varying(255),
    username       character varying(64),
    username_key   character varying(64) ${binary},
    email          character varying(320) ${binary},
    display_name   character varying(255)      not null,
    search         character varying ${binary} not null,
    admin          boolean                     not null,
    password_hash  character varying(512),
    revision       bigint                      default 0 not null,
    created_at     timestamp with time zone    not null,
    disabled_at    timestamp with time zone,
    constraint parley_account_external_id_unique unique (external_id),
    constraint parley_account_username_unique unique (username_key),
    constraint parley_account_email_unique unique (email)
);

create table parley_conversation (
    id               bigint                   not null primary key,
    kind             character varying(16)    not null,
    pair             character varying(64) ${binary},
    low_id           bigint,
    high_id          bigint,
    host_key         character varying(255),
    title            character varying(255),
    topic            character varying(1024),
    last_seq         bigint                   not null,
    last_ordinal     bigint                   not null,
    live_count       bigint                   not null,
    last_message_id  bigint,
    last_message_at  timestamp with time zone,
    created_by       bigint                   not null,
    created_at       timestamp with time zone not null,
    archived_at      timestamp with time zone,
    constraint parley_conversation_pair_unique unique (pair),
    constraint parley_conversation_host_key_unique unique (host_key)
);

create table parley_member (
    conversation_id  bigint                not null,
    account_id       bigint                not null,
    role             character varying(16) not null,
    joined_seq       bigint                not null,
    left_seq         bigint,
    banned           boolean               default false not null,
    read_seq         bigint                not null,
    read_ordinal     bigint                not null,
    unread_from      bigint,
    notify           character varying(16) default 'ALL' not null,
    favourite        boolean               default false not null,
    hidden           boolean               default false not null,
    primary key (conversation_id, account_id)
);

create index parley_member_account on parley_member (account_id, conversation_id);

create table parley_message (
    id               bigint                   not null primary key,
    conversation_id  bigint                   not null,
    seq              bigint                   not null,
    ordinal          bigint                   not null,
    version          integer                  not null,
    kind             character varying(16)    not null,
    sender_id        bigint                   not null,
    client_id        character varying(64) ${binary} not null,
    fingerprint      character varying(128),
    content          character varying,
    data             character varying,
    search           character varying ${binary},
    reply_to         bigint,
    sent_at          timestamp with time zone not null,
    edited_at        timestamp with time zone,
    deleted_at       timestamp with time zone,
    constraint parley_message_seq_unique unique (conversation_id, seq),
    constraint parley_message_client_id_unique unique (conversation_id, sender_id, client_id)
);

create index parley_message_time on parley_message (conversation_id, sent_at, id);

create table parley_change (
    conversation_id  bigint                   not null,
    seq              bigint                   not null,
    id               bigint                   not null,
    kind             character varying(32)    not null,
    message_id       bigint,
    actor_id         bigint                   not null,
    changed_at       timestamp with time zone not null,
    primary key (conversation_id, seq),
    constraint parley_change_id_unique unique (id)
);

create table parley_session (
    key_hash    character varying(64) ${binary} not null primary key,
    account_id  bigint                   not null,
    created_at  timestamp with time zone not null,
    used_at     timestamp with time zone not null,
    expires_at  timestamp with time zone not null
);

create index parley_session_account on parley_session (account_id);
create index parley_session_expiry on parley_session (expires_at);
create index parley_session_use on parley_session (used_at);

create table parley_token (
    id          bigint                   not null primary key,
    key_hash    character varying(64) ${binary} not null,
    account_id  bigint                   not null,
    name        character varying(255)   not null,
    hint        character varying(32)    not null,
    created_at  timestamp with time zone not null,
    expires_at  timestamp with time zone not null,
    used_at     timestamp with time zone,
    constraint parley_token_key_unique unique (key_hash)
);

create index parley_token_account on parley_token (account_id);

create table parley_reaction (
    message_id       bigint                   not null,
    emoji            character varying(64) ${binary} not null,
    account_id       bigint                   not null,
    conversation_id  bigint                   not null,
    reacted_at       timestamp with time zone not null,
    primary key (message_id, emoji, account_id)
);

create index parley_reaction_conversation on parley_reaction (conversation_id);

create table parley_mention (
    message_id       bigint not null,
    account_id       bigint not null,
    conversation_id  bigint not null,
    ordinal          bigint not null,
    primary key (message_id, account_id)
);

create index parley_mention_account on parley_mention (account_id, conversation_id, ordinal);
create index parley_mention_conversation on parley_mention (conversation_id);

create table parley_edit (
    message_id       bigint                   not null,
    version          integer                  not null,
    conversation_id  bigint                   not null,
    content          character varying        not null,
    edited_at        timestamp with time zone not null,
    primary key (message_id, version)
);

create index parley_edit_conversation on parley_edit (conversation_id);

create table parley_invitation (
    id               bigint                   not null primary key,
    key_hash         character varying(64) ${binary} not null,
    conversation_id  bigint                   not null,
    created_by       bigint                   not null,
    uses_left        integer,
    created_at       timestamp with time zone not null,
    expires_at       timestamp with time zone,
    revoked_at       timestamp with time zone,
    constraint parley_invitation_key_unique unique (key_hash)
);

create index parley_invitation_conversation on parley_invitation (conversation_id);

create table parley_audit (
    id          bigint                   not null primary key,
    happened_at timestamp with time zone not null,
    actor_id    bigint,
    action      character varying(64)    not null,
    target      character varying(255),
    detail      character varying
);

create index parley_audit_time on parley_audit (happened_at, id);

create table parley_setting (
    name     character varying(64) not null primary key,
    content  character varying     not null
);

-- Senders and actors are members, which keeps their accounts.
alter table parley_member add constraint parley_member_conversation_known foreign key (conversation_id) references parley_conversation (id);
alter table parley_member add constraint parley_member_account_known foreign key (account_id) references parley_account (id);
alter table parley_message add constraint parley_message_conversation_known foreign key (conversation_id) references parley_conversation (id);
alter table parley_change add constraint parley_change_conversation_known foreign key (conversation_id) references parley_conversation (id);
alter table parley_session add constraint parley_session_account_known foreign key (account_id) references parley_account (id);
alter table parley_token add constraint parley_token_account_known foreign key (account_id) references parley_account (id);
alter table parley_reaction add constraint parley_reaction_message_known foreign key (message_id) references parley_message (id);
alter table parley_mention add constraint parley_mention_message_known foreign key (message_id) references parley_message (id);
alter table parley_edit add constraint parley_edit_message_known foreign key (message_id) references parley_message (id);
alter table parley_invitation add constraint parley_invitation_conversation_known foreign key (conversation_id) references parley_conversation (id);
