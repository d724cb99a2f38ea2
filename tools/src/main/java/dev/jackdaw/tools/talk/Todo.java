package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the model's list of steps. The list is the input: each call replaces it, and the details of
 * the last result are the list as it is.
 */
public final class Todo extends RecordTool<Todo.Input> {
  private static final int MAX_ITEMS = 50;

  /** How far a step is. */
  public enum State {
    PENDING,
    ACTIVE,
    DONE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One step, with what shows that it is done. */
  public record Item(String text, State state, Optional<String> evidence) {
    public Item {
      if (text.isBlank()) throw new IllegalArgumentException("the text of an item is empty");
    }
  }

  /** The whole list. */
  public record Input(List<Item> items) {
    public Input {
      items = List.copyOf(items);
      if (items.size() > MAX_ITEMS) {
        throw new IllegalArgumentException(
            "at most " + MAX_ITEMS + " items, not " + items.size() + "; group small steps");
      }
      var active = count(items, State.ACTIVE);
      if (active > 1) {
        throw new IllegalArgumentException(
            active + " items are active; mark the one you work on and leave the others pending");
      }
    }
  }

  Todo() {
    super("todo", Input.class);
  }

  private static long count(List<Item> items, State state) {
    return items.stream().filter(item -> item.state() == state).count();
  }

  @Override
  public boolean isEssential() {
    return true;
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
    var progress = count(input.items(), State.DONE) + "/" + input.items().size();
    for (var item : input.items()) {
      if (item.state() == State.ACTIVE) return progress + " " + item.text();
    }
    return progress;
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return "";
  }

  /** The list is shown from the session's data. */
  @Override
  public Retention retention(Input input, ToolResult result) {
    return Retention.DROP;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) {
    var items = input.items();
    var text =
        items.isEmpty()
            ? "The list is empty."
            : count(items, State.DONE) + " of " + items.size() + " done.";
    return ToolResult.ok(text, Label.JACKDAW).withDetails(details(items));
  }

  private static Json.Obj details(Item item) {
    var details = Json.object().put("text", item.text()).put("state", item.state().text());
    item.evidence().ifPresent(evidence -> details.put("evidence", evidence));
    return details.build();
  }

  private static Json.Obj details(List<Item> items) {
    var list = items.stream().map(Todo::details).toList();
    return Json.object().put("items", Json.array(list)).build();
  }
}
