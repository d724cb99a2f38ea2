package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives tools to a model that has none: they are described in the system text, calls are read from
 * what the model writes, results go back as the user's text. What the model is told is in {@code
 * PromptedTools.md}; the envelope is that of {@link ToolText}.
 */
final class PromptedToolsModel implements Model {
  /** When tools are described. */
  enum Use {
    ALWAYS,
    /** From the first time on that the server says the model cannot call tools. */
    WHEN_REFUSED;

    /** The variable that lists models, or is {@code *} for all. */
    static final String VARIABLE = "JACKDAW_PROMPTED_TOOLS";

    static Use of(Set<Quirks> quirks, String listed, String model) {
      if (quirks.contains(Quirks.PROMPTED_TOOLS)) return ALWAYS;
      for (var name : listed.split(",", -1)) {
        if (name.strip().equals(model) || name.strip().equals("*")) return ALWAYS;
      }
      return WHEN_REFUSED;
    }
  }

  private final Model model;

  /** A lost update only asks in vain once more. */
  private volatile Use use;

  PromptedToolsModel(Model model, Use use) {
    this.model = model;
    this.use = use;
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    if (use == Use.ALWAYS) return prompted(request, deltas);
    try {
      return model.reply(request, deltas);
    } catch (ModelException e) {
      if (request.tools().isEmpty() || !Refusals.ofTools(e)) throw e;
      tell(e);
      use = Use.ALWAYS;
      return prompted(request, deltas);
    }
  }

  private void tell(ModelException e) {
    System.getLogger("dev.jackdaw.models")
        .log(
            System.Logger.Level.DEBUG,
            "{0}: tools are described in the prompt because {1}",
            info().id(),
            e.getMessage());
  }

  private Reply prompted(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    var parser = new PromptedCalls(deltas, names(request.tools()));
    var reply = model.reply(written(request), parser);
    var calls = parser.end();
    var said = new ArrayList<Block.Said>();
    for (var block : reply.message().blocks()) {
      if (block instanceof Block.Thinking) said.add(block);
    }
    if (!parser.text().isEmpty()) said.add(new Block.Text(parser.text(), Label.MODEL));
    said.addAll(calls);
    var stop = reply.stop();
    if (stop == StopReason.END && !calls.isEmpty()) stop = StopReason.CALLS;
    return new Reply(
        new Message.Assistant(said), reply.usage(), stop, reply.model(), reply.reason());
  }

  private static List<String> names(List<ToolSpec> tools) {
    var names = new ArrayList<String>();
    for (var tool : tools) names.add(tool.name());
    return names;
  }

  private static ModelRequest written(ModelRequest request) {
    var system = new ArrayList<>(request.system());
    if (!request.tools().isEmpty()) {
      system.add(new Block.Text(description(request.tools()), Label.JACKDAW));
    }
    return new ModelRequest(
        system,
        List.of(),
        ToolText.rewritten(request.messages()),
        request.maxOutput(),
        request.effort(),
        request.cacheKey(),
        request.keep(),
        request.stable());
  }

  private static String description(List<ToolSpec> tools) {
    var text = new StringBuilder(Instructions.TEXT);
    for (var tool : tools) {
      text.append("\n## ").append(tool.name()).append('\n');
      if (!tool.description().isBlank()) text.append(tool.description().strip()).append('\n');
      text.append("Schema of the arguments: ").append(tool.inputSchema().compact()).append('\n');
    }
    return text.toString();
  }

  private static final class Instructions {
    static final String TEXT = read();

    private static String read() {
      try (var in = PromptedToolsModel.class.getResourceAsStream("PromptedTools.md")) {
        if (in == null) throw new IllegalStateException("no PromptedTools.md beside the class");
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
