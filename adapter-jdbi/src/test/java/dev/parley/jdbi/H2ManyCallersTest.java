package dev.parley.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ManyCallersTest extends ManyCallersSuite {

    @TempDir
    private Path folder;

    @Override
    DatabaseSettings database() {
        return DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley"));
    }
}
