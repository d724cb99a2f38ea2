package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void tellsTextAndCallsApart() {
    var call = new Block.Call(new CallId("c"), "bash", Json.Obj.EMPTY);
    var message =
        new Message.Assistant(
            List.of(
                new Block.Thinking("hm", "x", Json.Obj.EMPTY),
                new Block.Text("a", Label.MODEL),
                call,
                new Block.Text("b", Label.MODEL)));
    assertThat(message.text()).isEqualTo("ab");
    assertThat(message.calls()).containsExactly(call);
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    var blocks = new ArrayList<Block.Given>(List.of(new Block.Text("a", Label.USER)));
    var message = new Message.User(blocks);
    blocks.clear();
    assertThat(message).isEqualTo(Message.User.text("a"));
  }

  @Test
  void numbersAgentsBelowTheirParent() {
    var child = AgentId.MAIN.child(1).child(2);
    assertThat(child.value()).isEqualTo("1.2");
    assertThat(child.depth()).isEqualTo(2);
    assertThat(AgentId.MAIN.depth()).isZero();
    assertThat(AgentId.MAIN).hasToString("main");
  }

  @Test
  void namesBodiesByTheirDigest() {
    var handle = new Blobs.Handle("0123456789abcdef".repeat(4), 3);
    assertThat(handle.reference()).isEqualTo("blob:0123456789abcdef");
    assertThatThrownBy(() -> new Blobs.Handle("../x", 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
