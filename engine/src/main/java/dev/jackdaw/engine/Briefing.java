package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an agent is told before anything else, from stable to volatile: standing orders, memory
 * files, facts about the machine. Equal circumstances give equal bytes, so that a provider can keep
 * it in its prompt cache. The one fact that changes by itself is the date: {@link Today} sees to it
 * that a session keeps the one it began with.
 *
 * @param replacement what stands in for our own standing orders, empty for ours
 * @param appendix what follows them, may be empty
 * @param style how the main agent is to talk to the person; nothing for its own way
 */
public record Briefing(String replacement, String appendix, Optional<Block.Text> style) {
  /** Jackdaw's own standing orders. */
  public static final Briefing STANDARD = new Briefing("", "");

  /** A briefing without a style. */
  public Briefing(String replacement, String appendix) {
    this(replacement, appendix, Optional.empty());
  }

  /** Returns the same with another style. */
  public Briefing with(Optional<Block.Text> other) {
    return new Briefing(replacement, appendix, other);
  }

  /** {@code orders} are those of the agent alone. */
  List<Block.Text> assemble(
      AgentId agent,
      List<Block.Text> orders,
      ModelInfo model,
      Workspace workspace,
      MemoryFiles memory,
      InstantSource clock) {
    var parts = new ArrayList<Block.Text>();
    parts.add(said(replacement.isEmpty() ? text("SystemPrompt.md") : replacement));
    if (!agent.isMain()) parts.add(said(text("SubAgent.md")));
    parts.addAll(orders);
    if (agent.isMain()) style.ifPresent(parts::add);
    if (!appendix.isEmpty()) parts.add(said(appendix));
    for (var file : memory.initial(model.window())) {
      var header = "Instructions from " + workspace.display(file.path()) + ":\n\n";
      parts.add(
          new Block.Text(
              header + file.text(), new Label(Label.Source.MEMORY, file.path().toString())));
    }
    parts.add(said(facts(model, workspace, clock)));
    return parts;
  }

  private static Block.Text said(String text) {
    return new Block.Text(text.strip(), Label.JACKDAW);
  }

  private static String facts(ModelInfo model, Workspace workspace, InstantSource clock) {
    var out = new StringBuilder("Environment:\n");
    out.append("- working directory: ").append(workspace.directory()).append('\n');
    for (var root : workspace.roots()) {
      if (!root.equals(workspace.directory())) out.append("- also: ").append(root).append('\n');
    }
    var isGit = Files.exists(workspace.directory().resolve(".git"));
    out.append("- git repository: ").append(isGit ? "yes" : "no").append('\n');
    out.append("- system: ")
        .append(System.getProperty("os.name"))
        .append(' ')
        .append(System.getProperty("os.arch"))
        .append('\n');
    out.append(Today.line(clock));
    out.append("- model: ").append(model.id());
    return out.toString();
  }

  private static String text(String name) {
    try (var in = Briefing.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("no " + name + " in this build");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
