package dev.jackdaw.engine;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Tool;
import dev.jackdaw.engine.offer.Later;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Of the tools that come later those that one agent may have. */
record LaterOfAgent(Later all, Predicate<String> mayHave) implements Later {
  @Override
  public List<Tool<?>> arrived() {
    return of(all.arrived());
  }

  @Override
  public List<Tool<?>> awaited() throws InterruptedException {
    return of(all.awaited());
  }

  private List<Tool<?>> of(List<Tool<?>> tools) {
    var mine = new ArrayList<Tool<?>>();
    for (var tool : tools) if (mayHave.test(tool.spec().name())) mine.add(tool);
    return mine;
  }

  @Override
  public boolean mayBring(String tool) {
    return all.mayBring(tool);
  }

  @Override
  public List<Block.Content> spelledOut(List<Block.Content> prompt, Blobs blobs)
      throws InterruptedException {
    return all.spelledOut(prompt, blobs);
  }

  @Override
  public String description() {
    return all.description();
  }

  @Override
  public String troubles() {
    return all.troubles();
  }
}
