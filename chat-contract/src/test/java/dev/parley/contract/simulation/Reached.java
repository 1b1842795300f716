package dev.parley.contract.simulation;

/** The rare things for whose sake the simulation runs. One that it never reaches is not tested. */
enum Reached {
    CRASH_BEFORE_COMMIT,
    CRASH_AFTER_COMMIT,
    OUTCOME_UNKNOWN_TO_THE_LANE,
    OUTCOME_LOOKED_UP,
    OUTCOME_UNKNOWN_TO_THE_CALLER,
    CONFLICT,
    CONVERSATION_LOCKED,
    STORE_AWAY,
    SEND_EXPIRED,
    SEND_REPEATED,
    BATCH_OF_SEVERAL,
    OPENED_BY_TWO_AT_ONCE,
    NOTICE_LOST,
    NOTICE_DOUBLED,
    NOTICE_REORDERED,
    GAP_READ,
    READ_FAILED,
    PUSHED_WHILE_PULLING,
    PULLED,
    RECONNECTED,
    CONNECTION_LOST,
    EDITED,
    DELETED
}
