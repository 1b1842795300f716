package dev.parley.contract.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker finds each broken promise, and nothing in a history that keeps them all. */
class CheckerTest {

    private static final String ROOM = "room";

    /** A small history that keeps a promise, and what to add to it so that it does not. */
    private record Case(List<Entry> good, List<Entry> bad) {}

    @ParameterizedTest
    @EnumSource
    void aHistoryThatKeepsThePromiseIsFoundGood(Invariant invariant) {
        assertThat(check(of(invariant).good())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aHistoryThatBreaksThePromiseIsFoundOut(Invariant invariant) {
        Case sample = of(invariant);
        List<Entry> broken =
                Stream.concat(sample.good().stream(), sample.bad().stream()).toList();

        assertThat(check(broken)).extracting(Violation::invariant).containsOnly(invariant);
        assertThat(check(broken).get(0).toString()).contains(invariant.promise());
    }

    @Test
    void aHistoryIsTheSameAfterItWasWrittenAndReadAgain() {
        History history = new History();
        history.add(Entry.of(
                "al \"the\\ \n ñ",
                Op.SEEN,
                Phase.OK,
                line -> line.over("phone#1")
                        .in(ROOM)
                        .key("c")
                        .at(1)
                        .message(2, 3, "h")
                        .top(4)
                        .count(5)
                        .time(-6, 7)));
        history.add(Entry.of("bob", Op.TOP, Phase.INFO, line -> {}));

        assertThat(history.lines()).noneMatch(line -> line.contains("\n"));
        assertThat(history.lines().get(1)).isEqualTo("{\"client\":\"bob\",\"op\":\"top\",\"phase\":\"info\"}");
        assertThat(History.of(history.lines().stream()).entries()).isEqualTo(history.entries());
    }

    private static Case of(Invariant invariant) {
        return switch (invariant) {
            case I1 -> new Case(sentAndStored(), List.of(invoke("b", 10), ok("b", 2, 12, 11)));
            case I2 -> new Case(sentAndStored(), List.of(log("n1", 2, 12, "b", "two")));
            case I3 ->
                new Case(
                        join(sentAndStored(), List.of(invoke("a", 5), fail("a", 6), invoke("c", 7), fail("c", 8))),
                        List.of(invoke("b", 10), fail("b", 11), log("n1", 2, 12, "b", "two")));
            case I4 ->
                new Case(
                        join(sentAndStored(), List.of(invoke("a", 5), ok("a", 1, 11, 6))),
                        List.of(log("n1", 2, 12, "a", "one")));
            case I5 ->
                new Case(
                        join(sentAndStored(), List.of(log("n2", 1, 11, "a", "one"))),
                        List.of(log("n3", 2, 11, "a", "one")));
            case I6 ->
                new Case(
                        List.of(
                                invoke("a", 1),
                                invoke("b", 1),
                                ok("b", 3, 13, 2),
                                ok("a", 2, 12, 3),
                                invoke("c", 4),
                                log("n1", 1, 11, "c", "three"),
                                log("n1", 2, 12, "a", "one"),
                                log("n1", 3, 13, "b", "two")),
                        List.of(ok("c", 1, 11, 5)));
            case I7 ->
                new Case(
                        join(pushed(), List.of(hello("phone#2", 1), observe(Op.PUSHED, "phone#2", 2, 12, 1, "two"))),
                        List.of(hello("tab#1", 0), observe(Op.PUSHED, "tab#1", 2, 12, 1, "two")));
            case I8 ->
                new Case(
                        join(
                                pushed(),
                                List.of(applied("phone#1", 1), applied("phone#2", 2), position("phone#2", 2, 2))),
                        List.of(applied("phone#2", 2)));
            case I9 -> new Case(pushed(), List.of(observe(Op.PULLED, "phone#1", 1, 11, 1, "forged")));
            case I10 ->
                new Case(
                        join(
                                edited(),
                                List.of(
                                        Entry.of(
                                                "alice",
                                                Op.DELETE,
                                                Phase.OK,
                                                l -> l.in(ROOM)
                                                        .message(12, 2, "")
                                                        .time(5, 6)),
                                        seen("bob", 2, 12, 1, "text", 5, 7),
                                        seen("bob", 2, 12, 2, "", 8, 9))),
                        List.of(seen("carol", 2, 12, 1, "text", 8, 9)));
            case I11 ->
                new Case(
                        join(
                                pushed(),
                                List.of(
                                        member("dora"),
                                        Entry.of(
                                                "dora",
                                                Op.REMOVED,
                                                Phase.OK,
                                                l -> l.in(ROOM).at(1)),
                                        seen("dora", 1, 11, 1, "one", 1, 2))),
                        List.of(seen("dora", 2, 12, 1, "two", 3, 4)));
            case I12 ->
                new Case(
                        join(
                                sentAndStored(),
                                List.of(
                                        member("alice"),
                                        member("bob"),
                                        top("alice", 1, 3, 4),
                                        top("bob", 0, 1, 2),
                                        top("bob", 1, 3, 4),
                                        top("bob", 0, 2, 5))),
                        List.of(top("bob", 0, 6, 7)));
            case I13 ->
                new Case(
                        join(join(pushed(), walk(Op.WALK_FORWARD, "f", 1, 2, 3)), walk(Op.WALK_BACKWARD, "b", 2, 1)),
                        walk(Op.WALK_BACKWARD, "bad", 2, 2, 1));
            case I14 ->
                new Case(
                        join(edited(), List.of(unread(0, 3, 2), unread(1, 3, 1), unread(3, 3, 0))),
                        List.of(unread(2, 3, 1)));
            case I15 ->
                new Case(
                        pushed(),
                        List.of(observe(Op.PUSHED, "eve", "spy#1", 1, 11, 1, "one")).stream()
                                .flatMap(e -> Stream.of(hello("spy#1", 0), e))
                                .toList());
        };
    }

    @Test
    void i1_anotherPlaceThanTheAnswersIsFoundOut() {
        assertThat(check(join(sentAndStored(), List.of(invoke("a", 5), ok("a", 2, 11, 6)))))
                .extracting(Violation::invariant)
                .containsOnly(Invariant.I1);
    }

    @Test
    void i8_whatNeverCameIsFoundOut() {
        assertThat(check(join(pushed(), List.of(applied("phone#1", 1), position("phone#1", 1, 2)))))
                .extracting(Violation::invariant)
                .containsOnly(Invariant.I8);
    }

    @Test
    void i8_whatCameFromNowhereIsFoundOut() {
        assertThat(check(join(sentAndStored(), List.of(applied("phone#1", 1)))))
                .extracting(Violation::invariant)
                .containsOnly(Invariant.I8);
    }

    @Test
    void i9_whatIsNotInTheLogIsFoundOut() {
        assertThat(check(join(pushed(), List.of(observe(Op.PULLED, "phone#1", 3, 13, 1, "three")))))
                .extracting(Violation::invariant)
                .containsOnly(Invariant.I9);
    }

    @Test
    void i9_aMessageOlderThanItsChangeIsFoundOut() {
        assertThat(check(join(edited(), List.of(member("bob"), observe(Op.PULLED, "phone#1", 3, 12, 1, "text")))))
                .extracting(Violation::invariant)
                .containsOnly(Invariant.I9);
    }

    @Test
    void i12_onesOwnEditThatIsMissingIsFoundOut() {
        Entry edit = Entry.of(
                "alice", Op.EDIT, Phase.OK, l -> l.in(ROOM).message(12, 2, "").time(5, 6));

        assertThat(check(join(edited(), List.of(edit, seen("alice", 2, 12, 1, "text", 7, 8)))))
                .extracting(Violation::invariant)
                .containsOnly(Invariant.I12);
    }

    private static List<Violation> check(List<Entry> entries) {
        History history = new History();
        entries.forEach(history::add);
        return Checker.check(history);
    }

    private static List<Entry> sentAndStored() {
        return List.of(invoke("a", 1), ok("a", 1, 11, 2), log("n1", 1, 11, "a", "one"));
    }

    /** Two messages, pushed to a phone. */
    private static List<Entry> pushed() {
        return List.of(
                invoke("a", 1),
                invoke("b", 1),
                log("n1", 1, 11, "a", "one"),
                log("n1", 2, 12, "b", "two"),
                member("bob"),
                hello("phone#1", 0),
                observe(Op.PUSHED, "phone#1", 1, 11, 1, "one"),
                observe(Op.PUSHED, "phone#1", 2, 12, 1, "two"));
    }

    /** Two messages, the second of which is gone. */
    private static List<Entry> edited() {
        return List.of(
                invoke("a", 1),
                invoke("b", 1),
                log("n1", 1, 11, "a", "one"),
                log("n1", 2, 12, "b", ""),
                log("n1", 3, 12, "b", ""),
                member("alice"),
                member("bob"),
                member("carol"));
    }

    private static List<Entry> join(List<Entry> first, List<Entry> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Entry invoke(String key, long t0) {
        return send(key, Phase.INVOKE, line -> line.time(t0, 0));
    }

    private static Entry ok(String key, long seq, long id, long t1) {
        return send(key, Phase.OK, line -> line.at(seq).message(id, 1, "").time(0, t1));
    }

    private static Entry fail(String key, long t1) {
        return send(key, Phase.FAIL, line -> line.time(0, t1));
    }

    private static Entry send(String key, Phase phase, Consumer<Entry.Line> more) {
        return Entry.of(
                "alice", Op.SEND, phase, line -> more.accept(line.in(ROOM).key(key)));
    }

    private static Entry log(String node, long seq, long id, String key, String hash) {
        return Entry.of(
                "alice",
                Op.LOG,
                Phase.OK,
                line -> line.over(node).in(ROOM).key(key).at(seq).message(id, 0, hash));
    }

    private static Entry hello(String connection, long seq) {
        return Entry.of(
                "bob",
                Op.HELLO,
                Phase.OK,
                line -> line.over(connection).in(ROOM).at(seq));
    }

    private static Entry observe(Op op, String connection, long seq, long id, long version, String hash) {
        return observe(op, "bob", connection, seq, id, version, hash);
    }

    private static Entry observe(
            Op op, String client, String connection, long seq, long id, long version, String hash) {
        return Entry.of(
                client,
                op,
                Phase.OK,
                line -> line.over(connection).in(ROOM).at(seq).message(id, version, hash));
    }

    private static Entry applied(String connection, long seq) {
        return Entry.of(
                "bob",
                Op.APPLIED,
                Phase.OK,
                line -> line.over(connection).in(ROOM).at(seq));
    }

    private static Entry position(String connection, long seq, long top) {
        return Entry.of(
                "bob",
                Op.POSITION,
                Phase.OK,
                line -> line.over(connection).in(ROOM).at(seq).top(top));
    }

    private static Entry member(String client) {
        return Entry.of(client, Op.MEMBER, Phase.OK, line -> line.in(ROOM));
    }

    private static Entry seen(String client, long seq, long id, long version, String hash, long t0, long t1) {
        return Entry.of(
                client,
                Op.SEEN,
                Phase.OK,
                line -> line.in(ROOM).at(seq).message(id, version, hash).time(t0, t1));
    }

    private static Entry top(String client, long top, long t0, long t1) {
        return Entry.of(client, Op.TOP, Phase.OK, line -> line.in(ROOM).top(top).time(t0, t1));
    }

    private static Entry unread(long marker, long top, long count) {
        return Entry.of(
                "bob",
                Op.UNREAD,
                Phase.OK,
                line -> line.in(ROOM).at(marker).top(top).count(count));
    }

    private static List<Entry> walk(Op direction, String name, long... seqs) {
        Entry start = Entry.of(
                "bob", direction, Phase.INVOKE, line -> line.over(name).in(ROOM).top(2));
        Stream<Entry> steps = Arrays.stream(seqs)
                .mapToObj(seq -> Entry.of(
                        "bob",
                        direction,
                        Phase.OK,
                        line -> line.over(name).in(ROOM).at(seq)));
        return Stream.concat(Stream.of(start), steps).toList();
    }
}
