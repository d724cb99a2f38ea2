package dev.jackdaw.examples;

import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.Param;
import dev.jackdaw.embed.Tool;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;

/** An agent with a tool that is a method, and an answer that is a record. Needs no key. */
public final class TwentyLines {
  private TwentyLines() {}

  /** What is wanted. */
  public record Advice(@Param("what to wear") String clothes, boolean umbrella) {}

  /** Knows the weather. */
  public static final class Weather {
    @Tool(value = "Tells the temperature of a city, in °C.", readOnly = true)
    public int temperature(@Param("its name in English") String city) {
      return city.equals("Oslo") ? -4 : 21;
    }
  }

  public static void main(String[] words) throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.call("temperature", "{\"city\":\"Oslo\"}"),
            Turn.text("{\"clothes\":\"a coat\",\"umbrella\":false}"));
    try (var jackdaw = Jackdaw.builder().model(model).tools(new Weather()).build();
        var session = jackdaw.openSession()) {
      System.out.println(session.prompt("What do I wear in Oslo?", Advice.class));
    }
  }
}
