package dev.parley.contract.simulation;

import dev.parley.contract.history.Invariant;
import java.util.Set;

/**
 * Mistakes that chat servers make, and the invariants by which each shows; others may show it, too. All but two can be switched
 * on in the simulation.
 */
enum Bug {
    /** The answer comes first, the commit a moment later; a crash in between loses what was acknowledged. */
    OK_BEFORE_COMMIT(Invariant.I1),
    /** A database that says committed before it is on the disk: held to it where H2 is, in the adapter's tests. */
    H2_DEFAULT_URL(Invariant.I1),
    /** A retry is sent under another key, so that nobody can know it for one. */
    RETRY_WITHOUT_A_KEY(Invariant.I2),
    /** The answer says that nothing was stored, and it was. */
    REFUSED_SEND_IS_STORED(Invariant.I3),
    /** Every process remembers only the client ids that came its own way. */
    DEDUPE_IN_MEMORY_ONLY(Invariant.I4),
    /** What follows is what has a larger id, and ids are not drawn in the order of the log. */
    CURSOR_BY_SERIAL_ID(Invariant.I5),
    /** Messages are numbered by the clocks of the machines that took them. */
    ORDER_BY_WALL_CLOCK(Invariant.I6),
    /** A frame that could not be sent is dropped, and nobody is told. */
    SEND_CALLBACK_DOES_NOTHING(Invariant.I7),
    /** What was committed between reading the positions and subscribing is never heard of. */
    SUBSCRIBE_AFTER_THE_READ(Invariant.I7, Invariant.I8),
    /** Others are told of what is about to be committed, and then it is not. */
    FAN_OUT_BEFORE_COMMIT(Invariant.I9),
    /** The words of a deleted message can still be found. */
    DELETE_SKIPS_SEARCH(Invariant.I10),
    /** Whether somebody may read is asked first, and what there is to read a moment later. */
    PERMISSION_READ_BEFORE_THE_TRANSACTION(Invariant.I11, Invariant.I15),
    /** A read is answered from what was true a moment ago. */
    STALE_READ_AFTER_OK(Invariant.I12),
    /** The next page leaves out as many as were shown before, whatever came meanwhile. */
    OFFSET_PAGES(Invariant.I13),
    /** Unread is what stands above the marker, edits and deletions included. */
    MARKER_COUNTS_EDITS(Invariant.I14);

    private final Set<Invariant> trips;

    Bug(Invariant... trips) {
        this.trips = Set.of(trips);
    }

    Set<Invariant> trips() {
        return trips;
    }
}
