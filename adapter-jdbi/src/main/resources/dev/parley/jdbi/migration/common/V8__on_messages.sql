-- What people put on a message: its emoji and the names it calls lie, as they are told, in the row that is read; who has reacted, who is
-- called and what is kept at hand can be looked for in tables of their own.

alter table parley_message add column if not exists mentions character varying;
alter table parley_message add column if not exists reactions character varying;
alter table parley_message add column if not exists pinned boolean default false not null;
alter table parley_conversation add column if not exists pinned_count integer default 0 not null;

-- By this number those under one message are in order.
alter table parley_reaction add column if not exists seq bigint default 0 not null;

-- What somebody has put under texts goes with him.
create index if not exists parley_reaction_account on parley_reaction (account_id, conversation_id);

create table if not exists parley_pin (
    message_id       bigint  not null primary key,
    conversation_id  bigint  not null,
    seq              bigint  not null
);

create index if not exists parley_pin_conversation on parley_pin (conversation_id, seq);
