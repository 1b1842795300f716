package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.model.Account;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.Report;
import dev.parley.core.port.ReportStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link ReportStore} to its port.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface ReportContract extends StoresContract {

    @Test
    default void aReportReadsBackWithTheMessageAsItIsNow(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message message = scene.post(alice, scene.direct(alice, bob), "nasty");
        ReportStore.New report = report(scene, bob, message, "It is nasty.\nReally.");

        assertThat(scene.stores().reports().add(report)).isTrue();

        scene.reopen();
        assertThat(open(scene, 10))
                .containsExactly(new Report(report.id(), message, bob.person(), "It is nasty.\nReally.", report.at()));
        Message gone = scene.delete(message);
        assertThat(open(scene, 10)).map(Report::message).containsExactly(gone);
    }

    @Test
    default void c_onlyMembersReportAndOnlyWhatSomebodySaid(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId group = scene.group(alice, carol);
        Message message = scene.post(alice, group, "nasty");
        Message note = Scene.change(scene.commit(scene.removing(alice, group, carol, false)))
                .message();
        ReportStore reports = scene.stores().reports();

        assertThat(reports.add(report(scene, bob, message, ""))).isFalse();
        assertThat(reports.add(report(scene, carol, message, ""))).isFalse();
        assertThat(reports.add(report(scene, alice, note, ""))).isFalse();
        assertThat(open(scene, 10)).isEmpty();
    }

    @Test
    default void ofOnePersonAndOneMessageThereIsOneReport(Scene scene) {
        Account alice = scene.person("alice");
        Message message = scene.post(alice, scene.direct(alice, alice), "nasty");

        List<Boolean> answers =
                Crowd.atOnce(8, i -> scene.stores().reports().add(report(scene, alice, message, "reason " + i)));

        assertThat(answers).containsOnly(true);
        assertThat(open(scene, 10)).hasSize(1);
    }

    @Test
    default void whatIsResolvedIsOpenNoMoreAndIsNotReportedAgain(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message message = scene.post(alice, scene.direct(alice, bob), "nasty");
        ReportStore reports = scene.stores().reports();
        ReportStore.New first = report(scene, bob, message, "");
        reports.add(first);
        reports.add(report(scene, alice, message, ""));

        assertThat(reports.resolve(first.id(), scene.now())).isTrue();
        assertThat(reports.resolve(first.id(), scene.now())).isTrue();
        assertThat(reports.resolve(scene.id(), scene.now())).isFalse();

        assertThat(reports.add(report(scene, bob, message, "again"))).isTrue();
        assertThat(open(scene, 10)).map(Report::reporter).containsExactly(alice.person());
    }

    @Test
    default void thePagesOfReportsHoldAllOnce(Scene scene) {
        Account alice = scene.person("alice");
        List<Message> messages = scene.posts(alice, scene.direct(alice, alice), "nasty", 5);
        messages.forEach(message -> scene.stores().reports().add(report(scene, alice, message, "")));

        assertThat(open(scene, 2)).map(Report::message).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(catchThrowableOfType(
                                ChatException.class,
                                () -> scene.stores().reports().open(Optional.of("1;--"), 2))
                        .code())
                .isEqualTo(ErrorCode.INVALID);
    }

    private static List<Report> open(Scene scene, int size) {
        return Pages.all(cursor -> scene.stores().reports().open(cursor, size));
    }

    private static ReportStore.New report(Scene scene, Account reporter, Message message, String reason) {
        return new ReportStore.New(scene.id(), reporter.id(), message.id(), reason, scene.now());
    }
}
