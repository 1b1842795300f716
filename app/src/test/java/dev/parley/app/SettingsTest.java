package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.cli.launch.Logging;
import dev.parley.cli.launch.SettingsException;
import dev.parley.cli.launch.Sources;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void withoutAnythingTheServerIsForThisMachineAlone() {
        Settings settings = read(Map.of());

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.registrationOpen()).isTrue();
        assertThat(settings.limits()).isEqualTo(Limits.defaults());
        assertThat(settings.database().allowWeakDurability()).isFalse();
        assertThat(settings.logLevel()).isEqualTo("info");
        assertThat(settings.logFormat()).isEqualTo(Logging.Format.TEXT);
    }

    @Test
    void everyLimitCanBeSet() {
        Limits limits = read(Map.of(
                        "PARLEY_LIMITS",
                        "content=1000, password=16, sends=2.5/7, log-ins=1m/5, address-log-ins=6h/9,"
                                + " registrations=1/2, sessions=3, idle=12h, session=30d"))
                .limits();

        assertThat(limits.contentMax()).isEqualTo(1000);
        assertThat(limits.passwordMin()).isEqualTo(16);
        assertThat(limits.rate(Limited.SENDS)).isEqualTo(new Rate(2.5, 7));
        assertThat(limits.rate(Limited.LOG_INS)).isEqualTo(new Rate(1.0 / 60, 5));
        assertThat(limits.rate(Limited.ADDRESS_LOG_INS)).isEqualTo(new Rate(6.0 / 3600, 9));
        assertThat(limits.rate(Limited.REGISTRATIONS)).isEqualTo(new Rate(1, 2));
        assertThat(limits.sessionsPerAccount()).isEqualTo(3);
        assertThat(limits.sessionIdle()).isEqualTo(Duration.ofHours(12));
        assertThat(limits.sessionMax()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void theDefaultsInTheHelpAreThoseThatHold() {
        String help = String.join(" ", Usage.FOOTER);
        String said = Pattern.compile("[a-z-]+=[0-9][0-9a-z/]*")
                .matcher(help.substring(help.indexOf("Limits,"), help.indexOf("Exit codes")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining(","));

        assertThat(read(Map.of("PARLEY_LIMITS", said)).limits()).isEqualTo(Limits.defaults());
        assertThat(Arrays.stream(said.split(",")).map(limit -> limit.split("=")[0]))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("content", "password", "connections", "sessions", "idle", "session"),
                                Arrays.stream(Limited.values())
                                        .map(what -> what.name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-')))
                        .toList());
    }

    @Test
    void limitsOffLiftsTheRatesAndNothingElse() {
        Limits limits = read(Map.of("PARLEY_LIMITS", "off")).limits();

        assertThat(limits).isEqualTo(Limits.defaults().withoutRates());
        assertThat(limits.contentMax()).isEqualTo(4000);
    }

    @ParameterizedTest
    @CsvSource({"PARLEY_PUBLIC_URL,chat.example.org", "PARLEY_PUBLIC_URL,ftp://x", "PARLEY_TRUSTED_PROXIES,10.0.0.0/40"
    })
    void anAddressThatIsNoneIsRefusedBeforeAnythingIsOpened(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(value + " (environment " + name + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void limitsOffIsRefusedWhereOthersCanReachTheServer(String host) {
        assertThatThrownBy(() -> read(Map.of("PARLEY_LIMITS", "off", "PARLEY_HOST", host)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("without limits the server listens on 127.0.0.1 only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "off,sends=10/30",
                "off,log-ins=1m/10",
                "off,address-log-ins=30m/50",
                "off,registrations=6m/20",
                "off,connections=20",
                "off,sends=10/30,log-ins=1m/10,registrations=6m/20",
                "sends=10/30,off"
            })
    void onlyOneRateThatIsOffIsRefusedThereToo(String limits) {
        assertThatThrownBy(() -> read(Map.of("PARLEY_LIMITS", limits, "PARLEY_HOST", "0.0.0.0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("without limits the server listens on 127.0.0.1 only");
    }

    @Test
    void limitsThatAreAllSetAfterOffAreTakenEverywhere() {
        String all = "off,sends=10/30,commands=2/120,pulls=20/100,connections=20,log-ins=1m/10,"
                + "address-log-ins=30m/50,registrations=6m/20";

        assertThat(read(Map.of("PARLEY_LIMITS", all, "PARLEY_HOST", "0.0.0.0")).limits())
                .isEqualTo(Limits.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void limitsOffIsTakenOnThisMachine(String host) {
        assertThat(read(Map.of("PARLEY_LIMITS", "off", "PARLEY_HOST", host))
                        .limits()
                        .rate(Limited.SENDS)
                        .unlimited())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PARLEY_PORT|tcp://10.0.0.1:80|a port is a number from 0 to 65535",
                "PARLEY_PORT|65536|a port is a number from 0 to 65535",
                "PARLEY_PORT|-1|a port is a number from 0 to 65535",
                "PARLEY_HOST|no such host|no such address is known here",
                "PARLEY_REGISTRATION|maybe|use open or closed",
                "PARLEY_LOG_LEVEL|loud|use off, error, warn, info, debug or trace",
                "PARLEY_LOG_FORMAT|xml|use text or json",
                "PARLEY_ALLOW_WEAK_DURABILITY|1|use true or false",
                "PARLEY_LIMITS|sent=1/2|there is no limit sent",
                "PARLEY_LIMITS|content=4001|content=4001 is not a number from 1 to 4000",
                "PARLEY_LIMITS|content=|content= is not a number",
                "PARLEY_LIMITS|password=3|password=3 is not a number from 8 to 64",
                "PARLEY_LIMITS|sends=0/1|sends=0/1 lets nothing through",
                "PARLEY_LIMITS|sends=0.000/1|sends=0.000/1 lets nothing through",
                "PARLEY_LIMITS|sends=1000000/1000000|sends=1000000/1000000 is too much; a rate goes up to 999999/999999",
                "PARLEY_LIMITS|sends=1/99999999999999|is too much",
                "PARLEY_LIMITS|sends=10|sends=10 is not a rate like 10/30",
                "PARLEY_LIMITS|sends=1/0|sends=1/0 lets nothing through",
                "PARLEY_LIMITS|idle=5|idle=5 is not a time like 12h or 14d",
                "PARLEY_PUBLIC_URL|https://x/ch%20at|The path of the public address has letters, digits",
                "PARLEY_DATABASE_URL|jdbc:h2:tcp://localhost/x|use jdbc:h2:file:PATH or jdbc:h2:mem:NAME",
                "PARLEY_DATABASE_URL|jdbc:h2:file:./x;INIT=RUNSCRIPT FROM 'http://e'|INIT is not allowed",
                "PARLEY_DATABASE_URL|jdbc:postgresql://db/x?socketFactory=x|socketFactory is not allowed",
                "PARLEY_DATABASE_URL|jdbc:oracle:thin:x|use jdbc:postgresql://HOST:PORT/NAME or jdbc:h2:file:PATH"
            })
    void whatIsWrongIsSaidInOneLineWithItsOrigin(String variable, String value, String problem) {
        assertThatThrownBy(() -> read(Map.of(variable, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("environment " + variable)
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("\n");
    }

    private static Settings read(Map<String, String> environment) {
        return Settings.of(Sources.of(Map.of(), environment, Optional.empty()), warning -> {});
    }
}
