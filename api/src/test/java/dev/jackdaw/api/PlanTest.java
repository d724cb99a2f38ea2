package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Plan.Status;
import dev.jackdaw.api.Plan.Step;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final String FIRST =
      "{\"items\":[{\"text\":\"read\",\"state\":\"active\"},{\"text\":\"write\",\"state\":\"pending\"}]}";
  private static final String SECOND =
      "{\"items\":[{\"text\":\"think\",\"state\":\"active\"},{\"text\":\"read\",\"state\":\"done\","
          + "\"evidence\":\"notes.md\"},{\"text\":\"read\",\"state\":\"odd\"}]}";

  private static Occurrence finished(AgentId agent, ToolResult.Status status, String details) {
    var result = ToolResult.of(status, "", Label.JACKDAW).withDetails(Json.parseObject(details));
    var event = new Event.CallFinished(new TurnId(1), new CallId("c"), result, Duration.ZERO);
    return new Occurrence(1, Instant.EPOCH, agent, event);
  }

  private static Occurrence ok(String details) {
    return finished(AgentId.MAIN, ToolResult.Status.OK, details);
  }

  @Test
  void stepsKeepTheirIdsAsLongAsTheirWords() {
    assertThat(Plan.of(List.of(ok(FIRST), ok(SECOND))))
        .isEqualTo(
            new Plan(
                List.of(
                    new Step("3", "think", Status.ACTIVE, ""),
                    new Step("1", "read", Status.DONE, "notes.md"),
                    new Step("4", "read", Status.PENDING, ""))));
  }

  @Test
  void isThatOfTheMainAgentsLastGoodWord() {
    var plan = Plan.of(List.of(ok(FIRST)));
    assertThat(
            Plan.of(
                List.of(
                    ok(FIRST),
                    finished(AgentId.MAIN.child(1), ToolResult.Status.OK, SECOND),
                    finished(AgentId.MAIN, ToolResult.Status.FAILED, SECOND),
                    ok("{\"files\":3}"))))
        .isEqualTo(plan);
    assertThat(plan.isOpen()).isTrue();
    assertThat(Plan.of(List.of(ok(FIRST), ok("{\"items\":[]}")))).isEqualTo(Plan.NONE);
  }

  @Test
  void isShownInPlainCharacters() {
    assertThat(Plan.of(List.of(ok(SECOND))).lines())
        .containsExactly("[>] think", "[x] read (notes.md)", "[ ] read");
  }
}
