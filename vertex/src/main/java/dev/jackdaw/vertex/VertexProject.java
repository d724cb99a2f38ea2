package dev.jackdaw.vertex;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelBackend;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Whose models are asked for and where, as the environment says: those of a project, or those of a
 * key in express mode, which needs no project.
 *
 * @param project empty in express mode
 * @param key of express mode; none with a project
 * @param address another than Google's
 */
record VertexProject(String project, String location, ExpressKey key, Optional<URI> address) {
  private static final String BASE = "GOOGLE_VERTEX_BASE_URL";

  /**
   * Reads the variables; a project counts before a key.
   *
   * @throws JackdawException of kind user when there is neither, or one cannot be used
   */
  static VertexProject of(ModelBackend.Wanted wanted) {
    var project = wanted.variable("GOOGLE_CLOUD_PROJECT");
    var location = wanted.variable("GOOGLE_CLOUD_LOCATION");
    if (location.isEmpty()) location = "global";
    var address = address(wanted);
    if (!project.isEmpty()) return new VertexProject(project, location, ExpressKey.NONE, address);
    var key = new ExpressKey(wanted.variable("GOOGLE_API_KEY"), wanted.network().key());
    if (!key.origin().isEmpty()) return new VertexProject("", location, key, address);
    throw new JackdawException(
        Kind.USER,
        "no-project",
        "It is not known whose models Vertex AI is to be asked for. Set GOOGLE_CLOUD_PROJECT to a"
            + " project's id and sign in with: gcloud auth application-default login; or set"
            + " GOOGLE_API_KEY to a key of express mode, or keep it: jackdaw keys set vertex.");
  }

  boolean isExpress() {
    return project.isEmpty();
  }

  /** Returns where requests go to, as far as proxies and people are concerned. */
  URI shown() {
    return address.orElseGet(() ->
        URI.create(
            "https://"
                + (isExpress() || location.equals("global") ? "" : location + "-")
                + "aiplatform.googleapis.com"));
  }

  private static Optional<URI> address(ModelBackend.Wanted wanted) {
    var given = wanted.variable(BASE);
    if (given.isEmpty()) return Optional.empty();
    if (isUsable(given)) return Optional.of(URI.create(given));
    throw new JackdawException(
        Kind.USER,
        "bad-address",
        BASE
            + " is \""
            + given
            + "\", which is no https address; plain http is for this machine only. Correct or"
            + " unset it.");
  }

  private static boolean isUsable(String given) {
    try {
      var uri = URI.create(given);
      if (uri.getHost() == null || uri.getRawUserInfo() != null) return false;
      if ("https".equals(uri.getScheme())) return true;
      return "http".equals(uri.getScheme())
          && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (IllegalArgumentException | UnknownHostException _) {
      return false;
    }
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "VertexProject[" + project + ", " + location + "]";
  }
}
