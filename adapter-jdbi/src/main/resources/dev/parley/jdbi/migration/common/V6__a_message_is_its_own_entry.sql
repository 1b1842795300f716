-- That a message was posted stood in two tables, with nothing in the second that is not in the first: each message paid for one more
-- row in three more trees. A message is now itself the entry of the log that it was posted.

delete from parley_change where kind = 'MESSAGE_CREATED';
