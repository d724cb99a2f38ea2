package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;

/** What the model is told about a tool. {@code inputSchema} is a JSON Schema of type object. */
public record ToolSpec(String name, String description, Json.Obj inputSchema) {}
