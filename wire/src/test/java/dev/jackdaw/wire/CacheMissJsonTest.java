package dev.jackdaw.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.CacheMiss.Reason;
import dev.jackdaw.api.json.Json;
import org.junit.jupiter.api.Test;

class CacheMissJsonTest {
  private static Json.Obj reply(Json miss) {
    return Json.object().put("cache_miss", miss).build();
  }

  @Test
  void returnsWhatWasWritten() {
    for (var reason : Reason.values()) {
      for (var miss :
          new CacheMiss[] {new CacheMiss(reason, "a"), new CacheMiss(reason, "b", true)}) {
        assertThat(CacheMissJson.read(reply(CacheMissJson.write(miss)))).contains(miss);
      }
    }
  }

  @Test
  void readsWhatOtherVersionsWrote() {
    assertThat(CacheMissJson.write(new CacheMiss(Reason.FIRST_IMAGE, "x")).compact())
        .isEqualTo("{\"reason\":\"first_image\",\"detail\":\"x\"}");
    var later = Json.parseObject("{\"reason\":\"moon_phase\",\"detail\":\"x\",\"more\":1}");
    assertThat(CacheMissJson.read(reply(later))).contains(new CacheMiss(Reason.UNEXPLAINED, "x"));
  }
}
