package dev.jackdaw.mcp;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.text.LineDiff;
import dev.jackdaw.mcp.config.LogLevel;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.rpc.RpcException;
import dev.jackdaw.mcp.transport.Unauthorized;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One configured server and its life: it starts when it is first wanted, in the background, and
 * when it dies it is started again, each time after a longer pause. What it offers counts once it
 * is approved; the first time that is by its configuration, later only by a person. Safe for use by
 * several threads. Long because one lock guards all the states it can be in.
 */
public final class Server implements AutoCloseable {
  private static final int MOST_ATTEMPTS = 5;

  /** Of one that never ran the command is more likely wrong than the moment. */
  private static final int MOST_FIRST_ATTEMPTS = 2;

  private static final int MOST_LOGGED = 200;

  /** What a change of its state is worth telling. */
  interface Watcher {
    void became(Server server, State state);

    /** A resource that was read is another one now. */
    void updated(Server server, String uri);
  }

  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final System.Logger LOG = System.getLogger(Server.class.getName());

  /** How it stands with a server. */
  public sealed interface State {
    /** Nobody wanted it yet. */
    record Idle() implements State {}

    record Starting() implements State {}

    record Ready(Client client) implements State {}

    /** It offers something else than what was approved. */
    record Changed(Client client, String diff) implements State {}

    /** It is started again in a while. */
    record Waiting(String why) implements State {}

    /** It stays like this until somebody does something. */
    record Failed(String why) implements State {}

    /** It wants to know who asks. */
    record LoginNeeded(String challenge) implements State {}

    /** A person switched it off. */
    record Off() implements State {}
  }

  private final ServerConfig config;
  private final String name;
  private final Connector connector;
  private final Approvals approvals;
  private final List<Path> roots;
  private final ThreadFactory threads;
  private final Watcher watcher;
  private final RunningCalls calls = new RunningCalls();
  private final Elicitations elicitations;
  private final Sampling sampling;
  private final Subscriptions subscriptions = new Subscriptions();
  private final Remembered remembered = new Remembered();
  private final Diary diary;
  private final AtomicInteger logged = new AtomicInteger();
  private volatile LogLevel level;
  private State state; // guarded by this
  private Offering offering; // guarded by this
  private @Nullable Offering pending; // guarded by this
  private boolean known; // guarded by this
  private int attempts; // guarded by this
  private long since; // guarded by this
  private boolean ran; // guarded by this
  private boolean refreshing; // guarded by this
  private @Nullable Thread starting; // guarded by this
  private boolean closed; // guarded by this

  /** Grows when a person starts or ends it, so that what was begun before comes to nothing. */
  private int epoch; // guarded by this

  Server(
      ServerConfig config,
      String name,
      Connector connector,
      Approvals approvals,
      List<Path> roots,
      boolean attended,
      ThreadFactory threads,
      InstantSource clock,
      Watcher watcher) {
    this.config = config;
    this.name = name;
    this.connector = connector;
    this.approvals = approvals;
    this.roots = List.copyOf(roots);
    this.threads = threads;
    this.watcher = watcher;
    this.elicitations = new Elicitations(config.name(), attended, calls);
    this.sampling = new Sampling(config.name(), config.samples(), attended, calls);
    this.diary = new Diary(clock);
    this.level = config.log();
    this.state = config.off() ? new State.Off() : new State.Idle();
    var approved = approvals.of(config);
    this.offering = approved.orElse(new Offering(List.of()));
    this.known = approved.isPresent();
  }

  public ServerConfig config() {
    return config;
  }

  /** Returns its name as it is part of names of tools. */
  String name() {
    return name;
  }

  Elicitations elicitations() {
    return elicitations;
  }

