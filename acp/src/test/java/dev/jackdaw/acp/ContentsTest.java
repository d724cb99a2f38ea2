package dev.jackdaw.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {
  private static final Path ROOT = Path.of("/code");

  private static List<Block.Content> prompt(String... blocks) throws RpcException {
    var json = "{\"prompt\":[" + String.join(",", blocks) + "]}";
    return Contents.prompt(new Params(Json.parseObject(json)).objects("prompt"), ROOT);
  }

  private static String resource(String uri) {
    return "{\"type\":\"resource\",\"resource\":{\"uri\":\"" + uri + "\",\"text\":\"its text\"}}";
  }

  @Test
  void aTextOfAFileKeepsItsOrigin() throws RpcException {
    var labels =
        prompt(resource("file:///code/a.txt"), resource("file:///code/../etc/x"), resource("web:x"))
            .stream()
            .map(Block::label)
            .toList();
    assertThat(labels)
        .containsExactly(
            new Label(Label.Source.WORKSPACE, "/code/a.txt"),
            new Label(Label.Source.OUTSIDE, "/code/../etc/x"),
            new Label(Label.Source.OUTSIDE, "web:x"));
  }

  @Test
  void aLinkIsAPathWithItsLines() throws RpcException {
    var link =
        prompt(
            "{\"type\":\"resource_link\",\"name\":\"A\",\"uri\":\"file:///code/my%20file.txt#L3:7\"}");
    assertThat(link).containsExactly(new Block.Text("[A](/code/my file.txt#L3:7)", Label.USER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"text\"}",
        "{\"type\":\"text\",\"text\":5}",
        "{\"type\":\"image\",\"mimeType\":\"image/tiff\",\"data\":\"AAAA\"}",
        "{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"not base64\"}",
        "{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"\"}",
        "{\"type\":\"audio\",\"mimeType\":\"audio/wav\",\"data\":\"AAAA\"}",
        "{\"type\":\"resource\",\"resource\":{\"uri\":\"a:b\"}}",
        "{\"type\":\"resource\"}",
        "7"
      })
  void whatIsNoContentIsRefused(String block) {
    assertThatThrownBy(() -> prompt(block))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.code()).isEqualTo(RpcException.INVALID_PARAMS));
  }
}
