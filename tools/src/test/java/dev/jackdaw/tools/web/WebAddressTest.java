package dev.jackdaw.tools.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.com,https://example.com/,example.com,443",
    "HTTPS://Example.COM./a/../b?q=1#frag,https://example.com/a/../b?q=1,example.com,443",
    "http://example.com:80/x,http://example.com/x,example.com,80",
    "http://example.com:8080?x,http://example.com:8080/?x,example.com,8080",
    "https://bücher.example/ä?q=ö,https://xn--bcher-kva.example/%C3%A4?q=%C3%B6,xn--bcher-kva.example,443",
    "https://example.com/a|b[c]{d}%20%zz,https://example.com/a%7Cb%5Bc%5D%7Bd%7D%20%25zz,example.com,443",
    "http://[::1]:8080/x,http://[::1]:8080/x,[::1],8080",
    "https://example.com:/x,https://example.com/x,example.com,443",
  })
  void readsAUrl(String written, String uri, String host, int port) throws Exception {
    var address = WebAddress.parse(written);

    assertThat(address.toString()).isEqualTo(uri);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "file:///etc/passwd",
        "ftp://example.com/",
        "javascript:alert(1)",
        "data:text/html,x",
        "jar:http://x!/y",
        "https:/example.com",
        "https://",
        "https:///x",
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://example.com@evil.test/",
        "https://example.com\\@evil.test/",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\u0000",
        "https://example.com/\r\nHost: x",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:8o/",
        "https://exa%6dple.com/",
        "https://a..b/",
        "https://[::1/",
        "https://[zz]/",
        "https://under_score.example/",
        "https://./"
      })
  void refusesWhatIsNotAPlainWebAddress(String written) {
    assertThatThrownBy(() -> WebAddress.parse(written))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("\"url\" ");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> WebAddress.parse("https://example.com/" + "x".repeat(8_000)))
        .hasMessageContaining("longer than 8000");
  }

  @ParameterizedTest
  @CsvSource({
    "/x,https://example.com/x",
    "x,https://example.com/a/x",
    "../x?y,https://example.com/x?y",
    "//other.example/x,https://other.example/x",
    "http://example.com/,http://example.com/",
    "?q=ä,https://example.com/a/?q=%C3%A4",
  })
  void followsALocation(String location, String target) throws Exception {
    assertThat(WebAddress.parse("https://example.com/a/b").resolve(location).toString())
        .isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/a,http://example.com/b,true",
    "http://example.com/a,https://example.com/b,true",
    "http://example.com/a,https://EXAMPLE.com./b,true",
    "https://example.com/a,http://example.com/b,false",
    "http://example.com/a,http://example.com:8080/b,false",
    "http://example.com:8080/a,https://example.com/b,false",
    "http://example.com/a,https://example.com:8443/b,false",
    "https://example.com/a,https://www.example.com/b,false",
    "https://example.com/a,https://example.com.evil.test/b,false",
  })
  void staysWithTheServerThatWasAgreedTo(String from, String to, boolean stays) throws Exception {
    assertThat(WebAddress.parse(from).mayLeadTo(WebAddress.parse(to))).isEqualTo(stays);
  }
}
