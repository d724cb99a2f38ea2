package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the settings say of limits, the strongest place first. Used once. */
final class LimitReader {
  /** The user's alone: a project could else push the user's own instructions out. */
  static final String MEMORY_TOKENS = "memoryTokens";

  static final List<String> PARALLEL_KEYS = List.of("commands", "network", "agents");

  private final Tightest<Long> tokens = new Tightest<>();
  private final Tightest<Long> memoryTokens = new Tightest<>();
  private final Tightest<Integer> calls = new Tightest<>();
  private final Map<String, Tightest<Integer>> callsPerTool = new LinkedHashMap<>();
  private final Tightest<Double> share = new Tightest<>();
  private final Map<String, Tightest<Integer>> parallel = new LinkedHashMap<>();
  private final Tightest<Double> schemas = new Tightest<>();
  private Optional<Setting<Boolean>> loopDetection = Optional.empty();

  void add(SettingsSource source) {
    addTokens(source, "maxTokensTotal", tokens);
    if (!source.origin().layer().isProject()) addTokens(source, MEMORY_TOKENS, memoryTokens);
    var most = source.value("maxCalls").map(value -> count(source, "maxCalls", value));
    most.ifPresent(value -> calls.add(source.setting(value)));
    addCallsPerTool(source);
    addParallel(source);
    addShare(source);
    addSchemas(source);
    addLoopDetection(source);
  }

  private static void addTokens(SettingsSource source, String name, Tightest<Long> to) {
    var given = source.value(name);
    if (given.isEmpty()) return;
    var text =
        switch (given.get()) {
          case Json.Num(var literal) -> literal;
          case Json.Str(var written) -> written;
          case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> "";
        };
    var read = Values.tokens(text);
    if (read.isEmpty()) throw source.mistake(name, Values.TOKENS_FORM);
    to.add(source.setting(read.get()));
  }

  private static int count(SettingsSource source, String name, Json value) {
    var read =
        value instanceof Json.Num(var literal) ? Values.count(literal) : Optional.<Integer>empty();
    if (read.isPresent()) return read.get();
    throw source.mistake(name, "a whole number from 1");
  }

  private void addCallsPerTool(SettingsSource source) {
    for (var member : source.object("maxCallsPerTool").members().entrySet()) {
      var most = count(source, "maxCallsPerTool." + member.getKey(), member.getValue());
      callsPerTool
          .computeIfAbsent(member.getKey(), _ -> new Tightest<>())
          .add(source.setting(most));
    }
  }

  private void addParallel(SettingsSource source) {
    for (var key : PARALLEL_KEYS) {
      var name = "parallel." + key;
      source
          .value(name)
          .map(value -> source.setting(count(source, name, value)))
          .ifPresent(most -> parallel.computeIfAbsent(key, _ -> new Tightest<>()).add(most));
    }
  }

  private Optional<Setting<Integer>> parallel(String key) {
    return Optional.ofNullable(parallel.get(key)).flatMap(Tightest::value);
  }

  private void addShare(SettingsSource source) {
    var given = source.value("subagentShare");
    if (given.isEmpty()) return;
    if (!(given.get() instanceof Json.Num number) || !isShare(number.asDouble())) {
      throw source.mistake("subagentShare", "a number above 0 and at most 1, such as 0.5");
    }
    share.add(source.setting(number.asDouble()));
  }

  private void addSchemas(SettingsSource source) {
    var given = source.value("toolSchemas");
    if (given.isEmpty()) return;
    if (!(given.get() instanceof Json.Num number)
        || number.asDouble() < 0
        || number.asDouble() > 1) {
      throw source.mistake("toolSchemas", "a number from 0 to 1, such as 0.1");
    }
    schemas.add(source.setting(number.asDouble()));
  }

  private static boolean isShare(double number) {
    return number > 0 && number <= 1;
  }

  /** A project may ask for it, not do without it. */
  private void addLoopDetection(SettingsSource source) {
    var text = source.text("loopDetection");
    if (text.isEmpty()) return;
    var on =
        switch (text.get()) {
          case "on" -> true;
          case "off" -> false;
          default -> throw source.mistake("loopDetection", "one of", List.of("on", "off"));
        };
    if (!on && source.origin().layer().isProject() || loopDetection.isPresent()) return;
    loopDetection = Optional.of(source.setting(on));
  }

  LimitSettings settings() {
    var perTool = new LinkedHashMap<String, Setting<Integer>>();
    callsPerTool.forEach((tool, most) -> most.value().ifPresent(value -> perTool.put(tool, value)));
    return new LimitSettings(
        tokens.value(),
        calls.value(),
        perTool,
        share.value(),
        schemas.value(),
        loopDetection,
        new ParallelSettings(parallel("commands"), parallel("network"), parallel("agents")),
        memoryTokens.value());
  }
}
