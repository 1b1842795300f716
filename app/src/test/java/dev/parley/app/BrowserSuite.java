package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.parley.app.LiveChat.Somebody;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a real browser that share one server. Nobody's page may do what it must never do. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrowserSuite {

    @RegisterExtension
    private final Chromium chromium = new Chromium();

    private final List<Visitor> visitors = new ArrayList<>();
    private LiveChat chat;

    @BeforeAll
    void start(@TempDir Path directory) throws BindException {
        chat = LiveChat.start(directory);
    }

    @AfterAll
    void stop() {
        if (chat != null) {
            chat.close();
        }
    }

    @AfterEach
    void nothingRang() {
        List<Visitor> all = List.copyOf(visitors);
        visitors.clear();
        assertThat(all).allSatisfy(visitor -> assertThat(visitor.alarms()).isEmpty());
    }

    LiveChat chat() {
        return chat;
    }

    Chromium chromium() {
        return chromium;
    }

    Somebody somebody(String name) {
        return chat.somebody(name);
    }

    /** Somebody at a wide and light screen of his own. */
    Visitor visitor() {
        return visitor(chromium.page());
    }

    Visitor visitor(Page page) {
        Visitor visitor = new Visitor(page, chat);
        visitors.add(visitor);
        return visitor;
    }
}
