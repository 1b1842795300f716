-- What people put on a message: its emoji and the names it calls lie, as they are told, in the row that is read; who has reacted, who is
-- called and what is kept at hand can be looked for in tables of their own.

alter table parley_message add column if not exists mentions character varying;
alter table parley_message add column if not exists reactions character varying;
alter table parley_message add column if not exists pinned boolean default false not null;
alter table parley_conversation add column if not exists pinned_count integer default 0 not null;

-- By this number those under one message are in order.
alter table parley_reaction add column if not exists seq bigint default 0 not null;

create table if not exists parley_pin (
    conversation_id  bigint  not null,
    message_id       bigint  not null,
    seq              bigint  not null,
    primary key (conversation_id, message_id)
);
