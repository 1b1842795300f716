package dev.parley.contract.history;

/** How far something asked for has come. */
public enum Phase {
    /** It was asked for. */
    INVOKE,
    /** It happened; observations are always this. */
    OK,
    /** It did not happen, as the answer said. */
    FAIL,
    /** Nobody knows whether it happened. */
    INFO
}
