package dev.parley.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.Page;
import dev.parley.core.model.Report;

/**
 * What reports to administrators look like on the wire.
 *
 * <p>Thread-safe: stateless.
 */
public final class ReportFrames {

    private ReportFrames() {}

    /** A part of what was reported to administrators. */
    public static ObjectNode reports(Page<Report> page) {
        ObjectNode json = Json.object();
        json.set("results", Frames.all(page.items(), ReportFrames::report));
        return json.put("next", page.next().orElse(null));
    }

    private static ObjectNode report(Report report) {
        ObjectNode json = Json.object().put("id", report.id()).put("reported_at", Json.time(report.at()));
        json.set("reporter", Frames.user(report.reporter()));
        if (!report.reason().isEmpty()) {
            json.put("reason", report.reason());
        }
        return json.set("message", Frames.message(report.message()));
    }
}
