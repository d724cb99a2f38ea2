package dev.jackdaw.mcp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.rpc.Conversation;
import dev.jackdaw.wire.rpc.RpcException;

/** Answers what a server asks; what was not offered is refused, sampling first of all. */
final class Answering implements Conversation.Handler {
  private final Host host;

  Answering(Host host) {
    this.host = host;
  }

  @Override
  public Json.Obj request(String method, Json.Obj params)
      throws RpcException, InterruptedException {
    return switch (method) {
      case "ping" -> Json.Obj.EMPTY;
      case "roots/list" -> roots();
      case "elicitation/create" -> {
        if (!host.canElicit()) throw refused("nobody is there to be asked");
        yield host.elicit(params);
      }
      case "sampling/createMessage" -> {
        if (!host.canSample()) throw refused("sampling is not offered");
        yield host.sample(params);
      }
      default -> throw refused("there is no method " + method + " here");
    };
  }

  private static RpcException refused(String why) {
    return new RpcException(RpcException.METHOD_NOT_FOUND, why);
  }

  private Json.Obj roots() {
    var roots =
        host.roots().stream()
            .map(path ->
                Json.object()
                    .put("uri", path.toUri().toString().replaceFirst("/$", ""))
                    .put("name", String.valueOf(path.getFileName()))
                    .build())
            .toList();
    return Json.object().put("roots", Json.array(roots)).build();
  }

  @Override
  public void notification(String method, Json.Obj params) {
    switch (method) {
      case "notifications/tools/list_changed" -> host.changed(Host.Kind.TOOLS);
      case "notifications/resources/list_changed" -> host.changed(Host.Kind.RESOURCES);
      case "notifications/resources/updated" -> host.updated(params.string("uri", ""));
      case "notifications/prompts/list_changed" -> host.changed(Host.Kind.PROMPTS);
      case "notifications/message" ->
          host.logged(
              params.string("level", "info"),
              params
                  .get("data")
                  .map(data -> data instanceof Json.Str(var text) ? text : data.compact())
                  .orElse(""));
      default -> {
        // The protocol has unknown ones passed over.
      }
    }
  }

  @Override
  public void broken(String why) {
    host.broken(why);
  }
}
