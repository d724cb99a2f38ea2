package dev.jackdaw.acp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, read with an error that names what is wrong. */
record Params(Json.Obj json) {
  String text(String name) throws RpcException {
    return json.string(name).orElseThrow(() -> missing(name, "a string"));
  }

  Optional<String> optionalText(String name) throws RpcException {
    var value = json.get(name);
    if (value.isEmpty()) return Optional.empty();
    return Optional.of(text(name));
  }

  /** Returns an absolute path. */
  Path folder(String name) throws RpcException {
    return absolute(text(name), name);
  }

  static Path absolute(String text, String name) throws RpcException {
    try {
      var path = Path.of(text);
      if (path.isAbsolute()) return path;
    } catch (InvalidPathException _) {
      // said below
    }
    throw RpcException.invalidParams(
        "\"" + name + "\" must be an absolute path, not \"" + text + "\"");
  }

  /** Returns the elements; none when the member is missing. */
  List<Json> list(String name) throws RpcException {
    var value = json.get(name);
    if (value.isEmpty()) return List.of();
    if (value.get() instanceof Json.Arr(var elements)) return elements;
    throw missing(name, "an array");
  }

  /** Returns the elements, each an object; the member must be there. */
  List<Params> objects(String name) throws RpcException {
    if (!json.has(name)) throw missing(name, "an array");
    var objects = new ArrayList<Params>();
    for (var element : list(name)) {
      if (!(element instanceof Json.Obj object)) throw missing(name, "an array of objects");
      objects.add(new Params(object));
    }
    return objects;
  }

  /** Returns the elements, each a string; none when the member is missing. */
  List<String> texts(String name) throws RpcException {
    var texts = new ArrayList<String>();
    for (var element : list(name)) {
      if (!(element instanceof Json.Str(var text))) throw missing(name, "an array of strings");
      texts.add(text);
    }
    return texts;
  }

  /** Returns a list of {@code {"name", "value"}} as a map. */
  Map<String, String> pairs(String name) throws RpcException {
    var pairs = new LinkedHashMap<String, String>();
    if (!json.has(name)) return pairs;
    for (var pair : objects(name)) pairs.put(pair.text("name"), pair.text("value"));
    return pairs;
  }

  Params object(String name) throws RpcException {
    if (json.members().get(name) instanceof Json.Obj object) return new Params(object);
    throw missing(name, "an object");
  }

  private static RpcException missing(String name, String what) {
    return RpcException.invalidParams("\"" + name + "\" must be " + what);
  }
}
