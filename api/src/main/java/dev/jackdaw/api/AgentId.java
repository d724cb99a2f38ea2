package dev.jackdaw.api;

/**
 * Names an agent within its session: {@link #MAIN} is the one the user talks to, a sub-agent has
 * its parent's name with a number behind it ({@code "1"}, {@code "1.2"}).
 */
public record AgentId(String value) {
  public static final AgentId MAIN = new AgentId("");

  public AgentId child(int number) {
    return new AgentId(isMain() ? Integer.toString(number) : value + "." + number);
  }

  public boolean isMain() {
    return value.isEmpty();
  }

  /** Returns how many agents stand between this one and the main one; 0 for the main one. */
  public int depth() {
    return isMain() ? 0 : 1 + (int) value.chars().filter(c -> c == '.').count();
  }

  /** Returns the short name people and models use: {@code agent2} for {@code "1.2"}. */
  public String handle() {
    return isMain() ? "main" : "agent" + value.substring(value.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    return isMain() ? "main" : value;
  }
}
