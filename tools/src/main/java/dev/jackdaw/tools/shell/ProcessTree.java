package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Everything that runs because of some commands, to be ended as a whole. A process belongs to it
 * when it is a root, in a root's session, descends from a member, carries the {@link Brand}, or was
 * started with the mark in its environment; the last two find daemons that forked twice and left
 * the session. Without {@code /proc} (macOS) neither is seen.
 */
final class ProcessTree {
  /** How long members have to end by themselves after they were asked to. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** Rounds of killing before what is left is taken for unkillable. */
  private static final int MAX_ROUNDS = 60;

  private final List<ProcessHandle> roots;
  private final String mark;
  private final String brand;
  private final ProcessTable.Horizon horizon;

  /** The start times of the members that were alive when last looked at, by process id. */
  private final Map<Long, Long> known = new HashMap<>();

  private final Set<ProcessHandle> knownHandles = new HashSet<>();

  /**
   * Describes a tree.
   *
   * @param mark an assignment, or the beginning of one, in the environment of every member
   * @param brand the digits of {@link Brand} they carry, or the first of them; empty for none
   * @param horizon no member is older
   */
  ProcessTree(List<ProcessHandle> roots, String mark, String brand, ProcessTable.Horizon horizon) {
    this.roots = List.copyOf(roots);
    this.mark = mark;
    this.brand = brand;
    this.horizon = horizon;
  }

  /**
   * Asks every member to end, waits, and kills what is left. An interruption while it waits ends
   * the waiting, not the killing.
   *
   * @return whether it was interrupted
   */
  boolean end(Duration grace) {
    var interrupted = false;
    try {
      if (isEndedWithin(grace)) return false;
    } catch (InterruptedException _) {
      interrupted = true;
    }
    var seenNone = false;
    for (var round = 0; round < MAX_ROUNDS; round++) {
      var left = members();
      if (left.isEmpty() && seenNone) break;
      seenNone = left.isEmpty();
      if (round > 0 || !ProcessTable.isAvailable()) killGroups();
      for (var member : left) member.destroyForcibly();
      interrupted |= pausedByInterrupt(Math.min(20, 1 + round));
    }
    return interrupted;
  }

  /**
   * Asks each member once, those too that were just being started when the others were asked. A
   * child whose parent ended while the table was read can be missed, so none must be seen twice.
   */
  private boolean isEndedWithin(Duration grace) throws InterruptedException {
    var deadline = System.nanoTime() + grace.toNanos();
    var asked = new HashSet<ProcessHandle>();
    var seenNone = false;
    for (var pause = 1; System.nanoTime() < deadline; pause = Math.min(50, pause * 2)) {
      var left = members();
      if (left.isEmpty() && (seenNone || asked.isEmpty())) return true;
      seenNone = left.isEmpty();
      for (var member : left) if (asked.add(member)) member.destroy();
      Thread.sleep(pause);
    }
    return false;
  }

  private static boolean pausedByInterrupt(int millis) {
    try {
      Thread.sleep(millis);
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  /** Returns the members that are alive now. */
  List<ProcessHandle> members() {
    return ProcessTable.isAvailable() ? membersInTable() : descendants();
  }

  private List<ProcessHandle> membersInTable() {
    var table = ProcessTable.since(horizon);
    var rootIds = new HashSet<Long>();
    for (var root : roots) rootIds.add(root.pid());
    var children = new HashMap<Long, List<ProcessTable.Entry>>();
    var found = new ArrayList<ProcessTable.Entry>();
    for (var entry : table) {
      children.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(entry);
      if (isRootOrIn(rootIds, entry)
          || isKnown(entry)
          || ProcessTable.hasVariable(entry.pid(), mark)
          || Brand.isOn(entry.pid(), brand)) {
        found.add(entry);
      }
    }
    known.clear();
    for (var entry : withDescendants(found, children)) known.put(entry.pid(), entry.started());
    return handles();
  }

  private boolean isKnown(ProcessTable.Entry entry) {
    return known.getOrDefault(entry.pid(), -1L) == entry.started();
  }

  /** A root whose number another process has by now is older than that process. */
  private boolean isRootOrIn(Set<Long> rootIds, ProcessTable.Entry entry) {
    if (rootIds.contains(entry.session())) return true;
    return rootIds.contains(entry.pid())
        && roots.stream().anyMatch(root -> root.pid() == entry.pid() && root.isAlive());
  }

  private static Set<ProcessTable.Entry> withDescendants(
      List<ProcessTable.Entry> found, Map<Long, List<ProcessTable.Entry>> children) {
    var all = new HashSet<ProcessTable.Entry>();
    var open = new ArrayList<>(found);
    while (!open.isEmpty()) {
      var entry = open.removeLast();
      if (all.add(entry)) open.addAll(children.getOrDefault(entry.pid(), List.of()));
    }
    return all;
  }

  private List<ProcessHandle> handles() {
    var handles = new ArrayList<ProcessHandle>();
    for (long pid : known.keySet()) ProcessHandle.of(pid).ifPresent(handles::add);
    return handles;
  }

  private List<ProcessHandle> descendants() {
    knownHandles.addAll(roots);
    for (var handle : List.copyOf(knownHandles)) handle.descendants().forEach(knownHandles::add);
    knownHandles.removeIf(handle -> !handle.isAlive());
    return List.copyOf(knownHandles);
  }

  /**
   * Kills whole groups at once, which a process that keeps forking cannot outrun. The number of a
   * group is not given to another process while the group has a member.
   */
  private void killGroups() {
    var command = new StringBuilder();
    for (var root : roots) {
      if (hasGroup(root)) command.append("kill -s KILL -- -").append(root.pid()).append("; ");
    }
    if (command.isEmpty()) return;
    var killer =
        new ProcessBuilder("/bin/sh", "-c", command.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    killer.environment().clear();
    try {
      var _ = killer.start().waitFor(1, TimeUnit.SECONDS);
    } catch (IOException _) {
      // The members are killed one by one all the same.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasGroup(ProcessHandle root) {
    return ProcessTable.isAvailable()
        ? ProcessTable.since(horizon).stream().anyMatch(e -> e.session() == root.pid())
        : root.isAlive();
  }
}
