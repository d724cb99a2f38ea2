package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The record of decisions, by the commands a user types. */
@Timeout(300)
class AuditIT {
  @TempDir Path temp;
  private Path home;
  private Program program;

  @BeforeEach
  void work() throws IOException {
    home = temp.resolve("home");
    var project = Files.createDirectory(temp.resolve("project"));
    Files.writeString(project.resolve("a.txt"), "a\n");
    Files.writeString(
        temp.resolve("script.json"),
        """
        {"name": "s", "turns": [
          {"calls": [{"tool": "read", "input": {"path": "a.txt"}}]},
          {"calls": [{"tool": "bash", "input": {"command": "make all"}}]}], "final": "Done."}
        """);
    program = new Program(home, project);
    program.run("-p", "--model", "scripted/../script.json", "go");
  }

  @Test
  void holdsEveryDecisionWithWhatItRestedOn() {
    var lines =
        program.run("audit", "show", "--json").out().lines().map(Json::parseObject).toList();

    assertThat(lines).extracting(line -> line.string("tool", "")).containsExactly("read", "bash");
    assertThat(lines)
        .extracting(line -> line.string("decision", ""))
        .containsExactly("allow", "ask");
    assertThat(lines.getLast().array("labels")).contains(Json.of("workspace:a.txt"));
    assertThat(lines.getLast().string("sandbox")).contains("none");
    assertThat(program.run("audit").out()).contains("ask    bash  executes make all");
    assertThat(program.run("audit", "verify").out()).isEqualTo("2 entries. Nothing was changed.\n");
  }

  @Test
  void knowsWhatWasInViewBeforeTheSessionWasTakenUpAgain() throws IOException {
    Files.writeString(
        temp.resolve("again.json"),
        """
        {"name": "s", "turns": [{"text": "1"}, {"text": "2"}, {"text": "3"},
          {"calls": [{"tool": "bash", "input": {"command": "make again"}}]}], "final": "Done."}
        """);
    program.run("-p", "-c", "--model", "scripted/../again.json", "go on");

    var last =
        Json.parseObject(program.run("audit", "show", "--json").out().lines().toList().getLast());
    assertThat(last.string("tool")).contains("bash");
    assertThat(last.array("labels")).contains(Json.of("workspace:a.txt"));
  }

  @Test
  void provesThatItWasChanged() throws IOException {
    var file = home.resolve("state/audit.jsonl");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, Files.readString(file).replace("make all", "make nothing"));

    var verified = program.run("audit", "verify");
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out()).contains("line 2 was changed", "tampered with");
  }

  @Test
  void aSessionThatDecidesNothingWritesNothing() throws IOException {
    var other = temp.resolve("other");
    Files.writeString(
        temp.resolve("quiet.json"), "{\"name\":\"q\",\"turns\":[],\"final\":\"Hi.\"}");
    var ended =
        new Program(other, temp.resolve("project"))
            .run("-p", "--model", "scripted/../quiet.json", "go");
    assertThat(ended.code()).isZero();
    assertThat(other.resolve("state/audit.jsonl")).doesNotExist();
  }
}
