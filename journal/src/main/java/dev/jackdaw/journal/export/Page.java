package dev.jackdaw.journal.export;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.util.List;

/** A document being written. Everything it is given is raw; each page makes it harmless. */
interface Page {
  void begin(Facts facts) throws IOException;

  void prompt(String speaker, List<Block.Content> content) throws IOException;

  void reply(String speaker, String text) throws IOException;

  void thinking(String speaker, String text) throws IOException;

  void call(String speaker, Block.Call call) throws IOException;

  void result(String tool, String status, ToolResult result) throws IOException;

  /** Something that happened, in one sentence. */
  void note(String text) throws IOException;

  void end(Facts facts) throws IOException;
}
