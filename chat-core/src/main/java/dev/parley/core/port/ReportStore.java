package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Page;
import dev.parley.core.model.Report;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps what members have reported to administrators.
 *
 * <p>Thread-safe.
 */
public interface ReportStore {

    /** A report before it is kept. */
    record New(long id, AccountId reporter, MessageId message, String reason, Instant at) {

        /** What remains of it where the reporter was erased. */
        public New withoutReason() {
            return new New(id, reporter, message, "", at);
        }
    }

    /**
     * Keeps a report of a text in one of the reporter's conversations; one of the same person about the same message stays as it is,
     * also where it was resolved.
     *
     * @return whether the reporter may know of such a message, by the same statement or snapshot
     */
    boolean add(New report);

    /** What is not resolved, by id, which is about the order in which it came. */
    Page<Report> open(Optional<String> cursor, int limit);

    /** Resolves a report; doing it twice is the same as once. Whether there is such a report. */
    boolean resolve(long report, Instant at);
}
