package dev.jackdaw.tools.shell;

import java.util.regex.Pattern;

/** What programs print when the sandbox kept something from them. */
final class Denial {
  private static final Pattern NETWORK =
      Pattern.compile(
          "(?i)could not resolve host|getaddrinfo|name or service not known"
              + "|temporary failure in name resolution|network is unreachable|UnknownHostException"
              + "|EAI_AGAIN|ENOTFOUND|no address associated|failed to lookup address"
              + "|could not connect to server|ENETUNREACH");

  private static final Pattern FILES =
      Pattern.compile(
          "(?i)read-only file system|permission denied|operation not permitted|EROFS|EACCES|EPERM");

  /** What git, and whoever runs it, says where a repository shall be made. */
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "(?im)^(?=.*(?:/|'|\"|\\s)\\.git(?:[/'\":\\s]|$)).*"
              + "(?:read-only file system|permission denied|operation not permitted)");

  private Denial() {}

  /** Returns what a model should know of such an end; empty when it does not look like one. */
  static String explained(String end) {
    if (NETWORK.matcher(end).find()) {
      return "Commands are confined and have no network. If this one needs it, run it with "
          + BashOutside.NAME
          + " and name the hosts; the user is asked.";
    }
    if (REPOSITORY.matcher(end).find()) {
      return "Commands are confined, and .git is out of their reach where they could plant hooks"
          + " and settings that run later. To make or clone a repository, run that one"
          + " command with "
          + BashOutside.NAME
          + " and name no hosts, since with hosts it stays confined; the user is asked.";
    }
    if (FILES.matcher(end).find()) {
      return "Commands are confined: they write only in the working directory, and not the settings"
          + " and hooks in it. If this one must do more, run it with "
          + BashOutside.NAME
          + "; the user is asked.";
    }
    return "";
  }
}
