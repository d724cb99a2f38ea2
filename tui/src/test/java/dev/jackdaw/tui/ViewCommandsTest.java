package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands that show something, where nobody hosts views. */
@Timeout(60)
class ViewCommandsTest extends ShellFixture {
  @Test
  void printWhatThereIs() throws Exception {
    try (var desk = Desk.linear(new FakeSession("s", FakeSession::finish), folder)) {
      desk.type("/permissions\n");
      desk.sees("There is no rule: what is asked follows from the mode, default.");
      desk.type("/transcript\n");
      desk.sees("Nothing was said yet.");
      desk.type("/diff 3\n");
      desk.sees("There is no step 3.");
      desk.type("/jobs\n");
      desk.sees("No command runs in the background.");
      desk.type("/jobs job7\n");
      desk.sees("There is no job job7. /jobs lists them");
      desk.type("/mcp\n");
      desk.sees("No MCP server is configured.");
      desk.type("/resume\n");
      desk.sees("There is no other session of this folder.");
      desk.type("/config\n");
      desk.sees("Nothing is set anywhere.");
      desk.type("/agents\n");
      desk.sees("No agent was started.");
      desk.type("/export x\n");
      desk.sees("Nothing can be exported here.");
      desk.type("/quit\n");
      assertThat(desk.left()).contains("/export x");
    }
  }
}
