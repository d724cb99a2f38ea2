package dev.jackdaw.azure;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import java.util.List;
import java.util.Optional;

/** {@code azure/DEPLOYMENT}: a deployment of the resource that the environment names. */
public final class AzureBackend implements ModelBackend {
  @Override
  public List<String> providers() {
    return List.of("azure");
  }

  /** Deployments are often named for their model; {@code gpt-5-mini} then means OpenAI's. */
  @Override
  public Optional<String> knownAs(String provider, String name) {
    return Optional.of("openai/" + name);
  }

  @Override
  public Model model(Wanted wanted) {
    return new AzureModel(wanted, new AzureClients(wanted));
  }
}
