package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.Authority;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.TlsGate;
import dev.jackdaw.testkit.server.TunnelProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways to a model through what companies put in between, by the command a user types. */
@Timeout(300)
class NetworkIT {
  @TempDir static Path certificates;
  private static Authority authority =
      new Authority(Path.of(""), Path.of(""), Path.of(""), Path.of(""));

  @TempDir Path temp;
  private Path home;
  private Path project;
  private final AnthropicServer server = AnthropicServer.open();

  @BeforeAll
  static void certify() throws Exception {
    authority = Authority.create(certificates);
  }

  @BeforeEach
  void setUp() throws IOException {
    home = Files.createDirectory(temp.resolve("home"));
    project = Files.createDirectory(temp.resolve("project"));
  }

  private Program.Ended ask(Map<String, String> variables, String settings) {
    var words = new ArrayList<>(List.of("-p", "--model", "anthropic/" + AnthropicServer.MODEL));
    if (!settings.isEmpty()) words.addAll(List.of("--settings", settings.replace('\'', '"')));
    words.add("hi");
    try (server) {
      server.then(Prepared.text("Through."));
      return new Program(home, project).with(variables).run(words.toArray(String[]::new));
    }
  }

  private static Map<String, String> with(Map<String, String> some, String name, String value) {
    var all = new HashMap<>(some);
    all.put(name, value);
    return all;
  }

  private static void checkDone(Program.Ended ended) {
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo("Through.\n");
    assertThat(ended.code()).isZero();
  }

  private Map<String, String> secure(TlsGate gate, TunnelProxy proxy) {
    return Map.of(
        "ANTHROPIC_BASE_URL",
        "https://model.test:" + gate.port(),
        "ANTHROPIC_API_KEY",
        AnthropicServer.KEY,
        "HTTPS_PROXY",
        proxy.address("me", "p@ss"));
  }

  @Test
  void throughAProxyThatWantsALoginToAServerOfAnAuthorityOfOnesOwn() throws Exception {
    try (var gate = new TlsGate(authority, server.uri().getPort(), TlsGate.Clients.ANY);
        var proxy = new TunnelProxy("me", "p@ss")) {
      var ended = ask(secure(gate, proxy), "{'caFile':'" + authority.certificate() + "'}");

      checkDone(ended);
      assertThat(proxy.tunnels()).containsExactly("model.test:" + gate.port());
    }
  }

  @Test
  void theVariableOfNodeNamesAuthoritiesToo() throws Exception {
    try (var gate = new TlsGate(authority, server.uri().getPort(), TlsGate.Clients.ANY);
        var proxy = new TunnelProxy("me", "p@ss")) {
      checkDone(
          ask(
              with(secure(gate, proxy), "NODE_EXTRA_CA_CERTS", authority.certificate().toString()),
              ""));
    }
  }

  @Test
  void anUnknownAuthorityIsToldWithTheSettingThatHelps() throws Exception {
    try (var gate = new TlsGate(authority, server.uri().getPort(), TlsGate.Clients.ANY);
        var proxy = new TunnelProxy("me", "p@ss")) {
      var ended = ask(secure(gate, proxy), "");

      assertThat(ended.code()).isEqualTo(5);
      assertThat(ended.err()).contains("No secure connection", "caFile", "NODE_EXTRA_CA_CERTS");
    }
  }

  @Test
  void withACertificateForServersThatWantToKnowTheirClients() throws Exception {
    try (var gate = new TlsGate(authority, server.uri().getPort(), TlsGate.Clients.KNOWN);
        var proxy = new TunnelProxy("me", "p@ss")) {
      var ended =
          ask(
              secure(gate, proxy),
              "{'caFile':'%s','clientCertificate':'%s','clientKey':'%s'}"
                  .formatted(
                      authority.certificate(),
                      authority.clientCertificate(),
                      authority.clientKey()));
      checkDone(ended);
    }
  }

