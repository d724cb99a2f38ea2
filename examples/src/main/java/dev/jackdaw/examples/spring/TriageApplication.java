package dev.jackdaw.examples.spring;

import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.Param;
import dev.jackdaw.embed.Tool;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/**
 * Sorts messages of customers. {@code jackdaw.model} names the model; beans with {@code @Tool} are
 * found by themselves.
 */
@SpringBootApplication
public class TriageApplication {
  /** What becomes of a message. */
  public record Triage(
      @Param("which team") Team team,
      @Param(value = "1 is most urgent", min = 1, max = 3) int priority,
      @Param("one sentence for the team") String summary) {}

  /** Who can answer. */
  public enum Team {
    BILLING,
    TECHNICAL,
    OTHER
  }

  /** What agents may look up. */
  @Component
  public static class Customers {
    @Tool(value = "Tells which plan a customer has.", readOnly = true)
    public String plan(@Param("such as C-17") String customer) {
      return customer.equals("C-17") ? "enterprise" : "free";
    }
  }

  /** What the rest of the application calls. */
  @Service
  public static class Desk {
    private final Jackdaw jackdaw;

    public Desk(Jackdaw jackdaw) {
      this.jackdaw = jackdaw;
    }

    public Triage triage(String customer, String message) throws InterruptedException {
      try (var session = jackdaw.openSession()) {
        return session.prompt(
            "Sort this message of customer " + customer + ":\n\n" + message, Triage.class);
      }
    }
  }

  public static void main(String[] words) throws InterruptedException {
    try (var context =
        new SpringApplicationBuilder(TriageApplication.class)
            .web(WebApplicationType.NONE)
            .run(words)) {
      System.out.println(context.getBean(Desk.class).triage("C-17", "I was billed twice."));
    }
  }
}
