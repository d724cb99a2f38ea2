package dev.jackdaw.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rules in force, in an order of their own so that the order of writing tells nothing. */
final class RuleSet {
  private static final Comparator<CompiledRule> ORDER =
      (a, b) -> {
        var layers = a.source().layer().compareTo(b.source().layer());
        if (layers != 0) return layers;
        var rules = a.rule().toString().compareTo(b.rule().toString());
        return rules != 0 ? rules : a.source().name().compareTo(b.source().name());
      };

  private final List<CompiledRule> deny = new ArrayList<>();
  private final List<CompiledRule> ask = new ArrayList<>();
  private final List<CompiledRule> allow = new ArrayList<>();

  RuleSet(List<CompiledRule> rules) {
    for (var rule : rules) of(rule.verdict()).add(rule);
    deny.sort(ORDER);
    ask.sort(ORDER);
    allow.sort(ORDER);
  }

  private List<CompiledRule> of(Verdict verdict) {
    return switch (verdict) {
      case DENY -> deny;
      case ASK -> ask;
      case ALLOW -> allow;
    };
  }

  RuleSet plus(CompiledRule rule) {
    var all = new ArrayList<>(deny);
    all.addAll(ask);
    all.addAll(allow);
    all.add(rule);
    return new RuleSet(all);
  }

  List<CompiledRule> allowing() {
    return allow;
  }

  Optional<CompiledRule> denying(Subject subject) {
    return first(deny, subject);
  }

  Optional<CompiledRule> asking(Subject subject) {
    return first(ask, subject);
  }

  /** Returns whether a rule that forbids reading, or asks before it, speaks of what lies below. */
  boolean guardsBelow(Path folder) {
    for (var rule : deny) if (rule.guardsBelow(folder)) return true;
    for (var rule : ask) if (rule.guardsBelow(folder)) return true;
    return false;
  }

  private static Optional<CompiledRule> first(List<CompiledRule> rules, Subject subject) {
    for (var rule : rules) {
      if (rule.touches(subject)) return Optional.of(rule);
    }
    return Optional.empty();
  }

  boolean forbidsEveryCallOf(String tool) {
    for (var rule : deny) {
      if (rule.isBlanket() && rule.tool().touches(tool)) return true;
    }
    return false;
  }
}
