package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every strict provider demands of a conversation. */
final class Pairing {
  private Pairing() {}

  static void check(ModelRequest request) {
    check(request.messages());
  }

  static void check(List<Message> messages) {
    assertThat(messages).isNotEmpty();
    assertThat(messages.getFirst()).isInstanceOf(Message.User.class);
    assertThat(messages.getLast()).isInstanceOf(Message.User.class);
    Set<CallId> seen = new HashSet<>();
    for (var i = 0; i < messages.size(); i++) {
      assertThat(messages.get(i).blocks()).isNotEmpty();
      if (i > 0) {
        assertThat(messages.get(i).getClass()).isNotEqualTo(messages.get(i - 1).getClass());
      }
      if (messages.get(i) instanceof Message.Assistant assistant) {
        for (var call : assistant.calls()) assertThat(seen.add(call.id())).isTrue();
        assertThat(leadingResults(messages.get(i + 1)))
            .isEqualTo(assistant.calls().stream().map(Block.Call::id).toList());
      }
    }
  }

  private static List<CallId> leadingResults(Message message) {
    var blocks = message.blocks();
    var leading = blocks.stream().takeWhile(Block.Result.class::isInstance).toList();
    var all = blocks.stream().filter(Block.Result.class::isInstance).toList();
    assertThat(leading).isEqualTo(all);
    return leading.stream().map(block -> ((Block.Result) block).call()).toList();
  }
}
