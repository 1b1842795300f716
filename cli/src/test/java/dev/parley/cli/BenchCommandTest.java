package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--url 127.0.0.1 | is no address like",
                "--url wss://127.0.0.1 | speaks no TLS",
                "--connections 0 | --connections: 0 is not between",
                "--connections 5 --senders 6 | --senders: 6 are more",
                "--senders 0 | somebody has to send",
                "--in-flight 2 --rate 10 | --in-flight or --rate",
                "--in-flight -1 | --in-flight: -1",
                "--rate -3 | --rate: -3",
                "--size 0 | --size: 0",
                "--size 4001 | --size: 4001",
                "--seconds 0 | --seconds has to be above 0",
                "--warm-up -1 | --warm-up not below",
                "--connections many | --connections"
            })
    void whatMakesNoSenseIsAWrongCommandInOneLine(String options, String why) {
        Shell.Result result = new Shell().run(("bench " + options).split(" "));

        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(why);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsOneLineAndExitCodeOne() {
        Shell.Result result = new Shell().run("bench", "--url", "ws://127.0.0.1:1", "--connections", "10");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip())
                .isEqualTo("chat-cli: No server answers at 127.0.0.1:1. Is it started, and is this its port?");
    }

    @Test
    void pairsWantAnEvenNumber() {
        Shell.Result result = new Shell().run("bench", "--url", "ws://127.0.0.1:1", "--connections", "11", "--pairs");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("an even number, not 11");
    }
}
