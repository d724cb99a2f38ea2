package dev.jackdaw.cli.sandbox;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is shown of Maven's settings: mirrors and repositories, by which it also tells whose files
 * the local repository holds. Servers, proxies and properties hold passwords and are left out.
 */
final class MavenSettings {
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
  private static final List<String> OF_MIRRORS = List.of("id", "name", "url", "mirrorOf", "layout");
  private static final List<String> OF_REPOSITORIES = List.of("id", "name", "url", "layout");
  private static final String POLICY = "<%1$s>%2$s</%1$s>";

  private MavenSettings() {}

  /** Returns settings with that alone; empty when there is none of it. */
  static String shown(String settings) {
    var text = COMMENT.matcher(settings).replaceAll("");
    var shown = new StringBuilder();
    for (var mirrors : inner(text, "mirrors")) {
      shown.append("<mirrors>");
      for (var mirror : inner(mirrors, "mirror")) {
        shown.append("<mirror>").append(fields(mirror, OF_MIRRORS)).append("</mirror>");
      }
      shown.append("</mirrors>\n");
    }
    for (var profiles : inner(text, "profiles")) {
      shown.append("<profiles>");
      for (var profile : inner(profiles, "profile")) shown.append(profile(profile));
      shown.append("</profiles>\n");
    }
    for (var active : inner(text, "activeProfiles")) {
      shown.append("<activeProfiles>").append(all(active, "activeProfile"));
      shown.append("</activeProfiles>\n");
    }
    return shown.isEmpty() ? "" : "<settings>\n" + shown + "</settings>\n";
  }

  private static String profile(String profile) {
    var shown = new StringBuilder("<profile>");
    // The first one is the profile's own: those of repositories come after it by Maven's rule.
    shown.append(fields(profile, List.of("id")));
    for (var activation : inner(profile, "activation")) {
      var always = inner(activation, "activeByDefault");
      if (!always.isEmpty()) {
        shown.append("<activation>").append(fields(activation, List.of("activeByDefault")));
        shown.append("</activation>");
      }
    }
    for (var kind : List.of("repository", "pluginRepository")) {
      var plural = kind.substring(0, kind.length() - 1) + "ies";
      for (var repositories : inner(profile, plural)) {
        shown.append('<').append(plural).append('>');
        for (var repository : inner(repositories, kind)) shown.append(repository(kind, repository));
        shown.append("</").append(plural).append('>');
      }
    }
    return shown.append("</profile>").toString();
  }

  private static String repository(String kind, String repository) {
    var policies =
        List.of("releases", "snapshots").stream()
            .flatMap(policy ->
                inner(repository, policy).stream()
                    .map(of -> POLICY.formatted(policy, fields(of, List.of("enabled")))))
            .collect(Collectors.joining());
    return POLICY.formatted(kind, fields(repository, OF_REPOSITORIES) + policies);
  }

  private static String fields(String text, List<String> names) {
    return names.stream()
        .flatMap(name -> inner(text, name).stream().limit(1).map(of -> field(name, of)))
        .collect(Collectors.joining());
  }

  private static String all(String text, String name) {
    return inner(text, name).stream().map(of -> field(name, of)).collect(Collectors.joining());
  }

  /** A value is text alone: an element in it, or a variable, is none. */
  private static String field(String name, String value) {
    if (value.contains("<") || value.contains("${")) return "";
    return POLICY.formatted(name, ToolSettings.withoutLogin(value.strip()));
  }

  private static List<String> inner(String text, String name) {
    return Pattern.compile("(?s)<" + name + "(?:\\s[^>]*)?>(.*?)</" + name + "\\s*>")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
