package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import dev.jackdaw.engine.offer.Later;
import dev.jackdaw.mcp.Completions;
import dev.jackdaw.mcp.Portrait;
import dev.jackdaw.mcp.Prompt;
import dev.jackdaw.mcp.Prompts;
import dev.jackdaw.mcp.Resources;
import dev.jackdaw.mcp.Server;
import dev.jackdaw.mcp.Servers;
import dev.jackdaw.mcp.UnavailableException;
import dev.jackdaw.wire.stream.Opening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers of a session, as the engine and front ends use them. */
public final class SessionServers implements Later, AutoCloseable {
  private final Servers servers;

  /** A first request is sent within a few hundredths of a second once a turn has begun. */
  private static final Duration HEAD_START = Duration.ofMillis(300);

  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicBoolean soon = new AtomicBoolean();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Supplier<ServerDesk> desk;
  private @Nullable TypedWords typed; // guarded by this
  private volatile List<Prompt> heard = List.of();

  /** {@code desk} is made when somebody looks at the servers. */
  SessionServers(Servers servers, Supplier<ServerDesk> desk) {
    this.servers = servers;
    this.desk = desk;
  }

  private synchronized TypedWords typed() {
    var known = typed;
    if (known == null) {
      known = new TypedWords(new Completions(servers));
      typed = known;
    }
    return known;
  }

  /** Returns how each looks to a person. */
  public List<Portrait> portraits() {
    return desk.get().portraits();
  }

  /**
   * Does what was typed behind {@code /mcp}; returns what to say.
   *
   * @throws dev.jackdaw.api.JackdawException when it cannot be done as typed
   */
  public List<String> run(String line) {
    return desk.get().run(line);
  }

  /** Returns what is known by now of what a word can become; {@code more} runs when it grew. */
  public List<Completions.Word> completions(List<String> before, String word, Runnable more) {
    return before.equals(List.of("/mcp")) || before.size() == 2 && before.getFirst().equals("/mcp")
        ? desk.get().words(before, word)
        : typed().of(before, word, more);
  }

  /** Starts them in the background; a second time does nothing. */
  public void begin() {
    if (begun.compareAndSet(false, true)) servers.begin();
  }

  /**
   * Starts them in a moment: until then the processors are for the first request. Whoever needs one
   * starts it anyway.
   */
  public void beginSoon() {
    if (!soon.compareAndSet(false, true)) return;
    Thread.ofPlatform()
        .daemon()
        .name("mcp-soon")
        .start(() -> {
          try {
            Thread.sleep(HEAD_START);
            begin();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
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

  /** Returns how it stands with each, in the words of other agents. */
  public List<Opening.Server> statuses() {
    var statuses = new ArrayList<Opening.Server>();
    for (var server : servers.all()) {
      var status =
          switch (server.state()) {
            case Server.State.Ready _ -> "connected";
            case Server.State.Idle _, Server.State.Starting _, Server.State.Waiting _ -> "pending";
            case Server.State.LoginNeeded _ -> "needs-auth";
            case Server.State.Changed _, Server.State.Failed _ -> "failed";
            case Server.State.Off _ -> "disabled";
          };
      statuses.add(new Opening.Server(server.config().name(), status));
    }
    return statuses;
  }

  /** Returns what the model has to be told since the last time. */
  public List<String> notices() {
    return servers.notices();
  }

  /** Returns the commands {@code /mcp__server__prompt} of servers that are ready. */
  public List<Prompt> prompts() throws InterruptedException {
    return new Prompts(servers).available();
  }

  /** Returns the prompts that were last heard of and asks for them again; waits for nobody. */
  public List<Prompt> heardPrompts() {
    if (asking.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("prompts").start(this::hearPrompts);
    }
    return heard;
  }

  private void hearPrompts() {
    try {
      heard = prompts();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      asking.set(false);
    }
  }

  /**
   * Returns what a prompt stands for: a server's prompt behind its command, and resources that are
   * mentioned behind that. What does not work is told in its place.
   */
  @Override
  public List<Block.Content> spelledOut(List<Block.Content> prompt, Blobs blobs)
      throws InterruptedException {
    var blocks = new ArrayList<Block.Content>();
    for (var block : prompt) {
      blocks.add(block);
      if (block instanceof Block.Text(var text, _) && Prompts.isOne(text.strip())) {
        blocks.addAll(filled(text.strip(), blobs));
      }
    }
    return new Resources(servers).withMentioned(blocks, blobs);
  }

  private List<Block.Content> filled(String line, Blobs blobs) throws InterruptedException {
    try {
      return new Prompts(servers).filled(line, blobs);
    } catch (UnavailableException e) {
      return List.of(new Block.Text(String.valueOf(e.getMessage()), Label.JACKDAW));
    }
  }

  @Override
  public void close() {
    servers.close();
  }
}
