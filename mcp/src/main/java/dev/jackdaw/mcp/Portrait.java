package dev.jackdaw.mcp;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.Remembered.What;
import dev.jackdaw.mcp.config.Reach;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a server looks to a person: how it stands with it, what it offers, what happened with it
 * lately. It asks the server nothing, and nothing that a server says can move a cursor.
 *
 * @param zone in which times are told
 */
public record Portrait(Server server, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int MOST = 100;
  private static final int MOST_LATELY = 30;
  private static final int MOST_CHARS = 120;

  /** Returns a word for how it stands with it. */
  public String state() {
    return switch (server.state()) {
      case Server.State.Idle _ -> "not started";
      case Server.State.Starting _ -> "starting";
      case Server.State.Ready _ -> "ready";
      case Server.State.Changed _ -> "changed";
      case Server.State.Waiting _ -> "restarting";
      case Server.State.Failed _ -> "failed";
      case Server.State.LoginNeeded _ -> "login needed";
      case Server.State.Off _ -> "off";
    };
  }

  /** Returns what is to be known at a glance. */
  public String glance() {
    return switch (server.state()) {
      case Server.State.Ready _ -> tools() + resources();
      case Server.State.Changed _ ->
          "its tools are not those that were approved: /mcp approve " + server.config().name();
      case Server.State.Waiting(var why) -> why;
      case Server.State.Failed(var why) -> why;
      case Server.State.LoginNeeded _ -> "/mcp login " + server.config().name();
      case Server.State.Off _ -> "/mcp enable " + server.config().name();
      case Server.State.Idle _, Server.State.Starting _ ->
          server.isKnown() ? tools() + ", as approved before" : "";
    };
  }

  private String tools() {
    var count = server.offering().tools().size();
    return count + (count == 1 ? " tool" : " tools");
  }

  private String resources() {
    var known = server.remembered();
    var text = new StringBuilder();
    count(known.known(What.PROMPTS).size(), "prompt", text);
    count(
        known.known(What.RESOURCES).size() + known.known(What.TEMPLATES).size(), "resource", text);
    return text.toString();
  }

  private static void count(int count, String what, StringBuilder text) {
    if (count > 0) text.append(", ").append(count).append(' ').append(what);
    if (count > 1) text.append('s');
  }

  /** Returns all that is known of it. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    var config = server.config();
    var glance = glance();
    lines.add(config.name() + ": " + state() + (glance.isEmpty() ? "" : ", " + glance));
    lines.add("  " + plain(config.reach().toString()));
    lines.add("  " + config.scope().shown() + ", in " + plain(config.where()));
    if (config.reach() instanceof Reach.Stdio) lines.add("  sandbox: " + config.confinement());
    if (server.state() instanceof Server.State.Ready(var client)) about(client, lines);
    lines.add("  tells from " + server.level().word() + " on; sampling " + sampling());
    if (server.state() instanceof Server.State.Changed(_, var diff)) {
      for (var line : diff.lines().limit(MOST).toList()) lines.add("  " + VisibleText.of(line));
    }
    lately(lines);
    offers(lines);
    return lines;
  }

  private void lately(List<String> lines) {
    var entries = server.diary().entries();
    if (!entries.isEmpty()) lines.add("Lately:");
    for (var entry : entries.subList(Math.max(0, entries.size() - MOST_LATELY), entries.size())) {
      lines.add("  " + TIME.format(entry.time().atZone(zone)) + "  " + entry.text());
    }
    var words = server.lastWords();
    if (words.isEmpty()) return;
    lines.add("The end of what it wrote to its errors:");
    for (var line : words.lines().toList()) lines.add("  " + line);
  }

  private static void about(Client client, List<String> lines) {
    var info = client.server().object("serverInfo");
    lines.add(
        "  "
            + plain(info.string("title", info.string("name", "no name")))
            + " "
            + plain(info.string("version", ""))
            + ", protocol "
            + plain(client.server().string("protocolVersion", "")));
  }

  private String sampling() {
    var limits = server.config().samples();
    return limits.isAllowed()
        ? "asks you, " + limits.requests() + " times of " + limits.tokens() + " tokens at most"
        : "off";
  }

  private void offers(List<String> lines) {
    list("Tools:", server.offering().tools(), "name", "", lines);
    list("Prompts:", server.remembered().known(What.PROMPTS), "name", "", lines);
    var start = "@" + server.config().name() + ":";
    list("Resources:", server.remembered().known(What.RESOURCES), "uri", start, lines);
    list("Templates:", server.remembered().known(What.TEMPLATES), "uriTemplate", start, lines);
  }

  private static void list(
      String title, List<Json.Obj> items, String member, String start, List<String> lines) {
    if (items.isEmpty()) return;
    lines.add(title);
    for (var item : items.subList(0, Math.min(MOST, items.size()))) {
      var about = item.string("description", item.string("title", "")).strip();
      var first = about.lines().findFirst().orElse("");
      lines.add(
          "  " + plain(start + item.string(member, "") + (first.isEmpty() ? "" : ": " + first)));
    }
    if (items.size() > MOST) lines.add("  and " + (items.size() - MOST) + " more");
  }

  private static String plain(String text) {
    var visible = VisibleText.inOneLine(text);
    return visible.length() <= MOST_CHARS ? visible : visible.substring(0, MOST_CHARS) + "…";
  }
}
