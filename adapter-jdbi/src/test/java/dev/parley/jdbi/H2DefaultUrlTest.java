package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contract.history.Checker;
import dev.parley.contract.history.Entry;
import dev.parley.contract.history.History;
import dev.parley.contract.history.Invariant;
import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import dev.parley.contract.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why nothing is acknowledged here before a checkpoint: with H2's default address a commit returns before anything is in the
 * file. The checker of histories finds it out from a copy of the file, which is what {@code kill -9} leaves.
 */
class H2DefaultUrlTest {

    private static final int MESSAGES = 50;

    @TempDir
    private Path folder;

    private final History history = new History();

    @Test
    void g1_whatH2AcknowledgesByDefaultIsLost() throws Exception {
        write("");

        readWhatIsLeft();

        assertThat(violations()).extracting(Violation::invariant).contains(Invariant.I1);
    }

    @Test
    void g1_whatWasCheckpointedBeforeTheAnswerIsThere() throws Exception {
        write("checkpoint sync");

        readWhatIsLeft();

        assertThat(violations()).isEmpty();
    }

    private void write(String beforeTheAnswer) throws SQLException, IOException {
        try (Connection connection = open("parley");
                Statement statement = connection.createStatement()) {
            statement.execute("create table message (seq bigint primary key)");
            statement.execute("checkpoint sync");
            for (int seq = 1; seq <= MESSAGES; seq++) {
                note(Phase.INVOKE, 0, seq);
                statement.execute("insert into message values (" + seq + ")");
                if (!beforeTheAnswer.isEmpty()) {
                    statement.execute(beforeTheAnswer);
                }
                note(Phase.OK, seq, seq);
            }
            Files.copy(folder.resolve("parley.mv.db"), folder.resolve("left.mv.db"));
        }
    }

    private void readWhatIsLeft() throws SQLException {
        try (Connection connection = open("left");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select seq from message order by seq")) {
            while (rows.next()) {
                long seq = rows.getLong(1);
                history.add(Entry.of(
                        "alice",
                        Op.LOG,
                        Phase.OK,
                        line -> line.over("left")
                                .in("room")
                                .key("c" + seq)
                                .at(seq)
                                .message(seq, 0, "")));
            }
        }
    }

    private Connection open(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve(name));
    }

    private void note(Phase phase, long seq, long number) {
        history.add(Entry.of(
                "alice",
                Op.SEND,
                phase,
                line -> line.in("room")
                        .key("c" + number)
                        .at(seq)
                        .message(seq, 1, "")
                        .time(number, number)));
    }

    private List<Violation> violations() {
        return Checker.check(history);
    }
}
