package dev.parley.app.blackbox;

import org.junit.jupiter.api.Nested;

/** Every suite on a file of H2. */
class H2BlackBoxTest {

    @Nested
    class Content extends ContentSuite {
        Content() {
            super(Database.H2);
        }
    }

    @Nested
    class CrossSite extends CrossSiteSuite {
        CrossSite() {
            super(Database.H2);
        }
    }

    @Nested
    class Expiry extends ExpirySuite {
        Expiry() {
            super(Database.H2);
        }
    }

    @Nested
    class Frame extends FrameSuite {
        Frame() {
            super(Database.H2, SocketKind.EVERYTHING);
        }
    }

    @Nested
    class DirectFrame extends FrameSuite {
        DirectFrame() {
            super(Database.H2, SocketKind.DIRECT);
        }
    }

    @Nested
    class Hashing extends HashingSuite {
        Hashing() {
            super(Database.H2);
        }
    }

    @Nested
    class Isolation extends IsolationSuite {
        Isolation() {
            super(Database.H2);
        }
    }

    @Nested
    class LimitAttack extends LimitAttackSuite {
        LimitAttack() {
            super(Database.H2);
        }
    }

    @Nested
    class LiveSocket extends LiveSocketSuite {
        LiveSocket() {
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
    class GroupMatrix extends GroupMatrixSuite {
        GroupMatrix() {
            super(Database.H2);
        }
    }

    @Nested
    class SocketMatrix extends SocketMatrixSuite {
        SocketMatrix() {
            super(Database.H2);
        }
    }

    @Nested
    class Matrix extends MatrixSuite {
        Matrix() {
            super(Database.H2);
        }
    }

    @Nested
    class MessageList extends MessageListSuite {
        MessageList() {
            super(Database.H2);
        }
    }

    @Nested
    class OlderSocket extends OlderSocketSuite {
        OlderSocket() {
            super(Database.H2);
        }
    }

    @Nested
    class PasswordAttack extends PasswordAttackSuite {
        PasswordAttack() {
            super(Database.H2);
        }
    }

    @Nested
    class Path extends PathSuite {
        Path() {
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
    class Probing extends ProbingSuite {
        Probing() {
            super(Database.H2);
        }
    }

    @Nested
    class Proxy extends ProxySuite {
        Proxy() {
            super(Database.H2);
        }
    }

    @Nested
    class SessionAttack extends SessionAttackSuite {
        SessionAttack() {
            super(Database.H2);
        }
    }

    @Nested
    class Slow extends SlowSuite {
        Slow() {
            super(Database.H2);
        }
    }

    @Nested
    class SlowReader extends SlowReaderSuite {
        SlowReader() {
            super(Database.H2, 1_000);
        }
    }

    @Nested
    class SocketAttack extends SocketAttackSuite {
        SocketAttack() {
            super(Database.H2, SocketKind.EVERYTHING);
        }
    }

    @Nested
    class DirectSocketAttack extends SocketAttackSuite {
        DirectSocketAttack() {
            super(Database.H2, SocketKind.DIRECT);
        }
    }

    @Nested
    class UntrustedPeer extends UntrustedPeerSuite {
        UntrustedPeer() {
            super(Database.H2);
        }
    }
}
