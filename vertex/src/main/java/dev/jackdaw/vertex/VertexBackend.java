package dev.jackdaw.vertex;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import java.util.List;
import java.util.Optional;

/** {@code vertex/MODEL}: a Gemini model of a Google Cloud project. */
public final class VertexBackend implements ModelBackend {
  @Override
  public List<String> providers() {
    return List.of("vertex");
  }

  @Override
  public Optional<String> knownAs(String provider, String name) {
    return Optional.of("gemini/" + name);
  }

  @Override
  public Model model(Wanted wanted) {
    return new VertexModel(wanted, new VertexClients(wanted));
  }
}
