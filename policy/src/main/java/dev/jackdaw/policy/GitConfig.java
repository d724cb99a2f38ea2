package dev.jackdaw.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the text of a git configuration file as far as needed to know that it is inert. */
final class GitConfig {
  private static final Pattern SECTION =
      Pattern.compile("\\[\\s*([A-Za-z0-9.-]+)(?:\\s+\"((?:[^\"\\\\]|\\\\.)*)\")?\\s*\\]");

  /** Settings that run nothing and lead nowhere, whatever their value. */
  private static final Pattern INERT =
      Pattern.compile(
          "core\\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|symlinks"
              + "|precomposeunicode|autocrlf|eol|safecrlf|quotepath|abbrev|checkstat"
              + "|trustctime|commentchar|untrackedcache|splitindex|preloadindex)"
              + "|user\\.(name|email|signingkey)"
              + "|remote\\.(url|fetch|pushurl|tagopt|prune|push|mirror)"
              + "|branch\\.(remote|merge|rebase|pushremote|description|vscode-merge-base"
              + "|github-pr-owner-number|gh-merge-base|autosetuprebase|autosetupmerge)"
              + "|pull\\.(rebase|ff)|push\\.(default|autosetupremote|followtags)"
              + "|merge\\.(conflictstyle|ff)|rebase\\.(autosquash|autostash|updaterefs)"
              + "|fetch\\.(prune|prunetags|parallel)|init\\.defaultbranch|rerere\\.(enabled|autoupdate)"
              + "|color\\.[a-z]+|column\\.[a-z]+|advice\\.[a-z]+|gc\\.(auto|autodetach)"
              + "|diff\\.(algorithm|renames|colormoved|mnemonicprefix|noprefix|context)"
              + "|status\\.(short|branch|showuntrackedfiles|showstash)"
              + "|log\\.(date|decorate|abbrevcommit|follow)|commit\\.(gpgsign|verbose)|tag\\.sort"
              + "|extensions\\.(objectformat|worktreeconfig|refstorage)|maintenance\\.(auto|strategy)");

  private GitConfig() {}

  /** Returns the first setting that is not known to be inert. */
  static Optional<String> firstUnknown(String text) {
    var section = "";
    var named = false;
    for (var line : List.of(text.split("\n", -1))) {
      var rest = line.strip();
      if (rest.isEmpty() || rest.startsWith("#") || rest.startsWith(";")) continue;
      if (rest.endsWith("\\")) return Optional.of("a value over several lines");
      if (rest.startsWith("[")) {
        var matcher = SECTION.matcher(rest);
        if (!matcher.matches()) return Optional.of(rest);
        section = matcher.group(1).toLowerCase(Locale.ROOT);
        named = matcher.group(2) != null;
        continue;
      }
      var equals = rest.indexOf('=');
      var key = (equals < 0 ? rest : rest.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      var name = section + "." + key;
      var mayBeNamed = section.equals("remote") || section.equals("branch");
      if (named != mayBeNamed || !INERT.matcher(name).matches()) return Optional.of(name);
    }
    return Optional.empty();
  }
}
