package dev.jackdaw.bedrock;

import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.VisibleText;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What it means when the SDK fails, and what the user can do about it. */
final class BedrockFailures {
  private static final int MAX_SHOWN_CHARS = 300;
  private static final List<String> TOO_LONG =
      List.of(
          "input is too long",
          "prompt is too long",
          "too many input tokens",
          "maximum context length",
          "exceeds the maximum number of input tokens",
          "exceed context limit");

  private final ModelBackend.Wanted wanted;
  private final BedrockClients clients;
  private final String region;

  BedrockFailures(ModelBackend.Wanted wanted, BedrockClients clients) {
    this.wanted = wanted;
    this.clients = clients;
    this.region = clients.region();
  }

  ModelException of(Throwable failure) {
    if (failure instanceof ModelException known) return known;
    if (failure instanceof AwsServiceException refused) return refused(refused);
    var words = said(failure).toLowerCase(Locale.ROOT);
    if (!isAboutNetwork(failure) && isAboutCredentials(failure, words)) {
      return failed(
          Failure.UNAUTHORIZED,
          "No credentials for Bedrock that work were found" + quoted(said(failure)) + signIn(),
          failure);
    }
    if (words.contains("unmarshall") || words.contains("deserializ") || words.contains("parse")) {
      return failed(
          Failure.MALFORMED,
          wanted.info().id() + " sent what is not its dialect" + quoted(said(failure)),
          failure);
    }
    return failed(
        Failure.UNREACHABLE,
        "The connection to Bedrock in "
            + region
            + " failed"
            + quoted(said(failure))
            + " Check the network, HTTPS_PROXY and AWS_REGION.",
        failure);
  }

  ModelException cut() {
    return new ModelException(
        Failure.UNREACHABLE,
        "The connection to Bedrock in " + region + " was cut before the reply was complete.");
  }

  ModelException stalled() {
    return new ModelException(
        Failure.UNREACHABLE,
        "Bedrock in "
            + region
            + " said nothing for "
            + wanted.stallTimeout().toSeconds()
            + " seconds.");
  }

  private ModelException refused(AwsServiceException refused) {
    var details = refused.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    var said = details == null ? null : details.errorMessage();
    var words = said == null || said.isBlank() ? said(refused) : said;
    var failure = failure(code, refused.statusCode(), words.toLowerCase(Locale.ROOT));
    return new ModelException(
        failure,
        message(failure, code, quoted(words)),
        failure.isTransient() ? retryAfter(refused).orElse(null) : null,
        refused);
  }