  @Test
  void aFileThatIsNoCertificateIsNamed() throws Exception {
    var file = Files.writeString(temp.resolve("ca.pem"), "nothing");
    try (var gate = new TlsGate(authority, server.uri().getPort(), TlsGate.Clients.ANY);
        var proxy = new TunnelProxy("me", "p@ss")) {
      var ended = ask(secure(gate, proxy), "{'caFile':'" + file + "'}");

      assertThat(ended.code()).isEqualTo(5);
      assertThat(ended.err()).contains("caFile " + file);
    }
  }

  @Test
  void aKeyHelperIsAskedAgainWhenItsKeyWasRefused() throws Exception {
    var count = temp.resolve("count");
    var helper =
        script(
            "helper",
            "echo x >> %s; if [ \"$(wc -l < %s)\" -gt 1 ]; then echo %s; else echo expired; fi"
                .formatted(count, count, AnthropicServer.KEY));
    var variables = Map.of("ANTHROPIC_BASE_URL", server.uri().toString());

    var ended = ask(variables, "{'apiKeyHelper':'" + helper + "'}");

    checkDone(ended);
    assertThat(count).hasContent("x\nx\n");
  }

  @Test
  void aKeyHelperThatFailsIsToldWithItsOwnWordsAndNotWithAKey() throws Exception {
    var helper = script("helper", "echo sk-half-a-key; echo vault is sealed >&2; exit 3");
    var variables = Map.of("ANTHROPIC_BASE_URL", server.uri().toString());

    var ended = ask(variables, "{'apiKeyHelper':['" + helper + "']}");

    assertThat(ended.code()).isNotZero();
    assertThat(ended.err())
        .contains("apiKeyHelper gave no key", "status 3", "vault is sealed")
        .doesNotContain("sk-half-a-key");
  }

  @Test
  void aProjectCanNameNoHelper() throws Exception {
    var canary = temp.resolve("canary");
    Files.createDirectory(project.resolve(".jackdaw"));
    Files.writeString(
        project.resolve(".jackdaw/settings.json"),
        "{\"apiKeyHelper\":\"touch " + canary + "\",\"headers\":{\"*\":{\"X-A\":\"b\"}}}");
    ask(Map.of("ANTHROPIC_BASE_URL", server.uri().toString()), "");

    assertThat(canary).doesNotExist();
    assertThat(server.requests())
        .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("x-a"));
  }

  @Test
  void sendsHeadersOfOnesOwn() {
    var variables =
        Map.of(
            "ANTHROPIC_BASE_URL",
            server.uri().toString(),
            "ANTHROPIC_API_KEY",
            AnthropicServer.KEY,
            "TEAM",
            "blue");
    var ended =
        ask(
            variables,
            "{'headers':{'*':{'X-Team':'${TEAM}'},'anthropic':{'X-Only':'here'},'openai':{'X-No':'1'}}}");

    checkDone(ended);
    var request = server.requests().getFirst();
    assertThat(request.header("x-team")).contains("blue");
    assertThat(request.header("x-only")).contains("here");
    assertThat(request.header("x-no")).isEmpty();
  }

  @Test
  void aKeyThatWasGivenToKeepIsUsedAndNeverShown() throws Exception {
    var program = new Program(home, project);
    var set =
        program.feed(
            AnthropicServer.KEY.getBytes(StandardCharsets.UTF_8), "keys", "set", "anthropic");
    assertThat(set.code()).isZero();
    assertThat(set.out()).contains("anthropic", "keys.json").doesNotContain(AnthropicServer.KEY);
    var file = home.resolve("config/keys.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    checkDone(ask(Map.of("ANTHROPIC_BASE_URL", server.uri().toString()), ""));

    assertThat(program.run("keys").out())
        .contains("anthropic", "keys.json")
        .doesNotContain(AnthropicServer.KEY);
    assertThat(program.run("keys", "remove", "anthropic").out()).contains("forgotten");
    assertThat(program.run("keys", "list").out()).contains("No key is kept");
    assertThat(
            program.feed("a b".getBytes(StandardCharsets.UTF_8), "keys", "set", "anthropic").code())
        .isEqualTo(2);
    assertThat(program.run("keys", "set", "antropic").err()).contains("did you mean");
  }

  private Path script(String name, String text) throws IOException {
    var file = Files.writeString(temp.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
