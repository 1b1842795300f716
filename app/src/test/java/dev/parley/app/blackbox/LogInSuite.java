package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registering and logging in by the API that existing clients know. */
abstract class LogInSuite extends ServerSuite {

    private static final String REGISTER = "/api/auth/register/";
    private static final String LOG_IN = "/api/auth/login/";

    LogInSuite(Database database) {
        super(database);
    }

    private Reply register(String username, String more) {
        return anybody().post(REGISTER, "{'username':'%s','password':'three small words'%s}".formatted(username, more));
    }

    private Reply logIn(String login) {
        return anybody().post(LOG_IN, "{'username':'%s','password':'three small words'}".formatted(login));
    }

    @Test
    void whoRegistersIsLoggedInWithTheTokenGiven() {
        String name = server().freeName("Alice");
        Reply reply = register(name, ",'email':'" + name + "@Example.org','display_name':'Alice Apple'");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("/user/username")).isEqualTo(name);
        assertThat(reply.at("/user/display_name")).isEqualTo("Alice Apple");
        assertThat(reply.at("/user/email")).isEqualToIgnoringCase(name + "@example.org");
        assertThat(anybody().bearer(reply.text("token")).get("/api/users/me").text("username"))
                .isEqualTo(name);
    }

    @Test
    void aUsernameAndAPasswordAreEnough() {
        String name = server().freeName("plain");

        assertThat(register(name, "").at("/user/display_name")).isEqualTo(name);
        assertThat(register(server().freeName("plain"), ",'email':null,'display_name':''")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aTakenNameOrAddressIsAConflict() {
        String name = server().freeName("taken");
        register(name, ",'email':'" + name + "@example.org'");

        assertThat(register(name, "").said()).isEqualTo("409 username_taken");
        assertThat(register(name.toUpperCase(java.util.Locale.ROOT), "").said()).isEqualTo("409 username_taken");
        assertThat(register(server().freeName("other"), ",'email':'" + name + "@EXAMPLE.org'")
                        .said())
                .isEqualTo("409 email_taken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | username:required password:required",
                "{'username':7,'password':['a']} | username:wrong_type password:wrong_type",
                "{'username':'x','password':'three small words'} | username:username_shape",
                "{'username':'a b','password':'three small words'} | username:username_shape",
                "{'username':'free.name','password':'short'} | password:too_short",
                "{'username':'free.name','password':'three small words','email':'no address'} | email:email_shape",
                "{'username':'free.name','password':'three small words','display_name':'a\\nb'} | display_name:display_name_shape"
            })
    void aRegistrationThatCannotBeSaysWhichFieldIsWrong(String body, String errors) {
        assertThat(anybody().post(REGISTER, body).saidAll()).isEqualTo("400 invalid " + errors);
    }

    @Test
    void loggingInGivesATokenItsEndAndTheUser() {
        String name = server().freeName("Bob");
        register(name, ",'email':'" + name + "@example.org'");

        Reply reply = logIn(name);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.fields()).containsExactlyInAnyOrder("token", "expires_at", "user");
        assertThat(Instant.parse(reply.text("expires_at"))).isAfter(Instant.now());
        assertThat(anybody()
                        .with("Authorization", "Token " + reply.text("token"))
                        .get("/api/messages/")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void oneLogsInByNameOrAddressInAnyCase() {
        String name = server().freeName("Carol");
        register(name, ",'email':'" + name + "@example.org'");

        assertThat(logIn(name.toUpperCase(java.util.Locale.ROOT)).status()).isEqualTo(200);
        assertThat(logIn(name + "@example.org").status()).isEqualTo(200);
        assertThat(logIn(name.toUpperCase(java.util.Locale.ROOT) + "@Example.ORG")
                        .at("/user/username"))
                .isEqualTo(name);
    }

    @Test
    void wrongCredentialsAreToldApartByNothing() {
        Client dave = user("dave");
        Reply wrong = anybody().post(LOG_IN, "{'username':'" + dave.name() + "','password':'three large words'}");
        Reply unknown = anybody().post(LOG_IN, "{'username':'nobody.here','password':'three large words'}");

        assertThat(wrong.said()).isEqualTo("401 wrong_credentials");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {REGISTER, LOG_IN, "/api/auth/register", "/api/auth/login"})
    void whatIsNotJsonIsRefused(String path) {
        assertThat(anybody().post(path, "{'username':'alice'").said()).isEqualTo("400 malformed_json");
        assertThat(anybody().post(path, "").said()).isEqualTo("400 malformed_json");
        assertThat(anybody().post(path, "{}").said()).isEqualTo("400 invalid");
        assertThat(anybody().get(path).said()).isEqualTo("405 method_not_allowed");
    }
}
