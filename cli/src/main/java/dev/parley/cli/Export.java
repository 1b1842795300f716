package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.cli.launch.Printable;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.wire.Frames;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a conversation is written down. No line of it steers a terminal (attack C23). */
enum Export {
    JSON {
        @Override
        String line(Message message) {
            ObjectNode frame = Frames.message(message);
            frame.remove("markup");
            return Sheets.json(frame);
        }
    },

    TEXT {
        @Override
        String line(Message message) {
            String by = Sheets.name(message.sender());
            String said = message.note().isPresent() ? "* " + by + " " + noted(message) : by + ": " + words(message);
            return message.sentAt() + " " + Printable.escaped(said);
        }

        private static String words(Message message) {
            return message.content().orElse("(deleted)");
        }
    },

    CSV {
        @Override
        Optional<String> heading() {
            return Optional.of("id,seq,time,sender,kind,text,edited,deleted");
        }

        @Override
        String line(Message message) {
            boolean words = message.kind() == MessageKind.TEXT;
            return Stream.of(
                            message.id().toString(),
                            Long.toString(message.seq()),
                            message.sentAt().toString(),
                            Sheets.name(message.sender()),
                            Sheets.word(message.kind()),
                            words ? message.content().orElse("") : noted(message),
                            message.editedAt().map(Object::toString).orElse(""),
                            message.deletedAt().map(Object::toString).orElse(""))
                    .map(Export::cell)
                    .collect(Collectors.joining(","));
        }
    };

    /** With these, half and full width, spreadsheets have a formula begin (attack C22). */
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    /** The line before the first, where there is one. */
    Optional<String> heading() {
        return Optional.empty();
    }

    abstract String line(Message message);

    /** The note, whom it is about, and its words, as far as it has them. */
    private static String noted(Message message) {
        return Stream.of(
                        message.note().map(note -> Sheets.word(note.kind())),
                        message.note().flatMap(note -> note.about()).map(Sheets::name),
                        message.content())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static String cell(String value) {
        String shown = Printable.lines(value);
        String seen = shown.stripLeading();
        boolean formula = !seen.isEmpty() && FORMULA.indexOf(seen.charAt(0)) >= 0;
        return '"' + (formula ? "'" + shown : shown).replace("\"", "\"\"") + '"';
    }
}
