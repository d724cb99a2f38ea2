package dev.jackdaw.cli.sessions;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.text.Plain;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.export.Export;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;

/** The commands about sessions. Each either does what it says or throws; none asks. */
public final class SessionCommands {
  private static final int MOST_HITS = 50;

  private final Sessions sessions;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Path directory;
  private final int columns;

  /**
   * Prepares the commands.
   *
   * @param zone of the times that are shown
   * @param directory what the name of an export starts from
   * @param columns the width of the terminal
   */
  public SessionCommands(
      Sessions sessions, InstantSource clock, ZoneId zone, Path directory, int columns) {
    this.sessions = sessions;
    this.clock = clock;
    this.zone = zone;
    this.directory = directory;
    this.columns = columns;
  }

  /** Prints the sessions, the one last in use first. */
  public void list(Arguments arguments, PrintWriter out) {
    var all = sessions.list();
    if (arguments.has(Option.JSON)) {
      out.println(SessionTable.json(all).pretty());
    } else if (all.isEmpty()) {
      out.println("There are no sessions yet. \"jackdaw\" begins one.");
    } else {
      new SessionTable(clock.instant(), zone, columns).print(all, out);
    }
    out.flush();
  }

  /** Prints a session as text. */
  public void show(Arguments arguments, PrintWriter out) {
    var id = sessions.find(arguments.operands().getFirst());
    try (var journal = sessions.view(id)) {
      Export.markdown(journal, out);
      out.flush();
    } catch (IOException e) {
      throw failed("Cannot print session " + id + ": " + e.getMessage() + ".", e);
    }
  }

  /** Prints where the words are found. */
  public void search(Arguments arguments, PrintWriter out) {
    var text = String.join(" ", arguments.operands());
    var hits = sessions.search(text, MOST_HITS);
    if (hits.isEmpty()) out.println("No session holds \"" + VisibleText.blanked(text) + "\".");
    for (var hit : hits) {
      var place = hit.session() + "  ";
      var left = Math.max(40, columns - place.length());
      out.println(place + Plain.cut(VisibleText.blanked(hit.excerpt()), left));
    }
    if (hits.size() == MOST_HITS) out.println("There may be more; add words to narrow it down.");
    out.flush();
  }

  /** Writes a session as a document, to a new file or to the output. */
  public void export(Arguments arguments, PrintWriter out) {
    var id = sessions.find(arguments.operands().getFirst());
    var file = arguments.text(Option.OUTPUT);
    var format = arguments.text(Option.FORMAT).orElse("markdown");
    try (var journal = sessions.view(id)) {
      if (file.isPresent()) {
        NewFile.write(
            directory,
            file.get(),
            Option.OUTPUT.longName(),
            writer -> write(journal, format, writer));
      } else {
        write(journal, format, out);
        out.flush();
      }
    } catch (IOException e) {
      throw failed("Cannot write the export: " + e + ".", e);
    }
  }

  /**
   * Writes a session to a new file, in the form its ending says.
   *
   * @param name empty for one made from the session's id
   * @return what was written
   */
  public Path export(SessionId id, String name) {
    var file = name.isEmpty() ? id.value() + ".md" : name;
    var dot = file.lastIndexOf('.');
    var ending = dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    try (var journal = sessions.view(id)) {
      NewFile.write(directory, file, "name", writer -> write(journal, ending, writer));
    }
    return directory.resolve(file);
  }

  private static void write(Journal journal, String format, Appendable out) throws IOException {
    switch (format) {
      case "json" -> Export.json(journal, out);
      case "html" -> Export.html(journal, out);
      default -> Export.markdown(journal, out);
    }
  }

  /**
   * Deletes sessions by their whole ids. All of them are looked up first, so that a mistake in one
   * deletes none.
   */
  public void delete(Arguments arguments, PrintWriter out) {
    var ids = new ArrayList<SessionId>();
    for (var operand : arguments.operands()) {
      if (!SessionId.isValid(operand)) {
        throw new JackdawException(
            JackdawException.Kind.USER,
            "session-unknown",
            "\""
                + VisibleText.blanked(operand)
                + "\" is not the id of a session. \"jackdaw sessions"
                + " list\" shows the ids.");
      }
      var id = new SessionId(operand);
      sessions.view(id).close();
      if (!ids.contains(id)) ids.add(id);
    }
    for (var id : ids) {
      sessions.delete(id);
      out.println("Deleted " + id + ".");
      out.flush();
    }
  }

  private static JackdawException failed(String message, Exception cause) {
    return new JackdawException(JackdawException.Kind.ENVIRONMENT, "output-failed", message, cause);
  }
}
