package dev.parley.contract.history;

/** What must hold of every run; the guarantees are those of the core. */
public enum Invariant {
    I1("every send answered ok is in the log exactly once, with the id and seq of the answer"),
    I2("everything in the log was asked for"),
    I3("no send answered as failed is in the log"),
    I4("there is one message for a sender, conversation and client id"),
    I5("the changes of a conversation are 1, 2, 3 … and the same on every node"),
    I6("what was sent after another's ok has the larger seq"),
    I7("pushes begin right behind the hello position and are consecutive"),
    I8("a device applies every change once and in order, and none is missing up to its position"),
    I9("what arrives for a change is its message at that change or later, as the log has it"),
    I10("what was deleted is not shown by any later read"),
    I11("nothing reaches a removed member that came after the removal"),
    I12("one sees one's own acknowledged writes, and reads never go back"),
    I13("pages forward and backward show the same messages, each once"),
    I14("the reported number of unread messages is the recounted one"),
    I15("nothing reaches who is no member");

    private final String promise;

    Invariant(String promise) {
        this.promise = promise;
    }

    public String promise() {
        return promise;
    }
}
