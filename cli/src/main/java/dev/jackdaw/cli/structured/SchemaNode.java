package dev.jackdaw.cli.structured;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import dev.jackdaw.api.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our JSON as the schema library sees it. */
final class SchemaNode implements JsonNode {
  /**
   * Beyond this a number is not worth computing with; {@code 1e999999999} would fill the memory.
   */
  private static final int MAX_NUMBER_SCALE = 10_000;

  private final Json value;
  private final String pointer;

  private SchemaNode(Json value, String pointer) {
    this.value = value;
    this.pointer = pointer;
  }

  static SchemaNode of(Json value) {
    return new SchemaNode(value, "");
  }

  /** Makes nodes of our JSON. The library also hands it the text of its own meta-schemas. */
  static final class Factory implements JsonNodeFactory {
    @Override
    public JsonNode wrap(Object given) {
      if (given instanceof JsonNode node) return node;
      if (given instanceof Json json) return of(json);
      throw new IllegalArgumentException("not JSON: " + given.getClass());
    }

    @Override
    public JsonNode create(String text) {
      return of(Json.parse(text));
    }
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    return switch (value) {
      case Json.Obj _ -> SimpleType.OBJECT;
      case Json.Arr _ -> SimpleType.ARRAY;
      case Json.Str _ -> SimpleType.STRING;
      case Json.Bool _ -> SimpleType.BOOLEAN;
      case Json.Null _ -> SimpleType.NULL;
      case Json.Num number -> isIntegral(number) ? SimpleType.INTEGER : SimpleType.NUMBER;
    };
  }

  private static boolean isIntegral(Json.Num number) {
    var decimal = decimal(number);
    return decimal.signum() == 0 || decimal.stripTrailingZeros().scale() <= 0;
  }

  private static BigDecimal decimal(Json.Num number) {
    try {
      var decimal = new BigDecimal(number.literal());
      if (Math.abs((long) decimal.scale()) <= MAX_NUMBER_SCALE) return decimal;
    } catch (NumberFormatException _) {
      // The exponent does not fit an int: as far out as the scales refused above.
    }
    throw new NumberTooLargeException();
  }

  /** A number is so large or small that checking it is refused. */
  static final class NumberTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public boolean asBoolean() {
    return ((Json.Bool) value).value();
  }

  @Override
  public String asString() {
    return value instanceof Json.Str(var text) ? text : value.compact();
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return decimal((Json.Num) value);
  }

  @Override
  public List<JsonNode> asArray() {
    var elements = ((Json.Arr) value).elements();
    var nodes = new ArrayList<JsonNode>(elements.size());
    for (var element : elements) nodes.add(new SchemaNode(element, pointer + "/" + nodes.size()));
    return nodes;
  }

  @Override
  public Map<String, JsonNode> asObject() {
    var nodes = new LinkedHashMap<String, JsonNode>();
    for (var member : ((Json.Obj) value).members().entrySet()) {
      var place = pointer + "/" + JsonNode.encodeJsonPointer(member.getKey());
      nodes.put(member.getKey(), new SchemaNode(member.getValue(), place));
    }
    return nodes;
  }

  /** Numbers are equal when their values are, as JSON Schema asks for. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchemaNode node && comparable(value).equals(comparable(node.value));
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(comparable(value));
  }

  private static Object comparable(Json json) {
    return switch (json) {
      case Json.Num number -> decimal(number).stripTrailingZeros();
      case Json.Arr(var elements) -> {
        var all = new ArrayList<Object>(elements.size());
        for (var element : elements) all.add(comparable(element));
        yield all;
      }
      case Json.Obj(var members) -> {
        var all = new LinkedHashMap<String, Object>();
        for (var member : members.entrySet())
          all.put(member.getKey(), comparable(member.getValue()));
        yield all;
      }
      case Json.Str _, Json.Bool _, Json.Null _ -> json;
    };
  }
}
