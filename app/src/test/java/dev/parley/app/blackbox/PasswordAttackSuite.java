package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on passwords, A01–A09, A14 and A15.
 *
 * <table>
 * <caption>Rows of A that are elsewhere or wait</caption>
 * <tr><td>A10–A12</td><td>{@link LimitAttackSuite}</td></tr>
 * <tr><td>A13, A18</td><td>{@link HashingSuite}</td></tr>
 * <tr><td>A10 (reset), A17</td><td>wait for resetting passwords</td></tr>
 * <tr><td>A16</td><td>waits for setting up in the browser; until then the command line makes the first administrator</td></tr>
 * </table>
 */
abstract class PasswordAttackSuite extends ServerSuite {

    private static final String REGISTER = "/api/auth/register/";
    private static final String LOG_IN = "/api/auth/login/";

    PasswordAttackSuite(Database database) {
        super(database);
    }

    private Reply register(String name, String password) {
        return anybody().post(REGISTER, "{'username':'%s','password':'%s'}".formatted(name, password));
    }

    private Reply logIn(String name, String password) {
        return anybody().post(LOG_IN, "{'username':'%s','password':'%s'}".formatted(name, password));
    }

    @Test
    void a01_elevenCharactersAreTooFewAndTwelveAreEnough() {
        assertThat(register(server().freeName("a"), "seven c").saidAll()).isEqualTo("400 invalid password:too_short");
        assertThat(register(server().freeName("a"), "kj3 fh8 qlw").saidAll())
                .isEqualTo("400 invalid password:too_short");
        assertThat(register(server().freeName("a"), "😀🐘🎈🚗🍎🌳🏠🎻🐟🍋☂️").saidAll())
                .isIn("201", "400 invalid password:too_short");
        assertThat(register(server().freeName("a"), "kj3 fh8 qlwx").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sixty-four characters of a passphrase with spaces and a full stop.",
                "eine sehr lange Zeile, in der 😀 und 早餐 und 🏴󠁧󠁢󠁳󠁣󠁴󠁿 stehen, denn alles was man tippen kann, das darf in ein Passwort, gleich wie lang"
            })
    void a02_longPassphrasesOfAnyCharactersWorkExactly(String password) {
        String name = server().freeName("a");

        assertThat(register(name, password).status()).isEqualTo(201);
        assertThat(logIn(name, password).status()).isEqualTo(200);
        assertThat(logIn(name, password.substring(0, password.length() - 1)).said())
                .isEqualTo("401 wrong_credentials");
    }

    @Test
    void a02_twoHundredAndFiftySixCharactersAreAllowed() {
        String name = server().freeName("a");
        String password = "0123 abcd zyx ".repeat(20).substring(0, 256);

        assertThat(register(name, password).status()).isEqualTo(201);
        assertThat(logIn(name, password).status()).isEqualTo(200);
        assertThat(register(server().freeName("a"), password + "!").saidAll())
                .isEqualTo("400 invalid password:too_long");
    }

    @Test
    void a03_anEndlessPasswordIsRefusedWithoutHashingIt() {
        String name = user("a").name();
        long before = server().hashes();

        assertThat(logIn(name, "x".repeat(1 << 20)).said()).isEqualTo("413 too_large");
        assertThat(logIn(name, "x".repeat(100_000)).said()).isEqualTo("400 malformed_json");
        assertThat(logIn(name, "x".repeat(50_000)).said()).isEqualTo("401 wrong_credentials");
        assertThat(register(server().freeName("a"), "x".repeat(50_000)).said()).isEqualTo("400 invalid");
        assertThat(server().hashes()).isEqualTo(before);
    }

    @Test
    void a04_everyCharacterOfAPasswordCounts() {
        String name = server().freeName("a");
        String stem = "Correct Horse Battery Staple ".repeat(3).substring(0, 80);
        register(name, stem + "end");

        assertThat(logIn(name, stem + "end").status()).isEqualTo(200);
        assertThat(logIn(name, stem + "enD").status()).isEqualTo(401);
        assertThat(logIn(name, stem + "ene").status()).isEqualTo(401);
        assertThat(logIn(name, stem + "end ").status()).isEqualTo(401);
        assertThat(logIn(name, " " + stem + "end").status()).isEqualTo(401);
        assertThat(logIn(name, stem).status()).isEqualTo(401);
    }

    @Test
    void a05_aComposedLetterIsTheSameAsOneWithAnAccent() {
        String name = server().freeName("a");
        register(name, "un caf\u00e9 cr\u00e8me");

        assertThat(logIn(name, "un cafe\u0301 cre\u0300me").status()).isEqualTo(200);
        assertThat(logIn(name, "un cafe creme").status()).isEqualTo(401);
    }

