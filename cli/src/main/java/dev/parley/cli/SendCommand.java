package dev.parley.cli;

import dev.parley.cli.launch.SettingsException;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.client.ChatClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat-cli send}. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Says something to somebody, and waits until the server has stored it.",
            "For each message a line says what has become of it. Doing it again with the same --client-id stores"
                    + " nothing twice."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli send --token-file token --to bob \"Hello, Bob\"",
            "  chat-cli send --token-file token --to bob --client-id order-4711 \"It has left\"",
            "  tail -f app.log | chat-cli send --token-file token --conversation 7 -"
        })
final class SendCommand implements Callable<Integer> {

    private static final String LINES = "-";

    private final Terminal terminal;

    @Mixin
    private final TokenOptions server = new TokenOptions();

    @Option(names = "--to", paramLabel = "USERNAME", description = "To this person.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--conversation", paramLabel = "ID", description = "Into this conversation.")
    private Optional<Long> conversation = Optional.empty();

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "What makes it the same message when it is sent again: 1 to 64 of A-Z a-z 0-9 _ - : ."
                    + " Lines get -1, -2 and so on behind it.")
    private Optional<String> clientId = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Parameters(paramLabel = "TEXT", description = "What to say; - for each line of the standard input.")
    private String text = "";

    SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        check();
        Server on = server.server(terminal);
        ConversationId room = to.map(on::direct).orElseGet(() -> new ConversationId(conversation.orElseThrow()));
        String id = clientId.orElseGet(() -> UUID.randomUUID().toString());
        try (ChatClient client = on.client().start(change -> {})) {
            Sending sending = new Sending(terminal, on, client, room, id, timeout);
            Thread reader = new Thread(() -> sending.begin(() -> read(sending, id)), "parley-input");
            reader.setDaemon(true);
            reader.start();
            sending.sayAll();
        }
        return ExitCode.OK;
    }

    private void read(Sending sending, String id) {
        if (text.equals(LINES)) {
            each(sending, id);
        } else {
            sending.send(text, id);
        }
    }

    private void check() {
        if (to.isPresent() == conversation.isPresent()) {
            throw new SettingsException("Say to whom: --to USERNAME or --conversation ID.");
        }
        if (conversation.orElse(1L) < 1 || timeout < 1) {
            throw new SettingsException("--conversation and --timeout are 1 or more.");
        }
    }

    private void each(Sending sending, String id) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8.newDecoder()))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    sending.send(line, id + "-" + number);
                }
            }
        } catch (CharacterCodingException e) {
            throw new SettingsException("The standard input is not text in UTF-8.");
        } catch (IOException e) {
            throw new RefusedException("The standard input cannot be read.");
        }
    }
}
