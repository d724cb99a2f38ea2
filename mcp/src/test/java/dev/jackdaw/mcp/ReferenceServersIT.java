package dev.jackdaw.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.LogLevel;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.config.SamplingLimits;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.testkit.FakeCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions with the official reference servers. */
@Timeout(120)
class ReferenceServersIT {
  @TempDir Path temp;

  private static ServerConfig node(String name, Path main, String... more) {
    var command = new ArrayList<>(List.of("node", main.toString()));
    command.addAll(List.of(more));
    return Rig.config(name, Duration.ofSeconds(30), command.toArray(String[]::new));
  }

  private static ServerConfig node(String name, Path main, SamplingLimits samples) {
    var plain = node(name, main);
    return new ServerConfig(
        name,
        plain.scope(),
        "test",
        plain.reach(),
        plain.start(),
        plain.call(),
        plain.enabled(),
        plain.disabled(),
        false,
        plain.confined(),
        LogLevel.WARNING,
        samples);
  }

  private FakeCall call() throws Exception {
    return FakeCall.in(temp, _ -> new Answer.Dismissed());
  }

  @Test
  void everythingIsUnderstood() throws Exception {
    try (var rig = new Rig(temp, true, node("all", Node.main("server-everything")))) {
      var label = new Label(Label.Source.MCP, "all");
      assertThat(rig.call("mcp__all__echo", "{\"message\":\"hi\"}", call()).text())
          .isEqualTo("Echo: hi");
      var picture = rig.call("mcp__all__get-tiny-image", "{}", call());
      assertThat(picture.content())
          .anySatisfy(block ->
              assertThat(block)
                  .isInstanceOfSatisfying(
                      Block.Image.class,
                      image -> {
                        assertThat(image.mediaType()).isEqualTo("image/png");
                        assertThat(image.label()).isEqualTo(label);
                      }));
      var structured =
          rig.call("mcp__all__get-structured-content", "{\"location\":\"Chicago\"}", call());
      assertThat(structured.details().object("structured").has("temperature")).isTrue();
      var links = rig.call("mcp__all__get-resource-links", "{\"count\":2}", call());
      assertThat(links.text()).contains("[resource @all:demo://resource/");
      var wrong = rig.call("mcp__all__echo", "{\"message\":7}", call());
      assertThat(wrong.status()).isEqualTo(Status.FAILED);
    }
  }

  @Test
  void progressIsShown() throws Exception {
    try (var rig = new Rig(temp, false, node("all", Node.main("server-everything")))) {
      var call = call();
      var _ =
          rig.call(
              "mcp__all__trigger-long-running-operation", "{\"duration\":0.6,\"steps\":3}", call);
      assertThat(call.shown()).isNotEmpty().allMatch(line -> line.endsWith("/3\n"));
    }
  }

  @Test
  void resourcesAndPromptsStandInPrompts() throws Exception {
    try (var rig = new Rig(temp, false, node("all", Node.main("server-everything")))) {
      var servers = rig.servers();
      var _ = servers.awaited();
      var words = new Block.Text("see @all:demo://resource/dynamic/text/1 please", Label.USER);
      var whole = new Resources(servers).withMentioned(List.of(words), call().blobs());
      assertThat(whole).hasSize(2);
      assertThat(whole.getLast().label()).isEqualTo(new Label(Label.Source.MCP, "all"));
      var names = new Prompts(servers).available().stream().map(Prompt::command).toList();
      assertThat(names).contains("/mcp__all__simple-prompt", "/mcp__all__args-prompt");
      var filled =
          new Prompts(servers).filled("/mcp__all__args-prompt Oslo Norway", call().blobs());
      assertThat(filled).singleElement().asString().contains("Oslo").contains("Norway");
    }
  }

  @Test
  void questionsOfAServerReachThePerson() throws Exception {
    try (var rig = new Rig(temp, true, node("all", Node.main("server-everything")))) {
      var call =
          FakeCall.in(
              temp,
              question ->
                  question instanceof Question.Choice choice
                      ? new Answer.Chosen(List.of(choice.options().getFirst().label()))
                      : new Answer.Dismissed());
      var result = rig.call("mcp__all__trigger-elicitation-request", "{}", call);
      assertThat(result.status()).isEqualTo(Status.OK);
      assertThat(call.questions()).isNotEmpty();
    }
  }

