package dev.parley.core.model;

/** What a conversation notes about itself; each shows in the timeline and is one change of the log. */
public enum NoteKind {
    /** Somebody came, by himself or brought by the sender. */
    JOINED(ChangeKind.MEMBER_JOINED),
    /** Somebody went by himself. */
    LEFT(ChangeKind.MEMBER_LEFT),
    /** Somebody was sent away. */
    REMOVED(ChangeKind.MEMBER_LEFT),
    /** Somebody was sent away and may not come back by himself. */
    BANNED(ChangeKind.MEMBER_LEFT),
    /** Somebody has another role. */
    ROLE(ChangeKind.MEMBER_ROLE),
    /** It is called otherwise. */
    TITLE(ChangeKind.CONVERSATION_UPDATED),
    /** It is about something else, or about nothing in particular. */
    TOPIC(ChangeKind.CONVERSATION_UPDATED),
    /** Nothing is to be said in it any more. */
    ARCHIVED(ChangeKind.CONVERSATION_UPDATED),
    /** It was archived, and is not any more. */
    RESTORED(ChangeKind.CONVERSATION_UPDATED),
    /** Somebody's account was erased: he is a member no more, and nothing that he said is left. */
    ERASED(ChangeKind.USER_ERASED);

    private final ChangeKind change;

    NoteKind(ChangeKind change) {
        this.change = change;
    }

    /** As what it is told. */
    public ChangeKind change() {
        return change;
    }
}
