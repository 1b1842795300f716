package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "host:order:4711", "4711", "Shop/order@7+x=y.z_-"})
    void whatAHostCallsAConversationIsKeptAsItIs(String key) {
        assertThat(new HostKey(key).value()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":a", "a b", "a\nb", "a\u0000", "ä", "a'", "a%", "a\\"})
    void whatCouldBeReadInTwoWaysIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HostKey(key));
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256})
    void aKeyHas255CharactersAtTheMost(int length) {
        String key = "k".repeat(length);

        if (length == 255) {
            assertThat(new HostKey(key).value()).hasSize(255);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> new HostKey(key));
        }
    }
}
