package dev.parley.app.blackbox;

import org.junit.jupiter.api.Nested;

/** Every suite on PostgreSQL. */
class PostgresBlackBoxTest {

    @Nested
    class Content extends ContentSuite {
        Content() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class CrossSite extends CrossSiteSuite {
        CrossSite() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Expiry extends ExpirySuite {
        Expiry() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Frame extends FrameSuite {
        Frame() {
            super(Database.POSTGRES, SocketKind.EVERYTHING);
        }
    }

    @Nested
    class DirectFrame extends FrameSuite {
        DirectFrame() {
            super(Database.POSTGRES, SocketKind.DIRECT);
        }
    }

    @Nested
    class Hashing extends HashingSuite {
        Hashing() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Isolation extends IsolationSuite {
        Isolation() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class LimitAttack extends LimitAttackSuite {
        LimitAttack() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class LiveSocket extends LiveSocketSuite {
        LiveSocket() {
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
    class GroupMatrix extends GroupMatrixSuite {
        GroupMatrix() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class SocketMatrix extends SocketMatrixSuite {
        SocketMatrix() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Matrix extends MatrixSuite {
        Matrix() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class MessageList extends MessageListSuite {
        MessageList() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class OlderSocket extends OlderSocketSuite {
        OlderSocket() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class PasswordAttack extends PasswordAttackSuite {
        PasswordAttack() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Path extends PathSuite {
        Path() {
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
    class Probing extends ProbingSuite {
        Probing() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Proxy extends ProxySuite {
        Proxy() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class SessionAttack extends SessionAttackSuite {
        SessionAttack() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class Slow extends SlowSuite {
        Slow() {
            super(Database.POSTGRES);
        }
    }

    @Nested
    class SlowReader extends SlowReaderSuite {
        SlowReader() {
            super(Database.POSTGRES, 100);
        }
    }

    @Nested
    class SocketAttack extends SocketAttackSuite {
        SocketAttack() {
            super(Database.POSTGRES, SocketKind.EVERYTHING);
        }
    }

    @Nested
    class DirectSocketAttack extends SocketAttackSuite {
        DirectSocketAttack() {
            super(Database.POSTGRES, SocketKind.DIRECT);
        }
    }

    @Nested
    class UntrustedPeer extends UntrustedPeerSuite {
        UntrustedPeer() {
            super(Database.POSTGRES);
        }
    }
}
