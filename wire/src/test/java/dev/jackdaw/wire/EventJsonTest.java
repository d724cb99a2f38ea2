package dev.jackdaw.wire;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventJsonTest {
  private static final int ROUNDS = 5_000;

  @Test
  void readsBackWhatItWrote() {
    forAll(
        ROUNDS,
        (random, _) -> new RandomValues(random).value(Event.Durable.class),
        event -> {
          var text = EventJson.write(event).compact();
          assertThat(EventJson.read(Json.parseObject(text))).contains(event);
        });
  }

  @Test
  void theRandomEventsCoverEveryVariant() {
    var values = new RandomValues(Properties.random(1));
    for (var i = 0; i < ROUNDS; i++) values.value(Event.class);
    var families =
        List.of(
            Event.Durable.class,
            Event.Fleeting.class,
            Block.Content.class,
            Effect.class,
            Outcome.class,
            Answer.class,
            Delta.class,
            Decision.class,
            Question.class);
    for (var family : families) {
      assertThat(values.seen()).contains(family.getPermittedSubclasses());
    }
    assertThat(values.seen()).contains(Block.Thinking.class, Block.Call.class);
  }

  @Test
  void everyShapeIsPinned() {
    for (var event : Samples.all()) {
      var written = EventJson.writeAny(event);
      Golden.check(name(written), written.pretty() + "\n");
    }
    var sampled = Samples.all().stream().map(Object::getClass).distinct().toArray(Class<?>[]::new);
    assertThat(
            Stream.concat(
                    Stream.of(Event.Durable.class.getPermittedSubclasses()),
                    Stream.of(Event.Fleeting.class.getPermittedSubclasses()))
                .toArray(Class<?>[]::new))
        .containsExactlyInAnyOrder(sampled);
  }

  @Test
  void readsEveryPinnedShape() throws IOException {
    for (var event : Samples.all()) {
      if (!(event instanceof Event.Durable durable)) continue;
      var file = Path.of("src/test/resources/golden", name(EventJson.write(durable)));
      assertThat(EventJson.read(Json.parseObject(Files.readString(file)))).contains(durable);
    }
  }

  private static String name(Json.Obj event) {
    return "event-" + event.string("type", "") + ".json";
  }

  @Test
  void anUnknownTypeReadsAsNothing() {
    assertThat(EventJson.read(Json.parseObject("{\"type\":\"moon_landed\",\"x\":1}"))).isEmpty();
    assertThat(EventJson.read(Json.Obj.EMPTY)).isEmpty();
  }

  @Test
  void unknownMembersAreIgnored() {
    forAll(
        (random, _) -> new RandomValues(random).value(Event.Durable.class),
        event -> {
          var written = EventJson.write(event).with("from_the_future", Json.of(1));
          assertThat(EventJson.read(written)).contains(event);
        });
  }

  @Test
  void readsWhateverIsLeftOfAnEventWithoutFailing() {
    forAll(
        ROUNDS,
        (random, _) -> damaged(new RandomValues(random).value(Event.Durable.class), random),
        event -> assertThat(EventJson.read(event)).isNotNull());
  }

  private static Json.Obj damaged(Event.Durable event, RandomGenerator random) {
    var written = EventJson.write(event);
    var damaged = damage(written, random) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    return damaged.with("type", Json.of(written.string("type", "")));
  }

  private static Json damage(Json value, RandomGenerator random) {
    if (random.nextInt(12) == 0) return new RandomValues(random).object(2);
    if (random.nextInt(12) == 0) return Json.of("\u0000");
    if (random.nextInt(12) == 0) return Json.of(-1L);
    return switch (value) {
      case Json.Obj(var members) -> {
        var copy = new LinkedHashMap<String, Json>();
        members.forEach((name, member) -> {
          if (random.nextInt(6) > 0) copy.put(name, damage(member, random));
        });
        yield new Json.Obj(copy);
      }
      case Json.Arr(var elements) -> {
        var copy = new ArrayList<Json>();
        for (var element : elements) copy.add(damage(element, random));
        yield Json.array(copy);
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  @Test
  void whatThisVersionDoesNotKnowIsReadAsTheStricterPossibility() {
    var call = "\"turn\":1,\"call\":\"c\"";
    assertThat(read("{\"type\":\"call_started\"," + call + ",\"idempotency\":\"cosmic\"}"))
        .isEqualTo(new Event.CallStarted(new TurnId(1), new CallId("c"), Idempotency.UNSAFE));
    assertThat(read("{\"type\":\"call_decided\"," + call + ",\"decision\":{\"type\":\"maybe\"}}"))
        .isEqualTo(
            new Event.CallDecided(
                new TurnId(1), new CallId("c"), List.of(), new Decision.Deny("")));
    assertThat(LabelJson.read("telepathy:x")).isEqualTo(new Label(Label.Source.WEB, "x"));
    assertThat(ResultJson.read(Json.parseObject("{\"status\":\"superb\"}")).status())
        .isEqualTo(ToolResult.Status.FAILED);
  }

  private static Event read(String text) {
    return EventJson.read(Json.parseObject(text)).orElseThrow();
  }

  @Test
  void aPriceThatIsNoNumberIsNotKnown() {
    var reply = Samples.reply(Optional.of(Double.NaN));
    assertThat(EventJson.read(EventJson.write(reply))).contains(Samples.reply(Optional.empty()));
  }

  @Test
  void writesAnOccurrenceAndReadsItBack() {
    var time = Instant.parse("2026-11-23T10:11:12.123456Z");
    var occurrence =
        new Occurrence(7, time, new AgentId("1.2"), new Event.SessionTitled("Fix the build"));
    assertThat(OccurrenceJson.write(occurrence).compact())
        .isEqualTo(
            "{\"sequence\":7,\"time\":\"2026-11-23T10:11:12.123456Z\",\"agent\":\"1.2\","
                + "\"event\":{\"type\":\"session_titled\",\"title\":\"Fix the build\"}}");
    assertThat(OccurrenceJson.read(OccurrenceJson.write(occurrence))).contains(occurrence);
  }

  @Test
  void writesInstantsAsTheJdkDoes() {
    var random = new Random(5);
    for (var i = 0; i < ROUNDS; i++) {
      var nanos = new int[] {0, 5_000_000, 7_000, 1, random.nextInt(1_000_000_000)};
      var instant =
          Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 300_000_000_000L), nanos[i % 5]);
      assertThat(InstantText.write(instant)).isEqualTo(instant.toString());
      assertThat(InstantText.read(instant.toString())).contains(instant);
    }
  }

  @Test
  void whatIsNoInstantReadsAsNothing() {
    for (var text : List.of("", "Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:01Z", "x")) {
      assertThat(InstantText.read(text)).as(text).isEmpty();
    }
  }

  @Test
  void pathsKeepTheirSpelling() {
    var effect = new Effect.Reads(Path.of("/a b/ü/😀"));
    assertThat(EffectJson.read(EffectJson.write(effect))).contains(effect);
  }
}
