package dev.jackdaw.embed;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.engine.Briefing;
import dev.jackdaw.engine.MemoryFiles;
import dev.jackdaw.engine.SessionBuilder;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tools.ToolboxOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Describes one session, in what it differs from the others. Used by one thread. */
public final class SessionRequest {
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final Jackdaw owner;
  private final Blueprint plan;
  private Optional<SessionId> id = Optional.empty();
  private Optional<Path> workspace;
  private Approver approver;
  private final List<Rule> allowed = new ArrayList<>();
  private String instructions = "";

  SessionRequest(Jackdaw owner, Blueprint plan) {
    this.owner = owner;
    this.plan = plan;
    this.workspace = plan.workspace();
    this.approver = plan.approver();
  }

  /** Its name; one that cannot be guessed otherwise. */
  public SessionRequest id(SessionId value) {
    id = Optional.of(value);
    return this;
  }

  /** The folder it works in. */
  public SessionRequest workspace(Path value) {
    workspace = Optional.of(value);
    return this;
  }

  /** Who is asked about its calls. */
  public SessionRequest approver(Approver value) {
    approver = value;
    return this;
  }

  /** Adds rules for what may happen unasked in it. */
  public SessionRequest allow(String... rules) {
    for (var rule : rules) allowed.add(Rule.parse(rule));
    return this;
  }

  /** What its agent is told beside what all are told. */
  public SessionRequest instructions(String value) {
    instructions = value;
    return this;
  }

  /**
   * Begins it.
   *
   * @throws JackdawException with code {@code session-exists} when its name is taken
   */
  public JackdawSession open() {
    owner.requireOpen();
    var name = id.orElseGet(() -> SessionId.create(plan.clock().instant(), RANDOM));
    return begin(folder -> plan.storage().create(name, folder, plan.clock()));
  }

  /**
   * Goes on with one that was closed, or whose process ended; from now on with these rules, tools
   * and instructions.
   *
   * @throws JackdawException with code {@code session-unknown} when there is none, {@code
   *     session-locked} when it is open, here or elsewhere
   */
  public JackdawSession resume(SessionId kept) {
    owner.requireOpen();
    if (owner.find(kept).isPresent()) {
      throw JackdawBuilder.problem(
          "session-locked", "Session " + kept + " is open here; find(id) returns it");
    }
    return begin(_ -> plan.storage().open(kept, plan.clock()));
  }

  private interface Opening {
    Journal journal(Path folder);
  }

  private JackdawSession begin(Opening opening) {
    var place = Place.of(workspace);
    Journal journal;
    try {
      journal = opening.journal(place.workspace().directory());
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
    try {
      var wanted = new Wanted(plan.answerMode());
      var opened = builder(place, journal, wanted).open();
      for (var listener : plan.listeners()) {
        opened.listen(occurrence -> listener.heard(opened.id(), occurrence));
      }
      var session = new JackdawSession(opened, approver, wanted, plan.repairs(), owner::remove);
      owner.add(session);
      return session;
    } catch (RuntimeException e) {
      journal.close();
      place.close();
      throw e;
    }
  }

  private SessionBuilder builder(Place place, Journal journal, Wanted wanted) {
    var where = place.workspace();
    var confined = plan.confined(where);
    var policy =
        plan.policy(
            where, allowed, () -> confined.map(Confined::confinement).orElse(Confinement.NONE));
    confined.ifPresent(each -> each.obey(policy));
    var options =
        ToolboxOptions.defaults()
            .withEnvironment(plan.environment())
            .withReadable(path -> !policy.hides(path));
    var toolbox =
        Toolbox.create(confined.map(each -> options.withStarting(each.starting())).orElse(options));
    var memory = new MemoryFiles(List.of(), where.directory());
    var told = (plan.instructions() + "\n\n" + instructions).strip();
    var builder =
        AgentSession.builder()
            .journal(journal)
            .workspace(where)
            .model(plan.model())
            .tools((info, _) -> plan.toolsFor(info, toolbox))
            .policy(policy)
            .memory(plan.workspaceTrusted() ? memory : memory.withoutProject())
            .attendance(
                approver.equals(Approver.DENY) ? Attendance.UNATTENDED : Attendance.ATTENDED)
            .briefing(new Briefing(plan.systemPrompt(), told))
            .limits(plan.limits())
            .hooks(plan.hooks())
            .answerForm(wanted::form)
            .effort(plan.effort())
            .clock(plan.clock())
            .version("embedded")
            .redactor(new Redactor(plan.environment()))
            .closing(toolbox)
            .closing(place);
    confined.ifPresent(builder::closing);
    plan.customizer().accept(builder);
    return builder;
  }
}
