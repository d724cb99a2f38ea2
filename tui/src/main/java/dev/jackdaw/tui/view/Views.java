package dev.jackdaw.tui.view;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Plan;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Makes views of what there is to show. */
public final class Views {
  private static final int PREVIEWED = 60;
  private static final Pattern COLUMNS = Pattern.compile("(\\S.{0,28}? {2,}|\\s+)\\S.*");

  private Views() {}

  /** Returns all that was said and done. */
  public static View.Text transcript(List<Occurrence> events) {
    return new View.Text("Transcript", orElse(Transcript.of(events), "Nothing was said yet."));
  }

  private static List<Section> orElse(List<Section> sections, String otherwise) {
    return sections.isEmpty() ? List.of(Section.of(Role.DIM, otherwise)) : sections;
  }

  /** Returns plain lines as a view. */
  public static View.Text lines(String title, List<String> lines) {
    var sections = new ArrayList<Section>();
    for (var line : lines) sections.add(columns(line));
    return new View.Text(title, sections);
  }

  /** A line that has two columns is broken in its second one. */
  private static Section columns(String line) {
    var parts = COLUMNS.matcher(line);
    return parts.matches() ? Section.hanging(parts.end(1), line) : Section.of(Role.TEXT, line);
  }

  /** Returns what steps changed; {@code step} names one, empty stands for all. */
  public static View.Text diff(List<ViewSources.Change> changes, String step) {
    var sections = new ArrayList<Section>();
    for (var each : changes) {
      if (!step.isEmpty() && !step.equals(Integer.toString(each.number()))) continue;
      sections.add(Section.heading(step(each)));
      sections.add(new LazyDiff(each.diff()));
    }
    var none = step.isEmpty() ? "No file was changed." : "There is no step " + step + ".";
    return new View.Text("What the session changed", orElse(sections, none));
  }

  private static String step(ViewSources.Change change) {
    var undone = change.isUndone() ? "  [undone]" : "";
    return "step " + change.number() + "  " + change.about() + undone;
  }

  /** Returns the prompts one can go back to, each with what that takes back. */
  public static View.Picker rewind(List<Occurrence> events, List<ViewSources.Change> changes) {
    var rows = new ArrayList<Row>();
    var prompts = Prompts.of(events);
    for (var i = prompts.size(); i > 0; i--) {
      var number = i;
      var since =
          changes.stream().filter(each -> !each.isUndone() && each.prompt() >= number).toList();
      var first = prompts.get(i - 1).lines().findFirst().orElse("");
      var remark =
          since.isEmpty()
              ? "no file changed since"
              : since.size() == 1 ? "1 step since" : since.size() + " steps since";
      rows.add(
          new Row(
              i + "  " + first,
              remark,
              "/rewind " + i,
              () -> preview(prompts.get(number - 1), since)));
    }
    return new View.Picker("Go back to before a prompt", rows, "goes back");
  }

  private static List<Section> preview(String prompt, List<ViewSources.Change> since) {
    var all = new ArrayList<Section>();
    all.add(Section.of(Role.STRONG, prompt));
    all.add(Section.of(Role.DIM, "\nWould be taken back:"));
    for (var each : since.reversed()) {
      all.add(Section.heading(step(each)));
      all.add(new LazyDiff(each.diff()));
    }
    return all;
  }

  public static View.Picker resume(List<ViewSources.Past> sessions) {
    var rows = new ArrayList<Row>();
    for (var each : sessions) {
      rows.add(
          new Row(
              each.title().isBlank() ? each.id() : each.title(),
              each.remark(),
              "/resume " + each.id(),
              () -> last(each.events().get())));
    }
    return new View.Picker("Sessions of this folder", rows, "goes on with it");
  }

  private static List<Section> last(List<Occurrence> events) {
    var all = Transcript.of(events);
    return all.subList(Math.max(0, all.size() - PREVIEWED), all.size());
  }

  /** Returns values and where they come from. */
  public static View.Text facts(String title, List<ViewSources.Fact> facts, String otherwise) {
    var widest = facts.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    var sections = new ArrayList<Section>();
    for (var each : facts) {
      var origin = each.origin().isEmpty() ? "" : "  (" + each.origin() + ")";
      sections.add(Section.pair(each.name(), Math.min(widest, 32) + 2, each.value() + origin));
    }
    return new View.Text(title, orElse(sections, otherwise));
  }

  /** Returns the agents at work or done, and those that can be asked for. */
  public static View.Text agents(List<Occurrence> events, List<ViewSources.Fact> definitions) {
    var sections = new ArrayList<Section>();
    var states = new LinkedHashMap<AgentId, String>();
    var about = new LinkedHashMap<AgentId, Event.AgentStarted>();
    for (var each : events) {
      if (each.event() instanceof Event.AgentStarted started) {
        about.put(started.child(), started);
        states.put(started.child(), "at work");
      }
      if (each.event() instanceof Event.TaskFinished && about.containsKey(each.agent())) {
        states.put(each.agent(), "done");
      }
    }
    about.forEach((id, started) -> {
      var name = started.name().isEmpty() ? "" : started.name() + ": ";
      var text = states.get(id) + "  " + name + started.description();
      sections.add(Section.pair(id.handle(), 10, text));
    });
    if (sections.isEmpty()) sections.add(Section.of(Role.DIM, "No agent was started."));
    sections.add(Section.of(Role.TEXT, ""));
    sections.add(Section.heading("Can be asked for"));
    sections.addAll(
        facts("", definitions, "None is defined; docs/agents.md tells how.").sections());
    return new View.Text("Agents", sections);
  }

  public static View.Picker jobs(List<ViewSources.Job> jobs) {
    var rows = new ArrayList<Row>();
    for (var each : jobs) {
      rows.add(
          new Row(
              each.id(),
              each.about(),
              "/jobs " + each.id(),
              () -> List.of(Section.of(Role.TEXT, each.output().get()))));
    }
    return new View.Picker("Commands in the background", rows, "shows what it printed");
  }

  /** Returns what a job printed. */
  public static View.Text output(ViewSources.Job job) {
    return new View.Text(
        job.id() + " " + job.about(), List.of(Section.of(Role.TEXT, job.output().get())));
  }

  public static View.Picker servers(List<ViewSources.Server> servers) {
    var rows = new ArrayList<Row>();
    for (var each : servers) {
      rows.add(
          new Row(
              each.name(),
              each.state() + (each.about().isEmpty() ? "" : ", " + each.about()),
              "/mcp " + each.name(),
              () -> List.of(Section.of(Role.TEXT, String.join("\n", each.details().get())))));
    }
    return new View.Picker("MCP servers", rows, "shows all of it");
  }

  public static View.Text server(ViewSources.Server server) {
    return lines("MCP server " + server.name(), server.details().get());
  }

  /** Returns the models that can be chosen, each with what is to be known for choosing it. */
  public static View.Picker models(String current, List<ViewSources.Fact> models) {
    var rows = new ArrayList<Row>();
    for (var each : models) rows.add(new Row(each.name(), each.value(), "/model " + each.name()));
    return new View.Picker("Models; now " + current, rows, "uses it");
  }

  public static View.Text plan(Plan plan) {
    var sections = new ArrayList<Section>();
    for (var line : plan.lines()) sections.add(Section.of(Role.TEXT, line));
    var title =
        plan.steps().isEmpty()
            ? "Steps"
            : "Steps: " + plan.done() + " of " + plan.steps().size() + " are done";
    return new View.Text(title, orElse(sections, "There is no plan."));
  }
}
