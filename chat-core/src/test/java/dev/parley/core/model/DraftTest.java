package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTest {

    @Test
    void aDraftWithoutClientIdGetsANewOneEachTime() {
        Draft draft = Draft.text("hello");

        assertThat(draft.clientId()).isEmpty();
        assertThat(draft.clientIdOrNew()).isNotEqualTo(draft.clientIdOrNew());
        assertThat(draft.withClientId(draft.clientIdOrNew()).content()).isEqualTo("hello");
    }

    @Test
    void g3_aClientIdIsKept() {
        assertThat(Draft.text("hello").withClientId("order:4711_a-b.c").clientIdOrNew())
                .isEqualTo("order:4711_a-b.c");
    }

    @Test
    void h11_otherClientIdsAreRefused() {
        for (String wrong : List.of("", " ", "a b", "a/b", "ä", "a\0", "a'b", "a".repeat(65))) {
            assertThatThrownBy(() -> Draft.text("hello").withClientId(wrong)).isInstanceOf(ChatException.class);
        }
        assertThat(Draft.text("hello").withClientId("a".repeat(64)).clientId()).isPresent();
    }
}
