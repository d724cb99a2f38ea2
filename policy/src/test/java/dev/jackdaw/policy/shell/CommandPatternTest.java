package dev.jackdaw.policy.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPatternTest {
  private static boolean covers(String rule, String line) {
    var pattern = CommandPattern.of(rule);
    if (pattern.isExactly(line)) return true;
    return ShellLine.parse(line) instanceof ShellLine.Plain(var commands)
        && commands.stream().allMatch(pattern::covers);
  }

  private static boolean touches(String rule, String line) {
    return CommandPattern.of(rule).touches(line, ShellLine.parse(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "git diff:*      % git diff                    % true",
        "git diff:*      % git diff --stat HEAD        % true",
        "git diff:*      % git   diff  'a b'           % true",
        "git diff:*      % git difftool                % false",
        "git diff:*      % git -c a=b diff             % false",
        "git diff *      % git diff x                  % true",
        "git diff *      % git diff                    % true",
        "npm run test    % npm run test                % true",
        "npm run test    % npm run test --x            % false",
        "npm run test    % npm run 'test'              % true",
        "npm *           % npm install x               % true",
        "npm *           % npmx                        % false",
        "git * main      % git push origin main        % true",
        "git * main      % git main                    % false",
        "npm run test*   % npm run test:unit           % true",
        "npm run test*   % npm run build               % false",
        "ls*             % lsof                        % true",
        "./scripts/*     % ./scripts/a.sh              % true",
        "./scripts/*     % ./scripts/../../evil        % false",
        "* --version     % java --version              % true",
        "*               % anything at all             % true",
        "echo a\\*       % echo a*                     % true",
        "echo a\\*       % echo ab                     % false",
        "ls:*            % ls -la; ls x && ls          % true",
        "ls:*            % ls; rm x                    % false"
      })
  void allowsWhatTheRuleMeansAndNothingElse(String rule, String line, boolean expected) {
    assertThat(covers(rule, line)).as("%s for %s", rule, line).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "git diff:* % git diff --output=x",
        "git diff:* % git diff --outp=x",
        "git diff:* % git diff --ext-diff",
        "git diff:* % git diff --no-index / x",
        "git *      % git grep -Oevil x",
        "git *      % git -c core.pager=evil log",
        "rg:*       % rg --pre evil x",
        "rg:*       % rg --hostname-bin=evil x",
        "rg:*       % rg -Sz x",
        "find:*     % find . -exec rm x",
        "find:*     % find . -delete",
        "find:*     % find . -fprintf x y",
        "sort:*     % sort -o x y",
        "sort:*     % sort --compress-prog=evil x",
        "sed:*      % sed -i s/a/b/ x",
        "sed:*      % sed -n '1e id' x",
        "sed:*      % sed 's/a/b/w f' x",
        "sed:*      % sed 's/a/b/e' x",
        "sed:*      % sed -es/a/b/e p",
        "sed:*      % sed -n 'w f' x",
        "awk:*      % awk 'BEGIN{system(\"x\")}'",
        "awk:*      % awk -F : 'BEGIN{system(\"x\")}'",
        "gawk:*     % gawk '{print > \"f\"}' x",
        "rsync:*    % rsync -e 'sh -c evil' a b:",
        "rsync:*    % rsync -ave evil a b:",
        "rsync:*    % rsync --rsh=evil a b:",
        "ssh:*      % ssh -oProxyCommand=evil host",
        "ssh host:* % ssh host -o LocalCommand=evil",
        "zip:*      % zip x.zip y -T -TT evil",
        "curl:*     % curl -sSLo .bashrc https://example.org",
        "curl:*     % curl -K evil",
        "wget:*     % wget -O .bashrc https://example.org",
        "wget:*     % wget --execute use_proxy=on https://example.org",
        "go test:*  % go test -exec evil ./...",
        "go vet:*   % go vet -vettool=evil ./...",
        "cargo b:*  % cargo b --config build.rustc-wrapper=evil",
        "tar:*      % tar --to-command=evil -xf x"
      })
  void aPrefixDoesNotCoverOptionsThatRunOrWrite(String rule, String line) {
    assertThat(covers(rule, line)).as("%s for %s", rule, line).isFalse();
    assertThat(covers(line, line)).as("the very line").isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "sed:*  % sed -n '1,5p' x",
        "sed:*  % sed s/a/b/g x",
        "awk:*  % awk -F: '{print $1}' x",
        "find:* % find . -name x -type f",
        "rg:*   % rg -n x src",
        "sort:* % sort -u x"
      })
  void ordinaryUseOfThemIsCovered(String rule, String line) {
    assertThat(covers(rule, line)).as("%s for %s", rule, line).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm x",
        "/bin/rm x",
        "a; rm x",
        "a && rm x",
        "a | rm x",
        "a & rm x",
        "sudo rm x",
        "env X=1 rm x",
        "xargs rm",
        "bash -c 'rm x'",
        "$(rm x)",
        "`rm x`",
        "cat <(rm x)",
        "r\\m x",
        "'r'm x",
        "find . -exec rm x",
        "X=1 rm x",
        "(rm x)",
        "if true; then rm x; fi",
        "RM x",
        "a\nrm x"
      })
  void forbiddenWordsAreFoundWhereverTheyHide(String line) {
    assertThat(touches("rm:*", line)).isTrue();
  }

  @Test
  void forbiddenWordsMayBeSearchedAndPrinted() {
    assertThat(touches("rm:*", "grep -r rm src")).isFalse();
    assertThat(touches("rm:*", "git commit -m 'rm the old parser'")).isFalse();
    assertThat(touches("rm:*", "ls rm")).isFalse();
    assertThat(touches("rm:*", "npm run format")).isFalse();
  }

  @Test
  void optionsBetweenForbiddenWordsDoNotHideThem() {
    assertThat(touches("git push:*", "git -C . push origin")).isTrue();
    assertThat(touches("git push:*", "git --no-pager push")).isTrue();
    assertThat(touches("git push:*", "git stash push")).isFalse();
    assertThat(touches("* --force", "git push --force")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "git diff HEAD              % git diff:*",
        "npm test                   % npm test:*",
        "npm run build -- --x       % npm run build:*",
        "mvn test -pl a             % mvn test:*",
        "./mvnw verify              % ./mvnw verify:*",
        "git push origin main       % git push origin main",
        "git -C x diff              % git -C x diff",
        "git diff --output=x        % git diff --output=x",
        "mvn -q test                % mvn -q test",
        "env git diff               % env git diff",
        "sudo ls                    % sudo ls",
        "bash -c 'git diff'         % bash -c 'git diff'",
        "python -c x                % python -c x",
        "xargs git diff             % xargs git diff",
        "timeout 5 npm test         % timeout 5 npm test",
        "git diff | tee x           % git diff | tee x",
        "npm run                    % npm run",
        "echo a*                    % echo a\\*",
        "echo $(x):*                % echo $(x):\\*"
      })
  void proposesAPrefixOnlyForEverydayCommands(String line, String specifier) {
    assertThat(CommandPattern.proposal(line)).isEqualTo(specifier);
    assertThat(covers(specifier, line)).as("the proposal covers the command").isTrue();
  }

  @Test
  void theExactFormCoversAnyTextAndNoOther() {
    for (var line : new String[] {"a *", "a:*", "a\\*", "a\\\\b", "\\", "x > y", "a\nb", "*"}) {
      assertThat(covers(CommandPattern.exactly(line), line)).as(line).isTrue();
      assertThat(covers(CommandPattern.exactly(line), line + "z")).as(line).isFalse();
    }
  }
}
