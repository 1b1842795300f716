package dev.parley.jdbi;

import dev.parley.core.port.Stores;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class H2FileStoresTest implements StoresSuite {

    @TempDir
    private static Path folder;

    private static String url = "";

    @Override
    public Stores open() {
        url = "jdbc:h2:file:" + folder.resolve(UUID.randomUUID().toString());
        return JdbiStores.open(url);
    }

    @Override
    public Stores reopen(Stores stores) {
        stores.close();
        return JdbiStores.open(url);
    }
}
