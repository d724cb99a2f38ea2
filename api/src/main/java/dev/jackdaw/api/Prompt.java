package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person wants, as far as it is known when it is submitted: some of it is looked up before
 * the model hears of it, by calls that are decided, recorded and run like those of the model.
 */
public record Prompt(List<Part> parts) {
  public Prompt {
    parts = List.copyOf(parts);
  }

  /** A piece of it. */
  public sealed interface Part {
    /** What is there already. */
    record Said(Block.Content content) implements Part {}

    /** What a call of a tool returns; when it is refused or fails, what is said of that. */
    record LookedUp(String tool, Json.Obj input) implements Part {}
  }

  /** Returns a prompt of which everything is there. */
  public static Prompt of(List<Block.Content> content) {
    var parts = new ArrayList<Part>(content.size());
    for (var block : content) parts.add(new Part.Said(block));
    return new Prompt(parts);
  }

  /** Returns the pieces that are there. */
  public List<Block.Content> said() {
    var said = new ArrayList<Block.Content>(parts.size());
    for (var part : parts) if (part instanceof Part.Said(var content)) said.add(content);
    return said;
  }

  /** Returns whether a call is to be made for it. */
  public boolean hasLookUps() {
    for (var part : parts) if (part instanceof Part.LookedUp) return true;
    return false;
  }
}
