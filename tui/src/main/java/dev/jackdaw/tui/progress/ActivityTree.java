package dev.jackdaw.tui.progress;

import dev.jackdaw.api.AgentNames;
import dev.jackdaw.tui.Amounts;
import dev.jackdaw.tui.CallText;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** What runs at one instant, as a line and the few below it. */
final class ActivityTree {
  private final AgentNames names;
  private final Ink ink;
  private final Instant now;

  ActivityTree(AgentNames names, Ink ink, Instant now) {
    this.names = names;
    this.ink = ink;
    this.now = now;
  }

  /** Returns the reason of waiting, how long that is, and what was used; never a bare sign. */
  AttributedString head(
      List<AgentState> agents, boolean interrupting, Instant began, Ledger ledger, int width) {
    var asking = agents.stream().filter(AgentState::isAsking).findFirst();
    var separator = ink.signs().separator();
    var sign = asking.isPresent() ? "?" : frame();
    var reason = interrupting ? "stopping" : reason(agents);
    var since = asking.isPresent() ? asking.get().since() : agents.getFirst().since();
    var line =
        Ink.join(
            ink.theme().styled(asking.isPresent() ? Role.QUESTION : Role.ACCENT, sign + " "),
            ink.line(Role.TEXT, reason));
    var rest = new ArrayList<String>();
    rest.add(elapsed(since));
    var whole = elapsed(began);
    if (!whole.equals(rest.getFirst())) rest.add(whole + " in all");
    if (!ledger.text(separator).isEmpty()) rest.add(ledger.text(separator));
    if (asking.isEmpty()) rest.add("Esc interrupts"); // a question takes it for a no
    for (var piece : rest) {
      var more = Ink.join(line, ink.theme().styled(Role.DIM, separator + piece));
      if (Columns.of(more) <= width) line = more;
    }
    return ink.cut(line, width);
  }

  private String frame() {
    var frames = ink.signs().frames();
    var step = (int) (now.toEpochMilli() / Activity.FRAME.toMillis() % frames.length());
    return frames.substring(step, step + 1);
  }

  String reason(List<AgentState> agents) {
    var asking = agents.stream().filter(AgentState::isAsking).toList();
    if (!asking.isEmpty()) return "waiting for your answer";
    var main = agents.getFirst();
    if (!main.id().isMain()) {
      return agents.size() == 1
          ? names.of(main.id()) + " works in the background"
          : agents.size() + " agents work in the background";
    }
    return reason(main, agents.size() - 1);
  }

  private String reason(AgentState agent, int others) {
    var running = agent.running();
    if (running.isEmpty()) return agent.phase().text(now);
    if (running.size() == 1) {
      var call = running.getFirst();
      if (!call.hasStarted()) return call.call().tool() + " " + call.lastLine();
      var isWaiting = others > 0 && call.call().tool().startsWith("task");
      return (isWaiting ? "waiting for " : "running ") + call.call().tool();
    }
    return "running " + running.size() + " calls";
  }

  private String elapsed(Instant since) {
    return elapsed(Duration.between(since, now));
  }

  /** Returns whole seconds: tenths would only flicker. */
  static String elapsed(Duration duration) {
    var seconds = Math.max(0, duration.toSeconds());
    return seconds < 60 ? seconds + " s" : Amounts.seconds(Duration.ofSeconds(seconds));
  }

  /** Returns what runs, and how many lines more there would be. */
  List<AttributedString> lines(List<AgentState> agents, int width, int height) {
    var all = new ArrayList<AttributedString>();
    for (var agent : agents) {
      if (!agent.id().isMain()) all.add(agentLine(agent));
      var depth = agent.id().isMain() ? 1 : agent.id().depth() + 1;
      for (var call : agent.running()) {
        all.add(callLine(call, depth));
        var last = call.lastLine();
        if (call.hasStarted() && !last.isEmpty() && agent.id().isMain()) {
          all.add(ink.line(Role.DIM, "  ".repeat(depth + 1) + last));
        }
      }
    }
    if (height < 1) return List.of();
    var lines = new ArrayList<AttributedString>();
    var shown = all.size() <= height ? all.size() : height - 1;
    for (var line : all.subList(0, shown)) lines.add(ink.cut(line, width));
    if (shown < all.size()) {
      lines.add(ink.cut(ink.line(Role.DIM, "  and " + (all.size() - shown) + " more"), width));
    }
    return lines;
  }

  private AttributedString agentLine(AgentState agent) {
    var reason = agent.isAsking() ? "asks you" : reason(agent, 0);
    return Ink.join(
        ink.theme()
            .styled(Role.ACCENT, "  ".repeat(agent.id().depth()) + ink.signs().agent() + " "),
        ink.line(Role.STRONG, names.of(agent.id())),
        ink.line(Role.DIM, "  " + reason + ink.signs().separator() + elapsed(agent.since()) + "  "),
        ink.line(Role.TEXT, agent.description()));
  }

  private AttributedString callLine(CallState call, int depth) {
    return Ink.join(
        ink.theme().styled(Role.ACCENT, "  ".repeat(depth) + ink.signs().call() + " "),
        ink.line(Role.STRONG, call.call().tool()),
        ink.line(Role.DIM, "  " + elapsed(call.since()) + "  "),
        ink.line(Role.TEXT, call.hasStarted() ? CallText.subject(call.call()) : call.lastLine()));
  }
}
