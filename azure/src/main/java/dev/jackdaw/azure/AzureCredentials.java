package dev.jackdaw.azure;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import java.io.IOException;
import java.time.InstantSource;

/** What a request shows: the resource's key, or a token of Entra ID. */
sealed interface AzureCredentials {
  String KEY = "AZURE_OPENAI_API_KEY";
  String TOKEN = "AZURE_OPENAI_AD_TOKEN";

  /** A key of the resource. */
  record Key(String key) implements AzureCredentials {
    @Override
    public String toString() {
      return "Key";
    }
  }

  /** A token that somebody put into the environment; it expires after about an hour. */
  record Given(String token) implements AzureCredentials {
    @Override
    public String toString() {
      return "Given";
    }
  }

  /** The key, or the token, that the user keeps elsewhere than in the environment. */
  record Kept(ModelBackend.Key kept) implements AzureCredentials {}

  /** Tokens of {@code az}. */
  record SignedIn(AzureCli cli) implements AzureCredentials {}

  /**
   * Chooses the first that is there.
   *
   * @throws JackdawException of kind user when none is
   */
  static AzureCredentials of(ModelBackend.Wanted wanted) {
    for (var variable : new String[] {KEY, TOKEN}) {
      requireSendable(variable, wanted.variable(variable));
    }
    var key = wanted.variable(KEY);
    if (!key.isEmpty()) return new Key(key);
    var token = wanted.variable(TOKEN);
    if (!token.isEmpty()) return new Given(token);
    var kept = wanted.network().key();
    if (kept.origin().isPresent()) return new Kept(kept);
    var searchPath = wanted.environment().getOrDefault("PATH", "");
    if (searchPath.isEmpty()) searchPath = wanted.environment().getOrDefault("Path", "");
    return AzureCli.find(searchPath)
        .<AzureCredentials>map(
            program -> new SignedIn(new AzureCli(program, InstantSource.system())))
        .orElseThrow(() ->
            new JackdawException(
                Kind.USER,
                "no-key",
                "Azure needs a key or a token. Set "
                    + KEY
                    + " to a key of the resource (Azure portal, Keys and Endpoint), or "
                    + TOKEN
                    + " to a token of Entra ID; or keep a key: jackdaw keys set azure; or install the Azure CLI and run: az login"));
  }

  /** A header takes visible ASCII only, and the SDK's own complaint would show the key. */
  private static void requireSendable(String variable, String secret) {
    for (var i = 0; i < secret.length(); i++) {
      var c = secret.charAt(i);
      if (c > ' ' && c < 0x7f) continue;
      throw new JackdawException(
          Kind.USER,
          "key-malformed",
          variable + " holds a character no key has, at position " + (i + 1) + ". Copy it again.");
    }
  }

  /**
   * Returns the secret itself.
   *
   * @throws ModelException when {@code az} gives no token
   */
  default String secret() throws InterruptedException {
    return switch (this) {
      case Key(var key) -> key;
      case Given(var token) -> token;
      case Kept(var kept) -> {
        var secret = kept.key();
        requireSendable(kept.origin().orElse("The key"), secret);
        yield secret;
      }
      case SignedIn(var cli) -> {
        try {
          yield cli.token();
        } catch (IOException e) {
          throw new ModelException(
              Failure.UNAUTHORIZED,
              "The command az gives no token for Azure OpenAI"
                  + AzureFailures.quoted(String.valueOf(e.getMessage()), "")
                  + " Run: az login; or set "
                  + KEY
                  + ".",
              null,
              e);
        }
      }
    };
  }

  /** Returns whether the secret is a key of the resource; others are tokens. */
  default boolean isKey(String secret) {
    return switch (this) {
      case Key _ -> true;
      case Given _, SignedIn _ -> false;
      // A token of Entra ID is a JSON object in Base64, with a signature behind it.
      case Kept _ -> !secret.startsWith("eyJ");
    };
  }

  /** Forgets a secret that was refused; returns whether the next one may be another. */
  default boolean renew() throws InterruptedException {
    return switch (this) {
      case Key _, Given _ -> false;
      case Kept(var kept) -> kept.renew();
      case SignedIn(var cli) -> cli.forget();
    };
  }

  /** Returns what to do when the service does not accept this. */
  default String remedy() {
    return switch (this) {
      case Key _ -> " Check " + KEY + ", and that it is of the resource in AZURE_OPENAI_ENDPOINT.";
      case Given _ ->
          " "
              + TOKEN
              + " may have expired: tokens last about an hour. Set a new one (az account"
              + " get-access-token --scope https://cognitiveservices.azure.com/.default), or unset"
              + " it and run: az login";
      case Kept(var kept) ->
          " Check the key from "
              + kept.origin().orElse("the key store")
              + ", and that it is of the resource in AZURE_OPENAI_ENDPOINT.";
      case SignedIn _ ->
          " Run: az login; the identity needs the role \"Cognitive Services OpenAI User\" of the"
              + " resource.";
    };
  }
}
