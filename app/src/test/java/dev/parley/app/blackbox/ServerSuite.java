package dev.parley.app.blackbox;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one server on one database. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ServerSuite {

    private final Database database;
    private TestServer server;

    ServerSuite(Database database) {
        this.database = database;
    }

    /** How the server is put together. */
    TestServer.Settings settings() {
        return TestServer.Settings.usual();
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        server = TestServer.start(database, folder, settings());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    TestServer server() {
        return server;
    }

    /** What this program holds, the server within it, in bytes. */
    static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    Client anybody() {
        return server.anybody();
    }

    /** Somebody new. */
    Client user(String stem) {
        return server.user(stem);
    }
}
