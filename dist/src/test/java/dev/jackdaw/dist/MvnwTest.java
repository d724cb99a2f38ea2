package dev.jackdaw.dist;

import static dev.jackdaw.dist.Scripts.command;
import static dev.jackdaw.dist.Scripts.environment;
import static dev.jackdaw.dist.Scripts.javaHome;
import static dev.jackdaw.dist.Scripts.mavenHome;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@code mvnw} in a checkout of stubs, isolated from what this machine has installed. */
class MvnwTest {
  @TempDir Path temp;
  Path root;
  Path checkout;
  Path home;
  String path;

  static Stream<List<String>> shells() {
    return Scripts.shells();
  }

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(temp.resolve("a check out"));
    home = Files.createDirectories(temp.resolve("some home"));
    path = Scripts.tools().toString();
    Scripts.copyIsolated(
        Scripts.CHECKOUT.resolve("mvnw"), checkout.resolve("mvnw"), temp.resolve("root"));
    Scripts.copyIsolated(
        Scripts.CHECKOUT.resolve("bin/find-java.sh"),
        checkout.resolve("bin/find-java.sh"),
        temp.resolve("root"));
    root = temp.resolve("root");
  }

  private Scripts.Result mvnw(
      List<String> shell, Path folder, Map<String, String> environment, String... arguments) {
    var words = command(shell, checkout.resolve("mvnw"));
    words.addAll(List.of(arguments));
    return Scripts.run(folder, environment, words);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void runsMavenOnTheLowestJavaThatIsNewEnough(List<String> shell) throws IOException {
    javaHome(root.resolve("usr/lib/jvm/java-17"), "17.0.1");
    var wanted = javaHome(root.resolve("usr/lib/jvm/java-25"), "25.0.3");
    javaHome(root.resolve("usr/lib/jvm/java-27-ea"), "27-ea");
    var maven = mavenHome(root.resolve("usr/share/maven"), "3.9.1");

    var result =
        mvnw(shell, checkout, environment("PATH", path, "HOME", home.toString()), "verify");

    assertThat(result.err()).isEmpty();
    assertThat(result.lines())
        .startsWith(
            "maven: " + maven.resolve("bin/mvn"),
            "java: " + wanted,
            "argument: -Dstyle.color=never",
            "argument: verify");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void prefersJavaHomeWhenItIsNewEnough(List<String> shell) throws IOException {
    javaHome(root.resolve("usr/lib/jvm/java-25"), "25.0.3");
    var mine = javaHome(temp.resolve("my own jdk"), "26.0.1");
    mavenHome(root.resolve("opt/maven"), "4.0.0");

    var result = mvnw(shell, checkout, environment("PATH", path, "JAVA_HOME", mine.toString()));

    assertThat(result.lines()).contains("java: " + mine);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void passesOverAJavaHomeThatIsOldOrNotThere(List<String> shell) throws IOException {
    var good = javaHome(home.resolve(".sdkman/candidates/java/25.0.1-tem"), "25.0.1");
    var old = javaHome(temp.resolve("old"), "1.8.0_452");
    mavenHome(home.resolve(".sdkman/candidates/maven/current"), "3.8.8");

    for (var javaHome : List.of(old.toString(), "/no/such/folder", "")) {
      var result =
          mvnw(
              shell,
              checkout,
              environment("PATH", path, "HOME", home.toString(), "JAVA_HOME", javaHome));

      assertThat(result.lines()).contains("java: " + good);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void leavesMavenOptsAloneAndClearsOptionsOfOtherJvms(List<String> shell) throws IOException {
    javaHome(root.resolve("usr/lib/jvm/java-25"), "25.0.3");
    mavenHome(root.resolve("usr/share/maven"), "3.9.1");

    var result =
        mvnw(
            shell,
            checkout,
            environment(
                "PATH", path,
                "MAVEN_OPTS", "-Xmx1g -Da=b",
                "JAVA_TOOL_OPTIONS", "-Dc=d",
                "_JAVA_OPTIONS", "-De=f",
                "JDK_JAVA_OPTIONS", "-Dg=h"));

    assertThat(result.lines()).contains("MAVEN_OPTS=-Xmx1g -Da=b");
    assertThat(result.out()).doesNotContain("-Dc=d", "-De=f", "-Dg=h");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void isFoundThroughLinksAndFromAnyFolder(List<String> shell) throws IOException {
    javaHome(root.resolve("usr/lib/jvm/java-25"), "25.0.3");
    mavenHome(root.resolve("usr/share/maven"), "3.9.1");
    var elsewhere = Files.createDirectories(temp.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../a check out/mvnw"));
    Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

    var result =
        Scripts.run(elsewhere, environment("PATH", path), command(shell, "second", "verify"));

    assertThat(result.err()).isEmpty();
    assertThat(result.lines())
        .contains("argument: -f", "argument: " + checkout.resolve("pom.xml"), "argument: verify");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void saysOnceWhatIsMissingAndHowToGetIt(List<String> shell) throws IOException {
    var noJava = mvnw(shell, checkout, environment("PATH", path));
    javaHome(root.resolve("usr/lib/jvm/java-25"), "25.0.3");
    mavenHome(root.resolve("usr/share/maven"), "3.6.3");
    var noMaven = mvnw(shell, checkout, environment("PATH", path));
    var wrongWish = mvnw(shell, checkout, environment("PATH", path, "JACKDAW_JAVA_HOME", "/no"));

    assertThat(noJava.status()).isEqualTo(1);
    assertThat(noJava.out()).isEmpty();
    assertThat(noJava.err())
        .startsWith("mvnw: a JDK 25 or later was not found.\n")
        .contains("install", "JAVA_HOME=/path/to/jdk-25");
    assertThat(noMaven.status()).isEqualTo(1);
    assertThat(noMaven.out()).isEmpty();
    assertThat(noMaven.err())
        .startsWith("mvnw: Maven 3.8 or later was not found.\n")
        .contains("maven/bin/mvn is 3.6.3", "install");
    assertThat(wrongWish.status()).isEqualTo(1);
    assertThat(wrongWish.err()).contains("JACKDAW_JAVA_HOME is set to /no");
  }
}
