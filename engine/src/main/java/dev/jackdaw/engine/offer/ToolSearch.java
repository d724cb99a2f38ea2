package dev.jackdaw.engine.offer;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordInput;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds tools whose schemas were held back, by name or by words, and tells their schemas to the
 * letter. What the model is told about it is in {@code ToolSearch.md}.
 */
final class ToolSearch implements Tool<ToolSearch.Input> {
  static final String NAME = "tool_search";

  private static final int USUAL_LIMIT = 5;
  private static final int MAX_LIMIT = 20;

  /** What one result may hold; the first tool is told whatever its size. */
  private static final int MAX_CHARS = 30_000;

  /** What to look for: names, words, or both. */
  record Input(Optional<String> query, Optional<List<String>> names, Optional<Integer> limit) {
    Input {
      if (query.orElse("").isBlank() && names.orElse(List.of()).isEmpty()) {
        throw new IllegalArgumentException("give \"query\", some words, or \"names\"");
      }
      if (limit.isPresent() && (limit.get() < 1 || limit.get() > MAX_LIMIT)) {
        throw new IllegalArgumentException(
            "limit must be between 1 and " + MAX_LIMIT + ", was " + limit.get());
      }
    }
  }

  private static final RecordInput<Input> INPUT =
      RecordInput.of(
          Input.class,
          Map.of(
              "query", "Words for what the tool should do, such as \"create issue\".",
              "names", "Names of tools whose schemas you want.",
              "limit", "How many to find at most, " + USUAL_LIMIT + " when not given."));

  /** What can be found at a time. */
  private record Known(Map<String, ToolSpec> specs, ToolIndex index) {
    static Known of(List<ToolSpec> specs) {
      var byName = specs.stream().collect(Collectors.toMap(ToolSpec::name, spec -> spec));
      return new Known(byName, new ToolIndex(specs));
    }
  }

  private final List<ToolSpec> specs;
  private final Known known;
  private final Optional<Later> later;
  private final ToolSpec spec;

  /** {@code listChars} is how long the list of tools in the description may be. */
  ToolSearch(List<ToolSpec> specs, int listChars, Optional<Later> later) {
    this.specs = List.copyOf(specs);
    this.known = Known.of(specs);
    this.later = later;
    var text = RecordTool.promptText(ToolSearch.class).strip();
    var listing = specs.isEmpty() ? "" : ToolListing.of(specs, listChars);
    var more = later.map(coming -> "\n\n" + coming.description()).orElse("");
    this.spec = new ToolSpec(NAME, text + listing + more, INPUT.schema());
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public Input decode(Json.Obj input) throws InvalidInputException {
    return INPUT.decode(input);
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return String.join(", ", input.names().orElse(List.of())) + input.query().orElse("");
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    var known = known();
    var found = new LinkedHashSet<String>();
    var missing = new LinkedHashSet<String>();
    for (var name : input.names().orElse(List.of())) {
      if (known.specs().containsKey(name)) found.add(name);
      else missing.add(name);
    }
    var limit = input.limit().orElse(USUAL_LIMIT);
    input.query().ifPresent(query -> found.addAll(known.index().find(query, limit)));
    var troubles = later.map(Later::troubles).orElse("");
    var told = told(known, found, missing);
    return ToolResult.ok(troubles.isEmpty() ? told : told + "\n" + troubles, Label.JACKDAW);
  }

  /** Waits for tools that are on their way. */
  private Known known() throws InterruptedException {
    if (later.isEmpty()) return known;
    var names = new HashSet<String>();
    var all = new ArrayList<>(specs);
    for (var spec : specs) names.add(spec.name());
    for (var tool : later.get().awaited()) {
      if (names.add(tool.spec().name())) all.add(CanonicalSchema.of(tool.spec()));
    }
    return Known.of(all);
  }

  private static String told(Known known, Set<String> found, Set<String> missing) {
    var out = new StringBuilder();
    for (var name : missing) {
      out.append("There is no tool \"").append(name).append("\" here.");
      var near = known.index().near(name);
      if (!near.isEmpty()) out.append(" Near to it: ").append(String.join(", ", near)).append('.');
      out.append('\n');
    }
    if (found.isEmpty()) {
      return out + (missing.isEmpty() ? "No tool matches. Try other words." : "");
    }
    out.append("Call these through ").append(CallTool.NAME).append(":\n");
    var left = new LinkedHashSet<>(found);
    for (var name : found) {
      var line = line(Objects.requireNonNull(known.specs().get(name)));
      if (left.size() < found.size() && out.length() + line.length() > MAX_CHARS) break;
      out.append(line).append('\n');
      left.remove(name);
    }
    if (!left.isEmpty()) {
      out.append("Found, too, and too long for here: ").append(String.join(", ", left));
    }
    return out.toString().stripTrailing();
  }

  private static String line(ToolSpec spec) {
    return Json.object()
        .put("name", spec.name())
        .put("description", spec.description())
        .put("input_schema", spec.inputSchema())
        .build()
        .compact();
  }
}
