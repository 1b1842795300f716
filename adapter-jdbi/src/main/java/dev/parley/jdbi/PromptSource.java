package dev.parley.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connects within the login timeout, or leaves nothing behind. The driver connects by a thread of its own, which goes on when the
 * time is over for as long as the socket may be silent, by default for ever; so until there is a connection that is no longer
 * than the login timeout.
 *
 * <p>Thread-safe, once it is set up.
 */
@SuppressWarnings("serial") // as all of the driver's; nobody serializes it
class PromptSource extends PGSimpleDataSource {

    private final int silence;

    /** @param silence how long a connection may be silent; zero for as long as it likes */
    PromptSource(Duration silence) {
        this.silence = (int) silence.toMillis();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        super.setLoginTimeout(seconds);
        setSocketTimeout(seconds);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(Runnable::run, silence);
        return connection;
    }
}
