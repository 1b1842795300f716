package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void idsFitIntoEveryClientsNumbers() {
        long greatest = (1L << 53) - 1;

        assertThat(new MessageId(greatest)).hasToString("9007199254740991");
        assertThat(new ConversationId(1)).hasToString("1");
        for (long wrong : List.of(0L, -1L, greatest + 1, Long.MAX_VALUE, Long.MIN_VALUE)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> new ConversationId(wrong));
        }
    }

    @Test
    void aPairIsTheSameFromBothSides() {
        AccountId low = new AccountId(3);
        AccountId high = new AccountId(20);

        assertThat(Pair.of(high, low)).isEqualTo(Pair.of(low, high));
        assertThat(Pair.of(high, low).key()).isEqualTo("3:20");
        assertThat(Pair.of(low, high).other(low)).isEqualTo(high);
        assertThat(Pair.of(low, high).other(high)).isEqualTo(low);
        assertThat(Pair.of(low, low).other(low)).isEqualTo(low);
        assertThat(Pair.of(low, high).has(new AccountId(4))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Pair(high, low));
    }
}
