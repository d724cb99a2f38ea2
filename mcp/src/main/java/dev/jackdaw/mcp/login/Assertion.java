package dev.jackdaw.mcp.login;

import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a client shows in place of a secret: a short-lived statement about itself, signed with its
 * private key (RFC 7523). Keys are PKCS #8 in PEM: elliptic on P-256, RSA or Ed25519.
 */
final class Assertion {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int SECONDS = 60;
  private static final Pattern ARMOUR = Pattern.compile("-----[A-Z ]+-----|\\\\n|\\s");

  private Assertion() {}

  /** How keys of a kind sign, by the names of JWT and of Java. */
  private record Kind(String name, String keys, String signature) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("ES256", "EC", "SHA256withECDSAinP1363Format"),
          new Kind("RS256", "RSA", "SHA256withRSA"),
          new Kind("EdDSA", "Ed25519", "Ed25519"));

  /** Returns it as a compact JWT for the audience, an authorization server. */
  static String of(String client, String audience, String pem, Instant now) throws LoginException {
    var der = der(pem);
    for (var kind : KINDS) {
      try {
        var key = KeyFactory.getInstance(kind.keys()).generatePrivate(new PKCS8EncodedKeySpec(der));
        return signed(claims(client, audience, now), kind, key);
      } catch (GeneralSecurityException _) {
        // It may be a key of another kind.
      }
    }
    throw new LoginException(
        "\"privateKey\" is no key in the form of PKCS #8 (-----BEGIN PRIVATE KEY-----) on P-256,"
            + " RSA or Ed25519");
  }

  private static byte[] der(String pem) throws LoginException {
    try {
      return Base64.getDecoder().decode(ARMOUR.matcher(pem).replaceAll(""));
    } catch (IllegalArgumentException _) {
      throw new LoginException("\"privateKey\" is no PEM");
    }
  }

  private static Json.Obj claims(String client, String audience, Instant now) {
    return Json.object()
        .put("iss", client)
        .put("sub", client)
        .put("aud", audience)
        .put("jti", UUID.randomUUID().toString())
        .put("iat", now.getEpochSecond())
        .put("exp", now.getEpochSecond() + SECONDS)
        .build();
  }

  private static String signed(Json.Obj claims, Kind kind, PrivateKey key)
      throws GeneralSecurityException {
    if (key instanceof ECKey elliptic && elliptic.getParams().getOrder().bitLength() != 256) {
      throw new GeneralSecurityException("not P-256");
    }
    var head = Json.object().put("alg", kind.name()).put("typ", "JWT").build();
    var text = base64(bytes(head.compact())) + "." + base64(bytes(claims.compact()));
    var signature = Signature.getInstance(kind.signature());
    signature.initSign(key);
    signature.update(bytes(text));
    return text + "." + base64(signature.sign());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
