package dev.jackdaw.models.http;

import dev.jackdaw.api.ModelBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What TLS connections rest on beside the platform: further certificate authorities, and a
 * certificate of the client (mutual TLS). All files are PEM. Nothing is read before the first
 * secure connection. Safe for use by several threads.
 */
public final class Tls {
  /** What the platform does by itself. */
  public static final Tls PLATFORM = new Tls(List.of(), Optional.empty());

  private static final int MAX_BYTES = 8 << 20;
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private final List<Authority> authorities;
  private final Optional<Client> client;
  private @Nullable SSLSocketFactory factory;

  /** A file with certificates that are trusted, and the setting or variable that named it. */
  public record Authority(String name, Path file) {}

  /** Files with the client's certificate, its chain behind it, and with its private key. */
  public record Client(Path certificate, Path key) {}

  public Tls(List<Authority> authorities, Optional<Client> client) {
    this.authorities = List.copyOf(authorities);
    this.client = client;
  }

  boolean isPlatform() {
    return authorities.isEmpty() && client.isEmpty();
  }

  /**
   * Returns whom to trust, and what to show, for others to make connections with; nothing when the
   * platform's own is all.
   *
   * @throws IOException when a file cannot be used; the message names it and says what is wrong
   */
  public Optional<ModelBackend.Certificates> certificates() throws IOException {
    if (isPlatform()) return Optional.empty();
    try {
      var trust = trust();
      var keys = keys();
      return Optional.of(
          new ModelBackend.Certificates(
              x509(trust == null ? managers(null).getTrustManagers() : trust),
              keys == null ? List.of() : List.of(keys)));
    } catch (GeneralSecurityException e) {
      throw new TlsSetupException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static X509TrustManager x509(TrustManager[] managers) {
    for (var manager : managers) if (manager instanceof X509TrustManager x509) return x509;
    throw new IllegalStateException("the platform trusts by no certificates");
  }

  /**
   * Returns what makes the connections.
   *
   * @throws IOException when a file cannot be used; the message names it and says what is wrong
   */
  synchronized SSLSocketFactory factory() throws IOException {
    var known = factory;
    if (known != null) return known;
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      var made = context.getSocketFactory();
      factory = made;
      return made;
    } catch (GeneralSecurityException e) {
      throw new TlsSetupException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
    if (authorities.isEmpty()) return null;
    var store = emptyStore();
    var count = 0;
    for (var certificate : platformAuthorities()) {
      store.setCertificateEntry("platform-" + count++, certificate);
    }
    for (var authority : authorities) {
      var named = authority.name() + " " + authority.file();
      for (var certificate : certificates(named, authority.file())) {
        store.setCertificateEntry("own-" + count++, certificate);
      }
    }
    return managers(store).getTrustManagers();
  }

  private static List<X509Certificate> platformAuthorities() throws GeneralSecurityException {
    var platform = new ArrayList<X509Certificate>();
    for (var manager : managers(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        platform.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    return platform;
  }

  private static TrustManagerFactory managers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    if (client.isEmpty()) return null;
    var files = client.get();
    var chain = certificates("clientCertificate " + files.certificate(), files.certificate());
    var key = privateKey(files.key());
    var store = emptyStore();
    var password = new char[0];
    store.setKeyEntry("client", key, password, chain.toArray(Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(String named, Path file) throws IOException {
    try {
      var bytes = read(named, file);
      var found = new ArrayList<Certificate>();
      found.addAll(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes)));
      if (!found.isEmpty()) return found;
    } catch (CertificateException e) {
      throw new TlsSetupException(
          named + " is not a PEM file of certificates: " + e.getMessage(), e);
    }
    throw new TlsSetupException(named + " holds no certificate. It must be a PEM file.", null);
  }

  private static byte[] read(String named, Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) return bytes;
      throw new TlsSetupException(named + " is larger than 8 MiB.", null);
    } catch (NoSuchFileException e) {
      throw new TlsSetupException(named + " does not exist.", e);
    } catch (TlsSetupException e) {
      throw e;
    } catch (IOException e) {
      throw new TlsSetupException(named + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    var named = "clientKey " + file;
    var text = new String(read(named, file), java.nio.charset.StandardCharsets.ISO_8859_1);
    var found = PRIVATE_KEY.matcher(text);
    if (!found.find()) {
      throw new TlsSetupException(
          named
              + (text.contains("PRIVATE KEY")
                  ? " holds a private key that is encrypted or of an old kind."
                  : " holds no private key.")
              + " It must be PKCS#8: openssl pkcs8 -topk8 -nodes -in OLD -out NEW",
          null);
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
    for (var kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // of another kind
      }
    }
    throw new TlsSetupException(named + " holds a key that is neither RSA, EC nor EdDSA.", null);
  }
}
