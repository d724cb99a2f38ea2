package dev.jackdaw.cli;

import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.engine.Limits;
import dev.jackdaw.engine.Parallelism;
import java.util.HashMap;

/** What a session may use up, and how much of it runs at once, as the settings say. */
final class SessionLimits {
  private SessionLimits() {}

  static Limits of(Settings settings) {
    var more = settings.limits();
    var perTool = new HashMap<String, Integer>();
    more.maxCallsPerTool().forEach((tool, most) -> perTool.put(tool, most.value()));
    var limits =
        new Limits(
                settings.maxTurns().map(setting -> setting.value()).orElse(0),
                settings.maxCost().map(setting -> setting.value()),
                settings.maxTime().map(setting -> setting.value()))
            .withTokens(more.maxTokens().map(setting -> setting.value()).orElse(0L))
            .withCalls(more.maxCalls().map(setting -> setting.value()).orElse(0))
            .withCallsOf(perTool)
            .withCircles(!more.loopDetection().map(setting -> setting.value()).orElse(true));
    var shared =
        more.subagentShare().map(share -> limits.withSubagentShare(share.value())).orElse(limits);
    return more.schemaShare().map(share -> shared.withSchemaShare(share.value())).orElse(shared);
  }

  static Parallelism parallelism(Settings settings) {
    var usual = Parallelism.standard();
    var given = settings.limits().parallel();
    return new Parallelism(
        given.commands().map(setting -> setting.value()).orElse(usual.processes()),
        given.network().map(setting -> setting.value()).orElse(usual.network()),
        given.agents().map(setting -> setting.value()).orElse(usual.agents()));
  }
}
