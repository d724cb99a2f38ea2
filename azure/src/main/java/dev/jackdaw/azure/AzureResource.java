package dev.jackdaw.azure;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelBackend;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a resource answers, as the environment says. Azure has two surfaces: {@code /openai/v1},
 * which has no dated versions, and the older one, asked for by {@code AZURE_OPENAI_API_VERSION}
 * with a date.
 *
 * @param address the base of all requests
 * @param version the API version to name in requests; empty for none
 */
record AzureResource(URI address, String version) {
  private static final String ENDPOINT = "AZURE_OPENAI_ENDPOINT";
  private static final String VERSION = "AZURE_OPENAI_API_VERSION";

  /**
   * Reads the variables.
   *
   * @throws JackdawException of kind user when there is no endpoint or it cannot be used
   */
  static AzureResource of(ModelBackend.Wanted wanted) {
    var given = wanted.variable(ENDPOINT);
    if (given.isEmpty()) {
      throw new JackdawException(
          Kind.USER,
          "no-endpoint",
          "It is not known which Azure resource is to be asked. Set "
              + ENDPOINT
              + " to its address, such as https://NAME.openai.azure.com.");
    }
    if (!isUsable(given)) {
      throw new JackdawException(
          Kind.USER,
          "bad-address",
          ENDPOINT
              + " is \""
              + given
              + "\", which is no https address; plain http is for this machine only. Correct it.");
    }
    var version = wanted.variable(VERSION);
    var dated = !version.isEmpty() && Character.isDigit(version.charAt(0));
    return new AzureResource(URI.create(root(given) + (dated ? "/openai" : "/openai/v1")), version);
  }

  /** Returns the address of the resource alone; portals show it with paths of many kinds. */
  private static String root(String given) {
    var uri = URI.create(given);
    var path = uri.getRawPath() == null ? "" : uri.getRawPath();
    var own = path.indexOf("/openai");
    var kept = own < 0 ? path : path.substring(0, own);
    while (kept.endsWith("/")) kept = kept.substring(0, kept.length() - 1);
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority() + kept;
  }

  private static boolean isUsable(String given) {
    try {
      var uri = URI.create(given);
      if (uri.getHost() == null || uri.getRawUserInfo() != null) return false;
      if ("https".equalsIgnoreCase(uri.getScheme())) return true;
      return "http".equalsIgnoreCase(uri.getScheme())
          && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (IllegalArgumentException | UnknownHostException _) {
      return false;
    }
  }
}
