package dev.jackdaw.sandbox.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");

  private final List<String> asked = new ArrayList<>();

  @Test
  void refusesEverythingOnAnEmptyListAndLooksNothingUp() {
    assertThat(judge(List.of(), "example.com", 443, PUBLIC)).isInstanceOf(Verdict.Refused.class);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "EXAMPLE.com", "example.com.", "ｅxample.com"})
  void opensEverySpellingOfAGrantedHost(String spelled) {
    assertThat(judge(granted("example.com"), spelled, 443, PUBLIC))
        .isEqualTo(new Verdict.Open(Host.parse("example.com"), 443, List.of(PUBLIC)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com.evil.org",
        "evilexample.com",
        "www.example.com",
        "example.com@evil.org",
        "evil.org#example.com",
        "example.com/x",
        "exаmple.com",
        "example.com\0.evil.org",
        "",
        ".",
        "example..com",
        "com",
        "*.example.com",
        "example.com:443",
        "2130706433",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "127.0.0.01",
        "0x7f000001",
        "[::1%lo]"
      })
  void refusesWhatOnlyLooksLikeAGrantedHost(String spelled) {
    assertThat(judge(granted("example.com"), spelled, 443, PUBLIC))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void opensNamesBelowADomainButNotTheDomain() {
    var below = granted("*.example.com");
    assertThat(judge(below, "a.b.example.com", 443, PUBLIC)).isInstanceOf(Verdict.Open.class);
    assertThat(judge(below, "example.com", 443, PUBLIC)).isInstanceOf(Verdict.Refused.class);
    assertThat(judge(below, "evilexample.com", 443, PUBLIC)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void refusesOtherPortsAndGrantsThatAreOver() {
    assertThat(judge(granted("example.com"), "example.com", 22, PUBLIC))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(judge(List.of(new Grant("example.com", 443, NOW)), "example.com", 443, PUBLIC))
        .isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.31.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "224.0.0.1",
        "255.255.255.255",
        "0.0.0.0",
        "168.63.129.16",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:1::1",
        "::127.0.0.1"
      })
  void refusesNamesThatLeadInside(String address) {
    var inside = InetAddress.ofLiteral(address);
    assertThat(judge(granted("example.com"), "example.com", 443, PUBLIC, inside))
        .isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.9.9.9", "100.63.255.255", "100.128.0.0", "172.32.0.1", "2620:fe::fe"})
  void opensNamesThatLeadToThePublicInternet(String address) {
    var outside = InetAddress.ofLiteral(address);
    assertThat(judge(granted("example.com"), "example.com", 443, outside))
        .isInstanceOf(Verdict.Open.class);
  }

  @Test
  void opensAnAddressInsideThatIsItselfGranted() {
    assertThat(judge(granted("127.0.0.1"), "127.0.0.1", 443)).isInstanceOf(Verdict.Open.class);
    assertThat(judge(granted("127.0.0.1"), "127.0.0.2", 443)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void grantsNoTopLevelDomain() {
    assertThatThrownBy(() -> new Grant("*.com", 443, NOW)).hasMessageContaining("too much");
  }

  private Verdict judge(List<Grant> grants, String host, int port, InetAddress... found) {
    Resolver resolver =
        name -> {
          asked.add(name);
          return List.of(found);
        };
    return new Gate(() -> grants, resolver, InstantSource.fixed(NOW)).judge(host, port);
  }

  private static List<Grant> granted(String... hosts) {
    return Stream.of(hosts).map(host -> new Grant(host, 443, NOW.plusSeconds(1))).toList();
  }
}