  RunningCalls calls() {
    return calls;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  Remembered remembered() {
    return remembered;
  }

  Diary diary() {
    return diary;
  }

  LogLevel level() {
    return level;
  }

  synchronized boolean isOff() {
    return state instanceof State.Off;
  }

  public synchronized State state() {
    return state;
  }

  /** Returns whether its tools were approved before, so that they are known without it. */
  synchronized boolean isKnown() {
    return known;
  }

  /** Returns what was approved. */
  synchronized Offering offering() {
    return offering;
  }

  /** Starts it in the background unless it was. */
  public synchronized void begin() {
    if (state instanceof State.Idle && !closed) start(Duration.ZERO, epoch);
  }

  /** Ends it, whatever it does, and starts it again at once; switches it on if it was off. */
  public void reconnect() {
    end(new State.Idle());
    begin();
  }

  /** Ends it; it stays off until {@link #reconnect}. */
  public void switchOff() {
    end(new State.Off());
  }

  private void end(State next) {
    Optional<Client> open;
    synchronized (this) {
      open = client();
      epoch++;
      attempts = 0;
      if (starting != null) starting.interrupt();
      starting = null;
    }
    become(next);
    open.ifPresent(Client::close);
  }

  private synchronized boolean isPast(int begun) {
    return closed || begun != epoch;
  }

  private void start(Duration pause, int begun) {
    if (pause.isZero()) become(new State.Starting());
    var thread =
        threads.newThread(() -> {
          try {
            Thread.sleep(pause);
            connect(begun);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    synchronized (this) {
      starting = thread;
    }
    thread.start();
  }

  private void become(State next) {
    synchronized (this) {
      if (closed) return;
      if (!told(next).equals(told(state))) diary.add(told(next));
      state = next;
      notifyAll();
    }
    watcher.became(this, next);
  }

  /** Becomes it unless a person started or ended it since. */
  private boolean become(State next, int begun) {
    if (isPast(begun)) return false;
    become(next);
    return true;
  }

  private static String told(State state) {
    return switch (state) {
      case State.Idle _ -> "not started";
      case State.Starting _ -> "starting";
      case State.Ready _ -> "ready";
      case State.Changed _ -> "offers other tools than those that were approved";
      case State.Waiting(var why) -> why + "; it is started again";
      case State.Failed(var why) -> why + "; it is not started again";
      case State.LoginNeeded _ -> "wants a login";
      case State.Off _ -> "switched off";
    };
  }

  private void connect(int begun) throws InterruptedException {
    if (isPast(begun)) return;
    if (!(state() instanceof State.Starting)) become(new State.Starting());
    Client client = null;
    try {
      client = connector.connect(config, new Listening(begun));
      client.log(level);
      var fresh = Offering.of(client.tools());
      if (adopt(client, fresh, begun)) {
        subscriptions.renew(client);
        if (elicitations.isAttended()) remember(client);
      } else {
        client.close();
      }
    } catch (Unauthorized e) {
      if (client != null) client.close();
      become(new State.LoginNeeded(e.challenge()), begun);
    } catch (IOException e) {
      if (client != null) client.close();
      died("it could not be started: " + e.getMessage(), begun);
    }
  }

  /** Who types or looks does not wait then. */
  private void remember(Client client) throws InterruptedException {
    try {
      for (var what : Remembered.What.values()) {
        var _ = remembered.list(what, client);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the lists of a server were not read", e);
    }
  }

  /** Takes what the server offers for approved, or shows what is different. */
  private boolean adopt(Client client, Offering fresh, int begun) {
    State next;
    synchronized (this) {
      if (isPast(begun)) return false;
      since = System.nanoTime();
      ran = true;
      if (known && !fresh.text().equals(offering.text())) {
        next = new State.Changed(client, LineDiff.of(offering.text(), fresh.text()).unified());
        pending = fresh;
      } else {
        if (!known) approvals.keep(config, fresh);
        known = true;
        offering = fresh;
        next = new State.Ready(client);
      }
    }
    become(next);
    return true;
  }

  /** Takes what the server offers now for approved: a person saw the difference. */
  public void approve() {
    State next;
    synchronized (this) {
      if (!(state instanceof State.Changed(var client, _)) || pending == null) return;
      approvals.keep(config, pending);
      offering = pending;
      next = new State.Ready(client);
    }
    become(next);
  }

  private void died(String why, int begun) {
    var told = VisibleText.inOneLine(why);
    Duration pause;
    synchronized (this) {
      if (isPast(begun)) return;
      if (System.nanoTime() - since > STABLE.toNanos()) attempts = 0;
      since = System.nanoTime();
      attempts++;
      pause = Duration.ofSeconds(1L << Math.min(attempts - 1, 5));
    }
    if (attempts() >= (ran() ? MOST_ATTEMPTS : MOST_FIRST_ATTEMPTS)) {
      become(new State.Failed(told));
      return;
    }
    become(new State.Waiting(told));
    start(pause, begun);
  }

  private synchronized int attempts() {
    return attempts;
  }

  /** Returns whether it was ever ready. */
  synchronized boolean ran() {
    return ran;
  }

  /** Returns the last of what it wrote to its errors, for people only; may be empty. */
  String lastWords() {
    return VisibleText.prose(connector.lastWords(config)).strip();
  }

  /**
   * Returns the connection, once the server is ready.
   *
   * @throws UnavailableException when it is not, or not in time
   */
  Client ready(Duration within) throws UnavailableException, InterruptedException {
    begin();
    var now = settled(within);
    return switch (now) {
      case State.Ready(var client) -> client;
      case State.Changed _ ->
          throw new UnavailableException(
              "The MCP server "
                  + config.name()
                  + " offers other tools than those that were approved, so none of them is used."
                  + " The user can look at the difference and approve it with: jackdaw mcp approve "
                  + config.name());
      case State.LoginNeeded _ ->
          throw new UnavailableException(
              "The MCP server "
                  + config.name()
                  + " wants a login. The user can log in with: jackdaw mcp login "
                  + config.name());
      case State.Waiting(var why) ->
          throw new UnavailableException(
              "The MCP server " + config.name() + " is being started again: " + why);
      case State.Failed(var why) ->
          throw new UnavailableException(
              "The MCP server " + config.name() + " does not run: " + why);
      case State.Off _ ->
          throw new UnavailableException(
              "The user switched the MCP server " + config.name() + " off. Do without it.");
      case State.Idle _, State.Starting _ ->
          throw new UnavailableException(
              "The MCP server " + config.name() + " is still starting. Try again later.");
    };
  }

  /** Waits until it neither starts nor is about to. */
  public synchronized State settled(Duration within) throws InterruptedException {
    var end = System.nanoTime() + within.toNanos();
    while (state instanceof State.Starting || state instanceof State.Waiting) {
      var left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) break;
      wait(left);
    }
    return state;
  }

  /** Returns how long somebody who wants its tools waits for it. */
  Duration patience() {
    return config.start().plusSeconds(1);
  }

  /** Looks at the tools again; several changes at once are one. */
  private void refresh() {
    synchronized (this) {
      if (refreshing || closed) return;
      refreshing = true;
    }
    threads
        .newThread(() -> {
          try {
            Thread.sleep(Duration.ofSeconds(1));
            synchronized (this) {
              refreshing = false;
            }
            int begun;
            synchronized (this) {
              begun = epoch;
            }
            var client = client();
            if (client.isPresent()) {
              adopt(client.get(), Offering.of(client.get().tools()), begun);
            }
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the tools of a server were not read again", e);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        })
        .start();
  }

  /** Says how much it is to tell from now on. */
  public void tell(LogLevel wanted) throws IOException, InterruptedException {
    level = wanted;
    var client = client();
    if (client.isPresent()) client.get().log(wanted);
  }

  private synchronized Optional<Client> client() {
    return switch (state) {
      case State.Ready(var client) -> Optional.of(client);
      case State.Changed(var client, _) -> Optional.of(client);
      case State.Idle _,
          State.Starting _,
          State.Waiting _,
          State.Failed _,
          State.LoginNeeded _,
          State.Off _ ->
          Optional.empty();
    };
  }

  @Override
  public void close() {
    Optional<Client> open;
    synchronized (this) {
      closed = true;
      open = client();
      if (starting != null) starting.interrupt();
      notifyAll();
    }
    open.ifPresent(Client::close);
  }

  /** What the server asks and tells. */
  private final class Listening implements Host {
    private final int begun;

    Listening(int begun) {
      this.begun = begun;
    }

    @Override
    public List<Path> roots() {
      return roots;
    }

    @Override
    public boolean canElicit() {
      return elicitations.isAttended();
    }

    @Override
    public Json.Obj elicit(Json.Obj params) throws InterruptedException {
      return elicitations.ask(params);
    }

    @Override
    public boolean canSample() {
      return sampling.isOffered();
    }

    @Override
    public Json.Obj sample(Json.Obj params) throws RpcException, InterruptedException {
      return sampling.create(params);
    }

    @Override
    public void updated(String uri) {
      if (!subscriptions.isNews(uri)) return;
      diary.add("the resource " + uri + " changed");
      watcher.updated(Server.this, uri);
    }

    @Override
    public void changed(Kind kind) {
      remembered.forget(kind);
      if (kind == Kind.TOOLS) refresh();
    }

    @Override
    public void logged(String level, String text) {
      diary.add(level + ": " + text);
      if (logged.incrementAndGet() > MOST_LOGGED) return;
      LOG.log(
          System.Logger.Level.INFO,
          "mcp {0}: {1}: {2}",
          config.name(),
          VisibleText.inOneLine(level),
          VisibleText.inOneLine(text.substring(0, Math.min(1_000, text.length()))));
    }

    @Override
    public void broken(String why) {
      var client = client();
      if (client.isEmpty()) return;
      if (isPast(begun)) return;
      client.get().close();
      died(why, begun);
    }
  }
}
