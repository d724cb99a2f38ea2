package dev.jackdaw.cli;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.cli.mcp.SessionServers;
import dev.jackdaw.engine.Toolset;
import dev.jackdaw.engine.offer.Later;
import dev.jackdaw.lsp.LanguageServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The built-in tools and those of servers. Who chose tools by {@code --tools} has those of servers
 * only that are named there, by themselves or by their server.
 */
record SessionTools(
    Toolset builtIn,
    @Nullable SessionServers servers,
    @Nullable LanguageServers languages,
    Optional<List<String>> wanted)
    implements Toolset {
  private static final String PREFIX = "mcp__";
  private static final List<String> CHANGING = List.of("edit", "write", "apply_patch");

  static boolean isServers(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** Returns whether any of a server's tools is wanted. */
  static boolean wantServers(Optional<List<String>> wanted) {
    return wanted.isEmpty() || wanted.get().stream().anyMatch(SessionTools::isServers);
  }

  @Override
  public List<Tool<?>> tools(ModelInfo model, AgentId agent) {
    var own = watched(builtIn.tools(model, agent));
    if (servers == null) return own;
    var all = new ArrayList<>(own);
    all.addAll(chosen(servers.known()));
    return all;
  }

  /** What changes files tells, too, what language servers say of it. */
  private List<Tool<?>> watched(List<Tool<?>> tools) {
    if (languages == null) return tools;
    var all = new ArrayList<Tool<?>>();
    for (var tool : tools) {
      all.add(CHANGING.contains(tool.spec().name()) ? languages.watching(tool) : tool);
    }
    return all;
  }

  private List<Tool<?>> chosen(List<Tool<?>> tools) {
    if (wanted.isEmpty()) return tools;
    var chosen = new ArrayList<Tool<?>>();
    for (var tool : tools) if (isWanted(tool.spec().name())) chosen.add(tool);
    return chosen;
  }

  private boolean isWanted(String tool) {
    if (!isServers(tool)) return true;
    for (var name : wanted.orElse(List.of())) {
      if (tool.equalsIgnoreCase(name)
          || tool.regionMatches(true, 0, name + "__", 0, name.length() + 2)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<Later> later() {
    return servers == null ? Optional.empty() : Optional.of(new Wanted(servers));
  }

  private final class Wanted implements Later {
    private final SessionServers all;

    Wanted(SessionServers all) {
      this.all = all;
    }

    @Override
    public List<Tool<?>> arrived() {
      return chosen(all.arrived());
    }

    @Override
    public List<Tool<?>> awaited() throws InterruptedException {
      return chosen(all.awaited());
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
}
