package dev.jackdaw.dist;

import static dev.jackdaw.dist.Scripts.command;
import static dev.jackdaw.dist.Scripts.environment;
import static dev.jackdaw.dist.Scripts.javaHome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@code jackdaw} of an installation whose Java is a stub that prints how it was called. */
class LauncherTest {
  @TempDir Path temp;
  Path installation;
  Path home;
  Path java;
  String path;

  static Stream<List<String>> shells() {
    return Scripts.shells();
  }

  @BeforeEach
  void install() throws IOException {
    temp = temp.toRealPath();
    installation = Files.createDirectories(temp.resolve("in stalled"));
    home = Files.createDirectories(temp.resolve("some home"));
    path = Scripts.tools().toString();
    java = javaHome(installation.resolve("runtime"), "25.0.3");
    Files.createDirectories(installation.resolve("bin"));
    Files.copy(Scripts.CHECKOUT.resolve("jackdaw"), installation.resolve("bin/jackdaw"));
    for (var script : List.of("find-java.sh", "launch.sh", "prepare.sh")) {
      Files.copy(
          Scripts.CHECKOUT.resolve("bin").resolve(script),
          installation.resolve("bin").resolve(script));
    }
    Files.createDirectories(installation.resolve("lib"));
    for (var jar : List.of("a.jar", "B.jar")) {
      Files.writeString(installation.resolve("lib").resolve(jar), "");
    }
    Files.writeString(installation.resolve("lib/build-id"), "1-42\n");
  }

  /** No training: CI says that this machine is thrown away. */
  private Map<String, String> plain(String... more) {
    var environment = environment(more);
    environment.putIfAbsent("PATH", path);
    environment.putIfAbsent("CI", "true");
    return environment;
  }

  private Scripts.Result jackdaw(
      List<String> shell, Map<String, String> environment, String... arguments) {
    var words = command(shell, installation.resolve("bin/jackdaw"));
    words.addAll(List.of(arguments));
    return Scripts.run(temp, environment, words);
  }

