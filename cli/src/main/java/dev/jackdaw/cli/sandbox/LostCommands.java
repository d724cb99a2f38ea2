package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.engine.LostCalls;
import dev.jackdaw.tools.shell.Jobs;
import java.util.List;
import java.util.Optional;

/** What is known of the commands of a process that was killed. */
public record LostCommands(Jobs jobs) implements LostCalls {
  @Override
  public Optional<ToolResult> result(AgentId agent, CallId call) {
    return jobs.lost(agent, call);
  }

  @Override
  public List<Running> running() {
    return jobs.left().stream()
        .map(one ->
            new Running(
                one.agent(),
                one.call(),
                one.goesOn() ? Optional.of(one::whenOver) : Optional.empty()))
        .toList();
  }
}
