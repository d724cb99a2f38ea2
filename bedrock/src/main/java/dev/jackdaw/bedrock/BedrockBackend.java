package dev.jackdaw.bedrock;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import java.util.List;
import java.util.Optional;

/**
 * {@code bedrock/MODEL}, where the model is an id ({@code anthropic.claude-…}), an inference
 * profile ({@code us.anthropic.claude-…}) or an ARN.
 */
public final class BedrockBackend implements ModelBackend {
  @Override
  public List<String> providers() {
    return List.of("bedrock");
  }

  /** {@code us.anthropic.claude-opus-4-5-20251101-v1:0} is {@code claude-opus-4-5-20251101}. */
  @Override
  public Optional<String> knownAs(String provider, String name) {
    var vendor = name.lastIndexOf("anthropic.");
    if (vendor < 0) return Optional.empty();
    var plain = name.substring(vendor + "anthropic.".length());
    var version = plain.lastIndexOf("-v");
    var isVersion =
        version > 0 && version + 2 < plain.length() && Character.isDigit(plain.charAt(version + 2));
    return Optional.of("anthropic/" + (isVersion ? plain.substring(0, version) : plain));
  }

  @Override
  public Model model(Wanted wanted) {
    return new BedrockModel(wanted, new BedrockClients(wanted));
  }
}
