package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import java.util.ArrayList;

/**
 * A reply that ended at the limit on output may end amid a call. Half a call must never run,
 * however well the rest of it could be guessed: it is taken out.
 */
final class HalfCall {
  private HalfCall() {}

  /**
   * Returns the reply, without its last call when the limit on output cut it.
   *
   * @param isHalf whether the last call is incomplete
   */
  static Reply without(Reply reply, boolean isHalf) {
    if (reply.stop() != StopReason.LENGTH || !isHalf) return reply;
    var said = new ArrayList<Block.Said>(reply.message().blocks());
    said.remove(reply.message().calls().getLast());
    return new Reply(new Message.Assistant(said), reply.usage(), reply.stop(), reply.model());
  }
}
