package dev.jackdaw.cli.structured;

import dev.harrel.jsonschema.JsonNode;
import dev.jackdaw.api.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds what the schema library takes without a word although nothing could ever satisfy it: a
 * reference that leads nowhere, a pattern that is none. The user hears of it before a model is paid
 * for trying.
 */
final class SchemaCheck {
  private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");
  private static final String META_SCHEMAS = "json-schema.org/";

  private final Json.Obj schema;
  private final Set<String> names = new HashSet<>();
  private boolean nested;
  private Optional<String> problem = Optional.empty();

  private SchemaCheck(Json.Obj schema) {
    this.schema = schema;
  }

  /** Returns the first problem, as the end of a sentence. */
  static Optional<String> problem(Json.Obj schema) {
    var check = new SchemaCheck(schema);
    check.collectNames(schema);
    check.visit(schema);
    return check.problem;
  }

  private void collectNames(Json json) {
    if (json instanceof Json.Arr(var elements)) elements.forEach(this::collectNames);
    if (!(json instanceof Json.Obj object)) return;
    object.string("$id").ifPresent(names::add);
    object.string("$anchor").ifPresent(name -> names.add("#" + name));
    object.string("$dynamicAnchor").ifPresent(name -> names.add("#" + name));
    nested |= !object.equals(schema) && object.string("$id").isPresent();
    object.members().values().forEach(this::collectNames);
  }

  private void visit(Json json) {
    if (problem.isPresent()) return;
    if (json instanceof Json.Arr(var elements)) elements.forEach(this::visit);
    if (!(json instanceof Json.Obj object)) return;
    object.string("$ref").ifPresent(this::checkReference);
    object.string("pattern").ifPresent(this::checkPattern);
    object.object("patternProperties").members().keySet().forEach(this::checkPattern);
    for (var member : object.members().entrySet()) {
      if (!DATA.contains(member.getKey())) visit(member.getValue());
    }
  }

  private void checkPattern(String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      problem = Optional.of("the pattern \"" + pattern + "\" is wrong: " + e.getDescription());
    }
  }

  private void checkReference(String reference) {
    if (leadsSomewhere(reference)) return;
    problem =
        Optional.of(
            "the reference \""
                + reference
                + "\" leads nowhere; schemas are not fetched, so put all"
                + " of it into this one, below \"$defs\"");
  }

  /** In doubt yes: an inner {@code $id} changes what references start from. */
  private boolean leadsSomewhere(String reference) {
    if (reference.equals("#") || nested || reference.contains(META_SCHEMAS)) return true;
    var hash = reference.indexOf('#');
    var base = hash < 0 ? reference : reference.substring(0, hash);
    if (!base.isEmpty() && !names.contains(base)) return false;
    if (hash < 0 || hash == reference.length() - 1) return true;
    var fragment = reference.substring(hash);
    return fragment.startsWith("#/") ? points(fragment.substring(1)) : names.contains(fragment);
  }

  private boolean points(String pointer) {
    return points(SchemaNode.of(schema), "", decoded(pointer));
  }

  private static String decoded(String pointer) {
    try {
      return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return pointer;
    }
  }

  private static boolean points(JsonNode node, String at, String wanted) {
    if (at.equals(wanted)) return true;
    if (!wanted.startsWith(at + "/")) return false;
    if (node.isObject()) {
      for (var child : node.asObject().values()) {
        if (points(child, child.getJsonPointer(), wanted)) return true;
      }
    } else if (node.isArray()) {
      for (var child : node.asArray()) {
        if (points(child, child.getJsonPointer(), wanted)) return true;
      }
    }
    return false;
  }
}
