package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.Map;

/** Changes as JSON, one object each. */
final class NodeJson {
  private NodeJson() {}

  static Json.Obj of(Change change) {
    return Json.object()
        .put("path", change.path())
        .put("before", of(change.before()))
        .put("after", of(change.after()))
        .build();
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws JsonException when it is something else
   */
  static Change change(Json.Obj json) {
    return new Change(
        json.string("path", ""), node(json.object("before")), node(json.object("after")));
  }

  private static Json.Obj of(Node node) {
    var json = Json.object();
    return switch (node) {
      case Node.Absent _ -> json.put("kind", "absent").build();
      case Node.Directory(var mode, _) -> json.put("kind", "folder").put("mode", mode).build();
      case Node.RegularFile(var mode, var stamp, var content) ->
          json.put("kind", "file")
              .put("mode", mode)
              .put("size", stamp.size())
              .put("content", content.toString())
              .build();
      case Node.Link(var target) -> json.put("kind", "link").put("target", target).build();
      case Node.Unkept(var mode, var stamp, var why) ->
          json.put("kind", "unkept")
              .put("mode", mode)
              .put("size", stamp.size())
              .put("modified", stamp.modified())
              .put("inode", stamp.inode())
              .put("why", why.name())
              .build();
      case Node.Repository _ -> json.put("kind", "repository").build();
      case Node.Special _ -> json.put("kind", "special").build();
    };
  }

  private static Node node(Json.Obj json) {
    var mode = (int) json.integer("mode", -1);
    var size = json.integer("size", 0);
    try {
      return switch (json.string("kind", "")) {
        case "absent" -> Node.Absent.INSTANCE;
        case "folder" -> new Node.Directory(mode, Map.of());
        case "file" ->
            new Node.RegularFile(
                mode,
                new Node.Stamp(size, Node.Stamp.RECENT, 0),
                ContentId.parse(json.string("content", "")));
        case "link" -> new Node.Link(json.string("target", ""));
        case "unkept" ->
            new Node.Unkept(
                mode,
                new Node.Stamp(size, json.integer("modified", 0), (int) json.integer("inode", 0)),
                Node.Why.valueOf(json.string("why", "")));
        case "repository" -> new Node.Repository(Node.Stamp.NONE);
        case "special" -> new Node.Special();
        default -> throw new JsonException("no kind of file: " + json, 0);
      };
    } catch (IllegalArgumentException e) {
      throw new JsonException("not the state of a file: " + json, 0);
    }
  }
}
