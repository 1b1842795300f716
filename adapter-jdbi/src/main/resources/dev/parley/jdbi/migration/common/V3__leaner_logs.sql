-- Messages and changes are written under the lock of their conversation, which is in the same transaction, so to look for it once more
-- at each row proves nothing; and H2 keeps an index of its own for each of these constraints. The list by time needs no index either:
-- times never go back within a conversation, so that its numbers have the order.

alter table parley_message drop constraint parley_message_conversation_known;
alter table parley_change drop constraint parley_change_conversation_known;
drop index parley_message_time;
