package dev.jackdaw.testkit.server;

import dev.jackdaw.api.ModelBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A certificate authority of a test, with a server ({@code model.test}) and a client it vouches
 * for, as PEM files and as a key store.
 */
public record Authority(
    Path certificate, Path clientCertificate, Path clientKey, Path serverStore) {
  static final char[] PASSWORD = "password".toCharArray();

  public static Authority create(Path folder) throws Exception {
    var store = folder.resolve("all.p12");
    generate(store, "ca", "CN=Test authority", "-ext", "bc:c");
    generate(store, "server", "CN=model.test", "-ext", "SAN=dns:model.test", "-signer", "ca");
    generate(store, "client", "CN=client", "-signer", "ca");
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return new Authority(
        pem(folder.resolve("ca.pem"), "CERTIFICATE", keys.getCertificate("ca").getEncoded()),
        chain(folder.resolve("client.pem"), keys.getCertificateChain("client")),
        key(folder.resolve("client-key.pem"), keys.getKey("client", PASSWORD)),
        store);
  }

  /** Returns what trusts this authority alone, and shows the client's certificate. */
  public ModelBackend.Certificates certificates() throws Exception {
    var all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(serverStore)) {
      all.load(in, PASSWORD);
    }
    var known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("ca", all.getCertificate("ca"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    var chain = all.getCertificateChain("client");
    own.setKeyEntry("client", all.getKey("client", PASSWORD), PASSWORD, chain);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    return new ModelBackend.Certificates(
        (X509TrustManager) trust.getTrustManagers()[0], List.of(keys.getKeyManagers()));
  }

  private static void generate(Path store, String alias, String name, String... more)
      throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                alias,
                "-dname",
                name));
    command.addAll(List.of(more));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IOException(said);
  }

  private static Path chain(Path file, Certificate[] chain) throws Exception {
    var text = new StringBuilder();
    for (var certificate : chain) text.append(block("CERTIFICATE", certificate.getEncoded()));
    return Files.writeString(file, text);
  }

  private static Path key(Path file, Key key) throws IOException {
    return pem(file, "PRIVATE KEY", key.getEncoded());
  }

  private static Path pem(Path file, String kind, byte[] bytes) throws IOException {
    return Files.writeString(file, block(kind, bytes));
  }

  private static String block(String kind, byte[] bytes) {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, encoder.encodeToString(bytes), kind);
  }
}
