package dev.jackdaw.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Model;
import dev.jackdaw.examples.spring.TriageApplication.Team;
import dev.jackdaw.examples.spring.TriageApplication.Triage;
import dev.jackdaw.spring.JackdawAutoConfiguration;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class TriageApplicationTest {
  @Test
  void sortsAMessage() {
    var model =
        ScriptedModel.of(
            Turn.call("plan", "{\"customer\":\"C-17\"}"),
            Turn.text("{\"team\":\"billing\",\"priority\":1,\"summary\":\"Billed twice.\"}"));
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(JackdawAutoConfiguration.class))
        .withBean(Model.class, () -> model)
        .withBean(TriageApplication.Customers.class)
        .withBean(TriageApplication.Desk.class)
        .run(context ->
            assertThat(context.getBean(TriageApplication.Desk.class).triage("C-17", "Twice!"))
                .isEqualTo(new Triage(Team.BILLING, 1, "Billed twice.")));
    assertThat(model.requests().getLast().messages().getLast().toString()).contains("enterprise");
  }
}
