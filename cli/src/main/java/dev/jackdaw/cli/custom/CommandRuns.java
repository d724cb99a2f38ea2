package dev.jackdaw.cli.custom;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Session;
import dev.jackdaw.cli.custom.CommandBook.Order;
import dev.jackdaw.cli.permissions.PassingGrants;
import dev.jackdaw.tui.BuiltinWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives what commands come to to a session: with the model they name, and what they allow. */
public final class CommandRuns {
  /** Prompts of MCP servers are known to those alone. */
  private static final String SERVERS = "/mcp__";

  private static final Pattern COMMAND = Pattern.compile("/[A-Za-z][A-Za-z0-9_.:-]{0,100}");

  private final CommandBook book;
  private final LocalCommands local;
  private final PassingGrants grants;
  private final Function<String, Model> models;

  public CommandRuns(
      CommandBook book, LocalCommands local, PassingGrants grants, Function<String, Model> models) {
    this.book = book;
    this.local = local;
    this.grants = grants;
    this.models = models;
  }

  public CommandBook book() {
    return book;
  }

  /** What comes of a line. */
  public sealed interface Found {
    /** It is done, and this is to be said. */
    record Told(List<String> lines) implements Found {
      public Told {
        lines = List.copyOf(lines);
      }
    }

    /**
     * It is a task.
     *
     * @param remark what to tell the person first; may be empty
     * @param submission gives it to the session
     */
    record Task(String remark, Runnable submission) implements Found {}
  }

  /**
   * Finds out what a line means; nothing when it is no such command.
   *
   * @throws JackdawException of kind user when it cannot be done as typed
   */
  public Optional<Found> find(Session session, String line) {
    return find(session, line, List.of());
  }

  /** As the other; {@code more} was given with it. */
  public Optional<Found> find(Session session, String line, List<Block.Content> more) {
    var told = local.run(line);
    if (told.isPresent()) return told.map(Found.Told::new);
    return book.order(line).map(order -> task(session, order.with(more)));
  }

  /**
   * Passes what is a prompt though it begins with a slash, such as the path of a file.
   *
   * @throws JackdawException of kind user when it is a command that there is not
   */
  public void requireNoCommand(String line) {
    var word = line.strip().split("\\s", 2)[0];
    if (word.startsWith(SERVERS) || !COMMAND.matcher(word).matches()) return;
    if (Path.of(word).toFile().exists()) return;
    var names = new ArrayList<String>();
    for (var command : book.list()) names.add("/" + command.name());
    var terminal = BuiltinWords.all().contains(word.substring(1));
    throw new JackdawException(
        JackdawException.Kind.USER,
        "no-such-command",
        terminal
            ? word + " is a command of the terminal: start jackdaw without -p."
            : "There is no command "
                + word
                + Nearest.hint(word, names)
                + ". There are: "
                + String.join(", ", names)
                + ".");
  }

  private Found task(Session session, Order order) {
    var remark = "";
    Model model = null;
    if (!order.model().isEmpty() && !order.model().equals("inherit")) {
      try {
        model = models.apply(order.model());
      } catch (JackdawException e) {
        remark = "The command wants the model " + order.model() + ". " + e.getMessage();
      }
    }
    var chosen = model;
    return new Found.Task(remark, () -> submit(session, order, chosen));
  }

  private void submit(Session session, Order order, @Nullable Model model) {
    grants.add(order.allowed());
    if (model != null && !model.info().id().equals(session.model().id())) {
      lend(session, model, models.apply(session.model().id()));
    }
    session.submit(order.prompt());
  }

  /** The session gets its own model back when the task is over. */
  private static void lend(Session session, Model model, Model own) {
    session.model(model, "wanted by the command");
    var registration = new AtomicReference<Session.@Nullable Registration>();
    registration.set(
        session.listen(occurrence -> {
          if (!occurrence.agent().isMain()) return;
          if (!(occurrence.event() instanceof Event.TaskFinished)) return;
          // What is heard must not change the session while it is told.
          Thread.ofPlatform()
              .daemon()
              .name("model")
              .start(() -> {
                var listening = registration.getAndSet(null);
                if (listening == null) return;
                listening.close();
                session.model(own, "the command is done");
              });
        }));
  }
}
