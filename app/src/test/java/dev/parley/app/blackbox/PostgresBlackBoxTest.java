package dev.parley.app.blackbox;

import org.junit.jupiter.api.Nested;

/** Every suite on PostgreSQL. */
class PostgresBlackBoxTest {

    @Nested
    class MessageList extends MessageListSuite {
        MessageList() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Posting extends PostingSuite {
        Posting() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class LogIn extends LogInSuite {
        LogIn() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class OlderSocket extends OlderSocketSuite {
        OlderSocket() {
            super(Database.POSTGRES);
        }
    }
}
