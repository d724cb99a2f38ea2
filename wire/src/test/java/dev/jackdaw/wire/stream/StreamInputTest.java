package dev.jackdaw.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamInputTest {
  private static String user(String content) {
    return "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":" + content + "}}";
  }

  @Test
  void readsPlainText() {
    assertThat(StreamInput.parse(1, user("\"fix the build\"")))
        .containsExactly(new Block.Text("fix the build", Label.USER));
  }

  @Test
  void readsTextAndImages() {
    var image =
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
            + "\"data\":\"AQID\"}}";
    assertThat(StreamInput.parse(1, user("[{\"type\":\"text\",\"text\":\"see\"}," + image + "]")))
        .containsExactly(
            new Block.Text("see", Label.USER),
            Block.Image.of("image/png", new byte[] {1, 2, 3}, Label.USER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          nonsense | not a JSON object
          [1] | not a JSON object
          {"type":"user" | not a JSON object
          {} | "type" must be "user", not missing
          {"type":"assistant"} | "type" must be "user", not "assistant"
          {"type":"user"} | "message.role" must be "user", not missing
          {"type":"user","message":{"role":"system","content":"x"}} | "message.role" must be "user", not "system"
          {"type":"user","message":{"role":"user"}} | "message.content" must be a string or an array
          {"type":"user","message":{"role":"user","content":7}} | "message.content" must be a string or an array
          {"type":"user","message":{"role":"user","content":""}} | "message.content" is empty
          {"type":"user","message":{"role":"user","content":[]}} | "message.content" is empty
          {"type":"user","message":{"role":"user","content":["x"]}} | "message.content[0]" must be an object
          {"type":"user","message":{"role":"user","content":[{"type":"text"}]}} | "message.content[0]" must have a string "text"
          {"type":"user","message":{"role":"user","content":[{"type":"tool_result"}]}} | has type "tool_result"; "text" and "image" are taken
          {"type":"user","message":{"role":"user","content":[{"type":"image"}]}} | "source.type" must be "base64", not missing
          {"type":"user","message":{"role":"user","content":[{"type":"image","source":{"type":"url"}}]}} | "source.type" must be "base64", not "url"
          {"type":"user","message":{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp"}}]}} | not "image/bmp"
          {"type":"user","message":{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png"}}]}} | "source.data" is empty
          {"type":"user","message":{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"?"}}]}} | "source.data" is not Base64
          """)
  void namesTheFaultAndTheLine(String line, String fault) {
    assertThatThrownBy(() -> StreamInput.parse(17, line))
        .isInstanceOfSatisfying(
            JackdawException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER);
              assertThat(e.code()).isEqualTo("stream-input-invalid");
            })
        .hasMessageStartingWith("input line 17: ")
        .hasMessageContaining(fault);
  }
}
