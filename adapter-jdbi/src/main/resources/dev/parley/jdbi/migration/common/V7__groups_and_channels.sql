-- How many belong to a conversation and how many own it, so that to keep the last owner takes no count; when anything last happened in it;
-- what it notes about itself; which moderator took a message away; and the name that a channel has to itself. An older version that still runs knows direct conversations
-- only, of which nobody counts the members.

alter table parley_conversation add column if not exists member_count integer default 0 not null;
alter table parley_conversation add column if not exists owner_count integer default 0 not null;
alter table parley_conversation add column if not exists last_at timestamp with time zone;

update parley_conversation set last_at = last_message_at, member_count = case when low_id = high_id then 1 else 2 end;

alter table parley_message add column if not exists note character varying(16);
alter table parley_message add column if not exists about_id bigint;
alter table parley_message add column if not exists deleted_by bigint;

alter table parley_address add column if not exists channel_name character varying ${binary};
alter table parley_address drop constraint if exists parley_address_channel_name_unique;
alter table parley_address add constraint parley_address_channel_name_unique unique (channel_name);
