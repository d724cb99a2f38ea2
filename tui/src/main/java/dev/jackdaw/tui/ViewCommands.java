package dev.jackdaw.tui;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Session;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.view.View;
import dev.jackdaw.tui.view.ViewSources;
import dev.jackdaw.tui.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The commands that show something. Where nobody hosts views, what they show is printed as lines.
 */
final class ViewCommands {
  private static final int CONTEXT_COLUMNS = 100;

  private final Screen screen;
  private final ShellActions actions;
  private @Nullable Consumer<View> viewer;

  ViewCommands(Screen screen, ShellActions actions) {
    this.screen = screen;
    this.actions = actions;
  }

  void host(Consumer<View> other) {
    viewer = other;
  }

  Commands.Next run(SlashCommand command, String argument, Session session)
      throws InterruptedException {
    try {
      return switch (command) {
        case RESUME -> resume(argument, session);
        case EXPORT -> told(actions.views().export(session, argument));
        case JOBS -> jobs(argument);
        case MCP -> servers(argument);
        case DOCTOR -> show(Views.lines("Doctor", actions.views().doctor()));
        case TRANSCRIPT -> show(Views.transcript(actions.views().events(session)));
        case DIFF -> show(Views.diff(actions.views().changes(session), argument));
        case PERMISSIONS ->
            show(
                Views.facts(
                    "Permission rules, mode " + session.mode().text(),
                    actions.views().rules(),
                    "There is no rule: what is asked follows from the mode, "
                        + session.mode().text()
                        + "."));
        case AGENTS ->
            show(Views.agents(actions.views().events(session), actions.views().agents()));
        case SETTINGS ->
            show(Views.facts("Settings", actions.views().settings(), "Nothing is set anywhere."));
        default -> throw new IllegalStateException("shows nothing: " + command);
      };
    } catch (JackdawException | IllegalStateException e) {
      return told(String.valueOf(e.getMessage()));
    }
  }

  private Commands.Next resume(String id, Session session) {
    if (id.isEmpty()) {
      var sessions =
          actions.views().sessions().stream()
              .filter(each -> !each.id().equals(session.id().value()))
              .toList();
      if (sessions.isEmpty()) return told("There is no other session of this folder.");
      return show(Views.resume(sessions));
    }
    actions.views().choose(id);
    return Commands.Next.RENEW;
  }

  private Commands.Next jobs(String argument) {
    var words = argument.split("\\s+");
    var jobs = actions.views().jobs();
    if (words[0].equals("stop") && words.length == 2) return told(actions.views().stop(words[1]));
    if (argument.equals("background")) return told(actions.views().background());
    if (argument.isEmpty()) {
      return jobs.isEmpty() ? told("No command runs in the background.") : show(Views.jobs(jobs));
    }
    for (var job : jobs) if (job.id().equals(argument)) return show(Views.output(job));
    return told("There is no job " + argument + ". /jobs lists them, /jobs stop ID ends one.");
  }

  private Commands.Next servers(String argument) {
    var servers = actions.views().servers();
    if (servers.isEmpty()) {
      return told(
          "No MCP server is configured. \"jackdaw mcp add NAME -- COMMAND\" adds one, \"jackdaw mcp"
              + " import FILE\" takes over those of another agent.");
    }
    if (argument.isEmpty()) return show(Views.servers(servers));
    for (var server : servers)
      if (server.name().equals(argument)) return show(Views.server(server));
    for (var line : actions.views().server(argument)) screen.line(OutputFilter.line(line));
    return Commands.Next.GO_ON;
  }

  private Commands.Next told(String text) {
    screen.line(OutputFilter.all(text));
    return Commands.Next.GO_ON;
  }

  private Commands.Next show(View view) {
    var host = viewer;
    if (host != null) {
      host.accept(view);
      return Commands.Next.GO_ON;
    }
    for (var line : view.lines(new Ink(Theme.plain(), screen.signs()), screen.width())) {
      screen.line(line.toString());
    }
    return Commands.Next.GO_ON;
  }

  /** Shows a view if somebody hosts views; returns whether. */
  boolean shows(Supplier<View> view) {
    if (viewer == null) return false;
    show(view.get());
    return true;
  }

  boolean shows(String title, Supplier<List<String>> lines) {
    return shows(() -> Views.lines(title, lines.get()));
  }

  boolean context(Session session) {
    return tried(() -> {
      var columns = Math.min(CONTEXT_COLUMNS, screen.width());
      var table = new ContextTable(session.context(), columns, Look.LINEAR, screen.signs());
      return Views.lines("Context", table.lines());
    });
  }

  boolean rewinds(Session session) {
    return tried(
        () -> Views.rewind(actions.views().events(session), actions.views().changes(session)));
  }

  boolean models(Session session) {
    return tried(() -> {
      var models = new ArrayList<ViewSources.Fact>();
      for (var each : actions.models()) {
        models.add(new ViewSources.Fact(each.name(), each.remark(), ""));
      }
      return Views.models(session.model().id(), models);
    });
  }

  private boolean tried(Callable<View> view) {
    if (viewer == null) return false;
    try {
      show(view.call());
    } catch (JackdawException | IllegalStateException e) {
      told(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return true;
  }
}
