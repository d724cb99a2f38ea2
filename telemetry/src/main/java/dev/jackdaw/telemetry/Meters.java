package dev.jackdaw.telemetry;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.ToolResult;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The metrics of a session. The boundaries are those the conventions ask for. */
final class Meters {
  private static final List<Long> TOKENS =
      List.of(
          1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L,
          16777216L, 67108864L);
  private static final List<Double> SECONDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  private final LongHistogram tokens;
  private final DoubleHistogram durations;
  private final DoubleHistogram calls;
  private final DoubleCounter dollars;
  private final LongCounter prefixChanges;

  Meters(Meter meter) {
    tokens =
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setUnit("{token}")
            .setDescription("Number of input and output tokens used.")
            .setExplicitBucketBoundariesAdvice(TOKENS)
            .build();
    durations =
        meter
            .histogramBuilder("gen_ai.client.operation.duration")
            .setUnit("s")
            .setDescription("GenAI operation duration.")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    calls =
        meter
            .histogramBuilder("jackdaw.tool.duration")
            .setUnit("s")
            .setDescription("Time a tool took.")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    dollars =
        meter
            .counterBuilder("jackdaw.cost")
            .ofDoubles()
            .setUnit("{USD}")
            .setDescription("Price of the replies whose price is known.")
            .build();
    prefixChanges =
        meter
            .counterBuilder("jackdaw.cache.prefix_changes")
            .setUnit("{request}")
            .setDescription("Requests that began otherwise than the last, without a reason.")
            .build();
  }

  void replied(Event.ReplyReceived reply, String asked, Instant begun, Instant time) {
    var attributes =
        chat(asked).toBuilder().put(Names.RESPONSE_MODEL, Names.model(reply.model())).build();
    tokens.record(
        reply.usage().prompt(), attributes.toBuilder().put(Names.TOKEN_TYPE, "input").build());
    tokens.record(
        reply.usage().output(), attributes.toBuilder().put(Names.TOKEN_TYPE, "output").build());
    durations.record(seconds(Duration.between(begun, time)), attributes);
    reply.dollars().ifPresent(price -> dollars.add(price, attributes));
    if (reply.cacheMiss().filter(CacheMiss::isOurs).isPresent()) prefixChanges.add(1, attributes);
  }

  void failed(String asked, String code, Instant begun, Instant time) {
    durations.record(
        seconds(Duration.between(begun, time)),
        chat(asked).toBuilder().put(Names.ERROR_TYPE, code).build());
  }

  void ran(String tool, ToolResult.Status status, Duration took) {
    var attributes = Attributes.builder().put(Names.TOOL_NAME, tool);
    if (status != ToolResult.Status.OK) attributes.put(Names.ERROR_TYPE, Names.error(status));
    calls.record(seconds(took), attributes.build());
  }

  private static Attributes chat(String model) {
    return Attributes.of(
        Names.OPERATION, "chat",
        Names.PROVIDER, Names.provider(model),
        Names.REQUEST_MODEL, Names.model(model));
  }

  private static double seconds(Duration time) {
    return Math.max(0, time.toNanos()) / 1e9;
  }
}
