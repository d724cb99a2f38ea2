package dev.jackdaw.azure;

import com.fasterxml.jackson.core.JacksonException;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What it means when the SDK fails, and what the user can do about it. */
final class AzureFailures {
  private static final int MAX_SHOWN_CHARS = 300;
  private static final long MAX_WAIT_SECONDS = 99_999;

  /** The code Azure gives when its own filter, not the model, declines. */
  private static final String FILTERED = "content_filter";

  private static final List<String> TOO_LONG =
      List.of(
          "maximum context length",
          "exceeds the context window",
          "context_length_exceeded",
          "reduce the length of the messages",
          "input is too long");

  private static final Pattern LIMIT =
      Pattern.compile("(?:maximum context length (?:is|of)|context window of) ([0-9][0-9,]{0,10})");

  /** Lower case; the rest is left to the status. */
  private static final Map<String, Failure> CODES =
      Map.ofEntries(
          Map.entry("deploymentnotfound", Failure.UNKNOWN_MODEL),
          Map.entry("model_not_found", Failure.UNKNOWN_MODEL),
          Map.entry("unknown_model", Failure.UNKNOWN_MODEL),
          Map.entry("context_length_exceeded", Failure.OVERFLOW),
          Map.entry("string_above_max_length", Failure.OVERFLOW),
          Map.entry("insufficient_quota", Failure.QUOTA),
          Map.entry("quota_exceeded", Failure.QUOTA),
          Map.entry("quotaexceeded", Failure.QUOTA),
          Map.entry("invalid_prompt", Failure.INVALID_REQUEST),
          Map.entry("content_policy_violation", Failure.INVALID_REQUEST),
          Map.entry("cyber_policy", Failure.INVALID_REQUEST),
          Map.entry("billing_hard_limit_reached", Failure.QUOTA),
          Map.entry("rate_limit_exceeded", Failure.RATE_LIMITED),
          Map.entry("ratelimitreached", Failure.RATE_LIMITED),
          Map.entry("too_many_requests", Failure.RATE_LIMITED),
          Map.entry("nocapacity", Failure.OVERLOADED),
          Map.entry("server_error", Failure.OVERLOADED),
          Map.entry("internalservererror", Failure.OVERLOADED),
          Map.entry("serviceunavailable", Failure.OVERLOADED),
          Map.entry("permissiondenied", Failure.UNAUTHORIZED),
          Map.entry("authenticationtypedisabled", Failure.UNAUTHORIZED),
          Map.entry("invalid_api_key", Failure.UNAUTHORIZED));

  private final ModelBackend.Wanted wanted;
  private final AzureClients clients;

  AzureFailures(ModelBackend.Wanted wanted, AzureClients clients) {
    this.wanted = wanted;
    this.clients = clients;
  }

  ModelException of(Throwable failure) {
    if (failure instanceof ModelException known) return known;
    if (failure instanceof OpenAIServiceException refused) return refused(refused);
    if (isAbout(failure, OpenAIInvalidDataException.class)
        || isAbout(failure, JacksonException.class)) {
      return new ModelException(
          Failure.MALFORMED,
          wanted.info().id() + " sent what is not its dialect" + quoted(said(failure), secret()),
          null,
          failure);
    }
    return new ModelException(
        Failure.UNREACHABLE,
        "The connection to "
            + clients.resource().address()
            + " failed"
            + quoted(said(failure), secret())
            + " Check the network, HTTPS_PROXY and AZURE_OPENAI_ENDPOINT.",
        null,
        failure);
  }

