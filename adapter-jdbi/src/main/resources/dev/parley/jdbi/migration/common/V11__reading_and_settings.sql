-- Where a member marked a conversation as unread, beside the ordinal that counts from there: a page draws its line by the number of a
-- change. Hidden is what had been said when it was hidden: whatever is said after shows it again, without a write for each member.

alter table parley_marker add column if not exists unread_seq bigint;
alter table parley_member add column if not exists hidden_from bigint;
alter table parley_member drop column if exists hidden;
alter table parley_member add column if not exists settings_revision bigint default 0 not null;
alter table parley_account add column if not exists share_reading boolean default true not null;
