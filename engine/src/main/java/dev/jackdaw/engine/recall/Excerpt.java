package dev.jackdaw.engine.recall;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Pieces one after another until the answer is full; the rest is named. */
final class Excerpt {
  private final int maxTokens;
  private final Blobs blobs;
  private final Answer answer = new Answer();
  private final StringBuilder cut = new StringBuilder();
  private int used;
  private boolean isFull;
  private long firstLeft;
  private long lastLeft;
  private long leftTokens;

  Excerpt(int maxTokens, Blobs blobs) {
    this.maxTokens = maxTokens;
    this.blobs = blobs;
  }

  boolean isEmpty() {
    return answer.isEmpty() && firstLeft == 0;
  }

  void add(Piece piece) {
    if (isFull) leave(piece);
    else for (var block : piece.content()) add(piece, block);
  }

  private void leave(Piece piece) {
    if (firstLeft == 0) firstLeft = piece.number();
    lastLeft = piece.number();
    for (var block : piece.content()) leftTokens += tokens(block);
  }

  private static int tokens(Block.Content block) {
    return switch (block) {
      case Block.Text(var text, _) -> Tokens.of(text);
      case Block.Image _ -> Tokens.OF_IMAGE;
    };
  }

  private void add(Piece piece, Block.Content block) {
    if (isFull) return;
    var room = maxTokens - used - Tokens.of(piece.head());
    var tokens = tokens(block);
    if (tokens <= room) put(piece, block, tokens);
    else if (block instanceof Block.Text text) end(piece, text, tokens, room);
    else end(piece);
  }

  private void put(Piece piece, Block.Content block, int tokens) {
    switch (block) {
      case Block.Text text -> answer.add(piece, "", text.text(), text.label());
      case Block.Image image -> answer.add(piece, image);
    }
    used += tokens + Tokens.of(piece.head());
  }

  private void end(Piece piece) {
    isFull = true;
    leave(piece);
  }

  /** A text that would be cut to little is left for the next time. */
  private void end(Piece piece, Block.Text block, int tokens, int room) {
    isFull = true;
    if (!answer.isEmpty() && room < maxTokens * 2 / 5) {
      leave(piece);
      return;
    }
    var text = block.text();
    var to = Passage.end(text, 0, Math.max(1, (int) ((long) text.length() * room / tokens)));
    answer.add(piece, ", its beginning", text.substring(0, to), block.label());
    cut.append("#")
        .append(piece.number())
        .append(" goes on: ")
        .append(whole(piece, text, to, tokens));
  }

  private String whole(Piece piece, String text, int to, int tokens) {
    var number = piece.number();
    var reference = stored(text);
    if (reference.isEmpty()) {
      return "recall #" + number + " with max_tokens " + (tokens + 100) + ". ";
    }
    var line = text.substring(0, to).chars().filter(c -> c == '\n').count() + 1;
    return "read " + reference + " from line " + line + ". ";
  }

  /** Returns where the journal keeps the text apart, if it does. */
  private String stored(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hex = HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      return blobs.find("blob:" + hex).reference();
    } catch (IOException _) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  ToolResult result() {
    if (firstLeft > 0) {
      var range = firstLeft == lastLeft ? "#" + firstLeft : "#" + firstLeft + " to #" + lastLeft;
      cut.append("More: recall ").append(range).append(", about ").append(leftTokens);
      cut.append(" tokens.");
    }
    if (!cut.isEmpty()) answer.remark(cut.toString().strip());
    return answer.result();
  }
}
