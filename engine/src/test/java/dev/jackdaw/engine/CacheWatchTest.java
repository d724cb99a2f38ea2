package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.CacheMiss.Reason;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheWatchTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final ModelInfo MODEL = model("a", ModelInfo.Feature.PROMPT_CACHE);
  private static final Usage WROTE = new Usage(10, 0, 5_000, 7, 0);
  private static final Usage READ = new Usage(10, 5_000, 200, 7, 0);
  private static final Usage MISSED = new Usage(10, 0, 5_200, 7, 0);

  private final CacheWatch watch = new CacheWatch();

  @BeforeEach
  void fill() {
    assertThat(watch.judge(request("Be brief.", "ab", "hi"), MODEL, WROTE, START))
        .map(CacheMiss::reason)
        .contains(Reason.FIRST_REQUEST);
  }

  @Test
  void hasNothingToSayOfAHit() {
    assertThat(next(request("Be brief.", "ab", "hi", "go on"), READ)).isEmpty();
  }

  @Test
  void tellsOfAChangeNobodyAskedForWhateverTheProviderSays() {
    assertThat(next(request("Be rude.", "ab", "hi", "go on"), READ))
        .map(CacheMiss::isOurs)
        .contains(true);
    var uncached = new CacheWatch();
    uncached.judge(request("Be brief.", "ab", "hi"), model("c"), WROTE, START);
    assertThat(uncached.judge(request("Be brief.", "a", "hi"), model("c"), WROTE, START))
        .contains(new CacheMiss(Reason.TOOLS_CHANGED, "tool b was removed", true));
  }

  @Test
  void hasNothingToSayOfAChangeWithAReasonThatTheProviderReadAcross() {
    watch.mayChange("folded");
    assertThat(next(request("Be rude.", "ab", "hi", "go on"), READ)).isEmpty();
  }

  @Test
  void isGivenAReasonForOneRequestOnly() {
    watch.mayChange("folded");
    assertThat(next(request("Be brief.", "ab", "ho", "go on"), MISSED))
        .contains(
            new CacheMiss(
                Reason.HISTORY_REWRITTEN, "the history was rewritten at message 1 (folded)"));
    assertThat(next(request("Be brief.", "ab", "hi", "go on"), MISSED))
        .map(CacheMiss::isOurs)
        .contains(true);
  }

  @Test
  void knowsWhatElseMessagesAreReadWith() {
    var first = request("Be brief.", "ab", "hi");
    var harder =
        new ModelRequest(first.system(), first.tools(), first.messages(), 0, Effort.HIGH, "");
    assertThat(next(harder, MISSED))
        .contains(new CacheMiss(Reason.EFFORT_CHANGED, "the effort changed from default to high"));
    var messages = new ArrayList<>(first.messages());
    messages.add(new Message.User(List.of(new Block.Image("image/png", "AAAA", Label.USER))));
    var pictured = new ModelRequest(first.system(), first.tools(), messages, 0, Effort.HIGH, "");
    assertThat(next(pictured, MISSED))
        .contains(new CacheMiss(Reason.FIRST_IMAGE, "the first picture of the conversation"));
  }

  /** The user's message is still open when a reply says nothing. */
  @Test
  void takesMoreOfTheSameMessageForNoChange() {
    var first = request("Be brief.", "ab", "hi");
    var last = (Message.User) first.messages().getLast();
    var blocks = new ArrayList<>(last.blocks());
    blocks.add(new Block.Text("more", Label.USER));
    var messages = new ArrayList<>(first.messages());
    messages.set(messages.size() - 1, new Message.User(blocks));
    var grown = new ModelRequest(first.system(), first.tools(), messages, 0, first.effort(), "");
    assertThat(next(grown, READ)).isEmpty();
  }

  @Test
  void namesBlockAndByteOfAChangedSystemText() {
    assertThat(next(request("Be bold.", "ab", "hi", "go on"), MISSED))
        .contains(
            new CacheMiss(
                Reason.SYSTEM_CHANGED, "the system text changed at byte 4 of block 1", true));
  }

  @Test
  void countsBytesRatherThanCharacters() {
    var other = new CacheWatch();
    other.judge(request("é😀x", "", "hi"), MODEL, WROTE, START);
    assertThat(other.judge(request("é😃x", "", "hi"), MODEL, MISSED, START))
        .map(CacheMiss::detail)
        .contains("the system text changed at byte 2 of block 1");
  }

  @Test
  void namesEveryToolThatCameWentOrChanged() {
    assertThat(next(request("Be brief.", "bc", "hi"), MISSED))
        .contains(new CacheMiss(Reason.TOOLS_CHANGED, "tool c is new, tool a was removed", true));
  }

  @Test
  void tellsAnOrderFromAChange() {
    assertThat(next(request("Be brief.", "ba", "hi"), MISSED))
        .map(CacheMiss::reason)
        .contains(Reason.TOOLS_REORDERED);
  }

  @Test
  void namesTheRewrittenMessage() {
    assertThat(next(request("Be brief.", "ab", "ho", "go on"), MISSED))
        .contains(
            new CacheMiss(
                Reason.HISTORY_REWRITTEN, "the history was rewritten at message 1", true));
    assertThat(next(request("Be brief.", "ab", "ho"), MISSED))
        .map(CacheMiss::detail)
        .contains("the history ends before message 2");
  }

  @Test
  void namesBothModels() {
    var other = model("b", ModelInfo.Feature.PROMPT_CACHE);
    assertThat(watch.judge(request("Be brief.", "ab", "hi"), other, MISSED, START))
        .contains(new CacheMiss(Reason.MODEL_CHANGED, "the model changed from p/a to p/b"));
  }

  @Test
  void blamesTheLifetimeOnlyOnceItPassed() {
    var request = request("Be brief.", "ab", "hi");
    var inTime = START.plus(Duration.ofMinutes(5)).minusMillis(1);
    assertThat(watch.judge(request, MODEL, MISSED, inTime))
        .map(CacheMiss::reason)
        .contains(Reason.UNEXPLAINED);
    assertThat(watch.judge(request, MODEL, MISSED, inTime.plus(Duration.ofMinutes(7))))
        .map(CacheMiss::reason)
        .contains(Reason.LIFETIME_PASSED);
  }

  @Test
  void countsTheLifetimeThatWasChosen() {
    var request = request("Be brief.", "ab", "hi");
    var hourly = MODEL.withCacheLifetime(Duration.ofHours(1));
    var other = new CacheWatch();
    other.judge(request, hourly, WROTE, START);
    var later = START.plus(Duration.ofMinutes(59));
    assertThat(other.judge(request, hourly, MISSED, later))
        .map(CacheMiss::reason)
        .contains(Reason.UNEXPLAINED);
    assertThat(other.judge(request, hourly, MISSED, later.plus(Duration.ofHours(1))))
        .contains(
            new CacheMiss(
                Reason.LIFETIME_PASSED,
                "60 min since the last request; a cached prompt is sure to be kept for 60 min"));
  }

  @Test
  void doesNotExpectShortPromptsInTheCache() {
    var request = request("Be brief.", "ab", "hi");
    var small = new Usage(900, 0, 0, 7, 0);
    var other = new CacheWatch();
    other.judge(request, MODEL, small, START);
    assertThat(other.judge(request, MODEL, small, START))
        .map(CacheMiss::reason)
        .contains(Reason.PROMPT_TOO_SHORT);
  }

  @Test
  void saysNothingOfModelsWithoutACache() {
    assertThat(watch.judge(request("Be rude.", "", "hi"), model("c"), MISSED, START)).isEmpty();
  }

  private Optional<CacheMiss> next(ModelRequest request, Usage usage) {
    return watch.judge(request, MODEL, usage, START.plusSeconds(20));
  }

  private static ModelInfo model(String name, ModelInfo.Feature... features) {
    return new ModelInfo("p", name, 0, 0, Set.of(features), Optional.empty());
  }

  private static ModelRequest request(String system, String tools, String... messages) {
    var specs = new ArrayList<ToolSpec>();
    for (var tool : tools.split("")) specs.add(new ToolSpec(tool, "", Json.Obj.EMPTY));
    var texts = new ArrayList<Message>();
    for (var message : messages) texts.add(Message.User.text(message));
    return new ModelRequest(
        List.of(new Block.Text(system, Label.JACKDAW)), specs, texts, 0, Effort.DEFAULT, "key");
  }
}