  private static Failure failure(String code, int status, String words) {
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "throttlingexception", "toomanyrequestsexception" -> Failure.RATE_LIMITED;
      case "servicequotaexceededexception" -> Failure.QUOTA;
      case "modelnotreadyexception",
          "modeltimeoutexception",
          "modelerrorexception",
          "modelstreamerrorexception",
          "internalserverexception",
          "serviceunavailableexception" ->
          Failure.OVERLOADED;
      case "resourcenotfoundexception" -> Failure.UNKNOWN_MODEL;
      case "accessdeniedexception",
          "expiredtokenexception",
          "expiredtoken",
          "unrecognizedclientexception",
          "invalidsignatureexception",
          "incompletesignatureexception",
          "missingauthenticationtokenexception" ->
          Failure.UNAUTHORIZED;
      default -> byWords(status, words);
    };
  }

  private static Failure byWords(int status, String words) {
    if (TOO_LONG.stream().anyMatch(words::contains)) return Failure.OVERFLOW;
    if (words.contains("model identifier is invalid")) return Failure.UNKNOWN_MODEL;
    return switch (status) {
      case 401, 403 -> Failure.UNAUTHORIZED;
      case 404 -> Failure.UNKNOWN_MODEL;
      case 408, 424 -> Failure.OVERLOADED;
      case 413 -> Failure.OVERFLOW;
      case 429 -> Failure.RATE_LIMITED;
      default -> status >= 500 ? Failure.OVERLOADED : Failure.INVALID_REQUEST;
    };
  }

  private String message(Failure failure, String code, String quote) {
    var name = wanted.info().name();
    return switch (failure) {
      case RATE_LIMITED -> "Bedrock limits the rate of requests for " + name + quote;
      case OVERLOADED ->
          "Bedrock is overloaded or broken for the moment" + quote + " Try again later.";
      case QUOTA ->
          "Bedrock declines because a quota of the account is used up"
              + quote
              + " See Service Quotas in the AWS console, region "
              + region
              + ".";
      case OVERFLOW -> "The request is larger than " + wanted.info().id() + " takes" + quote;
      case UNKNOWN_MODEL ->
          "Bedrock in "
              + region
              + " has no model \""
              + name
              + "\""
              + quote
              + " List them with: aws bedrock list-inference-profiles --region "
              + region;
      case UNAUTHORIZED -> unauthorized(code, quote);
      case INVALID_REQUEST ->
          "Bedrock rejected the request for " + name + quote + profileHint(quote);
      case UNREACHABLE, MALFORMED -> wanted.info().id() + " failed" + quote;
    };
  }

  private String unauthorized(String code, String quote) {
    if (code.equalsIgnoreCase("AccessDeniedException")) {
      return "The credentials may not use "
          + wanted.info().name()
          + " in "
          + region
          + quote
          + " They need bedrock:InvokeModelWithResponseStream, and the account access to the model"
          + " (Bedrock console, Model access)."
          + kept().map(origin -> " The key came from " + origin + ".").orElse("");
    }
    return "Bedrock does not accept the credentials" + quote + signIn();
  }

  /** Returns where the key came from when it is none of the environment. */
  private Optional<String> kept() {
    return clients.isKept() ? wanted.network().key().origin() : Optional.empty();
  }

  private String signIn() {
    if (!wanted.variable("AWS_BEARER_TOKEN_BEDROCK").isEmpty()) {
      return " Set AWS_BEARER_TOKEN_BEDROCK to a new key.";
    }
    if (kept().isPresent()) {
      return " Check the key from " + kept().get() + ": it must be an API key of Bedrock.";
    }
    var profile = wanted.variable("AWS_PROFILE");
    return " Run: aws sso login"
        + (profile.isEmpty() ? "" : " --profile " + profile)
        + "; or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK.";
  }

  private String profileHint(String quote) {
    return quote.contains("on-demand throughput")
        ? " Use its inference profile, such as us." + wanted.info().name() + "."
        : " Try another model, or a new session.";
  }

  /** Credentials that cannot be fetched for want of a network may be good ones. */
  private static boolean isAboutNetwork(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof UnknownHostException
          || cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAboutCredentials(Throwable failure, String words) {
    return failure instanceof SdkClientException
        && (words.contains("credential")
            || words.contains("token")
            || words.contains("sso ")
            || words.contains("profile"));
  }

  private static Optional<Duration> retryAfter(AwsServiceException refused) {
    var details = refused.awsErrorDetails();
    if (details == null || details.sdkHttpResponse() == null) return Optional.empty();
    return details
        .sdkHttpResponse()
        .firstMatchingHeader("retry-after")
        .filter(text -> !text.isEmpty() && text.length() < 6)
        .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static ModelException failed(Failure failure, String message, @Nullable Throwable cause) {
    return new ModelException(failure, message, null, cause);
  }

  private static String said(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** Returns the words in parentheses and a full stop: one bounded line, safe on a terminal. */
  private static String quoted(String words) {
    var shown = words.substring(0, Math.min(words.length(), MAX_SHOWN_CHARS));
    var line = VisibleText.blanked(shown).strip();
    return " (" + (line.endsWith(".") ? line.substring(0, line.length() - 1) : line) + ").";
  }
}
