-- What the last one copied.

alter table parley_conversation drop constraint if exists parley_conversation_pair_unique;
alter table parley_conversation drop constraint if exists parley_conversation_host_key_unique;
alter table parley_conversation drop column if exists pair;
alter table parley_conversation drop column if exists host_key;
alter table parley_member drop column if exists read_seq;
alter table parley_member drop column if exists read_ordinal;
alter table parley_member drop column if exists unread_from;
alter table parley_member drop column if exists read_revision;
