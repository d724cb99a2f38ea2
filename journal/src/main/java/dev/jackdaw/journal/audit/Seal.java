package dev.jackdaw.journal.audit;

import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The signed end of the log: without it, whoever cuts entries off at the end would not be noticed.
 * The key (Ed25519) lies in the user's settings folder, which confined commands do not see.
 */
final class Seal {
  /** The end of the log when it was signed. */
  record Head(long number, String hash) {
    String text() {
      return number + " " + hash;
    }
  }

  private static final String KIND = "Ed25519";

  private final Path file;
  private final Path keyFile;

  Seal(Path file, Path keyFile) {
    this.file = file;
    this.keyFile = keyFile;
  }

  /** Signs an end; the key is made when there is none. */
  void sign(Head head) throws IOException {
    try {
      var signature = Signature.getInstance(KIND);
      signature.initSign(privateKey());
      signature.update(head.text().getBytes(StandardCharsets.UTF_8));
      var kept =
          Json.object()
              .put("n", head.number())
              .put("hash", head.hash())
              .put("signature", Base64.getEncoder().encodeToString(signature.sign()))
              .build();
      WholeFile.write(file, kept.compact() + "\n");
    } catch (GeneralSecurityException e) {
      throw new IOException("the end of the audit log cannot be signed: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the end that was signed last; nothing when none ever was.
   *
   * @throws IOException when it is not what the key signed
   */
  Optional<Head> read() throws IOException {
    try {
      var kept = Json.parseObject(Files.readString(file));
      var head = new Head(kept.integer("n", -1), kept.string("hash", ""));
      var signature = Signature.getInstance(KIND);
      signature.initVerify(publicKey());
      signature.update(head.text().getBytes(StandardCharsets.UTF_8));
      if (signature.verify(Base64.getDecoder().decode(kept.string("signature", "")))) {
        return Optional.of(head);
      }
      throw new IOException("its signature is not that of the key");
    } catch (NoSuchFileException e) {
      if (file.toString().equals(e.getFile())) return Optional.empty();
      throw new IOException("the key is gone: " + keyFile, e);
    } catch (GeneralSecurityException | JsonException | IllegalArgumentException e) {
      throw new IOException("it cannot be read: " + e.getMessage(), e);
    }
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    if (!Files.exists(keyFile)) {
      var pair = KeyPairGenerator.getInstance(KIND).generateKeyPair();
      WholeFile.write(
          keyFile, encoded(pair.getPrivate()) + "\n" + encoded(pair.getPublic()) + "\n");
    }
    return KeyFactory.getInstance(KIND).generatePrivate(new PKCS8EncodedKeySpec(key(0)));
  }

  private PublicKey publicKey() throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance(KIND).generatePublic(new X509EncodedKeySpec(key(1)));
  }

  private static String encoded(java.security.Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  private byte[] key(int line) throws IOException {
    var lines = Files.readAllLines(keyFile);
    if (lines.size() <= line) throw new IOException(keyFile + " holds no key");
    return Base64.getDecoder().decode(lines.get(line));
  }
}
