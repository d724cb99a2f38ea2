package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.api.text.LineDiff;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The functions that workflows have beside the tools. They see nothing but their arguments: equal
 * arguments give equal results.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are those of List.of
enum Builtin {
  /** Keeps elements that match; {@code groups} are what the regular expression caught. */
  FILTER(List.of("in"), List.of("regex", "where")) {
    @Override
    Json apply(Json.Obj args, Scope scope) throws StepProblem {
      var regex = args.string("regex").map(Pattern::compile);
      var where = args.string("where");
      var condition = where.isPresent() ? Optional.of(Condition.parse(where.get())) : none();
      var items = new ArrayList<Json>();
      var groups = new ArrayList<Json>();
      for (var element : elements(args)) {
        if (condition.isPresent() && !condition.get().holds(scope.withItem(element))) continue;
        if (regex.isPresent() && !catches(regex.get(), Values.text(element), groups)) continue;
        items.add(element);
      }
      return Json.object()
          .put("items", new Json.Arr(items))
          .put("count", items.size())
          .put("groups", new Json.Arr(groups))
          .put("distinct", new Json.Arr(List.copyOf(new LinkedHashSet<>(groups))))
          .build();
    }

    private Optional<Condition> none() {
      return Optional.empty();
    }
  },

  /** Makes something of each element. */
  MAP(List.of("in", "to"), List.of()) {
    @Override
    Json apply(Json.Obj args, Scope scope) throws StepProblem {
      var template = args.members().getOrDefault("to", Json.Null.INSTANCE);
      var made = new ArrayList<Json>();
      for (var element : elements(args)) made.add(Template.fill(template, scope.withItem(element)));
      return new Json.Arr(made);
    }
  },

  /** The first elements of a list or lines of a text. */
  HEAD(List.of("in"), List.of("n")) {
    @Override
    Json apply(Json.Obj args, Scope scope) throws StepProblem {
      var given = elements(args);
      var first = given.subList(0, Math.clamp(args.integer("n", 10), 0, given.size()));
      return in(args) instanceof Json.Str ? Json.of(joined(first, "\n")) : Json.array(first);
    }
  },

  /** How many elements, lines or members there are. */
  COUNT(List.of("in"), List.of()) {
    @Override
    Json apply(Json.Obj args, Scope scope) throws StepProblem {
      return in(args) instanceof Json.Obj object && object.string("text").isEmpty()
          ? Json.of(object.members().size())
          : Json.of(elements(args).size());
    }
  },

  /** One text of all elements. */
  JOIN(List.of("in"), List.of("sep")) {
    @Override
    Json apply(Json.Obj args, Scope scope) throws StepProblem {
      return Json.of(joined(elements(args), args.string("sep", "\n")));
    }
  },

  /** What differs between two texts, line by line; empty when nothing does. */
  DIFF(List.of("a", "b"), List.of()) {
    @Override
    Json apply(Json.Obj args, Scope scope) throws StepProblem {
      var a = Values.text(args.members().getOrDefault("a", Json.Null.INSTANCE));
      var b = Values.text(args.members().getOrDefault("b", Json.Null.INSTANCE));
      return Json.of(differing(Values.linesOf(a), Values.linesOf(b)));
    }
  },

  /** The value that a text of JSON stands for. */
  JSON(List.of("in"), List.of()) {
    @Override
    Json apply(Json.Obj args, Scope scope) throws StepProblem {
      try {
        return Json.parse(Values.text(in(args)));
      } catch (JsonException e) {
        throw new StepProblem("\"in\" is no JSON: " + e.getMessage());
      }
    }
  };

  private final List<String> required;
  private final List<String> optional;

  Builtin(List<String> required, List<String> optional) {
    this.required = required;
    this.optional = optional;
  }

  /** Works on arguments whose references are filled in, those of {@link #isLate} excepted. */
  abstract Json apply(Json.Obj args, Scope scope) throws StepProblem;

  static Optional<Builtin> named(String tool) {
    for (var builtin : values()) if (builtin.text().equals(tool)) return Optional.of(builtin);
    return Optional.empty();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<String> required() {
    return required;
  }

  List<String> known() {
    var all = new ArrayList<>(required);
    all.addAll(optional);
    return all;
  }

  /** Returns whether the argument is filled in for each element, with {@code $item} for it. */
  static boolean isLate(String argument) {
    return argument.equals("to") || argument.equals("where");
  }

  /** Runs it on a step's arguments. */
  Json run(Json.Obj args, Scope scope) throws StepProblem {
    var filled = Json.object();
    for (var member : args.members().entrySet()) {
      var late = isLate(member.getKey());
      filled.put(
          member.getKey(), late ? member.getValue() : Template.fill(member.getValue(), scope));
    }
    return Values.limited(apply(filled.build(), scope));
  }

  static Json in(Json.Obj args) {
    return args.members().getOrDefault("in", Json.Null.INSTANCE);
  }

  static List<Json> elements(Json.Obj args) throws StepProblem {
    return switch (in(args)) {
      case Json.Arr(var elements) -> elements;
      case Json.Str(var text) -> List.copyOf(Json.strings(Values.linesOf(text)).elements());
      case Json.Obj object when object.string("text").isPresent() ->
          Json.strings(Values.linesOf(object.string("text", ""))).elements();
      default ->
          throw new StepProblem("\"in\" must be a list or a text, was " + in(args).compact());
    };
  }

  static String joined(List<Json> elements, String separator) {
    return String.join(separator, elements.stream().map(Values::text).toList());
  }

  /** Returns the lines two texts do not share, as {@code -12|old} and {@code +12|new}. */
  static String differing(List<String> before, List<String> after) {
    var diff = LineDiff.of(before, after);
    var lines = new ArrayList<String>();
    for (int i = 0, j = 0; i < before.size() || j < after.size(); ) {
      if (i < before.size() && diff.isGone(i)) {
        lines.add("-" + (i + 1) + "|" + before.get(i++));
      } else if (j < after.size() && diff.isNew(j)) {
        lines.add("+" + (j + 1) + "|" + after.get(j++));
      } else {
        i++;
        j++;
      }
    }
    return String.join("\n", lines);
  }

  static boolean catches(Pattern regex, String text, List<Json> groups) throws StepProblem {
    try {
      var matcher = regex.matcher(new MeteredText(text));
      var found = false;
      while (matcher.find()) {
        found = true;
        var group = matcher.group(matcher.groupCount() > 0 ? 1 : 0);
        if (group != null) groups.add(Json.of(group));
      }
      return found;
    } catch (MeteredText.Exhausted | StackOverflowError _) {
      throw new StepProblem("\"regex\" takes too long on this text; use a simpler one");
    }
  }
}
