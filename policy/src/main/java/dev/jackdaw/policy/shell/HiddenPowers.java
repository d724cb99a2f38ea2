package dev.jackdaw.policy.shell;

import java.util.List;
import java.util.Map;

/**
 * Options that make a program run others or write files, which nobody means who allows the program
 * by a prefix. Only a rule with the whole command covers them. Long options count when abbreviated
 * too. Sources: the manuals of the programs, and the advisories on rules that were evaded so.
 */
final class HiddenPowers {
  /** Single letters may hide in a cluster such as {@code -Sz}. */
  private record Options(String letters, List<String> names) {}

  private static final Map<String, Options> OPTIONS =
      Map.ofEntries(
          Map.entry(
              "git",
              options(
                  "cCOx",
                  "--output --ext-diff --textconv --no-index --exec --exec-path --upload-pack"
                      + " --receive-pack --open-files-in-pager --config --config-env --git-dir"
                      + " --work-tree --namespace --paginate --extcmd --tool --template"
                      + " --separate-git-dir --super-prefix --gpg-sign --show-signature --editor"
                      + " --edit --no-verify")),
          Map.entry("rg", options("z", "--pre --hostname-bin --search-zip")),
          Map.entry(
              "find",
              options(
                  "",
                  "-exec -execdir -ok -okdir -delete -fprint -fprint0 -fprintf -fls"
                      + " -files0-from")),
          Map.entry("fd", options("xX", "--exec --exec-batch")),
          Map.entry("sort", options("oT", "--output --compress-program --temporary-directory")),
          Map.entry("tree", options("o", "--output")),
          Map.entry("date", options("s", "--set")),
          Map.entry("file", options("C", "--compile")),
          Map.entry("sed", options("if", "--in-place --file")),
          Map.entry("awk", options("fiE", "--file --include --exec --load --inplace")),
          Map.entry(
              "tar",
              options(
                  "IF",
                  "--to-command --checkpoint-action --use-compress-program --rsh-command"
                      + " --info-script --new-volume-script --rmt-command")),
          Map.entry("rsync", options("e", "--rsh --rsync-path")),
          Map.entry("ssh", options("oFEwD", "")),
          Map.entry("scp", options("oFSD", "")),
          Map.entry("sftp", options("oFSDb", "")),
          Map.entry("zip", options("T", "--unzip-command")),
          Map.entry(
              "curl",
              options(
                  "oOKTDcn",
                  "--output --output-dir --remote-name --remote-name-all --config --upload-file"
                      + " --dump-header --cookie-jar --netrc --netrc-file --unix-socket --trace"
                      + " --trace-ascii --stderr --libcurl --etag-save --hsts --alt-svc")),
          Map.entry(
              "wget",
              options(
                  "OPeoai",
                  "--output-document --directory-prefix --execute --output-file --append-output"
                      + " --input-file --use-askpass --config --post-file --body-file"
                      + " --save-cookies --warc-file")),
          Map.entry("go", options("", "-exec -toolexec -vettool -overlay -modfile")),
          Map.entry("cargo", options("Z", "--config")),
          Map.entry("man", options("PH", "--pager --html --browser")),
          Map.entry("less", options("oO", "--log-file --LOG-FILE")));

  private HiddenPowers() {}

  private static Options options(String letters, String names) {
    return new Options(letters, List.of(names.split(" ", -1)));
  }

  static boolean usedBy(ShellLine.Simple command) {
    var program = command.program();
    var name = program.substring(program.lastIndexOf('/') + 1);
    if (name.endsWith("awk")) name = "awk";
    var options = OPTIONS.get(name);
    if (options == null) return false;
    var operands = command.words().subList(1, command.words().size());
    for (var operand : operands) {
      if (isOne(options, operand)) return true;
    }
    return switch (name) {
      case "sed" -> !Scripts.isQuietSed(operands);
      case "awk" -> !Scripts.isQuietAwk(operands);
      default -> false;
    };
  }

  private static boolean isOne(Options options, String word) {
    if (!word.startsWith("-") || word.length() < 2) return false;
    var equals = word.indexOf('=');
    var name = equals < 0 ? word : word.substring(0, equals);
    for (var option : options.names) {
      if (name.equals(option)) return true;
      if (option.startsWith("--") && name.length() > 2 && option.startsWith(name)) return true;
    }
    return !word.startsWith("--") && holdsAny(name, options.letters);
  }

  private static boolean holdsAny(String word, String letters) {
    for (var i = 0; i < letters.length(); i++) {
      if (word.indexOf(letters.charAt(i)) > 0) return true;
    }
    return false;
  }
}
