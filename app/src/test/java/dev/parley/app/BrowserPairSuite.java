package dev.parley.app;

import dev.parley.app.LiveChat.Somebody;
import org.junit.jupiter.api.BeforeEach;

/** Tests in a real browser with two people who have not met yet, each with a browser of his own. */
abstract class BrowserPairSuite extends BrowserSuite {

    Visitor one;
    Visitor other;
    Somebody alice;
    Somebody bob;

    @BeforeEach
    void arrive() {
        alice = somebody("Alice Archer");
        bob = somebody("Bob Baker");
        one = visitor();
        other = visitor();
    }
}
