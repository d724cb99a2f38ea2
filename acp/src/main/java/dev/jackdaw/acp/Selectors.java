package dev.jackdaw.acp;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;

/** What a person can choose for a session: mode, model, effort. */
record Selectors(AcpActions.Opened opened) {
  private static final String MODE = "mode";
  private static final String MODEL = "model";
  private static final String EFFORT = "effort";

  private Session session() {
    return opened.session();
  }

  /** Returns the members that answers to the requests that open a session have. */
  Json.Builder state() {
    return Json.object().put("modes", modes()).put("configOptions", options());
  }

  private Json.Obj modes() {
    var modes = new ArrayList<Json>();
    for (var mode : opened.modes()) {
      modes.add(
          Json.object()
              .put("id", mode.text())
              .put("name", name(mode))
              .put("description", description(mode))
              .build());
    }
    return Json.object()
        .put("currentModeId", session().mode().text())
        .put("availableModes", Json.array(modes))
        .build();
  }

  private static String name(Mode mode) {
    return switch (mode) {
      case DEFAULT -> "Ask";
      case ACCEPT_EDITS -> "Accept edits";
      case PLAN -> "Plan";
      case DONT_ASK -> "Don't ask";
      case BYPASS -> "Bypass permissions";
    };
  }

  private static String description(Mode mode) {
    return switch (mode) {
      case DEFAULT -> "Reading in the workspace is free, everything else asks";
      case ACCEPT_EDITS -> "Edits of files in the workspace are free too";
      case PLAN -> "Nothing is changed: a plan is made first";
      case DONT_ASK -> "What would ask is refused";
      case BYPASS -> "What would ask is allowed; denials still hold";
    };
  }

  Json.Arr options() {
    return Json.array(List.of(mode(), model(), effort()));
  }

  private Json.Obj mode() {
    var values = new ArrayList<Json>();
    for (var mode : opened.modes()) {
      values.add(value(mode.text(), name(mode), description(mode)));
    }
    return select(MODE, "Mode", "mode", session().mode().text(), values);
  }

  private Json.Obj model() {
    var current = session().model().id();
    var values = new ArrayList<Json>();
    if (!opened.models().contains(current)) values.add(value(current, current, ""));
    for (var name : opened.models()) values.add(value(name, name, ""));
    return select(MODEL, "Model", "model", current, values);
  }

  private Json.Obj effort() {
    var known = session().model().efforts();
    var values = new ArrayList<Json>();
    for (var effort : Effort.values()) {
      if (known.isEmpty() || known.contains(effort) || effort == Effort.DEFAULT) {
        values.add(value(effort.text(), effort.text(), ""));
      }
    }
    var current = session().effort().within(known);
    return select(EFFORT, "Effort", "thought_level", current.text(), values);
  }

  private static Json.Obj value(String value, String name, String description) {
    return Json.object()
        .put("value", value)
        .put("name", name)
        .putUnlessEmpty("description", description)
        .build();
  }

  private static Json.Obj select(
      String id, String name, String category, String current, List<Json> values) {
    return Json.object()
        .put("type", "select")
        .put("id", id)
        .put("name", name)
        .put("category", category)
        .put("currentValue", current)
        .put("options", Json.array(values))
        .build();
  }

  /** Sets an option. */
  void set(String option, String value) throws RpcException {
    try {
      switch (option) {
        case MODE -> setMode(value);
        case MODEL -> session().model(opened.model(value), "chosen in the editor");
        case EFFORT ->
            session().effort(Effort.parse(value).orElseThrow(() -> unknown("effort", value)));
        default -> throw unknown("option", option);
      }
    } catch (JackdawException e) {
      throw RpcException.invalidParams(String.valueOf(e.getMessage()));
    }
  }

  void setMode(String value) throws RpcException {
    var mode = Mode.parse(value).filter(opened.modes()::contains);
    session().mode(mode.orElseThrow(() -> unknown("mode", value)));
  }

  private static RpcException unknown(String what, String value) {
    return RpcException.invalidParams("there is no " + what + " \"" + value + "\" here");
  }
}
