package dev.parley.contract.simulation;

import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody who turns all pages of a conversation while others write. Only what was read to the end is written down. */
final class Walk {

    private static final int PAGE = 4;

    private final World world;
    private final MessageReader reader;
    private final Person person;
    private final ConversationId conversation;
    private final Op direction;
    private final List<Message> seen = new ArrayList<>();
    private final long top;

    Walk(World world, MessageReader reader, Person person, ConversationId conversation, Op direction) {
        this.world = world;
        this.reader = reader;
        this.person = person;
        this.conversation = conversation;
        this.direction = direction;
        this.top = page(Window.latest(1)).top();
    }

    void begin(String room) {
        MessagePage page = direction == Op.WALK_FORWARD ? forward() : backward();
        List<Message> messages = new ArrayList<>(page.messages());
        if (direction == Op.WALK_BACKWARD) {
            Collections.reverse(messages);
        }
        seen.addAll(messages);
        boolean more = direction == Op.WALK_FORWARD ? page.hasAfter() : page.hasBefore();
        if (more && !messages.isEmpty()) {
            world.after(world.upTo(100), () -> begin(room));
        } else {
            write(room);
        }
    }

    private MessagePage forward() {
        return page(Window.after(seen.isEmpty() ? 0 : last(), PAGE));
    }

    private MessagePage backward() {
        if (world.has(Bug.OFFSET_PAGES)) {
            return byOffset();
        }
        return page(seen.isEmpty() ? Window.latest(PAGE) : Window.before(last(), PAGE));
    }

    /** Leaves out as many of the newest as were shown before, whichever those are now. */
    private MessagePage byOffset() {
        List<Message> newest = page(Window.latest(Window.MOST)).messages();
        int end = Math.max(0, newest.size() - seen.size());
        int start = Math.max(0, end - PAGE);
        return new MessagePage(newest.subList(start, end), top, start > 0, false);
    }

    private long last() {
        return seen.get(seen.size() - 1).seq();
    }

    private MessagePage page(Window window) {
        return reader.window(person.id(), conversation, window).orElseThrow();
    }

    private void write(String room) {
        String name = "walk " + world.tick();
        world.write(
                person.name(),
                direction,
                Phase.INVOKE,
                line -> line.over(name).in(room).top(top));
        seen.forEach(message -> world.write(
                person.name(),
                direction,
                Phase.OK,
                line -> line.over(name).in(room).at(message.seq())));
    }
}
