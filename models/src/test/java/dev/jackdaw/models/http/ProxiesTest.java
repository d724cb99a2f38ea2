package dev.jackdaw.models.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final String GATEWAY = "http://proxy.example:3128";

  private static boolean isDirect(String list, String uri) {
    var proxies = Proxies.of(Map.of("ALL_PROXY", GATEWAY, "NO_PROXY", list));
    return proxies.forUri(URI.create(uri)).equals(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org,https://example.org/",
    "example.org,https://api.example.org/",
    ".example.org,https://example.org/",
    "*.example.org,https://a.b.example.org/",
    "EXAMPLE.org,https://API.Example.ORG/",
    "example.org,https://example.org./",
    "*,https://any.example/",
    "'a.example, b.example c.example',https://c.example/",
    "example.org:8443,https://example.org:8443/",
    "example.org:443,https://example.org/",
    "10.1.2.3,http://10.1.2.3/",
    "10.0.0.0/8,http://10.200.3.4/",
    "192.168.0.0/23,http://192.168.1.255/",
    "fd00::/8,http://[fd12:3456::1]/",
    "2001:db8::1,http://[2001:db8:0:0::1]/",
    "[2001:db8::1]:8080,http://[2001:db8::1]:8080/",
    "0.0.0.0/0,http://8.8.8.8/"
  })
  void reachesListedHostsDirectly(String list, String uri) {
    assertThat(isDirect(list, uri)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "example.org,https://badexample.org/",
    "example.org,https://example.org.evil.example/",
    "example.org:8443,https://example.org/",
    "10.0.0.0/8,http://11.0.0.1/",
    "10.0.0.0/8,http://10.example.org/",
    "192.168.0.0/23,http://192.168.2.0/",
    "fd00::/8,http://[fe80::1]/",
    "10.0.0.0/99,http://10.0.0.1/",
    "'',https://example.org/",
    "',, ,',https://example.org/"
  })
  void andNoOthers(String list, String uri) {
    assertThat(isDirect(list, uri)).isFalse();
  }

  @Test
  void neverSendsWhatIsOnThisMachineThroughAProxy() {
    assertThat(isDirect("", "http://127.0.0.1:11434/")).isTrue();
    assertThat(isDirect("", "http://localhost:1234/")).isTrue();
    assertThat(isDirect("", "http://[::1]:1234/")).isTrue();
  }

  @Test
  void oneForEachSchemeOrOneForAll() {
    var proxies =
        Proxies.of(
            Map.of(
                "ALL_PROXY", "socks5://socks.example",
                "HTTPS_PROXY", "secure.example:8080"));

    assertThat(proxies.forUri(URI.create("https://a.example/")))
        .isEqualTo(
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("secure.example", 8080)));
    assertThat(proxies.forUri(URI.create("http://a.example/")))
        .isEqualTo(
            new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("socks.example", 1080)));
    assertThat(Proxies.of(Map.of("ALL_PROXY", GATEWAY, "all_proxy", "")).haveLogin()).isFalse();
  }

  @Test
  void lowerCaseWins() {
    var proxies = Proxies.of(Map.of("ALL_PROXY", GATEWAY, "all_proxy", ""));
    assertThat(proxies.forUri(URI.create("http://a.example/"))).isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:hunter2@proxy.example",
        "socks5://me:hunter2@proxy.example",
        "socks4://me:hunter2@proxy.example",
        "http://me:hunter2@",
        "http://me:hun ter2@proxy.example"
      })
  void refusesWhatIsNoProxyWithoutShowingAPassword(String text) {
    assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HTTPS_PROXY")
        .hasMessageNotContaining("ter2");
  }

  @Test
  void logsInAtTheProxyAndNowhereElse() throws Exception {
    try (var proxy =
        new RawServer((request, out) -> {
          if (request.headers().containsKey("proxy-authorization")) {
            RawServer.answer(out, 200, "", "through");
          } else {
            RawServer.answer(out, 407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", "");
          }
        })) {
      var address = "http://me:p%40ss@127.0.0.1:" + proxy.uri().getPort();
      var options =
          new HttpOptions(
              HttpOptions.DEFAULT.connectTimeout(),
              HttpOptions.DEFAULT.stallTimeout(),
              Proxies.of(Map.of("HTTP_PROXY", address)),
              java.util.Set.of("*"),
              "test",
              Tls.PLATFORM);
      try (var response =
          new Http(options).post(URI.create("http://a.example/x"), Map.of(), new byte[] {'x'})) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text(100)).isEqualTo("through");
      }
      assertThat(proxy.requests().getLast().headers())
          .containsEntry("proxy-authorization", "Basic bWU6cEBzcw==")
          .doesNotContainKey("authorization");
    }
  }
}
