package dev.jackdaw.engine;

import dev.jackdaw.api.ModelInfo;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Notices when another model answers than was asked. A name with a date or version behind it is the
 * same model; servers of the user's own call theirs what they like. Thread-safe.
 */
final class Impostors {
  private static final Set<String> COMPARED =
      Set.of("anthropic", "openai", "openai-chat", "gemini", "openrouter");

  /** What a provider puts behind the name that was asked for. */
  private static final Pattern DETAIL =
      Pattern.compile("[-@:._](20\\d{2}.*|\\d{3,}.*|v\\d+.*|latest|preview.*|exp.*|free|001|002)");

  private final Set<String> told = new HashSet<>();

  /** Returns whether it is to be told, for the first time, that this model answered. */
  synchronized boolean isNew(ModelInfo asked, String answered) {
    return isOther(asked, answered) && told.add(asked.id() + " " + answered);
  }

  static boolean isOther(ModelInfo asked, String answered) {
    if (answered.isEmpty() || !COMPARED.contains(asked.provider())) return false;
    var wanted = plain(asked.name());
    var given = plain(answered);
    if (wanted.endsWith("latest") || wanted.equals("auto")) return false;
    return !covers(wanted, given) && !covers(given, wanted);
  }

  private static boolean covers(String name, String longer) {
    if (!longer.startsWith(name)) return false;
    var rest = longer.substring(name.length());
    return rest.isEmpty() || DETAIL.matcher(rest).matches();
  }

  /** Returns the name without the vendor or folder before it. */
  private static String plain(String name) {
    return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
