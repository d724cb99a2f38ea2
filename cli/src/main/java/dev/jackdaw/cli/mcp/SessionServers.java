package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Tool;
import dev.jackdaw.engine.offer.Later;
import dev.jackdaw.mcp.Prompt;
import dev.jackdaw.mcp.Prompts;
import dev.jackdaw.mcp.Resources;
import dev.jackdaw.mcp.Servers;
import dev.jackdaw.mcp.UnavailableException;
import java.util.ArrayList;
import java.util.List;

/** The servers of a session, as the engine and front ends use them. */
public final class SessionServers implements Later, AutoCloseable {
  private final Servers servers;

  SessionServers(Servers servers) {
    this.servers = servers;
  }

  /** Starts them in the background; a second time does nothing. */
  public void begin() {
    servers.begin();
  }

  /** Returns the tools that are known without any server. */
  public List<Tool<?>> known() {
    return servers.known();
  }

  @Override
  public List<Tool<?>> arrived() {
    return servers.arrived();
  }

  @Override
  public List<Tool<?>> awaited() throws InterruptedException {
    return servers.awaited();
  }

  @Override
  public boolean mayBring(String tool) {
    return servers.mayBring(tool);
  }

  @Override
  public String description() {
    return servers.description();
  }

  @Override
  public String troubles() {
    return servers.troubles();
  }

  /** Returns what the model has to be told since the last time. */
  public List<String> notices() {
    return servers.notices();
  }

  /** Returns the commands {@code /mcp__server__prompt} of servers that are ready. */
  public List<Prompt> prompts() throws InterruptedException {
    return new Prompts(servers).available();
  }

  /**
   * Returns what a prompt stands for: a server's prompt in place of its command, and resources that
   * are mentioned behind it.
   *
   * @throws JackdawException of kind user when there is no such command
   */
  public List<Block.Content> resolved(List<Block.Content> prompt, Blobs blobs)
      throws InterruptedException {
    var blocks = new ArrayList<Block.Content>();
    for (var block : prompt) {
      if (block instanceof Block.Text(var text, _) && Prompts.isOne(text.strip())) {
        blocks.add(block);
        blocks.addAll(filled(text.strip(), blobs));
      } else {
        blocks.add(block);
      }
    }
    return new Resources(servers).withMentioned(blocks, blobs);
  }

  private List<Block.Content> filled(String line, Blobs blobs) throws InterruptedException {
    try {
      return new Prompts(servers).filled(line, blobs);
    } catch (UnavailableException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "mcp-prompt", String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    servers.close();
  }
}