  @Test
  void wordsOfPromptsAndResourcesAreCompleted() throws Exception {
    try (var rig = new Rig(temp, false, node("all", Node.main("server-everything")))) {
      var _ = rig.servers().awaited();
      var completions = new Completions(rig.servers());
      assertThat(completions.of(List.of(), "@a"))
          .extracting(Completions.Word::text)
          .contains("@all:");
      assertThat(completions.of(List.of(), "@all:demo://resource/dyn"))
          .extracting(Completions.Word::text)
          .contains("@all:demo://resource/dynamic/text/");
      var prompt = "/mcp__all__completable-prompt";
      assertThat(completions.of(List.of(prompt), "En"))
          .extracting(Completions.Word::text)
          .containsExactly("Engineering");
      // The second argument depends on the first.
      assertThat(completions.of(List.of(prompt, "Engineering"), ""))
          .extracting(Completions.Word::text)
          .contains("Alice")
          .doesNotContain("David");
    }
  }

  @Test
  void aServerHasTheModelWriteIfItMayAndThePersonAgrees() throws Exception {
    var allowed = node("all", Node.main("server-everything"), new SamplingLimits(1, 50));
    try (var rig = new Rig(temp, true, allowed)) {
      var jobs = new ArrayList<SideJobs.Job>();
      var call =
          FakeCall.in(temp, _ -> new Answer.Chosen(List.of("Allow")))
              .with(job -> {
                jobs.add(job);
                var said = new Message.Assistant(List.of(new Block.Text("four", Label.JACKDAW)));
                return new SideJobs.Done("m", new Reply(said, Usage.NONE, StopReason.END));
              });
      var tool = "mcp__all__trigger-sampling-request";
      var first = rig.call(tool, "{\"prompt\":\"2+2?\",\"maxTokens\":900}", call);
      assertThat(first.text()).contains("four");
      assertThat(jobs)
          .singleElement()
          .satisfies(job -> assertThat(job.maxOutputTokens()).isEqualTo(50));
      assertThat(call.questions().getFirst().toString()).contains("2+2?", "on your bill");
      var second = rig.call(tool, "{\"prompt\":\"again\"}", call);
      assertThat(second.text()).contains("limit of 1 requests");
    }
  }

  @Test
  void filesAreServedAndNotBeyondTheirFolder() throws Exception {
    Files.writeString(temp.resolve("a.txt"), "alpha");
    var config = node("fs", Node.main("server-filesystem"), temp.toRealPath().toString());
    try (var rig = new Rig(temp, false, config)) {
      var read =
          rig.call(
              "mcp__fs__read_text_file",
              Json.object()
                  .put("path", temp.toRealPath().resolve("a.txt").toString())
                  .build()
                  .compact(),
              call());
      assertThat(read.text()).isEqualTo("alpha");
      var beyond = rig.call("mcp__fs__read_text_file", "{\"path\":\"/etc/passwd\"}", call());
      assertThat(beyond.status()).isEqualTo(Status.FAILED);
    }
  }

  @Test
  void memoryIsKeptFromOneSessionToTheNext() throws Exception {
    var plain = node("mem", Node.main("server-memory"));
    var file = temp.resolve("memory.jsonl").toString();
    var stdio = (Reach.Stdio) plain.reach();
    var config =
        new ServerConfig(
            "mem",
            plain.scope(),
            "test",
            new Reach.Stdio(
                stdio.command(),
                stdio.arguments(),
                Map.of("MEMORY_FILE_PATH", file),
                stdio.directory()),
            plain.start(),
            plain.call(),
            plain.enabled(),
            plain.disabled(),
            false,
            plain.confined(),
            LogLevel.WARNING,
            SamplingLimits.NONE);
    try (var rig = new Rig(temp, false, config)) {
      var _ =
          rig.call(
              "mcp__mem__create_entities",
              "{\"entities\":[{\"name\":\"Jay\",\"entityType\":\"bird\",\"observations\":[\"blue\"]}]}",
              call());
    }
    try (var rig = new Rig(temp, false, config)) {
      assertThat(rig.servers().known())
          .anyMatch(tool -> tool.spec().name().equals("mcp__mem__read_graph"));
      assertThat(rig.call("mcp__mem__read_graph", "{}", call()).text()).contains("Jay", "blue");
      var members = rig.processes().getFirst().descendants().toList();
      rig.servers().close();
      for (var member : members) member.onExit().get(10, TimeUnit.SECONDS);
      assertThat(members).noneMatch(ProcessHandle::isAlive);
    }
  }
}
