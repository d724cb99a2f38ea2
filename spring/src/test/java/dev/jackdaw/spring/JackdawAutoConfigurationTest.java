package dev.jackdaw.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Approval;
import dev.jackdaw.embed.Approver;
import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.MemoryStore;
import dev.jackdaw.embed.Tool;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class JackdawAutoConfigurationTest {
  private static final ApplicationContextRunner BARE =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(JackdawAutoConfiguration.class));

  /** A bean with tools. */
  public static class Desk {
    final AtomicInteger sent = new AtomicInteger();
    final CountDownLatch waiting = new CountDownLatch(1);
    final CompletableFuture<String> later = new CompletableFuture<>();

    @Tool("Sends a mail.")
    public String sendMail(String to) {
      return "sent " + sent.incrementAndGet() + " to " + to;
    }

    @Tool(value = "Waits.", readOnly = true)
    public CompletableFuture<String> waitLong() {
      waiting.countDown();
      return later;
    }
  }

  private static ApplicationContextRunner with(ScriptedModel model) {
    return BARE.withBean(Model.class, () -> model).withBean(Desk.class);
  }

  private static ScriptedModel mailing() {
    return ScriptedModel.of(Turn.call("send_mail", "{\"to\":\"ada\"}"), Turn.text("Done."));
  }

  private static String said(Jackdaw jackdaw) throws InterruptedException {
    try (var session = jackdaw.openSession()) {
      return session.run("mail") instanceof Outcome.Finished(var text) ? text : "";
    }
  }

  @Test
  void findsToolsAmongTheBeans() {
    with(mailing())
        .withPropertyValues("jackdaw.allow=send_mail")
        .run(context -> {
          assertThat(said(context.getBean(Jackdaw.class))).isEqualTo("Done.");
          assertThat(context.getBean(Desk.class).sent).hasValue(1);
        });
  }

  @Test
  void refusesWhatNoPropertyAllows() {
    with(mailing())
        .run(context -> {
          assertThat(said(context.getBean(Jackdaw.class))).isEmpty();
          assertThat(context.getBean(Desk.class).sent).hasValue(0);
        });
  }

  @Test
  void usesTheBeansThatAreThere() {
    var store = new MemoryStore();
    with(mailing())
        .withBean(Approver.class, () -> Approver.of(_ -> Approval.once()))
        .withBean(SessionStore.class, () -> store)
        .run(context -> {
          assertThat(said(context.getBean(Jackdaw.class))).isEqualTo("Done.");
          assertThat(store.list()).hasSize(1);
        });
  }

  @Test
  void saysWhichPropertyIsMissing() {
    BARE.run(context ->
        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("build()"));
    BARE.run(context ->
        assertThat(context.getStartupFailure()).hasStackTraceContaining("Set jackdaw.model="));
  }

  @Test
  void stepsBackWhereThereIsOneAlready() {
    var mine = Jackdaw.builder().model(mailing()).build();
    BARE.withBean(Jackdaw.class, () -> mine)
        .run(context -> assertThat(context).getBean(Jackdaw.class).isSameAs(mine));
  }

  private static Health health(HealthIndicator indicator) {
    return Objects.requireNonNull(indicator.health());
  }

  @Test
  void tellsOfItsHealth() {
    with(mailing())
        .run(context -> {
          var health = health(context.getBean(HealthIndicator.class));
          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails()).containsEntry("openSessions", 0);
          context.getBean(Jackdaw.class).close();
          assertThat(health(context.getBean(HealthIndicator.class)).getStatus())
              .isEqualTo(Status.OUT_OF_SERVICE);
        });
  }

  @Test
  void isDownWhenItsStorageIs() {
    with(mailing())
        .withBean(SessionStore.class, Broken::new)
        .run(context ->
            assertThat(health(context.getBean(HealthIndicator.class)).getStatus())
                .isEqualTo(Status.DOWN));
  }

  private static final class Broken implements SessionStore {
    private final MemoryStore store = new MemoryStore();

    @Override
    public boolean create(SessionId session) {
      return store.create(session);
    }

    @Override
    public boolean exists(SessionId session) throws IOException {
      throw new IOException("no connection");
    }

    @Override
    public List<SessionId> list() {
      return store.list();
    }

    @Override
    public boolean append(SessionId session, long number, String line) throws IOException {
      return store.append(session, number, line);
    }

    @Override
    public List<String> read(SessionId session, long after, int most) throws IOException {
      return store.read(session, after, most);
    }

    @Override
    public void keepBody(String sha256, byte[] body) {
      store.keepBody(sha256, body);
    }

    @Override
    public Optional<byte[]> body(String sha256) {
      return store.body(sha256);
    }

    @Override
    public List<String> bodies(String prefix, int most) {
      return store.bodies(prefix, most);
    }

    @Override
    public void delete(SessionId session) {
      store.delete(session);
    }
  }

  @Test
  void countsWhatItDoes() {
    with(mailing())
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues("jackdaw.allow=send_mail")
        .run(context -> {
          said(context.getBean(Jackdaw.class));
          var meters = context.getBean(MeterRegistry.class);
          assertThat(meters.get("jackdaw.tasks").tag("outcome", "finished").counter().count())
              .isEqualTo(1);
          assertThat(meters.get("jackdaw.calls").tag("status", "ok").timer().count()).isEqualTo(1);
          assertThat(meters.get("jackdaw.replies").timer().count()).isEqualTo(2);
        });
  }

  @Test
  void needsNeitherHealthNorMeters() {
    with(mailing())
        .withPropertyValues("jackdaw.allow=send_mail")
        .withClassLoader(
            new FilteredClassLoader("org.springframework.boot.health", "io.micrometer"))
        .run(context -> assertThat(said(context.getBean(Jackdaw.class))).isEqualTo("Done."));
  }

  @Test
  void letsTasksEndWhenTheApplicationStops() {
    var ended = new ArrayList<CompletableFuture<Outcome>>();
    var waiting = ScriptedModel.of(Turn.call("wait_long", "{}"), Turn.text("Done."));
    with(waiting)
        .run(context -> {
          var desk = context.getBean(Desk.class);
          ended.add(context.getBean(Jackdaw.class).openSession().start("wait").outcome());
          desk.waiting.await();
          desk.later.complete("now");
        });
    assertThat(ended.getFirst().join()).isEqualTo(new Outcome.Finished("Done."));
  }

  @Test
  void endsThemWhenTheirTimeIsUp() {
    var ended = new ArrayList<CompletableFuture<Outcome>>();
    var waiting = ScriptedModel.of(Turn.call("wait_long", "{}"), Turn.text("Done."));
    with(waiting)
        .withPropertyValues("jackdaw.shutdown-grace=0s")
        .run(context -> {
          ended.add(context.getBean(Jackdaw.class).openSession().start("wait").outcome());
          context.getBean(Desk.class).waiting.await();
        });
    assertThat(ended.getFirst().join()).isEqualTo(new Outcome.Interrupted());
  }

  @Test
  void describesEveryPropertyAndNoOther() throws IOException {
    var described = new ArrayList<String>();
    for (var property : metadata().array("properties")) {
      var name = ((Json.Obj) property).string("name", "");
      assertThat(((Json.Obj) property).string("description", "")).as(name).isNotEmpty();
      if (name.startsWith("jackdaw.")) described.add(name);
    }
    var there = new ArrayList<String>();
    for (var component : JackdawProperties.class.getRecordComponents()) {
      there.add(
          "jackdaw." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
    assertThat(described).containsExactlyElementsOf(there);
  }

  private static Json.Obj metadata() throws IOException {
    try (var in =
        Objects.requireNonNull(
            JackdawAutoConfiguration.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"))) {
      return Json.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
