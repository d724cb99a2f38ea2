package dev.jackdaw.api;

import java.util.List;
import java.util.Optional;

/**
 * A kind of sub-agent that somebody described: what it is for, what it is told and how little of
 * its parent's rights it gets. It never adds to them.
 *
 * @param name tells it apart, see {@link #isName}
 * @param description when to use it, for the model that chooses
 * @param prompt its standing orders, behind those of every sub-agent; may be empty
 * @param tools the only ones it may have of its parent's; nothing for all of them
 * @param withheld tools it does not get in any case
 * @param model the model that does the work; empty for that of the session
 * @param mode how much it may do without asking, where that is less than the session may
 * @param maxTurns of one task; 0 for no limit of its own
 * @param isolated whether it works in a worktree of its own
 * @param background whether its parent goes on meanwhile
 * @param label whose words it is made of; the detail says where they stand
 */
public record AgentDefinition(
    String name,
    String description,
    String prompt,
    Optional<List<String>> tools,
    List<String> withheld,
    String model,
    Optional<Mode> mode,
    int maxTurns,
    boolean isolated,
    boolean background,
    Label label) {
  private static final int MAX_NAME_CHARS = 64;

  public AgentDefinition {
    if (!isName(name)) throw new IllegalArgumentException("\"" + name + "\" is not a name");
    if (maxTurns < 0) throw new IllegalArgumentException("maxTurns must not be less than 0");
    tools = tools.map(List::copyOf);
    withheld = List.copyOf(withheld);
  }

  /** Returns whether it can name a definition: letters, digits, {@code -} and {@code _}. */
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_NAME_CHARS) return false;
    return text.chars()
        .allMatch(c ->
            c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_');
  }
}
