package dev.jackdaw.embed;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import java.util.List;

/**
 * A call that waits for a yes.
 *
 * @param number tells the questions of a session apart
 * @param agent whose call it is: the main agent's or a sub-agent's
 * @param summary a line for people
 * @param effects all that the call would do, as far as it is known
 * @param reason why policy asks
 * @param rule what {@link Approval#forSession} would add
 * @param origins where the text came from that the model has in view and that may have asked for it
 */
public record ApprovalRequest(
    SessionId session,
    long number,
    AgentId agent,
    String tool,
    Json.Obj input,
    String summary,
    List<Effect> effects,
    String reason,
    Rule rule,
    List<Label> origins) {
  public ApprovalRequest {
    effects = List.copyOf(effects);
    origins = List.copyOf(origins);
  }
}
