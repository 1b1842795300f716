package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what only the source shows, not the compiled class. */
class SourcesTest {

    /** A public type of the top level, and what stands before it since the last empty line or brace. */
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public (?:[a-z-]+ )*(?:class|interface|record|enum|@interface) (\\w+)");

    private static final List<Source> SOURCES = read(Path.of(".."));

    @Test
    void everyPublicTypeIsDocumented() {
        List<String> undocumented = new ArrayList<>();
        for (Source source : SOURCES) {
            Matcher type = PUBLIC_TYPE.matcher(source.text());
            if (source.isMain()
                    && type.find()
                    && !source.text().substring(0, type.start()).contains("*/")) {
                undocumented.add(type.group(1));
            }
        }

        assertThat(undocumented).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TO" + "DO", "FIX" + "ME", "Thread." + "sleep", "TimeUnit.SECONDS." + "sleep", "@" + "Disabled"})
    void nothingIsLeftForLaterAndNothingWaitsBlindly(String word) {
        assertThat(SOURCES).filteredOn(source -> source.text().contains(word)).isEmpty();
    }

    private static List<Source> read(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            List<Source> found = modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SourcesTest::javaFiles)
                    .map(Source::read)
                    .toList();
            assertThat(found).hasSizeGreaterThan(50);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path source) {
        try {
            return Files.walk(source).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Source(Path file, String text) {

        static Source read(Path file) {
            try {
                return new Source(file, Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isMain() {
            return file.toString().replace('\\', '/').contains("/src/main/");
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
