package dev.parley.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.NewInvitation;
import dev.parley.core.model.Page;

/**
 * What invitations by link look like on the wire.
 *
 * <p>Thread-safe: stateless.
 */
public final class InvitationFrames {

    private InvitationFrames() {}

    /** An invitation without its secret. */
    public static ObjectNode invitation(Invitation invitation) {
        ObjectNode json = Json.object()
                .put("id", invitation.id())
                .put("conversation", invitation.conversation().value())
                .put("created_by", invitation.createdBy().value())
                .put("created_at", Json.time(invitation.createdAt()));
        invitation.expiresAt().ifPresent(at -> json.put("expires_at", Json.time(at)));
        invitation.usesLeft().ifPresent(uses -> json.put("uses_left", uses));
        return json;
    }

    /** A fresh invitation with its secret. */
    public static ObjectNode newInvitation(NewInvitation fresh) {
        return invitation(fresh.invitation()).put("secret", fresh.secret());
    }

    /** A part of the invitations to a place. */
    public static ObjectNode invitations(Page<Invitation> page) {
        ObjectNode json = Json.object();
        json.set("results", Frames.all(page.items(), InvitationFrames::invitation));
        return json.put("next", page.next().orElse(null));
    }
}
