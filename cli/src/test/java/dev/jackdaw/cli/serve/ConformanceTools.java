package dev.jackdaw.cli.serve;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools that the official conformance suite calls, on the classes of the real server. */
final class ConformanceTools implements ServedTools {
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

  private final List<ServedTool> tools = new ArrayList<>();

  /** What a tool does. */
  private interface Deed {
    Json.Obj result(Json.Obj arguments, Caller caller) throws InterruptedException, RpcException;
  }

  private record Prepared(Json.Obj spec, Deed deed) implements ServedTool {
    @Override
    public Json.Obj call(Json.Obj arguments, Caller caller) throws InterruptedException {
      try {
        return deed.result(arguments, caller);
      } catch (RpcException e) {
        return Results.text(e.reason(), true);
      }
    }
  }

  ConformanceTools() {
    add("test_simple_text", (_, _) -> text("This is a simple text response for testing."));
    add("test_image_content", (_, _) -> of(image()));
    add(
        "test_audio_content",
        (_, _) ->
            of(
                Json.parse(
                    "{\"type\":\"audio\",\"data\":\"" + WAV + "\",\"mimeType\":\"audio/wav\"}")));
    add(
        "test_embedded_resource",
        (_, _) ->
            of(
                Json.parse(
                    "{\"type\":\"resource\",\"resource\":{\"uri\":\"test://embedded-resource\",\"mimeType\":\"text/plain\",\"text\":\"This"
                        + " is an embedded resource content.\"}}")));
    add(
        "test_multiple_content_types",
        (_, _) ->
            of(
                Json.parse("{\"type\":\"text\",\"text\":\"Multiple content types test:\"}"),
                image(),
                Json.parse(
                    "{\"type\":\"resource\",\"resource\":{\"uri\":\"test://mixed-content-resource\","
                        + "\"mimeType\":\"application/json\",\"text\":\"{\\\"test\\\":\\\"data\\\",\\\"value\\\":123}\"}}")));
    add(
        "test_error_handling",
        (_, _) -> Results.text("This tool intentionally returns an error for testing", true));
    add(
        "test_tool_with_logging",
        (_, caller) -> {
          for (var line :
              List.of(
                  "Tool execution started", "Tool processing data", "Tool execution completed")) {
            caller.log(LogLevel.INFO, line);
          }
          return text("Logged.");
        });
    add(
        "test_tool_with_progress",
        (_, caller) -> {
          for (var part : List.of(0, 50, 100)) caller.progress(part, Optional.of(100.0), "");
          return text("Done.");
        });
    add(
        "test_reconnection",
        (_, caller) -> {
          caller.closeStream();
          return text("Reconnected.");
        });
    add(
        "test_elicitation",
        (arguments, caller) ->
            text(
                "User response: "
                    + caller.ask(
                        "elicitation/create",
                        Json.parseObject(
                                "{\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"username\":{\"type\":\"string\",\"description\":\"User's"
                                    + " response\"},\"email\":{\"type\":\"string\",\"description\":\"User's"
                                    + " email address\"}},\"required\":[\"username\",\"email\"]}}")
                            .with("message", Json.of(arguments.string("message", ""))))));
    add(
        "test_elicitation_sep1034_defaults",
        (_, caller) ->
            elicited(
                caller,
                "{\"name\":{\"type\":\"string\",\"default\":\"John Doe\"},"
                    + "\"age\":{\"type\":\"integer\",\"default\":30},"
                    + "\"score\":{\"type\":\"number\",\"default\":95.5},"
                    + "\"status\":{\"type\":\"string\",\"enum\":[\"active\",\"inactive\",\"pending\"],\"default\":\"active\"},"
                    + "\"verified\":{\"type\":\"boolean\",\"default\":true}}"));
    add(
        "test_elicitation_sep1330_enums",
        (_, caller) ->
            elicited(
                caller,
                "{\"untitledSingle\":{\"type\":\"string\",\"enum\":[\"option1\",\"option2\",\"option3\"]},\"titledSingle\":{\"type\":\"string\",\"oneOf\":[{\"const\":\"value1\",\"title\":\"First"
                    + " Option\"},{\"const\":\"value2\",\"title\":\"Second"
                    + " Option\"},{\"const\":\"value3\",\"title\":\"Third Option\"}]},"
                    + "\"legacyEnum\":{\"type\":\"string\",\"enum\":[\"opt1\",\"opt2\",\"opt3\"],\"enumNames\":[\"Option"
                    + " One\",\"Option Two\",\"Option Three\"]},"
                    + "\"untitledMulti\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"option1\",\"option2\",\"option3\"]}},\"titledMulti\":{\"type\":\"array\",\"items\":{\"anyOf\":[{\"const\":\"value1\",\"title\":\"First"
                    + " Choice\"},{\"const\":\"value2\",\"title\":\"Second"
                    + " Choice\"},{\"const\":\"value3\",\"title\":\"Third Choice\"}]}}}"));
    tools.add(
        new Prepared(
            Json.object()
                .put("name", "json_schema_2020_12_tool")
                .put("description", "Tool with JSON Schema 2020-12 features")
                .put(
                    "inputSchema",
                    Json.parse(
                        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
                            + "\"$defs\":{\"address\":{\"type\":\"object\",\"properties\":{\"street\":{\"type\":\"string\"},"
                            + "\"city\":{\"type\":\"string\"}}}},\"properties\":{\"name\":{\"type\":\"string\"},"
                            + "\"address\":{\"$ref\":\"#/$defs/address\"}},\"additionalProperties\":false}"))
                .build(),
            (_, _) -> text("Fine.")));
  }

  private void add(String name, Deed deed) {
    tools.add(
        new Prepared(
            Json.object()
                .put("name", name)
                .put("description", "For the conformance suite.")
                .put("inputSchema", Json.object().put("type", "object").build())
                .build(),
            deed));
  }

  private static Json.Obj text(String text) {
    return Results.text(text, false);
  }

  private static Json image() {
    return Json.parse("{\"type\":\"image\",\"data\":\"" + PNG + "\",\"mimeType\":\"image/png\"}");
  }

  private static Json.Obj of(Json... content) {
    return Json.object().put("content", Json.array(List.of(content))).build();
  }

  private static Json.Obj elicited(Caller caller, String properties)
      throws RpcException, InterruptedException {
    var schema =
        Json.object().put("type", "object").put("properties", Json.parse(properties)).build();
    var answer =
        caller.ask(
            "elicitation/create",
            Json.object().put("message", "Please fill in.").put("requestedSchema", schema).build());
    return text(
        "Elicitation completed: action="
            + answer.string("action", "")
            + ", content="
            + answer.object("content"));
  }

  @Override
  public List<ServedTool> tools() {
    return tools;
  }

  @Override
  public void close() {}
}
