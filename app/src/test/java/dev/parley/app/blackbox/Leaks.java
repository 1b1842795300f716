package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What no answer may hold, whatever was asked. */
final class Leaks {

    private static final Pattern INSIDES = Pattern.compile("Exception|\\bat [a-z]+\\.[a-z]+|dev\\.parley\\.(?!dev)|"
            + "\\borg\\.[a-z]|io\\.javalin|jakarta|parley_[a-z]+|(?i:select .* from|insert into|jdbc:)");

    private Leaks() {}

    static void check(String what, Reply reply) {
        assertThat(reply.status()).as(what + " " + reply.body()).isNotEqualTo(500);
        if (reply.status() >= 400 && !reply.body().isEmpty()) {
            assertThat(reply.header("Content-Type")).as(what).hasValue("application/problem+json");
            checkText(what, reply.body());
        }
    }

    static void checkText(String what, String answer) {
        assertThat(INSIDES.matcher(answer).find()).as(what + " " + answer).isFalse();
    }
}
