package dev.jackdaw.mcp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssertionTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private static KeyPair pair(String kind, String curve) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String pem(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1, ES256, SHA256withECDSAinP1363Format",
    "RSA, '', RS256, SHA256withRSA",
    "Ed25519, '', EdDSA, Ed25519"
  })
  void isSignedByTheKey(String kind, String curve, String name, String signature) throws Exception {
    var pair = pair(kind, curve);
    var parts =
        Assertion.of("ci", "https://auth.example", pem(pair.getPrivate()), NOW).split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(Json.parseObject(text(parts[0])).string("alg")).contains(name);
    var claims = Json.parseObject(text(parts[1]));
    assertThat(claims.string("iss")).contains("ci");
    assertThat(claims.string("sub")).contains("ci");
    assertThat(claims.string("aud")).contains("https://auth.example");
    assertThat(claims.integer("exp", 0) - claims.integer("iat", 0)).isEqualTo(60);
    var verifier = Signature.getInstance(signature);
    verifier.initVerify(pair.getPublic());
    verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
    assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  /** Variables often hold their line ends as two characters. */
  @Test
  void takesAKeyInOneLine() throws Exception {
    var key = pem(pair("EC", "secp256r1").getPrivate()).replace("\n", "\\n");
    assertThat(Assertion.of("ci", "https://auth.example", key, NOW)).isNotEmpty();
  }

  @Test
  void saysWhatItTakes() throws Exception {
    var other = pem(pair("EC", "secp384r1").getPrivate());
    for (var key : new String[] {other, "no key", "%%%"}) {
      assertThatThrownBy(() -> Assertion.of("ci", "https://auth.example", key, NOW))
          .isInstanceOf(LoginException.class)
          .hasMessageContaining("\"privateKey\"");
    }
  }
}
