package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.function.Consumer;

/** A model on a server of the user's own, whose window the server itself is asked for. */
final class OwnServerModel implements Model {
  private final Model model;
  private final OwnServer server;

  OwnServerModel(Model model, OwnServer server) {
    this.model = model;
    this.server = server;
  }

  /** May ask the server, which takes up to some seconds if it hangs. */
  @Override
  public ModelInfo info() {
    return server.merged(model.info());
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    var reply = model.reply(request, deltas);
    server.askAgainIfUnknown();
    return reply;
  }
}
