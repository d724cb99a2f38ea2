package dev.jackdaw.examples;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tools.ToolboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;

/** Runs one task in a folder from a program of one's own. */
public final class EmbeddedAgent {
  private EmbeddedAgent() {}

  /** Does the task and returns how it ended. Only the given rule is allowed beyond reading. */
  public static Outcome run(Path folder, Path state, Model model, String allowed, String task)
      throws IOException, InterruptedException {
    var clock = InstantSource.system();
    var workspace = Workspace.of(folder);
    var toolbox = Toolbox.create(ToolboxOptions.defaults());
    var id = SessionId.create(clock.instant(), new Random());
    try (var session =
        AgentSession.builder()
            .journal(new Sessions(state, clock).create(id, folder))
            .workspace(workspace)
            .model(model)
            .tools((info, agent) -> toolbox.tools(info))
            .policy(new PolicyBuilder(workspace).build().allowing(Rule.parse(allowed), Set.of()))
            .closing(toolbox)
            .open()) {
      session.listen(occurrence -> System.err.println(occurrence.event().getClass()));
      return session.run(task);
    }
  }

  /** Takes the folder and the task, and the model of the environment's provider key. */
  public static void main(String[] words) throws IOException, InterruptedException {
    var settings = ProviderSettings.of(System.getenv(), "example");
    var model = new Providers(settings, InstantSource.system(), new Random()).model();
    var state = Path.of(System.getProperty("java.io.tmpdir"), "embedded-agent");
    System.out.println(run(Path.of(words[0]), state, model, "Edit", words[1]));
  }
}
