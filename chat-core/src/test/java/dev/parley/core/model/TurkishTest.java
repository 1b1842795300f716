package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the machine speaks Turkish, in which the lower case of I is not i. */
class TurkishTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void speakTurkish() {
        Locale.setDefault(Locale.forLanguageTag("tr"));
        assertThat("TITLE".toLowerCase(Locale.getDefault())).isNotEqualTo("title");
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @Test
    void c08_usernamesAreTheSame() {
        assertThat(new Username("KIRILL").folded()).isEqualTo("kirill");
        assertThat(new Username("ADMINISTRATOR").reserved()).isTrue();
    }

    @Test
    void c08_searchingIsTheSame() {
        assertThat(SearchText.query("TITLE"))
                .isEqualTo(SearchText.fold("title"))
                .isEqualTo("title");
    }

    @Test
    void c08_addressesAreTheSame() {
        assertThat(new EmailAddress("INFO@EXAMPLE.IT").value()).isEqualTo("info@example.it");
    }

    @Test
    void c08_errorCodesAreTheSameOnTheWire() {
        assertThat(ErrorCode.INVALID.wire()).isEqualTo("invalid");
        assertThat(ErrorCode.CLIENT_ID_REUSED.wire()).isEqualTo("client_id_reused");
    }
}
