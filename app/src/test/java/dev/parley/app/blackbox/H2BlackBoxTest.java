package dev.parley.app.blackbox;

import org.junit.jupiter.api.Nested;

/** Every suite on a file of H2. */
class H2BlackBoxTest {

    @Nested
    class MessageList extends MessageListSuite {
        MessageList() {
            super(Database.H2);
        }
    }

    @Nested
    class Posting extends PostingSuite {
        Posting() {
            super(Database.H2);
        }
    }

    @Nested
    class LogIn extends LogInSuite {
        LogIn() {
            super(Database.H2);
        }
    }

    @Nested
    class OlderSocket extends OlderSocketSuite {
        OlderSocket() {
            super(Database.H2);
        }
    }
}
