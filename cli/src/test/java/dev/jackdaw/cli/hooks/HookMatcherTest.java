package dev.jackdaw.cli.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tools a matcher means. */
class HookMatcherTest {
  @ParameterizedTest
  @CsvSource({
    "'', bash, true",
    "*, bash, true",
    "Bash, bash, true",
    "bash, bash, true",
    "Bash, bash_output, false",
    "Edit|Write, write, true",
    "Edit|Write, apply_patch, true",
    "'Edit, Write', edit, true",
    "Edit|Write, read, false",
    "Notebook.*, read, false",
    "^(Read|Grep)$, grep, true",
    "mcp__.*, mcp__github__search, true",
    "mcp__github__.*, mcp__gitlab__search, false",
    "mcp__github, mcp__github__search, false",
    "Agent, task, true",
    "WebFetch, web_fetch, true"
  })
  void meansTheToolByAnyOfItsNames(String matcher, String tool, boolean matches) {
    assertThat(new HookMatcher(matcher).matches(ToolNames.all(tool))).isEqualTo(matches);
  }
}
