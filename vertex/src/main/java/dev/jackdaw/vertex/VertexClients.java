package dev.jackdaw.vertex;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's client, made with the first request. Credentials are Google's application default ones:
 * the file the environment names, what {@code gcloud} left, or the machine's own. Thread-safe.
 */
final class VertexClients {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final URI TOKENS = URI.create("https://oauth2.googleapis.com");

  private final ModelBackend.Wanted wanted;
  private final VertexProject project;
  private @Nullable Client client;
  private String secret = "";

  VertexClients(ModelBackend.Wanted wanted) {
    this.wanted = wanted;
    this.project = VertexProject.of(wanted);
  }

  VertexProject project() {
    return project;
  }

  /**
   * Returns a client that shows a key good at this moment: another key, another client.
   *
   * @throws IOException when there are no credentials, or a file the connection rests on is
   *     unusable
   */
  Client client() throws IOException {
    var shown = project.isExpress() ? project.key().secret() : "";
    synchronized (this) {
      var made = client;
      if (made != null && shown.equals(secret)) return made;
      made = create(shown);
      client = made;
      secret = shown;
      return made;
    }
  }

  /** Returns the key that was shown last, empty with a project. */
  synchronized String shown() {
    return secret;
  }

  /** The SDK finds parts of itself through the thread's loader, which may know Jackdaw only. */
  static <T> T withOwnClasses(Callable<T> work) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(VertexClients.class.getClassLoader());
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Client create(String key) throws IOException {
    var headers = new HashMap<>(wanted.network().headers());
    headers.put("user-agent", "jackdaw/" + wanted.version());
    var certificates = certificates();
    var options =
        HttpOptions.builder()
            .timeout(0)
            .headers(headers)
            .retryOptions(HttpRetryOptions.builder().attempts(1));
    project.address().ifPresent(address -> options.baseUrl(address.toString()));
    var builder =
        Client.builder()
            .enterprise(true)
            .httpOptions(options.build())
            .clientOptions(ClientOptions.builder().customHttpClient(http(certificates)).build());
    if (project.isExpress()) return builder.apiKey(key).build();
    return builder
        .project(project.project())
        .location(project.location())
        .credentials(credentials(certificates))
        .build();
  }

  private Optional<ModelBackend.Certificates> certificates() {
    try {
      return wanted.network().tls().certificates();
    } catch (IOException e) {
      throw new ModelException(
          Failure.INVALID_REQUEST, "vertex is not asked: " + e.getMessage(), null, e);
    }
  }

  private OkHttpClient http(Optional<ModelBackend.Certificates> certificates) {
    var http =
        new OkHttpClient.Builder()
            .connectTimeout(wanted.connectTimeout())
            .readTimeout(wanted.stallTimeout())
            .writeTimeout(wanted.stallTimeout())
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(wanted.network().proxies().proxy(project.shown()));
    certificates.ifPresent(own -> http.sslSocketFactory(own.sockets(), own.trust()));
    wanted
        .network()
        .proxies()
        .login(project.shown())
        .ifPresent(login -> {
          var basic = Credentials.basic(login.getUserName(), String.valueOf(login.getPassword()));
          http.proxyAuthenticator((_, response) ->
              response.request().header("Proxy-Authorization") == null
                      || response.request().header("Proxy-Authorization").isEmpty()
                  ? response.request().newBuilder().header("Proxy-Authorization", basic).build()
                  : null);
        });
    return http.build();
  }

  private GoogleCredentials credentials(Optional<ModelBackend.Certificates> certificates)
      throws IOException {
    var tokens = tokens(certificates);
    var file = wanted.variable("GOOGLE_APPLICATION_CREDENTIALS");
    if (file.isEmpty()) return scoped(GoogleCredentials.getApplicationDefault(tokens));
    try (var in = Files.newInputStream(Path.of(file))) {
      return scoped(GoogleCredentials.fromStream(in, tokens));
    }
  }

  private static GoogleCredentials scoped(GoogleCredentials credentials) {
    return credentials.createScopedRequired() ? credentials.createScoped(SCOPE) : credentials;
  }

  /** How tokens are fetched: through the proxy, too, but without its login. */
  private HttpTransportFactory tokens(Optional<ModelBackend.Certificates> certificates) {
    var proxy = wanted.network().proxies().proxy(TOKENS);
    var transport = new NetHttpTransport.Builder();
    certificates.ifPresent(own -> transport.setSslSocketFactory(own.sockets()));
    if (proxy.type() != Proxy.Type.DIRECT) transport.setProxy(proxy);
    return transport::build;
  }
}
