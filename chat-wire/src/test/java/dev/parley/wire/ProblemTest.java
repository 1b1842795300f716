package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

    @Test
    void aRefusalSaysWhatIsWrongFieldByField() {
        Problem problem = Problem.of(ChatException.invalid("content", "blank", "Write something first."));

        assertThat(Json.text(problem.json()))
                .isEqualTo("{\"type\":\"https://parley.dev/errors/invalid\",\"title\":\"The request is not valid\","
                        + "\"status\":400,\"code\":\"invalid\",\"detail\":\"Write something first.\",\"retryable\":false,"
                        + "\"errors\":[{\"field\":\"content\",\"code\":\"blank\"}]}");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyRefusalHasItsStatus(ErrorCode code) {
        Problem problem = Problem.of(ChatException.of(code));

        assertThat(problem.status()).isIn(400, 401, 403, 404, 409, 429, 503);
        assertThat(problem.retryable()).isEqualTo(problem.status() == 429 || problem.status() == 503);
        assertThat(problem.retryAfterSeconds().isPresent()).isEqualTo(problem.retryable());
    }

    @Test
    void theTimeToWaitIsRoundedUpToSeconds() {
        ChatException early = ChatException.later(ErrorCode.RATE_LIMITED, "Slowly.", Duration.ofMillis(1001));

        assertThat(Problem.of(early).retryAfterSeconds()).hasValue(2L);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void whoReadsARefusalLearnsWhatItSaid(ErrorCode code) {
        Problem problem = Problem.of(ChatException.later(code, "Slowly.", Duration.ofMillis(1001)));

        assertThat(Problem.read(problem.json())).isEqualTo(problem);
        assertThat(problem.json().path("retry_after_ms").asLong()).isEqualTo(code.retryable() ? 1001 : 0);
    }

    @Test
    void aFaultOfOursTellsNothing() {
        assertThat(Problem.ofStatus(500)).isEqualTo(Problem.internal());
        assertThat(Problem.ofStatus(431).status()).isEqualTo(431);
        assertThat(Problem.ofStatus(502)).isEqualTo(Problem.internal());
        assertThat(Problem.ofStatus(503)).returns(503, Problem::status).returns("unavailable", Problem::code);
        assertThat(Problem.ofStatus(505)).returns(505, Problem::status).returns("bad_request", Problem::code);
    }
}
