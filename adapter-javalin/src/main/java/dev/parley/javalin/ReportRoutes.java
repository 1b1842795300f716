package dev.parley.javalin;

import dev.parley.core.Reports;
import dev.parley.core.model.Caller;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Reason;
import dev.parley.wire.Fields;
import dev.parley.wire.ReportFrames;

/**
 * Reporting messages, and what administrators see of it.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class ReportRoutes {

    private final Reports reports;

    ReportRoutes(Reports reports) {
        this.reports = reports;
    }

    void add(Routes routes) {
        routes.post("/api/messages/{id}/report", this::report);
        routes.get("/api/reports", this::open);
        routes.post("/api/reports/{id}/resolve", this::resolve);
    }

    private Answer report(Call call, Caller caller) {
        MessageId id = new MessageId(call.id("id"));
        Fields body = call.body();
        String reason = body.optionalText("reason").orElse("");
        body.check();
        reports.report(caller.actor(), id, new Reason(reason));
        return Answer.noContent();
    }

    private Answer open(Call call, Caller caller) {
        Query query = call.query();
        return Answer.ok(ReportFrames.reports(reports.open(caller.actor(), query.text("cursor"), query.limit())));
    }

    private Answer resolve(Call call, Caller caller) {
        reports.resolve(caller.actor(), call.id("id"));
        return Answer.noContent();
    }
}
