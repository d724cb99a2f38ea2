package dev.jackdaw.cli.structured;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The published schema of the Agent Client Protocol, held against what an agent says. */
public final class AcpSchema {
  private final Json.Obj definitions;
  private final Map<String, URI> known = new HashMap<>();
  private final Validator validator =
      new ValidatorFactory()
          .withJsonNodeFactory(new SchemaNode.Factory())
          .withDisabledSchemaValidation(true)
          .createValidator();

  public AcpSchema() {
    try (var in = Objects.requireNonNull(AcpSchema.class.getResourceAsStream("/acp/schema.json"))) {
      definitions =
          Json.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)).object("$defs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns what is wrong with a message of an agent; empty when nothing is.
   *
   * @param asked the methods of the client's requests, by their ids
   */
  public String problem(String line, Json.Obj asked) {
    var message = Json.parseObject(line);
    if (!message.string("jsonrpc", "").equals("2.0")) return "no jsonrpc: " + line;
    var method = message.string("method", "");
    if (method.isEmpty()) return answer(message, asked);
    if (method.equals("$/cancel_request")) {
      return check("CancelRequestNotification", message.object("params"));
    }
    var kind = message.has("id") ? "Request" : "Notification";
    return check(definition(method, kind), message.object("params"));
  }

  private String answer(Json.Obj message, Json.Obj asked) {
    if (message.has("error")) return check("Error", message.object("error"));
    var method = asked.string(message.get("id").map(Json::compact).orElse(""), "");
    return check(definition(method, "Response"), message.object("result"));
  }

  private String definition(String method, String kind) {
    for (var entry : definitions.members().entrySet()) {
      if (entry.getValue() instanceof Json.Obj definition
          && definition.string("x-method", "").equals(method)
          && entry.getKey().endsWith(kind)) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException("the protocol has no " + kind + " of \"" + method + "\"");
  }

  private String check(String definition, Json value) {
    var result = validator.validate(schema(definition), SchemaNode.of(value));
    if (result.isValid()) return "";
    return definition + ": " + List.copyOf(result.getErrors()).getFirst() + " in " + value;
  }

  private URI schema(String definition) {
    return known.computeIfAbsent(
        definition,
        name ->
            validator.registerSchema(
                URI.create("urn:acp:" + name),
                SchemaNode.of(
                    Json.object()
                        .put("$ref", "#/$defs/" + name)
                        .put("$defs", definitions)
                        .build())));
  }
}
