package dev.parley.cli;

import dev.parley.cli.launch.SettingsException;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.client.ChatClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chat-cli tail}. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the messages of one conversation, or of all of yours, as they come.",
            "A lost connection is replaced and what was missed meanwhile is shown: each change once, in its order."
                    + " Ctrl-C ends it."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "Stopped by Ctrl-C it is done.",
            "",
            "Examples:",
            "  chat-cli tail --token-file token",
            "  chat-cli tail --token-file token --with bob --after 0",
            "  chat-cli tail --token-file token --json | jq -r .message.content",
            "  chat-cli tail --url https://chat.example.org/mount --conversation 7"
        })
final class TailCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final TokenOptions server = new TokenOptions();

    @Option(names = "--conversation", paramLabel = "ID", description = "Only this conversation.")
    private Optional<Long> conversation = Optional.empty();

    @Option(names = "--with", paramLabel = "USERNAME", description = "Only the direct conversation with this person.")
    private Optional<String> with = Optional.empty();

    @Option(
            names = "--after",
            paramLabel = "SEQ",
            description = "Begin with what came after this number, 0 for all of it; otherwise with what comes now.")
    private Optional<Long> after = Optional.empty();

    @Option(names = "--json", description = "One JSON object a line, as the server sent it, for programs.")
    private boolean json;

    TailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        check();
        Server on = server.server(terminal);
        Optional<ConversationId> only = with.map(on::direct).or(() -> conversation.map(ConversationId::new));
        Tail tail = new Tail(terminal, on, only, json);
        ChatClient client = following(on.client(), only).start(tail);
        CtrlC end = CtrlC.isTheEnd(terminal);
        try {
            tail.untilTheEnd();
        } finally {
            end.close();
            client.close();
        }
        return ExitCode.OK;
    }

    private void check() {
        if (conversation.isPresent() && with.isPresent()) {
            throw new SettingsException("Use --conversation or --with, not both.");
        }
        if (after.isPresent() && conversation.isEmpty() && with.isEmpty()) {
            throw new SettingsException("--after counts in one conversation. Name it with --conversation or --with.");
        }
        if (after.orElse(0L) < 0 || conversation.orElse(1L) < 1) {
            throw new SettingsException("--conversation is 1 or more, --after 0 or more.");
        }
    }

    private ChatClient.Builder following(ChatClient.Builder client, Optional<ConversationId> only) {
        client.farthestBehind(Long.MAX_VALUE);
        if (only.isEmpty()) {
            return client.following();
        }
        return after.map(seq -> client.following(only.get(), seq)).orElseGet(() -> client.following(only.get()));
    }
}