  private static boolean isAbout(Throwable failure, Class<? extends Throwable> type) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) return true;
    }
    return false;
  }

  ModelException cut() {
    return new ModelException(
        Failure.UNREACHABLE,
        "The connection to "
            + clients.resource().address()
            + " was cut before the reply was complete.");
  }

  /** The stream held nothing of the dialect. */
  ModelException notAModel() {
    return new ModelException(
        Failure.MALFORMED,
        clients.resource().address()
            + " answers with something else than a model does. Check AZURE_OPENAI_ENDPOINT and what"
            + " stands between.");
  }

  ModelException stalled() {
    return new ModelException(
        Failure.UNREACHABLE,
        clients.resource().address()
            + " said nothing for "
            + wanted.stallTimeout().toSeconds()
            + " seconds.");
  }

  /** Returns what an error amid a reply means. */
  ModelException of(AzureReply.Failed failed) {
    var failure = failure(failed.code(), 500, failed.message());
    return new ModelException(
        failure,
        message(failure, 500, quoted(failed.message(), secret())),
        null,
        null,
        failure == Failure.OVERFLOW ? limit(failed.message()) : 0);
  }

  private ModelException refused(OpenAIServiceException refused) {
    var code = code(refused);
    var words = words(refused);
    var status = refused.statusCode();
    var failure = failure(code, status, words);
    return new ModelException(
        failure,
        message(failure, status, quoted(status + ": " + words, secret())),
        failure.isTransient() ? retryAfter(refused).orElse(null) : null,
        refused,
        failure == Failure.OVERFLOW ? limit(words) : 0);
  }

  private static Failure failure(String code, int status, String words) {
    var lower = words.toLowerCase(Locale.ROOT);
    if (TOO_LONG.stream().anyMatch(lower::contains)) return Failure.OVERFLOW;
    var named = CODES.get(code.toLowerCase(Locale.ROOT));
    if (named != null) return named;
    return switch (status) {
      case 401, 403 -> Failure.UNAUTHORIZED;
      case 402 -> Failure.QUOTA;
      case 404 ->
          lower.contains("deployment") || lower.contains("model")
              ? Failure.UNKNOWN_MODEL
              : Failure.INVALID_REQUEST;
      case 408, 409, 424, 425 -> Failure.OVERLOADED;
      case 413 -> Failure.OVERFLOW;
      case 429 -> Failure.RATE_LIMITED;
      default -> status >= 500 ? Failure.OVERLOADED : Failure.INVALID_REQUEST;
    };
  }

  private String message(Failure failure, int status, String quote) {
    var name = wanted.info().name();
    return switch (failure) {
      case RATE_LIMITED -> "Azure limits the rate of requests for " + name + quote;
      case OVERLOADED ->
          "Azure is overloaded or broken for the moment" + quote + " Try again later.";
      case QUOTA ->
          "Azure declines because a quota of the subscription is used up"
              + quote
              + " See Quotas in the Azure AI Foundry portal.";
      case OVERFLOW -> "The request is larger than " + wanted.info().id() + " takes" + quote;
      case UNKNOWN_MODEL ->
          "The Azure resource has no deployment \""
              + name
              + "\""
              + quote
              + " The name behind azure/ is that of the deployment, not of its model. One made a"
              + " moment ago takes some minutes.";
      case UNAUTHORIZED ->
          "Azure does not accept the credentials" + quote + clients.credentials().remedy();
      case INVALID_REQUEST ->
          status == 404
              ? "There is no such service at "
                  + clients.resource().address()
                  + quote
                  + " Check AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_VERSION."
              : "Azure rejected the request for "
                  + name
                  + quote
                  + " Try another model, or a new session.";
      case UNREACHABLE, MALFORMED -> wanted.info().id() + " failed" + quote;
    };
  }

  /** Returns whether Azure's filter ended a reply that had begun. */
  static boolean isFiltered(AzureReply.Failed failed) {
    return failed.code().equals(FILTERED);
  }

  /** Returns what Azure's filter objects to when it declined the request, nothing otherwise. */
  static Optional<String> filtered(Throwable failure) {
    if (!(failure instanceof OpenAIServiceException refused)) return Optional.empty();
    if (!code(refused).equals(FILTERED)) return Optional.empty();
    var categories = new TreeSet<String>();
    for (var holder : List.of("innererror", "content_filters")) {
      error(refused).get(holder).ifPresent(found -> collect(found, categories));
    }
    return Optional.of(categories.isEmpty() ? "no category given" : String.join(", ", categories));
  }

  /** Finds {@code "NAME": {"filtered": true}} at any depth. */
  private static void collect(Json value, Set<String> into) {
    if (value instanceof Json.Arr array) {
      for (var element : array.elements()) collect(element, into);
    }
    if (!(value instanceof Json.Obj object)) return;
    object
        .members()
        .forEach((name, member) -> {
          var isFilter = member instanceof Json.Obj inner && inner.bool("filtered", false);
          if (isFilter) into.add(name);
          else collect(member, into);
        });
  }

  /** The error is in a member of its own, or is all there is. */
  private static Json.Obj error(OpenAIServiceException refused) {
    try {
      var body = Json.parseObject(ObjectMappers.jsonMapper().writeValueAsString(refused.body()));
      return body.get("error").isPresent() ? body.object("error") : body;
    } catch (JacksonException | JsonException _) {
      return Json.Obj.EMPTY;
    }
  }

  private static String code(OpenAIServiceException refused) {
    return error(refused).string("code").or(refused::code).orElse("");
  }

  private static String words(OpenAIServiceException refused) {
    var told = error(refused).string("message", "");
    return told.isBlank() ? said(refused) : told;
  }

  private static int limit(String words) {
    var found = LIMIT.matcher(words.toLowerCase(Locale.ROOT));
    if (!found.find()) return 0;
    var digits = found.group(1).replace(",", "");
    return digits.length() <= 9 ? Integer.parseInt(digits) : 0;
  }

  private static Optional<Duration> retryAfter(OpenAIServiceException refused) {
    var millis = number(refused.headers().values("retry-after-ms"));
    if (millis.isPresent()) return millis.map(Duration::ofMillis);
    return number(refused.headers().values("retry-after"))
        .filter(seconds -> seconds <= MAX_WAIT_SECONDS)
        .map(Duration::ofSeconds);
  }

  private static Optional<Long> number(List<String> values) {
    if (values.isEmpty()) return Optional.empty();
    var text = values.getFirst().strip();
    var plain = !text.isEmpty() && text.length() < 9;
    return plain && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private String secret() {
    return clients.shown();
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
