package dev.jackdaw.embed.method;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.shape.Fields;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method as a tool. Safe for use by several threads if the method is. */
public final class MethodTool implements dev.jackdaw.api.Tool<MethodTool.Input> {
  /** What the model sent, read but not settled in a workspace. */
  public record Input(Json.Obj sent, List<@Nullable Object> values) {}

  private final Object target;
  private final Method method;
  private final ToolSpec spec;
  private final Fields fields;
  private final List<Slot> slots;
  private final Declared declared;
  private final Results results;
  private final boolean essential;

  /**
   * Joins the parts.
   *
   * @param slots one for each parameter of the method, in their order
   */
  MethodTool(
      Object target,
      Method method,
      ToolSpec spec,
      Fields fields,
      List<Slot> slots,
      Declared declared,
      Results results,
      boolean essential) {
    this.target = target;
    this.method = method;
    this.spec = spec;
    this.fields = fields;
    this.slots = List.copyOf(slots);
    this.declared = declared;
    this.results = results;
    this.essential = essential;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public boolean isEssential() {
    return essential;
  }

  /** Returns the origins of what calls return, as far as they are known beforehand. */
  public Set<Label> labels() {
    return new LinkedHashSet<>(declared.labels());
  }

  /** Returns the method, for messages. */
  String where() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  @Override
  public Input decode(Json.Obj input) throws InvalidInputException {
    var values = new ArrayList<@Nullable Object>();
    for (var value : fields.decode(input, "")) values.add(value);
    return new Input(input, Collections.unmodifiableList(values));
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    var effects = new LinkedHashSet<>(declared.effects(workspace));
    var member = 0;
    for (var slot : slots) {
      if (slot.isContext()) continue;
      effects.addAll(slot.effects(slot.settled(input.values().get(member++), workspace)));
    }
    return List.copyOf(effects);
  }

  @Override
  public Idempotency idempotency(Input input) {
    return declared.idempotency();
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    var text = spec.name() + (fields.all().isEmpty() ? "" : " " + input.sent().compact());
    return text.length() <= 120 ? text : text.substring(0, 119) + "…";
  }

  @Override
  public ToolResult call(Input input, ToolContext context)
      throws IOException, InterruptedException {
    List<Effect> effects;
    @Nullable Object[] arguments;
    try {
      effects = effects(input, context.workspace());
      arguments = arguments(input, context);
    } catch (InvalidInputException e) {
      return ToolResult.failed(String.valueOf(e.getMessage()));
    }
    var decided = context.decided();
    if (decided.isPresent() && !decided.get().containsAll(effects)) {
      return ToolResult.failed(
          "What this touches has changed since it was decided on. Make the call again.");
    }
    return results.of(() -> invoke(arguments), declared, effects, context);
  }

  private @Nullable Object[] arguments(Input input, ToolContext context)
      throws InvalidInputException {
    var arguments = new @Nullable Object[slots.size()];
    var member = 0;
    for (var i = 0; i < arguments.length; i++) {
      arguments[i] =
          slots.get(i).isContext()
              ? context
              : slots.get(i).settled(input.values().get(member++), context.workspace());
    }
    return arguments;
  }

  private @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
