package dev.parley.jdbi;

import dev.parley.core.model.Facts.Left;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Needs.Leaver;
import dev.parley.core.model.Needs.Reacting;
import dev.parley.core.model.Role;
import dev.parley.jdbi.RoundTrip.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads what those who are erased have left in a conversation. A part of a {@link FactLoader}, used as it is. */
final class LeaverLoader {

    private static final String TEXTS = "select " + Rows.MESSAGE
            + " from parley_message m join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE
            + "where m.conversation_id = any(?) and m.sender_id = any(?)"
            + " and m.client_id > (select w.client_id from unnest(?) w(client_id))"
            + " and m.kind = '" + MessageKind.TEXT + "' and m.deleted_at is null"
            + " order by m.conversation_id, m.sender_id, m.client_id limit " + Needs.TEXTS;

    private static final String HEIRS = "select " + Rows.MEMBER + " from unnest(?, ?) w(conversation_id, account_id)"
            + " join parley_member mm on mm.conversation_id = w.conversation_id and mm.account_id ="
            + " (select o.account_id from parley_member o join parley_account a on a.id = o.account_id"
            + " where o.conversation_id = w.conversation_id and o.account_id <> w.account_id and o.left_seq is null"
            + " and a.disabled_at is null order by case o.role when '" + Role.OWNER + "' then 0 when '"
            + Role.MODERATOR + "' then 1 else 2 end, o.joined_seq, o.account_id limit 1)" + Rows.MARKER;

    private static final String REACTIONS = "select r.message_id, r.emoji, r.account_id from parley_reaction r"
            + " where r.conversation_id = any(?) and r.account_id = any(?) order by r.message_id, r.emoji limit "
            + Needs.TEXTS;

    /** The names that a message calls are written down with it, as {@link Packed} has them. */
    private static final String CALLERS = "select x.message_id from parley_mention x"
            + " join parley_message m on m.id = x.message_id"
            + " where x.conversation_id = any(?) and x.account_id = any(?)"
            + " and ' ' || m.mentions like '% ' || x.account_id || ':%' order by x.message_id limit " + Needs.TEXTS;

    private final RoundTrip trip;
    private final Map<Leaver, List<MessageId>> callers = new HashMap<>();
    private final Map<Leaver, List<Message>> texts = new HashMap<>();
    private final Map<Leaver, List<Reacting>> reactions = new HashMap<>();
    private final Map<Leaver, Member> heirs = new HashMap<>();

    LeaverLoader(RoundTrip trip) {
        this.trip = trip;
    }

    /** Who is erased goes from one conversation at a time, so that statements for each alone are no more than for all. */
    void askFor(Leaver leaver) {
        Values place = Values.of(Long.class, Stream.of(leaver.conversation().value()));
        Values account = Values.of(Long.class, Stream.of(leaver.account().value()));
        List<Message> his = new ArrayList<>();
        texts.put(leaver, his);
        trip.query(
                TEXTS,
                row -> his.add(Rows.message(row)),
                place,
                account,
                Values.of(String.class, Stream.of(leaver.after())));
        List<Reacting> put = new ArrayList<>();
        reactions.put(leaver, put);
        trip.query(REACTIONS, row -> put.add(FactLoader.reacting(row)), place, account);
        List<MessageId> calling = new ArrayList<>();
        callers.put(leaver, calling);
        trip.query(CALLERS, row -> calling.add(new MessageId(row.getLong("message_id"))), place, account);
        trip.query(HEIRS, row -> heirs.put(leaver, Rows.member(row)), place, account);
    }

    /** What they have put under texts. */
    List<Reacting> found() {
        return reactions.values().stream().flatMap(List::stream).toList();
    }

    /** What calls them by name. */
    List<MessageId> calling() {
        return callers.values().stream().flatMap(List::stream).toList();
    }

    Map<Leaver, Left> left() {
        return texts.keySet().stream().collect(Collectors.toMap(leaver -> leaver, this::left));
    }

    private Left left(Leaver leaver) {
        return new Left(
                texts.getOrDefault(leaver, List.of()),
                reactions.getOrDefault(leaver, List.of()),
                callers.getOrDefault(leaver, List.of()),
                Optional.ofNullable(heirs.get(leaver)));
    }
}
