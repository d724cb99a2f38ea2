package dev.jackdaw.journal;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Another process that uses the same sessions. Its first argument says what it does. */
final class Child {
  private Child() {}

  static Process start(String what, Path state, SessionId session) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                Child.class.getName(),
                what,
                state.toString(),
                session.value()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static BufferedReader output(Process child) {
    return child.inputReader(StandardCharsets.UTF_8);
  }

  public static void main(String[] args) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var sessions = new Sessions(Path.of(args[1]), InstantSource.system());
    var session = new SessionId(args[2]);
    switch (args[0]) {
      case "hold" -> hold(sessions, session, out);
      case "append" -> append(sessions, session, out);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Opens the session, says so, and keeps it until its input ends. */
  private static void hold(Sessions sessions, SessionId session, PrintStream out)
      throws IOException {
    try (var _ = sessions.open(session)) {
      out.println("open");
      var next = System.in.read();
      while (next >= 0) next = System.in.read();
    } catch (JackdawException e) {
      out.println(e.code());
    }
  }

  /** Appends without end, and says the number of each event once it is kept. */
  private static void append(Sessions sessions, SessionId session, PrintStream out) {
    try (var journal = sessions.open(session)) {
      for (var i = 0; ; i++) {
        var text = i % 7 == 6 ? Some.big(20_000) : "event " + i;
        var kept = journal.append(AgentId.MAIN, new Event.NoticeGiven(text));
        out.println(kept.sequence());
      }
    }
  }
}
