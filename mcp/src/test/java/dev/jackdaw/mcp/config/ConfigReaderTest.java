package dev.jackdaw.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.ServerConfig.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private final ConfigReader reader = new ConfigReader(Map.of("TOKEN", "t0", "EMPTY", ""));

  private ServerConfig read(String entry) throws ConfigException {
    return reader.read("srv", Json.parseObject(entry.replace('\'', '"')), Scope.USER, "here");
  }

  @Test
  void readsACommand() throws ConfigException {
    var config =
        read("{'command':'npx','args':['-y','x'],'env':{'KEY':'${TOKEN}'},'timeout':5000}");
    assertThat(config.reach())
        .isEqualTo(
            new Reach.Stdio("npx", List.of("-y", "x"), Map.of("KEY", "t0"), Optional.empty()));
    assertThat(config.call()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.reach().toString()).isEqualTo("npx -y x").doesNotContain("t0");
  }

  @Test
  void readsAddressesInTheirSpellings() throws ConfigException {
    var headers = Map.of("Authorization", "Bearer t0");
    var entry =
        """
        {'type':'http','url':'https://x.org/m','headers':{'Authorization':'Bearer ${TOKEN}'}}
        """;
    assertThat(read(entry).reach())
        .isEqualTo(
            new Reach.Http(
                URI.create("https://x.org/m"), headers, Reach.Kind.STREAMABLE, Reach.Client.NONE));
    for (var kind : List.of("sse", "streamable-http", "streamableHttp", "http")) {
      assertThat(read("{'type':'" + kind + "','url':'https://x.org'}").reach())
          .isInstanceOf(Reach.Http.class);
    }
    assertThat(((Reach.Http) read("{'url':'https://x.org'}").reach()).kind())
        .isEqualTo(Reach.Kind.ANY);
  }

  @ParameterizedTest
  @CsvSource({
    "${TOKEN}, t0",
    "a${TOKEN}b${TOKEN}, at0bt0",
    "${MISSING:-d}, d",
    "${EMPTY:-d}, d",
    "${MISSING:-}, ''",
    "${env:TOKEN}, t0",
    "$TOKEN, $TOKEN",
    "${not a name}, ${not a name}"
  })
  void putsInVariables(String text, String expanded) throws ConfigException {
    var reach = (Reach.Stdio) read("{'command':'x','args':['" + text + "']}").reach();
    assertThat(reach.arguments()).containsExactly(expanded);
  }

  @Test
  void saysWhichVariableIsMissing() {
    assertThatThrownBy(() -> read("{'command':'${MISSING}'}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("MISSING is not set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'command':''}",
        "{'url':'ftp://x'}",
        "{'url':'https://'}",
        "{'type':'carrier-pigeon','command':'x'}",
        "{'command':'x','args':[1]}",
        "{'command':'x','env':{'A':{}}}",
        "{'command':'x','timeout':0}",
        "{'url':'https://x','oauth':{'grantType':'password'}}",
        "{'url':'https://x','oauth':{'grantType':'client_credentials','clientId':'c'}}",
        "{'url':'https://x','oauth':{'grantType':'client_credentials','clientSecret':'s'}}"
      })
  void refusesWhatDescribesNoServer(String entry) {
    assertThatThrownBy(() -> read(entry)).isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a__b", "_a", "a/b", "a.", "../x"})
  void refusesNamesThatNoToolCouldBear(String name) {
    assertThatThrownBy(() -> ConfigReader.requireName(name)).isInstanceOf(ConfigException.class);
  }

  @Test
  void readsAClientThatLogsInAsItself() throws ConfigException {
    var config =
        read(
            "{'url':'https://x','oauth':{'grantType':'client_credentials','clientId':'ci',"
                + "'privateKey':'${TOKEN}'}}");
    assertThat(((Reach.Http) config.reach()).client())
        .isEqualTo(new Reach.Client("ci", "", "", 0, true, "t0"));
  }

  @Test
  void offersWhatIsEnabledAndNotDisabled() throws ConfigException {
    var config = read("{'command':'x','includeTools':['a','b'],'disabledTools':['b']}");
    assertThat(config.offers("a")).isTrue();
    assertThat(config.offers("b")).isFalse();
    assertThat(config.offers("c")).isFalse();
  }

  @Test
  void approvalIsBoundToWhatRunsAndToNamesOfVariablesOnly() throws ConfigException {
    var digest = read("{'command':'x','args':['a'],'env':{'K':'1'}}").digest();
    assertThat(read("{'command':'x','args':['a'],'env':{'K':'2'}}").digest()).isEqualTo(digest);
    for (var other :
        List.of(
            "{'command':'y','args':['a'],'env':{'K':'1'}}",
            "{'command':'x','args':['b'],'env':{'K':'1'}}",
            "{'command':'x','args':['a'],'env':{'L':'1'}}")) {
      assertThat(read(other).digest()).isNotEqualTo(digest);
    }
  }

  @Test
  void namesKeysThatMeanNothing() {
    assertThat(ConfigReader.unknown(Json.parseObject("{\"command\":\"x\",\"arg\":[]}")))
        .containsExactly("\"arg\", did you mean \"args\"?");
  }
}
