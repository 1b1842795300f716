package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {

    @Test
    void filtersStandBesideTheTextInAnyOrder() {
        SearchQuery query =
                parse("from:@Bob hello  World in:\"Team Room\" AFTER:2026-02-28 again before:2026-03-02 has:Link");

        assertThat(query)
                .isEqualTo(new SearchQuery(
                        Optional.of("hello  world again"),
                        Optional.of("bob"),
                        Optional.of("Team Room"),
                        Optional.of(LocalDate.of(2026, 3, 2)),
                        Optional.of(LocalDate.of(2026, 2, 28)),
                        true));
    }

    @Test
    void aTextAloneIsTakenAsItStands() {
        assertThat(parse("  HeLLo World ").text()).contains("hello world");
        assertThat(parse("%_\\'a:*").text()).contains("%_\\'a:*");
    }

    @Test
    void aFilterAloneIsEnough() {
        assertThat(parse("from:me").text()).isEmpty();
        assertThat(parse("has:link").link()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "foo:bar|foo:bar",
                "http://example.org|http://example.org",
                "wherefrom:me|wherefrom:me",
                "\"from:me\"|from:me",
                "say \"from:me\" now|say \"from:me\" now",
                "\"a phrase: in: it\"|a phrase: in: it",
                "\"unfinished|\"unfinished",
                "\"one\" or \"other\"|\"one\" or \"other\"",
                "\"\"|\"\"",
                "\"a\"|\"a\"",
                "\" \"|\" \"",
            })
    void whatIsNoFilterIsText(String typed, String text) {
        assertThat(parse(typed))
                .isEqualTo(new SearchQuery(
                        Optional.of(text),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "from:|filter_value",
                "from:@|filter_value",
                "text from: bob|filter_value",
                "in:\"\"|filter_value",
                "before:yesterday|filter_value",
                "before:2026-02-30|filter_value",
                "after:2026-2-3|filter_value",
                "after:+12026-02-03|filter_value",
                "has:file|filter_value",
                "from:a from:b|filter_repeated",
                "x from:bob|query_length",
            })
    void whatIsMalformedIsRefused(String typed, String code) {
        assertThatThrownBy(() -> parse(typed))
                .asInstanceOf(type(ChatException.class))
                .satisfies(
                        refused -> assertThat(refused.violations().toString()).contains("q", code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "\0\0", "from:\0", "ab\ud800"})
    void whatSaysNothingIsRefused(String typed) {
        assertThatThrownBy(() -> parse(typed)).isInstanceOf(ChatException.class);
    }

    @Test
    void h03_aLongQueryIsRefusedAtOnce() {
        assertThat(parse("a".repeat(200)).text()).isPresent();
        for (String wrong : new String[] {"a".repeat(201), "from:".repeat(100_000), "\"".repeat(10_240)}) {
            assertThatThrownBy(() -> parse(wrong)).isInstanceOf(ChatException.class);
        }
    }

    private static SearchQuery parse(String typed) {
        return SearchQuery.parse("q", typed);
    }
}
