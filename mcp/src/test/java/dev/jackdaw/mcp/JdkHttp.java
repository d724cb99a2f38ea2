package dev.jackdaw.mcp;

import dev.jackdaw.mcp.transport.HttpCaller;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP for tests, by the JDK's client. */
final class JdkHttp implements HttpCaller {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public Answer send(String method, URI uri, Map<String, String> headers, byte @Nullable [] body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri);
    headers.forEach(request::header);
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    return new Received(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
  }

  private record Received(HttpResponse<InputStream> response) implements Answer {
    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return response.body().read(buffer, offset, length);
    }

    @Override
    public void close() {
      try {
        response.body().close();
      } catch (IOException _) {
        // nothing of it is needed any more
      }
    }
  }
}