    @Test
    void a06_aNulInAPasswordCutsNothingOff() {
        String name = server().freeName("a");

        assertThat(register(name, "three small\\u0000 words").saidAll())
                .isEqualTo("400 invalid password:invalid_characters");
        register(name, "three small words");
        assertThat(logIn(name, "three small words\\u0000").status()).isEqualTo(401);
        assertThat(logIn(name, "three small words\\u0000more").status()).isEqualTo(401);
        assertThat(logIn(name, "three small words\\ud800").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password123456789",
                "Password12345!",
                "P@ssw0rd2024!",
                "qwertyuiop123",
                "123456789012",
                "aaaaaaaaaaaaaaa",
                "abcabcabcabc",
                "parleyparley1",
                "iloveyou1234",
                "letmein12345",
                "password8264927341",
                "dragon-dragon-dragon"
            })
    void a07_passwordsThatAreTriedFirstAreRefused(String password) {
        assertThat(register(server().freeName("a"), password).saidAll()).isEqualTo("400 invalid password:too_common");
    }

    @Test
    void a07_onesOwnNameIsNoPassword() {
        assertThat(register("montgomery.burns", "montgomery.burns").saidAll())
                .isEqualTo("400 invalid password:too_common");
        assertThat(register("montgomery.burns", "MontgomeryBurns1").saidAll())
                .isEqualTo("400 invalid password:too_common");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onlylowercasewords",
                "ONLYUPPERCASEWORDS",
                "827364519203847561",
                "ein paar woerter",
                "dragon monkey sunshine"
            })
    void a08_nothingIsAskedOfWhatAPasswordIsMadeOf(String password) {
        assertThat(register(server().freeName("a"), password).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"nobody.of.that.name", "nobody@example.org", "'not a name at all'", "''", "'%'", "me"})
    void a09_somebodyUnknownCostsAsMuchAsAWrongPassword(String unknown) {
        String known = user("a").name();
        long start = server().hashes();

        Reply wrong = logIn(known, "not her password");
        long forWrong = server().hashes() - start;
        Reply nobody = logIn(unknown, "not her password");
        long forNobody = server().hashes() - start - forWrong;

        assertThat(forWrong).isEqualTo(1);
        assertThat(forNobody).isEqualTo(1);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body()).isEqualTo(wrong.body());
    }

    @Test
    void a14_aPasswordIsChangedOnlyByWhoKnowsIt() {
        Client alice = user("a");
        String change = "/api/users/me/password";

        assertThat(alice.post(change, "{'new_password':'four larger words'}").saidAll())
                .isEqualTo("400 invalid current_password:required");
        assertThat(alice.post(change, "{'current_password':'wrong','new_password':'four larger words'}")
                        .said())
                .isEqualTo("403 wrong_password");
        assertThat(alice.post(change, "{'current_password':'three small words','new_password':'short'}")
                        .saidAll())
                .startsWith("400 invalid")
                .contains("too_short");
        assertThat(logIn(alice.name(), TestServer.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void a14_anotherPasswordEndsAllOtherSessionsAndTheirSockets() {
        Client alice = user("a");
        Client elsewhere = server().again(alice);
        Client bob = user("b");

        try (ChatSocket there = ChatSocket.open(elsewhere, bob);
                ChatSocket all = SocketKind.EVERYTHING.open(elsewhere, bob);
                ChatSocket here = ChatSocket.open(alice, bob)) {
            Reply changed = alice.post(
                    "/api/users/me/password",
                    "{'current_password':'three small words','new_password':'four larger words'}");

            assertThat(changed.status()).isEqualTo(204);
            assertThat(there.closeCode()).isEqualTo(4401);
            assertThat(all.closeCode()).isEqualTo(4401);
            assertThat(elsewhere.get("/api/session").said()).isEqualTo("401 unauthenticated");
            assertThat(here.send("{'message':'still here'}")
                            .next()
                            .path("message")
                            .asText())
                    .isEqualTo("still here");
        }
        assertThat(alice.get("/api/session").status()).isEqualTo(200);
        assertThat(logIn(alice.name(), TestServer.PASSWORD).status()).isEqualTo(401);
        assertThat(logIn(alice.name(), "four larger words").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"admin, admin", "root, root", "sa, ''", "admin, password", "parley, parley", "test, test"})
    void a15_nobodyIsThereByDefault(String name, String password) {
        assertThat(logIn(name, password).said()).isEqualTo("401 wrong_credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/h2-console", "/console", "/h2", "/admin", "/actuator", "/debug", "/swagger", "/graphql"})
    void a15_thereIsNoConsole(String path) {
        assertThat(user("a").get(path).said()).isEqualTo("404 not_found");
        assertThat(user("a").get(path + "/").said()).isEqualTo("404 not_found");
    }
}