  private Path place() {
    return home.resolve(".cache/jackdaw/launch/1-42");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void startsTheSameWayWithAndWithoutAPlan(List<String> shell) {
    var environment = plain("HOME", home.toString());

    var first = jackdaw(shell, environment, "-p", "two  words", "", "@file", "$(x)");
    var second = jackdaw(shell, environment, "-p", "two  words", "", "@file", "$(x)");

    assertThat(first.err()).isEmpty();
    assertThat(first.lines())
        .contains(
            "program: " + java.resolve("bin/java"),
            "argument: "
                + installation.resolve("lib/B.jar")
                + ":"
                + installation.resolve("lib/a.jar"))
        .containsSequence(
            "argument: dev.jackdaw.cli.Main",
            "argument: -p",
            "argument: two  words",
            "argument: ",
            "argument: @file",
            "argument: $(x)");
    assertThat(place().resolve("plan")).exists();
    assertThat(second.err()).isEmpty();
    assertThat(second.lines().stream().filter(line -> !line.startsWith("_=")))
        .isEqualTo(first.lines().stream().filter(line -> !line.startsWith("_=")).toList());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void withAPlanRunsNoOtherProgram(List<String> shell) throws IOException {
    jackdaw(shell, plain("HOME", home.toString()));
    var empty = Files.createDirectories(temp.resolve("empty"));

    var second = jackdaw(shell, plain("HOME", home.toString(), "PATH", empty.toString()), "x");

    assertThat(second.out()).contains("argument: x");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void usesTheCacheItTrainedOnlyIfItIsThere(List<String> shell) throws IOException {
    jackdaw(shell, plain("HOME", home.toString()));
    var cache = place().resolve(Files.readAllLines(place().resolve("plan")).get(5));

    var without = jackdaw(shell, plain("HOME", home.toString()));
    Files.writeString(cache, "trained");
    var with = jackdaw(shell, plain("HOME", home.toString()));

    assertThat(without.out()).doesNotContain("-XX:AOTCache");
    assertThat(with.lines()).contains("argument: -XX:AOTCache=" + cache);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void isFoundThroughChainedLinks(List<String> shell) throws IOException {
    var links = Files.createDirectories(temp.resolve("my bin"));
    Files.createSymbolicLink(links.resolve("jd"), Path.of("../in stalled/bin/jackdaw"));
    Files.createSymbolicLink(links.resolve("jackdaw"), Path.of("jd"));

    for (var name : List.of("jackdaw", "./jackdaw", links.resolve("jackdaw").toString())) {
      var result = Scripts.run(links, plain("HOME", home.toString()), command(shell, name, "hi"));

      assertThat(result.err()).isEmpty();
      assertThat(result.lines()).contains("argument: hi");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void clearsOptionsOfOtherJvms(List<String> shell) {
    var names =
        List.of(
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_AOT_VM_OPTIONS",
            "CLASSPATH");
    var environment = plain("HOME", home.toString());
    names.forEach(name -> environment.put(name, "-javaagent:evil.jar"));

    for (int start = 0; start < 2; start++) {
      assertThat(jackdaw(shell, environment).out()).doesNotContain("evil");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void worksWithNoPlaceToKeepAnything(List<String> shell) throws IOException {
    var file = Files.writeString(temp.resolve("file"), "");

    for (var environment :
        List.of(
            plain(),
            plain("HOME", file.toString()),
            plain("HOME", home.toString(), "XDG_CACHE_HOME", file.toString()),
            plain("JACKDAW_HOME", "/dev/null/x"))) {
      var result = jackdaw(shell, environment, "hi");

      assertThat(result.err()).isEmpty();
      assertThat(result.lines()).contains("argument: hi");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void keepsThingsWhereTheUserSays(List<String> shell) {
    jackdaw(shell, plain("HOME", home.toString(), "JACKDAW_HOME", temp.resolve("j h").toString()));
    jackdaw(shell, plain("HOME", home.toString(), "XDG_CACHE_HOME", temp.resolve("x").toString()));

    assertThat(temp.resolve("j h/cache/launch/1-42/plan")).exists();
    assertThat(temp.resolve("x/jackdaw/launch/1-42/plan")).exists();
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void makesANewPlanWhenTheOldOneDoesNotHold(List<String> shell) throws IOException {
    var environment = plain("HOME", home.toString());
    jackdaw(shell, environment);
    var plan = place().resolve("plan");
    var good = Files.readString(plan);

    for (var bad :
        List.of(
            "",
            "jackdaw plan 1\n",
            good.replace("plan 1", "plan 0"),
            good.replace(installation.toString(), "/usr"),
            good.replace(java.toString(), "/no/such/java"))) {
      Files.writeString(plan, bad);

      assertThat(jackdaw(shell, environment, "hi").lines()).contains("argument: hi");
      assertThat(plan).hasContent(good);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void looksAgainWhenAnotherJavaIsWishedForOrTheJavaChanged(List<String> shell) throws IOException {
    jackdaw(shell, plain("HOME", home.toString()));
    var cache = Files.readAllLines(place().resolve("plan")).get(5);
    var mine = javaHome(temp.resolve("mine"), "26");

    var wished =
        jackdaw(shell, plain("HOME", home.toString(), "JACKDAW_JAVA_HOME", mine.toString()));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.4\"\n");
    jackdaw(shell, plain("HOME", home.toString()));

    assertThat(wished.lines()).contains("program: " + mine.resolve("bin/java"));
    assertThat(Files.readAllLines(place().resolve("plan")).get(5)).isNotEqualTo(cache);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void trustsNoPlanOfSomeoneElse(List<String> shell) throws IOException {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    jackdaw(shell, plain("HOME", home.toString()));
    var plan = place().resolve("plan");
    var evil = javaHome(temp.resolve("evil"), "25");
    Files.writeString(plan, Files.readString(plan).replace(java.toString(), evil.toString()));
    Files.setAttribute(plan, "unix:uid", 12_345);

    var result = jackdaw(shell, plain("HOME", home.toString()));

    assertThat(result.lines()).contains("program: " + java.resolve("bin/java"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void takesASizeOfHeapAndRefusesOtherThings(List<String> shell) {
    var large = jackdaw(shell, plain("HOME", home.toString(), "JACKDAW_MAX_HEAP", "2g"));
    assertThat(large.lines()).contains("argument: -Xmx2g");

    for (var wrong : List.of("lots", "512", "m", "0m", "1g -XX:x", "-1m")) {
      var result = jackdaw(shell, plain("HOME", home.toString(), "JACKDAW_MAX_HEAP", wrong));

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err())
          .isEqualTo(
              "jackdaw: JACKDAW_MAX_HEAP is '%s'; it must be a size such as 512m or 2g\n"
                  .formatted(wrong));
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void speaksUtf8WhateverTheLocale(List<String> shell) {
    for (var locale : List.of("", "C", "POSIX", "xx_YY.UTF-8")) {
      var result = jackdaw(shell, plain("HOME", home.toString(), "LC_ALL", locale));

      assertThat(result.out()).containsIgnoringCase("LC_ALL=C.UTF").doesNotContain("LC_ALL=xx");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void saysWhatIsWrongWithAnInstallation(List<String> shell) throws IOException {
    Files.delete(installation.resolve("lib/a.jar"));
    Files.delete(installation.resolve("lib/B.jar"));
    var empty = jackdaw(shell, plain("HOME", home.toString()));
    var colon = temp.resolve("a:b");
    Files.move(installation, colon);
    installation = colon;
    var split = jackdaw(shell, plain("HOME", home.toString()));

    assertThat(List.of(empty.status(), split.status())).containsOnly(1);
    assertThat(empty.err()).startsWith("jackdaw: no jars in ").contains("unpack the archive again");
    assertThat(split.err()).contains("cannot run from a folder with a colon");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void passesTheStatusOn(List<String> shell) throws IOException {
    Scripts.program(java.resolve("bin/java"), "#!/bin/sh\nexit 42\n");

    assertThat(jackdaw(shell, plain("HOME", home.toString())).status()).isEqualTo(42);
    assertThat(jackdaw(shell, plain("HOME", home.toString())).status()).isEqualTo(42);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void keepsWhatItWritesToTheUser(List<String> shell) throws IOException {
    jackdaw(shell, plain("HOME", home.toString()));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place())))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(place().resolve("plan"))))
        .isEqualTo("rw-------");
  }
}
