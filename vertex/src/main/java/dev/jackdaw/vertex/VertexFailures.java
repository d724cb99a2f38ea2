package dev.jackdaw.vertex;

import com.fasterxml.jackson.core.JacksonException;
import com.google.genai.errors.ApiException;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.VisibleText;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What it means when the SDK fails, and what the user can do about it. */
final class VertexFailures {
  private static final int MAX_SHOWN_CHARS = 300;
  private static final Pattern LIMIT =
      Pattern.compile("maximum number of tokens allowed \\(([0-9]{1,9})");
  private static final Pattern WAIT =
      Pattern.compile("\"retryDelay\" *: *\"([0-9]{1,5})(?:\\.[0-9]+)?s\"");

  private final ModelBackend.Wanted wanted;
  private final VertexClients clients;
  private final VertexProject project;

  VertexFailures(ModelBackend.Wanted wanted, VertexClients clients) {
    this.wanted = wanted;
    this.clients = clients;
    this.project = clients.project();
  }

  ModelException of(Throwable failure) {
    if (failure instanceof ModelException known) return known;
    if (failure instanceof ApiException refused) return refused(refused);
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException || cause instanceof IllegalArgumentException) {
        return failed(
            Failure.MALFORMED, wanted.info().id() + " sent what is not its dialect", "", failure);
      }
    }
    if (!isAboutNetwork(failure) && isAboutCredentials(failure)) return unsigned(failure);
    return failed(
        Failure.UNREACHABLE,
        "The connection to " + project.shown() + " failed",
        " Check the network, HTTPS_PROXY and GOOGLE_CLOUD_LOCATION.",
        failure);
  }

  /** Credentials were not found, or give no token. */
  ModelException unsigned(Throwable failure) {
    return failed(
        Failure.UNAUTHORIZED,
        "No credentials for Vertex AI that work were found",
        signIn(),
        failure);
  }

  /** A token that cannot be fetched for want of a network says nothing about the credentials. */
  private static boolean isAboutNetwork(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof UnknownHostException
          || cause instanceof InterruptedIOException
          || cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAboutCredentials(Throwable failure) {
    var words = said(failure).toLowerCase(Locale.ROOT);
    return words.contains("credential") || words.contains("access token");
  }

  ModelException cut() {
    return new ModelException(
        Failure.UNREACHABLE,
        "The connection to " + project.shown() + " was cut before the reply was complete.");
  }

  /** The stream held nothing of the dialect. */
  ModelException notAModel() {
    return new ModelException(
        Failure.MALFORMED,
        project.shown()
            + " answers with something else than a model does. Check GOOGLE_VERTEX_BASE_URL and"
            + " what stands between.");
  }

  ModelException stalled() {
    return new ModelException(
        Failure.UNREACHABLE,
        project.shown() + " said nothing for " + wanted.stallTimeout().toSeconds() + " seconds.");
  }

  private ModelException refused(ApiException refused) {
    var words = String.valueOf(refused.message());
    var failure = failure(refused, words);
    var details = words.indexOf("\nDetails: ");
    var shown = details < 0 ? words : words.substring(0, details);
    return new ModelException(
        failure,
        message(failure, quoted(refused.code() + ": " + shown, clients.shown())),
        failure.isTransient() ? wait(words).orElse(null) : null,
        refused,
        failure == Failure.OVERFLOW ? limit(words) : 0);
  }

  private static Failure failure(ApiException refused, String words) {
    var lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("input token count") || lower.contains("request payload size exceeds")) {
      return Failure.OVERFLOW;
    }
    if (words.contains("API_KEY_INVALID")) return Failure.UNAUTHORIZED;
    if (words.contains("BILLING_DISABLED")) return Failure.QUOTA;
    return switch (String.valueOf(refused.status())) {
      case "RESOURCE_EXHAUSTED" -> words.contains("PerDay") ? Failure.QUOTA : Failure.RATE_LIMITED;
      case "UNAUTHENTICATED", "PERMISSION_DENIED" -> Failure.UNAUTHORIZED;
      case "NOT_FOUND" -> Failure.UNKNOWN_MODEL;
      case "INVALID_ARGUMENT", "OUT_OF_RANGE", "FAILED_PRECONDITION" -> Failure.INVALID_REQUEST;
      case "INTERNAL", "UNAVAILABLE", "DEADLINE_EXCEEDED", "ABORTED", "CANCELLED" ->
          Failure.OVERLOADED;
      default -> byStatus(refused.code());
    };
  }

  private static Failure byStatus(int status) {
    return switch (status) {
      case 401, 403 -> Failure.UNAUTHORIZED;
      case 402 -> Failure.QUOTA;
      case 404 -> Failure.UNKNOWN_MODEL;
      case 408, 409, 425, 499 -> Failure.OVERLOADED;
      case 413 -> Failure.OVERFLOW;
      case 429 -> Failure.RATE_LIMITED;
      default -> status >= 500 ? Failure.OVERLOADED : Failure.INVALID_REQUEST;
    };
  }

  private String message(Failure failure, String quote) {
    var name = wanted.info().name();
    return switch (failure) {
      case RATE_LIMITED -> "Vertex AI limits the rate of requests for " + name + quote;
      case OVERLOADED ->
          "Vertex AI is overloaded or broken for the moment" + quote + " Try again later.";
      case QUOTA ->
          "Vertex AI declines because a quota or the billing of the project is used up"
              + quote
              + " See Quotas in the Google Cloud console.";
      case OVERFLOW -> "The request is larger than " + wanted.info().id() + " takes" + quote;
      case UNKNOWN_MODEL ->
          "Vertex AI has no model \""
              + name
              + "\" "
              + (project.isExpress()
                  ? "in express mode"
                  : "for the project " + project.project() + " in " + project.location())
              + quote
              + " New models are often in the location global only: GOOGLE_CLOUD_LOCATION.";
      case UNAUTHORIZED -> "Vertex AI does not accept the credentials" + quote + signIn();
      case INVALID_REQUEST ->
          "Vertex AI rejected the request for "
              + name
              + quote
              + " Try another model, or a new session.";
      case UNREACHABLE, MALFORMED -> wanted.info().id() + " failed" + quote;
    };
  }

  private String signIn() {
    return project.isExpress()
        ? " Check "
            + project.key().origin()
            + ": it must be a key of Vertex AI's express mode; with a project, set"
            + " GOOGLE_CLOUD_PROJECT."
        : " Run: gcloud auth application-default login; or set GOOGLE_APPLICATION_CREDENTIALS to"
            + " the file of a service account. The identity needs the role \"Vertex AI User\" in"
            + " the project "
            + project.project()
            + ".";
  }

  private static int limit(String words) {
    var found = LIMIT.matcher(words);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static Optional<Duration> wait(String words) {
    var found = WAIT.matcher(words);
    return found.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(found.group(1))))
        : Optional.empty();
  }

  private ModelException failed(Failure failure, String problem, String advice, Throwable cause) {
    return new ModelException(
        failure, problem + quoted(said(cause), clients.shown()) + advice, null, cause);
  }

  private static String said(Throwable failure) {
    var words = new ArrayList<String>();
    for (var cause = failure; cause != null && words.size() < 3; cause = cause.getCause()) {
      var message = cause.getMessage();
      var text = message == null ? cause.getClass().getSimpleName() : message;
      if (words.stream().noneMatch(before -> before.contains(text))) words.add(text);
    }
    return String.join(": ", words);
  }

  /**
   * Returns the words in parentheses and a full stop: one bounded line, safe on a terminal.
   *
   * @param secret what must not be in it, empty for nothing
   */
  static String quoted(String words, String secret) {
    var text = secret.length() >= 8 ? words.replace(secret, "[key]") : words;
    var shown = text.substring(0, Math.min(text.length(), MAX_SHOWN_CHARS));
    var line = VisibleText.blanked(shown).strip();
    return " (" + (line.endsWith(".") ? line.substring(0, line.length() - 1) : line) + ").";
  }
}
