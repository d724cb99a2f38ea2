package dev.jackdaw.journal;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.wire.InstantText;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds the one session a person means. */
final class Finder {
  private static final int MAX_CANDIDATES = 10;

  private Finder() {}

  static SessionId find(String name, List<SessionSummary> sessions) {
    var wanted = name.strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) throw unknown(name, sessions);
    List<Predicate<SessionSummary>> ways =
        List.of(
            session -> session.id().value().startsWith(name.strip()),
            session -> session.title().toLowerCase(Locale.ROOT).equals(wanted),
            session -> session.title().toLowerCase(Locale.ROOT).contains(wanted));
    for (var way : ways) {
      var found = sessions.stream().filter(way).toList();
      if (found.size() == 1) return found.getFirst().id();
      if (found.size() > 1) throw ambiguous(name, found);
    }
    throw unknown(name, sessions);
  }

  private static JackdawException ambiguous(String name, List<SessionSummary> found) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "session-ambiguous",
        "\""
            + name
            + "\" could be any of "
            + found.size()
            + " sessions. Name one by its id:"
            + listed(found));
  }

  static JackdawException unknown(String name, List<SessionSummary> sessions) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "session-unknown",
        "There is no session \""
            + name
            + "\"."
            + (sessions.isEmpty()
                ? " See what there is with \"jackdaw sessions list\"."
                : " The latest are:" + listed(sessions)));
  }

  private static String listed(List<SessionSummary> sessions) {
    var out = new StringBuilder();
    for (var session : sessions.subList(0, Math.min(sessions.size(), MAX_CANDIDATES))) {
      out.append("\n  ").append(session.id()).append("  ");
      out.append(InstantText.write(session.lastActivity())).append("  ").append(session.title());
    }
    if (sessions.size() > MAX_CANDIDATES) {
      out.append("\n  and ").append(sessions.size() - MAX_CANDIDATES).append(" more");
    }
    return out.toString();
  }
}
