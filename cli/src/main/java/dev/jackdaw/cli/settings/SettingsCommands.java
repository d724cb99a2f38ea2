package dev.jackdaw.cli.settings;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code jackdaw settings …}: what holds, where it is from, and why. */
public final class SettingsCommands {
  private final SettingsReader reader;
  private final Redactor redactor;
  private final PrintWriter out;

  /** {@code redactor} keeps keys that stand in settings from the screen. */
  public SettingsCommands(SettingsReader reader, Redactor redactor, PrintWriter out) {
    this.reader = reader;
    this.redactor = redactor;
    this.out = out;
  }

  /** Prints the schema. */
  public void schema() {
    out.println(SettingsSchema.of().pretty());
    out.flush();
  }

  /** Prints every key that a place sets, with what holds. */
  public void list(Arguments arguments) {
    var sources = reader.sources(arguments);
    var all = new ArrayList<Json>();
    for (var key : Keys.ALL) {
      for (var said : Said.of(key, sources)) {
        if (arguments.has(Option.JSON)) all.add(json(key, said));
        else if (said.inForce())
          out.println(key.name() + " = " + shown(said) + "  (" + where(said) + ")");
        else
          out.println(
              key.name() + ": " + shown(said) + " " + said.why() + "  (" + where(said) + ")");
      }
    }
    if (arguments.has(Option.JSON)) {
      out.println(Json.object().put("settings", new Json.Arr(all)).build().compact());
    } else if (sources.stream().allMatch(source -> source.content().members().isEmpty())) {
      out.println("Nothing is set. The user's file would be " + reader.userFile() + ".");
    }
    if (!arguments.has(Option.JSON)) warn(arguments);
    out.flush();
  }

  private void warn(Arguments arguments) {
    try {
      for (var warning : reader.read(arguments).warnings()) {
        out.println("! " + VisibleText.inOneLine(warning));
      }
    } catch (SettingsException e) {
      out.println("! " + VisibleText.inOneLine(String.valueOf(e.getMessage())));
    }
  }

  private Json json(Key key, Said said) {
    return Json.object()
        .put("key", key.name())
        .put("value", Json.parse(redactor.redact(said.value().compact())))
        .put("layer", said.source().origin().layer().text())
        .put("where", said.where())
        .put("inForce", said.inForce())
        .put("why", said.why())
        .build();
  }

  private String shown(Said said) {
    return VisibleText.inOneLine(redactor.redact(said.value().compact()));
  }

  private static String where(Said said) {
    return said.source().origin().layer().text() + ": " + VisibleText.inOneLine(said.where());
  }

  /** Prints what the places say of a key, which counts and why. */
  public void explain(Arguments arguments) {
    var name = arguments.operands().getFirst();
    var keys = Keys.under(name);
    if (keys.isEmpty()) throw unknown(name);
    var sources = reader.sources(arguments);
    for (var key : keys) explain(key, Said.of(key, sources));
    out.flush();
  }

  private void explain(Key key, List<Said> all) {
    out.println(key.name() + ": " + key.meaning());
    if (!key.choices().isEmpty()) {
      out.println("  One of: " + String.join(", ", key.choices()) + ".");
    }
    out.println("  Where several places set it, " + key.merging().text() + "." + project(key));
    if (all.isEmpty()) out.println("  No place sets it.");
    for (var said : all) {
      out.println(
          "  "
              + (said.inForce() ? "* " : "- ")
              + shown(said)
              + "  ("
              + where(said)
              + ") "
              + said.why()
              + ".");
    }
  }

  private static String project(Key key) {
    return switch (key.project()) {
      case SET -> "";
      case TIGHTEN -> " A project may only make it stricter.";
      case PROPOSE -> " A project may not set it by itself.";
      case NOTHING -> " Only managed settings may say it.";
    };
  }

  private static JackdawException unknown(String name) {
    var hint = Nearest.hint(name, SettingsSchema.names());
    return new JackdawException(
        JackdawException.Kind.USER,
        "no-such-setting",
        "There is no setting \""
            + name
            + "\""
            + (hint.isEmpty() ? "." : hint)
            + " \"jackdaw settings schema\" has all of them.");
  }
}
