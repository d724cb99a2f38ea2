package dev.jackdaw.testkit.contract;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.testkit.Script.Call;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.server.Prepared;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

class ScriptedModelContractTest extends ModelContract {
  @Override
  protected Model model(Prepared.Speech... answers) {
    var left = new ArrayDeque<>(List.of(answers));
    return ScriptedModel.answering(_ -> turn(left.removeFirst()));
  }

  @Override
  protected Model stalling() {
    return ScriptedModel.of(Turn.text("some words, then").paced(Duration.ofHours(1)));
  }

  @Override
  protected Set<ModelException.Failure> failures() {
    return EnumSet.allOf(ModelException.Failure.class);
  }

  @Override
  protected Model failing(ModelException.Failure failure) {
    return ScriptedModel.of(Turn.failing(failure, "as told"));
  }

  @Override
  protected String word(StopReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private static Turn turn(Prepared.Speech speech) {
    var turn = Turn.text("");
    for (var piece : speech.pieces()) {
      turn =
          switch (piece) {
            case Prepared.Text(var text) -> turn.saying(text);
            case Prepared.Thinking(var text) -> turn.thinking(text);
            case Prepared.RedactedThinking _ -> turn;
            case Prepared.Call(var id, var tool, var input) -> turn.and(call(id, tool, input));
          };
    }
    return speech.stop().isEmpty()
        ? turn
        : turn.stopping(StopReason.valueOf(speech.stop().toUpperCase(Locale.ROOT)));
  }

  private static Call call(String id, String tool, String input) {
    try {
      return new Call(tool, Json.parseObject(input), "", id);
    } catch (JsonException _) {
      return new Call(tool, Json.Obj.EMPTY, input, id);
    }
  }
}
